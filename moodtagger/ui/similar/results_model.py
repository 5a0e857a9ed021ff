"""Table model of similar songs, best first, with the reasons for each."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from moodtagger.core.similarity.query import SimilarityResult
from moodtagger.core.tracks import SongRow
from moodtagger.ui.formatting import copies_text, mood_text
from moodtagger.ui.text_normalization import display_text, plain_tooltip

_SEPARATOR = "  \N{MIDDLE DOT}  "
_VERY_NEAR, _NEAR = 0.99, 0.9  # fraction of random song pairs that are farther apart
_MIN_NOTABLE = 0.5
_SAME_TEMPO, _MAX_TEMPO_DIFFERENCE = 0.5, 12.0  # bpm; a larger difference is not mentioned
_DOUBLE_TOLERANCE = 0.06  # relative deviation from twice or half the tempo


def reasons_text(result: SimilarityResult, tempo: float | None) -> str:
    """Explain a result: 'same moods: dark, tense · 3 bpm apart · near in sound'.

    `tempo` is that of the seeds. Where nothing stands out, the best-matching part is named.
    """
    parts = [_mood_reason(result), _tempo_reason(result.bpm, tempo), *_near_reasons(result)]
    return _SEPARATOR.join(part for part in parts if part) or _best_match_text(result)


def bpm_text(tempo: float | None) -> str:
    """Format a tempo as whole beats per minute; empty when unknown."""
    return "" if tempo is None else QLocale().toString(round(tempo))


def _mood_reason(result: SimilarityResult) -> str:
    tr = QCoreApplication.translate
    names = ", ".join(map(mood_text, result.shared_moods))
    return tr("SimilarityReasons", "same moods: %1").replace("%1", names) if names else ""


def _tempo_reason(one: float | None, other: float | None) -> str:
    tr = QCoreApplication.translate
    if not one or not other:
        return ""
    difference = abs(one - other)
    if difference < _SAME_TEMPO:
        return tr("SimilarityReasons", "same tempo")
    if abs(one / other / 2 - 1) < _DOUBLE_TOLERANCE:
        return tr("SimilarityReasons", "double tempo")
    if abs(other / one / 2 - 1) < _DOUBLE_TOLERANCE:
        return tr("SimilarityReasons", "half tempo")
    if difference > _MAX_TEMPO_DIFFERENCE:
        return ""
    return tr("SimilarityReasons", "%1 BPM apart").replace("%1", bpm_text(max(1.0, difference)))


def _near_reasons(result: SimilarityResult) -> list[str]:
    tr = QCoreApplication.translate
    return [
        *_near_text(
            result.sound,
            tr("SimilarityReasons", "similar sound"),
            tr("SimilarityReasons", "very similar sound"),
        ),
        *_near_text(
            result.feeling,
            tr("SimilarityReasons", "close on the map"),
            tr("SimilarityReasons", "very close on the map"),
        ),
    ]


def _near_text(fraction: float, near: str, very: str) -> list[str]:
    if fraction < _NEAR:
        return []
    return [very if fraction >= _VERY_NEAR else near]


def _best_match_text(result: SimilarityResult) -> str:
    """Name the best-matching of the three parts with its rank."""
    tr = QCoreApplication.translate
    texts = {
        tr("SimilarityReasons", "mood more similar than %1 of 100 songs"): result.mood,
        tr("SimilarityReasons", "closer on the map than %1 of 100 songs"): result.feeling,
        tr("SimilarityReasons", "sound more similar than %1 of 100 songs"): result.sound,
    }
    best = max(texts, key=lambda text: texts[text])
    if texts[best] < _MIN_NOTABLE:
        return tr("SimilarityReasons", "not similar")
    return best.replace("%1", QLocale().toString(int(100 * texts[best])))


ResultRow = tuple[SongRow, SimilarityResult | None]
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole


class ResultColumn(enum.IntEnum):
    """Columns from left to right."""

    TITLE = 0
    ARTIST = 1
    BPM = 2
    REASONS = 3


class ResultsModel(QAbstractTableModel):
    """Table of results; reasons refer to the seeds or, on a path, to the previous song."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: list[ResultRow] = []
        self._copies: Mapping[int, Sequence[SongRow]] = {}
        self._reference_tempos: list[float | None] = []

    def show_results(
        self,
        results: Sequence[ResultRow],
        tempo: float | None,
        copies: Mapping[int, Sequence[SongRow]] = MappingProxyType({}),
    ) -> None:
        """Show songs similar to seeds of a tempo; `copies` are the others of their recordings."""
        self._copies = copies
        self._set_results(results, [tempo] * len(results))

    def show_path(self, results: Sequence[ResultRow]) -> None:
        """Show the songs of a path, each compared with the previous one."""
        self._copies = {}
        self._set_results(results, [None, *(row.effective_bpm for row, _ in results[:-1])])

    def songs(self) -> list[SongRow]:
        """Return all songs, in order."""
        return [row for row, _ in self._results]

    def rows_of(self, track_ids: set[int]) -> list[int]:
        """Return the rows of the given songs; songs that are not listed are skipped."""
        return [i for i, (row, _) in enumerate(self._results) if row.track_id in track_ids]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """Return the number of songs."""
        return 0 if parent.isValid() else len(self._results)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(ResultColumn)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """Return text, tooltip, screen reader text or alignment of a cell."""
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
        """Return the title of a column, or the position of a song."""
        if role == _Role.DisplayRole and orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(ResultColumn):
            return None
        if role == _Role.DisplayRole:
            return self._titles()[section]
        if role == _Role.ToolTipRole and section == ResultColumn.BPM:
            return self.tr("Beats per minute from the file's tags, or detected")
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
            self.tr("Reason"),
        ]

    def _text(self, position: int, column: ResultColumn) -> str:
        row, result = self._results[position]
        if column is ResultColumn.BPM:
            return bpm_text(row.effective_bpm)
        if column is ResultColumn.REASONS:
            reasons = (
                "" if result is None else reasons_text(result, self._reference_tempos[position])
            )
            copies = copies_text(row, self._copies.get(row.track_id, ()))
            return _SEPARATOR.join(text for text in (reasons, copies) if text)
        return display_text(row.name if column is ResultColumn.TITLE else row.tags.artist)

    def _accessible_text(self, position: int, column: ResultColumn) -> str:
        text = self._text(position, column)
        if column is ResultColumn.TITLE:
            return f"{text}. {self._text(position, ResultColumn.REASONS)}".strip()
        return f"{self._titles()[column]}: {text or self.tr('unknown')}"
