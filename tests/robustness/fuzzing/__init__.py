"""Untrusted files: damaged at random, and built to exhaust memory or time."""

from __future__ import annotations

from tests.robustness.fuzzing.bomb_trials import bomb_rows
from tests.robustness.fuzzing.cover_fuzzing import picture_rows
from tests.robustness.fuzzing.isolation_cost import isolation_rows
from tests.robustness.fuzzing.report import fuzzing_page, fuzzing_rows
from tests.robustness.fuzzing.runner import FuzzRunner
from tests.support.trial_results import Log, TrialPlan, TrialResult

MUTATIONS = 20_000


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Run the fuzzer, the bombs, and the measurement of what process isolation costs.

    The report is `fuzzing.md` in the plan's folder. Single mutations that are repeated leave it
    as it is and keep their files beside it.
    """
    folder = plan.work / "fuzzing"
    folder.mkdir(parents=True, exist_ok=True)
    if plan.mutations:
        return fuzzing_rows(FuzzRunner(folder, plan.seed, log).repeat(plan.mutations))
    log("  mutations")
    trials = FuzzRunner(folder, plan.seed, log).run(plan.trial_count(MUTATIONS))
    page = fuzzing_page(trials, plan.seed)
    (plan.work / "fuzzing.md").write_text(page, encoding="utf-8")
    log("  pictures and bombs")
    rows = [*fuzzing_rows(trials), *picture_rows(plan), *bomb_rows(folder, plan)]
    log("  what isolation costs")
    return [*rows, *isolation_rows(folder)]
