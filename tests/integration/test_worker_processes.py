"""Worker processes end when their program is killed."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
import sys
from pathlib import Path
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Task, Operation
from threading import Event

if __name__ == "__main__":
    pool = AnalysisPool(Path("model"), 1)
    pool.run([Task(Operation.FINGERPRINT, "gone.mp3")], lambda task, result: [], Event())
    print(*(process.pid for process in pool.processes), flush=True)
    Event().wait()
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_no_process_outlives_a_killed_program() -> None:
    program = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE)
    assert program.stdout is not None
    worker = int(program.stdout.readline())
    assert runs(worker)
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    while runs(worker):  # the test's timeout ends this loop
        time.sleep(0.1)


def runs(pid: int) -> bool:
    """Return whether the process exists and is no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
