"""`kill -9` while a library is scanned and while its songs are listened to."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from moodtagger.store import open_library
from moodtagger.tags import audio_hash
from tests.robustness.library import audio_files as music
from tests.robustness.library import kill_process as killing
from tests.robustness.library.user_model import Person, analysed, unsound
from tests.robustness.library.victim_process import LISTENED
from tests.robustness.resumable_counts import Tally
from tests.support.trial_results import Log, Plan, Row

TIMES = 100  # of each
SCANNED, HEARD = 120, 12  # songs


def prove(plan: Plan, log: Log) -> list[Row]:
    """Nothing that was analysed is analysed again, no song is there twice, nothing is forgotten."""
    tally = Tally("library", plan, log)
    here = plan.work / "library"
    scans = Life(here / "scan", "scan", music.write_bytes, SCANNED, plan.seed)
    tally.run("killed while scanning", plan.times(TIMES), scans.trial)
    hearing = Life(here / "listen", "listen", music.write_tones, HEARD, plan.seed)
    note = "with the processes that listen"
    tally.run("killed while listening", plan.times(TIMES), hearing.trial, note)
    return tally.rows


class Life:
    """A library that is killed again and again while it grows; a new one when it is complete."""

    def __init__(
        self,
        folder: Path,
        work: str,
        write: Callable[[Path, int], list[Path]],
        songs: int,
        seed: int,
        *,
        moments: int = 0,
        timed: float = 0.5,
    ) -> None:
        """`moments` of a whole run are counted unless known; `timed` of the kills come any time."""
        self._folder = folder
        self._work = work
        self._write = write
        self._songs = songs
        self._seed = seed
        self._moments = moments
        self._timed = timed
        self._longest_s = 0.0
        self._person: Person | None = None

    @property
    def library(self) -> Path:
        """The library's file."""
        return self._folder / "home" / "library.sqlite"

    @property
    def music(self) -> Path:
        """The folder that is scanned."""
        return self._folder / "music"

    def trial(self, number: int) -> str:
        """One kill, and what was lost by it; when all songs are in, the next life begins."""
        rng = random.Random(f"{self._seed} {self._work} {number}")
        if not self._moments:
            self._measure()
        if self._person is None:
            self._begin()
        before = analysed(self.library)
        self._move_some(rng)
        completed = self._kill(rng)
        lost = self._look(before)
        if completed:
            lost += self._complete()
            self._person = None
        return "; ".join(lost)

    def _measure(self) -> None:
        """How many moments a whole run has, and how long it takes."""
        self._begin()
        self._moments = killing.run(self._work, self.library, self.music) or 0
        if self._timed:
            self._begin()
            self._longest_s = killing.kill_at(self._work, self.library, self.music, 600.0) or 0.0
        self._person = None

    def _begin(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self.library.parent.mkdir(parents=True)
        self._write(self.music, self._songs)
        self._person = Person()

    def _kill(self, rng: random.Random) -> bool:
        """At a counted moment or at any time; True when it was done before."""
        if rng.random() >= self._timed:
            moment = rng.randrange(1, self._moments + 1)
            return killing.run(self._work, self.library, self.music, moment) is not None
        delay_s = rng.uniform(0.0, self._longest_s)
        return killing.kill_at(self._work, self.library, self.music, delay_s) is not None

    def _move_some(self, rng: random.Random) -> None:
        """While the program is off, a few files get other names."""
        paths = sorted(path for path in self.music.rglob("*") if path.is_file())
        for path in rng.sample(paths, min(3, len(paths))):
            path.rename(path.with_stem(f"{path.stem[:40]} {rng.randrange(1000)}"))

    def _look(self, before: dict[str, int]) -> list[str]:
        assert self._person is not None
        lost = unsound(self.library)
        after = analysed(self.library)
        lost += [
            f"{sound} was analysed again" for sound in before if after.get(sound) != before[sound]
        ]
        with open_library(self.library) as library:
            lost += self._twice([stamp.audio_hash for stamp in library.known_files().values()])
            lost += self._person.missing(library)
            self._person.work(library)
        return lost + self._listened_twice(before)

    def _listened_twice(self, before: dict[str, int]) -> list[str]:
        """What the victim listened to though its answer was kept before."""
        note = self.library.parent / LISTENED
        names = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
        note.unlink(missing_ok=True)
        known = [name for name in names if audio_hash(name) in before]
        return [f"{name} was listened to again" for name in known]

    def _twice(self, sounds: list[str | None]) -> list[str]:
        known = [sound for sound in sounds if sound is not None]
        return [] if len(known) == len(set(known)) else ["a song is there twice"]

    def _complete(self) -> list[str]:
        found = len(analysed(self.library))
        return [] if found == self._songs else [f"{self._songs - found} songs were not heard"]
