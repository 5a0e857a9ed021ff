"""Clearing away what a killed save left beside the music, by the way of what is done there."""

from __future__ import annotations

import os
from pathlib import Path

from moodtagger.tags import clean_up_folder

_MIN_AGE_S = 60.0  # of what another program may be at work on, where the system does not tell


class TempFileCleaner:
    """Goes through each folder once; whatever fails there is left for another time."""

    def __init__(self, older_than_s: float = _MIN_AGE_S) -> None:
        self._older_than_s = older_than_s
        self._seen: set[str] = set()

    def clean_beside(self, path: str) -> None:
        """The folder of this file, or of the one that a link leads to: the copies lie there."""
        self.clean_folder(str(Path(os.path.realpath(path)).parent))

    def clean_folder(self, folder: str) -> None:
        """This folder."""
        if folder not in self._seen:
            self._seen.add(folder)
            clean_up_folder(folder, older_than_s=self._older_than_s)
