"""Reading songs as columns: no object for each of them until somebody asks for its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from moodtagger.core.corrections import Correction
from moodtagger.core.song_table import STATES, Numbers, Shelf, Words
from moodtagger.core.tracks import TrackState
from moodtagger.store.analyses.thresholds import Limits
from moodtagger.store.database import statements as row_statements
from moodtagger.store.database.column_reader import Floats, decoded, read_columns
from moodtagger.store.database.column_types import parse_words
from moodtagger.store.database.session import as_json
from moodtagger.store.database.statements import some
from moodtagger.store.queries.mood_columns import HeardMoods, Labels
from moodtagger.store.tracks.track_state import state_of

_CODE = {state: code for code, state in enumerate(STATES)}

T = TypeVar("T")
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
    wanted = row_statements.tracks(some=ids is not None)
    tracks, (absent, bpm) = read_columns(connection, wanted, some(ids), numbers=2)
    track_ids, paths, digests, title, artist, album, genre, tagged, key = tracks
    (notes, blobs, told), numbers = _heard(connection, model, ids, digests, known)
    models, duration, valence, arousal, tempo, confidence, quadrant = numbers
    moods = HeardMoods(models, blobs, known.labels, known.hidden)
    proposed, proposals = moods.proposals(known.limits, _words(told))
    own_ids = np.array(track_ids, np.int64)
    failed = _failed(known.failures, own_ids, digests)
    decided = {
        place: (tuple(accepted), tuple(rejected))
        for place, (accepted, rejected) in _by_place(known.decided, own_ids)
    }
    shelf = Shelf(
        ids=own_ids,
        paths=decoded(paths),
        words=Words(title, artist, album, genre, _words(tagged), key),
        numbers=Numbers(bpm, duration, valence, arousal, confidence, tempo),
        state=np.zeros(len(track_ids), np.int8),
        quadrant=np.where(np.isnan(confidence), -1, quadrant).astype(np.int8),
        older=np.isin(models, list(known.older)),
        proposed=proposed,
        proposals=proposals,
        decided=decided,
        messages=_messages(models, notes, failed),
        corrections=dict(_by_place(known.corrected, own_ids)),
        top=moods.top,
    )
    _tell_states(shelf, absent.astype(np.bool_), ~np.isnan(models), failed, known.names)
    return shelf


def _heard(
    connection: Connection,
    model: str | None,
    ids: Sequence[int] | None,
    digests: Sequence[str | None],
    known: Known,
) -> tuple[list[list[Any]], Floats]:
    """What is shown of each song's audio; None or NaN in every column where it was not heard.

    The whole table is read in its own order and put together here: looking up the analyses song
    by song goes through the file in the order of their hashes, which is no order at all.
    """
    several = len(known.labels) > 1
    chosen = row_statements.analyses(some=ids is not None, several=several)
    parameters = {"judged": as_json(known.limits), **some(ids)}
    (hashes, *columns), numbers = read_columns(
        connection, chosen, parameters, numbers=7 + 2 * several
    )
    order: Sequence[int] = range(len(hashes))
    if several:
        asked = row_statements.ask(connection, row_statements.model_id(), {"model": model})
        wanted = np.isin(numbers[0], [i for (i,) in asked])
        order = np.lexsort((numbers[7], numbers[8], wanted)).tolist()
    # The last one of each audio stays; one that was not heard is found behind all of them.
    shown = dict(zip(map(hashes.__getitem__, order), order, strict=True))
    where = list(map(shown.get, digests, repeat(len(hashes))))
    behind = np.full((7, 1), np.nan)
    return (
        [list(map([*column, None].__getitem__, where)) for column in columns],
        np.concatenate((numbers[:7], behind), axis=1)[:, np.array(where, np.intp)],
    )


def _words(texts: Sequence[str | None]) -> list[Any]:
    """What lists of words say, those that many songs share parsed once; None stays None."""
    words = {text: None if text is None else parse_words(text) for text in dict.fromkeys(texts)}
    return list(map(words.__getitem__, texts))


def _by_place(known: Mapping[int, T], ids: npt.NDArray[np.int64]) -> Iterator[tuple[int, T]]:
    """What is known of some songs by their places among the ids, which ascend."""
    wanted = np.fromiter(known, np.int64, len(known))
    at = np.searchsorted(ids, wanted)
    here = at < len(ids)
    here[here] = ids[at[here]] == wanted[here]
    for place, is_here, value in zip(at.tolist(), here.tolist(), known.values(), strict=True):
        if is_here:
            yield place, value


def _failed(
    failures: Mapping[int | str, str],
    ids: npt.NDArray[np.int64],
    digests: Sequence[str | None],
) -> dict[int, str]:
    """The failure of each place that has one; its own counts before that of its audio."""
    if not failures:
        return {}
    found = {i: failures[d] for i, d in enumerate(digests) if d is not None and d in failures}
    own = {key: text for key, text in failures.items() if isinstance(key, int) and text}
    return found | dict(_by_place(own, ids))


def _messages(
    models: npt.NDArray[np.float64], notes: Sequence[str | None], failed: Mapping[int, str]
) -> dict[int, str]:
    """The note of songs that were heard, the failure of others."""
    told = {place: note for place, note in enumerate(notes) if note}
    return told | {place: text for place, text in failed.items() if np.isnan(models[place])}


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
