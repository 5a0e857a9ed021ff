"""Clearing up after a save that was killed: songs are taken back first, then copies deleted."""

from __future__ import annotations

import os

from moodtagger.tags.files import in_place_write as in_place
from moodtagger.tags.files import temp_files as leftovers


def clean_up_folder(folder: str | os.PathLike[str], *, older_than_s: float = 60.0) -> int:
    """Take songs of the folder back that were half written, and delete temporary copies.

    Returns how many copies were deleted. What another program is at work on stays; so does, where
    the system does not tell, what changed within `older_than_s`.
    """
    in_place.restore_interrupted(folder, older_than_s=older_than_s)
    return leftovers.delete_temp_files(folder, older_than_s=older_than_s)
