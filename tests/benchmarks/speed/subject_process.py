"""The process of one contestant: takes the songs that it is told to, and says what each cost.

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

Hear = Callable[[str], dict[str, Any] | None]


def main(file: str, what: str) -> None:
    """Answer each path on standard input with a line of JSON, until there are no more."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # some libraries talk while they work
    try:
        hear: Hear = runpy.run_path(file)["load"](what)
    except Exception as error:
        _say(answers, {"error": _told(error)})
        return
    _say(answers, {"ready": True})
    for line in sys.stdin:
        _say(answers, _measured(hear, json.loads(line)))


def _measured(hear: Hear, path: str) -> dict[str, Any]:
    cpu, wall = _cpu_s(), time.perf_counter()
    try:
        more = hear(path)
    except Exception as error:
        return {"error": _told(error)}
    return {"cpu_s": _cpu_s() - cpu, "wall_s": time.perf_counter() - wall, "more": more or {}}


def _cpu_s() -> float:
    """Of all threads, and of the programs that were started and have ended.

    Not `time.process_time`, which Linux counts by the tick where a process has a limit of CPU time.
    """
    try:
        import resource
    except ImportError:  # Windows
        return time.process_time()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _say(answers: Any, what: dict[str, Any]) -> None:
    print(json.dumps(what), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
