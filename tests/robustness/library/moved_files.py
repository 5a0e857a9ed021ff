"""Files that are moved, renamed, copied, unplugged: what is known of a song follows its sound."""

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
from tests.robustness.library import audio_files as music
from tests.robustness.library.user_model import Person
from tests.robustness.resumable_counts import Tally
from tests.support.fake_pool import StandIn, scan
from tests.support.trial_results import Log, Plan, Row

TIMES, AT_ONCE = 20, 10_000
SONGS = 72


@dataclass
class Scene:
    """A folder of songs in a library, all of them heard and worked on."""

    library: Library
    folder: Path
    person: Person
    rng: random.Random

    @property
    def files(self) -> list[Path]:
        """The songs that are there."""
        return sorted(path for path in self.folder.rglob("*.*") if path.is_file())


Change = Callable[[Scene], None]


def prove(plan: Plan, log: Log) -> list[Row]:
    """Nothing known is heard again or forgotten; no song comes or goes."""
    tally = Tally("library", plan, log)
    here = plan.work / "library" / "moves"
    for what, change in CHANGES.items():
        tally.run(what, plan.times(TIMES), Moves(here, SONGS, plan.seed, change).trial)
    many = plan.times(AT_ONCE)
    tally.run(f"{many:,} files moved at once", 1, Moves(here, many, plan.seed, _move_all).trial)
    back = Moves(here, SONGS, plan.seed, _touch, years=-5)
    tally.run("the clock set back", plan.times(TIMES), back.trial)
    tally.run("a drive unplugged in mid-scan", plan.times(TIMES), Unplugged(here, plan.seed).trial)
    return tally.rows


class Moves:
    """Scans a folder, changes it, and scans again, maybe so many years later."""

    def __init__(self, here: Path, songs: int, seed: int, change: Change, years: int = 0) -> None:
        self._here = here
        self._songs = songs
        self._seed = seed
        self._change = change
        self._years = years

    def trial(self, number: int) -> str:
        """What was lost by the change."""
        scene = begin(self._here, self._songs, random.Random(f"{self._seed} {number}"))
        with scene.library as library, clock(self._years):
            ids = {row.track_id for row in library.rows()}
            self._change(scene)
            pool = StandIn()
            summary = scan(library, scene.folder, pool=pool)
            lost = [f"{Path(path).name} was heard again" for path in pool.listened]
            lost += [f"{path}: {why}" for path, why in summary.failed]
            lost += scene.person.missing(library)
            present = [row.path for row in library.rows() if row.state is not TrackState.ABSENT]
            if sorted(present) != sorted(map(str, scene.files)):
                lost.append("the library shows other files than there are")
            if not ids <= {row.track_id for row in library.rows()}:
                lost.append("songs were deleted")
            return "; ".join(lost[:5])


class Unplugged:
    """The folder goes while it is scanned, wholly or so that it cannot be read; and comes back."""

    def __init__(self, here: Path, seed: int) -> None:
        self._here = here
        self._seed = seed

    def trial(self, number: int) -> str:
        """What was lost by it."""
        rng = random.Random(f"{self._seed} {number}")
        scene = begin(self._here, SONGS, rng, known=rng.randrange(SONGS))
        away = scene.folder.with_name("away")
        last = rng.randrange(1, SONGS)
        seen: list[Task] = []

        def unplug(task: Task) -> None:
            seen.append(task)
            if len(seen) == last and scene.folder.exists():
                scene.folder.rename(away)
                if rng.random() < 0.5:
                    scene.folder.mkdir()  # the mount point

        with scene.library as library:
            for path in rng.sample(scene.files, 20):
                os.utime(path, ns=(1, number))  # by another program, and so to be read again
            ids = {row.track_id for row in library.rows()}
            scan(library, scene.folder, pool=StandIn(unplug))
            scan(library, scene.folder)  # while it is away
            lost = _all_absent(library) if away.exists() else []
            lost += scene.person.missing(library)
            if away.exists():
                shutil.rmtree(scene.folder, ignore_errors=True)
                away.rename(scene.folder)
            known = set(library.analysed_hashes("stand-in 1"))
            pool = StandIn()
            scan(library, scene.folder, pool=pool)
            lost += scene.person.missing(library)
            if len(pool.listened) != SONGS - len(known):
                lost.append("songs were heard again, or not heard")
            rows = library.rows()
            if not ids <= {row.track_id for row in rows} or len(rows) != SONGS:
                lost.append(f"{len(rows)} songs of {SONGS}")
            return "; ".join(lost[:5])


def begin(here: Path, songs: int, rng: random.Random, known: int | None = None) -> Scene:
    """A fresh folder, of whose songs `known` are in the library."""
    shutil.rmtree(here, ignore_errors=True)
    folder = here / "music"
    paths = music.write_bytes(folder, songs)
    hidden = [] if known is None else paths[known:]
    contents = {path: path.read_bytes() for path in hidden}
    for path in hidden:
        path.unlink()
    library = open_library(here / "home" / "library.sqlite")
    scan(library, folder)
    person = Person(most=200)
    person.work(library)
    for path, content in contents.items():
        path.write_bytes(content)
    return Scene(library, folder, person, rng)


def clock(years: int) -> AbstractContextManager[object]:
    """The system's clock, so many years off."""
    if not years:
        return nullcontext()

    class Off(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(days=365 * years)

    return patch("moodtagger.store.database.column_types.datetime", Off)


def _all_absent(library: Library) -> list[str]:
    there = [row for row in library.rows() if row.state is not TrackState.ABSENT]
    return [f"{len(there)} songs of a drive that is away count as there"] if there else []


def _rename_folders(scene: Scene) -> None:
    for folder in sorted(scene.folder.iterdir()):
        folder.rename(folder.with_name(f"{folder.name} ({scene.rng.randrange(100)})"))


def _move_all(scene: Scene) -> None:
    for path in scene.files:
        target = scene.folder / "all" / path.parent.name[-1] / f"x {path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)


def _number_anew(scene: Scene) -> None:
    """Every file gets the name of one before or after it."""
    files = scene.files
    step = scene.rng.choice((-3, -1, 1, 5))
    contents = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    for place, path in enumerate(files):
        content, changed = contents[(place + step) % len(files)]
        path.write_bytes(content)
        os.utime(path, ns=(changed, changed))


def _other_case(scene: Scene) -> None:
    for path in scene.files:
        path.rename(path.with_name(path.name.upper()))
    for folder in sorted(scene.folder.iterdir()):
        folder.rename(folder.with_name(folder.name.title()))


def _copy_and_move(scene: Scene) -> None:
    """Some songs become two, and then everything moves."""
    for path in scene.rng.sample(scene.files, 20):
        shutil.copy(path, path.with_name(f"copy of {path.name}"))
    scan(scene.library, scene.folder)
    _rename_folders(scene)


def _exchange_halves(scene: Scene) -> None:
    """Two folders take each other's name."""
    one, other = scene.rng.sample(sorted(scene.folder.iterdir()), 2)
    one.rename(one.with_name("between"))
    other.rename(one)
    one.with_name("between").rename(other)


def _touch(scene: Scene) -> None:
    """Files get dates of the past, and the person goes on working."""
    for path in scene.files:
        os.utime(path, ns=(scene.rng.randrange(10**18),) * 2)
    for row in scene.library.rows()[:20]:
        scene.library.correct([(row.track_id, (0.9, 0.9))])
        scene.library.decide(row.track_id, "happy", False)
        scene.library.decide(row.track_id, "happy", None)
    scene.person.again(scene.library)


CHANGES: dict[str, Change] = {
    "folders renamed": _rename_folders,
    "files numbered anew": _number_anew,
    "names in capital letters": _other_case,
    "two copies of a song, moved": _copy_and_move,
    "two folders exchanged": _exchange_halves,
}
