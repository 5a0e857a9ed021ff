"""The tree view of changes as both dialogs show it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeView, QWidget

from moodtagger.ui.review.changes_model import FILE, FRAME, NOTE, NOW, STATE, THEN, ChangesModel
from moodtagger.ui.review.values_delegate import ValuesDelegate
from moodtagger.ui.roomy import RoomyDelegate

EXPAND_AT_MOST = 2000  # files; expanding more costs a noticeable moment


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
        header = self.header()
        header.setStretchLastSection(False)
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
        found = [(i.parent(), i.row()) for i in self.selectionModel().selectedRows(FILE)]
        files = {row for parent, row in found if not parent.isValid()}
        fields = {(p.row(), row) for p, row in found if p.isValid() and p.row() not in files}
        return [*((row, None) for row in sorted(files)), *sorted(fields)]

    def place(self) -> tuple[list[tuple[int, int | None]], int]:
        """What is selected, and how far the view is scrolled."""
        return self.selected(), self.verticalScrollBar().value()

    def go_to(self, place: tuple[list[tuple[int, int | None]], int]) -> None:
        """Select and scroll as it was, after the same files were shown anew."""
        flags = QItemSelectionModel.SelectionFlag
        chosen, scrolled = place
        self.selectionModel().clearSelection()
        for file, field in chosen:
            index = self.model().index(file, FILE)
            if field is not None:
                index = self.model().index(field, FILE, index)
            self.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)
        self.verticalScrollBar().setValue(scrolled)

    def show_changes(self) -> None:
        """Open every file, unless there are very many."""
        model = self.model()
        if 0 < model.rowCount() <= EXPAND_AT_MOST:
            self.expandAll()
            self.setCurrentIndex(model.index(0, FILE))


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
