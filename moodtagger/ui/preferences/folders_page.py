"""Settings: the library's folders, what is left out of them, and how listening goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from moodtagger.settings import Settings
from moodtagger.ui import formatting as words
from moodtagger.ui.markup import letter_by_letter
from moodtagger.ui.preferences.analysis_section import ListeningPart
from moodtagger.ui.preferences.base_page import SettingsPage
from moodtagger.ui.preferences.exclude_patterns import PatternList

_LINES = 4


class FoldersPage(SettingsPage):
    """Folders are added and taken out by the window, which asks what becomes of results."""

    FIELDS = ("exclude", *ListeningPart.FIELDS)
    folderWanted = Signal()
    removeWanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_folders()
        self.heading(self.tr("Leave out"))
        self.hint(
            self.tr(
                "Names or whole paths of files and folders; * stands for any characters, ? for "
                "one. For example *.wma, Podcasts or */Long mixes. Songs that are left out vanish "
                "from the window; what was heard and decided is kept for when they come back."
            )
        )
        self.patterns = PatternList()
        self.patterns.changed.connect(lambda found: self.edited.emit({"exclude": found}))
        self.column.addWidget(self.patterns)
        self.heading(self.tr("Listening"))
        self.listening = ListeningPart()
        self.listening.edited.connect(self.edited)
        self.column.addWidget(self.listening)
        self.column.addStretch(1)

    def title(self) -> str:
        """The page's name."""
        return self.tr("Music")

    def show_settings(self, settings: Settings) -> None:
        """Show these choices."""
        self.patterns.show_patterns(settings.exclude)
        self.listening.show_settings(settings)

    def show_folders(self, folders: Sequence[str], *, changeable: bool) -> None:
        """List the library's folders."""
        self._changeable = changeable
        chosen = self._chosen()
        self.folders.clear()
        for folder in folders:
            item = QListWidgetItem(words.shown(folder))
            item.setData(Qt.ItemDataRole.UserRole, folder)
            item.setToolTip(letter_by_letter(words.shown(folder)))
            self.folders.addItem(item)
            if folder == chosen:
                self.folders.setCurrentItem(item)
        self.none.setVisible(not folders)
        self.folders.setVisible(bool(folders))
        self.add.setEnabled(changeable)
        self._allow()

    def _make_folders(self) -> None:
        self._changeable = False
        self.heading(self.tr("Folders of the library"))
        self.none = self.hint(
            self.tr("There is no folder yet. Add one: its songs are read and listened to here.")
        )
        self.folders = QListWidget()
        self.folders.setAccessibleName(self.tr("Folders of the library"))
        self.folders.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.folders.setFixedHeight(_LINES * (self.fontMetrics().height() + 6))
        self.folders.currentRowChanged.connect(lambda _row: self._allow())
        self.column.addWidget(self.folders)
        self.add = QPushButton(self.tr("&Add folder\N{HORIZONTAL ELLIPSIS}"), autoDefault=False)
        self.add.clicked.connect(self.folderWanted)
        self.remove = QPushButton(self.tr("&Remove\N{HORIZONTAL ELLIPSIS}"), autoDefault=False)
        self.remove.setAccessibleDescription(self.tr("Asks first what becomes of the results"))
        self.remove.clicked.connect(lambda: self.removeWanted.emit(self._chosen()))
        self.row(self.add, self.remove)

    def _chosen(self) -> str:
        item = self.folders.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _allow(self) -> None:
        self.remove.setEnabled(self._changeable and self.folders.currentItem() is not None)
