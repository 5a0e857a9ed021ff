"""The search box: a filter as tokens and text, with completion and help."""

from moodtagger.ui.search.box import SearchBox
from moodtagger.ui.search.catalog import Catalog

__all__ = ["Catalog", "SearchBox"]
