"""Memory of a process that scans, runs the real network, and saves the results."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from pathlib import Path

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.paths import default_model_dir
from moodtagger.services.workers import worker
from moodtagger.services.workers.worker import Fingerprint, Task
from moodtagger.store import open_library
from tests.robustness.library import audio_files
from tests.support.fake_pool import FakePool, run_scan
from tests.support.trial_results import Log, TrialPlan, TrialResult

SONGS = 10_000
MAX_GROWTH = 0.05  # growth from a tenth of the songs to all of them


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Expect less than 5 % growth while nine tenths of the songs are analyzed."""
    count = plan.trial_count(SONGS)
    folder = plan.work / "library" / "memory"
    log(f"library: {count:,} short songs are made and analyzed")
    audio_files.write_tone_files(folder / "music", count, plan.seed)
    (folder / "home").mkdir(exist_ok=True)
    (folder / "home" / "library.sqlite").unlink(missing_ok=True)
    module = "tests.robustness.library.memory"
    command = [sys.executable, "-m", module, str(folder), str(count)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    early, late = map(int, result.stdout.split()[-2:])
    growth = late / early - 1
    note = f"{early / 2**20:.0f} MB after {count // 10:,}, {late / 2**20:.0f} MB at the end"
    note += f": {growth:+.1%}; the goal is {MAX_GROWTH:.0%}"
    return [
        TrialResult(
            "library", f"memory over {count:,} songs", count, int(growth > MAX_GROWTH), note
        )
    ]


class InProcessPool(FakePool):
    """Runs the workers' tasks in this process."""

    def _perform(self, task: Task) -> Fingerprint | AnalysisResult:
        result = worker.run_task(task)
        assert isinstance(result, Fingerprint | AnalysisResult)
        return result


def resident_bytes() -> int:
    """Resident memory of this process in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def main(folder: str, songs: str) -> None:
    """Analyze all songs; print the memory after a tenth of them and at the end."""
    work_folder, count = Path(folder), int(songs)
    context = multiprocessing.get_context("spawn")
    worker.start(default_model_dir(), context.Event(), context.Event())
    analyzed, sizes = 0, [0]

    def on_rows(rows: list[SongRow]) -> None:
        nonlocal analyzed
        # A tone may pass for speech, which has no valence.
        analyzed += sum(row.valence is not None or row.state is TrackState.SPEECH for row in rows)
        if analyzed <= count // 10 or not sizes[0]:  # they arrive in batches
            sizes[0] = resident_bytes()

    with open_library(work_folder / "home" / "library.sqlite") as library:
        run_scan(library, work_folder / "music", pool=InProcessPool(), on_rows=on_rows)
        end = resident_bytes()
        assert len(library.songs.rows()) == analyzed == count, (len(library.songs.rows()), analyzed)
    print(sizes[0], end)


if __name__ == "__main__":
    main(*sys.argv[1:])
