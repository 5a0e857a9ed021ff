"""The page of songs like others."""

from __future__ import annotations

from moodtagger.ui.similar.page import SimilarSongsPage

__all__ = ["SimilarSongsPage"]
