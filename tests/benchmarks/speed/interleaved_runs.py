"""Subjects analyze the same songs in turns, so that other load slows all of them equally."""

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

from tests.benchmarks.speed.corpus import CorpusSong
from tests.support.trial_results import Log

HERE = Path(__file__).parent
TIMEOUT_S = 600.0  # for one song; then the subject is excluded
# One thread each; threads that a library starts anyway are counted.
_ONE_THREAD = dict.fromkeys(
    [f"{name}_NUM_THREADS" for name in ("OMP", "OPENBLAS", "MKL", "RAYON", "NUMBA")], "1"
)


class SubjectError(Exception):
    """A subject cannot go on; the message says why."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A program to measure: a file of `subjects`, its variant, and the Python that runs it.

    A `slow` one takes part in the first round only.
    """

    name: str
    script: str
    mode: str = ""
    python: str = sys.executable
    slow: bool = False


@dataclass(frozen=True, slots=True)
class SubjectRun:
    """One subject analyzing one song once; `more` holds its further results."""

    name: str
    song: int
    round: int
    cpu_s: float
    wall_s: float
    more: dict[str, Any] = field(default_factory=dict)


class SubjectProcess:
    """The running process of a subject."""

    def __init__(self, subject: Subject) -> None:
        """Start and load it; SubjectError when that fails."""
        self.subject = subject
        environment = os.environ | _ONE_THREAD
        environment.pop("PYTHONPATH", None)
        if subject.python == sys.executable:
            environment["PYTHONPATH"] = str(HERE.parents[2])
        file = HERE / "subjects" / f"{subject.script}.py"
        # -P: our modules must not shadow installed ones.
        command = [subject.python, "-P", str(HERE / "subject_process.py"), str(file), subject.mode]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        reply = self._read_reply()
        if "error" in reply:
            self.close()
            raise SubjectError(reply["error"])

    def analyze(self, path: Path) -> dict[str, Any]:
        """Analyze a song; returns the result or the error, SubjectError when the process died."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(str(path)) + "\n")
            self._process.stdin.flush()
        except OSError:
            raise SubjectError(self._exit_reason()) from None
        return self._read_reply()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def _read_reply(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        timer = Timer(TIMEOUT_S, self._process.kill)
        timer.start()
        try:
            line = self._process.stdout.readline()
        finally:
            timer.cancel()
        if not line:
            raise SubjectError(self._exit_reason())
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _exit_reason(self) -> str:
        status = self._process.wait()
        self.close()
        if status == -signal.SIGKILL:
            return f"it took longer than {TIMEOUT_S:g} s, or was killed"
        return f"it died of {signal.Signals(-status).name}" if status < 0 else "it ended by itself"


@dataclass(slots=True)
class InterleavedRuns:
    """All runs, and which subjects are `out` (of everything or of one kind) and why."""

    songs: Sequence[CorpusSong]
    runs: list[SubjectRun] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    def run(self, subjects: Sequence[Subject], rounds: int, log: Log) -> None:
        """Run all rounds, after one uncounted run on the first song."""
        processes = [one for entry in subjects if (one := self._start(entry, log)) is not None]
        try:
            for number in range(rounds):
                log(f"round {number + 1} of {rounds}")
                for song in range(len(self.songs)):
                    first = (number + song) % max(
                        1, len(processes)
                    )  # everyone goes first in some rounds
                    for one in processes[first:] + processes[:first]:
                        if one.subject.name not in self.failures and not (
                            one.subject.slow and number
                        ):
                            self._run_once(one, song, number)
        finally:
            for one in processes:
                one.close()

    def _start(self, subject: Subject, log: Log) -> SubjectProcess | None:
        try:
            process = SubjectProcess(subject)
            process.analyze(self.songs[0].path)
        except SubjectError as error:
            self.failures[subject.name] = str(error)
            log(f"{subject.name} does not take part: {error}")
            return None
        return process

    def _run_once(self, process: SubjectProcess, song: int, number: int) -> None:
        path, kind = self.songs[song].path, f"{process.subject.name}, {self.songs[song].kind}"
        if kind in self.failures:  # some crash on a second call
            return
        try:
            reply = process.analyze(path)
        except SubjectError as error:
            self.failures[process.subject.name] = f"{path.name}: {error}"
            return
        if "error" in reply:
            self.failures[kind] = reply["error"].replace(str(path), path.name)
            return
        self.runs.append(SubjectRun(process.subject.name, song, number, **reply))
