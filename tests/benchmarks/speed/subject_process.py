"""The process of one subject: analyzes the songs it is given and reports what each cost.

`python subject_process.py FILE WHAT` loads FILE by its path and calls its `load(WHAT)`; the result
is called with each song's path. Only the standard library is imported here, so that it also runs
where moodtagger is not installed. Imports and loading come before the first song and are not
counted.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import time
from collections.abc import Callable
from typing import Any

AnalyzeSong = Callable[[str], dict[str, Any] | None]


def main(script: str, mode: str) -> None:
    """Answer each path on standard input with a line of JSON."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # some libraries print while they work
    try:
        analyze_song: AnalyzeSong = runpy.run_path(script)["load"](mode)
    except Exception as error:
        _send(output, {"error": _error_text(error)})
        return
    _send(output, {"ready": True})
    for line in sys.stdin:
        _send(output, _measure(analyze_song, json.loads(line)))


def _measure(analyze_song: AnalyzeSong, path: str) -> dict[str, Any]:
    cpu, wall = _cpu_s(), time.perf_counter()
    try:
        details = analyze_song(path)
    except Exception as error:
        return {"error": _error_text(error)}
    return {"cpu_s": _cpu_s() - cpu, "wall_s": time.perf_counter() - wall, "more": details or {}}


def _cpu_s() -> float:
    """CPU seconds of all threads and of ended child processes.

    Not `time.process_time`, which Linux counts in ticks under a CPU limit.
    """
    try:
        import resource
    except ImportError:  # Windows
        return time.process_time()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _error_text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _send(output: Any, message: dict[str, Any]) -> None:
    print(json.dumps(message), file=output, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
