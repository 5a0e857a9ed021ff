"""Files that are moved, renamed, copied or unplugged keep their results, found by audio hash."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from unittest.mock import patch

from moodtagger.core.tracks import TrackState
from moodtagger.services.workers.worker import Task
from moodtagger.store import Library, open_library
from tests.robustness.library import audio_files
from tests.robustness.library.user_model import SimulatedUser
from tests.support.fake_pool import FakePool, run_scan
from tests.support.trial_results import Log, ResumableTrials, TrialPlan, TrialResult

TRIALS, FILES_AT_ONCE = 20, 10_000
SONGS = 72


@dataclass
class ScannedFolder:
    """A folder of songs in a library, all analyzed and edited."""

    library: Library
    folder: Path
    user: SimulatedUser
    rng: random.Random

    @property
    def files(self) -> list[Path]:
        """The songs that are there."""
        return sorted(path for path in self.folder.rglob("*.*") if path.is_file())


FolderChange = Callable[[ScannedFolder], None]


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Expect nothing analyzed again or forgotten, and no song added or lost."""
    trials = ResumableTrials("library", plan, log)
    folder = plan.work / "library" / "moves"
    for what, change in CHANGES.items():
        trials.run(
            what, plan.trial_count(TRIALS), MoveTrials(folder, SONGS, plan.seed, change).trial
        )
    file_count = plan.trial_count(FILES_AT_ONCE)
    trials.run(
        f"{file_count:,} files moved at once",
        1,
        MoveTrials(folder, file_count, plan.seed, _move_all).trial,
    )
    clock_trials = MoveTrials(folder, SONGS, plan.seed, _touch_files, years=-5)
    trials.run("the clock set back", plan.trial_count(TRIALS), clock_trials.trial)
    trials.run(
        "a drive unplugged in mid-scan",
        plan.trial_count(TRIALS),
        UnplugTrials(folder, plan.seed).trial,
    )
    return trials.rows


class MoveTrials:
    """Scans a folder, changes it, and scans again, optionally with a shifted clock."""

    def __init__(
        self, folder: Path, songs: int, seed: int, change: FolderChange, years: int = 0
    ) -> None:
        self._folder = folder
        self._songs = songs
        self._seed = seed
        self._change = change
        self._years = years

    def trial(self, number: int) -> str:
        """Run a change; returns what was lost."""
        scanned = prepare_folder(self._folder, self._songs, random.Random(f"{self._seed} {number}"))
        with scanned.library as library, shifted_clock(self._years):
            ids = {row.track_id for row in library.songs.rows()}
            self._change(scanned)
            pool = FakePool()
            summary = run_scan(library, scanned.folder, pool=pool)
            failures = [f"{Path(path).name} was heard again" for path in pool.analyzed]
            failures += [f"{path}: {why}" for path, why in summary.failed]
            failures += scanned.user.missing_edits(library)
            present = [
                row.path for row in library.songs.rows() if row.state is not TrackState.ABSENT
            ]
            if sorted(present) != sorted(map(str, scanned.files)):
                failures.append("the library shows other files than there are")
            if not ids <= {row.track_id for row in library.songs.rows()}:
                failures.append("songs were deleted")
            return "; ".join(failures[:5])


class UnplugTrials:
    """The folder disappears or becomes unreadable during a scan, and comes back."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed

    def trial(self, number: int) -> str:
        """Unplug and plug in; returns what was lost."""
        rng = random.Random(f"{self._seed} {number}")
        scanned = prepare_folder(self._folder, SONGS, rng, known_songs=rng.randrange(SONGS))
        unplugged = scanned.folder.with_name("away")
        unplug_at = rng.randrange(1, SONGS)
        tasks: list[Task] = []

        def unplug(task: Task) -> None:
            tasks.append(task)
            if len(tasks) == unplug_at and scanned.folder.exists():
                scanned.folder.rename(unplugged)
                if rng.random() < 0.5:
                    scanned.folder.mkdir()  # the mount point

        with scanned.library as library:
            for path in rng.sample(scanned.files, 20):
                os.utime(path, ns=(1, number))  # edited by another program
            ids = {row.track_id for row in library.songs.rows()}
            run_scan(library, scanned.folder, pool=FakePool(unplug))
            run_scan(library, scanned.folder)  # while it is away
            failures = _check_all_absent(library) if unplugged.exists() else []
            failures += scanned.user.missing_edits(library)
            if unplugged.exists():
                shutil.rmtree(scanned.folder, ignore_errors=True)
                unplugged.rename(scanned.folder)
            known = set(library.analyses.analyzed_hashes("stand-in 1"))
            pool = FakePool()
            run_scan(library, scanned.folder, pool=pool)
            failures += scanned.user.missing_edits(library)
            if len(pool.analyzed) != SONGS - len(known):
                failures.append("songs were heard again, or not heard")
            rows = library.songs.rows()
            if not ids <= {row.track_id for row in rows} or len(rows) != SONGS:
                failures.append(f"{len(rows)} songs of {SONGS}")
            return "; ".join(failures[:5])


def prepare_folder(
    work_folder: Path, songs: int, rng: random.Random, known_songs: int | None = None
) -> ScannedFolder:
    """Prepare a folder of which `known` songs are in the library."""
    shutil.rmtree(work_folder, ignore_errors=True)
    folder = work_folder / "music"
    paths = audio_files.write_placeholder_files(folder, songs)
    hidden = [] if known_songs is None else paths[known_songs:]
    contents = {path: path.read_bytes() for path in hidden}
    for path in hidden:
        path.unlink()
    library = open_library(work_folder / "home" / "library.sqlite")
    run_scan(library, folder)
    user = SimulatedUser(max_songs=200)
    user.edit_songs(library)
    for path, content in contents.items():
        path.write_bytes(content)
    return ScannedFolder(library, folder, user, rng)


def shifted_clock(years: int) -> AbstractContextManager[object]:
    """Shift the system clock by some years."""
    if not years:
        return nullcontext()

    class Off(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(days=365 * years)

    return patch("moodtagger.store.database.column_types.datetime", Off)


def _check_all_absent(library: Library) -> list[str]:
    present = [row for row in library.songs.rows() if row.state is not TrackState.ABSENT]
    return [f"{len(present)} songs of a drive that is away count as there"] if present else []


def _rename_folders(scanned: ScannedFolder) -> None:
    for folder in sorted(scanned.folder.iterdir()):
        folder.rename(folder.with_name(f"{folder.name} ({scanned.rng.randrange(100)})"))


def _move_all(scanned: ScannedFolder) -> None:
    for path in scanned.files:
        target = scanned.folder / "all" / path.parent.name[-1] / f"x {path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)


def _renumber_files(scanned: ScannedFolder) -> None:
    """Give every file the name of a neighbor."""
    files = scanned.files
    step = scanned.rng.choice((-3, -1, 1, 5))
    contents = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    for index, path in enumerate(files):
        content, changed = contents[(index + step) % len(files)]
        path.write_bytes(content)
        os.utime(path, ns=(changed, changed))


def _change_case(scanned: ScannedFolder) -> None:
    for path in scanned.files:
        path.rename(path.with_name(path.name.upper()))
    for folder in sorted(scanned.folder.iterdir()):
        folder.rename(folder.with_name(folder.name.title()))


def _copy_and_move(scanned: ScannedFolder) -> None:
    """Copy some songs, then move everything."""
    for path in scanned.rng.sample(scanned.files, 20):
        shutil.copy(path, path.with_name(f"copy of {path.name}"))
    run_scan(scanned.library, scanned.folder)
    _rename_folders(scanned)


def _swap_folders(scanned: ScannedFolder) -> None:
    """Swap the names of two folders."""
    one, other = scanned.rng.sample(sorted(scanned.folder.iterdir()), 2)
    one.rename(one.with_name("between"))
    other.rename(one)
    one.with_name("between").rename(other)


def _touch_files(scanned: ScannedFolder) -> None:
    """Give files dates in the past while the user goes on working."""
    for path in scanned.files:
        os.utime(path, ns=(scanned.rng.randrange(10**18),) * 2)
    for row in scanned.library.songs.rows()[:20]:
        scanned.library.corrections.save([(row.track_id, (0.9, 0.9))])
        scanned.library.decisions.save([(row.track_id, "happy", False)])
        scanned.library.decisions.save([(row.track_id, "happy", None)])
    scanned.user.correct_again(scanned.library)


CHANGES: dict[str, FolderChange] = {
    "folders renamed": _rename_folders,
    "files numbered anew": _renumber_files,
    "names in capital letters": _change_case,
    "two copies of a song, moved": _copy_and_move,
    "two folders exchanged": _swap_folders,
}
