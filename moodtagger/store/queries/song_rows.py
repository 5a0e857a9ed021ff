"""The rows of the song table, built in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from moodtagger.core.messages import Message
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import SongRow
from moodtagger.runtime import gc_disabled
from moodtagger.store.analyses.analyses import shown_analysis
from moodtagger.store.analyses.thresholds import Thresholds, count_confident
from moodtagger.store.database import statements
from moodtagger.store.database.column_types import parse_string_list
from moodtagger.store.database.session import Session
from moodtagger.store.database.statements import execute_raw, ids_parameter
from moodtagger.store.database.tables import Analysis, Model, Track
from moodtagger.store.decisions import load_corrections
from moodtagger.store.queries.personal_answers import PersonalAnswers
from moodtagger.store.queries.track_table import LookupTables, build_track_table


class Songs:
    """The tracks as the views show them."""

    def __init__(self, session: Session, thresholds: Thresholds, personal: PersonalAnswers) -> None:
        self._session = session
        self._thresholds = thresholds
        self._personal = personal
        self.bpm_range: tuple[float, float] | None = None  # of detected tempos

    def rows(
        self, track_ids: Iterable[int] | None = None, model: str | None = None
    ) -> list[SongRow]:
        """Return all tracks, or those of `track_ids` that exist, by id.

        The analysis shown is by `model`, or by whichever model was used last: after an update of
        the app the old results stay visible. `moods` holds the five most probable.
        """
        with gc_disabled():
            return list(self.table(track_ids, model))

    def table(self, track_ids: Iterable[int] | None = None, model: str | None = None) -> TrackTable:
        """Return the same tracks as columns, whose rows are created on access."""
        ids = None if track_ids is None else list(track_ids)
        hidden, profile = self._thresholds.mood_preferences.hidden, self._session.profile_id
        with gc_disabled(), self._session.read() as connection:
            networks = execute_raw(connection, statements.all_models()).fetchall()
            lookup = LookupTables(
                labels={network: parse_string_list(labels) for network, labels, _ in networks},
                stale_models={i for i, _, name in networks if model is not None and name != model},
                thresholds=self._thresholds.current(connection),
                failures=_load_failures(connection, model),
                decisions=_load_decisions(connection, ids, profile, hidden),
                corrections=load_corrections(connection, ids, profile),
                tempos=_load_tempos(connection, ids),
                bpm_range=self.bpm_range,
                hidden=hidden,
                names=self._thresholds.mood_preferences.names,
                detects_speech=self._thresholds.detects_speech,
                personal=self._personal,
                former=self._thresholds.former_labels(),
            )
            return build_track_table(connection, model, ids, lookup)

    def count_with_confident_mood(
        self, precisions: Iterable[float], model: str | None = None
    ) -> dict[float, int]:
        """Count how many of the present tracks would have a confident mood at each precision."""
        columns = (
            *(Analysis.model_id, Analysis.moods.label("blob"), Analysis.confident),
            Analysis.audio_hash,
        )
        statement = (
            select(*columns)
            .select_from(Track)
            .join(Analysis, Analysis.id == shown_analysis(model))
            .where(~Track.absent, statements.is_listed())
        )
        with self._session.read() as connection:
            found = connection.execute(statement).all()
            labels = {m.id: m.labels for m in connection.execute(select(Model.id, Model.labels))}
            thresholds = {p: self._thresholds.at(connection, p) for p in precisions}
            found = self._personal.adjust_rows(connection, found, labels, None)
        return {p: count_confident(found, labels, at_p) for p, at_p in thresholds.items()}


def _load_failures(connection: Connection, model: str | None) -> dict[int | str, str]:
    """Load failures that still apply, by track id and by audio hash, which copies share.

    A failure of `model` hides those of other models.
    """
    failures: dict[int | str, str] = {}
    found = execute_raw(connection, statements.failures(), {"model": model})
    for track_id, digest, text, stored in found:
        message = Message.restore(text, stored)
        failures[track_id] = message
        if digest is not None:
            failures[digest] = message
    return failures


def _load_tempos(connection: Connection, ids: Sequence[int] | None) -> dict[int, float]:
    statement = statements.tempo_corrections(some=ids is not None)
    return dict(execute_raw(connection, statement, ids_parameter(ids)).fetchall())


def _load_decisions(
    connection: Connection, ids: Sequence[int] | None, profile_id: int, hidden: frozenset[str]
) -> dict[int, tuple[list[str], list[str]]]:
    parameters = {"profile": profile_id, **ids_parameter(ids)}
    found = execute_raw(connection, statements.decisions(some=ids is not None), parameters)
    decisions: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for track_id, mood, accepted in found:
        if mood not in hidden:
            decisions[track_id][0 if accepted else 1].append(mood)
    return decisions
