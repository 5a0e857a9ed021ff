"""pytest plugin: record lines and CPU time of each test, or run chosen tests.

Environment variables say which, as pytest runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage

RECORD_ENV_VAR = "MUTATION_RECORD"  # file for the CPU seconds that each test took
TESTS_ENV_VAR = "MUTATION_TESTS"  # file with the tests to run, in that order

_seconds: dict[str, float] = {}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Name the test as the context of the lines it runs, those of its fixtures included."""
    measured = Coverage.current()
    if measured is not None:
        measured.switch_context(item.nodeid)
    started = _cpu_seconds()
    result = yield
    _seconds[item.nodeid] = _cpu_seconds() - started
    return result


def _cpu_seconds() -> float:
    """CPU time of this process and of the children that it waited for; others do not slow it."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the chosen tests, the quickest first."""
    chosen = os.environ.get(TESTS_ENV_VAR)
    if chosen:
        order = {name: i for i, name in enumerate(json.loads(Path(chosen).read_text()))}
        items[:] = sorted(
            (item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid]
        )


def pytest_sessionfinish() -> None:
    """Write how much CPU time the tests took."""
    record = os.environ.get(RECORD_ENV_VAR)
    if record:
        Path(record).write_text(json.dumps(_seconds))
