"""Process-wide tuning does what it says, and nothing when it is turned off; limits stay on."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from moodtagger import runtime

ONLY_ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")

OFF = {runtime.TUNING_ENV_VAR: "0"}


def run_program(code: str, **environment: str) -> str:
    """What the program prints; it fails when the program does."""
    inherited = {name: v for name, v in os.environ.items() if name != runtime.TUNING_ENV_VAR}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def tuning_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(runtime.TUNING_ENV_VAR, "0")


# --- the switch


@pytest.mark.parametrize(
    ("value", "enabled"),
    [
        (None, set(runtime.Tuning)),
        ("0", set()),
        ("", set()),
        ("gc", {runtime.Tuning.GC}),
        ("malloc, code-pages", {runtime.Tuning.MALLOC, runtime.Tuning.CODE_PAGES}),
        ("imports threads", set(runtime.Tuning) - {"gc", "malloc", "code-pages"}),
    ],
)
def test_environment_selects_tunings(
    value: str | None, enabled: set[runtime.Tuning], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(runtime.TUNING_ENV_VAR, raising=False)
    if value is not None:
        monkeypatch.setenv(runtime.TUNING_ENV_VAR, value)
    assert {tuning for tuning in runtime.Tuning if runtime.is_enabled(tuning)} == enabled


# --- garbage collection


class Cycle:
    """An object that refers to itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def unfrozen() -> Iterator[None]:
    gc.collect()
    yield
    gc.unfreeze()
    gc.enable()


def test_collector_is_suspended_and_resumed() -> None:
    with runtime.gc_disabled():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collector_that_was_disabled_stays_disabled(unfrozen: None) -> None:
    gc.disable()
    with runtime.gc_disabled():
        pass
    assert not gc.isenabled()


@pytest.mark.usefixtures("tuning_off")
def test_collector_keeps_running_when_turned_off() -> None:
    with runtime.gc_disabled():
        assert gc.isenabled()


def survives_young_collection() -> bool:
    """Whether a cycle that became garbage after the promotion needs a full collection."""
    cycle = Cycle()
    reference = weakref.ref(cycle)
    with runtime.gc_disabled():
        gc.collect(0)
        runtime.promote_to_oldest_generation()
    del cycle
    gc.collect(1)
    survived = reference() is not None
    gc.collect()
    assert reference() is None
    return survived


def test_promoted_objects_wait_for_a_full_collection() -> None:
    assert survives_young_collection()


@pytest.mark.usefixtures("tuning_off")
def test_nothing_is_promoted_when_turned_off() -> None:
    assert not survives_young_collection()


@pytest.mark.usefixtures("unfrozen")
def test_promotion_leaves_frozen_objects_frozen() -> None:
    runtime.freeze_objects()
    before = gc.get_freeze_count()
    runtime.promote_to_oldest_generation()
    assert gc.get_freeze_count() == before > 0


@pytest.mark.usefixtures("unfrozen", "tuning_off")
def test_nothing_is_frozen_when_turned_off() -> None:
    runtime.freeze_objects()
    assert gc.get_freeze_count() == 0


# --- memory

PAGE_FAULTS = """
import resource
import numpy as np
from moodtagger.runtime import raise_malloc_thresholds

def faults_of_blocks():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(50):
        np.ones(1 << 18, np.float32) + np.ones(1 << 18, np.float32)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

raise_malloc_thresholds()
faults_of_blocks()
print(faults_of_blocks())
"""

CODE_IN_MEMORY = """
import re
import numpy
from pathlib import Path
from moodtagger.runtime import release_code_pages

def resident_code():
    smaps = Path("/proc/self/smaps").read_text()
    blocks = re.findall(r"^\\S+-\\S+ r-xp \\S+ \\S+ [1-9].*?^Rss: +(\\d+) kB", smaps, re.M | re.S)
    return sum(map(int, blocks))

before = resident_code()
release_code_pages()
print(resident_code() / before)
assert numpy.ones((64, 64)).dot(numpy.ones(64))[0] == 64  # released code runs again
"""


@ONLY_ON_LINUX
def test_freed_blocks_are_reused_without_new_pages() -> None:
    assert int(run_program(PAGE_FAULTS)) < 200 < int(run_program(PAGE_FAULTS, **OFF))


@ONLY_ON_LINUX
def test_code_that_runs_no_more_leaves_memory() -> None:
    assert float(run_program(CODE_IN_MEMORY)) < 0.7 < float(run_program(CODE_IN_MEMORY, **OFF))


# --- imports and threads


def hooked_import() -> str:
    """Stand for what PySide6 puts in place of Python's import."""
    return "hook"


def original_import() -> str:
    return "original"


def test_import_hook_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    builtins = SimpleNamespace(__import__=hooked_import, __orig_import__=original_import)
    monkeypatch.setattr(runtime, "builtins", builtins)
    monkeypatch.setenv(runtime.TUNING_ENV_VAR, "0")
    runtime.restore_builtin_import()
    assert builtins.__import__ is hooked_import
    monkeypatch.delenv(runtime.TUNING_ENV_VAR)
    runtime.restore_builtin_import()
    assert builtins.__import__ is original_import


def test_imports_stay_as_they_are_without_a_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    builtins = SimpleNamespace(__import__=original_import)
    monkeypatch.setattr(runtime, "builtins", builtins)
    runtime.restore_builtin_import()
    assert builtins.__import__ is original_import


BLAS_THREADS = """
import os
os.environ.pop("OPENBLAS_NUM_THREADS", None)
os.environ["OMP_NUM_THREADS"] = "3"
import moodtagger.__main__
print(os.environ.get("OPENBLAS_NUM_THREADS"), os.environ["OMP_NUM_THREADS"])
"""


def test_program_starts_with_one_blas_thread_unless_the_user_chose() -> None:
    assert run_program(BLAS_THREADS) == "1 3"
    assert run_program(BLAS_THREADS, **OFF) == "None 3"


# --- limits

ALLOCATION = """
from moodtagger.runtime import limit_address_space
limit_address_space(32 << 20)
try:
    print(len(bytearray(256 << 20)) >> 20)
except MemoryError:
    print("refused")
"""

CPU_LIMIT = """
import resource
from moodtagger.runtime import limit_cpu_time
before = resource.getrlimit(resource.RLIMIT_CPU)
limit_cpu_time(100)
print(resource.getrlimit(resource.RLIMIT_CPU) != before)
"""


@ONLY_ON_LINUX
def test_memory_beyond_the_limit_is_refused() -> None:
    assert run_program(ALLOCATION) == "refused"
    assert run_program(ALLOCATION, **OFF) == "refused"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_cpu_time_is_limited() -> None:
    assert run_program(CPU_LIMIT) == "True"
    assert run_program(CPU_LIMIT, **OFF) == "True"
