"""Run pytest in forks of one process that has imported everything except the package itself.

A mutant's tests take less time than those imports. `python -m tests.mutation.fork_server` reads
one request a line from its standard input and answers each with a line.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_PRELOADED = (
    "_pytest.skipping", "av", "coverage", "hypothesis", "mutagen.mp3", "mutagen.mp4", "numpy",
    "onnxruntime", "pytest", "pytestqt.plugin", "soundfile", "soxr",
    "sqlalchemy.dialects.sqlite", "torch",
)  # fmt: skip
_POLL_S = 0.02


class ForkServer:
    """The server's other end; a context manager."""

    def __init__(self, root: Path, output: Path) -> None:
        self._output = output
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.mutation.fork_server"],
            cwd=root,
            env=os.environ
            | {
                "PYTHONPATH": str(root),
                "PYTHONDONTWRITEBYTECODE": "",
                "QT_QPA_PLATFORM": "offscreen",
                "OMP_NUM_THREADS": "1",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def run(
        self,
        arguments: Sequence[str],
        limit_s: float,
        environment: Mapping[str, str],
        coverage_file: str = "",
    ) -> tuple[int | None, str]:
        """Return pytest's exit status and output; the status is None past the limit.

        The limit is one of CPU time, so that a busy machine does not matter, and four times as much
        for tests that wait.
        """
        request = {
            "arguments": list(arguments),
            "limit_s": round(limit_s),
            "environment": dict(environment),
            "output": str(self._output),
            "coverage_file": coverage_file,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(request), file=self._process.stdin, flush=True)
        status = json.loads(self._process.stdout.readline())
        return status, self._output.read_text(errors="replace")


def serve() -> None:
    """Answer requests until there are no more."""
    for name in _PRELOADED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _run_in_child(request)
        print(json.dumps(_wait(child, request["limit_s"])), flush=True)


def _run_in_child(request: Mapping[str, Any]) -> None:
    os.setsid()
    output = os.open(request["output"], os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    seconds = request["limit_s"]
    # The parent's CPU time does not count for a fork.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 9))
    os.environ.update(request["environment"])
    status = 3
    try:
        status = _run_pytest(request["arguments"], request["coverage_file"])
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _run_pytest(arguments: list[str], coverage_file: str) -> int:
    import pytest

    if not coverage_file:
        return int(pytest.main(arguments))
    from coverage import Coverage

    measured = Coverage(data_file=coverage_file, source=["moodtagger"], config_file=False)
    measured.start()
    try:
        return int(pytest.main(arguments))
    finally:
        measured.stop()
        measured.save()


def _wait(child: int, limit_s: float) -> int | None:
    """The exit status of a child; None where it passed a limit."""
    end = time.monotonic() + 4 * limit_s
    late = False
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            break
        if time.monotonic() > end:
            late = True
            os.killpg(child, signal.SIGKILL)
        time.sleep(_POLL_S)
    with contextlib.suppress(ProcessLookupError):  # workers may have been left over
        os.killpg(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(status)
    return None if late or code in (-signal.SIGXCPU, -signal.SIGKILL) else code


if __name__ == "__main__":
    serve()
