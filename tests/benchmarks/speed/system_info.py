"""The host a benchmark runs on, and memory and CPU time of a process tree as Linux counts them."""

from __future__ import annotations

import contextlib
import os
import platform
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("numpy", "torch", "onnxruntime", "librosa", "soundfile", "av", "soxr")


def describe_host(packages: Sequence[str] = _PACKAGES) -> dict[str, str]:
    """Describe processor, cores, system and library versions."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        **{name: f"{name} {_version(name)}" for name in packages},
    }


def _processor() -> str:
    with contextlib.suppress(OSError, IndexError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line for line in lines if line.startswith("model name")).split(": ")[1]
    return platform.processor() or platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


_POLL_INTERVAL_S = 0.05


@dataclass(frozen=True, slots=True)
class PeakUsage:
    """Peak memory over all processes at one time in MB (1,000,000 bytes), and run time.

        `pss` splits shared memory between the processes, so the sum is what the machine provides.
    `rss` counts it in full for each of them, as most task managers do.
    """

    pss: float
    rss: float
    wall_s: float


def run_and_measure(command: Sequence[str], environment: Mapping[str, str]) -> PeakUsage:
    """Run a program to its end and measure it; RuntimeError when it fails."""
    pss, rss, start = 0, 0, time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            sizes = [_memory_bytes(pid) for pid in _process_tree(process.pid)]
            pss = max(pss, sum(size[0] for size in sizes))
            rss = max(rss, sum(size[1] for size in sizes))
            time.sleep(_POLL_INTERVAL_S)
        wall = time.perf_counter() - start
    if process.returncode:
        raise RuntimeError(f"{command[-1]} ended with {process.returncode}")
    return PeakUsage(pss / 1e6, rss / 1e6, wall)


def _process_tree(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                for child in (thread / "children").read_text(encoding="ascii").split():
                    yield from _process_tree(int(child))


def _memory_bytes(pid: int) -> tuple[int, int]:
    """PSS and RSS in bytes; zero for a process that has just ended."""
    sizes = {"Pss:": 0, "Rss:": 0}
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        for line in text.splitlines():
            name, *values = line.split()
            if name in sizes:
                sizes[name] = 1024 * int(values[0])
    return sizes["Pss:"], sizes["Rss:"]
