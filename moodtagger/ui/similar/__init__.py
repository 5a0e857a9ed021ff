"""The page of similar songs."""

from __future__ import annotations

from moodtagger.ui.similar.page import SimilarSongsPage

__all__ = ["SimilarSongsPage"]
