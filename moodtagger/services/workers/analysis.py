"""Analysis of one file: decode, log-mel, model, prediction."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from moodtagger.audio import (
    FRAMES_PER_S,
    N_MELS,
    SAMPLE_RATE,
    AcousticFingerprinter,
    KeyEstimator,
    LevelMeter,
    LogMelStream,
    SilenceGate,
    SoundingPart,
    TempoEstimator,
    WaveformMeter,
    open_audio,
)
from moodtagger.audio.constants import ANALYSIS_FLOOR_DB, ANALYSIS_FLOOR_POWER
from moodtagger.core.energy import estimate_energy
from moodtagger.core.errors import CancelledError, FileExchangedError, MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.music_analysis import BeatEstimate, MusicAnalysis
from moodtagger.core.prediction import AnalysisResult, AudioInfo
from moodtagger.services.workers.excerpts import SILENT_PEAK, read_excerpts

if TYPE_CHECKING:
    from collections.abc import Callable

    from moodtagger.inference.finetuning.dataset import SongFeatures
    from moodtagger.inference.predictor import Predictor

ResultT = TypeVar("ResultT")
StrPath: TypeAlias = str | os.PathLike[str]
Excerpt: TypeAlias = tuple[float, float | None]

MIN_DURATION_S = 2.0
MIN_SOUNDING_S = 1.0
_CLICK_FRAMES = 8  # a quarter of a second; less is no music, as where a recorder was switched off
LONG_GAP_FRAMES = round(10 * FRAMES_PER_S)

TOO_SHORT = Message.of("This is too short to analyze.")
SILENT = Message.of("This is silent.")


class CancelFlag(Protocol):
    """An event of `threading` or `multiprocessing`."""

    def is_set(self) -> bool:
        """Return whether to cancel."""
        ...


def analyze_file(
    path: StrPath,
    predictor: Predictor,
    *,
    quick: bool = False,
    excerpt: Excerpt | None = None,
    cancel: CancelFlag | None = None,
) -> AnalysisResult:
    """Analyze a file; one that cannot be analyzed returns a result with its error message.

    `quick` analyzes excerpts where the answers will be nearly those of the whole song. With
    `excerpt` the song is only that part of the file, from and to a second (None: the end), and is
    never analyzed quickly. Raises CancelledError, and FileExchangedError where `path` is pinned.
    Memory does not grow with the length of the file.
    """
    if quick and excerpt is None:
        return _as_result(path, lambda: _analyze_quick(path, predictor, cancel))
    return _as_result(path, lambda: _analyze_full(path, predictor, cancel, excerpt))


def extract_features(
    path: StrPath,
    predictor: Predictor,
    *,
    excerpt: Excerpt | None = None,
    cancel: CancelFlag | None = None,
) -> SongFeatures | AnalysisResult:
    """Extract the features for fine-tuning from a file, or return its error message.

    Raises CancelledError, and FileExchangedError where `path` is pinned.
    """
    return _as_result(path, lambda: _stream_features(path, predictor, cancel, excerpt))


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
            os.fspath(path), error=Message.of("There is not enough memory to analyze this file.")
        )


def _stream_features(
    path: StrPath, predictor: Predictor, cancel: CancelFlag | None, excerpt: Excerpt | None
) -> SongFeatures | AnalysisResult:
    accumulator = predictor.feature_extractor()

    def push(part: SoundingPart) -> None:
        accumulator.push(part.frames, gap_frames=part.gap_frames)

    info, _, skip_reason = _stream_audio(path, push, accumulator.push_samples, cancel, excerpt)
    return (
        AnalysisResult(os.fspath(path), info, skip_reason=skip_reason)
        if skip_reason
        else accumulator.finish()
    )


def _analyze_full(
    path: StrPath,
    predictor: Predictor,
    cancel: CancelFlag | None,
    excerpt: Excerpt | None = None,
) -> AnalysisResult:
    accumulator, tempo, key = predictor.song_predictor(), TempoEstimator(), KeyEstimator()
    fingerprinter = AcousticFingerprinter()

    levels, outline = LevelMeter(), WaveformMeter()

    def push_samples(samples: npt.NDArray[np.float32]) -> None:
        accumulator.push_samples(samples)
        key.push(samples)
        levels.push(samples)
        outline.push(samples)

    def push(part: SoundingPart) -> None:
        accumulator.push(part.frames, gap_frames=part.gap_frames)
        fingerprinter.push(part.frames)
        _push_tempo(tempo, part)

    info, duration_s, skip_reason = _stream_audio(path, push, push_samples, cancel, excerpt)
    if skip_reason:
        return AnalysisResult(os.fspath(path), info, skip_reason=skip_reason)
    beat, prediction = tempo.finish(), accumulator.finish(duration_s)
    energy = estimate_energy(prediction, levels.finish())
    return AnalysisResult(
        os.fspath(path),
        info,
        prediction,
        bpm=_rounded_bpm(beat),
        fingerprint=fingerprinter.finish().to_bytes(),
        music=MusicAnalysis(key.finish(), beat, energy),
        waveform=outline.finish(),
    )


def _rounded_bpm(beat: BeatEstimate | None) -> float | None:
    return None if beat is None else round(beat.bpm, 2)


def _push_tempo(tempo: TempoEstimator, part: SoundingPart) -> None:
    """Add a part; the beat goes on over a short gap, but not over a long one."""
    is_first = part.gap_frames == part.start_frame
    if 0 < part.gap_frames < LONG_GAP_FRAMES and not is_first:
        tempo.push(np.full((part.gap_frames, N_MELS), ANALYSIS_FLOOR_DB, np.float32))
    is_new = part.gap_frames >= LONG_GAP_FRAMES
    tempo.push(part.frames, new_segment=is_new, start_frame=part.start_frame)


def _stream_audio(
    path: StrPath,
    push: Callable[[SoundingPart], None],
    push_samples: Callable[[npt.NDArray[np.float32]], None],
    cancel: CancelFlag | None,
    excerpt: Excerpt | None,
) -> tuple[AudioInfo, float, Message]:
    """Push all that sounds in a file as frames, and all samples.

    Returns its info, its length in s, and a reason to skip it.
    """
    mel, gate = LogMelStream(ANALYSIS_FLOOR_POWER), SilenceGate()
    peak = 0.0
    samples = 0
    with open_audio(path) as stream:
        for block in stream.blocks(excerpt):
            if cancel is not None and cancel.is_set():
                raise CancelledError
            samples += len(block)
            peak = max(peak, _peak(block))
            push_samples(block)
            for part in gate.push(mel.push(block)):
                push(part)
        info = stream.info
    for part in [*gate.push(mel.finish()), *gate.finish()]:
        push(part)
    duration_s = samples / SAMPLE_RATE
    return info, duration_s, _skip_reason(duration_s, peak, gate.sounding_frames)


def _skip_reason(duration_s: float, peak: float, sounding_frames: int) -> Message:
    """Return why a song is not analyzed, or an empty text."""
    if peak < SILENT_PEAK or not sounding_frames:
        return SILENT if duration_s > 0 else TOO_SHORT
    if not math.isfinite(duration_s) or duration_s < MIN_DURATION_S:
        return TOO_SHORT
    if sounding_frames < _CLICK_FRAMES:
        return SILENT
    return Message() if sounding_frames >= MIN_SOUNDING_S * FRAMES_PER_S else TOO_SHORT


def _analyze_quick(
    path: StrPath, predictor: Predictor, cancel: CancelFlag | None
) -> AnalysisResult:
    """Analyze excerpts, or all of a song that is short or where they cannot be found."""
    excerpts = read_excerpts(path)
    if excerpts is None:
        return _analyze_full(path, predictor, cancel)
    accumulator, tempo, key = predictor.song_predictor(), TempoEstimator(), KeyEstimator()
    for patch in excerpts.patches:
        accumulator.push_samples(patch.samples, start_s=patch.start_s)
    for excerpt in excerpts.parts:
        accumulator.push(excerpt.frames, start_s=excerpt.start_s)
        start_frame = round(excerpt.start_s * FRAMES_PER_S)
        tempo.push(excerpt.frames, new_segment=True, start_frame=start_frame)
        key.push(excerpt.samples, start_sample=round(excerpt.samples_start_s * SAMPLE_RATE))
    prediction = accumulator.finish(excerpts.info.duration_s, quick=True)
    beat = tempo.finish()
    return AnalysisResult(
        os.fspath(path),
        excerpts.info,
        prediction,
        bpm=_rounded_bpm(beat),
        music=MusicAnalysis(key.finish(), beat, estimate_energy(prediction, np.empty(0))),
    )


def _peak(block: npt.NDArray[np.float32]) -> float:
    return float(np.max(np.abs(block))) if len(block) else 0.0
