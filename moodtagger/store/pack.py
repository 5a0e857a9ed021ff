"""Predictions as float32 blobs and back."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from moodtagger.core.prediction import Prediction, Segment

_TIMES = 4  # start_s, end_s, valence, arousal stand before a window's moods


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
    windows = np.frombuffer(blob, dtype="<f4").reshape(-1, _TIMES + len(labels)).tolist()
    return tuple(
        Segment(start, end, valence, arousal, dict(zip(labels, moods, strict=True)))
        for start, end, valence, arousal, *moods in windows
    )


def over(
    blobs: Sequence[bytes], labels: Sequence[str], least: Mapping[str, float]
) -> npt.NDArray[np.bool_]:
    """Which moods of many blobs of one length are at or over their threshold, (n, moods).

    A mood that `least` does not name never is.
    """
    limits = np.array([least.get(label, np.inf) for label in labels], np.float32)
    return np.greater_equal(_matrix(blobs), limits)


def confident_moods(
    blobs: Sequence[bytes], labels: Sequence[str], least: Mapping[str, float]
) -> list[tuple[str, ...]]:
    """The labels of those moods, song by song, most probable first."""
    song, mood = np.nonzero(over(blobs, labels, least))
    order = np.lexsort((-_matrix(blobs)[song, mood], song))
    names = np.asarray(labels, dtype=object)[mood[order]].tolist()
    ends = np.cumsum(np.bincount(song, minlength=len(blobs))).tolist()
    return [tuple(names[start:end]) for start, end in pairwise([0, *ends])]


def top_moods(
    blobs: Sequence[bytes], labels: Sequence[str], count: int, hidden: Container[str] = ()
) -> list[tuple[tuple[str, float], ...]]:
    """The `count` most probable moods of many blobs of one length, most probable first.

    Moods of `hidden` are passed over.
    """
    seen = [place for place, label in enumerate(labels) if label not in hidden]
    matrix, labels = _matrix(blobs)[:, seen], [labels[place] for place in seen]
    order = np.argsort(-matrix, axis=1, kind="stable")[:, :count]
    names = np.asarray(labels, dtype=object)[order].tolist()
    values = np.take_along_axis(matrix, order, axis=1).tolist()
    return [tuple(zip(n, v, strict=True)) for n, v in zip(names, values, strict=True)]


def _matrix(blobs: Sequence[bytes]) -> npt.NDArray[np.float32]:
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1)
