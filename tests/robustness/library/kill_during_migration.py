"""`kill -9` while a library of an older program is brought up to date."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from moodtagger.store import open_library
from moodtagger.store.migrations.runner import copy_path
from moodtagger.store.migrations.versions import STEPS
from tests.robustness.library import kill_process as killing
from tests.robustness.library import legacy_schemas as old
from tests.robustness.library.user_model import unsound
from tests.robustness.resumable_counts import Tally
from tests.support.trial_results import Log, Plan, Row

TIMES = 100
SONGS = 1500
NEWEST = STEPS[-1].version


def prove(plan: Plan, log: Log) -> list[Row]:
    """The library is as it was or wholly new, and the copy made before is whole."""
    tally = Tally("library", plan, log)
    migrations = Migrations(plan.work / "library" / "migration", SONGS, plan.seed)
    tally.run(
        "killed while an older library is updated", plan.times(TIMES), migrations.trial,
        f"from each of {NEWEST - 1} versions",
    )  # fmt: skip
    return tally.rows


class Migrations:
    """Kills the update of libraries of every older version in turn."""

    def __init__(self, folder: Path, songs: int, seed: int, *, timed: float = 0.5) -> None:
        self._timed = timed  # of the kills come any time, the others at a counted moment
        self._folder = folder
        self._songs = songs
        self._seed = seed
        self._measured: dict[int, tuple[int, float]] = {}  # version -> moments, seconds

    def trial(self, number: int) -> str:
        """One kill, and what was lost by it."""
        rng = random.Random(f"{self._seed} {number}")
        version = 1 + number % (NEWEST - 1)
        moments, longest_s = self._measure(version)
        library, before = self._fresh(version)
        if rng.random() >= self._timed:
            killing.run("open", library, self._folder, rng.randrange(1, moments + 1))
        else:
            killing.kill_at("open", library, self._folder, rng.uniform(0.0, longest_s))
        lost = self._look(library, version, before)
        open_library(library).close()
        lost += self._look(library, version, before, done=True)
        return "; ".join(lost)

    def _measure(self, version: int) -> tuple[int, float]:
        if version not in self._measured:
            library, _ = self._fresh(version)
            moments = killing.run("open", library, self._folder) or 0
            seconds = 0.0
            if self._timed:
                library, _ = self._fresh(version)
                seconds = killing.kill_at("open", library, self._folder, 600.0) or 0.0
            self._measured[version] = moments, seconds
        return self._measured[version]

    def _fresh(self, version: int) -> tuple[Path, old.Rows]:
        """A library of that version, copied from one that is made once."""
        pattern = self._folder / f"v{version}.sqlite"
        if not pattern.exists():
            unfinished = pattern.with_suffix(".part")
            unfinished.unlink(missing_ok=True)
            old.write_old(unfinished, version, self._songs, random.Random(version))
            unfinished.rename(pattern)
        home = self._folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        library = Path(shutil.copy(pattern, home / "library.sqlite"))
        return library, old.everything(pattern)

    def _look(
        self, library: Path, version: int, before: old.Rows, *, done: bool = False
    ) -> list[str]:
        lost = unsound(library)
        now = old.version_of(library)
        if now != NEWEST if done else now not in (version, NEWEST):
            lost.append(f"version {now} came of {version}")
        pattern = self._folder / f"v{version}.sqlite"
        with closing(sqlite3.connect(pattern)) as database:
            columns = old.columns_of(database)
        if old.everything(library, columns) != before:
            lost.append("rows are other than they were")
        copy = copy_path(library, version)
        if now == NEWEST and not copy.exists():
            lost.append("there is no copy of the old library")
        if copy.exists() and (unsound(copy) or old.everything(copy) != before):
            lost.append("the copy of the old library is not whole")
        if done:
            lost += [f"{path.name} stays" for path in library.parent.glob("*.part*")]
        return lost
