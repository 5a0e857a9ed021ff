"""The library's file damaged, locked by another program, or made by a newer one."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from moodtagger.core.errors import LibraryBusyError, LibraryError, LibraryFileError
from moodtagger.store import list_backups, open_library, reset_library, restore_backup
from moodtagger.store.database import connections
from tests.robustness.library import sample_library
from tests.robustness.library.user_model import SimulatedUser
from tests.support.trial_results import Log, ResumableTrials, TrialPlan, TrialResult

SONGS = 400
DAMAGED_TRIALS, LOCKED_TRIALS, NEWER_TRIALS = 400, 20, 20


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Expect a clear message, a way out, and the old file kept as it is."""
    trials = ResumableTrials("library", plan, log)
    libraries = DamagedLibraryTrials(plan.work / "library" / "faults", SONGS, plan.seed)
    trials.run("the file damaged", plan.trial_count(DAMAGED_TRIALS), libraries.damaged)
    trials.run("locked by another program", plan.trial_count(LOCKED_TRIALS), libraries.locked)
    trials.run(
        "made by a newer version of moodtagger", plan.trial_count(NEWER_TRIALS), libraries.newer
    )
    return trials.rows


class DamagedLibraryTrials:
    """Trials on fresh copies of one library."""

    def __init__(self, folder: Path, songs: int, seed: int) -> None:
        self._folder = folder
        self._songs = songs
        self._seed = seed
        self._user: SimulatedUser | None = None

    def damaged(self, number: int) -> str:
        """The file has changed or missing bytes."""
        library = self._fresh_copy()
        damage(library, random.Random(f"{self._seed} {number}"))
        broken = library.read_bytes()
        try:
            error = open_error(library)
        except Exception as problem:
            return f"no sentence for a person: {problem!r}"
        if error is None:
            return ""  # in an unused page, or where SQLite repairs it
        if not error.advice or error.path is None:
            return f"no advice with {error.reason!r}"
        if not isinstance(error, LibraryFileError):
            return f"told as something else: {error.reason!r}"
        return self._check_recovery(library, broken, start_empty=number % 4 == 3)

    def locked(self, number: int) -> str:
        """Another moodtagger or a database tool holds the lock."""
        library = self._fresh_copy()
        before = library.read_bytes()
        lock = (_locked_by_moodtagger, _locked_by_writer, _locked_exclusively)[number % 3]
        with _short_busy_timeout(), lock(library):
            failure = self._check_while_locked(library, readable=lock is not _locked_exclusively)
        if not failure and library.read_bytes() != before:
            failure = "the file was changed"
        return failure or self._check_content(library)

    def newer(self, number: int) -> str:
        """A newer library is left as it is, and an older backup can be restored."""
        library = self._fresh_copy()
        with closing(sqlite3.connect(library)) as database:
            database.execute(f"PRAGMA user_version = {50 + number}")
        content = library.read_bytes()
        error = open_error(library)
        if not isinstance(error, LibraryFileError) or "newer" not in error.reason:
            return f"told as {error}"
        return self._check_recovery(library, content, start_empty=number % 2 == 1)

    def _fresh_copy(self) -> Path:
        template = self._folder / "pattern" / "library.sqlite"
        if self._user is None:
            template.unlink(missing_ok=True)
            self._user = sample_library.create_sample_library(template, self._songs)
        return sample_library.copy_library(template, self._folder / "home")

    def _check_recovery(self, library: Path, broken: bytes, *, start_empty: bool) -> str:
        if library.read_bytes() != broken:
            return "the damaged file was changed"
        if start_empty:
            backup = reset_library(library)
        else:
            backups = list_backups(library)
            if not backups:
                return "there is no copy to put back"
            backup = restore_backup(library, backups[0].path)
        if backup.read_bytes() != broken:
            return "the old file was not kept as it was"
        if not start_empty:
            return self._check_content(library)
        with open_library(library) as opened:
            return "a new library is not empty" if opened.songs.rows() else ""

    def _check_content(self, library: Path) -> str:
        assert self._user is not None
        with open_library(library) as opened:
            if len(sample_library.read_everything(opened)) != self._songs:
                return "songs are missing"
            return "; ".join(self._user.missing_edits(opened))

    def _check_while_locked(self, library: Path, *, readable: bool) -> str:
        try:
            service = sample_library.open_service(library)
        except LibraryBusyError as error:
            return "" if not readable and error.advice else f"not even to be read: {error}"
        with closing(service):
            if not service.read_only or not service.busy_message:
                return "it could be changed, or nobody was told"
            return "" if len(service.tracks.rows()) == self._songs else "songs are missing"


def open_error(path: Path) -> LibraryError | None:
    """The error a user sees on opening and reading the library, or ""."""
    try:
        with open_library(path) as library:
            sample_library.read_everything(library)
    except LibraryError as error:
        return error
    return None


def damage(path: Path, rng: random.Random) -> None:
    """Damage a file as disks, power cuts and careless copying do."""
    content = bytearray(path.read_bytes())
    start = rng.randrange(len(content))
    match rng.randrange(6):
        case 0:  # a sector
            start -= start % 512
            content[start : start + 512] = rng.randbytes(len(content[start : start + 512]))
        case 1:  # a page of zeros
            start -= start % 4096
            content[start : start + 4096] = bytes(len(content[start : start + 4096]))
        case 2:
            del content[rng.choice((start, 0)) :]
        case 3:  # a bit here and there
            for _ in range(rng.randrange(1, 2000)):
                content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        case 4:  # a page at another's position
            page, other = (4096 * rng.randrange(len(content) // 4096) for _ in range(2))
            content[page : page + 4096] = content[other : other + 4096]
        case _:  # the beginning
            size = rng.randrange(1, 200)
            content[:size] = rng.randbytes(size)
    path.write_bytes(content)


@contextmanager
def _short_busy_timeout() -> Iterator[None]:
    """Shorten the ten seconds that programs wait for a lock."""
    original = connections.BUSY_TIMEOUT_S
    connections.BUSY_TIMEOUT_S = 0.1
    try:
        yield
    finally:
        connections.BUSY_TIMEOUT_S = original


@contextmanager
def _locked_by_moodtagger(path: Path) -> Iterator[None]:
    with open_library(path):
        yield


@contextmanager
def _locked_by_writer(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


@contextmanager
def _locked_exclusively(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.execute("ROLLBACK")
