"""Start the process under test, and kill it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

PROCESS_MODULE = "tests.robustness.library.killable_process"


class ProcessFailedError(Exception):
    """The process under test failed by itself."""


def run_until(task: str, library: Path, music: Path, crash_point: int = 0) -> int | None:
    """Run until crash point `moment`; returns how many there were, None when killed."""
    result = subprocess.run(
        _command(task, library, music, crash_point), capture_output=True, text=True
    )
    if result.returncode == -signal.SIGKILL:
        return None
    if result.returncode:
        raise ProcessFailedError(result.stderr)
    return int(result.stdout.split()[-1])


def kill_after(task: str, library: Path, music: Path, delay_s: float) -> float | None:
    """Kill the process after a delay; returns None, or its seconds when it ended before."""
    process = subprocess.Popen(
        _command(task, library, music, 0), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        start = time.monotonic()
        try:
            process.wait(delay_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return None
        if process.returncode:
            assert process.stderr is not None
            raise ProcessFailedError(process.stderr.read())
        return time.monotonic() - start


def _command(task: str, library: Path, music: Path, crash_point: int) -> list[str]:
    return [sys.executable, "-m", PROCESS_MODULE, task, str(library), str(music), str(crash_point)]
