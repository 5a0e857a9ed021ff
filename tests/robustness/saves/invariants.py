"""Invariants after a fault: files intact, journal correct, no temporary files."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from moodtagger.core.tag_plan import RestorePlan
from moodtagger.services.tag_writing import recover
from moodtagger.store import EntryState, FieldState, FoundFile, JournalEntry, Library, open_library
from moodtagger.tags import audio_hash, plan_undo, read_tags
from tests.robustness.saves.operations import run_operation


def digest(path: Path) -> str:
    """Hash all bytes of a file."""
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def add_to_library(library: Library, song: Path) -> None:
    """Add a song to the library as a scan does."""
    info = song.stat()
    stamp = info.st_size, info.st_mtime_ns
    library.tracks.upsert_files([FoundFile(str(song), *stamp, audio_hash(song), read_tags(song))])


def stray_files(folder: Path) -> list[str]:
    """Files in a music folder, or below, that are no songs."""
    return [path.name for path in folder.rglob("*") if path.name.startswith(".")]


def check_restart(home: Path, songs: Sequence[Path], neighbour: Path) -> str:
    """Restart as the program does; returns what is wrong, or "".

        Interrupted writes must be reported and settled, the journal must match the files, and no
    temporary file may be left, at the latest after the next save in that folder.
    """
    folder = home.parent.with_name("music")
    with open_library(home) as library:
        pending = [entry.path for entry in library.journal.unfinished_entries()]
        if [path for path, _ in recover(library)] != pending:
            return "the start did not tell what was under way"
        if library.journal.unfinished_entries():
            return "the start did not settle what was under way"
        if failure := journal_error(library, songs):
            return failure
        if stray_files(folder):
            time.sleep(1.1)  # a copy has no owner while it is made
            run_operation(library, "write", [neighbour])
    strays_left = stray_files(folder)
    return f"{', '.join(strays_left)} stayed" if strays_left else ""


def journal_error(library: Library, songs: Iterable[Path]) -> str:
    """Where the journal contradicts a file, or ""."""
    newest: dict[str, JournalEntry] = {}
    for batch in reversed(library.journal.batches()):
        for entry in library.journal.entries(batch.batch_id):
            if entry.state is not EntryState.FAILED:
                newest[entry.path] = entry
            elif entry.path not in newest:
                undo_plan = plan_undo(entry.path, entry.changes)
                if len(undo_plan.up_to_date) != len(entry.changes):
                    return f"{entry.path} was not written, says the journal"
    for song in songs:
        newest_entry = newest.get(str(song))
        if newest_entry is not None and not _journal_matches(
            newest_entry, plan_undo(song, newest_entry.changes)
        ):
            return f"{song.name} is not as the journal says ({newest_entry.state})"
    return ""


def _journal_matches(entry: JournalEntry, undo_plan: RestorePlan) -> bool:
    written = {change.frame for change in undo_plan.plan.changes}
    return written == set(entry.frames(FieldState.WRITTEN)) and set(undo_plan.up_to_date) == set(
        entry.frames(FieldState.UNDONE)
    )
