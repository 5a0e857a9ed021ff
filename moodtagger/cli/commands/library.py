"""Opening the library for a command; `moodtagger library`: backups, a new start, forgetting."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from moodtagger import settings
from moodtagger.cli.output import count_text, print_error, print_json, printable
from moodtagger.core.errors import LibraryError
from moodtagger.paths import library_path, settings_path
from moodtagger.services.active_model import active_model
from moodtagger.services.library_restore import LibraryRestore
from moodtagger.services.library_service import LibraryService
from moodtagger.services.scan.discovery import real_path
from moodtagger.services.workers.priority import WorkerLimits


@contextmanager
def open_service(
    *, write: bool = False, limits: WorkerLimits | None = None, profile: str | None = None
) -> Iterator[LibraryService]:
    """Open the library for a command; LibraryBusyError when it cannot be written but must be.

    `profile` is the listener; by default the one of the settings.
    """
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
        reading=chosen.reading,
        find_speech=chosen.find_speech,
        bpm_range=chosen.bpm_range,
        profile=chosen.profile,
        learn=chosen.learn is True,
    )
    try:
        for path, message in service.recovered:
            print_error(message, path)
        if profile is not None:
            service.taste.use_profile(profile)
        yield service
    finally:
        service.close()


def run_copies(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the backups, newest first."""
    for backup in LibraryRestore(library_path()).backups():
        path, songs = str(backup.path), backup.track_count
        if arguments.json:
            print_json({"path": path, "made": backup.created.isoformat(), "songs": songs})
        else:
            created = backup.created.astimezone().strftime("%Y-%m-%d %H:%M")
            print(f"{created}  {count_text(songs, 'song')}  {printable(path)}")
    return 0


def run_restore(arguments: argparse.Namespace, cancel: Event) -> int:
    """Restore a backup, by default the newest; the replaced file is kept."""
    restore = LibraryRestore(library_path())
    if arguments.copy is None:
        backups = restore.backups()
        if not backups:
            raise LibraryError("There are no backups of the library.", path=library_path())
        return _print_moved_file(restore.restore(backups[0].path))
    return _print_moved_file(restore.restore(Path(arguments.copy)))


def run_new(arguments: argparse.Namespace, cancel: Event) -> int:
    """Move the library's file aside, so that the next scan creates a new one."""
    if not library_path().exists():
        raise LibraryError("There is no library yet.", path=library_path())
    return _print_moved_file(LibraryRestore(library_path()).create_empty())


def run_forget(arguments: argparse.Namespace, cancel: Event) -> int:
    """Remove songs and folders from the library with their results; no file is touched."""
    status = 0
    with open_service(write=not arguments.dry_run) as service:
        for name in arguments.paths:
            path = os.path.abspath(name)  # noqa: PTH100 - `..` must go, a link may be gone
            folders = service.tracks.folders()
            if not service.tracks.below(path) and path not in folders:
                path = real_path(path)
            songs = service.tracks.below(path)
            if not songs and path not in folders:
                print_error("The library has no such song or folder.", path)
                status = 1
                continue
            if not arguments.dry_run:
                service.tracks.forget(path)
            if arguments.json:
                print_json({"path": path, "songs": songs, "dry_run": arguments.dry_run})
            else:
                verb = "would be removed" if arguments.dry_run else "removed"
                print(f"{count_text(len(songs), 'song')} {verb}: {printable(path)}")
    return status


def _print_moved_file(moved: Path) -> int:
    print(f"The previous library file is kept as {printable(str(moved))}.")
    return 0
