"""Read tracks as a columnar table, and derive the state of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from moodtagger.core.circumplex import Correction
from moodtagger.core.music_analysis import fold_tempos
from moodtagger.core.speech import SPEECH, speech_mask
from moodtagger.core.track_table import STATES, NumberColumns, TextColumns, TrackTable
from moodtagger.core.tracks import TrackState
from moodtagger.store.analyses.blobs import SuggestedLabels, attribute_columns
from moodtagger.store.analyses.thresholds import ThresholdsByModel
from moodtagger.store.database import statements
from moodtagger.store.database.column_types import MICROSECONDS, parse_string_list
from moodtagger.store.database.session import ids_to_json
from moodtagger.store.database.statements import (
    Float64Array,
    decode_paths,
    ids_parameter,
    read_columns,
)
from moodtagger.store.queries.mood_probabilities import LabelsByModel, MoodColumns
from moodtagger.store.queries.personal_answers import PersonalAnswers

_ANALYSIS_NUMBERS = 10  # numeric columns of an analysis, without those that order several
_STATE_CODES = {state: code for code, state in enumerate(STATES)}

T = TypeVar("T")
DecisionsByTrack = Mapping[
    int, tuple[Sequence[str], Sequence[str]]
]  # track id -> accepted, rejected


@dataclass(frozen=True, slots=True)
class LookupTables:
    """Data beside the tracks' own rows, by track id; failures by audio hash too."""

    labels: LabelsByModel
    stale_models: Set[int]
    thresholds: ThresholdsByModel
    failures: Mapping[int | str, str]
    decisions: DecisionsByTrack
    corrections: Mapping[int, Correction]
    tempos: Mapping[int, float]  # that the user gave
    bpm_range: tuple[float, float] | None  # into which detected tempos are folded
    hidden: frozenset[str]
    names: Mapping[str, str]
    detects_speech: bool
    personal: PersonalAnswers
    former: Mapping[str, str]  # label of an earlier model -> its mood now


def build_track_table(
    connection: Connection, model: str | None, ids: Sequence[int] | None, lookup: LookupTables
) -> TrackTable:
    """Build the table of these ids, or of all tracks, with analyses by `model` or the newest."""
    statement = statements.tracks(some=ids is not None)
    tracks, track_numbers = read_columns(
        connection, statement, ids_parameter(ids), numeric_count=12
    )
    track_ids, paths, digests, title, artist, album, genre, tagged, key, *order_texts = tracks
    absent, bpm, *positions, added, start_s, end_s, rating = track_numbers
    (notes, blobs, stored_confident, attributes), numbers = _read_analyses(
        connection, model, ids, digests, lookup
    )
    models, duration, valence, arousal, predicted_bpm, confidence, quadrant, *rest = numbers
    speech, key_code, quick = rest
    personal = lookup.personal.read(connection, digests, ids)
    is_personal = np.zeros(len(track_ids), np.bool_)
    if personal is not None:
        is_personal = personal.adjusted(models) & ~np.isnan(valence)
        blobs = personal.blobs(models, blobs, lookup.labels)
        valence, arousal, quadrants = personal.positions(is_personal, valence, arousal)
        quadrant[is_personal] = quadrants
    moods = MoodColumns(models, blobs, lookup.labels, lookup.hidden)
    proposed, proposals = moods.proposals(lookup.thresholds, _parse_string_lists(stored_confident))
    id_array = np.array(track_ids, np.int64)
    failed = _failures_by_index(lookup.failures, id_array, digests)
    decisions = {
        place: (tuple(accepted), tuple(rejected))
        for place, (accepted, rejected) in _by_index(lookup.decisions, id_array)
    }
    if lookup.former:
        proposed, proposals = _without_decided(proposed, proposals, decisions, lookup.former)
    corrections = dict(_by_index(lookup.corrections, id_array))
    corrected_bpm = np.full(len(id_array), np.nan)
    for index, tempo in _by_index(lookup.tempos, id_array):
        corrected_bpm[index] = tempo
    if lookup.bpm_range is not None:
        predicted_bpm = fold_tempos(predicted_bpm, *lookup.bpm_range)
    decoded_paths = decode_paths(paths)
    is_music = np.ones(len(id_array), np.bool_)
    if lookup.detects_speech:
        is_music = _is_music(decoded_paths, genre, speech, decisions, corrections)
        valence, arousal, confidence, key_code = (
            np.where(is_music, values, np.nan)
            for values in (valence, arousal, confidence, key_code)
        )
        proposed, proposals = _without_speech(proposed, proposals, is_music)
    speech_indices = [
        index
        for index in np.flatnonzero(~is_music).tolist()
        if index not in failed or not np.isnan(models[index])
    ]
    table = TrackTable(
        ids=id_array,
        paths=decoded_paths,
        text=TextColumns(
            *(title, artist, album, genre, _parse_string_lists(tagged), key), *order_texts
        ),
        numbers=NumberColumns(
            *(
                *(bpm, duration, valence, arousal, confidence, predicted_bpm, corrected_bpm),
                *(*positions, added / MICROSECONDS, start_s, end_s, key_code),
                *(*attribute_columns(attributes), rating),
            )
        ),
        state=np.zeros(len(track_ids), np.int8),
        quadrant=np.where(np.isnan(confidence), -1, quadrant).astype(np.int8),
        stale=np.isin(models, list(lookup.stale_models)) | (quick > 0),
        personal=is_personal,
        proposed=proposed,
        proposals=[clear for clear, _ in proposals],
        likely=[likely for _, likely in proposals],
        decisions=decisions,
        messages=_messages(models, notes, failed) | dict.fromkeys(speech_indices, SPEECH),
        corrections=corrections,
        top_moods=lambda indices: [
            found if is_music[index] else ()
            for index, found in zip(indices, moods.top_moods(indices), strict=True)
        ],
    )
    is_absent = absent.astype(np.bool_)
    _fill_states(table, is_absent, ~np.isnan(models), failed, lookup.names)
    present_speech = [index for index in speech_indices if not is_absent[index]]
    table.state[present_speech] = _STATE_CODES[TrackState.SPEECH]
    return table


def _is_music(
    paths: Sequence[str],
    genres: Sequence[str],
    speech: npt.NDArray[np.float64],
    decisions: Mapping[int, tuple[Sequence[str], Sequence[str]]],
    corrections: Mapping[int, Correction],
) -> npt.NDArray[np.bool_]:
    """Return which tracks are no speech; the user's decisions and corrections say so too."""
    is_speech = speech_mask(paths, genres, speech)
    decided = [index for index, (accepted, _) in decisions.items() if accepted]
    is_speech[[*decided, *corrections]] = False
    return ~is_speech


def _without_speech(
    proposed: npt.NDArray[np.int32],
    proposals: list[SuggestedLabels],
    is_music: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.int32], list[SuggestedLabels]]:
    """Let no mood be proposed for speech."""
    if is_music.all():
        return proposed, proposals
    return np.where(is_music, proposed, len(proposals)).astype(np.int32), [*proposals, ((), ())]


def _without_decided(
    proposed: npt.NDArray[np.int32],
    proposals: list[SuggestedLabels],
    decisions: Mapping[int, tuple[Sequence[str], Sequence[str]]],
    former: Mapping[str, str],
) -> tuple[npt.NDArray[np.int32], list[SuggestedLabels]]:
    """Let no mood be proposed that was decided under the name that an earlier model had for it."""
    codes = {moods: code for code, moods in enumerate(proposals)}
    proposed = proposed.copy()
    for index, (accepted, rejected) in decisions.items():
        decided = {former[label] for label in (*accepted, *rejected) if label in former}
        if decided:
            clear, likely = (
                tuple(mood for mood in moods if mood not in decided)
                for moods in proposals[proposed[index]]
            )
            proposed[index] = codes.setdefault((clear, likely), len(codes))
    return proposed, list(codes)


def _read_analyses(
    connection: Connection,
    model: str | None,
    ids: Sequence[int] | None,
    digests: Sequence[str | None],
    lookup: LookupTables,
) -> tuple[list[list[Any]], Float64Array]:
    """Return the shown analysis of each track; None or NaN in every column where there is none.

    The analysis table is read in its own order and joined here: looking up analyses track by track
    would read the file in the order of their hashes, which is random.
    """
    several = len(lookup.labels) > 1
    statement = statements.analyses(some=ids is not None, several=several)
    parameters = {"judged": ids_to_json(lookup.thresholds), **ids_parameter(ids)}
    (hashes, *columns), numbers = read_columns(
        connection, statement, parameters, numeric_count=_ANALYSIS_NUMBERS + 2 * several
    )
    order: Sequence[int] = range(len(hashes))
    if several:
        model_ids = statements.execute_raw(connection, statements.model_id(), {"model": model})
        wanted = np.isin(numbers[0], [i for (i,) in model_ids])
        order = np.lexsort((*numbers[_ANALYSIS_NUMBERS:], wanted)).tolist()
    # The last analysis of each audio wins; a missing one is found at the index past the end.
    latest_row = dict(zip(map(hashes.__getitem__, order), order, strict=True))
    row_indices = list(map(latest_row.get, digests, repeat(len(hashes))))
    missing = np.full((_ANALYSIS_NUMBERS, 1), np.nan)
    return (
        [list(map([*column, None].__getitem__, row_indices)) for column in columns],
        np.concatenate((numbers[:_ANALYSIS_NUMBERS], missing), axis=1)[
            :, np.array(row_indices, np.intp)
        ],
    )


def _parse_string_lists(texts: Sequence[str | None]) -> list[Any]:
    """Parse lists of strings, those that many tracks share only once; None stays None."""
    parsed = {
        text: None if text is None else parse_string_list(text) for text in dict.fromkeys(texts)
    }
    return list(map(parsed.__getitem__, texts))


def _by_index(values: Mapping[int, T], ids: npt.NDArray[np.int64]) -> Iterator[tuple[int, T]]:
    """Map values by track id to indices among the ids, which ascend."""
    keys = np.fromiter(values, np.int64, len(values))
    positions = np.searchsorted(ids, keys)
    is_present = positions < len(ids)
    is_present[is_present] = ids[positions[is_present]] == keys[is_present]
    for position, found, value in zip(
        positions.tolist(), is_present.tolist(), values.values(), strict=True
    ):
        if found:
            yield position, value


def _failures_by_index(
    failures: Mapping[int | str, str],
    ids: npt.NDArray[np.int64],
    digests: Sequence[str | None],
) -> dict[int, str]:
    """Return the failure at each index that has one; its own takes precedence over its audio."""
    if not failures:
        return {}
    found = {i: failures[d] for i, d in enumerate(digests) if d is not None and d in failures}
    own = {key: text for key, text in failures.items() if isinstance(key, int) and text}
    return found | dict(_by_index(own, ids))


def _messages(
    models: npt.NDArray[np.float64], notes: Sequence[str | None], failed: Mapping[int, str]
) -> dict[int, str]:
    """Return the skip reason of analyzed tracks and the failure of others."""
    notes_by_index = {place: note for place, note in enumerate(notes) if note}
    return notes_by_index | {
        place: text for place, text in failed.items() if np.isnan(models[place])
    }


def _fill_states(
    table: TrackTable,
    absent: npt.NDArray[np.bool_],
    analyzed: npt.NDArray[np.bool_],
    failed: Mapping[int, str],
    names: Mapping[str, str],
) -> None:
    """Fill in the states: in bulk for tracks without decisions, else one by one."""
    state = table.state
    proposing = np.array([bool(moods) for moods in table.proposals], np.bool_)[table.proposed]
    state[:] = np.where(proposing, _STATE_CODES[TrackState.REVIEW], _STATE_CODES[TrackState.UNSURE])
    state[~analyzed] = _STATE_CODES[TrackState.WAITING]
    for index, text in failed.items():
        if text and not analyzed[index]:
            state[index] = _STATE_CODES[TrackState.FAILED]
    for index, (accepted, rejected) in table.decisions.items():
        new_state = track_state(
            absent=bool(absent[index]),
            analyzed=bool(analyzed[index]),
            failed=bool(failed.get(index)),
            confident=table.proposals[table.proposed[index]],
            accepted=accepted,
            rejected=rejected,
            file_moods=table.text.moods[index],
            names=names,
            in_divided_file=not np.isnan(table.numbers.start_s[index]),
        )
        state[index] = _STATE_CODES[new_state]
    state[absent] = _STATE_CODES[TrackState.ABSENT]


def track_state(
    *,
    absent: bool,
    analyzed: bool,
    failed: bool,
    confident: Sequence[str],
    accepted: Sequence[str],
    rejected: Sequence[str],
    file_moods: Sequence[str],
    names: Mapping[str, str] = MappingProxyType({}),
    in_divided_file: bool = False,
) -> TrackState:
    """Return the state of a track; songs that share a divided file have nothing to write.

    `confident` are the moods of its analysis, empty also when there is no prediction; `file_moods`
    those of the tags, compared case-insensitively with the accepted ones, or with the names that
    `names` maps them to.
    """
    if absent:
        return TrackState.ABSENT
    if not analyzed:
        return TrackState.FAILED if failed else TrackState.WAITING
    written = {mood.casefold() for mood in file_moods}
    if not in_divided_file and any(names.get(x, x).casefold() not in written for x in accepted):
        return TrackState.DECIDED  # even if other suggestions wait: accepted is to be written
    if not {*accepted, *rejected}.issuperset(confident):
        return TrackState.REVIEW
    # Also where all suggestions are rejected there is nothing to write.
    return TrackState.WRITTEN if accepted else TrackState.UNSURE
