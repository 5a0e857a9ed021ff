"""The disk of the library full, or read-only."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from moodtagger.core.errors import LibraryPlaceError
from moodtagger.core.prediction import Heard
from moodtagger.core.tracks import FileTags
from moodtagger.store import FoundFile, Library, open_library
from tests.robustness.library import sample_library as sample
from tests.robustness.library.user_model import Person, unsound
from tests.robustness.resumable_counts import Tally
from tests.support.fake_pool import MODEL, answer
from tests.support.trial_results import Log, Plan, Row

FULL, READ_ONLY = 40, 10
SONGS = 100
_STEP = 50  # songs that are added at once
_NOT_TRIED = "not tried: only the system's administrator may mount a disk of so many bytes"


def prove(plan: Plan, log: Log) -> list[Row]:
    """What was kept stays, what cannot be kept is told, and it can be looked at."""
    tally = Tally("library", plan, log)
    places = Places(plan.work / "library" / "places")
    note = "" if places.possible() else _NOT_TRIED
    full, closed = (0, 0) if note else (plan.times(FULL), plan.times(READ_ONLY))
    tally.run("on a disk that becomes full", full, places.full, note)
    tally.run("on a read-only disk", closed, places.read_only, note)
    return tally.rows


class Places:
    """Trials on a small disk in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def possible(self) -> bool:
        """Whether such a disk can be had."""
        try:
            with self._disk(1000):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False

    def full(self, number: int) -> str:
        """It is filled by the library itself, then by others to the last byte."""
        with self._disk(9000 + 61 * number) as home:
            library = home / "library.sqlite"
            person = sample.make(library, SONGS)
            kept = _fill(library, person)
            if isinstance(kept, str):
                return kept
            _use_up(home / "others")
            lost = self._look(library, kept, person)
            self._mount("remount,size=40m")  # somebody makes room
            return lost or self._look(library, kept, person) or _goes_on(library, kept)

    def read_only(self, number: int) -> str:
        """Nothing can be written, everything can be seen."""
        with self._disk(20_000) as home:
            library = home / "library.sqlite"
            person = sample.make(library, SONGS)
            content = library.read_bytes()
            self._mount("remount,ro")
            with closing(sample.service(library)) as service:
                told = service.read_only and bool(service.busy_message)
                seen = len(service.rows()) == SONGS
            self._mount("remount,rw")
            if not told or not seen:
                return "it could not be looked at, or nobody was told"
            if library.read_bytes() != content:
                return "the file was changed"
            return self._look(library, SONGS, person)

    def _look(self, library: Path, songs: int, person: Person) -> str:
        """Open as the window does: to change, or at least to look at."""
        try:
            service = sample.service(library)
        except LibraryPlaceError as error:
            return f"it cannot even be looked at: {error}"
        with closing(service):
            if len(service.rows()) != songs:
                return f"{len(service.rows())} songs instead of {songs}"
            lost = person.missing(service._library)
        return "; ".join([*lost, *unsound(library)])

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


def _fill(path: Path, person: Person) -> int | str:
    """Add songs until there is no room; how many there are, or what went wrong."""
    with open_library(path) as library:
        count = SONGS
        while count < 100_000:
            try:
                _add(library, count)
            except LibraryPlaceError as error:
                if "full" not in error.reason or not error.advice:
                    return f"told as {error}"
                return len(library.rows())
            count += _STEP
    return "the disk never became full"


def _goes_on(path: Path, songs: int) -> str:
    with open_library(path) as library:
        _add(library, 200_000)
        return "" if len(library.rows()) == songs + _STEP else "songs are missing"


def _add(library: Library, start: int) -> None:
    names = [f"/more/{number}.mp3" for number in range(start, start + _STEP)]
    files = [FoundFile(name, 1, 1, name, FileTags(title=name)) for name in names]
    ids = library.upsert_files(files)
    heard = [Heard(name, None, answer(name)) for name in names]
    library.save_heard(
        [(i, name, MODEL, what) for i, name, what in zip(ids, names, heard, strict=True)]
    )


def _use_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(os.urandom(4096))
        except OSError:
            return
