"""Rescan of a library of 100,000 unchanged songs."""

from __future__ import annotations

import os
import time
from pathlib import Path

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tag_reading import DEFAULT_READING
from moodtagger.core.tracks import FileTags
from moodtagger.store import FoundFile, Library, open_library
from tests.support.fake_pool import FAKE_MODEL, FakePool, fake_prediction, run_scan
from tests.support.trial_results import Log, TrialPlan, TrialResult

SONGS = 100_000
GOAL_S = 5.0  # for each 10,000
_FILE_BYTES = 4_000_000  # of each sparse file
_BATCH_SONGS = 1000


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Check the time goal, and that no song is analyzed again, added or lost."""
    count = plan.trial_count(SONGS)
    folder = plan.work / "library" / "scale"
    with open_library(folder / "home" / "library.sqlite") as library:
        add_sparse_songs(library, folder / "music", count, log)
        pool = FakePool()
        start = time.perf_counter()
        summary = run_scan(library, folder / "music", pool=pool)
        seconds = (time.perf_counter() - start) * 10_000 / count
        failed = summary.unchanged != count or pool.analyzed or len(library.songs.rows()) != count
    note = f"{seconds:.2f} s for each 10,000; the goal is {GOAL_S:g} s"
    name = f"{count:,} unchanged songs scanned"
    return [TrialResult("library", name, count, int(bool(failed)) + int(seconds > GOAL_S), note)]


def add_sparse_songs(library: Library, folder: Path, count: int, log: Log) -> None:
    """Add sparse files with saved results; resumes a stopped run."""
    existing = len(library.tracks.file_stamps())
    paths = [folder / f"{i // 100:04}" / f"{i:06}.mp3" for i in range(existing, count)]
    result = AnalysisResult("", None, fake_prediction("any song"))
    for start in range(0, len(paths), _BATCH_SONGS):
        batch = paths[start : start + _BATCH_SONGS]
        files = [_make_sparse_file(path) for path in batch]
        ids = library.tracks.upsert_files(files)
        library.analyses.save(
            [(i, file.audio_hash, FAKE_MODEL, result) for i, file in zip(ids, files, strict=True)]
        )
        if start % 20_000 == 0:
            log(f"library: {existing + start:,} of {count:,} files made")


def _make_sparse_file(path: Path) -> FoundFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(_FILE_BYTES)
        info = os.fstat(file.fileno())
    tags = FileTags(title=path.stem, artist=path.parent.name)
    digest = f"{int(path.stem):040x}"
    # Read as a scan reads them, which would read the tags of all files again otherwise.
    reading = DEFAULT_READING.key
    return FoundFile(str(path), info.st_size, info.st_mtime_ns, digest, tags, reading)
