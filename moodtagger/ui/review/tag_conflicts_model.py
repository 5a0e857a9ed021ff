"""The songs whose own mood word and the network's differ, worst first, as a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt

from moodtagger.core.tag_conflicts import TagConflict
from moodtagger.core.tracks import SongRow
from moodtagger.ui.library.cell_text import mood_text, percent
from moodtagger.ui.text_normalization import display_text, plain_tooltip

TITLE, ARTIST, FILE_MOODS, PREDICTED_MOODS, REASON = range(5)
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole
SongLookup = Callable[[int], SongRow | None]


class TagConflictsModel(QAbstractTableModel):
    """Rows are songs; `song_of` gives what is to be shown of each."""

    def __init__(self, song_of: SongLookup, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._song_of = song_of
        self._conflicts: list[TagConflict] = []

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """How many songs differ."""
        return 0 if parent.isValid() else len(self._conflicts)

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
            return text if index.column() == TITLE else f"{_column_title(index.column())}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        return _column_title(section) if 0 <= section < 5 else None

    def conflict(self, row: int) -> TagConflict:
        """The difference in a row."""
        return self._conflicts[row]

    def row_of(self, track_id: int) -> int | None:
        """The row of a song, if it is there."""
        return next((i for i, d in enumerate(self._conflicts) if d.track_id == track_id), None)

    def set_conflicts(self, conflicts: Iterable[TagConflict]) -> None:
        """Other differences, worst first."""
        self.beginResetModel()
        self._conflicts = list(conflicts)
        self.endResetModel()

    def remove(self, track_ids: set[int]) -> None:
        """Songs that were answered for go."""
        rows = [i for i, conflict in enumerate(self._conflicts) if conflict.track_id in track_ids]
        for row in reversed(rows):
            self.beginRemoveRows(_NO_PARENT, row, row)
            del self._conflicts[row]
            self.endRemoveRows()

    def insert(self, conflicts: Iterable[TagConflict]) -> None:
        """Answers were taken back: the songs come back to their places."""
        for conflict in conflicts:
            row = bisect_left(self._conflicts, (-conflict.score, conflict.track_id), key=_sort_key)
            self.beginInsertRows(_NO_PARENT, row, row)
            self._conflicts.insert(row, conflict)
            self.endInsertRows()

    def _text(self, row: int, column: int) -> str:
        conflict = self._conflicts[row]
        if column in (TITLE, ARTIST):
            song = self._song_of(conflict.track_id)
            if song is None:
                return ""
            return display_text(song.name if column == TITLE else song.tags.artist)
        if column == FILE_MOODS:
            return display_text(", ".join(conflict.file_moods))
        if column == PREDICTED_MOODS:
            return ", ".join(map(mood_text, conflict.predicted_moods))
        return reason_text(conflict)


def reason_text(conflict: TagConflict) -> str:
    """What speaks against the song's own word."""
    tr = QCoreApplication.translate
    file_moods = display_text(", ".join(conflict.file_moods))
    if conflict.rank is None:
        text = tr("differences", "This song lies far from “%1” on the map")
        return text.replace("%1", file_moods)
    if round(conflict.rank * 100) == 0:
        text = tr("differences", "Hardly any of your songs sounds less “%1”")
        return text.replace("%1", file_moods)
    text = tr("differences", "Only %2 of your songs sound less “%1”")
    if conflict.rank > 0.5:
        text = tr("differences", "%2 of your songs sound less “%1”, but it lies far on the map")
    return text.replace("%1", file_moods).replace("%2", percent(conflict.rank))


def _sort_key(conflict: TagConflict) -> tuple[float, int]:
    return -conflict.score, conflict.track_id


def _column_title(column: int) -> str:
    tr = QCoreApplication.translate
    return (
        tr("differences", "Title"),
        tr("differences", "Artist"),
        tr("differences", "In the file"),
        tr("differences", "The network hears"),
        tr("differences", "Why"),
    )[column]
