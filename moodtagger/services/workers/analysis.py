"""Analysis of one file: decode, log-mel, model, prediction."""

from __future__ import annotations

import math
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from moodtagger.audio import (
    SAMPLE_RATE,
    LogMelStream,
    TempoEstimator,
    decode_excerpts,
    log_mel,
    open_audio,
)
from moodtagger.audio.constants import SILENCE_DB
from moodtagger.core.errors import CancelledError, FileExchangedError, MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.prediction import AnalysisResult, AudioInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from moodtagger.inference.finetuning.dataset import SongFeatures
    from moodtagger.inference.predictor import Predictor

ResultT = TypeVar("ResultT")
StrPath: TypeAlias = str | os.PathLike[str]

MIN_DURATION_S = 2.0
QUICK_EXCERPTS = 3
EXCERPT_S = 10.0

TOO_SHORT = Message.of("This is too short to judge.")
SILENT = Message.of("This is silent.")


class CancelFlag(Protocol):
    """An event of `threading` or `multiprocessing`."""

    def is_set(self) -> bool:
        """Return whether to cancel."""
        ...


def analyze_file(
    path: StrPath, predictor: Predictor, *, quick: bool = False, cancel: CancelFlag | None = None
) -> AnalysisResult:
    """Analyze a file; one that cannot be analyzed returns a result with its error message.

    `quick` analyzes three excerpts of ten seconds instead of the whole song. Raises
    CancelledError, and FileExchangedError where `path` is pinned. Memory does not grow with the
    length of the file.
    """
    if quick:
        return _as_result(path, lambda: _analyze_excerpts(path, predictor))
    return _as_result(path, lambda: _analyze_full(path, predictor, cancel))


def extract_features(
    path: StrPath, predictor: Predictor, *, cancel: CancelFlag | None = None
) -> SongFeatures | AnalysisResult:
    """Extract the features for fine-tuning from a file, or return its error message.

    Raises CancelledError, and FileExchangedError where `path` is pinned.
    """
    return _as_result(path, lambda: _stream_features(path, predictor, cancel))


def _as_result(path: StrPath, analyze: Callable[[], ResultT]) -> ResultT | AnalysisResult:
    """Return what `analyze` does, or a result with the message of an error that is not a cancel."""
    from moodtagger.tags import check_decoder_limits

    try:
        check_decoder_limits(path)
        return analyze()
    except (CancelledError, FileExchangedError):
        raise
    except MoodtaggerError as error:
        return AnalysisResult(os.fspath(path), error=error.full_message)
    except MemoryError:
        return AnalysisResult(
            os.fspath(path), error=Message.of("There is not enough memory to hear this file.")
        )


def _stream_features(
    path: StrPath, predictor: Predictor, cancel: CancelFlag | None
) -> SongFeatures | AnalysisResult:
    accumulator = predictor.feature_extractor()
    info, _, skip_reason = _stream_frames(path, accumulator.push, cancel)
    return (
        AnalysisResult(os.fspath(path), info, skip_reason=skip_reason)
        if skip_reason
        else accumulator.finish()
    )


def _analyze_full(path: StrPath, predictor: Predictor, cancel: CancelFlag | None) -> AnalysisResult:
    accumulator, tempo = predictor.song_predictor(), TempoEstimator()

    def push(frames: npt.NDArray[np.float32]) -> None:
        accumulator.push(frames)
        tempo.push(frames)

    info, duration_s, skip_reason = _stream_frames(path, push, cancel)
    if skip_reason:
        return AnalysisResult(os.fspath(path), info, skip_reason=skip_reason)
    return AnalysisResult(os.fspath(path), info, accumulator.finish(duration_s), bpm=tempo.finish())


def _stream_frames(
    path: StrPath, push: Callable[[npt.NDArray[np.float32]], None], cancel: CancelFlag | None
) -> tuple[AudioInfo, float, Message]:
    """Push all frames of a file; return its info, its length in s, and a reason to skip it."""
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
    return info, samples / SAMPLE_RATE, _skip_reason(samples / SAMPLE_RATE, peak)


def _analyze_excerpts(path: StrPath, predictor: Predictor) -> AnalysisResult:
    with open_audio(path) as stream:
        declared_s = stream.info.duration_s
    if declared_s <= (QUICK_EXCERPTS + 1) * EXCERPT_S:
        return _mark_quick(_analyze_full(path, predictor, None))
    # The middles of the song's three thirds: the very beginning and end are often not typical.
    starts = [
        declared_s * (i + 0.5) / QUICK_EXCERPTS - EXCERPT_S / 2 for i in range(QUICK_EXCERPTS)
    ]
    info, excerpts = decode_excerpts(path, [(start, EXCERPT_S) for start in starts])
    if info.duration_s < 0.9 * declared_s:  # cut off: the excerpts would not be where planned
        return _mark_quick(_analyze_full(path, predictor, None))
    peak = max((_peak(part) for part in excerpts), default=0.0)
    skip_reason = _skip_reason(declared_s, peak)
    if skip_reason:
        return AnalysisResult(os.fspath(path), info, skip_reason=skip_reason)
    accumulator, tempo = predictor.song_predictor(), TempoEstimator()
    for start, part in zip(starts, excerpts, strict=True):
        if len(part) >= SAMPLE_RATE:
            frames = log_mel(part)
            accumulator.push(frames, start_s=start)
            tempo.push(frames, new_segment=True)
    return AnalysisResult(
        os.fspath(path), info, accumulator.finish(declared_s, quick=True), bpm=tempo.finish()
    )


def _peak(block: npt.NDArray[np.float32]) -> float:
    return float(np.max(np.abs(block))) if len(block) else 0.0


def _skip_reason(duration_s: float, peak: float) -> Message:
    """Return why a song is not analyzed, or an empty text."""
    if peak < 10.0 ** (SILENCE_DB / 20.0):
        return SILENT if duration_s > 0 else TOO_SHORT
    if not math.isfinite(duration_s) or duration_s < MIN_DURATION_S:
        return TOO_SHORT
    return Message()


def _mark_quick(analysis: AnalysisResult) -> AnalysisResult:
    """Mark the full analysis of a short song as quick."""
    if analysis.prediction is None:
        return analysis
    return replace(analysis, prediction=replace(analysis.prediction, quick=True))
