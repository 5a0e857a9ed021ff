"""Freed memory is kept: a block of sound that comes again needs no new pages of the system."""

import subprocess
import sys

import pytest

PROGRAM = """
import resource, sys
import numpy as np
from moodtagger.runtime import raise_malloc_thresholds
if sys.argv[1] == "keep":
    raise_malloc_thresholds()
def blocks():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(50):
        np.ones(1 << 18, np.float32) + np.ones(1 << 18, np.float32)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
blocks()
print(blocks())
"""


def pages(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's memory only")
def test_kept_memory_needs_no_new_pages() -> None:
    assert pages("keep") < 200 < pages("as it is")
