"""Any sequence of scans, decisions, writes, edits, moves, undo and restarts: see `machine`."""

from __future__ import annotations

from tests.support.trial_results import Log, Plan, Row

SEQUENCES = 500
STEPS = 40


def prove(plan: Plan, log: Log) -> list[Row]:
    """Sequences that hypothesis makes up; the files must equal a simple model after each step."""
    try:
        from tests.robustness import state_machine as machine
    except ImportError:
        log("undo: hypothesis is not installed (pip install hypothesis), so this part is left out")
        return [Row("undo", "left out: hypothesis is not installed", 0, 0)]
    sequences = plan.times(SEQUENCES)
    lost = machine.lost(plan.work / "undo", sequences, STEPS, plan.seed)
    what = "sequences of scan, accept, write, edit, move, undo, redo, restart"
    return [Row("undo", what, sequences, int(bool(lost)), lost or f"up to {STEPS} steps each")]
