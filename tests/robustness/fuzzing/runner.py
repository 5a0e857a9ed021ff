"""Trials in processes of their own: one that dies or hangs costs its trial and nothing else."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import resource
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import Any

from moodtagger.runtime.rlimits import limit_memory
from tests.robustness.fuzzing.mutators import MUTATIONS, mutated
from tests.robustness.fuzzing.seed_corpus import make_corpus
from tests.robustness.fuzzing.trial import try_file
from tests.support.trial_results import Log

SECONDS = 20.0  # for one file, all steps together
MEMORY = 768 << 20  # bytes beyond what the process holds when it is ready
_CHUNK = 20  # trials that a process is asked for at a time


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one mutated file; `ended` step -> how, `seconds` step -> how long."""

    number: int
    kind: str
    how: str
    ended: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    peak_mb: float = 0.0


class Runner:
    """Trials of one seed; those that a stopped run wrote down in `folder` are not done again."""

    def __init__(self, folder: Path, seed: int, log: Log, jobs: int | None = None) -> None:
        self._folder = folder
        self._seed = seed
        self._log = log
        self._jobs = jobs or max(1, (os.cpu_count() or 2) // 2)
        self._corpus = make_corpus(folder / "corpus")

    def run(self, count: int) -> list[Trial]:
        """The trials 0 to `count` - 1, in their order."""
        kept = self._folder / f"trials-{self._seed}-{self._likeness()}.jsonl"
        done = {trial.number: trial for trial in _read(kept)}
        todo = [number for number in range(count) if number not in done]
        if done:
            self._log(f"  {count - len(todo):,} of {count:,} were done before")
        with kept.open("a", encoding="utf-8") as file:
            for trial in self._trials(todo):
                done[trial.number] = trial
                file.write(json.dumps(asdict(trial)) + "\n")
                file.flush()
                if len(done) % 1000 == 0:
                    self._log(f"  {len(done):,} of {count:,}")
        return [done[number] for number in range(count)]

    def again(self, numbers: Sequence[int]) -> list[Trial]:
        """These trials anew, told one by one; each file stays as `again-NUMBER`."""
        whole = [path.read_bytes() for path in self._corpus.values()]
        for number in numbers:
            path, data, _ = mutation(self._corpus, whole, self._seed, number)
            (self._folder / f"again-{number}{path.suffix}").write_bytes(data)
        trials = sorted(self._trials(list(numbers)), key=lambda trial: trial.number)
        for trial in trials:
            self._log(f"  {trial.number} ({trial.kind}, {trial.how}): {trial.ended}")
        return trials

    def _likeness(self) -> str:
        """Differs where the same number would be another mutation."""
        state = hashlib.blake2b(repr(sorted(MUTATIONS)).encode(), digest_size=4)
        for path in self._corpus.values():
            state.update(path.read_bytes())
        return state.hexdigest()

    def _trials(self, todo: list[int]) -> Iterator[Trial]:
        chunks = [todo[at : at + _CHUNK] for at in range(0, len(todo), _CHUNK)][::-1]
        workers = [_Worker(self._folder, self._seed, k) for k in range(self._jobs)]
        try:
            while chunks or any(worker.left for worker in workers):
                for worker in workers:
                    if not worker.left and chunks:
                        worker.ask(chunks.pop())
                wait([worker.pipe for worker in workers if worker.left], timeout=0.5)
                for worker in workers:
                    yield from worker.answers()
        finally:
            for worker in workers:
                worker.end()


class _Worker:
    """A process and the numbers of the trials it has still to do."""

    def __init__(self, folder: Path, seed: int, number: int) -> None:
        self._arguments = (folder, seed, number)
        self.left: list[int] = []
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, *self._arguments))
        self._process.start()
        theirs.close()
        self._doing: dict[str, str] = {}
        self._since = time.monotonic() + 20  # the first answer may be later: modules are imported

    def ask(self, numbers: list[int]) -> None:
        self.left = list(numbers)
        self.pipe.send(self.left)

    def answers(self) -> Iterator[Trial]:
        """What it said since; when it died or hangs, that is the answer, and another goes on."""
        try:
            while self.left and self.pipe.poll():
                said = self.pipe.recv()
                self._since = time.monotonic()
                if isinstance(said, Trial):
                    self.left.remove(said.number)
                    yield said
                else:
                    self._doing = said
        except (EOFError, OSError):
            yield from self._lost("died")
            return
        if self.left and time.monotonic() - self._since > SECONDS:
            self._process.kill()
            yield from self._lost(f"did not end within {SECONDS:.0f} s")

    def _lost(self, why: str) -> Iterator[Trial]:
        self._process.join(5)
        if why == "died":
            why = f"died ({self._process.exitcode})"
        number, doing = self.left.pop(0), self._doing
        step = doing.get("step", "start")
        yield Trial(number, doing.get("kind", ""), doing.get("how", ""), {step: why})
        self._start()
        if self.left:
            self.pipe.send(self.left)

    def end(self) -> None:
        self._process.kill()
        self._process.join(5)


def _serve(pipe: Connection[Any, Any], folder: Path, seed: int, number: int) -> None:
    """In the process: do the trials that are asked for until the asker is gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # decoders print about damaged files
    corpus = make_corpus(folder / "corpus")
    whole = [path.read_bytes() for path in corpus.values()]
    place = folder / f"worker-{number}"
    _warm_up(corpus, place)
    limit_memory(MEMORY)
    base = peak_mb()
    while True:
        try:
            asked = pipe.recv()
        except (EOFError, OSError):
            return
        for trial in asked:
            origin, data, how = mutation(corpus, whole, seed, trial)
            kind = list(corpus)[trial % len(corpus)]
            path = _alone(place) / f"song{origin.suffix}"
            path.write_bytes(data)

            def at(step: str, kind: str = kind, how: str = how) -> None:
                pipe.send({"step": step, "kind": kind, "how": how})

            outcome = try_file(path, at)
            grown = max(0.0, peak_mb() - base)
            pipe.send(Trial(trial, kind, how, outcome.ended, outcome.seconds, grown))


def mutation(
    corpus: dict[str, Path], whole: Sequence[bytes], seed: int, number: int
) -> tuple[Path, bytes, str]:
    """What a number stands for: the file it is made from, the mutated bytes, and how."""
    at = number % len(corpus)
    data, how = mutated(whole[at], Random(f"{seed}:{number}"), whole)
    return list(corpus.values())[at], data, how


def _alone(place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place


def _warm_up(corpus: dict[str, Path], place: Path) -> None:
    """Import and allocate what sound files need, so that the limit is about the damaged ones."""
    for path in corpus.values():
        copy = _alone(place) / path.name
        shutil.copy(path, copy)
        try_file(copy, lambda step: None)


def _read(path: Path) -> Iterator[Trial]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            yield Trial(**json.loads(line))
        except (ValueError, TypeError):
            continue  # the last line of a run that was killed


def peak_mb() -> float:
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
