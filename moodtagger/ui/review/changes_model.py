# ruff: noqa: D102 - Qt documents the methods of its models
"""Tree model of files and the tag changes in each: frame, current and new values."""

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
from moodtagger.ui import formatting
from moodtagger.ui.formatting import escape_rich_text
from moodtagger.ui.review.diff_delegate import SEGMENTS_ROLE
from moodtagger.ui.text_normalization import display_text

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FILE, FRAME, OLD, NEW, STATE = range(5)
NOTE_ROLE = SEGMENTS_ROLE + 1  # full text of a file's note
FETCH_SIZE = 200  # files that a view fetches at a time, since a tree view queries every row
_FILE_ROW_ID = 0  # internal id of a file's row; a frame's row has its file's row + 1


@dataclass(frozen=True, slots=True)
class FileChanges:
    """The changes of one file, with a note for the user.

    `state` describes the state of the file, `states` that of each change.
    """

    path: str
    container: str
    changes: tuple[FieldChange, ...]
    note: str = ""
    state: str = ""
    states: tuple[str, ...] = ()


class ChangesModel(QAbstractItemModel):
    """Files with their changes; with `checkable`, each file that changes has a check box."""

    def __init__(self, checkable: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[FileChanges] = []
        self._checked: list[bool] = []
        self._checkable = checkable
        self._fetched_count = 0
        self._titles = [self.tr("File"), self.tr("Tag"), self.tr("Current"), self.tr("New")]

    def set_titles(self, *titles: str) -> None:
        """Set other column titles, for past changes; a fifth column shows their state."""
        self._titles = list(titles)

    def set_files(self, files: Sequence[FileChanges], keep_fetched: bool = False) -> None:
        """Show files; with `checkable`, all that change are checked.

        Views fetch them page by page while scrolling; `keep_fetched` keeps as many as before.
        """
        self.beginResetModel()
        self._fetched_count = min(
            len(files), max(FETCH_SIZE, self._fetched_count if keep_fetched else 0)
        )
        self._files = files
        self._checked = [bool(file.changes) for file in files] if self._checkable else []
        self.endResetModel()

    @property
    def files(self) -> Sequence[FileChanges]:
        """The files in the order of the rows."""
        return self._files

    def checked_rows(self) -> list[int]:
        """Return the rows of the checked files."""
        return [row for row, checked in enumerate(self._checked) if checked]

    def check_all(self, checked: bool) -> None:
        """Check or uncheck every file that changes."""
        if self._files:
            self._checked = [checked and bool(file.changes) for file in self._files]
            last = self.index(self._fetched_count - 1, FILE)
            self.dataChanged.emit(self.index(0, FILE), last, [Role.CheckStateRole])

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        if parent is None or not parent.isValid():
            return self.createIndex(row, column, _FILE_ROW_ID)
        return self.createIndex(row, column, parent.row() + 1)

    def parent(self, index: Index | None = None) -> Any:
        if index is None:
            return super().parent()
        if not index.isValid() or index.internalId() == _FILE_ROW_ID:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, FILE, _FILE_ROW_ID)

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return self._fetched_count
        if parent.internalId() == _FILE_ROW_ID and parent.column() == FILE:
            return len(self._files[parent.row()].changes)
        return 0

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._fetched_count < len(self._files)

    def fetchMore(self, parent: Index) -> None:
        count = min(FETCH_SIZE, len(self._files) - self._fetched_count)
        if parent.isValid() or count <= 0:
            return
        self.beginInsertRows(QModelIndex(), self._fetched_count, self._fetched_count + count - 1)
        self._fetched_count += count
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
        if self._is_checkable(index):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = 0) -> Any:
        if index.internalId() == _FILE_ROW_ID:
            return self._file_data(index, role)
        file = self._files[index.internalId() - 1]
        state = file.states[index.row()] if index.row() < len(file.states) else ""
        if role == Role.AccessibleTextRole:
            return self._change_description(file.changes[index.row()], state)
        return _change_data(file.changes[index.row()], state, index.column(), role)

    def _change_description(self, change: FieldChange, state: str) -> str:
        """Describe a change for screen readers: 'MOOD. Now: Mellow. Then: Mellow | sad'."""
        pairs = ((OLD, values_text(change.old)), (NEW, values_text(change.new)))
        parts = [change.frame, *(f"{self._titles[column]}: {text}" for column, text in pairs)]
        return ". ".join([*parts, *([state] if state else [])])

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        if role != Role.CheckStateRole or not self._is_checkable(index):
            return False
        self._checked[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [role])
        return True

    def _is_checkable(self, index: Index) -> bool:
        if not self._checkable or index.internalId() != _FILE_ROW_ID or index.column() != FILE:
            return False
        return bool(self._files[index.row()].changes)

    def _file_data(self, index: Index, role: int) -> Any:
        file = self._files[index.row()]
        if role == Role.DisplayRole:
            cells = {FRAME: file.container, OLD: file.note, STATE: file.state}
            cells[FILE] = formatting.file_name(file.path)
            return cells.get(index.column())
        if role == Role.AccessibleTextRole:
            parts = (formatting.file_name(file.path), file.container, file.state, file.note)
            return ", ".join(part for part in parts if part)
        if role == Role.ToolTipRole:
            lines = (formatting.display_path(file.path), file.note)
            return escape_rich_text("\n".join(part for part in lines if part))
        if role == Role.CheckStateRole and self._is_checkable(index):
            checked = self._checked[index.row()]
            return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        if role == Role.FontRole and index.column() == FILE:
            return _bold_font()
        if role == NOTE_ROLE:
            return file.note
        if role == Role.ForegroundRole and (not file.changes or index.column() != FILE):
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        return None


def _change_data(change: FieldChange, state: str, column: int, role: int) -> Any:
    if role in (Role.DisplayRole, Role.ToolTipRole):
        cells = {FRAME: change.frame, STATE: state}
        cells |= {OLD: values_text(change.old), NEW: values_text(change.new)}
        text = cells.get(column)
        return escape_rich_text(text) if text and role == Role.ToolTipRole else text
    if role == SEGMENTS_ROLE and column in (OLD, NEW):
        values, others = (change.old, change.new) if column == OLD else (change.new, change.old)
        return [(display_text(value), value not in others) for value in values]
    return None


def values_text(values: Sequence[str]) -> str:
    """Join the values of a frame on one line, with a placeholder for a missing frame."""
    if not values:
        return QCoreApplication.translate("ChangesModel", "(none)")
    return "  |  ".join(map(display_text, values))


def _bold_font() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
