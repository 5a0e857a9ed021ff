"""The tree view of changes as both dialogs show it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeView, QWidget

from moodtagger.ui.padded_delegate import RoomyDelegate
from moodtagger.ui.review.changes_model import FILE, FRAME, NOTE, NOW, STATE, THEN, ChangesModel
from moodtagger.ui.review.diff_delegate import ValuesDelegate

_MEASURED = 50  # lines by which a column's width is chosen


class ChangesView(QTreeView):
    """Files and frames, the first two columns `widths` wide; Space toggles a check box."""

    def __init__(
        self,
        model: ChangesModel,
        widths: tuple[int, int] = (280, 215),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(RoomyDelegate(self))
        self.setItemDelegateForColumn(NOW, ValuesDelegate(True, self))
        self.setItemDelegateForColumn(THEN, ValuesDelegate(False, self))
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("Files and the frames that change in them"))
        model.modelReset.connect(self.show_changes)
        model.rowsInserted.connect(self._open_more)
        header = self.header()
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(_MEASURED)
        for column in (FILE, FRAME):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        for column in (NOW, THEN):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        if model.columnCount() > STATE:
            header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.ResizeToContents)
        for column, width in zip((FILE, FRAME), widths, strict=True):
            header.resizeSection(column, width)

    def selected(self) -> list[tuple[int, int | None]]:
        """The selected files, and fields as (file, field); those of a selected file go with it."""
        # By ranges, as Qt's own selectedRows compares each line with every range.
        files: set[int] = set()
        fields: set[tuple[int, int]] = set()
        for part in self.selectionModel().selection().toList():
            rows, parent = range(part.top(), part.bottom() + 1), part.parent()
            if parent.isValid():
                fields.update((parent.row(), row) for row in rows)
            else:
                files.update(rows)
        alone = sorted(place for place in fields if place[0] not in files)
        return [*((row, None) for row in sorted(files)), *alone]

    def selectAll(self) -> None:
        """All files: their fields go with them, and one range is quickly told from many."""
        last = self.model().index(self.model().rowCount() - 1, self.model().columnCount() - 1)
        chosen = QItemSelection(self.model().index(0, FILE), last)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def all_selected(self) -> bool:
        """Whether every file is selected, those too that did not come into view yet."""
        parts = self.selectionModel().selection().toList()
        rows = self.model().rowCount()
        return any(not p.parent().isValid() and p.height() == rows > 0 for p in parts)

    def place(self) -> tuple[list[tuple[int, int | None]], int]:
        """What is selected, and how far the view is scrolled."""
        return self.selected(), self.verticalScrollBar().value()

    def go_to(self, place: tuple[list[tuple[int, int | None]], int]) -> None:
        """Select and scroll as it was, after the same files were shown anew."""
        flags = QItemSelectionModel.SelectionFlag
        places, scrolled = place
        if len(places) == self.model().rowCount() > 1:
            self.selectAll()
        else:
            chosen = QItemSelection()
            for file, field in places:
                index = self._index(file, field)
                chosen.select(index, index)
            self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        if places:
            self.selectionModel().setCurrentIndex(self._index(*places[-1]), flags.NoUpdate)
        self.verticalScrollBar().setValue(scrolled)

    def _index(self, file: int, field: int | None) -> QModelIndex:
        index = self.model().index(file, FILE)
        return index if field is None else self.model().index(field, FILE, index)

    def show_changes(self) -> None:
        """Open every file that is there by now; the others as they come."""
        if self.model().rowCount():
            self.expandAll()
            self.setCurrentIndex(self.model().index(0, FILE))

    def _open_more(self, parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1) if not parent.isValid() else ():
            self.expand(self.model().index(row, FILE))


class NoteLabel(QLabel):
    """What is to be known of the file where the cursor stands, in full; hidden when nothing is."""

    def __init__(self, view: ChangesView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        view.selectionModel().currentChanged.connect(lambda *_: self._follow())
        view.model().modelReset.connect(self._follow)
        self.hide()

    def _follow(self) -> None:
        index = self._view.currentIndex()
        file = index.parent() if index.parent().isValid() else index
        note = file.siblingAtColumn(FILE).data(NOTE) if file.isValid() else ""
        name = file.siblingAtColumn(FILE).data() if note else ""
        self.setText(f"{name}: {note}" if note else "")
        self.setVisible(bool(note))
