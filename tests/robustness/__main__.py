"""`python -m tests.robustness`: fault injection and fuzzing, and what was lost."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests import robustness
from tests.support import trial_results
from tests.support.trial_results import TrialPlan


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that are asked for and print their table; 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.robustness", description=__doc__)
    parts = tuple(robustness.PARTS)
    parser.add_argument("--part", action="append", choices=parts, help="only this part")
    parser.add_argument(
        "--share", type=float, default=1.0, help="fraction of the full number of trials"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="folder for finished trials, to resume from")
    parser.add_argument("--only", type=int, nargs="+", default=(), help="mutations (fuzzing)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        plan = TrialPlan(work, options.share, options.seed, tuple(options.only))
        found = robustness.run(tuple(options.part or parts), plan, _log)
    print(trial_results.result_table(found))
    if options.json is not None:
        trial_results.write_json(found, options.json)
    return 1 if any(row.lost for row in found) else 0


def _log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
