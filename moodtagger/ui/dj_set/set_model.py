"""The steps of a set as a table model; steps are moved by drag and drop."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication

from moodtagger.core.dj.songs import song_key
from moodtagger.core.dj.transitions import Transition
from moodtagger.core.musical_keys import KeyRelation
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.text_normalization import display_text

Index = QModelIndex | QPersistentModelIndex
_MIME_TYPE = "application/x-moodtagger-set-steps"
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LOCK = "\N{LOCK}\ufe0e"


class SetColumn(enum.IntEnum):
    """Columns in order."""

    TITLE = 0
    ARTIST = 1
    KEY = 2
    RELATION = 3
    BPM = 4
    CHANGE = 5
    ENERGY = 6
    LENGTH = 7
    STARTS = 8
    LOCK = 9


_NUMBER_COLUMNS = {
    SetColumn.BPM, SetColumn.CHANGE, SetColumn.ENERGY, SetColumn.LENGTH, SetColumn.STARTS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetStep:
    """A song of the set; `transition` is the one that leads to it, None for the first song."""

    row: SongRow
    energy: float | None
    transition: Transition | None = None
    locked: bool = False


class SetModel(QAbstractTableModel):
    """The steps; `moved` carries the new order as former row numbers, for whoever owns the set."""

    moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps: list[SetStep] = []

    def show_steps(self, steps: Sequence[SetStep]) -> None:
        """Show other steps."""
        self.beginResetModel()
        self.steps = list(steps)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of steps."""
        return 0 if parent is not None and parent.isValid() else len(self.steps)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(SetColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's name, or the number of a step."""
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return formatting.format_count(section + 1)
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBER_COLUMNS:
            return _NUMBERS
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            SetColumn.TITLE: self.tr("Title"),
            SetColumn.ARTIST: self.tr("Artist"),
            SetColumn.KEY: self.tr("Key"),
            SetColumn.RELATION: self.tr("Transition"),
            SetColumn.BPM: self.tr("BPM"),
            SetColumn.CHANGE: self.tr("Change"),
            SetColumn.ENERGY: self.tr("Energy"),
            SetColumn.LENGTH: self.tr("Length"),
            SetColumn.STARTS: self.tr("Starts at"),
            SetColumn.LOCK: self.tr("Locked"),
        }[SetColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text, alignment or color of a cell."""
        step, column = self.steps[index.row()], SetColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBER_COLUMNS:
            return _NUMBERS
        if role == Qt.ItemDataRole.ForegroundRole and _is_broken(step, column):
            return _warning_color()
        if role == Qt.ItemDataRole.AccessibleTextRole and column is SetColumn.LOCK:
            return self.tr("Locked") if step.locked else self.tr("Not locked")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let steps be dragged, and dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Only move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the type of dragged steps."""
        return [_MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged row numbers."""
        data = QMimeData()
        rows = sorted({index.row() for index in indexes})
        data.setData(_MIME_TYPE, ",".join(map(str, rows)).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Report where the dragged steps go; the view removes nothing itself."""
        rows = [int(text) for text in bytes(data.data(_MIME_TYPE).data()).decode().split(",")]
        target = row if row >= 0 else parent.row() if parent.isValid() else len(self.steps)
        self.move(rows, target)
        return False

    def move(self, rows: Sequence[int], target: int) -> None:
        """Report the order in which these rows stand before the row `target`."""
        moving = set(rows)
        before = [row for row in range(target) if row not in moving]
        after = [row for row in range(target, len(self.steps)) if row not in moving]
        order = [*before, *sorted(moving), *after]
        if order != list(range(len(self.steps))):
            self.moved.emit(order)

    def _text(self, number: int, column: SetColumn) -> str:
        step = self.steps[number]
        row, transition = step.row, step.transition
        if column is SetColumn.TITLE:
            return display_text(row.name)
        if column is SetColumn.ARTIST:
            return display_text(row.tags.artist)
        if column is SetColumn.KEY:
            key = song_key(row)
            return "" if key is None else key.text()
        if column is SetColumn.RELATION:
            known = transition is not None and transition.relation is not None
            return self._relation_text(transition.relation) if transition and known else ""
        if column is SetColumn.BPM:
            return (
                "" if row.effective_bpm is None else formatting.format_decimal(row.effective_bpm, 0)
            )
        if column is SetColumn.CHANGE:
            change = None if transition is None else transition.bpm_change
            return "" if change is None else _signed(change)
        if column is SetColumn.ENERGY:
            return "" if step.energy is None else formatting.format_count(round(step.energy))
        if column is SetColumn.LOCK:
            return _LOCK if step.locked else ""
        if column is SetColumn.LENGTH:
            return "" if row.duration_s is None else formatting.format_time(row.duration_s)
        return formatting.format_time(self.starts()[number])

    def starts(self) -> list[float]:
        """Return when each song starts, in seconds from the start of the set."""
        lengths = (step.row.duration_s or 0.0 for step in self.steps[:-1])
        return list(accumulate(lengths, initial=0.0))

    def _relation_text(self, relation: KeyRelation | None) -> str:
        return {
            KeyRelation.SAME: self.tr("same"),
            KeyRelation.NEIGHBOR: self.tr("neighbor"),
            KeyRelation.RELATIVE: self.tr("relative"),
            KeyRelation.ENERGY_BOOST: self.tr("energy boost"),
            KeyRelation.CLASH: self.tr("clash"),
            None: "",
        }[relation]


def _signed(change: float) -> str:
    text = formatting.format_decimal(abs(change), 0)
    return text if text == "0" else ("+" if change > 0 else "\N{MINUS SIGN}") + text


def _is_broken(step: SetStep, column: SetColumn) -> bool:
    broken = () if step.transition is None else step.transition.broken
    return (column is SetColumn.CHANGE and "tempo" in broken) or (
        column is SetColumn.RELATION and "key" in broken
    )


def _warning_color() -> QColor:
    dark = QGuiApplication.palette().window().color().lightness() < 128
    return QColor("#ff8a80") if dark else QColor("#b3261e")
