"""Preparation of a fine-tuning dataset: features, target moods, held-out songs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import FileExchangedError, ModelError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import JobProgress
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.finetuning.dataset import SongFeatures
from moodtagger.services.finetuning.training_csv import LabeledSong, RowError
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash, failure_message
from moodtagger.services.workers.worker import FileExchanged, Fingerprint, Operation, Task


@dataclass(frozen=True, slots=True)
class TrainingSong:
    """A row of the table with the features of its audio; `artist` is from its tags, or empty."""

    row: LabeledSong
    audio_hash: str
    artist: str
    features: SongFeatures


@dataclass(slots=True)
class FeatureExtractionJob:
    """Extracts the features of all songs; `cache_dir` has those of earlier runs with this model."""

    cache_dir: Path
    rows: Sequence[LabeledSong]
    on_progress: Callable[[JobProgress], None]
    songs: list[TrainingSong] = field(default_factory=list)
    row_errors: list[RowError] = field(default_factory=list)
    cached_count: int = 0  # songs whose features were in the cache
    _by_path: dict[str, LabeledSong] = field(default_factory=dict)
    _fingerprints: dict[str, tuple[str, str]] = field(default_factory=dict)
    _line_by_hash: dict[str, int] = field(default_factory=dict)
    _extracted: int = 0
    _started_at: float = 0.0

    def run(self, pool: AnalysisPool, cancel: Event) -> None:
        """Extract missing features; then `songs` and `row_errors` are in the order of the table."""
        self._by_path = {row.path: row for row in self.rows}
        self._started_at = monotonic()
        tasks = (Task(Operation.FINGERPRINT, row.path) for row in self.rows)
        pool.run(tasks, self._collect, cancel)
        self.songs.sort(key=lambda song: song.row.line)
        self.row_errors.sort(key=lambda row_error: row_error.line)

    def _collect(self, task: Task, result: Any) -> list[Task]:
        row = self._by_path[task.path]
        if isinstance(result, Fingerprint):
            return self._on_fingerprint(row, result)
        if isinstance(result, SongFeatures):
            self._extracted += 1
            digest, artist = self._fingerprints[row.path]
            try:
                result.save(self._cache_path(digest))
            except OSError as error:
                raise ModelError(
                    f"Couldn't save the analysis: {error.strerror}.", path=self.cache_dir
                ) from error
            self._add(TrainingSong(row, digest, artist, result))
        elif result is not None:  # None: canceled
            self._fail(row, _failure_message(result))
        return []

    def _on_fingerprint(self, row: LabeledSong, fingerprint: Fingerprint) -> list[Task]:
        digest = fingerprint.audio_hash
        if digest is None:
            self._fail(row, fingerprint.error)
            return []
        if digest in self._line_by_hash:
            self._fail(row, f"Same audio as on line {self._line_by_hash[digest]}.")
            return []
        self._line_by_hash[digest] = row.line
        self._fingerprints[row.path] = digest, fingerprint.tags.artist
        features = SongFeatures.load(self._cache_path(digest))
        if features is None:
            return [Task(Operation.EXTRACT_FEATURES, row.path, audio_hash=digest)]
        self.cached_count += 1
        self._add(TrainingSong(row, digest, fingerprint.tags.artist, features))
        return []

    def _cache_path(self, digest: str) -> Path:
        return self.cache_dir / f"{digest}.npz"

    def _add(self, song: TrainingSong) -> None:
        self.songs.append(song)
        self._report_progress(song.row.path)

    def _fail(self, row: LabeledSong, reason: str) -> None:
        self.row_errors.append(RowError(row.line, row.path, reason))
        self._report_progress(row.path)

    def _report_progress(self, path: str) -> None:
        done = len(self.songs) + len(self.row_errors)
        # Those of the cache and of other errors take almost no time: they would make it absurd.
        rate = self._extracted / max(monotonic() - self._started_at, 1e-3)
        eta_s = (len(self.rows) - done) / rate if rate else None
        self.on_progress(JobProgress(done, len(self.rows), len(self.row_errors), rate, eta_s, path))


def _failure_message(
    result: AnalysisResult | FileExchanged | WorkerCrash | BaseException,
) -> str:
    if isinstance(result, FileExchanged):
        return FileExchangedError(result.path).full_message
    return (
        result.error or result.skip_reason
        if isinstance(result, AnalysisResult)
        else failure_message(result)
    )


MIN_SONGS_PER_MOOD = 5  # a mood with fewer songs is not trained


@dataclass(frozen=True, slots=True)
class TargetMoods:
    """The moods to train.

    `labels` have the `output_indices` of the extended network, with the model's own moods first
    and `new_count` new ones last. `skipped` are moods of too few songs, or of all songs, with the
    number of their songs.
    """

    labels: tuple[str, ...]
    output_indices: tuple[int, ...]
    new_count: int
    skipped: tuple[tuple[str, int], ...]


class MoodLabelResolver:
    """Resolves mood labels of the table to the model's, ignoring case.

    A label that was merged into one of the model's moods counts as that mood.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._labels: dict[str, str] = {}
        for mood in vocabulary:
            for word in mood.sources:
                self._labels.setdefault(word.casefold(), mood.label)
        self._labels |= {label.casefold(): label for label in vocabulary.labels}

    def resolve(self, word: str) -> str:
        """Return the mood's label; a new one keeps its first spelling."""
        return self._labels.setdefault(word.casefold(), word)


def choose_target_moods(songs: Sequence[frozenset[str]], vocabulary: Vocabulary) -> TargetMoods:
    """Choose the moods to train from the moods of each song."""
    counts = Counter(mood for moods in songs for mood in moods)
    trainable = {m for m, count in counts.items() if MIN_SONGS_PER_MOOD <= count < len(songs)}
    old = [label for label in vocabulary.labels if label in trainable]
    new = sorted(trainable.difference(old))
    outputs = [vocabulary.labels.index(label) for label in old]
    outputs += range(len(vocabulary), len(vocabulary) + len(new))
    skipped = sorted((m, count) for m, count in counts.items() if m not in trainable)
    return TargetMoods((*old, *new), tuple(outputs), len(new), tuple(skipped))


def label_matrix(songs: Sequence[frozenset[str]], labels: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return a matrix (songs, labels) with 1 where the song has the mood."""
    rows = [[label in moods for label in labels] for moods in songs]
    return np.array(rows, np.float32).reshape(len(songs), len(labels))


HOLD_OUT_FRACTION = 0.2
MIN_HELD_OUT_SONGS = 3
_RANDOM_SPLITS = 200
_MAX_GROUP_FRACTION = 0.5

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class HoldOutSplit:
    """A split of n songs; `mask` (n,) marks those held out, no `grouped_by` is on both sides."""

    mask: npt.NDArray[np.bool_]
    grouped_by: str


def hold_out_split(paths: Sequence[str], artists: Sequence[str], labels: Floats) -> HoldOutSplit:
    """Hold out about a fifth of n songs so that each of the `labels` (n, t) is on both sides.

    Songs are grouped by artist where the tags have enough of them, else by folder, else not at
    all. The split of the same songs is always the same.
    """
    groupings: list[tuple[str, Callable[[int], str]]] = [
        ("artist", lambda i: artists[i].casefold() or f"\0{i}"),
        ("folder", lambda i: str(Path(paths[i]).parent)),
        ("song", str),
    ]
    for by, group_of in groupings:
        groups = [group_of(i) for i in range(len(paths))]
        mask = _best_split(groups, labels)
        if mask is not None and (by == "song" or _is_balanced(groups)):
            return HoldOutSplit(mask, by)
    raise ValueError("there are not two songs")


def _is_balanced(groups: Sequence[str]) -> bool:
    counts = Counter(groups)
    return len(counts) >= 4 and max(counts.values()) <= _MAX_GROUP_FRACTION * len(groups)


def _best_split(groups: Sequence[str], labels: Floats) -> npt.NDArray[np.bool_] | None:
    """Return the one of many random splits that divides the labels most evenly."""
    target_count = max(MIN_HELD_OUT_SONGS, round(HOLD_OUT_FRACTION * len(groups)))
    group_ids = np.unique(np.array(groups, dtype=object), return_inverse=True)[1]
    sizes = np.bincount(group_ids)
    rng = np.random.default_rng(0)
    best, lowest_cost = None, np.inf
    for _ in range(_RANDOM_SPLITS):
        order = rng.permutation(len(sizes))
        held_out_groups = order[: 1 + int(np.searchsorted(np.cumsum(sizes[order]), target_count))]
        mask = np.isin(group_ids, held_out_groups)
        if not MIN_HELD_OUT_SONGS <= mask.sum() <= len(groups) / 2:
            continue
        cost = _label_imbalance(mask, labels) + abs(int(mask.sum()) - target_count) / len(groups)
        if cost < lowest_cost:
            best, lowest_cost = mask, cost
    return best


def _label_imbalance(mask: npt.NDArray[np.bool_], labels: Floats) -> float:
    """Return how far the held-out fraction of each label is from the target, on average."""
    fraction = labels[mask].sum(axis=0) / np.maximum(labels.sum(axis=0), 1)
    return float(np.abs(fraction - HOLD_OUT_FRACTION).mean())
