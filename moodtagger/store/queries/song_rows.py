"""The lines of the song table, built in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from moodtagger.core.song_table import Shelf
from moodtagger.core.tracks import SongRow
from moodtagger.runtime.gc_control import no_garbage_collection
from moodtagger.store.analyses.analyses import shown_analysis
from moodtagger.store.analyses.thresholds import Confidence, count_confident
from moodtagger.store.database import statements as row_statements
from moodtagger.store.database.column_types import parse_words
from moodtagger.store.database.statements import ask, some
from moodtagger.store.database.tables import Analysis, Model, Track
from moodtagger.store.decisions.corrections import corrections_of
from moodtagger.store.queries.song_table import Known, make_shelf


class Rows(Confidence):
    """The library as the views see it."""

    def rows(
        self, track_ids: Iterable[int] | None = None, model: str | None = None
    ) -> list[SongRow]:
        """All songs, or those of `track_ids` that exist, by id.

        What is shown was heard by `model`, or by whichever network heard last: after an update
        of the app the old results stay visible. `moods` holds the five most probable.
        """
        with no_garbage_collection():
            return list(self.shelf(track_ids, model))

    def shelf(self, track_ids: Iterable[int] | None = None, model: str | None = None) -> Shelf:
        """The same songs as columns, whose rows are made when they are asked for."""
        ids = None if track_ids is None else list(track_ids)
        hidden = self.choice.hidden
        with no_garbage_collection(), self._read() as connection:
            networks = ask(connection, row_statements.networks()).fetchall()
            known = Known(
                labels={network: parse_words(labels) for network, labels, _ in networks},
                older={i for i, _, name in networks if model is not None and name != model},
                limits=self._limits(connection),
                failures=_failures(connection, model),
                decided=_decided(connection, ids, hidden),
                corrected=corrections_of(connection, ids),
                hidden=hidden,
                names=self.choice.names,
            )
            return make_shelf(connection, model, ids, known)

    def with_confident_mood(
        self, precisions: Iterable[float], model: str | None = None
    ) -> dict[float, int]:
        """How many of the present songs would have a confident mood at each precision."""
        columns = (Analysis.model_id, Analysis.moods.label("blob"), Analysis.confident)
        statement = (
            select(*columns)
            .select_from(Track)
            .join(Analysis, Analysis.id == shown_analysis(model))
            .where(~Track.absent)
        )
        with self._read() as connection:
            found = connection.execute(statement).all()
            labels = {m.id: m.labels for m in connection.execute(select(Model.id, Model.labels))}
            limits = {asked: self._limits_at(connection, asked) for asked in precisions}
        return {asked: count_confident(found, labels, of) for asked, of in limits.items()}


def _failures(connection: Connection, model: str | None) -> dict[int | str, str]:
    """Failures that still hold, by track id and by audio hash, which copies share.

    One of `model` hides those of other networks.
    """
    failures: dict[int | str, str] = {}
    found = ask(connection, row_statements.failures(), {"model": model})
    for track_id, digest, message in found:
        failures[track_id] = message
        if digest is not None:
            failures[digest] = message
    return failures


def _decided(
    connection: Connection, ids: Sequence[int] | None, hidden: frozenset[str]
) -> dict[int, tuple[list[str], list[str]]]:
    found = ask(connection, row_statements.decisions(some=ids is not None), some(ids))
    decided: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for track_id, mood, accepted in found:
        if mood not in hidden:
            decided[track_id][0 if accepted else 1].append(mood)
    return decided
