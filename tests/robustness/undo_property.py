"""Any sequence of scans, decisions, writes, edits, moves, undo and restarts: see `machine`."""

from __future__ import annotations

from tests.support.trial_results import Log, TrialPlan, TrialResult

SEQUENCES = 500
STEPS = 40


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Sequences that hypothesis makes up; the files must equal a simple model after each step."""
    try:
        from tests.robustness import state_machine
    except ImportError:
        log("undo: hypothesis is not installed (pip install hypothesis), so this part is left out")
        return [TrialResult("undo", "left out: hypothesis is not installed", 0, 0)]
    sequences = plan.trial_count(SEQUENCES)
    failure = state_machine.run_state_machine(plan.work / "undo", sequences, STEPS, plan.seed)
    name = "sequences of scan, accept, write, edit, move, undo, redo, restart"
    return [
        TrialResult(
            "undo", name, sequences, int(bool(failure)), failure or f"up to {STEPS} steps each"
        )
    ]
