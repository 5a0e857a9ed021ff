"""`kill -9` while a library of an older version is migrated."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from moodtagger.store import open_library
from moodtagger.store.database.migrations import backup_path
from moodtagger.store.database.schema_versions import MIGRATIONS
from tests.robustness.library import kill_process, legacy_schemas
from tests.robustness.library.user_model import integrity_errors
from tests.support.trial_results import Log, ResumableTrials, TrialPlan, TrialResult

TRIALS = 100
SONGS = 1500
NEWEST_VERSION = MIGRATIONS[-1].version


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Expect the library as it was or fully migrated, and a complete backup."""
    trials = ResumableTrials("library", plan, log)
    migrations = MigrationKillTrials(plan.work / "library" / "migration", SONGS, plan.seed)
    trials.run(
        "killed while an older library is updated", plan.trial_count(TRIALS), migrations.trial,
        f"from each of {NEWEST_VERSION - 1} versions",
    )  # fmt: skip
    return trials.rows


class MigrationKillTrials:
    """Kills migrations of every older version in turn."""

    def __init__(self, folder: Path, songs: int, seed: int, *, timed_fraction: float = 0.5) -> None:
        self._timed_fraction = (
            timed_fraction  # fraction of kills at a random time, the others at a crash point
        )
        self._folder = folder
        self._songs = songs
        self._seed = seed
        self.measurements: dict[int, tuple[int, float]] = {}  # version -> crash points, seconds

    def trial(self, number: int) -> str:
        """One kill, and what was lost by it."""
        rng = random.Random(f"{self._seed} {number}")
        version = 1 + number % (NEWEST_VERSION - 1)
        crash_points, duration_s = self._measure(version)
        library, before = self._fresh_copy(version)
        if rng.random() >= self._timed_fraction:
            kill_process.run_until(
                "open", library, self._folder, rng.randrange(1, crash_points + 1)
            )
        else:
            kill_process.kill_after("open", library, self._folder, rng.uniform(0.0, duration_s))
        failures = self._check(library, version, before)
        open_library(library).close()
        failures += self._check(library, version, before, done=True)
        return "; ".join(failures)

    def _measure(self, version: int) -> tuple[int, float]:
        if version not in self.measurements:
            library, _ = self._fresh_copy(version)
            crash_points = kill_process.run_until("open", library, self._folder) or 0
            seconds = 0.0
            if self._timed_fraction:
                library, _ = self._fresh_copy(version)
                seconds = kill_process.kill_after("open", library, self._folder, 600.0) or 0.0
            self.measurements[version] = crash_points, seconds
        return self.measurements[version]

    def _fresh_copy(self, version: int) -> tuple[Path, legacy_schemas.TableRows]:
        """A fresh copy of a library of that version."""
        template = self._folder / f"v{version}.sqlite"
        if not template.exists():
            unfinished = template.with_suffix(".part")
            unfinished.unlink(missing_ok=True)
            legacy_schemas.write_legacy_library(
                unfinished, version, self._songs, random.Random(version)
            )
            unfinished.rename(template)
        home = self._folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        library = Path(shutil.copy(template, home / "library.sqlite"))
        return library, legacy_schemas.all_rows(template)

    def _check(
        self, library: Path, version: int, before: legacy_schemas.TableRows, *, done: bool = False
    ) -> list[str]:
        failures = integrity_errors(library)
        now = legacy_schemas.schema_version(library)
        if now != NEWEST_VERSION if done else now not in (version, NEWEST_VERSION):
            failures.append(f"version {now} came of {version}")
        template = self._folder / f"v{version}.sqlite"
        with closing(sqlite3.connect(template)) as database:
            columns = legacy_schemas.table_columns(database)
        if legacy_schemas.all_rows(library, columns) != before:
            failures.append("rows are other than they were")
        copy = backup_path(library, version)
        if now == NEWEST_VERSION and not copy.exists():
            failures.append("there is no copy of the old library")
        if copy.exists() and (integrity_errors(copy) or legacy_schemas.all_rows(copy) != before):
            failures.append("the copy of the old library is not whole")
        if done:
            failures += [f"{path.name} stays" for path in library.parent.glob("*.part*")]
        return failures
