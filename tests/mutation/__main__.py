"""`python -m tests.mutation`: break lines at random and name those that no test notices.

Needs `pip install -e .[mutation]`. The tests run in a copy of the checkout, first once with
coverage; then each mutant is tried with those tests that ran its line.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from coverage import CoverageData

from tests.mutation.mutants import Mutant, sample

ROOT = Path(__file__).resolve().parents[2]
# layer: the modules that are broken, and the tests that have to notice
LAYERS = {
    "core": (("core",), ("unit/core", "unit/services", "unit/tags", "unit/store")),
    "tags": (("tags",), ("unit/tags",)),
    "store": (("store",), ("unit/store",)),
    "inference": (("inference",), ("unit/inference",)),
    "services": (
        ("services/tag_writing.py", "services/tag_history.py", "services/similarity_search.py"),
        (
            "unit/services",
            "integration/test_tagging_service.py",
            "integration/test_history.py",
            "integration/test_recovery.py",
            "integration/test_similarity_search.py",
        ),
    ),
}
_TIMEOUT_S = 120.0
_MAX_TESTS = 40  # for a line that nearly every test runs
_COVERAGE_RC = "[run]\ndynamic_context = test_function\nsource = moodtagger\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the mutants of some layers; 1 when fewer than nine of ten are noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--layer", action="append", choices=LAYERS, help="only this layer")
    parser.add_argument("--count", type=int, default=100, help="mutants of each layer")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    poor = False
    for layer in options.layer or LAYERS:
        with tempfile.TemporaryDirectory() as folder:
            trial = LayerTrial(layer, Path(folder))
            killed, survivors = trial.run(options.count, options.seed)
        total = killed + len(survivors)
        print(f"{layer}: {killed} of {total} mutants noticed", flush=True)
        poor = poor or killed < 0.9 * total
    return 1 if poor else 0


class LayerTrial:
    """The mutants of one layer, tried in a copy of the checkout."""

    def __init__(self, layer: str, folder: Path) -> None:
        self._copy = folder / "checkout"
        self._modules, tests = LAYERS[layer]
        self._tests = [f"tests/{test}" for test in tests if (ROOT / "tests" / test).exists()]
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        for name in filter(None, listed.stdout.split("\0")):
            target = self._copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)

    def run(self, count: int, seed: int) -> tuple[int, list[Mutant]]:
        """How many of `count` mutants were noticed, and those that were not."""
        data = self._measure_coverage()
        paths = [path for module in self._modules for path in self._python_files(module)]
        killed, survivors = 0, []
        for mutant in sample(paths, count, seed):
            tests = self._tests_of(data, mutant)
            if tests and self._is_noticed(mutant, tests):
                killed += 1
                continue
            survivors.append(mutant)
            where = mutant.path.relative_to(self._copy)
            why = "no test notices" if tests else "no test runs this line"
            line = mutant.path.read_text(encoding="utf-8").split("\n")[mutant.line - 1].strip()
            print(f"{where}:{mutant.line}: {mutant.operator}: {why}: {line}", flush=True)
        return killed, survivors

    def _python_files(self, module: str) -> list[Path]:
        path = self._copy / "moodtagger" / module
        return [path] if path.is_file() else sorted(path.rglob("*.py"))

    def _measure_coverage(self) -> CoverageData:
        rc = self._copy.parent / "coveragerc"
        rc.write_text(_COVERAGE_RC, encoding="utf-8")
        file = self._copy.parent / "coverage"
        command = ["-m", "coverage", "run", f"--rcfile={rc}", f"--data-file={file}", "-m", "pytest"]
        done = self._python([*command, *_PYTEST, *self._tests], timeout=3600)
        if done.returncode != 0:
            raise SystemExit(f"The tests fail without any mutant:\n{done.stdout[-2000:]}")
        data = CoverageData(str(file))
        data.read()
        return data

    def _tests_of(self, data: CoverageData, mutant: Mutant) -> list[str]:
        """The tests that ran the line, or where it runs at import, some that ran the module."""
        by_line = data.contexts_by_lineno(str(mutant.path))
        contexts = set(by_line.get(mutant.line, ())) - {""}
        if not contexts and mutant.line in by_line:
            contexts = {c for found in by_line.values() for c in found} - {""}
        return sorted({_as_node(context) for context in contexts})[:_MAX_TESTS]

    def _is_noticed(self, mutant: Mutant, tests: Sequence[str]) -> bool:
        original = mutant.path.read_bytes()
        mutant.path.write_text(mutant.source(), encoding="utf-8")
        try:
            return self._python(["-m", "pytest", *_PYTEST, *tests], _TIMEOUT_S).returncode != 0
        except subprocess.TimeoutExpired:
            return True
        finally:
            mutant.path.write_bytes(original)

    def _python(self, command: Sequence[str], timeout: float) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "PYTHONPATH": str(self._copy),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
            "OMP_NUM_THREADS": "1",
        }
        return subprocess.run(
            [sys.executable, *command],
            cwd=self._copy,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )


_PYTEST = ("-q", "-x", "-p", "no:cacheprovider", "--hypothesis-seed=1")


def _as_node(context: str) -> str:
    """`tests.unit.core.test_x.test_y` as pytest names it."""
    module, _, function = context.rpartition(".")
    while not (ROOT / f"{module.replace('.', '/')}.py").exists():
        module, _, owner = module.rpartition(".")
        function = f"{owner}::{function}"
    return f"{module.replace('.', '/')}.py::{function}"


if __name__ == "__main__":
    sys.exit(main())
