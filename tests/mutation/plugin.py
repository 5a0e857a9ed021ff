"""pytest plugin: record which lines each test runs and how long it takes, or run chosen tests.

Environment variables say which, as pytest runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage

RECORD_ENV_VAR = "MUTATION_RECORD"  # file for the seconds that each test took
TESTS_ENV_VAR = "MUTATION_TESTS"  # file with the tests to run, in that order

_seconds: dict[str, float] = {}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Name the test as the context of the lines it runs, those of its fixtures included."""
    measured = Coverage.current()
    if measured is not None:
        measured.switch_context(item.nodeid)
    started = time.perf_counter()
    result = yield
    _seconds[item.nodeid] = time.perf_counter() - started
    return result


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the chosen tests, the quickest first."""
    chosen = os.environ.get(TESTS_ENV_VAR)
    if chosen:
        order = {name: i for i, name in enumerate(json.loads(Path(chosen).read_text()))}
        items[:] = sorted(
            (item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid]
        )


def pytest_sessionfinish() -> None:
    """Write how long the tests took."""
    record = os.environ.get(RECORD_ENV_VAR)
    if record:
        Path(record).write_text(json.dumps(_seconds))
