"""Hearing one file from beginning to end: decode, log-mel, network, answer."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from moodtagger.audio import (
    SAMPLE_RATE,
    LogMelStream,
    TempoListener,
    decode_excerpts,
    log_mel,
    open_audio,
)
from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.prediction import AudioInfo, Heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from moodtagger.inference.finetuning.dataset import SongFeatures
    from moodtagger.inference.predictor import Predictor

Answer = TypeVar("Answer")

MIN_DURATION_S = 2.0
SILENCE_DB = -60.0  # peak level, relative to full scale
QUICK_EXCERPTS = 3
EXCERPT_S = 10.0

TOO_SHORT = "This is too short to judge."
SILENT = "This is silent."


class Stoppable(Protocol):
    """An event of threads or of processes."""

    def is_set(self) -> bool:
        """Whether the person asked to stop."""
        ...


def hear(
    path: str, predictor: Predictor, *, quick: bool = False, cancel: Stoppable | None = None
) -> Heard:
    """Listen to the file and say what was heard; a file that cannot be heard gives its sentence.

    `quick` listens to three excerpts of ten seconds instead of the whole song. Raises
    CancelledError only. Memory does not grow with the length of the file.
    """
    if quick:
        return _or_why_not(path, lambda: _hear_quick(path, predictor))
    return _or_why_not(path, lambda: _hear_whole(path, predictor, cancel))


def describe(
    path: str, predictor: Predictor, *, cancel: Stoppable | None = None
) -> SongFeatures | Heard:
    """What the network learns from of the file; a file that cannot be heard gives its sentence.

    Raises CancelledError only.
    """
    return _or_why_not(path, lambda: _features(path, predictor, cancel))


def _or_why_not(path: str, listen: Callable[[], Answer]) -> Answer | Heard:
    """The answer, or a Heard with the sentence of what went wrong; CancelledError goes on."""
    from moodtagger.tags import require_bearable

    try:
        require_bearable(path)
        return listen()
    except CancelledError:
        raise
    except MoodtaggerError as error:
        return Heard(path, error=error.sentence)
    except MemoryError:
        return Heard(path, error="There is not enough memory to hear this file.")


def _features(path: str, predictor: Predictor, cancel: Stoppable | None) -> SongFeatures | Heard:
    listener = predictor.start_features()
    info, _, note = _play(path, listener.push, cancel)
    return Heard(path, info, note=note) if note else listener.finish()


def _hear_whole(path: str, predictor: Predictor, cancel: Stoppable | None) -> Heard:
    listener, beat = predictor.start_song(), TempoListener()

    def push(frames: npt.NDArray[np.float32]) -> None:
        listener.push(frames)
        beat.push(frames)

    info, duration_s, note = _play(path, push, cancel)
    if note:
        return Heard(path, info, note=note)
    return Heard(path, info, listener.finish(duration_s), tempo=beat.finish())


def _play(
    path: str, push: Callable[[npt.NDArray[np.float32]], None], cancel: Stoppable | None
) -> tuple[AudioInfo, float, str]:
    """Hand all frames of the file over; its info, its length in s, and why not to judge it."""
    mel = LogMelStream()
    peak = 0.0
    samples = 0
    with open_audio(path) as stream:
        for block in stream.blocks():
            if cancel is not None and cancel.is_set():
                raise CancelledError
            samples += len(block)
            peak = max(peak, _peak(block))
            push(mel.push(block))
        info = stream.info
    push(mel.finish())
    return info, samples / SAMPLE_RATE, _unfit(samples / SAMPLE_RATE, peak)


def _hear_quick(path: str, predictor: Predictor) -> Heard:
    with open_audio(path) as stream:
        declared = stream.info.duration_s
    if declared <= (QUICK_EXCERPTS + 1) * EXCERPT_S:
        return _as_quick(_hear_whole(path, predictor, None))
    # The middles of the song's three thirds: the very beginning and end are often not typical.
    starts = [declared * (i + 0.5) / QUICK_EXCERPTS - EXCERPT_S / 2 for i in range(QUICK_EXCERPTS)]
    info, parts = decode_excerpts(path, [(start, EXCERPT_S) for start in starts])
    if info.duration_s < 0.9 * declared:  # cut off: what is there decides where to listen
        return _as_quick(_hear_whole(path, predictor, None))
    peak = max((_peak(part) for part in parts), default=0.0)
    note = _unfit(declared, peak)
    if note:
        return Heard(path, info, note=note)
    listener, beat = predictor.start_song(), TempoListener()
    for start, part in zip(starts, parts, strict=True):
        if len(part) >= SAMPLE_RATE:
            frames = log_mel(part)
            listener.push(frames, start_s=start)
            beat.push(frames, anew=True)
    return Heard(path, info, listener.finish(declared, quick=True), tempo=beat.finish())


def _peak(block: npt.NDArray[np.float32]) -> float:
    return float(np.max(np.abs(block))) if len(block) else 0.0


def _unfit(duration_s: float, peak: float) -> str:
    """Why there is nothing to judge, or nothing."""
    if peak < 10.0 ** (SILENCE_DB / 20.0):
        return SILENT if duration_s > 0 else TOO_SHORT
    if not math.isfinite(duration_s) or duration_s < MIN_DURATION_S:
        return TOO_SHORT
    return ""


def _as_quick(heard: Heard) -> Heard:
    """A short song is heard whole, and that counts as quick."""
    if heard.prediction is None:
        return heard
    return replace(heard, prediction=replace(heard.prediction, quick=True))
