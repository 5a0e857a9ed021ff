"""Scale mutated cover pictures the way the window does."""

from __future__ import annotations

import multiprocessing
import os
import resource
from multiprocessing.connection import Connection
from random import Random
from time import perf_counter
from typing import Any

from moodtagger.runtime import limit_address_space
from tests.robustness.fuzzing.mutators import mutate
from tests.robustness.fuzzing.runner import MEMORY_LIMIT
from tests.support.trial_results import TrialPlan, TrialResult

PICTURES = 5_000
_CHUNK_PICTURES = 250
_TIMEOUT_S = 60.0  # for a chunk
_FORMATS = (b"png", b"jpg", b"bmp", b"webp")
_GIF = bytes.fromhex(
    "47494638396104000400800000ffffff00000021f90400000000002c00000000040004000002048c8f05053b"
)


def picture_rows(plan: TrialPlan) -> list[TrialResult]:
    """One row; a picture is lost when it crashes the process or exceeds its memory."""
    count, lost, slowest, shown = plan.trial_count(PICTURES), 0, 0.0, 0
    for start in range(0, count, _CHUNK_PICTURES):
        numbers = range(start, min(start + _CHUNK_PICTURES, count))
        answer = _run_chunk(plan.seed, numbers)
        if answer is None:
            lost += 1
        else:
            slowest, shown = max(slowest, answer[0]), shown + answer[1]
    note = f"{shown:,} could still be shown; slowest {slowest:.2f} s"
    return [TrialResult("fuzzing", "showing mutated cover pictures", count, lost, note)]


def _run_chunk(seed: int, numbers: range) -> tuple[float, int] | None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_process_main, args=(theirs, seed, numbers))
    process.start()
    theirs.close()
    try:
        answer: tuple[float, int] | None = ours.recv() if ours.poll(_TIMEOUT_S) else None
    except EOFError:
        answer = None
    process.kill()
    process.join()
    return answer


def _process_main(pipe: Connection[Any, Any], seed: int, numbers: range) -> None:
    from moodtagger.ui.cover_cache import decode_cover

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    samples = _sample_pictures()
    limit_address_space(MEMORY_LIMIT)
    slowest, shown = 0.0, 0
    for number in numbers:
        rng = Random(f"{seed}:picture:{number}")
        data, _ = mutate(samples[number % len(samples)], rng, samples)
        start = perf_counter()
        shown += decode_cover(data) is not None
        slowest = max(slowest, perf_counter() - start)
    pipe.send((slowest, shown))


def _sample_pictures() -> list[bytes]:
    """A small picture in every format that covers have."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QColor, QImage, QImageWriter

    image = QImage(64, 48, QImage.Format.Format_RGB32)
    for x in range(64):
        for y in range(48):
            image.setPixelColor(x, y, QColor(4 * x, 5 * y, (x * y) % 256))
    found = [_GIF + b"\0;"]
    for name in _FORMATS:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if QImageWriter(buffer, QByteArray(name)).write(image):
            found.append(bytes(buffer.data().data()))
    return found
