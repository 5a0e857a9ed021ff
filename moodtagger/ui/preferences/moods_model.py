"""Table model of the moods: label, custom name, role and precision."""

from __future__ import annotations

import enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication

from moodtagger.core.mood_preferences import MoodPreferences, MoodRole
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.text_normalization import display_text

_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole


class MoodColumn(enum.IntEnum):
    """Columns in model order."""

    LABEL = 0
    NAME = 1
    ROLE = 2
    PRECISION = 3


class MoodsModel(QAbstractTableModel):
    """All moods in the order of the model, with the user's preferences."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.moods: tuple[Mood, ...] = ()
        self.preferences = MoodPreferences()
        self._precision = 0.0

    def show_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Replace the listed moods."""
        self.beginResetModel()
        self.moods = tuple(vocabulary)
        self.endResetModel()

    def show_preferences(self, preferences: MoodPreferences, precision: float) -> None:
        """Show preferences; `precision` applies to moods without one of their own."""
        self.preferences, self._precision = preferences, precision
        if self.moods:
            last = self.index(len(self.moods) - 1, len(MoodColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """Return the number of moods."""
        return 0 if parent.isValid() else len(self.moods)

    def columnCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """Return the number of columns."""
        return 0 if parent.isValid() else len(MoodColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        titles = (
            self.tr("Mood"),
            self.tr("Display name"),
            self.tr("Use"),
            self.tr("Min. accuracy"),
        )
        return titles[section]

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> Any:  # type: ignore[override]
        """Return text, accessible text or color of a cell; hidden moods are dimmed."""
        if not index.isValid():
            return None
        mood = self.moods[index.row()]
        if role == _Role.DisplayRole:
            return self._text(mood, MoodColumn(index.column()))
        if role == _Role.AccessibleTextRole:
            title = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{title}: {self._text(mood, MoodColumn(index.column())) or self.tr('none')}"
        if role == _Role.ForegroundRole and self.preferences.role_of(mood) is MoodRole.HIDDEN:
            return QGuiApplication.palette().placeholderText()
        return None

    def _text(self, mood: Mood, column: MoodColumn) -> str:
        if column is MoodColumn.LABEL:
            return translated_label(mood.label)
        if column is MoodColumn.NAME:
            return display_text(self.preferences.names.get(mood.label, ""))
        role = self.preferences.role_of(mood)
        if column is MoodColumn.ROLE:
            return role_text(role)
        if role is not MoodRole.PROPOSED:
            return ""
        own_precision = self.preferences.precisions.get(mood.label)
        precision = self._precision if own_precision is None else own_precision
        if mood.at_precision(precision).threshold > 1:
            return self.tr("%1 (not reached)").replace("%1", percent(precision))
        return percent(precision)


def translated_label(label: str) -> str:
    """Translate the label of a mood."""
    return display_text(QCoreApplication.translate("moods", label))


def role_text(role: MoodRole) -> str:
    """Return the name of a mood role."""
    tr = QCoreApplication.translate
    return {
        MoodRole.PROPOSED: tr("MoodsModel", "Suggested"),
        MoodRole.SHOWN: tr("MoodsModel", "Shown only"),
        MoodRole.HIDDEN: tr("MoodsModel", "Hidden"),
    }[role]


def accuracy_text(precision: float) -> str:
    """Format an accuracy: 'At least 60%'."""
    text = QCoreApplication.translate("MoodsModel", "At least %1")
    return text.replace("%1", percent(precision))
