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
from tests.robustness.audio_fixtures import link_songs
from tests.robustness.saves import injection_points
from tests.robustness.saves.injection_points import InjectedFault, inject_fault
from tests.robustness.saves.invariants import add_to_library, check_restart, digest
from tests.robustness.saves.operations import OPERATIONS, run_operation, run_preceding

_READERS = [f"mutagen.{name}" for name in ("mp3", "flac", "mp4", "oggvorbis", "oggopus", "wave")]
IN_PLACE_KIND = "twice"  # the kind that is written in place


class FaultCase(NamedTuple):
    """A fault during an operation on a song of a kind."""

    operation: str
    kind: str
    fault: InjectedFault


def fault_cases(kinds: tuple[str, ...], faults: tuple[str, ...], seed: int) -> list[FaultCase]:
    """All cases in random order."""
    found = [
        FaultCase(name, kind, InjectedFault(step, fault, after, persistent=fault == "disk full"))
        for name, kind, step, fault, after in itertools.product(
            OPERATIONS, kinds, injection_points.STEPS, faults, (False, True)
        )
        if step not in injection_points.MISSING_STEPS[name]
        and (kind == IN_PLACE_KIND or step != "in place")
    ]
    Random(seed).shuffle(found)
    return found


@cache
def process_context() -> multiprocessing.context.BaseContext:
    """A context whose processes start quickly and never share this one's threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload([__name__, *_READERS])
    return forkserver


@dataclass(slots=True)
class FaultTrials:
    """Trials in a folder, on copies of the given songs."""

    folder: Path
    songs: Mapping[str, Path]
    _digests: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def run_case(self, case: FaultCase) -> str:
        """Inject one fault; returns what is wrong, or ""."""
        failure = self._run_case(case)
        return failure and f"{failure} ({case})"

    def _run_case(self, case: FaultCase) -> str:
        old, new = self._expected_digests(case.operation, case.kind)
        home, song = self._prepare_song(case.kind)
        with open_library(home) as library:
            add_to_library(library, song)
            run_preceding(library, case.operation, [song])
        if digest(song) != old:
            return "the same act made another file"
        triggered = (_run_killed if case.fault.kind == "killed" else _run_with_fault)(
            home, song, case
        )
        if not triggered:
            return "the fault did not strike"
        # A file written in place is restored by the next start.
        partial_allowed = case.kind == IN_PLACE_KIND and case.fault.kind in ("killed", "disk full")
        if digest(song) not in (old, new) and not partial_allowed:
            return "the file is neither old nor new"
        neighbour = song.resolve().with_name("neighbour.flac")
        neighbour.write_bytes(self.songs["flac"].read_bytes())
        failure = check_restart(home, [song], neighbour)
        if digest(song) not in (old, new):
            return "the file is neither old nor new after the next start"
        return failure

    def _expected_digests(self, name: str, kind: str) -> tuple[str, str]:
        if (name, kind) not in self._digests:
            home, song = self._prepare_song(kind)
            with open_library(home) as library:
                run_preceding(library, name, [song])
                old = digest(song)
                run_operation(library, name, [song])
            self._digests[name, kind] = old, digest(song)
        return self._digests[name, kind]

    def _prepare_song(self, kind: str) -> tuple[Path, Path]:
        """A fresh song in a folder of its own, and where the library is."""
        music = self.folder / "music"
        shutil.rmtree(music, ignore_errors=True)
        music.mkdir(parents=True)
        home = self.folder / "home" / "library.sqlite"
        shutil.rmtree(home.parent, ignore_errors=True)
        if kind in ("linked", IN_PLACE_KIND):
            return home, link_songs(music, self.songs["flac"])[kind]
        song = music / self.songs[kind].name
        song.write_bytes(self.songs[kind].read_bytes())
        return home, song


def _run_with_fault(home: Path, song: Path, case: FaultCase) -> bool:
    with open_library(home) as library, inject_fault(case.fault) as status:
        with contextlib.suppress(Exception):  # whether it succeeds does not matter here
            run_operation(library, case.operation, [song])
        return status.triggered


def _run_killed(home: Path, song: Path, case: FaultCase) -> bool:
    process = process_context().Process(target=_run_with_fault, args=(home, song, case))  # type: ignore[attr-defined]
    process.start()
    process.join()
    return process.exitcode not in (0, 1)
