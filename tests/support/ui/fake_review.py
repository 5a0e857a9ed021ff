"""The part of the library in memory that reviews ask of it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence

import numpy as np

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.review import PendingMoods, TagConflict
from moodtagger.core.tracks import SongRow
from moodtagger.services.review_items import TagConflicts

Decision = tuple[int, str, bool | None]


class FakeReview:
    """`own` holds what was said of the files' own words; `unkeepable` why nothing is kept."""

    rows_by_id: dict[int, SongRow]
    threads: set[str]
    settle_error = ""

    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]:
        raise NotImplementedError

    def decide(self, decisions: Sequence[Decision]) -> list[SongRow]:
        raise NotImplementedError

    @property
    def conflict_answers(self) -> dict[tuple[int, str], bool]:
        answers: dict[tuple[int, str], bool] = self.__dict__.setdefault("_own", {})
        return answers

    def pending_moods(self) -> PendingMoods:
        """Half of the labels were measured, and are right as often as they are probable."""
        self.threads.add(threading.current_thread().name)
        found = [
            (row.track_id, mood, dict(row.moods).get(mood, 0.5))
            for row in sorted(self.rows_by_id.values(), key=lambda row: row.track_id)
            for mood in row.proposed
            if mood not in row.accepted and mood not in row.rejected
        ]
        labels = tuple(sorted({mood for _, mood, _ in found}))
        shares = np.array([share for *_, share in found], np.float32)
        places = np.array([labels.index(mood) for _, mood, _ in found], np.int32)
        right = np.where(places % 2, np.nan, shares).astype(np.float32)
        return PendingMoods(
            labels, np.array([i for i, *_ in found], np.int64), places, shares, right
        )

    def tag_conflicts(self) -> TagConflicts:
        """Every song with a mood of its own, the more different the higher its id."""
        self.threads.add(threading.current_thread().name)
        out = TagConflicts(unknown_words=Counter({"Xyzzy": 2}))
        for row in self.rows_by_id.values():
            if not row.tags.moods or row.valence is None or not row.proposed:
                continue
            out.tagged += 1
            if not any((row.track_id, word) in self.conflict_answers for word in row.tags.moods):
                score = row.track_id / (1 + max(self.rows_by_id))
                out.conflicts.append(
                    TagConflict(row.track_id, row.tags.moods, row.proposed[:2], score, 0.03, 0.9)
                )
        out.conflicts.sort(key=lambda found: (-found.score, found.track_id))
        return out

    def resolve_tag_conflicts(
        self, answers: Sequence[Decision], decisions: Sequence[Decision]
    ) -> list[SongRow]:
        self.threads.add(threading.current_thread().name)
        if self.settle_error:
            raise MoodtaggerError(self.settle_error)
        for track_id, word, kept in answers:
            if kept is None:
                self.conflict_answers.pop((track_id, word), None)
            else:
                self.conflict_answers[track_id, word] = kept
        self.decide(decisions)
        return self.rows(sorted({i for i, _, _ in [*answers, *decisions]}))
