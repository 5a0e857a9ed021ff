"""The steps of a set as a table model; steps are moved by drag and drop."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
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
from moodtagger.ui.text_normalization import display_text, plain_tooltip

Index = QModelIndex | QPersistentModelIndex
_MIME_TYPE = "application/x-moodtagger-set-steps"
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
KEY_ROLE = Qt.ItemDataRole.UserRole + 1  # the MusicalKey of a step, or None
ENERGY_ROLE = Qt.ItemDataRole.UserRole + 2  # its energy from 1 to 10, or None
LOCK_ROLE = Qt.ItemDataRole.UserRole + 3  # whether it is locked


class SetColumn(enum.IntEnum):
    """Columns in order."""

    TITLE = 0
    ARTIST = 1
    KEY = 2
    RELATION = 3
    BPM = 4
    CHANGE = 5
    ENERGY = 6
    MOOD = 7
    LENGTH = 8
    STARTS = 9
    LOCK = 10


_NUMBER_COLUMNS = {
    SetColumn.BPM, SetColumn.CHANGE, SetColumn.ENERGY, SetColumn.LENGTH, SetColumn.STARTS,
}  # fmt: skip


_TRANSITION_COLUMNS = {SetColumn.RELATION, SetColumn.CHANGE}


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
            SetColumn.MOOD: self.tr("Mood"),
            SetColumn.LENGTH: self.tr("Length"),
            SetColumn.STARTS: self.tr("Starts at"),
            SetColumn.LOCK: self.tr("Lock"),
        }[SetColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text, alignment or color of a cell."""
        step, column = self.steps[index.row()], SetColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBER_COLUMNS:
            return _NUMBERS
        if role == KEY_ROLE:
            return song_key(step.row)
        if role == ENERGY_ROLE:
            return step.energy
        if role == LOCK_ROLE:
            return step.locked
        if role == Qt.ItemDataRole.ForegroundRole and column in _TRANSITION_COLUMNS:
            return _transition_color(step, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.broken_text(index.row()) or self._text(index.row(), column))
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
        if column is SetColumn.STARTS:
            return formatting.format_time(self.starts()[number])
        if column in _TRANSITION_COLUMNS:
            return "" if step.transition is None else _transition_cell(step.transition, column)
        return _SONG_TEXTS[column](step)

    def starts(self) -> list[float]:
        """Return when each song starts, in seconds from the start of the set."""
        lengths = (step.row.duration_s or 0.0 for step in self.steps[:-1])
        return list(accumulate(lengths, initial=0.0))

    def broken_text(self, number: int) -> str:
        """Say which rules the transition to a step does not keep; empty where it keeps all."""
        transition = self.steps[number].transition
        texts = {
            ("tempo",): self.tr("%1 to %2: the tempo changes too much."),
            ("key",): self.tr("%1 to %2: the keys clash."),
            ("tempo", "key"): self.tr("%1 to %2: the tempo changes too much, and the keys clash."),
        }
        if transition is None or not transition.broken:
            return ""
        text = texts[transition.broken].replace("%1", formatting.format_count(number))
        return text.replace("%2", formatting.format_count(number + 1))


_SONG_TEXTS: Mapping[SetColumn, Callable[[SetStep], str]] = {
    SetColumn.TITLE: lambda step: display_text(step.row.name),
    SetColumn.ARTIST: lambda step: display_text(step.row.tags.artist),
    SetColumn.KEY: lambda step: formatting.key_text(song_key(step.row)),
    SetColumn.BPM: lambda step: (
        ""
        if step.row.effective_bpm is None
        else formatting.format_decimal(step.row.effective_bpm, 0)
    ),
    SetColumn.ENERGY: lambda step: (
        "" if step.energy is None else formatting.format_count(round(step.energy))
    ),
    SetColumn.MOOD: lambda step: ", ".join(
        map(formatting.mood_text, (step.row.accepted or step.row.proposed)[:1])
    ),
    SetColumn.LOCK: lambda _step: "",  # drawn as a padlock
    SetColumn.LENGTH: lambda step: (
        "" if step.row.duration_s is None else formatting.format_time(step.row.duration_s)
    ),
}


def _transition_cell(transition: Transition, column: SetColumn) -> str:
    if column is SetColumn.RELATION:
        return relation_text(transition.relation)
    return "" if transition.bpm_change is None else signed_bpm(transition.bpm_change)


def relation_text(relation: KeyRelation | None) -> str:
    """Name how a key fits the one before; empty where it is not known."""
    tr = QCoreApplication.translate
    return {
        KeyRelation.SAME: tr("SetModel", "same"),
        KeyRelation.NEIGHBOR: tr("SetModel", "neighbor"),
        KeyRelation.RELATIVE: tr("SetModel", "relative"),
        KeyRelation.ENERGY_BOOST: tr("SetModel", "energy boost"),
        KeyRelation.CLASH: tr("SetModel", "clash"),
        None: "",
    }[relation]


def signed_bpm(change: float) -> str:
    """Format a change of tempo with its sign."""
    text = formatting.format_decimal(abs(change), 0)
    return text if text == "0" else ("+" if change > 0 else "\N{MINUS SIGN}") + text


def _transition_color(step: SetStep, column: SetColumn) -> QColor | None:
    """Return the color of what does not fit, and of keys that do."""
    if step.transition is None:
        return None
    dark = QGuiApplication.palette().window().color().lightness() < 128
    if ("tempo" if column is SetColumn.CHANGE else "key") in step.transition.broken:
        return QColor("#ff8a80") if dark else QColor("#b3261e")
    if column is SetColumn.RELATION:
        return QColor("#5fd3a8") if dark else QColor("#0f6b4f")
    return None
