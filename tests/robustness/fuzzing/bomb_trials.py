"""Open each bomb in its own process and measure time and memory."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Collection
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from moodtagger.runtime import limit_address_space
from tests.robustness.fuzzing.decompression_bombs import BOMBS, declared_lengths
from tests.robustness.fuzzing.mutators import marker_positions
from tests.robustness.fuzzing.runner import MEMORY_LIMIT, peak_mb
from tests.robustness.fuzzing.seed_corpus import make_corpus
from tests.robustness.fuzzing.trial import try_file
from tests.support.trial_results import TrialPlan, TrialResult

TIMEOUT_S = 120.0
MAX_MB = 200.0  # beyond the program's own
_LENGTH_TRIALS = 6_000
_CHUNK_FILES = 100


def bomb_rows(folder: Path, plan: TrialPlan, names: Collection[str] = BOMBS) -> list[TrialResult]:
    """Try each bomb, and files whose length fields claim 2 GB; one row each."""
    corpus = make_corpus(folder / "corpus")
    scale = max(1, round(50 * min(1.0, plan.fraction)))
    rows = []
    for name in names:
        suffix, make = BOMBS[name]
        path = _empty_folder(folder / "bomb") / f"song{suffix}"
        path.write_bytes(make(corpus, scale))
        rows.append(_row(name, [path]))
    return [*rows, _length_row(folder, corpus, plan)]


def _length_row(folder: Path, corpus: dict[str, Path], plan: TrialPlan) -> TrialResult:
    rng = Random(plan.seed)
    candidates = [
        (path.suffix, data)
        for path in corpus.values()
        for data in declared_lengths(path.read_bytes(), marker_positions(path.read_bytes())[:60])
    ]
    chosen = rng.sample(candidates, min(len(candidates), plan.trial_count(_LENGTH_TRIALS)))
    del candidates
    rows: list[TrialResult] = []
    for at in range(0, len(chosen), _CHUNK_FILES):
        chunk_folder = _empty_folder(folder / "bomb")
        paths = []
        for number, (suffix, data) in enumerate(chosen[at : at + _CHUNK_FILES]):
            path = _empty_folder(chunk_folder / str(number)) / f"song{suffix}"
            path.write_bytes(data)
            paths.append(path)
        rows.append(_row("lengths that say 2 GB", paths))
    worst = max(rows, key=lambda row: row.lost)
    tried, lost = sum(row.tried for row in rows), sum(row.lost for row in rows)
    return TrialResult(worst.part, worst.what, tried, lost, worst.note)


def _row(name: str, paths: list[Path]) -> TrialResult:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_process_main, args=(theirs, paths))
    process.start()
    theirs.close()
    try:
        faults, seconds, memory = (
            ours.recv() if ours.poll(TIMEOUT_S) else (["no end"], TIMEOUT_S, 0.0)
        )
    except EOFError:
        faults, seconds, memory = ["its process died"], 0.0, 0.0
    process.kill()
    process.join()
    if memory > MAX_MB:
        faults.append("too much memory")
    note = f"slowest {seconds:.1f} s, {memory:.0f} MB" + "".join(f"; {f}" for f in faults[:3])
    return TrialResult("fuzzing", name, len(paths), len(faults), note)


def _process_main(pipe: Connection[Any, Any], paths: list[Path]) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # decoders print about damaged files
    limit_address_space(MEMORY_LIMIT)
    before = peak_mb()
    outcomes = [try_file(path, lambda step: None) for path in paths]
    slowest = max(sum(outcome.seconds.values()) for outcome in outcomes)
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    pipe.send((faults, slowest, peak_mb() - before))


def _empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
