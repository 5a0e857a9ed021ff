"""The open library: all its parts under one name."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from moodtagger.store.analyses.analyses import Analyses
from moodtagger.store.analyses.stale import StaleAnalyses
from moodtagger.store.decisions.corrections import Corrections
from moodtagger.store.decisions.mood_decisions import Decisions
from moodtagger.store.decisions.tag_conflict_answers import TagConflictAnswers
from moodtagger.store.queries.mood_matrices import MoodMatrices
from moodtagger.store.queries.mood_probabilities import MoodProbabilities
from moodtagger.store.queries.similarity_features import SimilarityFeatureReader
from moodtagger.store.queries.song_rows import SongRows
from moodtagger.store.tag_journal import TagJournal
from moodtagger.store.tracks.folders import Folders
from moodtagger.store.tracks.tracks import Tracks


class Library(
    Folders,
    Tracks,
    Analyses,
    Decisions,
    Corrections,
    SongRows,
    MoodProbabilities,
    MoodMatrices,
    TagConflictAnswers,
    StaleAnalyses,
    TagJournal,
    SimilarityFeatureReader,
):
    """A library of songs; open it with `open_library`, close it or use it with `with`.

    Every method may be called on any thread and may block. All raise LibraryError when the
    database cannot be read or written; a method that writes keeps all of its change or none.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
