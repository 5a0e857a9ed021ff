"""Predictions as float32 blobs and back."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from moodtagger.core.prediction import Prediction, Segment

_SEGMENT_HEADER = 4  # start_s, end_s, valence, arousal stand before a window's moods


def pack_moods(prediction: Prediction, labels: Sequence[str]) -> bytes:
    """Probabilities in the order of `labels`; 0 for a label the prediction does not know."""
    values = [prediction.moods.get(label, 0.0) for label in labels]
    return np.asarray(values, dtype="<f4").tobytes()


def unpack_moods(blob: bytes, labels: Sequence[str]) -> dict[str, float]:
    """Label to probability; labels that came later than the blob are left out."""
    return dict(zip(labels, np.frombuffer(blob, dtype="<f4").tolist(), strict=False))


def pack_vector(vector: npt.NDArray[np.float32]) -> bytes:
    """An embedding, shape (d,)."""
    return np.ascontiguousarray(vector, dtype="<f4").tobytes()


def unpack_vector(blob: bytes) -> npt.NDArray[np.float32]:
    """An embedding, shape (d,), its own memory."""
    return np.frombuffer(blob, dtype="<f4").astype(np.float32)


def pack_segments(segments: Sequence[Segment], labels: Sequence[str]) -> bytes:
    """Windows as float32, shape (n, 4 + len(labels))."""
    values = [
        [s.start_s, s.end_s, s.valence, s.arousal, *(s.moods.get(label, 0.0) for label in labels)]
        for s in segments
    ]
    return np.asarray(values, dtype="<f4").tobytes()


def unpack_segments(blob: bytes, labels: Sequence[str]) -> tuple[Segment, ...]:
    """The windows; `labels` must be those the blob was packed with."""
    windows = np.frombuffer(blob, dtype="<f4").reshape(-1, _SEGMENT_HEADER + len(labels)).tolist()
    return tuple(
        Segment(start, end, valence, arousal, dict(zip(labels, moods, strict=True)))
        for start, end, valence, arousal, *moods in windows
    )


def above_threshold(
    blobs: Sequence[bytes], labels: Sequence[str], thresholds: Mapping[str, float]
) -> npt.NDArray[np.bool_]:
    """Which moods of many blobs of one length are at or over their threshold, (n, moods).

    A mood that `least` does not name never is.
    """
    return above_threshold_in(_to_matrix(blobs), labels, thresholds)


def above_threshold_in(
    probabilities: npt.NDArray[np.float32], labels: Sequence[str], thresholds: Mapping[str, float]
) -> npt.NDArray[np.bool_]:
    """The same of probabilities that are unpacked already, (n, moods)."""
    cutoffs = np.array([thresholds.get(label, np.inf) for label in labels], np.float32)
    return np.greater_equal(probabilities, cutoffs)


def confident_moods(
    blobs: Sequence[bytes], labels: Sequence[str], thresholds: Mapping[str, float]
) -> list[tuple[str, ...]]:
    """The labels of those moods, song by song, most probable first."""
    song, mood = np.nonzero(above_threshold(blobs, labels, thresholds))
    order = np.lexsort((-_to_matrix(blobs)[song, mood], song))
    names = np.asarray(labels, dtype=object)[mood[order]].tolist()
    ends = np.cumsum(np.bincount(song, minlength=len(blobs))).tolist()
    return [tuple(names[start:end]) for start, end in pairwise([0, *ends])]


def top_moods(
    probabilities: npt.NDArray[np.float32],
    labels: Sequence[str],
    count: int,
    hidden: Container[str] = (),
) -> list[tuple[tuple[str, float], ...]]:
    """The `count` most probable moods of each song of (n, moods), most probable first.

    Moods of `hidden` are passed over.
    """
    visible = [place for place, label in enumerate(labels) if label not in hidden]
    matrix, labels = probabilities[:, visible], [labels[place] for place in visible]
    order = _top_columns(matrix, count)
    names = np.asarray(labels, dtype=object)[order].tolist()
    values = np.take_along_axis(matrix, order, axis=1).tolist()
    return [tuple(zip(n, v, strict=True)) for n, v in zip(names, values, strict=True)]


def sort_by_probability(
    song: npt.NDArray[np.intp],
    mood: npt.NDArray[np.intp],
    probability: npt.NDArray[np.float32],
    mood_count: int,
) -> npt.NDArray[np.intp]:
    """The moods (k,) of songs that ascend, each song's most probable first, equal ones in order.

    Song, bits of the share, and mood make one number, as in `_highest`: sorting by them one after
    the other takes five times as long.
    """
    if not (probability >= 0).all():
        return mood[np.lexsort((-probability, song))]
    mood_bits = mood_count.bit_length()
    bits = (probability + np.float32(0)).view(np.uint32).astype(np.int64)
    keys = (song.astype(np.int64) << (31 + mood_bits)) - (bits << mood_bits) + mood
    keys.sort()
    return (keys & ((1 << mood_bits) - 1)).astype(np.intp)


def _top_columns(matrix: npt.NDArray[np.float32], count: int) -> npt.NDArray[np.intp]:
    """Columns of the `count` highest values of each row, highest first, equal ones in order.

    A row's few highest are found without sorting it all: for numbers that are not negative the
    bits sort as the numbers do, and the column below them keeps equal ones apart.
    """
    columns = matrix.shape[1]
    if columns <= count or not (matrix >= 0).all():
        return np.argsort(-matrix, axis=1, kind="stable")[:, :count]
    bits = (matrix + np.float32(0)).view(np.uint32).astype(np.int64)  # + 0 makes -0 a plain zero
    keys = bits * columns + np.arange(columns - 1, -1, -1)
    best = np.sort(np.partition(keys, columns - count, axis=1)[:, columns - count :], axis=1)
    highest: npt.NDArray[np.intp] = columns - 1 - best[:, ::-1] % columns
    return highest


def _to_matrix(blobs: Sequence[bytes]) -> npt.NDArray[np.float32]:
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1)
