"""The memory of one process that scans, hears with the real network, and keeps the answers."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from pathlib import Path

from moodtagger.core.prediction import Heard
from moodtagger.core.tracks import SongRow
from moodtagger.paths import default_model_dir
from moodtagger.services.workers import worker
from moodtagger.services.workers.worker import Fingerprint, Task
from moodtagger.store import open_library
from tests.robustness.library import audio_files as music
from tests.support.fake_pool import StandIn, scan
from tests.support.trial_results import Log, Plan, Row

SONGS = 10_000
GOAL = 0.05  # of growth from a tenth of the songs to all of them


def prove(plan: Plan, log: Log) -> list[Row]:
    """Memory grows by less than a twentieth while nine tenths of the songs are heard."""
    count = plan.times(SONGS)
    here = plan.work / "library" / "memory"
    log(f"library: {count:,} short songs are made and heard")
    music.write_tones(here / "music", count, plan.seed)
    (here / "home").mkdir(exist_ok=True)
    (here / "home" / "library.sqlite").unlink(missing_ok=True)
    module = "tests.robustness.library.memory"
    command = [sys.executable, "-m", module, str(here), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    early, late = map(int, done.stdout.split()[-2:])
    growth = late / early - 1
    note = f"{early / 2**20:.0f} MB after {count // 10:,}, {late / 2**20:.0f} MB at the end"
    note += f": {growth:+.1%}; the goal is {GOAL:.0%}"
    return [Row("library", f"memory over {count:,} songs", count, int(growth > GOAL), note)]


class InProcess(StandIn):
    """What the processes that listen do, in this one."""

    def _perform(self, task: Task) -> Fingerprint | Heard:
        answer = worker.perform(task)
        assert isinstance(answer, Fingerprint | Heard)
        return answer


def resident() -> int:
    """Bytes of memory that this process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def main(folder: str, songs: str) -> None:
    """Hear them all, and print how much memory it was after a tenth of them and at the end."""
    here, count = Path(folder), int(songs)
    context = multiprocessing.get_context("spawn")
    worker.start(default_model_dir(), context.Event(), context.Event())
    seen, sizes = 0, [0]

    def on_rows(rows: list[SongRow]) -> None:
        nonlocal seen
        seen += sum(row.valence is not None for row in rows)
        if seen <= count // 10 or not sizes[0]:  # they come by the second, not one by one
            sizes[0] = resident()

    with open_library(here / "home" / "library.sqlite") as library:
        scan(library, here / "music", pool=InProcess(), on_rows=on_rows)
        end = resident()
        assert len(library.rows()) == seen == count, (len(library.rows()), seen)
    print(sizes[0], end)


if __name__ == "__main__":
    main(*sys.argv[1:])
