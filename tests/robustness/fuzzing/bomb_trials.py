"""Each bomb in a process of its own, whose time and memory are looked at."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Collection
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from moodtagger.runtime.rlimits import limit_memory
from tests.robustness.fuzzing.decompression_bombs import BOMBS, declared_lengths
from tests.robustness.fuzzing.mutators import marks
from tests.robustness.fuzzing.runner import MEMORY, peak_mb
from tests.robustness.fuzzing.seed_corpus import make_corpus
from tests.robustness.fuzzing.trial import try_file
from tests.support.trial_results import Plan, Row

SECONDS = 120.0
MOST_MB = 200.0  # beyond what the program holds anyway
_LENGTHS = 6_000
_CHUNK = 100


def bomb_rows(folder: Path, plan: Plan, names: Collection[str] = BOMBS) -> list[Row]:
    """A row for each bomb of these names, and one for all lengths that say 2 GB."""
    corpus = make_corpus(folder / "corpus")
    scale = max(1, round(50 * min(1.0, plan.share)))
    rows = []
    for name in names:
        suffix, make = BOMBS[name]
        path = _alone(folder / "bomb") / f"song{suffix}"
        path.write_bytes(make(corpus, scale))
        rows.append(_row(name, [path]))
    return [*rows, _lengths(folder, corpus, plan)]


def _lengths(folder: Path, corpus: dict[str, Path], plan: Plan) -> Row:
    dice = Random(plan.seed)
    every = [
        (path.suffix, data)
        for path in corpus.values()
        for data in declared_lengths(path.read_bytes(), marks(path.read_bytes())[:60])
    ]
    chosen = dice.sample(every, min(len(every), plan.times(_LENGTHS)))
    del every
    found: list[Row] = []
    for at in range(0, len(chosen), _CHUNK):
        place = _alone(folder / "bomb")
        paths = []
        for number, (suffix, data) in enumerate(chosen[at : at + _CHUNK]):
            path = _alone(place / str(number)) / f"song{suffix}"
            path.write_bytes(data)
            paths.append(path)
        found.append(_row("lengths that say 2 GB", paths))
    worst = max(found, key=lambda row: row.lost)
    tried, lost = sum(row.tried for row in found), sum(row.lost for row in found)
    return Row(worst.part, worst.what, tried, lost, worst.note)


def _row(name: str, paths: list[Path]) -> Row:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, paths))
    process.start()
    theirs.close()
    try:
        faults, seconds, memory = ours.recv() if ours.poll(SECONDS) else (["no end"], SECONDS, 0.0)
    except EOFError:
        faults, seconds, memory = ["its process died"], 0.0, 0.0
    process.kill()
    process.join()
    if memory > MOST_MB:
        faults.append("too much memory")
    note = f"slowest {seconds:.1f} s, {memory:.0f} MB" + "".join(f"; {f}" for f in faults[:3])
    return Row("hostile", name, len(paths), len(faults), note)


def _serve(pipe: Connection[Any, Any], paths: list[Path]) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # decoders print about damaged files
    limit_memory(MEMORY)
    before = peak_mb()
    outcomes = [try_file(path, lambda step: None) for path in paths]
    slowest = max(sum(outcome.seconds.values()) for outcome in outcomes)
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    pipe.send((faults, slowest, peak_mb() - before))


def _alone(place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place
