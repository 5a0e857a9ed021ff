"""Another program changes a file between the preview and the write, or while it is written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagPlan
from moodtagger.services.tag_writing import preview, write
from moodtagger.store import EntryState, Library, open_library
from moodtagger.tags import apply_plan, audio_hash, plan_write, read_tags
from tests.robustness.saves.injection_points import before_step
from tests.robustness.saves.invariants import add_to_library, digest, stray_files
from tests.robustness.saves.operations import FIRST, POLICY, SECOND


def _other_moods(song: Path) -> None:
    apply_plan(plan_write(song, SECOND, POLICY), keep_mtime=False)


def _other_moods_same_time(song: Path) -> None:
    apply_plan(plan_write(song, SECOND, POLICY))


def _other_bytes(song: Path) -> None:
    with song.open("rb+") as file:
        file.seek(-20, os.SEEK_END)
        file.write(b"another")


def _other_bytes_same_time(song: Path) -> None:
    info = song.stat()
    _other_bytes(song)
    os.utime(song, ns=(info.st_atime_ns, info.st_mtime_ns))


def _shorter(song: Path) -> None:
    os.truncate(song, song.stat().st_size // 2)


def _longer(song: Path) -> None:
    with song.open("ab") as file:
        file.write(bytes(1000))


def _exchanged(song: Path) -> None:
    new = song.with_suffix(".new")
    new.write_bytes(song.read_bytes()[:-1])
    new.replace(song)


def _touched(song: Path) -> None:
    os.utime(song)


EDITS: Mapping[str, Callable[[Path], None]] = {
    edit.__name__.strip("_").replace("_", " "): edit
    for edit in (
        _other_moods,
        _other_moods_same_time,
        _other_bytes,
        _other_bytes_same_time,
        _shorter,
        _longer,
        _exchanged,
        _touched,
    )
}
# None: between preview and write; else before this step of the save.
EDIT_POINTS = (None, "copy", "verify", "fsync")


@dataclass(frozen=True, slots=True)
class ConcurrentEditTrials:
    """Trials in a folder, on copies of the given songs."""

    folder: Path
    songs: Mapping[str, Path]

    def try_edit(self, kind: str, edit: str, edit_point: str | None) -> str:
        """Try one edit: expect a refusal and the new state shown; returns what is wrong."""
        shutil.rmtree(self.folder, ignore_errors=True)
        song = self.folder / "music" / self.songs[kind].name
        song.parent.mkdir(parents=True)
        song.write_bytes(self.songs[kind].read_bytes())
        with open_library(self.folder / "home" / "library.sqlite") as library:
            add_to_library(library, song)
            (plan,) = preview([(str(song), FIRST)], POLICY).plans
            return self._write(library, plan, song, EDITS[edit], edit_point) or (
                "something stayed" if stray_files(song.parent) else ""
            )

    def _write(
        self,
        library: Library,
        plan: TagPlan,
        song: Path,
        edit: Callable[[Path], None],
        edit_point: str | None,
    ) -> str:
        digests: list[str] = []

        def edit_once() -> None:
            if not digests:
                digests.append("under way")  # the edit may itself be a save
                edit(song)
                digests.append(digest(song))

        if edit_point is None:
            edit_once()
            summary = write(library, [plan], POLICY)
        else:
            with before_step(edit_point, edit_once):
                summary = write(library, [plan], POLICY)
        if digest(song) != digests[-1]:
            return "what another program wrote is gone"
        if summary.written or not summary.failed[0][1]:
            return "the write was not refused"
        (entry,) = library.journal.entries(summary.batch_id or 0)
        if entry.state is not EntryState.FAILED:
            return "the journal says that it was written"
        return _check_shown(library, song)


def _check_shown(library: Library, song: Path) -> str:
    """The library must show the new moods, and the next scan must read the file again."""
    (row,) = library.songs.rows()
    stamp = library.tracks.file_stamps()[str(song)]
    info = song.stat()
    same_audio = audio_hash(song) == stamp.audio_hash
    if not same_audio and (stamp.size, stamp.mtime_ns) == (info.st_size, info.st_mtime_ns):
        return ""  # an edit that keeps size and time is meant to go unnoticed
    try:
        moods = read_tags(song).moods
    except TagError:
        return ""  # the edit damaged it; the scan says so
    return "" if row.tags.moods == moods else "the new moods are not shown"
