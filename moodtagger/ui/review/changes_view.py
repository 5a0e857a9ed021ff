"""The tree view of changes as both dialogs show it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from moodtagger.ui.review.changes_model import FILE, FRAME, NOW, THEN, ChangesModel
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
        for column, width in zip((FILE, FRAME), widths, strict=True):
            header.resizeSection(column, width)

    def show_changes(self) -> None:
        """Open every file, unless there are very many."""
        model = self.model()
        if 0 < model.rowCount() <= EXPAND_AT_MOST:
            self.expandAll()
            self.setCurrentIndex(model.index(0, FILE))
