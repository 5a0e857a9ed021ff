"""A library of 100,000 songs of which nothing changed, scanned again."""

from __future__ import annotations

import os
import time
from pathlib import Path

from moodtagger.core.prediction import Heard
from moodtagger.core.tracks import FileTags
from moodtagger.store import FoundFile, Library, open_library
from tests.support.fake_pool import MODEL, StandIn, answer, scan
from tests.support.trial_results import Log, Plan, Row

SONGS = 100_000
GOAL_S = 5.0  # for each 10,000
_SIZE = 4_000_000  # of each file, none of which takes room on the disk
_AT_ONCE = 1000


def prove(plan: Plan, log: Log) -> list[Row]:
    """Whether the goal is reached, and that nothing is heard again or comes or goes."""
    count = plan.times(SONGS)
    here = plan.work / "library" / "scale"
    with open_library(here / "home" / "library.sqlite") as library:
        fill(library, here / "music", count, log)
        pool = StandIn()
        start = time.perf_counter()
        summary = scan(library, here / "music", pool=pool)
        seconds = (time.perf_counter() - start) * 10_000 / count
        wrong = summary.unchanged != count or pool.listened or len(library.rows()) != count
    note = f"{seconds:.2f} s for each 10,000; the goal is {GOAL_S:g} s"
    what = f"{count:,} unchanged songs scanned"
    return [Row("library", what, count, int(bool(wrong)) + int(seconds > GOAL_S), note)]


def fill(library: Library, folder: Path, count: int, log: Log) -> None:
    """Sparse files, and what a scan would have kept of them; goes on where it was stopped."""
    have = len(library.known_files())
    paths = [folder / f"{i // 100:04}" / f"{i:06}.mp3" for i in range(have, count)]
    what = Heard("", None, answer("any song"))
    for start in range(0, len(paths), _AT_ONCE):
        part = paths[start : start + _AT_ONCE]
        files = [_sparse(path) for path in part]
        ids = library.upsert_files(files)
        library.save_heard(
            [(i, file.audio_hash, MODEL, what) for i, file in zip(ids, files, strict=True)]
        )
        if start % 20_000 == 0:
            log(f"library: {have + start:,} of {count:,} files made")


def _sparse(path: Path) -> FoundFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(_SIZE)
        info = os.fstat(file.fileno())
    tags = FileTags(title=path.stem, artist=path.parent.name)
    return FoundFile(str(path), info.st_size, info.st_mtime_ns, f"{int(path.stem):040x}", tags)
