"""Which moods of a song are confident: its probabilities against its network's thresholds.

They are compared when they are read, so that another choice of precision holds at once, for every
analysis and also in a library that is open for reading only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.store.analyses import blobs as pack
from moodtagger.store.analyses.bulk_writer import ensure_model
from moodtagger.store.database import statements
from moodtagger.store.database.session import Session
from moodtagger.store.database.statements import execute_raw
from moodtagger.store.database.tables import Model, Threshold

ThresholdsByModel = Mapping[int, Mapping[str, float]]  # model id -> mood -> least probability


class Thresholds:
    """The library as seen with a precision and a choice of moods; both may be set at any time.

    `precision` is one of those that thresholds were kept for. Where none were, and while it is
    None, the moods are confident that were so when the song was heard. `in_use` is the network
    that the choice is about, by name, with its whole vocabulary: its thresholds follow a choice
    at once, also in a library that is open for reading only. Hidden moods are not seen.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.precision: float | None = None
        self.mood_preferences = MoodPreferences()
        self.active_model: tuple[str, Vocabulary] | None = None

    def save(self, model: str, thresholds: Mapping[float, Mapping[str, float]]) -> None:
        """Keep a network's thresholds (precision -> mood -> least probability) for its analyses.

        They take the place of older ones; nothing is written when they are the same.
        """
        wanted = {(asked, *item) for asked, of in thresholds.items() for item in of.items()}
        with self._session.read() as connection:
            if {tuple(row) for row in connection.execute(_stored_thresholds(model))} == wanted:
                return
        with self._session.write() as connection:
            model_id, _ = ensure_model(connection, model)
            connection.execute(delete(Threshold).where(Threshold.model_id == model_id))
            rows = [
                {"model_id": model_id, "asked": asked, "mood": mood, "least": least}
                for asked, mood, least in sorted(wanted)
            ]
            if rows:
                connection.execute(insert(Threshold), rows)

    def current(self, connection: Connection) -> ThresholdsByModel:
        """The thresholds of every network that hold now."""
        return self.at(connection, self.precision)

    def at(self, connection: Connection, precision: float | None) -> ThresholdsByModel:
        """Those that would hold at another precision."""
        hidden = self.mood_preferences.hidden
        by_model = {
            model_id: {mood: least for mood, least in of.items() if mood not in hidden}
            for model_id, of in thresholds_at(connection, precision).items()
        }
        if self.active_model is None or precision is None:
            return by_model
        name, vocabulary = self.active_model
        thresholds = self.mood_preferences.apply_to(vocabulary, precision).thresholds()
        for (model_id,) in execute_raw(connection, statements.model_id(), {"model": name}):
            by_model[model_id] = thresholds
        return by_model


def thresholds_at(connection: Connection, precision: float | None) -> ThresholdsByModel:
    """The thresholds of every network at that precision; none for None."""
    by_model: dict[int, dict[str, float]] = defaultdict(dict)
    parameters = {"asked": precision}
    for model_id, mood, least in execute_raw(connection, statements.thresholds(), parameters):
        by_model[model_id][mood] = least
    return dict(by_model)


def group_by_blob_size(rows: Iterable[Any]) -> dict[tuple[int, int], list[int]]:
    """Places of the rows that have a blob, by network and by the blob's length."""
    grouped: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.blob:
            grouped[row.model_id, len(row.blob)].append(i)
    return grouped


def select_confident(
    rows: Sequence[Any],
    labels: Mapping[int, tuple[str, ...]],
    thresholds: ThresholdsByModel,
    hidden: frozenset[str] = frozenset(),
) -> list[tuple[str, ...]]:
    """The confident moods of each row (model_id, blob, confident), most probable first."""
    out: list[tuple[str, ...]] = [
        tuple(mood for mood in row.confident or () if mood not in hidden) for row in rows
    ]
    for (model_id, size), indices in group_by_blob_size(rows).items():
        if model_id in thresholds:
            blobs = [rows[i].blob for i in indices]
            names = labels[model_id][: size // 4]
            found = pack.confident_moods(blobs, names, thresholds[model_id])
            for i, moods in zip(indices, found, strict=True):
                out[i] = moods
    return out


def count_confident(
    rows: Sequence[Any], labels: Mapping[int, tuple[str, ...]], thresholds: ThresholdsByModel
) -> int:
    """How many of the rows have a confident mood: quicker than `confident`."""
    count = 0
    for (model_id, size), indices in group_by_blob_size(rows).items():
        if model_id in thresholds:
            blobs = [rows[i].blob for i in indices]
            names = labels[model_id][: size // 4]
            count += int(pack.above_threshold(blobs, names, thresholds[model_id]).any(axis=1).sum())
        else:
            count += sum(bool(rows[i].confident) for i in indices)
    return count


def _stored_thresholds(model: str) -> Any:
    columns = (Threshold.asked, Threshold.mood, Threshold.least)
    return select(*columns).join(Model, Model.id == Threshold.model_id).where(Model.name == model)
