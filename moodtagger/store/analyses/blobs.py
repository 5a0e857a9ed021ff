"""Predictions packed as float32 blobs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.attributes import ATTRIBUTES, Attributes
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.vocabulary import MAX_SUGGESTIONS, TierThresholds

SuggestedLabels = tuple[tuple[str, ...], tuple[str, ...]]  # clear, likely

_SEGMENT_HEADER = 4  # start_s, end_s, valence, arousal precede a window's moods


def pack_moods(prediction: Prediction, labels: Sequence[str]) -> bytes:
    """Pack probabilities in the order of `labels`; 0 for a label the prediction lacks."""
    values = [prediction.moods.get(label, 0.0) for label in labels]
    return np.asarray(values, dtype="<f4").tobytes()


def unpack_moods(blob: bytes, labels: Sequence[str]) -> dict[str, float]:
    """Map labels to probabilities; labels added after the blob was packed are left out."""
    return dict(zip(labels, np.frombuffer(blob, dtype="<f4").tolist(), strict=False))


def pack_attributes(attributes: Attributes | None) -> bytes | None:
    """Pack the attributes of a song in the order of `ATTRIBUTES`; None stays None."""
    if attributes is None:
        return None
    return np.asarray([attributes[name] for name in ATTRIBUTES], dtype="<f4").tobytes()


def unpack_attributes(blob: bytes | None) -> dict[str, float] | None:
    """Unpack the attributes of a song; None stays None."""
    if blob is None:
        return None
    return dict(zip(ATTRIBUTES, np.frombuffer(blob, dtype="<f4").tolist(), strict=True))


def attribute_columns(blobs: Sequence[bytes | None]) -> npt.NDArray[np.float64]:
    """Unpack the attributes of many songs, (attributes, n), NaN where there are none."""
    unknown = np.full(len(ATTRIBUTES), np.nan, "<f4").tobytes()
    joined = b"".join([unknown if blob is None else blob for blob in blobs])
    rows = np.frombuffer(joined, "<f4").reshape(len(blobs), len(ATTRIBUTES))
    return rows.T.astype(np.float64)


def pack_vector(vector: npt.NDArray[np.float32]) -> bytes:
    """Pack an embedding, shape (d,)."""
    return np.ascontiguousarray(vector, dtype="<f4").tobytes()


def unpack_vector(blob: bytes) -> npt.NDArray[np.float32]:
    """Unpack an embedding, shape (d,), into memory of its own."""
    return np.frombuffer(blob, dtype="<f4").astype(np.float32)


def pack_segments(segments: Sequence[Segment], labels: Sequence[str]) -> bytes:
    """Pack windows as float32, shape (n, 4 + len(labels))."""
    values = [
        [s.start_s, s.end_s, s.valence, s.arousal, *(s.moods.get(label, 0.0) for label in labels)]
        for s in segments
    ]
    return np.asarray(values, dtype="<f4").tobytes()


def unpack_segments(blob: bytes, labels: Sequence[str]) -> tuple[Segment, ...]:
    """Unpack windows; `labels` must be those the blob was packed with."""
    windows = np.frombuffer(blob, dtype="<f4").reshape(-1, _SEGMENT_HEADER + len(labels)).tolist()
    return tuple(
        Segment(start, end, valence, arousal, dict(zip(labels, moods, strict=True)))
        for start, end, valence, arousal, *moods in windows
    )


def above_threshold(
    blobs: Sequence[bytes], labels: Sequence[str], thresholds: Mapping[str, float]
) -> npt.NDArray[np.bool_]:
    """Return which moods of many blobs of one length are at or above their threshold, (n, moods).

    A mood without a threshold never is.
    """
    return above_threshold_in(_to_matrix(blobs), labels, thresholds)


def above_threshold_in(
    probabilities: npt.NDArray[np.float32], labels: Sequence[str], thresholds: Mapping[str, float]
) -> npt.NDArray[np.bool_]:
    """Return which probabilities (n, moods) are at or above their threshold."""
    cutoffs = np.array([thresholds.get(label, np.inf) for label in labels], np.float32)
    return np.greater_equal(probabilities, cutoffs)


def suggested_in(
    probabilities: npt.NDArray[np.float32], labels: Sequence[str], thresholds: TierThresholds
) -> npt.NDArray[np.int16]:
    """Return the suggestions of each row of (n, moods), (n, 0 to 5), in order, -1 where none is
    left.

    Clear ones are columns of the probabilities; likely ones, which follow them, those columns plus
    the number of moods.
    """
    count = len(labels)
    clear = above_threshold_in(probabilities, labels, thresholds.clear).ravel()
    suggested = clear
    if thresholds.likely:
        suggested = clear | above_threshold_in(probabilities, labels, thresholds.likely).ravel()
    found = np.flatnonzero(suggested)
    song, mood = np.divmod(found, count)
    is_clear = clear[found]
    rank = probabilities.ravel()[found] + is_clear.astype(np.float32)
    mood = sort_by_probability(song, mood + count * ~is_clear, rank, 2 * count)
    counts = np.bincount(song, minlength=len(probabilities))
    position = np.arange(len(song)) - (np.cumsum(counts) - counts)[song]
    kept = position < MAX_SUGGESTIONS
    width = min(MAX_SUGGESTIONS, int(counts.max(initial=0)))
    padded = np.full((len(probabilities), width), -1, np.int16)
    padded[song[kept], position[kept]] = mood[kept]
    return padded


def suggested_labels(codes: Iterable[int], labels: Sequence[str]) -> SuggestedLabels:
    """Return the clear and the likely moods of a row of `suggested_in`."""
    found = [code for code in codes if code >= 0]
    clear = tuple(labels[code] for code in found if code < len(labels))
    return clear, tuple(labels[code - len(labels)] for code in found if code >= len(labels))


def suggested_moods(
    blobs: Sequence[bytes], labels: Sequence[str], thresholds: TierThresholds
) -> list[SuggestedLabels]:
    """Return the clear and the likely moods of each track, most probable first."""
    rows = suggested_in(_to_matrix(blobs), labels, thresholds).tolist()
    return [suggested_labels(row, labels) for row in rows]


def top_moods(
    probabilities: npt.NDArray[np.float32],
    labels: Sequence[str],
    count: int,
    hidden: Container[str] = (),
) -> list[tuple[tuple[str, float], ...]]:
    """Return the `count` most probable moods of each row of (n, moods), most probable first.

    Moods in `hidden` are skipped.
    """
    visible = [column for column, label in enumerate(labels) if label not in hidden]
    matrix, labels = probabilities[:, visible], [labels[column] for column in visible]
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
    """Sort the moods (k,) of ascending tracks by falling probability within each track, stably.

    Track, bits of the probability, and mood form one number, as in `_top_columns`: sorting by one
    key after the other takes five times as long.
    """
    if not (probability >= 0).all():
        return mood[np.lexsort((-probability, song))]
    mood_bits = mood_count.bit_length()
    bits = (probability + np.float32(0)).view(np.uint32).astype(np.int64)
    keys = (song.astype(np.int64) << (31 + mood_bits)) - (bits << mood_bits) + mood
    keys.sort()
    return (keys & ((1 << mood_bits) - 1)).astype(np.intp)


def _top_columns(matrix: npt.NDArray[np.float32], count: int) -> npt.NDArray[np.intp]:
    """Return the columns of the `count` highest values of each row, highest first, stably.

    The highest few are found without sorting a whole row: bits of nonnegative floats sort as their
    values do, and the column in the low digits breaks ties.
    """
    columns = matrix.shape[1]
    if columns <= count or not (matrix >= 0).all():
        return np.argsort(-matrix, axis=1, kind="stable")[:, :count]
    bits = (matrix + np.float32(0)).view(np.uint32).astype(np.int64)  # + 0 turns -0 into 0
    keys = bits * columns + np.arange(columns - 1, -1, -1)
    best = np.sort(np.partition(keys, columns - count, axis=1)[:, columns - count :], axis=1)
    highest: npt.NDArray[np.intp] = columns - 1 - best[:, ::-1] % columns
    return highest


def _to_matrix(blobs: Sequence[bytes]) -> npt.NDArray[np.float32]:
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1)
