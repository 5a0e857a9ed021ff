"""What the user reviews: moods without a decision, and mood tags that conflict with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from moodtagger.core.mood_synonyms import MoodMeaning, MoodSynonyms
from moodtagger.core.review import (
    MIN_SCORE,
    PendingMoods,
    TagConflict,
    best_rank,
    conflict_score,
    expected_precision,
    nearest_distance,
    percentile_ranks,
)
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.track_service import TrackService
from moodtagger.store import Library
from moodtagger.store.queries.mood_probabilities import MoodMatrix


def pending_moods(
    library: Library, rows: Iterable[SongRow], vocabulary: Vocabulary, model: str
) -> PendingMoods:
    """Return the proposed moods that were neither accepted nor rejected, ordered by song.

    They include those of songs whose file is missing: a decision needs no file.
    """
    labels = vocabulary.labels
    label_index = {label: i for i, label in enumerate(labels)}
    pending = [
        (row.track_id, label_index[mood])
        for row in rows
        if row.proposed
        for mood in row.proposed
        if mood in label_index and mood not in row.accepted and mood not in row.rejected
    ]
    pending.sort()
    ids = np.asarray([track_id for track_id, _ in pending], np.int64)
    moods = np.asarray([mood for _, mood in pending], np.int32)
    probabilities = np.zeros(len(pending), np.float32)
    for matrix in library.moods.matrices(model=model) if pending else []:
        column = np.full(len(labels), -1)
        for i, label in enumerate(matrix.labels):
            if label in label_index:
                column[label_index[label]] = i
        row_of = np.searchsorted(matrix.ids, ids)
        row_of[row_of == len(matrix.ids)] = 0
        present = (matrix.ids[row_of] == ids) & (column[moods] >= 0)
        probabilities[present] = matrix.probabilities[row_of[present], column[moods[present]]]
    precision = np.full(len(pending), np.nan, np.float32)
    for mood in np.unique(moods).tolist():
        mask = moods == mood
        precision[mask] = expected_precision(vocabulary[mood], probabilities[mask])
    return PendingMoods(labels, ids, moods, probabilities, precision)


MAX_CONFLICTS = 5_000  # more than anybody goes through
MAX_SUGGESTIONS = 2  # suggested moods per song
_MIN_SUGGESTION_PROBABILITY = 0.2  # of a suggestion where no mood is confident
_NEAR_BEST_RATIO = 0.9  # of the highest probability, for a second suggestion


@dataclass(slots=True)
class TagConflicts:
    """The songs whose mood tags conflict with the analysis, worst first.

    `tagged` is how many analyzed songs have mood tags of their own; `unknown_words` counts the
    tags that are no synonym of any mood.
    """

    conflicts: list[TagConflict] = field(default_factory=list)
    tagged: int = 0
    unknown_words: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _MoodRanks:
    probabilities: dict[int, npt.NDArray[np.float32]]
    ranks: dict[int, npt.NDArray[np.float32]]
    columns: dict[int, dict[str, int]]  # by song, since models differ


def find_tag_conflicts(
    library: Library,
    rows: Iterable[SongRow],
    vocabulary: Vocabulary,
    names: Mapping[str, str],
    model: str,
) -> TagConflicts:
    """Compare the mood tags of all songs with their analyses, except those answered before.

    `names` are the user's names of moods, by label. Moods that the user accepted do not count as
    the file's own, although they are in its tags.
    """
    synonyms = MoodSynonyms(vocabulary, names)
    answered = library.tag_conflict_answers.load()
    candidates = [(row, own_mood_tags(row, names, answered.get(row.track_id, {}))) for row in rows]
    candidates = [
        (row, own_tags) for row, own_tags in candidates if own_tags and row.valence is not None
    ]
    out = TagConflicts(tagged=len(candidates))
    if not candidates:
        return out
    mood_ranks = _rank_moods(library.moods.matrices(model=model))
    for row, own_tags in candidates:
        meanings = _meanings(synonyms, own_tags, out.unknown_words)
        conflict = (
            _tag_conflict(row, own_tags, meanings, vocabulary, mood_ranks) if meanings else None
        )
        if conflict is not None:
            out.conflicts.append(conflict)
    out.conflicts.sort(key=lambda found: (-found.score, found.track_id))
    del out.conflicts[MAX_CONFLICTS:]
    return out


def own_mood_tags(
    row: SongRow, names: Mapping[str, str], answered: Mapping[str, bool]
) -> tuple[str, ...]:
    """Return a song's own mood tags; none when one of them was answered for or accepted."""
    if row.state is TrackState.ABSENT or any(word in answered for word in row.tags.moods):
        return ()
    accepted = {word.casefold() for mood in row.accepted for word in (mood, names.get(mood, mood))}
    if any(word.casefold() in accepted for word in row.tags.moods):
        return ()
    return row.tags.moods


def _rank_moods(matrices: Sequence[MoodMatrix]) -> _MoodRanks:
    out = _MoodRanks({}, {}, {})
    for matrix in matrices:
        columns = {label: i for i, label in enumerate(matrix.labels)}
        ids = matrix.ids.tolist()
        out.probabilities.update(zip(ids, matrix.probabilities, strict=True))
        out.ranks.update(zip(ids, percentile_ranks(matrix.probabilities), strict=True))
        out.columns.update(dict.fromkeys(ids, columns))
    return out


def _meanings(
    synonyms: MoodSynonyms, file_tags: Sequence[str], unknown_words: Counter[str]
) -> list[MoodMeaning]:
    found = []
    for text in file_tags:
        for word in synonyms.split_tag(text):
            meaning = synonyms.meaning(word)
            if meaning is None:
                unknown_words[word] += 1
            else:
                found.append(meaning)
    return found


def _tag_conflict(
    row: SongRow,
    file_tags: tuple[str, ...],
    meanings: Sequence[MoodMeaning],
    vocabulary: Vocabulary,
    mood_ranks: _MoodRanks,
) -> TagConflict | None:
    """Return a song's conflict; None without one, or when there is no better suggestion."""
    columns = mood_ranks.columns.get(row.track_id)
    if columns is None or row.effective_valence is None or row.effective_arousal is None:
        return None
    labels = {label for meaning in meanings for label in meaning.labels}
    if labels & {*row.proposed, *row.accepted}:
        return None
    rank = best_rank(meanings, mood_ranks.ranks[row.track_id], columns)
    distance = nearest_distance(meanings, row.effective_valence, row.effective_arousal)
    value = conflict_score(rank, distance)
    if value < MIN_SCORE:
        return None
    suggestion = _suggestion(
        row, mood_ranks.probabilities[row.track_id], columns, vocabulary, labels
    )
    if not suggestion:
        return None
    return TagConflict(row.track_id, file_tags, suggestion, value, rank, distance)


def _suggestion(
    row: SongRow,
    probabilities: npt.NDArray[np.float32],
    columns: Mapping[str, int],
    vocabulary: Vocabulary,
    file_labels: set[str],
) -> tuple[str, ...]:
    """Return the undecided suggestions, or else the most probable core moods."""
    undecided = [mood for mood in (*row.proposed, *row.likely) if mood not in row.rejected]
    if undecided:
        return tuple(undecided[:MAX_SUGGESTIONS])
    candidates = [
        (float(probabilities[columns[mood.label]]), mood.label)
        for mood in vocabulary
        if mood.core and mood.label in columns and mood.label not in {*row.rejected, *file_labels}
    ]
    best = max((probability for probability, _ in candidates), default=0.0)
    lowest = max(_MIN_SUGGESTION_PROBABILITY, _NEAR_BEST_RATIO * best)
    suggestions = sorted((pair for pair in candidates if pair[0] >= lowest), reverse=True)
    return tuple(label for _, label in suggestions[:MAX_SUGGESTIONS])


class ReviewService:
    """The user's decisions, corrections and answers, and what still waits for one.

    `on_decided` is called after decisions or corrections changed, `on_corrected` after positions.
    """

    def __init__(
        self,
        library: Library,
        model: str,
        preferences: LibraryPreferences,
        tracks: TrackService,
        *,
        on_decided: Callable[[], None] = lambda: None,
        on_corrected: Callable[[], None] = lambda: None,
    ) -> None:
        self._library = library
        self._model = model
        self._preferences = preferences
        self._tracks = tracks
        self._on_decided = on_decided
        self._on_corrected = on_corrected

    def decide(self, decisions: Sequence[tuple[int, str, bool | None]]) -> list[SongRow]:
        """Accept (True), reject (False) or reopen (None) moods: (track_id, mood, decision)."""
        self._library.decisions.save(list(decisions))
        self._on_decided()
        return self._tracks.rows(sorted({track_id for track_id, _, _ in decisions}))

    def accept_confident(self, track_ids: Sequence[int]) -> list[SongRow]:
        """Accept every proposed mood that is not decided yet."""
        return self.decide(
            [
                (row.track_id, mood, True)
                for row in self._tracks.rows(track_ids)
                for mood in row.proposed
                if mood not in row.rejected and mood not in row.accepted
            ]
        )

    def correct(self, positions: Sequence[tuple[int, tuple[float, float] | None]]) -> list[SongRow]:
        """Set the user's own (valence, arousal) of songs, or reset it (None)."""
        self._library.corrections.save(positions)
        self._on_decided()
        self._on_corrected()
        return self._tracks.rows(sorted({track_id for track_id, _ in positions}))

    def correct_tempo(self, tempos: Sequence[tuple[int, float | None]]) -> list[SongRow]:
        """Set the user's own tempo of songs in beats per minute, or reset it (None)."""
        self._library.tempo_corrections.save(tempos)
        return self._tracks.rows(sorted({track_id for track_id, _ in tempos}))

    def pending_moods(self) -> PendingMoods:
        """Return the proposed moods of all songs that wait for a decision."""
        vocabulary = self._preferences.vocabulary()
        return pending_moods(self._library, self._tracks.rows(), vocabulary, self._model)

    def tag_conflicts(self) -> TagConflicts:
        """Return the songs whose mood tags differ most from their analysis."""
        return find_tag_conflicts(
            self._library,
            self._tracks.rows(),
            self._preferences.vocabulary(),
            self._preferences.mood_preferences.names,
            self._model,
        )

    def resolve_tag_conflicts(
        self,
        answers: Sequence[tuple[int, str, bool | None]],
        decisions: Sequence[tuple[int, str, bool | None]],
    ) -> list[SongRow]:
        """Save answers about mood tags, and decisions that go with them; see `decide`.

        An answer (track_id, tag, kept) keeps the tag (True), lets writing replace it (False) or
        forgets an earlier answer (None). The check does not ask about an answered tag again.
        """
        self._library.tag_conflict_answers.save(answers)
        self._library.decisions.save(decisions)
        self._on_decided()
        return self._tracks.rows(sorted({track_id for track_id, _, _ in [*answers, *decisions]}))
