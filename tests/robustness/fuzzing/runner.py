"""Run trials in their own processes, so that a crash or hang costs one trial."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import Any

from moodtagger.runtime import limit_address_space
from tests.robustness.fuzzing.mutators import MUTATIONS, mutate
from tests.robustness.fuzzing.seed_corpus import make_corpus
from tests.robustness.fuzzing.trial import try_file
from tests.support.trial_results import Log

TIMEOUT_S = 20.0  # for one file, all steps together
MEMORY_LIMIT = 768 << 20  # bytes beyond the process's own
_CHUNK_TRIALS = 20  # trials given to a process at a time


@dataclass(frozen=True, slots=True)
class MutationTrial:
    """Result of one mutated file: how each step ended, and its seconds."""

    number: int
    kind: str
    how: str
    ended: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    peak_mb: float = 0.0


class FuzzRunner:
    """Runs the trials of one seed; finished ones recorded in `folder` are not repeated."""

    def __init__(self, folder: Path, seed: int, log: Log, jobs: int | None = None) -> None:
        self._folder = folder
        self._seed = seed
        self._log = log
        self._jobs = jobs or max(1, (os.cpu_count() or 2) // 2)
        self._corpus = make_corpus(folder / "corpus")

    def run(self, count: int) -> list[MutationTrial]:
        """Run trials 0 to `count` - 1; results in order."""
        log_path = self._folder / f"trials-{self._seed}-{self._corpus_digest()}.jsonl"
        done = {trial.number: trial for trial in _read_trials(log_path)}
        todo = [number for number in range(count) if number not in done]
        if done:
            self._log(f"  {count - len(todo):,} of {count:,} were done before")
        with log_path.open("a", encoding="utf-8") as file:
            for trial in self._run_trials(todo):
                done[trial.number] = trial
                file.write(json.dumps(asdict(trial)) + "\n")
                file.flush()
                if len(done) % 1000 == 0:
                    self._log(f"  {len(done):,} of {count:,}")
        return [done[number] for number in range(count)]

    def repeat(self, numbers: Sequence[int]) -> list[MutationTrial]:
        """Repeat single trials and print each; their files stay as `again-NUMBER`."""
        contents = [path.read_bytes() for path in self._corpus.values()]
        for number in numbers:
            path, data, _ = mutated_file(self._corpus, contents, self._seed, number)
            (self._folder / f"again-{number}{path.suffix}").write_bytes(data)
        trials = sorted(self._run_trials(list(numbers)), key=lambda trial: trial.number)
        for trial in trials:
            self._log(f"  {trial.number} ({trial.kind}, {trial.how}): {trial.ended}")
        return trials

    def _corpus_digest(self) -> str:
        """Digest of the corpus, without which a trial number does not name a mutation."""
        digest = hashlib.blake2b(repr(sorted(MUTATIONS)).encode(), digest_size=4)
        for path in self._corpus.values():
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def _run_trials(self, numbers: list[int]) -> Iterator[MutationTrial]:
        chunks = [numbers[at : at + _CHUNK_TRIALS] for at in range(0, len(numbers), _CHUNK_TRIALS)][
            ::-1
        ]
        processes = [_TrialProcess(self._folder, self._seed, k) for k in range(self._jobs)]
        try:
            while chunks or any(worker.remaining for worker in processes):
                for worker in processes:
                    if not worker.remaining and chunks:
                        worker.submit(chunks.pop())
                wait([worker.pipe for worker in processes if worker.remaining], timeout=0.5)
                for worker in processes:
                    yield from worker.results()
        finally:
            for worker in processes:
                worker.kill()


class _TrialProcess:
    """A process and the trials it still has to do."""

    def __init__(self, folder: Path, seed: int, number: int) -> None:
        self._arguments = (folder, seed, number)
        self.remaining: list[int] = []
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_process_main, args=(theirs, *self._arguments))
        self._process.start()
        theirs.close()
        self._current: dict[str, str] = {}
        self._last_message_s = (
            time.monotonic() + 20
        )  # the first answer may be later: modules are imported

    def submit(self, numbers: list[int]) -> None:
        self.remaining = list(numbers)
        self.pipe.send(self.remaining)

    def results(self) -> Iterator[MutationTrial]:
        """Yield new results; a crash or hang becomes the result of its trial."""
        try:
            while self.remaining and self.pipe.poll():
                message = self.pipe.recv()
                self._last_message_s = time.monotonic()
                if isinstance(message, MutationTrial):
                    self.remaining.remove(message.number)
                    yield message
                else:
                    self._current = message
        except (EOFError, OSError):
            yield from self._handle_failure("died")
            return
        if self.remaining and time.monotonic() - self._last_message_s > TIMEOUT_S:
            self._process.kill()
            yield from self._handle_failure(f"did not end within {TIMEOUT_S:.0f} s")

    def _handle_failure(self, reason: str) -> Iterator[MutationTrial]:
        self._process.join(5)
        if reason == "died":
            reason = f"died ({self._process.exitcode})"
        number, current = self.remaining.pop(0), self._current
        step = current.get("step", "start")
        yield MutationTrial(number, current.get("kind", ""), current.get("how", ""), {step: reason})
        self._start()
        if self.remaining:
            self.pipe.send(self.remaining)

    def kill(self) -> None:
        self._process.kill()
        self._process.join(5)


def _process_main(pipe: Connection[Any, Any], folder: Path, seed: int, number: int) -> None:
    """In the process: run the requested trials until the parent is gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # decoders print about damaged files
    corpus = make_corpus(folder / "corpus")
    contents = [path.read_bytes() for path in corpus.values()]
    work_folder = folder / f"worker-{number}"
    _warm_up(corpus, work_folder)
    limit_address_space(MEMORY_LIMIT)
    base_mb = peak_mb()
    while True:
        try:
            numbers = pipe.recv()
        except (EOFError, OSError):
            return
        for trial in numbers:
            origin, data, how = mutated_file(corpus, contents, seed, trial)
            kind = list(corpus)[trial % len(corpus)]
            path = _empty_folder(work_folder) / f"song{origin.suffix}"
            path.write_bytes(data)

            def at(step: str, kind: str = kind, how: str = how) -> None:
                pipe.send({"step": step, "kind": kind, "how": how})

            outcome = try_file(path, at)
            growth_mb = max(0.0, peak_mb() - base_mb)
            pipe.send(MutationTrial(trial, kind, how, outcome.ended, outcome.seconds, growth_mb))


def mutated_file(
    corpus: dict[str, Path], contents: Sequence[bytes], seed: int, number: int
) -> tuple[Path, bytes, str]:
    """The mutation of a trial number: original file, mutated bytes, description."""
    index = number % len(corpus)
    data, how = mutate(contents[index], Random(f"{seed}:{number}"), contents)
    return list(corpus.values())[index], data, how


def _empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _warm_up(corpus: dict[str, Path], folder: Path) -> None:
    """Import and allocate what intact files need, so that the limit is for damaged ones."""
    for path in corpus.values():
        copy = _empty_folder(folder) / path.name
        shutil.copy(path, copy)
        try_file(copy, lambda step: None)


def _read_trials(path: Path) -> Iterator[MutationTrial]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            yield MutationTrial(**json.loads(line))
        except (ValueError, TypeError):
            continue  # the last line of a run that was killed


def peak_mb() -> float:
    """Peak resident memory of this process in MB.

    `ru_maxrss` would not do: a spawned process inherits its parent's peak. Linux resets VmHWM when
    the process executes Python.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]
