"""The open library: all its parts under one name."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from moodtagger.store.analyses import Analyses
from moodtagger.store.corrections import Corrections
from moodtagger.store.decisions import Decisions
from moodtagger.store.folders import Folders
from moodtagger.store.journal import Journal
from moodtagger.store.matrix import Matrices
from moodtagger.store.older import Older
from moodtagger.store.own_words import OwnWords
from moodtagger.store.rows import Rows
from moodtagger.store.shares import Shares
from moodtagger.store.tracks import Tracks
from moodtagger.store.traits import TraitReader


class Library(
    Folders,
    Tracks,
    Analyses,
    Decisions,
    Corrections,
    Rows,
    Shares,
    Matrices,
    OwnWords,
    Older,
    Journal,
    TraitReader,
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
