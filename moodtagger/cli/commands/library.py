"""Open the library for a command; `moodtagger library`: restore a backup or begin a new one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from moodtagger import settings
from moodtagger.cli.output import print_error, print_json, printable
from moodtagger.core.errors import LibraryError
from moodtagger.paths import library_path, settings_path
from moodtagger.services.active_model import active_model
from moodtagger.services.library_restore import LibraryRestore
from moodtagger.services.library_service import LibraryService
from moodtagger.services.workers.priority import WorkerLimits


@contextmanager
def open_service(
    *, write: bool = False, limits: WorkerLimits | None = None
) -> Iterator[LibraryService]:
    """The library, closed again at the end; `write` raises LibraryBusyError when it is taken."""
    model = active_model()
    chosen = settings.load(settings_path())
    if model.notice:
        print_error(model.notice)
    service = LibraryService(
        library_path(),
        model.folder,
        require_writer=write,
        jobs=limits,
        precision=chosen.precision,
        mood_preferences=chosen.mood_preferences,
        exclude=chosen.exclude,
    )
    try:
        for path, sentence in service.recovered:
            print_error(sentence, path)
        yield service
    finally:
        service.close()


def run_copies(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the copies that can be put back, newest first."""
    for copy in LibraryRestore(library_path()).backups():
        if arguments.json:
            shown = {
                "path": str(copy.path),
                "made": copy.created.isoformat(),
                "songs": copy.track_count,
            }
            print_json(shown)
        else:
            made = copy.created.astimezone().strftime("%Y-%m-%d %H:%M")
            print(f"{made}  {copy.track_count} songs  {printable(str(copy.path))}")
    return 0


def run_restore(arguments: argparse.Namespace, cancel: Event) -> int:
    """Put a copy in the library's place, by default the newest; the old file is kept."""
    restore = LibraryRestore(library_path())
    if arguments.copy is None:
        copies = restore.backups()
        if not copies:
            raise LibraryError("There is no copy of the library.", path=library_path())
        return _print_moved_file(restore.restore(copies[0].path))
    return _print_moved_file(restore.restore(Path(arguments.copy)))


def run_new(arguments: argparse.Namespace, cancel: Event) -> int:
    """Put the library's file aside, so that the next scan makes a new one."""
    if not library_path().exists():
        raise LibraryError("There is no library yet.", path=library_path())
    return _print_moved_file(LibraryRestore(library_path()).create_empty())


def _print_moved_file(moved: Path) -> int:
    print(f"The file that was the library until now is kept as {printable(str(moved))}.")
    return 0
