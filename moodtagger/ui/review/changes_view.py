"""Tag changes as a tree view and as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeView, QWidget

from moodtagger.core.tag_plan import FieldChange
from moodtagger.ui import formatting
from moodtagger.ui.review.changes_model import (
    FILE,
    FRAME,
    NEW,
    NOTE_ROLE,
    OLD,
    STATE,
    ChangesModel,
    FileChanges,
)
from moodtagger.ui.review.diff_delegate import DiffDelegate
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.widgets import PaddedItemDelegate


def changes_as_text(files: Iterable[FileChanges]) -> str:
    """Format changes as a diff: path and container of each file, then `- old` and `+ new`."""
    return "\n".join(_file_text(file) for file in files)


def _file_text(file: FileChanges) -> str:
    container = file.container or file.state
    lines = [
        f"{formatting.display_path(file.path)}  [{container}]"
        if container
        else formatting.display_path(file.path)
    ]
    if file.note:
        lines.append(f"    ({file.note})")
    for change in file.changes:
        lines += _change_lines(change)
    return "\n".join(lines) + "\n"


def _change_lines(change: FieldChange) -> list[str]:
    """Format a change: removed values first, then the new ones in order; kept ones unsigned."""
    removed = [value for value in change.old if value not in change.new]
    lines = [("-", value) for value in removed]
    lines += [(" " if value in change.old else "+", value) for value in change.new]
    return [f"  {sign} {change.frame} = {display_text(value)}" for sign, value in lines]


_WIDTH_SAMPLE_ROWS = 50  # rows that determine the width of a column


class ChangesView(QTreeView):
    """Tree view of files and changes; `widths` are those of the first two columns."""

    def __init__(
        self,
        model: ChangesModel,
        widths: tuple[int, int] = (280, 215),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(PaddedItemDelegate(self))
        self.setItemDelegateForColumn(OLD, DiffDelegate(True, self))
        self.setItemDelegateForColumn(NEW, DiffDelegate(False, self))
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("Files and their tag changes"))
        model.modelReset.connect(self.expand_files)
        model.rowsInserted.connect(self._expand_inserted)
        header = self.header()
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(_WIDTH_SAMPLE_ROWS)
        for column in (FILE, FRAME):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        for column in (OLD, NEW):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        if model.columnCount() > STATE:
            header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.ResizeToContents)
        for column, width in zip((FILE, FRAME), widths, strict=True):
            header.resizeSection(column, width)

    def selected_parts(self) -> list[tuple[int, int | None]]:
        """Return selected files as (file, None) and, of other files, fields as (file, field)."""
        # By ranges: Qt's selectedRows compares each row with every range.
        files: set[int] = set()
        fields: set[tuple[int, int]] = set()
        for selection_range in self.selectionModel().selection().toList():
            rows, parent = (
                range(selection_range.top(), selection_range.bottom() + 1),
                selection_range.parent(),
            )
            if parent.isValid():
                fields.update((parent.row(), row) for row in rows)
            else:
                files.update(rows)
        fields_only = sorted(field for field in fields if field[0] not in files)
        return [*((row, None) for row in sorted(files)), *fields_only]

    def selectAll(self) -> None:
        """Select all files as one range, which includes their fields and is fast to process."""
        last = self.model().index(self.model().rowCount() - 1, self.model().columnCount() - 1)
        selection = QItemSelection(self.model().index(0, FILE), last)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def all_selected(self) -> bool:
        """Return whether every file is selected, including those not fetched yet."""
        ranges = self.selectionModel().selection().toList()
        rows = self.model().rowCount()
        return any(not r.parent().isValid() and r.height() == rows > 0 for r in ranges)

    def view_state(self) -> tuple[list[tuple[int, int | None]], int]:
        """Return the selection and the scroll position."""
        return self.selected_parts(), self.verticalScrollBar().value()

    def restore_view_state(self, state: tuple[list[tuple[int, int | None]], int]) -> None:
        """Restore selection and scroll position after the same files were reloaded."""
        flags = QItemSelectionModel.SelectionFlag
        parts, scroll_value = state
        if len(parts) == self.model().rowCount() > 1:
            self.selectAll()
        else:
            selection = QItemSelection()
            for file, field in parts:
                index = self._index(file, field)
                selection.select(index, index)
            self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        if parts:
            self.selectionModel().setCurrentIndex(self._index(*parts[-1]), flags.NoUpdate)
        self.verticalScrollBar().setValue(scroll_value)

    def _index(self, file: int, field: int | None) -> QModelIndex:
        index = self.model().index(file, FILE)
        return index if field is None else self.model().index(field, FILE, index)

    def expand_files(self) -> None:
        """Expand the fetched files; others are expanded when they are inserted."""
        if self.model().rowCount():
            self.expandAll()
            self.setCurrentIndex(self.model().index(0, FILE))

    def _expand_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1) if not parent.isValid() else ():
            self.expand(self.model().index(row, FILE))


class NoteLabel(QLabel):
    """Shows the full note of the current file; hidden without one."""

    def __init__(self, view: ChangesView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        view.selectionModel().currentChanged.connect(lambda *_: self._show_note())
        view.model().modelReset.connect(self._show_note)
        self.hide()

    def _show_note(self) -> None:
        index = self._view.currentIndex()
        file = index.parent() if index.parent().isValid() else index
        note = file.siblingAtColumn(FILE).data(NOTE_ROLE) if file.isValid() else ""
        name = file.siblingAtColumn(FILE).data() if note else ""
        self.setText(f"{name}: {note}" if note else "")
        self.setVisible(bool(note))
