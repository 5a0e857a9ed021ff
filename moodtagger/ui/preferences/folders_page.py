"""Settings: the library's folders, what is left out of them, and how listening goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from moodtagger.settings import Settings
from moodtagger.ui import formatting as words
from moodtagger.ui.markup import escape_rich_text
from moodtagger.ui.preferences.analysis_section import AnalysisSection
from moodtagger.ui.preferences.base_page import SettingsPage
from moodtagger.ui.preferences.exclude_patterns import PatternList

_VISIBLE_FOLDERS = 4


class FoldersPage(SettingsPage):
    """Folders are added and taken out by the window, which asks what becomes of results."""

    FIELDS = ("exclude", *AnalysisSection.FIELDS)
    addFolderRequested = Signal()
    removeFolderRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_folders()
        self.add_heading(self.tr("Leave out"))
        self.add_hint(
            self.tr(
                "Names or whole paths of files and folders; * stands for any characters, ? for "
                "one. For example *.wma, Podcasts or */Long mixes. Songs that are left out vanish "
                "from the window; what was heard and decided is kept for when they come back."
            )
        )
        self.patterns = PatternList()
        self.patterns.changed.connect(lambda found: self.edited.emit({"exclude": found}))
        self.column.addWidget(self.patterns)
        self.add_heading(self.tr("Listening"))
        self.analysis = AnalysisSection()
        self.analysis.edited.connect(self.edited)
        self.column.addWidget(self.analysis)
        self.column.addStretch(1)

    def title(self) -> str:
        """The page's name."""
        return self.tr("Music")

    def show_settings(self, settings: Settings) -> None:
        """Show these choices."""
        self.patterns.show_patterns(settings.exclude)
        self.analysis.show_settings(settings)

    def show_folders(self, folders: Sequence[str], *, changeable: bool) -> None:
        """List the library's folders."""
        self._changeable = changeable
        selected = self._selected_folder()
        self.folders.clear()
        for folder in folders:
            item = QListWidgetItem(words.display_path(folder))
            item.setData(Qt.ItemDataRole.UserRole, folder)
            item.setToolTip(escape_rich_text(words.display_path(folder)))
            self.folders.addItem(item)
            if folder == selected:
                self.folders.setCurrentItem(item)
        self.no_folder_hint.setVisible(not folders)
        self.folders.setVisible(bool(folders))
        self.add_button.setEnabled(changeable)
        self._update_buttons()

    def _make_folders(self) -> None:
        self._changeable = False
        self.add_heading(self.tr("Folders of the library"))
        self.no_folder_hint = self.add_hint(
            self.tr("There is no folder yet. Add one: its songs are read and listened to here.")
        )
        self.folders = QListWidget()
        self.folders.setAccessibleName(self.tr("Folders of the library"))
        self.folders.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.folders.setFixedHeight(_VISIBLE_FOLDERS * (self.fontMetrics().height() + 6))
        self.folders.currentRowChanged.connect(lambda _row: self._update_buttons())
        self.column.addWidget(self.folders)
        self.add_button = QPushButton(
            self.tr("&Add folder\N{HORIZONTAL ELLIPSIS}"), autoDefault=False
        )
        self.add_button.clicked.connect(self.addFolderRequested)
        self.remove_button = QPushButton(
            self.tr("&Remove\N{HORIZONTAL ELLIPSIS}"), autoDefault=False
        )
        self.remove_button.setAccessibleDescription(
            self.tr("Asks first what becomes of the results")
        )
        self.remove_button.clicked.connect(
            lambda: self.removeFolderRequested.emit(self._selected_folder())
        )
        self.add_row(self.add_button, self.remove_button)

    def _selected_folder(self) -> str:
        item = self.folders.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _update_buttons(self) -> None:
        self.remove_button.setEnabled(self._changeable and self.folders.currentItem() is not None)
