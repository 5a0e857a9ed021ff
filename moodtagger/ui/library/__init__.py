"""The song library: table, filter and sidebar."""

from moodtagger.ui.library.counts import Counts
from moodtagger.ui.library.filter import Filter, Kind
from moodtagger.ui.library.model import SongTableModel
from moodtagger.ui.library.sidebar import Sidebar
from moodtagger.ui.library.table import SongTable

__all__ = ["Counts", "Filter", "Kind", "Sidebar", "SongTable", "SongTableModel"]
