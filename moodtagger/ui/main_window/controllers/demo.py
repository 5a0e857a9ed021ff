"""The demo songs in the user's own library: a folder that is added when asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from moodtagger.core.filter_language import Choice
from moodtagger.services.demo_library import DEMO_FOLDER_NAME
from moodtagger.ui.library import Filter
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.folders import FolderController
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.scan import ScanController
from moodtagger.ui.main_window.messages import MessageChoice


class DemoController(QObject):
    """Shows the demo songs, and offers to remove them once the library has other folders."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        folders: FolderController,
        scans: ScanController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._folders = folders
        self._offered = False
        scans.finished.connect(self._offer_removal)

    def open(self) -> None:
        """Show the demo songs; a library with songs of the user's offers to add them."""
        known = self._known_folder()
        if known is not None:
            self._show(known)
        elif not self._context.folders and not len(self._context.views.table.model.songs):
            self._folders.try_demo()
        elif self._context.writable:
            self._offer()

    def _known_folder(self) -> str | None:
        found = (path for path in self._context.folders if Path(path).name == DEMO_FOLDER_NAME)
        return next(found, None)

    def _show(self, folder: str) -> None:
        """Show only the demo songs, if there are others."""
        if len(self._context.folders) > 1:
            choice = Choice("folder", folder)
            self._context.views.search.set_filter(Filter(text=choice.text))

    def _offer(self) -> None:
        text = self.tr(
            "The demo songs are twelve short songs in a folder that you can remove again."
        )
        choice = MessageChoice(self.tr("Add demo songs"), self._folders.try_demo)
        self._context.views.messages.show_message(text, choice, topic="demo")

    def _offer_removal(self, targets: list[str]) -> None:
        """Offer to remove the demo songs after another folder was scanned, once a session."""
        demo = self._known_folder()
        is_other = any(
            target != demo and Path(target).name != DEMO_FOLDER_NAME for target in targets
        )
        if demo is None or not is_other or self._offered or not self._context.writable:
            return
        self._offered = True
        text = self.tr("The demo songs are still in your library.")
        choice = MessageChoice(
            self.tr("Remove demo songs"), lambda: self._folders.remove(demo, forget=True)
        )
        self._context.views.messages.show_message(text, choice, topic="demo")
