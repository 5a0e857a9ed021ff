"""The songs that were found, best first, with the reasons for each."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from moodtagger.core.similarity.query import Hit
from moodtagger.core.tracks import SongRow
from moodtagger.ui.similar.explanations import bpm_text, why
from moodtagger.ui.text_normalization import display_text, plain_tooltip

Found = tuple[SongRow, Hit | None]
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole


class Column(enum.IntEnum):
    """The columns from left to right."""

    TITLE = 0
    ARTIST = 1
    BPM = 2
    WHY = 3


class HitModel(QAbstractTableModel):
    """Rows are answers; the reasons are against `tempo`, or on a way against the song before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[Found] = []
        self._tempi: list[float | None] = []

    def show_hits(self, found: Sequence[Found], tempo: float | None) -> None:
        """Songs like others, whose tempo is given."""
        self._show(found, [tempo] * len(found))

    def show_way(self, found: Sequence[Found]) -> None:
        """Songs of a way: each is told against the one before."""
        self._show(found, [None, *(row.tempo for row, _ in found[:-1])])

    def songs(self) -> list[SongRow]:
        """All songs, in order."""
        return [row for row, _ in self._found]

    def rows_of(self, track_ids: set[int]) -> list[int]:
        """The rows of those of these songs that are here."""
        return [i for i, (row, _) in enumerate(self._found) if row.track_id in track_ids]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """How many songs there are."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """Text, tooltip, words for a screen reader, alignment."""
        if not index.isValid():
            return None
        row, _ = self._found[index.row()]
        if role == _Role.DisplayRole:
            return self._text(index.row(), Column(index.column()))
        if role == _Role.ToolTipRole:
            reasons = self._text(index.row(), Column.WHY)
            return plain_tooltip(row.name, row.tags.artist, row.tags.album, reasons, row.path)
        if role == _Role.AccessibleTextRole:
            return self._in_words(index.row(), Column(index.column()))
        if role == _Role.TextAlignmentRole and index.column() == Column.BPM:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The columns' names, and the songs' places."""
        if role == _Role.DisplayRole and orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == _Role.DisplayRole:
            return self._titles()[section]
        if role == _Role.ToolTipRole and section == Column.BPM:
            return self.tr("Beats a minute: from the file's tags, or as heard")
        return None

    def _show(self, found: Sequence[Found], tempi: list[float | None]) -> None:
        self.beginResetModel()
        self._found, self._tempi = list(found), tempi
        self.endResetModel()

    def _titles(self) -> list[str]:
        return [
            self.tr("Title"),
            self.tr("Artist"),
            self.tr("BPM"),
            self.tr("Why"),
        ]

    def _text(self, place: int, column: Column) -> str:
        row, hit = self._found[place]
        if column is Column.BPM:
            return bpm_text(row.tempo)
        if column is Column.WHY:
            return "" if hit is None else why(hit, self._tempi[place])
        return display_text(row.name if column is Column.TITLE else row.tags.artist)

    def _in_words(self, place: int, column: Column) -> str:
        text = self._text(place, column)
        if column is Column.TITLE:
            return f"{text}. {self._text(place, Column.WHY)}".strip()
        return f"{self._titles()[column]}: {text or self.tr('unknown')}"
