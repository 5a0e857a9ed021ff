"""Review of the library in memory: decisions, corrections and the tag check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from moodtagger.core.circumplex import Correction, clip_to_plane
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.review import PendingMoods, TagConflict
from moodtagger.core.tracks import SongRow
from moodtagger.services.review_items import TagConflicts
from tests.support.ui.fake_library import FakeLibrary

Decision = tuple[int, str, bool | None]


class FakeReview:
    """Decisions, corrections and the tag check of the library in memory."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def decide(self, decisions: Sequence[tuple[int, str, bool | None]]) -> list[SongRow]:
        for track_id, mood, accepted in decisions:
            row = self._library.rows_by_id[track_id]
            yes = tuple(m for m in row.accepted if m != mood) + ((mood,) if accepted else ())
            no = tuple(m for m in row.rejected if m != mood)
            no += (mood,) if accepted is False else ()
            self._library.put(replace(row, accepted=yes, rejected=no))
        return self._library.rows(sorted({i for i, _, _ in decisions}))

    def accept_confident(self, track_ids: Sequence[int]) -> list[SongRow]:
        return self.decide(
            [
                (row.track_id, mood, True)
                for row in self._library.rows(track_ids)
                for mood in row.proposed
                if mood not in row.accepted and mood not in row.rejected
            ]
        )

    def correct(self, positions: Sequence[tuple[int, tuple[float, float] | None]]) -> list[SongRow]:
        self._library.note_thread()
        for track_id, place in positions:
            made = None if place is None else Correction(*clip_to_plane(*place), datetime.now(UTC))
            self._library.rows_by_id[track_id] = replace(
                self._library.rows_by_id[track_id], correction=made
            )
        return self._library.rows([track_id for track_id, _ in positions])

    def correct_tempo(self, tempos: Sequence[tuple[int, float | None]]) -> list[SongRow]:
        for track_id, bpm in tempos:
            row = self._library.rows_by_id[track_id]
            self._library.rows_by_id[track_id] = replace(row, corrected_bpm=bpm)
        return self._library.rows([track_id for track_id, _ in tempos])

    def pending_moods(self) -> PendingMoods:
        """Return the pending moods; half have a precision, which equals the probability."""
        self._library.note_thread()
        found = [
            (row.track_id, mood, dict(row.moods).get(mood, 0.5))
            for row in sorted(self._library.rows_by_id.values(), key=lambda row: row.track_id)
            for mood in row.proposed
            if mood not in row.accepted and mood not in row.rejected
        ]
        labels = tuple(sorted({mood for _, mood, _ in found}))
        ids = np.array([track_id for track_id, *_ in found], np.int64)
        moods = np.array([labels.index(mood) for _, mood, _ in found], np.int32)
        probabilities = np.array([probability for *_, probability in found], np.float32)
        precisions = np.where(moods % 2, np.nan, probabilities).astype(np.float32)
        return PendingMoods(labels, ids, moods, probabilities, precisions)

    def tag_conflicts(self) -> TagConflicts:
        """Return every song with a mood tag; the conflict grows with the id."""
        self._library.note_thread()
        out = TagConflicts(unknown_words=Counter({"Xyzzy": 2}))
        for row in self._library.rows_by_id.values():
            if not row.tags.moods or row.valence is None or not row.proposed:
                continue
            out.tagged += 1
            if not any(
                (row.track_id, word) in self._library.conflict_answers for word in row.tags.moods
            ):
                score = row.track_id / (1 + max(self._library.rows_by_id))
                out.conflicts.append(
                    TagConflict(row.track_id, row.tags.moods, row.proposed[:2], score, 0.03, 0.9)
                )
        out.conflicts.sort(key=lambda found: (-found.score, found.track_id))
        return out

    def resolve_tag_conflicts(
        self, answers: Sequence[Decision], decisions: Sequence[Decision]
    ) -> list[SongRow]:
        self._library.note_thread()
        if self._library.settle_error:
            raise MoodtaggerError(self._library.settle_error)
        for track_id, word, kept in answers:
            if kept is None:
                self._library.conflict_answers.pop((track_id, word), None)
            else:
                self._library.conflict_answers[track_id, word] = kept
        self.decide(decisions)
        return self._library.rows(sorted({i for i, _, _ in [*answers, *decisions]}))
