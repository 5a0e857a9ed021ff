"""Run the tests in a copy of the checkout: once with coverage, then against each mutant."""

from __future__ import annotations

import enum
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coverage import CoverageData

from tests.mutation.fork_server import ForkServer
from tests.mutation.mutants import Mutant
from tests.mutation.plugin import RECORD_ENV_VAR, TESTS_ENV_VAR

ROOT = Path(__file__).resolve().parents[2]
_PYTEST = (
    "-q", "-x", "--tb=no", "-p", "no:cacheprovider", "-p", "tests.mutation.plugin",
    "--hypothesis-seed=1", "-W", "ignore:Module already imported",
    "-o", "timeout=0", "-m", "not slow",
)  # fmt: skip
# A line that hundreds of tests run is tried with as many as take that long, which misses few kills.
_TESTS_S = 40.0
_FIRST_TESTS = 8
_FEW_TESTS = 5
_NO_TESTS = 5  # pytest's exit status
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


class Verdict(enum.StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    TIMEOUT = "timeout"  # it used up many times what the tests need: most likely an endless loop


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a mutant; `test` noticed it, and `tests` are how many ran its line."""

    verdict: Verdict
    tests: int
    test: str = ""


def copy_checkout(target: Path) -> None:
    """Copy what git knows, or would add, from the checkout."""
    shutil.rmtree(target, ignore_errors=True)
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


class Runner:
    """The copy of the checkout, and pytest in it."""

    def __init__(self, folder: Path, server: ForkServer) -> None:
        self.root = folder / "checkout"
        self.folder = folder
        self._server = server
        self._passed: set[str] = set()

    def record(self, test_file: Path, coverage_file: Path, times: Path) -> None:
        """Write which lines each test of a file runs, and how long it takes."""
        status, output = self._run([str(test_file)], 3600, [], str(times), str(coverage_file))
        if status not in (0, _NO_TESTS):
            times.unlink(missing_ok=True)
            raise SystemExit(f"The tests fail without any mutant:\n{output[-2000:]}")

    def run(self, tests: Sequence[str], limit_s: float) -> tuple[int | None, str]:
        """Run tests in this order: the exit status, None past the limit, and what failed."""
        files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
        status, output = self._run(files, limit_s, tests)
        failed = _FAILED.search(output)
        return status, failed[1] if failed else output[-200:]

    def passes_unbroken(self, test: str) -> bool:
        """Return whether a test passes on its own without any mutant."""
        if test not in self._passed and self._run([test.partition("::")[0]], 600, [test])[0] == 0:
            self._passed.add(test)
        return test in self._passed

    def _run(
        self,
        files: Sequence[str],
        limit_s: float,
        tests: Sequence[str],
        times: str = "",
        coverage_file: str = "",
    ) -> tuple[int | None, str]:
        chosen, temporary = self.folder / "tests.json", self.folder / "tmp"
        chosen.write_text(json.dumps(tests))
        shutil.rmtree(temporary, ignore_errors=True)
        environment = {RECORD_ENV_VAR: times, TESTS_ENV_VAR: str(chosen) if tests else ""}
        arguments = [*files, *_PYTEST, f"--basetemp={temporary}"]
        return self._server.run(arguments, limit_s, environment, coverage_file)


class Record:
    """Which tests run which lines, and how long they take; kept for each test file."""

    def __init__(self, runner: Runner, tests: Iterable[str]) -> None:
        self.seconds: dict[str, float] = {}
        self._data: list[CoverageData] = []
        self._root = runner.root
        root, folder = runner.root, runner.folder
        code = _digest([*(root / "moodtagger").rglob("*.py"), *(root / "tests/support").rglob("*")])
        for test in tests:
            for path in [root / test] if test.endswith(".py") else (root / test).rglob("test_*.py"):
                file = folder / "coverage" / f"{path.stem}-{_digest([path])}-{code}"
                times = file.with_suffix(".json")
                file.parent.mkdir(exist_ok=True)
                if not times.exists():
                    runner.record(path.relative_to(root), file, times)
                self.seconds.update(json.loads(times.read_text()))
                if file.exists():
                    self._data.append(CoverageData(str(file)))
                    self._data[-1].read()

    def tests_of(self, mutant: Mutant, own: str) -> list[str]:
        """Return the tests that ran the line: the quickest of each file, the second of each, ...

        A line that few tests ran may run at import, behind a cache or in another process: then
        those follow whose files name its module, and those that ran the module, or all of its
        `own` layer where it has no functions.
        """
        ran_line: set[str] = set()
        ran_module: set[str] = set()
        for data in self._data:
            by_line = data.contexts_by_lineno(str(mutant.path))
            ran_line.update(by_line.get(mutant.line, ()))
            ran_module.update(*by_line.values())
        known = self.seconds.keys()
        found = self._ranked(ran_line & known)
        if len(found) < _FEW_TESTS:
            naming = {test for test in known if self._names_module(test, mutant.path)}
            found += self._ranked(naming - ran_line)
            found += self._ranked(ran_module & known - ran_line - naming)
        return found or self._ranked({test for test in known if test.startswith(own)})

    def _names_module(self, test: str, module: Path) -> bool:
        dotted = ".".join(module.relative_to(self._root).with_suffix("").parts)
        return dotted in _text(self._root / test.partition("::")[0])

    def _ranked(self, tests: Set[str]) -> list[str]:
        quickest = sorted(tests, key=self.seconds.__getitem__)
        rank_in_file = Counter[str]()
        ranks = {}
        for test in quickest:
            file = test.partition("::")[0]
            ranks[test] = rank_in_file[file]
            rank_in_file[file] += 1
        return sorted(quickest, key=ranks.__getitem__)

    def within(self, tests: Sequence[str], seconds: float) -> list[str]:
        """Return the first tests that together take at most that long, but at least one."""
        total = itertools.accumulate(self.seconds[test] for test in tests)
        return [test for test, end in zip(tests, total, strict=True) if end <= seconds] or list(
            tests[:1]
        )


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def run_trial(runner: Runner, record: Record, mutant: Mutant, own: str) -> Outcome:
    """Try a mutant with the tests that ran its line; `own` is the folder of its layer's tests."""
    tests = record.tests_of(mutant, own)
    chosen = record.within(tests, _TESTS_S)
    # Most mutants are killed by the first few, so the other test files need not be collected.
    parts = (chosen[:_FIRST_TESTS], chosen[_FIRST_TESTS:])
    for part in filter(None, parts):
        limit_s = 20 + 10 * sum(record.seconds[test] for test in part)
        status, failed = _run_broken(runner, mutant, part, limit_s)
        if status is None:
            return Outcome(Verdict.TIMEOUT, len(tests))
        if status != 0:
            if "::" in failed and not runner.passes_unbroken(failed):
                raise SystemExit(f"This test fails without any mutant: {failed}")
            return Outcome(Verdict.KILLED, len(tests), failed)
    return Outcome(Verdict.SURVIVED, len(tests))


_counter = itertools.count()


def _run_broken(
    runner: Runner, mutant: Mutant, tests: Sequence[str], limit_s: float
) -> tuple[int | None, str]:
    original, info = mutant.path.read_bytes(), mutant.path.stat()
    mutant.path.write_text(mutant.source(), encoding="utf-8")
    # Bytecode is cached by size and time in seconds: no two mutants may share them.
    os.utime(mutant.path, (info.st_atime, info.st_mtime + 1 + next(_counter)))
    try:
        return runner.run(tests, limit_s)
    finally:
        mutant.path.write_bytes(original)
        os.utime(mutant.path, ns=(info.st_atime_ns, info.st_mtime_ns))
