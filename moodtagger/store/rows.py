"""The lines of the song table, built in bulk."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Select, select

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.correction import Correction
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.store import pack
from moodtagger.store.access import is_one_of
from moodtagger.store.analyses import current_failures, shown_analysis
from moodtagger.store.confidence import (
    Confidence,
    confident,
    count_confident,
    groups,
)
from moodtagger.store.corrections import corrections_of
from moodtagger.store.models import Analysis, Decision, Failure, Model, Track
from moodtagger.store.state import state_of

TOP_MOODS = 5

Moods = tuple[tuple[str, float], ...]
Decided = dict[int, tuple[list[str], list[str]]]  # track id -> accepted, rejected


class Rows(Confidence):
    """The library as the views see it."""

    def rows(
        self, track_ids: Iterable[int] | None = None, model: str | None = None
    ) -> list[SongRow]:
        """All songs, or those of `track_ids` that exist, by id.

        What is shown was heard by `model`, or by whichever network heard last: after an update
        of the app the old results stay visible. `moods` holds the five most probable.
        """
        ids = None if track_ids is None else list(track_ids)
        with _no_garbage_collection(), self._read() as connection:
            found = connection.execute(_only(_statement(model), ids)).all()
            networks = connection.execute(select(Model.id, Model.labels, Model.name)).all()
            labels = {network.id: network.labels for network in networks}
            older = {n.id for n in networks if model is not None and n.name != model}
            failures = _failures(connection, model)
            decided = _decided(connection, ids, self.choice.hidden)
            corrected = corrections_of(connection, ids)
            hidden = self.choice.hidden
            moods = _moods(found, labels, hidden)
            proposed = confident(found, labels, self._limits(connection), hidden)
            return [
                _row(row, top, sure, failures, decided, corrected, self.choice.names, older)
                for row, top, sure in zip(found, moods, proposed, strict=True)
            ]

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


def _statement(model: str | None) -> Select[*tuple[Any, ...]]:
    # In the order in which `_row` takes them apart.
    file = (Track.id, Track.path, Track.absent, Track.audio_hash)
    tags = (Track.title, Track.artist, Track.album, Track.genre, Track.moods, Track.bpm, Track.key)
    heard = (Analysis.id, Analysis.note, Analysis.duration_s, Analysis.valence, Analysis.arousal)
    moods = (Analysis.model_id, Analysis.moods.label("blob"), Analysis.confident)
    quadrants = (Analysis.happy, Analysis.angry, Analysis.sad, Analysis.relaxed)
    return (
        select(*file, *tags, *heard, *moods, *quadrants, Analysis.tempo)
        .outerjoin(Analysis, Analysis.id == shown_analysis(model))
        .order_by(Track.id)
    )


def _only(
    statement: Select[*tuple[Any, ...]], ids: Sequence[int] | None
) -> Select[*tuple[Any, ...]]:
    return statement if ids is None else statement.where(is_one_of(Track.id, ids))


def _failures(connection: Connection, model: str | None) -> dict[int | str, str]:
    """Failures that still hold, by track id and by audio hash, which copies share.

    One of `model` hides those of other networks.
    """
    columns = (Track.id, Track.audio_hash, Failure.message)
    order = (Model.name == model, Failure.failed)
    failures: dict[int | str, str] = {}
    for track_id, digest, message in connection.execute(
        current_failures(*columns).join(Model).order_by(*order)
    ):
        failures[track_id] = message
        if digest is not None:
            failures[digest] = message
    return failures


def _decided(connection: Connection, ids: Sequence[int] | None, hidden: frozenset[str]) -> Decided:
    statement = select(Decision.track_id, Decision.mood, Decision.accepted)
    if ids is not None:
        statement = statement.where(is_one_of(Decision.track_id, ids))
    decided: Decided = defaultdict(lambda: ([], []))
    for track_id, mood, accepted in connection.execute(statement.order_by(Decision.decided)):
        if mood not in hidden:
            decided[track_id][0 if accepted else 1].append(mood)
    return decided


def _moods(
    rows: Sequence[Any], labels: dict[int, tuple[str, ...]], hidden: frozenset[str]
) -> list[Moods]:
    """The most probable moods of each row, all rows of a network at once."""
    moods: list[Moods] = [()] * len(rows)
    for (model_id, size), places in groups(rows).items():
        names = labels[model_id][: size // 4]
        best = pack.top_moods([rows[i].blob for i in places], names, TOP_MOODS, hidden)
        for i, top in zip(places, best, strict=True):
            moods[i] = top
    return moods


def _row(
    row: Any,
    moods: Moods,
    proposed: tuple[str, ...],
    failures: dict[int | str, str],
    decided: Decided,
    corrected: dict[int, Correction],
    names: Mapping[str, str],
    older: Set[int],
) -> SongRow:
    # Unpacking is four times as fast as reading the columns one by one by name.
    track_id, path, absent, digest, *tags, heard, note, duration_s, valence, arousal = row[:16]
    model_id, _, _, *quadrants, tempo = row[16:]
    accepted, rejected = decided.get(track_id, ((), ()))
    failure = failures.get(track_id) or failures.get(digest, "")
    file_tags = FileTags(*tags)
    state = state_of(
        absent=absent,
        heard=heard is not None,
        failed=bool(failure),
        confident=proposed,
        accepted=accepted,
        rejected=rejected,
        in_file=file_tags.moods,
        names=names,
    )
    confidence = None if None in quadrants else max(quadrants)
    return SongRow(
        track_id=track_id,
        path=path,
        tags=file_tags,
        duration_s=duration_s,
        state=state,
        valence=valence,
        arousal=arousal,
        quadrant=None if confidence is None else QUADRANTS[quadrants.index(confidence)],
        confidence=confidence,
        moods=moods,
        proposed=proposed,
        accepted=tuple(accepted),
        rejected=tuple(rejected),
        message=failure if heard is None else note,
        correction=corrected.get(track_id),
        heard_tempo=tempo,
        older=model_id in older,
    )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Making a million small objects that all stay sets off the collector in vain, for 30 %."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
