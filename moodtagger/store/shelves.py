"""Reading songs as columns: no object for each of them until somebody asks for its row."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from moodtagger.core.correction import Correction
from moodtagger.core.shelf import STATES, Numbers, Shelf, Words
from moodtagger.core.tracks import TrackState
from moodtagger.store import row_statements
from moodtagger.store.access import as_json
from moodtagger.store.confidence import Limits
from moodtagger.store.heard_moods import HeardMoods, Labels
from moodtagger.store.row_statements import Statement, some
from moodtagger.store.state import state_of
from moodtagger.store.types import parse_words

_CHUNK = 500  # rows fetched at a time: their memory is used again and again
_CODE = {state: code for code, state in enumerate(STATES)}

Decided = Mapping[int, tuple[Sequence[str], Sequence[str]]]  # track id -> accepted, rejected


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the songs' own lines, by track id; failures by audio hash too."""

    labels: Labels
    older: Set[int]
    limits: Limits
    failures: Mapping[int | str, str]
    decided: Decided
    corrected: Mapping[int, Correction]
    hidden: frozenset[str]
    names: Mapping[str, str]


def make_shelf(
    connection: Connection, model: str | None, ids: Sequence[int] | None, known: Known
) -> Shelf:
    """The songs of these ids, or all, by id, with what `model` heard or who heard last."""
    tracks = _read(connection, row_statements.tracks(some=ids is not None), some(ids))
    track_ids, paths, absent, digests, title, artist, album, genre, tagged, key, bpm = tracks
    models, notes, blobs, told, duration, valence, arousal, tempo, *quadrants = _heard(
        connection, model, ids, digests, known
    )
    moods = HeardMoods(models, blobs, known.labels, known.hidden)
    proposed, proposals = moods.proposals(known.limits, _words(told))
    shares = np.array(quadrants, np.float64)  # (4, n)
    unknown = np.isnan(shares).any(axis=0)
    places = {track_id: place for place, track_id in enumerate(track_ids)}
    failed = _failed(known.failures, places, digests)
    decided = {
        places[i]: (tuple(a), tuple(r)) for i, (a, r) in known.decided.items() if i in places
    }
    shelf = Shelf(
        ids=np.array(track_ids, np.int64),
        paths=_decoded(paths),
        words=Words(title, artist, album, genre, _words(tagged), key),
        numbers=Numbers(
            bpm=_floats(bpm),
            duration_s=_floats(duration),
            valence=_floats(valence),
            arousal=_floats(arousal),
            confidence=np.where(unknown, np.nan, shares.max(axis=0, initial=-np.inf)),
            heard_tempo=_floats(tempo),
        ),
        state=np.zeros(len(track_ids), np.int8),
        quadrant=np.where(unknown, -1, shares.argmax(axis=0)).astype(np.int8),
        older=np.isin(_floats(models), list(known.older)),
        proposed=proposed,
        proposals=proposals,
        decided=decided,
        messages=_messages(models, notes, failed),
        corrections={places[i]: where for i, where in known.corrected.items() if i in places},
        top=moods.top,
    )
    _tell_states(shelf, np.array(absent, np.bool_), ~np.isnan(_floats(models)), failed, known.names)
    return shelf


def _heard(
    connection: Connection,
    model: str | None,
    ids: Sequence[int] | None,
    digests: Sequence[str | None],
    known: Known,
) -> list[list[Any]]:
    """What is shown of each song's audio; None in every column where it was not heard.

    The whole table is read in its own order and put together here: looking up the analyses song
    by song goes through the file in the order of their hashes, which is no order at all.
    """
    several = len(known.labels) > 1
    chosen = row_statements.analyses(some=ids is not None, several=several)
    parameters = {"judged": as_json(known.limits), **some(ids)}
    hashes, *columns = _read(connection, chosen, parameters)
    order: Sequence[int] = range(len(hashes))
    if several:
        *columns, numbers, moments = columns
        asked = connection.scalar(row_statements.model_id(), {"model": model})
        wanted = np.array(columns[0], np.int64) == (-1 if asked is None else asked)
        order = np.lexsort((numbers, moments, wanted)).tolist()
    # The last one of each audio stays; one that was not heard is found behind all of them.
    shown = dict(zip(map(hashes.__getitem__, order), order, strict=True))
    where = list(map(shown.get, digests, repeat(len(hashes))))
    return [list(map([*column, None].__getitem__, where)) for column in columns]


def _read(
    connection: Connection, statement: Statement, parameters: Mapping[str, str]
) -> list[list[Any]]:
    """The columns as SQLite has them: half of the time would go into rows of Python's own."""
    result = connection.execute(statement, parameters)
    columns: list[list[Any]] = [[] for _ in result.cursor.description]
    while part := result.cursor.fetchmany(_CHUNK):
        for column, values in zip(columns, zip(*part, strict=True), strict=True):
            column.extend(values)
    result.close()
    return columns


def _words(texts: Sequence[str | None]) -> list[Any]:
    """What lists of words say, those that many songs share parsed once; None stays None."""
    words = {text: None if text is None else parse_words(text) for text in dict.fromkeys(texts)}
    return list(map(words.__getitem__, texts))


def _decoded(paths: Sequence[bytes]) -> list[str]:
    """All names at once, which takes a fifth of the time, unless one holds what none can."""
    out = os.fsdecode(b"\0".join(paths)).split("\0") if paths else []
    return out if len(out) == len(paths) else list(map(os.fsdecode, paths))


def _floats(values: Sequence[float | None]) -> npt.NDArray[np.float64]:
    return np.array(values, np.float64)


def _failed(
    failures: Mapping[int | str, str], places: Mapping[int, int], digests: Sequence[str | None]
) -> dict[int, str]:
    """The failure of each place that has one; its own counts before that of its audio."""
    if not failures:
        return {}
    found = {i: failures[d] for i, d in enumerate(digests) if d is not None and d in failures}
    own = ((places.get(key), text) for key, text in failures.items() if isinstance(key, int))
    return found | {place: text for place, text in own if place is not None and text}


def _messages(
    models: Sequence[int | None], notes: Sequence[str | None], failed: Mapping[int, str]
) -> dict[int, str]:
    """The note of songs that were heard, the failure of others."""
    told = {place: note for place, note in enumerate(notes) if note}
    return told | {place: text for place, text in failed.items() if models[place] is None}


def _tell_states(
    shelf: Shelf,
    absent: npt.NDArray[np.bool_],
    heard: npt.NDArray[np.bool_],
    failed: Mapping[int, str],
    names: Mapping[str, str],
) -> None:
    """Fill in the states: at once for songs that nothing was decided of, else one by one."""
    state = shelf.state
    proposing = np.array([bool(moods) for moods in shelf.proposals], np.bool_)[shelf.proposed]
    state[:] = np.where(proposing, _CODE[TrackState.REVIEW], _CODE[TrackState.UNSURE])
    state[~heard] = _CODE[TrackState.WAITING]
    for place, text in failed.items():
        if text and not heard[place]:
            state[place] = _CODE[TrackState.FAILED]
    for place, (accepted, rejected) in shelf.decided.items():
        told = state_of(
            absent=bool(absent[place]),
            heard=bool(heard[place]),
            failed=bool(failed.get(place)),
            confident=shelf.proposals[shelf.proposed[place]],
            accepted=accepted,
            rejected=rejected,
            in_file=shelf.words.moods[place],
            names=names,
        )
        state[place] = _CODE[told]
    state[absent] = _CODE[TrackState.ABSENT]
