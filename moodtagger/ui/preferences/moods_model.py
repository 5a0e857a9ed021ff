"""The moods of the network as a table: label, own name, what for, and how often right."""

from __future__ import annotations

import enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication

from moodtagger.core.mood_preferences import MoodChoice, Role
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui import formatting as words
from moodtagger.ui.text_normalization import display_text

_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole


class Column(enum.IntEnum):
    """Columns in their order."""

    LABEL = 0
    NAME = 1
    ROLE = 2
    PRECISION = 3


class MoodsModel(QAbstractTableModel):
    """All moods of the network in its order; `show_choice` renews what was chosen for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.moods: tuple[Mood, ...] = ()
        self.choice = MoodChoice()
        self._precision = 0.0

    def show_vocabulary(self, vocabulary: Vocabulary) -> None:
        """List these moods."""
        self.beginResetModel()
        self.moods = tuple(vocabulary)
        self.endResetModel()

    def show_choice(self, choice: MoodChoice, precision: float) -> None:
        """Show what is chosen; `precision` is that of moods without one of their own."""
        self.choice, self._precision = choice, precision
        if self.moods:
            last = self.index(len(self.moods) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """A row for each mood."""
        return 0 if parent.isValid() else len(self.moods)

    def columnCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """Label, name, role, precision."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """What the columns hold."""
        if orientation != Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        titles = (
            self.tr("Mood"),
            self.tr("Your name for it"),
            self.tr("What for"),
            self.tr("Right at least"),
        )
        return titles[section]

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> Any:  # type: ignore[override]
        """Text of a cell; hidden moods are faint and say so."""
        if not index.isValid():
            return None
        mood = self.moods[index.row()]
        if role == _Role.DisplayRole:
            return self._text(mood, Column(index.column()))
        if role == _Role.AccessibleTextRole:
            title = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{title}: {self._text(mood, Column(index.column())) or self.tr('none')}"
        if role == _Role.ForegroundRole and self.choice.role(mood) is Role.HIDDEN:
            return QGuiApplication.palette().placeholderText()
        return None

    def _text(self, mood: Mood, column: Column) -> str:
        if column is Column.LABEL:
            return translated(mood.label)
        if column is Column.NAME:
            return display_text(self.choice.names.get(mood.label, ""))
        role = self.choice.role(mood)
        if column is Column.ROLE:
            return role_text(role)
        if role is not Role.PROPOSED:
            return ""
        own = self.choice.precisions.get(mood.label)
        asked = self._precision if own is None else own
        if mood.at_precision(asked).threshold > 1:
            return self.tr("%1, never so sure").replace("%1", often(asked))
        return often(asked)


def translated(label: str) -> str:
    """The network's own word in the language of the window."""
    return display_text(QCoreApplication.translate("moods", label))


def role_text(role: Role) -> str:
    """What a mood is good for."""
    tr = QCoreApplication.translate
    return {
        Role.PROPOSED: tr("MoodsModel", "Proposed"),
        Role.SHOWN: tr("MoodsModel", "Only shown"),
        Role.HIDDEN: tr("MoodsModel", "Hidden"),
    }[role]


def often(precision: float) -> str:
    """'6 times in 10'."""
    text = QCoreApplication.translate("MoodsModel", "%1 times in 10")
    return text.replace("%1", words.number(round(10 * precision)))
