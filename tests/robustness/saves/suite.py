"""The suite for saves: what was tried, and what was lost."""

from __future__ import annotations

import itertools
from random import Random

from tests.robustness.audio_fixtures import KINDS, make_songs
from tests.robustness.saves import (
    concurrent_edits,
    fault_injection,
    kill_during_save,
    terminated_command,
)
from tests.robustness.saves.injection_points import FAULT_KINDS
from tests.support.trial_results import Log, ResumableTrials, TrialPlan, TrialResult

KILL_TRIALS = 300
TERMINATION_TRIALS = 40


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Run faults at every step, kills at random moments, and concurrent edits."""
    work = plan.work / "saves"
    songs = make_songs(work / "songs")
    trials = ResumableTrials("saves", plan, log)
    fault_trials = fault_injection.FaultTrials(work / "faults", songs)
    for kind in FAULT_KINDS:
        cases = fault_injection.fault_cases(tuple(songs), (kind,), plan.seed)
        trials.run(
            f"{kind} at every step of writing, undo and redo",
            plan.trial_count(len(cases)),
            lambda number, cases=cases: fault_trials.run_case(cases[number]),  # type: ignore[misc]
        )
    kill_trials = kill_during_save.SaveKillTrials(work / "kills", songs)
    kill_trials.record_expected()
    trials.run(
        "killed at random moments of batches over all formats",
        plan.trial_count(KILL_TRIALS),
        lambda number: kill_trials.kill(f"{plan.seed} {number}"),
        f"each batch sequence takes {kill_trials.duration_s:.1f} s",
    )
    if terminated_command.SIGNALS:
        termination_trials = terminated_command.TerminationTrials(work / "terminated", songs)
        termination_trials.record_expected()
        trials.run(
            "killed by SIGTERM or SIGHUP while a command writes",
            plan.trial_count(TERMINATION_TRIALS),
            lambda number: termination_trials.terminate(f"{plan.seed} {number}"),
        )
    _run_concurrent_edits(
        plan, trials, concurrent_edits.ConcurrentEditTrials(work / "edits", songs)
    )
    return trials.rows


def _run_concurrent_edits(
    plan: TrialPlan, trials: ResumableTrials, edit_trials: concurrent_edits.ConcurrentEditTrials
) -> None:
    cases = list(itertools.product(KINDS, concurrent_edits.EDITS, concurrent_edits.EDIT_POINTS))
    Random(plan.seed).shuffle(cases)
    trials.run(
        "another program changes the file before or while it is written",
        plan.trial_count(len(cases)),
        lambda number: edit_trials.try_edit(*cases[number]),
    )
