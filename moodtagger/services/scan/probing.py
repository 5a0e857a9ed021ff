"""Which files of some targets are taken for songs; what a name leaves open is probed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from moodtagger.core.cue_sheet import CueTrack
from moodtagger.services.scan.cue_files import read_cue_sheets
from moodtagger.services.scan.discovery import (
    AudioFileEntry,
    add_by_known_name,
    cue_sheets_in,
    find_audio_files,
    real_path,
)
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash, failure_message
from moodtagger.services.workers.worker import Operation, ProbeResult, Task
from moodtagger.store import FileStamp

FileMessage = tuple[str, str]  # a path and what is said about it


@dataclass(slots=True)
class TakenFiles:
    """The songs at some targets, (path, message) of the other files there, the library's stamps.

    `cue_tracks` are the songs of files that CUE sheets beside them divide.
    """

    songs: list[AudioFileEntry] = field(default_factory=list)
    stamps: dict[str, FileStamp] = field(default_factory=dict)
    failed: list[FileMessage] = field(default_factory=list)
    left_out: list[FileMessage] = field(default_factory=list)
    cue_tracks: dict[str, tuple[CueTrack, ...]] = field(default_factory=dict)


def take_files(
    targets: Iterable[str],
    pool: AnalysisPool,
    *,
    exclude: Sequence[str] = (),
    cancel: Event | None = None,
    pause: Event | None = None,
    code_page: str = "",
    load_stamps: Callable[[], dict[str, FileStamp]] = dict,
    on_entry: Callable[[], None] = lambda: None,
) -> TakenFiles:
    """Return the songs at or below `targets` in the order of `find_audio_files`, each once.

    Files that only their content proves to be songs are probed in `pool`, unless the library has
    them as they are. `code_page` is for CUE sheets. `load_stamps` gives its stamps. `on_entry` is
    called before each file and may wait.
    """
    targets = list(targets)
    taken = TakenFiles(stamps=load_stamps())
    entries: dict[str, AudioFileEntry] = {}
    sheets: set[str] = set()
    walk = find_audio_files(
        targets, exclude=exclude, cancel=cancel, with_aliases=True, with_cue_sheets=True
    )
    for entry in walk:
        on_entry()
        if entry.is_cue_sheet:
            sheets.add(entry.path)
        elif entry.error:
            taken.failed.append((entry.path, entry.error))
        elif entry.left_out:
            taken.left_out.append((entry.path, entry.left_out))
        else:
            add_by_known_name(entries, entry, taken.stamps)
    unproven = [
        entry.path
        for entry in entries.values()
        if entry.unproven and not entry.is_unchanged(taken.stamps.get(entry.path))
    ]
    left_out = _probe(unproven, pool, cancel or Event(), pause)
    taken.left_out += sorted(left_out.items())
    taken.songs = [entry for path, entry in entries.items() if path not in left_out]
    _add_cue_tracks(taken, sheets.union(_sheets_beside_files(targets, entries)), code_page)
    return taken


def _sheets_beside_files(targets: Iterable[str], entries: Iterable[str]) -> Iterator[str]:
    """Yield the CUE sheets in the folders of files that are targets themselves."""
    roots = tuple(os.path.join(real_path(t), "") for t in targets if os.path.isdir(t))  # noqa: PTH112, PTH118
    outside = {os.path.dirname(path) for path in entries if not path.startswith(roots)}  # noqa: PTH120
    for folder in sorted(outside):
        yield from cue_sheets_in(folder)


def _add_cue_tracks(taken: TakenFiles, sheets: Iterable[str], code_page: str) -> None:
    found = read_cue_sheets(sheets, code_page)
    taken.cue_tracks = found.tracks
    taken.left_out += found.left_out


def _probe(
    paths: list[str], pool: AnalysisPool, cancel: Event, pause: Event | None
) -> dict[str, str]:
    """Return the files that are no songs, and why."""
    left_out: dict[str, str] = {}

    def collect(task: Task, result: Any) -> list[Task]:
        if isinstance(result, ProbeResult):
            if result.reason:
                left_out[task.path] = result.reason
        elif isinstance(result, WorkerCrash | BaseException):
            left_out[task.path] = failure_message(result)
        return []

    if paths:
        pool.run((Task(Operation.PROBE, path) for path in paths), collect, cancel, pause=pause)
    return left_out
