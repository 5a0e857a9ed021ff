"""The rows of the part: what was tried on saves, and what was lost."""

from __future__ import annotations

import itertools
from random import Random

from tests.robustness.audio_fixtures import KINDS, make_songs
from tests.robustness.resumable_counts import Tally
from tests.robustness.saves import (
    concurrent_edits as edits,
)
from tests.robustness.saves import (
    fault_injection as faults,
)
from tests.robustness.saves import (
    kill_during_save as kills,
)
from tests.robustness.saves.injection_points import FAULTS
from tests.support.trial_results import Log, Plan, Row

KILLS = 300


def prove(plan: Plan, log: Log) -> list[Row]:
    """Faults at every step, kills at random moments, and other programs in between."""
    work = plan.work / "saves"
    songs = make_songs(work / "songs")
    tally = Tally("saves", plan, log)
    scene = faults.Scene(work / "faults", songs)
    for kind in FAULTS:
        cases = faults.cases(tuple(songs), (kind,), plan.seed)
        tally.run(
            f"{kind} at every step of writing, undo and redo",
            plan.times(len(cases)),
            lambda number, cases=cases: scene.strike(cases[number]),  # type: ignore[misc]
        )
    stage = kills.Scene(work / "kills", songs)
    stage.rehearse()
    tally.run(
        "killed at random moments of batches over all formats",
        plan.times(KILLS),
        lambda number: stage.kill(f"{plan.seed} {number}"),
        f"each batch sequence takes {stage.lasts_s:.1f} s",
    )
    _disturb(plan, tally, edits.Scene(work / "edits", songs))
    return tally.rows


def _disturb(plan: Plan, tally: Tally, scene: edits.Scene) -> None:
    todo = list(itertools.product(KINDS, edits.EDITS, edits.MOMENTS))
    Random(plan.seed).shuffle(todo)
    tally.run(
        "another program changes the file before or while it is written",
        plan.times(len(todo)),
        lambda number: scene.disturb(*todo[number]),
    )
