"""The song library: table, filter and sidebar."""

from moodtagger.ui.library.filter import FacetCounts, Filter, SongKind, SongSet
from moodtagger.ui.library.sidebar import Sidebar
from moodtagger.ui.library.table import SongTable
from moodtagger.ui.library.table_model import SongTableModel

__all__ = ["FacetCounts", "Filter", "Sidebar", "SongKind", "SongSet", "SongTable", "SongTableModel"]
