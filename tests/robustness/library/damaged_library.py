"""The library's file damaged, locked by another program, or made by a newer one."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from moodtagger.core.errors import LibraryBusyError, LibraryError, LibraryFileError
from moodtagger.store import copies, open_library, put_back, start_anew
from moodtagger.store.database import connections
from tests.robustness.library import sample_library as sample
from tests.robustness.library.user_model import Person
from tests.robustness.resumable_counts import Tally
from tests.support.trial_results import Log, Plan, Row

SONGS = 400
DAMAGED, LOCKED, NEWER = 400, 20, 20


def prove(plan: Plan, log: Log) -> list[Row]:
    """A clear sentence, a way out, and the old file kept as it is."""
    tally = Tally("library", plan, log)
    faults = Faults(plan.work / "library" / "faults", SONGS, plan.seed)
    tally.run("the file damaged", plan.times(DAMAGED), faults.damaged)
    tally.run("locked by another program", plan.times(LOCKED), faults.locked)
    tally.run("made by a newer moodtagger", plan.times(NEWER), faults.newer)
    return tally.rows


class Faults:
    """Trials on fresh copies of one library."""

    def __init__(self, folder: Path, songs: int, seed: int) -> None:
        self._folder = folder
        self._songs = songs
        self._seed = seed
        self._person: Person | None = None

    def damaged(self, number: int) -> str:
        """Bytes of the file are other than they were, or some are missing."""
        library = self._fresh()
        damage(library, random.Random(f"{self._seed} {number}"))
        broken = library.read_bytes()
        try:
            error = refusal(library)
        except Exception as problem:
            return f"no sentence for a person: {problem!r}"
        if error is None:
            return ""  # where nobody looks, or where SQLite could mend it
        if not error.advice or error.path is None:
            return f"no advice with {error.reason!r}"
        if not isinstance(error, LibraryFileError):
            return f"told as something else: {error.reason!r}"
        return self._way_out(library, broken, anew=number % 4 == 3)

    def locked(self, number: int) -> str:
        """Another moodtagger, or a tool that looks into databases, has it."""
        library = self._fresh()
        before = library.read_bytes()
        holds = (_by_moodtagger, _by_a_writer, _by_all)[number % 3]
        with _impatience(), holds(library):
            lost = self._while_locked(library, readable=holds is not _by_all)
        if not lost and library.read_bytes() != before:
            lost = "the file was changed"
        return lost or self._as_it_was(library)

    def newer(self, number: int) -> str:
        """It is left as it is, and a copy of before can be put back."""
        library = self._fresh()
        with closing(sqlite3.connect(library)) as database:
            database.execute(f"PRAGMA user_version = {50 + number}")
        content = library.read_bytes()
        error = refusal(library)
        if not isinstance(error, LibraryFileError) or "newer" not in error.reason:
            return f"told as {error}"
        return self._way_out(library, content, anew=number % 2 == 1)

    def _fresh(self) -> Path:
        pattern = self._folder / "pattern" / "library.sqlite"
        if self._person is None:
            pattern.unlink(missing_ok=True)
            self._person = sample.make(pattern, self._songs)
        return sample.lay(pattern, self._folder / "home")

    def _way_out(self, library: Path, broken: bytes, *, anew: bool) -> str:
        if library.read_bytes() != broken:
            return "the damaged file was changed"
        if anew:
            kept = start_anew(library)
        else:
            found = copies(library)
            if not found:
                return "there is no copy to put back"
            kept = put_back(library, found[0].path)
        if kept.read_bytes() != broken:
            return "the old file was not kept as it was"
        if not anew:
            return self._as_it_was(library)
        with open_library(library) as opened:
            return "a new library is not empty" if opened.rows() else ""

    def _as_it_was(self, library: Path) -> str:
        assert self._person is not None
        with open_library(library) as opened:
            if len(sample.read_all(opened)) != self._songs:
                return "songs are missing"
            return "; ".join(self._person.missing(opened))

    def _while_locked(self, library: Path, *, readable: bool) -> str:
        try:
            service = sample.service(library)
        except LibraryBusyError as error:
            return "" if not readable and error.advice else f"not even to be read: {error}"
        with closing(service):
            if not service.read_only or not service.busy_message:
                return "it could be changed, or nobody was told"
            return "" if len(service.rows()) == self._songs else "songs are missing"


def refusal(path: Path) -> LibraryError | None:
    """What a person is told on opening and reading the library, if not all is well."""
    try:
        with open_library(path) as library:
            sample.read_all(library)
    except LibraryError as error:
        return error
    return None


def damage(path: Path, rng: random.Random) -> None:
    """What disks, cut power and careless copying do to a file."""
    content = bytearray(path.read_bytes())
    start = rng.randrange(len(content))
    match rng.randrange(6):
        case 0:  # a sector
            start -= start % 512
            content[start : start + 512] = rng.randbytes(len(content[start : start + 512]))
        case 1:  # a page of nothing
            start -= start % 4096
            content[start : start + 4096] = bytes(len(content[start : start + 4096]))
        case 2:
            del content[rng.choice((start, 0)) :]
        case 3:  # a bit here and there
            for _ in range(rng.randrange(1, 2000)):
                content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        case 4:  # a page in another one's place
            page, other = (4096 * rng.randrange(len(content) // 4096) for _ in range(2))
            content[page : page + 4096] = content[other : other + 4096]
        case _:  # the beginning
            size = rng.randrange(1, 200)
            content[:size] = rng.randbytes(size)
    path.write_bytes(content)


@contextmanager
def _impatience() -> Iterator[None]:
    """Programs wait ten seconds for a lock, which needs no proof."""
    usual = connections.BUSY_TIMEOUT_S
    connections.BUSY_TIMEOUT_S = 0.1
    try:
        yield
    finally:
        connections.BUSY_TIMEOUT_S = usual


@contextmanager
def _by_moodtagger(path: Path) -> Iterator[None]:
    with open_library(path):
        yield


@contextmanager
def _by_a_writer(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


@contextmanager
def _by_all(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.execute("ROLLBACK")
