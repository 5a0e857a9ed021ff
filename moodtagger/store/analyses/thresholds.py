"""Which moods of a song are confident: its probabilities against its network's thresholds.

They are compared when they are read, so that another choice of precision holds at once, for every
analysis and also in a library that is open for reading only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from moodtagger.core.mood_preferences import MoodChoice
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.store.analyses import blobs as pack
from moodtagger.store.analyses.bulk_writer import model_of
from moodtagger.store.database import statements as row_statements
from moodtagger.store.database.session import Access
from moodtagger.store.database.statements import ask
from moodtagger.store.database.tables import Model, Threshold

Limits = Mapping[int, Mapping[str, float]]  # model id -> mood -> least probability


class Confidence(Access):
    """The library as seen with a precision and a choice of moods; both may be set at any time.

    `precision` is one of those that thresholds were kept for. Where none were, and while it is
    None, the moods are confident that were so when the song was heard. `in_use` is the network
    that the choice is about, by name, with its whole vocabulary: its thresholds follow a choice
    at once, also in a library that is open for reading only. Hidden moods are not seen.
    """

    precision: float | None = None
    choice: MoodChoice = MoodChoice()
    in_use: tuple[str, Vocabulary] | None = None

    def keep_thresholds(self, model: str, thresholds: Mapping[float, Mapping[str, float]]) -> None:
        """Keep a network's thresholds (precision -> mood -> least probability) for its analyses.

        They take the place of older ones; nothing is written when they are the same.
        """
        wanted = {(asked, *item) for asked, of in thresholds.items() for item in of.items()}
        with self._read() as connection:
            if {tuple(row) for row in connection.execute(_kept(model))} == wanted:
                return
        with self._write() as connection:
            model_id, _ = model_of(connection, model)
            connection.execute(delete(Threshold).where(Threshold.model_id == model_id))
            rows = [
                {"model_id": model_id, "asked": asked, "mood": mood, "least": least}
                for asked, mood, least in sorted(wanted)
            ]
            if rows:
                connection.execute(insert(Threshold), rows)

    def _limits(self, connection: Connection) -> Limits:
        """The thresholds of every network that hold now."""
        return self._limits_at(connection, self.precision)

    def _limits_at(self, connection: Connection, precision: float | None) -> Limits:
        """Those that would hold at another precision."""
        hidden = self.choice.hidden
        limits = {
            model_id: {mood: least for mood, least in of.items() if mood not in hidden}
            for model_id, of in limits_at(connection, precision).items()
        }
        if self.in_use is None or precision is None:
            return limits
        name, vocabulary = self.in_use
        thresholds = self.choice.applied(vocabulary, precision).thresholds()
        for (model_id,) in ask(connection, row_statements.model_id(), {"model": name}):
            limits[model_id] = thresholds
        return limits


def limits_at(connection: Connection, precision: float | None) -> Limits:
    """The thresholds of every network at that precision; none for None."""
    limits: dict[int, dict[str, float]] = defaultdict(dict)
    asked = {"asked": precision}
    for model_id, mood, least in ask(connection, row_statements.thresholds(), asked):
        limits[model_id][mood] = least
    return dict(limits)


def groups(rows: Iterable[Any]) -> dict[tuple[int, int], list[int]]:
    """Places of the rows that have a blob, by network and by the blob's length."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.blob:
            found[row.model_id, len(row.blob)].append(i)
    return found


def confident(
    rows: Sequence[Any],
    labels: Mapping[int, tuple[str, ...]],
    limits: Limits,
    hidden: frozenset[str] = frozenset(),
) -> list[tuple[str, ...]]:
    """The confident moods of each row (model_id, blob, confident), most probable first."""
    out: list[tuple[str, ...]] = [
        tuple(mood for mood in row.confident or () if mood not in hidden) for row in rows
    ]
    for (model_id, size), places in groups(rows).items():
        if model_id in limits:
            blobs = [rows[i].blob for i in places]
            names = labels[model_id][: size // 4]
            found = pack.confident_moods(blobs, names, limits[model_id])
            for i, moods in zip(places, found, strict=True):
                out[i] = moods
    return out


def count_confident(
    rows: Sequence[Any], labels: Mapping[int, tuple[str, ...]], limits: Limits
) -> int:
    """How many of the rows have a confident mood: quicker than `confident`."""
    count = 0
    for (model_id, size), places in groups(rows).items():
        if model_id in limits:
            blobs = [rows[i].blob for i in places]
            names = labels[model_id][: size // 4]
            count += int(pack.over(blobs, names, limits[model_id]).any(axis=1).sum())
        else:
            count += sum(bool(rows[i].confident) for i in places)
    return count


def _kept(model: str) -> Any:
    columns = (Threshold.asked, Threshold.mood, Threshold.least)
    return select(*columns).join(Model, Model.id == Threshold.model_id).where(Model.name == model)
