# ruff: noqa: D102 - Qt documents the methods of its models
"""A tree of files and the frames that change in each: frame, now, then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from moodtagger.core.tag_plan import FieldChange
from moodtagger.ui import formatting as words
from moodtagger.ui.markup import letter_by_letter
from moodtagger.ui.review.diff_delegate import SEGMENTS
from moodtagger.ui.text_normalization import display_text

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FILE, FRAME, NOW, THEN, STATE = range(5)
NOTE = SEGMENTS + 1  # a file's note, whole
PAGE = 200  # files that a view gets at a time; a tree asks much about each of its lines
_TOP = 0  # internal id of a file's row; a frame's row has its file's row + 1


@dataclass(frozen=True, slots=True)
class FileChanges:
    """One file of the tree; `note` says what a person should know about it.

    `state` and, for each of the changes, `states` are words for where they stand.
    """

    path: str
    kind: str
    changes: tuple[FieldChange, ...]
    note: str = ""
    state: str = ""
    states: tuple[str, ...] = ()


class ChangesModel(QAbstractItemModel):
    """Files with their frames; with `checkable` each file that changes has a check box."""

    def __init__(self, checkable: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[FileChanges] = []
        self._checked: list[bool] = []
        self._checkable = checkable
        self._fetched = 0
        self._titles = [self.tr("File"), self.tr("Frame"), self.tr("Now"), self.tr("Then")]

    def set_titles(self, *titles: str) -> None:
        """Other column titles, for changes that already happened; a fifth one is their state."""
        self._titles = list(titles)

    def set_files(self, files: Sequence[FileChanges], same: bool = False) -> None:
        """Show these files; with `checkable` all that change are checked.

        Views get them page by page, as they scroll; if these are the `same` files as before, as
        many as they had.
        """
        self.beginResetModel()
        self._fetched = min(len(files), max(PAGE, self._fetched if same else 0))
        self._files = files
        self._checked = [bool(file.changes) for file in files] if self._checkable else []
        self.endResetModel()

    @property
    def files(self) -> Sequence[FileChanges]:
        """The files in the order of the rows."""
        return self._files

    def checked_rows(self) -> list[int]:
        """Rows of the files that are checked."""
        return [row for row, checked in enumerate(self._checked) if checked]

    def check_all(self, on: bool) -> None:
        """Check or uncheck every file that changes."""
        if self._files:
            self._checked = [on and bool(file.changes) for file in self._files]
            last = self.index(self._fetched - 1, FILE)
            self.dataChanged.emit(self.index(0, FILE), last, [Role.CheckStateRole])

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        if parent is None or not parent.isValid():
            return self.createIndex(row, column, _TOP)
        return self.createIndex(row, column, parent.row() + 1)

    def parent(self, index: Index | None = None) -> Any:
        if index is None:
            return super().parent()
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, FILE, _TOP)

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return self._fetched
        if parent.internalId() == _TOP and parent.column() == FILE:
            return len(self._files[parent.row()].changes)
        return 0

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._fetched < len(self._files)

    def fetchMore(self, parent: Index) -> None:
        more = min(PAGE, len(self._files) - self._fetched)
        if parent.isValid() or more <= 0:
            return
        self.beginInsertRows(QModelIndex(), self._fetched, self._fetched + more - 1)
        self._fetched += more
        self.endInsertRows()

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self._titles[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._has_box(index):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = 0) -> Any:
        if index.internalId() == _TOP:
            return self._file_data(index, role)
        file = self._files[index.internalId() - 1]
        state = file.states[index.row()] if index.row() < len(file.states) else ""
        if role == Role.AccessibleTextRole:
            return self._change_in_words(file.changes[index.row()], state)
        return _change_data(file.changes[index.row()], state, index.column(), role)

    def _change_in_words(self, change: FieldChange, state: str) -> str:
        """A line for a screen reader: 'MOOD. Now: Mellow. Then: Mellow | sad'."""
        pairs = ((NOW, values_text(change.old)), (THEN, values_text(change.new)))
        parts = [change.frame, *(f"{self._titles[column]}: {text}" for column, text in pairs)]
        return ". ".join([*parts, *([state] if state else [])])

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        if role != Role.CheckStateRole or not self._has_box(index):
            return False
        self._checked[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [role])
        return True

    def _has_box(self, index: Index) -> bool:
        if not self._checkable or index.internalId() != _TOP or index.column() != FILE:
            return False
        return bool(self._files[index.row()].changes)

    def _file_data(self, index: Index, role: int) -> Any:
        file = self._files[index.row()]
        if role == Role.DisplayRole:
            cells = {FRAME: file.kind, NOW: file.note, STATE: file.state}
            cells[FILE] = words.file_name(file.path)
            return cells.get(index.column())
        if role == Role.AccessibleTextRole:
            parts = (words.file_name(file.path), file.kind, file.state, file.note)
            return ", ".join(part for part in parts if part)
        if role == Role.ToolTipRole:
            told = (words.shown(file.path), file.note)
            return letter_by_letter("\n".join(part for part in told if part))
        if role == Role.CheckStateRole and self._has_box(index):
            on = self._checked[index.row()]
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Role.FontRole and index.column() == FILE:
            return _bold()
        if role == NOTE:
            return file.note
        if role == Role.ForegroundRole and (not file.changes or index.column() != FILE):
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        return None


def _change_data(change: FieldChange, state: str, column: int, role: int) -> Any:
    if role in (Role.DisplayRole, Role.ToolTipRole):
        cells = {FRAME: change.frame, STATE: state}
        cells |= {NOW: values_text(change.old), THEN: values_text(change.new)}
        text = cells.get(column)
        return letter_by_letter(text) if text and role == Role.ToolTipRole else text
    if role == SEGMENTS and column in (NOW, THEN):
        values, others = (change.old, change.new) if column == NOW else (change.new, change.old)
        return [(display_text(value), value not in others) for value in values]
    return None


def values_text(values: Sequence[str]) -> str:
    """A frame's values on one line; a word for 'the frame is not there'."""
    if not values:
        return QCoreApplication.translate("ChangesModel", "(not there)")
    return "  |  ".join(map(display_text, values))


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
