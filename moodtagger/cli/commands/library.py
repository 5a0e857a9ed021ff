"""`moodtagger library`: a copy put back, or a new library begun, when the old one is damaged."""

from __future__ import annotations

import argparse
from pathlib import Path
from threading import Event

from moodtagger.cli.output import print_json, printable
from moodtagger.core.errors import LibraryError
from moodtagger.paths import library_path
from moodtagger.services.library_restore import Rescue


def run_copies(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the copies that can be put back, newest first."""
    for copy in Rescue(library_path()).copies():
        if arguments.json:
            shown = {"path": str(copy.path), "made": copy.made.isoformat(), "songs": copy.songs}
            print_json(shown)
        else:
            made = copy.made.astimezone().strftime("%Y-%m-%d %H:%M")
            print(f"{made}  {copy.songs} songs  {printable(str(copy.path))}")
    return 0


def run_restore(arguments: argparse.Namespace, cancel: Event) -> int:
    """Put a copy in the library's place, by default the newest; the old file is kept."""
    rescue = Rescue(library_path())
    if arguments.copy is None:
        copies = rescue.copies()
        if not copies:
            raise LibraryError("There is no copy of the library.", path=library_path())
        return _tell(rescue.put_back(copies[0].path))
    return _tell(rescue.put_back(Path(arguments.copy)))


def run_new(arguments: argparse.Namespace, cancel: Event) -> int:
    """Put the library's file aside, so that the next scan makes a new one."""
    if not library_path().exists():
        raise LibraryError("There is no library yet.", path=library_path())
    return _tell(Rescue(library_path()).start_anew())


def _tell(kept: Path) -> int:
    print(f"The file that was the library until now is kept as {printable(str(kept))}.")
    return 0
