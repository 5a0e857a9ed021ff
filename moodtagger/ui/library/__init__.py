"""The song library: table, filter and sidebar."""

from moodtagger.ui.library.facet_counts import Counts
from moodtagger.ui.library.filter import Filter, Kind
from moodtagger.ui.library.sidebar import Sidebar
from moodtagger.ui.library.table import SongTable
from moodtagger.ui.library.table_model import SongTableModel

__all__ = ["Counts", "Filter", "Kind", "Sidebar", "SongTable", "SongTableModel"]
