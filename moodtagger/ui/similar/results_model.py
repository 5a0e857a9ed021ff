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

from moodtagger.core.similarity.query import SimilarityResult
from moodtagger.core.tracks import SongRow
from moodtagger.ui.similar.explanations import bpm_text, reasons_text
from moodtagger.ui.text_normalization import display_text, plain_tooltip

ResultRow = tuple[SongRow, SimilarityResult | None]
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole


class ResultColumn(enum.IntEnum):
    """The columns from left to right."""

    TITLE = 0
    ARTIST = 1
    BPM = 2
    REASONS = 3


class ResultsModel(QAbstractTableModel):
    """Rows are answers; the reasons are against `tempo`, or on a way against the song before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: list[ResultRow] = []
        self._reference_tempos: list[float | None] = []

    def show_results(self, results: Sequence[ResultRow], tempo: float | None) -> None:
        """Songs like others, whose tempo is given."""
        self._set_results(results, [tempo] * len(results))

    def show_path(self, results: Sequence[ResultRow]) -> None:
        """Songs of a way: each is told against the one before."""
        self._set_results(results, [None, *(row.effective_bpm for row, _ in results[:-1])])

    def songs(self) -> list[SongRow]:
        """All songs, in order."""
        return [row for row, _ in self._results]

    def rows_of(self, track_ids: set[int]) -> list[int]:
        """The rows of those of these songs that are here."""
        return [i for i, (row, _) in enumerate(self._results) if row.track_id in track_ids]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """How many songs there are."""
        return 0 if parent.isValid() else len(self._results)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(ResultColumn)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """Text, tooltip, words for a screen reader, alignment."""
        if not index.isValid():
            return None
        row, _ = self._results[index.row()]
        if role == _Role.DisplayRole:
            return self._text(index.row(), ResultColumn(index.column()))
        if role == _Role.ToolTipRole:
            reasons = self._text(index.row(), ResultColumn.REASONS)
            return plain_tooltip(row.name, row.tags.artist, row.tags.album, reasons, row.path)
        if role == _Role.AccessibleTextRole:
            return self._accessible_text(index.row(), ResultColumn(index.column()))
        if role == _Role.TextAlignmentRole and index.column() == ResultColumn.BPM:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The columns' names, and the songs' places."""
        if role == _Role.DisplayRole and orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(ResultColumn):
            return None
        if role == _Role.DisplayRole:
            return self._titles()[section]
        if role == _Role.ToolTipRole and section == ResultColumn.BPM:
            return self.tr("Beats a minute: from the file's tags, or as heard")
        return None

    def _set_results(
        self, results: Sequence[ResultRow], reference_tempos: list[float | None]
    ) -> None:
        self.beginResetModel()
        self._results, self._reference_tempos = list(results), reference_tempos
        self.endResetModel()

    def _titles(self) -> list[str]:
        return [
            self.tr("Title"),
            self.tr("Artist"),
            self.tr("BPM"),
            self.tr("Why"),
        ]

    def _text(self, position: int, column: ResultColumn) -> str:
        row, result = self._results[position]
        if column is ResultColumn.BPM:
            return bpm_text(row.effective_bpm)
        if column is ResultColumn.REASONS:
            return "" if result is None else reasons_text(result, self._reference_tempos[position])
        return display_text(row.name if column is ResultColumn.TITLE else row.tags.artist)

    def _accessible_text(self, position: int, column: ResultColumn) -> str:
        text = self._text(position, column)
        if column is ResultColumn.TITLE:
            return f"{text}. {self._text(position, ResultColumn.REASONS)}".strip()
        return f"{self._titles()[column]}: {text or self.tr('unknown')}"
