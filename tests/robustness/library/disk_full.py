"""The disk of the library full, or read-only."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from moodtagger.core.errors import LibraryLocationError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import FileTags
from moodtagger.store import FoundFile, Library, open_library
from tests.robustness.library import sample_library
from tests.robustness.library.user_model import SimulatedUser, integrity_errors
from tests.support.fake_pool import FAKE_MODEL, fake_prediction
from tests.support.trial_results import Log, ResumableTrials, TrialPlan, TrialResult

FULL_DISK_TRIALS, READ_ONLY_TRIALS = 40, 10
SONGS = 100
_BATCH_SONGS = 50  # songs that are added at once
_SKIP_REASON = "not tried: only the system's administrator may mount a disk of so many bytes"


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Saved data stays, what cannot be saved is reported, and the library can be viewed."""
    trials = ResumableTrials("library", plan, log)
    disk = SmallDiskTrials(plan.work / "library" / "places")
    note = "" if disk.is_available() else _SKIP_REASON
    full, read_only = (
        (0, 0) if note else (plan.trial_count(FULL_DISK_TRIALS), plan.trial_count(READ_ONLY_TRIALS))
    )
    trials.run("on a disk that becomes full", full, disk.full, note)
    trials.run("on a read-only disk", read_only, disk.read_only, note)
    return trials.rows


class SmallDiskTrials:
    """Trials on a small tmpfs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def is_available(self) -> bool:
        """Whether a tmpfs can be mounted."""
        try:
            with self._disk(1000):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False

    def full(self, number: int) -> str:
        """The disk is filled by the library itself, then by other files."""
        with self._disk(9000 + 61 * number) as home:
            library = home / "library.sqlite"
            user = sample_library.create_sample_library(library, SONGS)
            saved = _fill_disk(library, user)
            if isinstance(saved, str):
                return saved
            _use_remaining_space(home / "others")
            failure = self._check(library, saved, user)
            self._mount("remount,size=40m")  # somebody makes room
            return (
                failure
                or self._check(library, saved, user)
                or _check_still_writable(library, saved)
            )

    def read_only(self, number: int) -> str:
        """Nothing can be written, everything can be viewed."""
        with self._disk(20_000) as home:
            library = home / "library.sqlite"
            user = sample_library.create_sample_library(library, SONGS)
            content = library.read_bytes()
            self._mount("remount,ro")
            with closing(sample_library.open_service(library)) as service:
                reported = service.read_only and bool(service.busy_message)
                readable = len(service.tracks.rows()) == SONGS
            self._mount("remount,rw")
            if not reported or not readable:
                return "it could not be looked at, or nobody was told"
            if library.read_bytes() != content:
                return "the file was changed"
            return self._check(library, SONGS, user)

    def _check(self, library: Path, songs: int, user: SimulatedUser) -> str:
        """Open the library as the window does: writable, or else read-only."""
        try:
            service = sample_library.open_service(library)
        except LibraryLocationError as error:
            return f"it cannot even be looked at: {error}"
        with closing(service):
            if len(service.tracks.rows()) != songs:
                return f"{len(service.tracks.rows())} songs instead of {songs}"
        with open_library(library, read_only=True) as saved:
            missing = user.missing_edits(saved)
        return "; ".join([*missing, *integrity_errors(library)])

    @contextmanager
    def _disk(self, kilobytes: int) -> Iterator[Path]:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._mount(f"size={kilobytes}k,mode=0700")
        try:
            yield self._folder
        finally:
            subprocess.run(["umount", str(self._folder)], check=True, capture_output=True)

    def _mount(self, options: str) -> None:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self._folder)]
        subprocess.run(command, check=True, capture_output=True)


def _fill_disk(path: Path, user: SimulatedUser) -> int | str:
    """Add songs until the disk is full; returns their number, or what went wrong."""
    with open_library(path) as library:
        count = SONGS
        while count < 100_000:
            try:
                _add_songs(library, count)
            except LibraryLocationError as error:
                if "full" not in error.reason or not error.advice:
                    return f"told as {error}"
                return len(library.songs.rows())
            count += _BATCH_SONGS
    return "the disk never became full"


def _check_still_writable(path: Path, songs: int) -> str:
    with open_library(path) as library:
        _add_songs(library, 200_000)
        return "" if len(library.songs.rows()) == songs + _BATCH_SONGS else "songs are missing"


def _add_songs(library: Library, start: int) -> None:
    names = [f"/more/{number}.mp3" for number in range(start, start + _BATCH_SONGS)]
    files = [FoundFile(name, 1, 1, name, FileTags(title=name)) for name in names]
    ids = library.tracks.upsert_files(files)
    results = [AnalysisResult(name, None, fake_prediction(name)) for name in names]
    library.analyses.save(
        [(i, name, FAKE_MODEL, what) for i, name, what in zip(ids, names, results, strict=True)]
    )


def _use_remaining_space(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(os.urandom(4096))
        except OSError:
            return
