"""`kill -9` while a library is scanned and its songs are analyzed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from moodtagger.store import open_library
from moodtagger.tags import audio_hash
from tests.robustness.library import audio_files, kill_process
from tests.robustness.library.killable_process import ANALYZED_LOG
from tests.robustness.library.user_model import SimulatedUser, analysis_times, integrity_errors
from tests.support.trial_results import Log, ResumableTrials, TrialPlan, TrialResult

TRIALS = 100  # of each
SCANNED_SONGS, ANALYZED_SONGS = 120, 12  # songs


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Expect no song analyzed twice, none duplicated, and none forgotten."""
    trials = ResumableTrials("library", plan, log)
    folder = plan.work / "library"
    scans = ScanKillTrials(
        folder / "scan", "scan", audio_files.write_placeholder_files, SCANNED_SONGS, plan.seed
    )
    trials.run("killed while scanning", plan.trial_count(TRIALS), scans.trial)
    analyses = ScanKillTrials(
        folder / "listen", "listen", audio_files.write_tone_files, ANALYZED_SONGS, plan.seed
    )
    note = "with the processes that listen"
    trials.run("killed while listening", plan.trial_count(TRIALS), analyses.trial, note)
    return trials.rows


class ScanKillTrials:
    """A library whose scan is killed again and again; a new one when it is complete."""

    def __init__(
        self,
        folder: Path,
        task: str,
        write_files: Callable[[Path, int], list[Path]],
        songs: int,
        seed: int,
        *,
        crash_points: int = 0,
        timed_fraction: float = 0.5,
    ) -> None:
        """Count the crash points of a whole run unless known."""
        self._folder = folder
        self._task = task
        self._write_files = write_files
        self._songs = songs
        self._seed = seed
        self.crash_points = crash_points
        self._timed_fraction = timed_fraction
        self._duration_s = 0.0
        self._user: SimulatedUser | None = None

    @property
    def library(self) -> Path:
        """The library's file."""
        return self._folder / "home" / "library.sqlite"

    @property
    def music(self) -> Path:
        """The folder that is scanned."""
        return self._folder / "music"

    def trial(self, number: int) -> str:
        """Kill once; returns what was lost. A complete library is started over."""
        rng = random.Random(f"{self._seed} {self._task} {number}")
        if not self.crash_points:
            self._measure()
        if self._user is None:
            self._reset()
        before = analysis_times(self.library)
        self._rename_some_files(rng)
        completed = self._kill(rng)
        failures = self._check(before)
        if completed:
            failures += self._check_complete()
            self._user = None
        return "; ".join(failures)

    def _measure(self) -> None:
        """Count the crash points of a whole run and its seconds."""
        self._reset()
        self.crash_points = kill_process.run_until(self._task, self.library, self.music) or 0
        if self._timed_fraction:
            self._reset()
            self._duration_s = (
                kill_process.kill_after(self._task, self.library, self.music, 600.0) or 0.0
            )
        self._user = None

    def _reset(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self.library.parent.mkdir(parents=True)
        self._write_files(self.music, self._songs)
        self._user = SimulatedUser()

    def _kill(self, rng: random.Random) -> bool:
        """Kill at a crash point or a random time; True when the run had ended before."""
        if rng.random() >= self._timed_fraction:
            crash_point = rng.randrange(1, self.crash_points + 1)
            return (
                kill_process.run_until(self._task, self.library, self.music, crash_point)
                is not None
            )
        delay_s = rng.uniform(0.0, self._duration_s)
        return kill_process.kill_after(self._task, self.library, self.music, delay_s) is not None

    def _rename_some_files(self, rng: random.Random) -> None:
        """Rename a few files while the program is not running."""
        paths = sorted(path for path in self.music.rglob("*") if path.is_file())
        for path in rng.sample(paths, min(3, len(paths))):
            path.rename(path.with_stem(f"{path.stem[:40]} {rng.randrange(1000)}"))

    def _check(self, before: dict[str, int]) -> list[str]:
        assert self._user is not None
        failures = integrity_errors(self.library)
        after = analysis_times(self.library)
        failures += [
            f"{sound} was analysed again" for sound in before if after.get(sound) != before[sound]
        ]
        with open_library(self.library) as library:
            failures += self._duplicates(
                [stamp.audio_hash for stamp in library.tracks.file_stamps().values()]
            )
            failures += self._user.missing_edits(library)
            self._user.edit_songs(library)
        return failures + self._analyzed_twice(before)

    def _analyzed_twice(self, before: dict[str, int]) -> list[str]:
        """Songs that the process analyzed again although their results were saved."""
        note = self.library.parent / ANALYZED_LOG
        names = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
        note.unlink(missing_ok=True)
        known = [name for name in names if audio_hash(name) in before]
        return [f"{name} was listened to again" for name in known]

    def _duplicates(self, audio_hashes: list[str | None]) -> list[str]:
        known = [sound for sound in audio_hashes if sound is not None]
        return [] if len(known) == len(set(known)) else ["a song is there twice"]

    def _check_complete(self) -> list[str]:
        analyzed = len(analysis_times(self.library))
        return [] if analyzed == self._songs else [f"{self._songs - analyzed} songs were not heard"]
