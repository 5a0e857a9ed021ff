"""All contestants hear the same songs in turns, so that a busy machine slows them alike."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

from tests.benchmarks.speed.corpus import Song
from tests.support.trial_results import Log

HERE = Path(__file__).parent
LONGEST_S = 600.0  # for one song; then the contestant is out
# One thread each; what a library starts beside it is counted all the same.
_ONE_THREAD = dict.fromkeys(
    [f"{name}_NUM_THREADS" for name in ("OMP", "OPENBLAS", "MKL", "RAYON", "NUMBA")], "1"
)


class OutError(Exception):
    """A contestant cannot go on; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who takes part: a file of `contestants`, what of it, and the Python that runs it.

    A `slow` one hears each song in the first round only.
    """

    name: str
    file: str
    what: str = ""
    python: str = sys.executable
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One contestant hearing one song once; `more` is what else it had to say."""

    name: str
    song: int
    round: int
    cpu_s: float
    wall_s: float
    more: dict[str, Any] = field(default_factory=dict)


class Contestant:
    """The running process of an entry."""

    def __init__(self, entry: Entry) -> None:
        """Start and load it; OutError when that fails."""
        self.entry = entry
        environment = os.environ | _ONE_THREAD
        environment.pop("PYTHONPATH", None)
        if entry.python == sys.executable:
            environment["PYTHONPATH"] = str(HERE.parents[2])
        file = HERE / "subjects" / f"{entry.file}.py"
        # -P: the bench's own modules are not to be found in the place of installed ones.
        command = [entry.python, "-P", str(HERE / "subject_process.py"), str(file), entry.what]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        answer = self._answer()
        if "error" in answer:
            self.close()
            raise OutError(answer["error"])

    def hear(self, path: Path) -> dict[str, Any]:
        """What it says of the song, or why it could not hear it; OutError when it died of it."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(str(path)) + "\n")
            self._process.stdin.flush()
        except OSError:
            raise OutError(self._why_dead()) from None
        return self._answer()

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        timer = Timer(LONGEST_S, self._process.kill)
        timer.start()
        try:
            line = self._process.stdout.readline()
        finally:
            timer.cancel()
        if not line:
            raise OutError(self._why_dead())
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _why_dead(self) -> str:
        status = self._process.wait()
        self.close()
        if status == -signal.SIGKILL:
            return f"it took longer than {LONGEST_S:g} s, or was killed"
        return f"it died of {signal.Signals(-status).name}" if status < 0 else "it ended by itself"


@dataclass(slots=True)
class Contest:
    """The turns of all rounds, and why who is `out`, of all songs or of those of a kind."""

    songs: Sequence[Song]
    turns: list[Turn] = field(default_factory=list)
    out: dict[str, str] = field(default_factory=dict)

    def run(self, entries: Sequence[Entry], rounds: int, log: Log) -> None:
        """Let them hear the songs; the first song is heard once before, without being counted."""
        running = [one for entry in entries if (one := self._started(entry, log)) is not None]
        try:
            for number in range(rounds):
                log(f"round {number + 1} of {rounds}")
                for song in range(len(self.songs)):
                    first = (number + song) % max(1, len(running))  # each is first now and then
                    for one in running[first:] + running[:first]:
                        if one.entry.name not in self.out and not (one.entry.slow and number):
                            self._turn(one, song, number)
        finally:
            for one in running:
                one.close()

    def _started(self, entry: Entry, log: Log) -> Contestant | None:
        try:
            contestant = Contestant(entry)
            contestant.hear(self.songs[0].path)
        except OutError as error:
            self.out[entry.name] = str(error)
            log(f"{entry.name} does not take part: {error}")
            return None
        return contestant

    def _turn(self, one: Contestant, song: int, number: int) -> None:
        path, kind = self.songs[song].path, f"{one.entry.name}, {self.songs[song].kind}"
        if kind in self.out:  # some die of being asked again
            return
        try:
            answer = one.hear(path)
        except OutError as error:
            self.out[one.entry.name] = f"{path.name}: {error}"
            return
        if "error" in answer:
            self.out[kind] = answer["error"].replace(str(path), path.name)
            return
        self.turns.append(Turn(one.entry.name, song, number, **answer))
