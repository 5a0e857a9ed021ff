"""Starting the victim, and killing it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

VICTIM = "tests.robustness.library.victim_process"


class VictimError(Exception):
    """The victim ended by itself in another way than well."""


def run(work: str, library: Path, music: Path, moment: int = 0) -> int | None:
    """Let it run until its `moment`; how many there were in all, None when it was killed."""
    done = subprocess.run(_command(work, library, music, moment), capture_output=True, text=True)
    if done.returncode == -signal.SIGKILL:
        return None
    if done.returncode:
        raise VictimError(done.stderr)
    return int(done.stdout.split()[-1])


def kill_at(work: str, library: Path, music: Path, delay_s: float) -> float | None:
    """Kill it so long after it started its work; None, or how many s it took when it was done."""
    program = subprocess.Popen(
        _command(work, library, music, 0), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with program:
        assert program.stdout is not None
        program.stdout.readline()
        start = time.monotonic()
        try:
            program.wait(delay_s)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
            return None
        if program.returncode:
            assert program.stderr is not None
            raise VictimError(program.stderr.read())
        return time.monotonic() - start


def _command(work: str, library: Path, music: Path, moment: int) -> list[str]:
    return [sys.executable, "-m", VICTIM, work, str(library), str(music), str(moment)]
