"""Work counted in executed lines, which no machine does faster or slower than another."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def executed_lines(step: Callable[[], object]) -> int:
    """Return how many Python lines a call executes in this thread.

    Each turn of a loop or comprehension counts, so that the work for each song shows; what
    numpy or Qt do inside of one call does not.
    """
    lines = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Callable[..., Any]:
        nonlocal lines
        lines += event == "line"
        return trace

    previous = sys.gettrace()
    sys.settrace(trace)
    try:
        step()
    finally:
        sys.settrace(previous)
    return lines
