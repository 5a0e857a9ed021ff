"""The lines of the song table, built in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.store import pack
from moodtagger.store.access import Access, is_one_of
from moodtagger.store.analyses import current_failures, shown_analysis
from moodtagger.store.models import Analysis, Decision, Failure, Model, Track
from moodtagger.store.state import state_of

TOP_MOODS = 5

Moods = tuple[tuple[str, float], ...]
Decided = dict[int, tuple[list[str], list[str]]]  # track id -> accepted, rejected


class Rows(Access):
    """The library as the views see it."""

    def rows(
        self, track_ids: Iterable[int] | None = None, model: str | None = None
    ) -> list[SongRow]:
        """All songs, or those of `track_ids` that exist, by id.

        What is shown was heard by `model`, or by whichever network heard last: after an update
        of the app the old results stay visible. `moods` holds the five most probable.
        """
        ids = None if track_ids is None else list(track_ids)
        with self._read() as connection:
            found = connection.execute(_only(_statement(model), ids)).all()
            labels = {m.id: m.labels for m in connection.execute(select(Model.id, Model.labels))}
            failures = _failures(connection, model)
            decided = _decided(connection, ids)
        moods = _moods(found, labels)
        return [_row(row, top, failures, decided) for row, top in zip(found, moods, strict=True)]


def _statement(model: str | None) -> Select[*tuple[Any, ...]]:
    track = (Track.id, Track.path, Track.absent, Track.audio_hash, Track.title, Track.artist)
    tags = (Track.album, Track.genre, Track.moods.label("in_file"), Track.bpm, Track.key)
    heard = (Analysis.id.label("heard"), Analysis.model_id, Analysis.note, Analysis.duration_s)
    place = (Analysis.valence, Analysis.arousal, Analysis.confident, Analysis.moods)
    quadrants = (Analysis.happy, Analysis.angry, Analysis.sad, Analysis.relaxed)
    return (
        select(*track, *tags, *heard, *place, *quadrants)
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


def _decided(connection: Connection, ids: Sequence[int] | None) -> Decided:
    statement = select(Decision.track_id, Decision.mood, Decision.accepted)
    if ids is not None:
        statement = statement.where(is_one_of(Decision.track_id, ids))
    decided: Decided = defaultdict(lambda: ([], []))
    for track_id, mood, accepted in connection.execute(statement.order_by(Decision.decided)):
        decided[track_id][0 if accepted else 1].append(mood)
    return decided


def _moods(rows: Sequence[Any], labels: dict[int, tuple[str, ...]]) -> list[Moods]:
    """The most probable moods of each row, all rows of a network at once."""
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row.moods:
            groups[row.model_id, len(row.moods)].append(i)
    moods: list[Moods] = [()] * len(rows)
    for (model_id, size), places in groups.items():
        names = labels[model_id][: size // 4]
        best = pack.top_moods([rows[i].moods for i in places], names, TOP_MOODS)
        for i, top in zip(places, best, strict=True):
            moods[i] = top
    return moods


def _row(row: Any, moods: Moods, failures: dict[int | str, str], decided: Decided) -> SongRow:
    accepted, rejected = decided.get(row.id, ((), ()))
    failure = failures.get(row.id) or failures.get(row.audio_hash, "")
    confident = row.confident or ()
    state = state_of(
        absent=row.absent,
        heard=row.heard is not None,
        failed=bool(failure),
        confident=confident,
        accepted=accepted,
        rejected=rejected,
        in_file=row.in_file,
    )
    quadrant, confidence = _quadrant((row.happy, row.angry, row.sad, row.relaxed))
    tags = (row.title, row.artist, row.album, row.genre, row.in_file, row.bpm, row.key)
    return SongRow(
        track_id=row.id,
        path=row.path,
        tags=FileTags(*tags),
        duration_s=row.duration_s,
        state=state,
        valence=row.valence,
        arousal=row.arousal,
        quadrant=quadrant,
        confidence=confidence,
        moods=moods,
        proposed=confident,
        accepted=tuple(accepted),
        rejected=tuple(rejected),
        message=failure if row.heard is None else row.note,
    )


def _quadrant(
    probabilities: Sequence[float | None],
) -> tuple[Quadrant | None, float | None]:
    """The most probable quadrant and its probability."""
    judged = [(p, -i) for i, p in enumerate(probabilities) if p is not None]
    if not judged:
        return None, None
    probability, place = max(judged)
    return QUADRANTS[-place], probability
