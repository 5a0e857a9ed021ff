"""Every step of a save fails in every way, for songs of every kind."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from moodtagger.store import open_library
from tests.robustness.audio_fixtures import link
from tests.robustness.saves import injection_points as steps
from tests.robustness.saves.injection_points import Fault, armed
from tests.robustness.saves.invariants import digest, known, next_start
from tests.robustness.saves.operations import ACTS, act, before

_READERS = [f"mutagen.{name}" for name in ("mp3", "flac", "mp4", "oggvorbis", "oggopus", "wave")]
IN_PLACE = "twice"  # the kind that cannot be exchanged


class Case(NamedTuple):
    """A fault within an act on a song of a kind."""

    act: str
    kind: str
    fault: Fault


def cases(kinds: tuple[str, ...], faults: tuple[str, ...], seed: int) -> list[Case]:
    """All there are, in an order of the seed's."""
    found = [
        Case(name, kind, Fault(step, fault, after, lasting=fault == "disk full"))
        for name, kind, step, fault, after in itertools.product(
            ACTS, kinds, steps.STEPS, faults, (False, True)
        )
        if step not in (steps.OF_UNDO if name == "write" else steps.OF_WRITE)
        and (kind == IN_PLACE or step != "in place")
    ]
    Random(seed).shuffle(found)
    return found


@cache
def context() -> multiprocessing.context.BaseContext:
    """Processes that start quickly where the system can, and never share this one's threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__, *_READERS])
    return server


@dataclass(slots=True)
class Scene:
    """A folder where it happens, and songs to take copies of."""

    folder: Path
    songs: Mapping[str, Path]
    _forms: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def strike(self, case: Case) -> str:
        """Let one fault happen; what is amiss then, else nothing."""
        amiss = self._strike(case)
        return amiss and f"{amiss} ({case})"

    def _strike(self, case: Case) -> str:
        old, new = self._old_and_new(case.act, case.kind)
        home, song = self._stage(case.kind)
        with open_library(home) as library:
            known(library, song)
            before(library, case.act, [song])
        if digest(song) != old:
            return "the same act made another file"
        sprung = (_killed if case.fault.kind == "killed" else _failed)(home, song, case)
        if not sprung:
            return "the fault did not strike"
        # Of a file that is written in place the next start makes a whole one.
        halves_allowed = case.kind == IN_PLACE and case.fault.kind in ("killed", "disk full")
        if digest(song) not in (old, new) and not halves_allowed:
            return "the file is neither old nor new"
        neighbour = song.resolve().with_name("neighbour.flac")
        neighbour.write_bytes(self.songs["flac"].read_bytes())
        amiss = next_start(home, [song], neighbour)
        if digest(song) not in (old, new):
            return "the file is neither old nor new after the next start"
        return amiss

    def _old_and_new(self, name: str, kind: str) -> tuple[str, str]:
        if (name, kind) not in self._forms:
            home, song = self._stage(kind)
            with open_library(home) as library:
                before(library, name, [song])
                old = digest(song)
                act(library, name, [song])
            self._forms[name, kind] = old, digest(song)
        return self._forms[name, kind]

    def _stage(self, kind: str) -> tuple[Path, Path]:
        """A fresh song in a folder of its own, and where the library is."""
        music = self.folder / "music"
        shutil.rmtree(music, ignore_errors=True)
        music.mkdir(parents=True)
        home = self.folder / "home" / "library.sqlite"
        shutil.rmtree(home.parent, ignore_errors=True)
        if kind in ("linked", IN_PLACE):
            return home, link(music, self.songs["flac"])[kind]
        song = music / self.songs[kind].name
        song.write_bytes(self.songs[kind].read_bytes())
        return home, song


def _failed(home: Path, song: Path, case: Case) -> bool:
    with open_library(home) as library, armed(case.fault) as trap:
        with contextlib.suppress(Exception):  # whether it gets through is not what is asked
            act(library, case.act, [song])
        return trap.sprung


def _killed(home: Path, song: Path, case: Case) -> bool:
    process = context().Process(target=_failed, args=(home, song, case))  # type: ignore[attr-defined]
    process.start()
    process.join()
    return process.exitcode not in (0, 1)
