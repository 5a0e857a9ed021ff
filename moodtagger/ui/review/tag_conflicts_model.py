"""The songs whose own mood word and the network's differ, worst first, as a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt

from moodtagger.core.tag_conflicts import Difference
from moodtagger.core.tracks import SongRow
from moodtagger.ui.library.cell_text import mood_text, percent
from moodtagger.ui.text_normalization import display_text, plain_tooltip

TITLE, ARTIST, MINE, THEIRS, WHY = range(5)
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole
SongOf = Callable[[int], SongRow | None]


class DifferencesModel(QAbstractTableModel):
    """Rows are songs; `song_of` gives what is to be shown of each."""

    def __init__(self, song_of: SongOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._song_of = song_of
        self._found: list[Difference] = []

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """How many songs differ."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """Song, artist, both answers, and why."""
        return 0 if parent.isValid() else 5

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> Any:  # type: ignore[override]
        """Text, tooltip and text for a screen reader."""
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return self._text(index.row(), index.column())
        if role == _Role.ToolTipRole:
            return plain_tooltip(self._text(index.row(), index.column()))
        if role == _Role.AccessibleTextRole:
            text = self._text(index.row(), index.column())
            return text if index.column() == TITLE else f"{_title(index.column())}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        return _title(section) if 0 <= section < 5 else None

    def difference(self, row: int) -> Difference:
        """The difference in a row."""
        return self._found[row]

    def row_of(self, track_id: int) -> int | None:
        """The row of a song, if it is there."""
        return next((i for i, d in enumerate(self._found) if d.track_id == track_id), None)

    def show(self, found: Iterable[Difference]) -> None:
        """Other differences, worst first."""
        self.beginResetModel()
        self._found = list(found)
        self.endResetModel()

    def take(self, track_ids: set[int]) -> None:
        """Songs that were answered for go."""
        rows = [i for i, found in enumerate(self._found) if found.track_id in track_ids]
        for row in reversed(rows):
            self.beginRemoveRows(_NO_PARENT, row, row)
            del self._found[row]
            self.endRemoveRows()

    def put_back(self, found: Iterable[Difference]) -> None:
        """Answers were taken back: the songs come back to their places."""
        for one in found:
            row = bisect_left(self._found, (-one.score, one.track_id), key=_order)
            self.beginInsertRows(_NO_PARENT, row, row)
            self._found.insert(row, one)
            self.endInsertRows()

    def _text(self, row: int, column: int) -> str:
        found = self._found[row]
        if column in (TITLE, ARTIST):
            song = self._song_of(found.track_id)
            if song is None:
                return ""
            return display_text(song.name if column == TITLE else song.tags.artist)
        if column == MINE:
            return display_text(", ".join(found.mine))
        if column == THEIRS:
            return ", ".join(map(mood_text, found.theirs))
        return why(found)


def why(found: Difference) -> str:
    """What speaks against the song's own word."""
    tr = QCoreApplication.translate
    words = display_text(", ".join(found.mine))
    if found.share is None:
        text = tr("differences", "This song lies far from “%1” on the map")
        return text.replace("%1", words)
    if round(found.share * 100) == 0:
        text = tr("differences", "Hardly any of your songs sounds less “%1”")
        return text.replace("%1", words)
    text = tr("differences", "Only %2 of your songs sound less “%1”")
    if found.share > 0.5:
        text = tr("differences", "%2 of your songs sound less “%1”, but it lies far on the map")
    return text.replace("%1", words).replace("%2", percent(found.share))


def _order(found: Difference) -> tuple[float, int]:
    return -found.score, found.track_id


def _title(column: int) -> str:
    tr = QCoreApplication.translate
    return (
        tr("differences", "Title"),
        tr("differences", "Artist"),
        tr("differences", "In the file"),
        tr("differences", "The network hears"),
        tr("differences", "Why"),
    )[column]
