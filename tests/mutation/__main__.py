"""`python -m tests.mutation`: break lines at random and name those that no test notices.

Needs `pip install -e .[mutation]`. The tests run in a copy of the checkout, first once with
coverage; then each mutant is tried with those tests that ran its line. With `--state FOLDER`
a run that was stopped goes on, and a later run tries the survivors again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.mutation.fork_server import ForkServer
from tests.mutation.mutants import Mutant, sample
from tests.mutation.trials import Outcome, Record, Runner, Verdict, copy_checkout, run_trial

# layer: the modules that are broken, and the tests that have to notice
_SERVICE_TESTS = (
    "integration/test_tagging_service.py",
    "integration/test_history.py",
    "integration/test_identical_undo.py",
    "integration/test_recovery.py",
    "integration/test_similarity_search.py",
    "integration/test_tag_planning.py",
)
LAYERS = {
    "core": (("core", "files"), ("unit/core", "unit/files")),
    "tags": (("tags",), ("unit/tags", *_SERVICE_TESTS[:2])),
    "store": (("store",), ("unit/store", *_SERVICE_TESTS)),
    "inference": (("inference",), ("unit/inference",)),
    "services": (
        ("services/tag_writing.py", "services/tag_history.py", "services/similarity_search.py"),
        ("unit/services", *_SERVICE_TESTS),
    ),
}
_LEFT_OUT = ("inference/finetuning",)  # training
_REQUIRED = 0.9


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the mutants of some layers; 1 when fewer than nine of ten are killed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--layer", action="append", choices=LAYERS, help="only this layer")
    parser.add_argument("--count", type=int, default=100, help="mutants of each layer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state", type=Path, help="folder that keeps what was found")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.state or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        copy_checkout(folder / "checkout")
        with ForkServer(folder / "checkout", folder / "output") as server:
            runner = Runner(folder, server)
            shares = [
                try_layer(layer, runner, options.count, options.seed)
                for layer in options.layer or LAYERS
            ]
    return 0 if min(shares) >= _REQUIRED else 1


class Results:
    """Outcomes of a layer's mutants, kept in a file line by line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._killed: dict[str, Outcome] = {}
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for entry in map(json.loads, lines):
            key = entry.pop("key")
            self._killed[key] = Outcome(**entry)

    def find(self, mutant: Mutant) -> Outcome | None:
        """Return what became of the mutant before, unless it has to be tried again."""
        return self._killed.get(_key(mutant))

    def add(self, mutant: Mutant, outcome: Outcome) -> None:
        """Keep an outcome; survivors are not kept, as a new test may notice them."""
        if outcome.verdict is not Verdict.SURVIVED:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": _key(mutant), **asdict(outcome)}) + "\n")


def _key(mutant: Mutant) -> str:
    digest = hashlib.sha256(mutant.path.read_bytes()).hexdigest()[:16]
    return f"{mutant.path.name}-{digest}-{mutant.operator}-{mutant.occurrence}"


def try_layer(layer: str, runner: Runner, count: int, seed: int) -> float:
    """Try a sample of a layer's mutants and print what no test notices; the share killed."""
    results = Results(runner.folder / f"{layer}.jsonl")
    modules, tests = LAYERS[layer]
    record = Record(runner, [f"tests/{test}" for test in tests])
    paths = [path for module in modules for path in _python_files(runner.root, module)]
    mutants, total, left_out = sample(paths, count, seed)
    verdicts: Counter[Verdict] = Counter()
    for mutant in mutants:
        outcome = results.find(mutant)
        if outcome is None:
            outcome = run_trial(runner, record, mutant, f"tests/unit/{layer}/")
            results.add(mutant, outcome)
        verdicts[outcome.verdict] += 1
        if outcome.verdict != Verdict.KILLED:
            print(_describe(mutant, outcome, runner.root), flush=True)
    tried = verdicts[Verdict.KILLED] + verdicts[Verdict.SURVIVED]
    share = verdicts[Verdict.KILLED] / max(1, tried)
    print(
        f"{layer}: {len(mutants)} of {total} mutants, seed {seed}: "
        f"{verdicts[Verdict.KILLED]} killed, {verdicts[Verdict.SURVIVED]} survived, "
        f"{verdicts[Verdict.TIMEOUT]} timeout; {share:.0%} killed"
    )
    rules = "; ".join(f"{rule} {count}" for rule, count in left_out.most_common())
    print(f"{layer}: left out by rule: {rules}", flush=True)
    return share


def _python_files(root: Path, module: str) -> Iterator[Path]:
    package = root / "moodtagger"
    path = package / module
    for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
        if not file.relative_to(package).as_posix().startswith(_LEFT_OUT):
            yield file


def _describe(mutant: Mutant, outcome: Outcome, root: Path) -> str:
    before = mutant.path.read_text(encoding="utf-8").split("\n")
    after = mutant.source().split("\n")
    old = before[mutant.line - 1].strip()
    changed = [line for line, was in zip(after, before, strict=False) if line != was]
    where = f"{mutant.path.relative_to(root)}:{mutant.line}"
    return (
        f"{outcome.verdict} ({outcome.tests} tests) {where} {mutant.operator}\n"
        f"    {old}\n    {changed[0].strip() if changed else '(nothing)'}"
    )


if __name__ == "__main__":
    sys.exit(main())
