"""Likely mistakes in the files' own mood tags, and what the person says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from moodtagger.core.mood_synonyms import Meaning, MoodWords
from moodtagger.core.tag_conflicts import (
    LEAST,
    Difference,
    best_share,
    nearest_distance,
    ranks,
    score,
)
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.store import Library
from moodtagger.store.queries.mood_matrices import MoodMatrix

MOST = 5_000  # more than that nobody goes through
MOST_THEIRS = 2  # suggested moods a song
_ENOUGH = 0.2  # the least share that is still worth a suggestion when no mood is confident
_SIMILAR = 0.9  # of the likeliest mood's share: said along with it


@dataclass(slots=True)
class Differences:
    """The songs that differ, worst first.

    `tagged` is how many heard songs have a mood word of their own, `unknown` how often which word
    was not understood.
    """

    found: list[Difference] = field(default_factory=list)
    tagged: int = 0
    unknown: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Ranked:
    shares: dict[int, npt.NDArray[np.float32]]
    ranks: dict[int, npt.NDArray[np.float32]]
    place: dict[int, dict[str, int]]  # by song, since networks differ


def find_differences(
    library: Library,
    rows: Iterable[SongRow],
    vocabulary: Vocabulary,
    names: Mapping[str, str],
    model: str,
) -> Differences:
    """Hold the own words of all songs against what was heard; words already asked about are not.

    `names` are the person's own names of moods, by label. Moods that she accepted herself are not
    the file's own, although they were written into it.
    """
    words = MoodWords(vocabulary, names)
    answered = library.own_words()
    asked = [(row, own_words_of(row, names, answered.get(row.track_id, {}))) for row in rows]
    asked = [(row, mine) for row, mine in asked if mine and row.valence is not None]
    out = Differences(tagged=len(asked))
    if not asked:
        return out
    ranked = _rank(library.mood_matrices(model=model))
    for row, mine in asked:
        meanings = _meanings(words, mine, out.unknown)
        difference = _difference(row, mine, meanings, vocabulary, ranked) if meanings else None
        if difference is not None:
            out.found.append(difference)
    out.found.sort(key=lambda found: (-found.score, found.track_id))
    del out.found[MOST:]
    return out


def own_words_of(
    row: SongRow, names: Mapping[str, str], answered: Mapping[str, bool]
) -> tuple[str, ...]:
    """The song's own mood words; none when one of them was answered for or the person's own."""
    if row.state is TrackState.ABSENT or any(word in answered for word in row.tags.moods):
        return ()
    accepted = {word.casefold() for mood in row.accepted for word in (mood, names.get(mood, mood))}
    if any(word.casefold() in accepted for word in row.tags.moods):
        return ()
    return row.tags.moods


def _rank(matrices: Sequence[MoodMatrix]) -> _Ranked:
    out = _Ranked({}, {}, {})
    for matrix in matrices:
        place = {label: i for i, label in enumerate(matrix.labels)}
        ids = matrix.ids.tolist()
        out.shares.update(zip(ids, matrix.shares, strict=True))
        out.ranks.update(zip(ids, ranks(matrix.shares), strict=True))
        out.place.update(dict.fromkeys(ids, place))
    return out


def _meanings(words: MoodWords, mine: Sequence[str], unknown: Counter[str]) -> list[Meaning]:
    found = []
    for text in mine:
        for word in words.split(text):
            meaning = words.meaning(word)
            if meaning is None:
                unknown[word] += 1
            else:
                found.append(meaning)
    return found


def _difference(
    row: SongRow,
    mine: tuple[str, ...],
    meanings: Sequence[Meaning],
    vocabulary: Vocabulary,
    ranked: _Ranked,
) -> Difference | None:
    """The song's difference; None when the two agree, or nothing better can be suggested."""
    place = ranked.place.get(row.track_id)
    if place is None or row.felt_valence is None or row.felt_arousal is None:
        return None
    labels = {label for meaning in meanings for label in meaning.labels}
    if labels & {*row.proposed, *row.accepted}:
        return None
    share = best_share(meanings, ranked.ranks[row.track_id], place)
    distance = nearest_distance(meanings, row.felt_valence, row.felt_arousal)
    value = score(share, distance)
    if value < LEAST:
        return None
    theirs = _suggestion(row, ranked.shares[row.track_id], place, vocabulary, labels)
    if not theirs:
        return None
    return Difference(row.track_id, mine, theirs, value, share, distance)


def _suggestion(
    row: SongRow,
    shares: npt.NDArray[np.float32],
    place: Mapping[str, int],
    vocabulary: Vocabulary,
    mine: set[str],
) -> tuple[str, ...]:
    """The confident moods, or else the likeliest ones that the network proposes at all."""
    open_ones = [mood for mood in row.proposed if mood not in row.rejected]
    if open_ones:
        return tuple(open_ones[:MOST_THEIRS])
    known = [
        (float(shares[place[mood.label]]), mood.label)
        for mood in vocabulary
        if mood.core and mood.label in place and mood.label not in {*row.rejected, *mine}
    ]
    best = max((share for share, _ in known), default=0.0)
    near = sorted(
        (pair for pair in known if pair[0] >= max(_ENOUGH, _SIMILAR * best)), reverse=True
    )
    return tuple(label for _, label in near[:MOST_THEIRS])


def replaced_words(library: Library, rows: Sequence[SongRow]) -> dict[int, tuple[str, ...]]:
    """For each song the words of its file that give way to what was accepted."""
    answered = library.own_words([row.track_id for row in rows])
    return {
        row.track_id: tuple(
            word for word, kept in answered.get(row.track_id, {}).items() if not kept
        )
        for row in rows
    }
