"""CPU seconds of this process: unlike wall-clock, other programs hardly change them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU milliseconds of one run."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def median_ms(work: Callable[[], object], repeats: int) -> float:
    """Median CPU milliseconds of several runs."""
    return statistics.median(cpu_ms(work) for _ in range(repeats))


def wall_ms(work: Callable[[], object]) -> float:
    """Milliseconds by the clock on the wall of one run."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)
