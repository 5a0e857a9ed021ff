"""Suggested moods: probabilities compared with the thresholds of their model.

They are compared when they are read, so that another precision takes effect at once, for every
analysis and even in a library that is open for reading only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.vocabulary import (
    LIKELY_PRECISION,
    MAX_SUGGESTIONS,
    TierThresholds,
    Vocabulary,
)
from moodtagger.store.analyses import blobs as pack
from moodtagger.store.analyses.blobs import SuggestedLabels
from moodtagger.store.analyses.bulk_writer import ensure_model
from moodtagger.store.database import statements
from moodtagger.store.database.session import Session
from moodtagger.store.database.statements import execute_raw
from moodtagger.store.database.tables import Model, Threshold

ThresholdsByModel = Mapping[int, TierThresholds]  # by model id


class Thresholds:
    """The precision and the choice of moods that the library is read with.

    `precision` is one of those that thresholds were saved for. Without saved thresholds, and while
    it is None, the moods are confident that were so at the time of the analysis. `active_model` is
    the name and the full vocabulary of the model that the choice is about: its thresholds follow
    the choice at once, even in a library that is open for reading only. Hidden moods are not
    returned. Where it `detects_speech`, songs that are speech have no moods; see `core.speech`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.precision: float | None = None
        self.mood_preferences = MoodPreferences()
        self.active_model: tuple[str, Vocabulary] | None = None
        self.detects_speech = True

    def save(self, model: str, thresholds: Mapping[float, Mapping[str, float]]) -> None:
        """Save the thresholds of a model (precision -> mood -> minimum probability).

        They replace older ones; nothing is written when they are the same.
        """
        new = {
            (precision, *item)
            for precision, minimums in thresholds.items()
            for item in minimums.items()
        }
        with self._session.read() as connection:
            if {tuple(row) for row in connection.execute(_stored_thresholds(model))} == new:
                return
        with self._session.write() as connection:
            model_id, _ = ensure_model(connection, model)
            connection.execute(delete(Threshold).where(Threshold.model_id == model_id))
            rows = [
                {"model_id": model_id, "asked": precision, "mood": mood, "least": minimum}
                for precision, mood, minimum in sorted(new)
            ]
            if rows:
                connection.execute(insert(Threshold), rows)

    def current(self, connection: Connection) -> ThresholdsByModel:
        """Return the thresholds of every model at the current precision."""
        return self.at(connection, self.precision)

    def at(self, connection: Connection, precision: float | None) -> ThresholdsByModel:
        """Return the thresholds of every model at another precision."""
        clear = self._shown_at(connection, precision)
        likely = self._shown_at(connection, LIKELY_PRECISION)
        by_model = {
            model_id: TierThresholds(minimums, likely.get(model_id, {}))
            for model_id, minimums in clear.items()
        }
        if self.active_model is None or precision is None:
            return by_model
        name, vocabulary = self.active_model
        thresholds = self.mood_preferences.apply_to(vocabulary, precision).tier_thresholds()
        for (model_id,) in execute_raw(connection, statements.model_id(), {"model": name}):
            by_model[model_id] = thresholds
        return by_model

    def former_labels(self) -> dict[str, str]:
        """Map labels that the active model lacks to the moods in their place."""
        return {} if self.active_model is None else self.active_model[1].former_labels()

    def _shown_at(
        self, connection: Connection, precision: float | None
    ) -> dict[int, dict[str, float]]:
        hidden = self.mood_preferences.hidden
        return {
            model_id: {mood: p for mood, p in minimums.items() if mood not in hidden}
            for model_id, minimums in thresholds_at(connection, precision).items()
        }


def thresholds_at(connection: Connection, precision: float | None) -> dict[int, dict[str, float]]:
    """Load the stored thresholds of every model at a precision; none for None."""
    by_model: dict[int, dict[str, float]] = defaultdict(dict)
    parameters = {"asked": precision}
    for model_id, mood, minimum in execute_raw(connection, statements.thresholds(), parameters):
        by_model[model_id][mood] = minimum
    return dict(by_model)


def group_by_blob_size(rows: Iterable[Any]) -> dict[tuple[int, int], list[int]]:
    """Return the indices of the rows that have a blob, by model and by the blob's length."""
    grouped: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.blob:
            grouped[row.model_id, len(row.blob)].append(i)
    return grouped


def select_suggestions(
    rows: Sequence[Any],
    labels: Mapping[int, tuple[str, ...]],
    thresholds: ThresholdsByModel,
    hidden: frozenset[str] = frozenset(),
) -> list[SuggestedLabels]:
    """Return the clear and the likely moods of each row (model_id, blob, confident)."""
    out = [stored_suggestions(row.confident or (), hidden) for row in rows]
    for (model_id, size), indices in group_by_blob_size(rows).items():
        if model_id in thresholds:
            blobs = [rows[i].blob for i in indices]
            names = labels[model_id][: size // 4]
            found = pack.suggested_moods(blobs, names, thresholds[model_id])
            for i, moods in zip(indices, found, strict=True):
                out[i] = moods
    return out


def stored_suggestions(confident: Iterable[str], hidden: Container[str]) -> SuggestedLabels:
    """Return what was suggested at the time of an analysis, which is clear."""
    shown = [mood for mood in confident if mood not in hidden]
    return tuple(shown[:MAX_SUGGESTIONS]), ()


def count_confident(
    rows: Sequence[Any], labels: Mapping[int, tuple[str, ...]], thresholds: ThresholdsByModel
) -> int:
    """Count the rows with a clear mood, which is faster than selecting the moods."""
    count = 0
    for (model_id, size), indices in group_by_blob_size(rows).items():
        if model_id in thresholds:
            blobs = [rows[i].blob for i in indices]
            names = labels[model_id][: size // 4]
            clear = thresholds[model_id].clear
            count += int(pack.above_threshold(blobs, names, clear).any(axis=1).sum())
        else:
            count += sum(bool(rows[i].confident) for i in indices)
    return count


def _stored_thresholds(model: str) -> Any:
    columns = (Threshold.asked, Threshold.mood, Threshold.least)
    return select(*columns).join(Model, Model.id == Threshold.model_id).where(Model.name == model)
