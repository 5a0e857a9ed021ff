"""The menu of the selected songs on table and map, and handing their files to other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.song_files import drag_songs, file_paths, show_in_folder

_TOPIC = "files"


class SongMenuController(QObject):
    """Adds actions on files, and shows one menu for all views of songs.

    `fill_playlists` fills the menu of playlists, which begins the last of the `groups`;
    `map_actions` are for the map only. `reanalyze` starts the analysis of songs that are stale.
    """

    def __init__(
        self,
        context: AppContext,
        groups: Sequence[Sequence[QAction]],
        map_actions: Sequence[QAction],
        fill_playlists: Callable[[QMenu], None],
        reanalyze: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._groups = groups
        self._map_actions = map_actions
        self._fill_playlists = fill_playlists
        self._reanalyze = reanalyze
        add = context.actions.add
        self.copy_paths_action = add(
            "edit", self.tr("Copy file &paths"), "Ctrl+Shift+C", needs=("selected",)
        )
        self.show_action = add(
            "library", self.tr("Show in fol&der"), "Ctrl+Shift+F", needs=("selected",)
        )
        self.reanalyze_action = add(
            "library",
            self.tr("Re-anal&yze selected songs"),
            tip=self.tr("Analyze the selected songs again; your decisions are kept"),
            needs=("writable", "selected"),
        )
        self.copy_paths_action.triggered.connect(lambda _on=False: self.copy_paths())
        self.show_action.triggered.connect(lambda _on=False: self.show_in_folder())
        self.reanalyze_action.triggered.connect(lambda _on=False: self.reanalyze())
        table, song_map = context.views.table.view, context.views.map
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(
            lambda at: self._show(table, table.viewport().mapToGlobal(at))
        )
        song_map.menuRequested.connect(lambda at: self._show(song_map, at, self._map_actions))
        song_map.songDragRequested.connect(lambda: drag_songs(song_map, self._selected()))

    def menu(self, parent: QWidget, more: Sequence[QAction] = ()) -> QMenu:
        """Return the menu of the selected songs."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Songs"))
        *above, below = self._groups
        for group in above:
            menu.addActions(list(group))
            menu.addSeparator()
        playlists = menu.addMenu(self.tr("Add to p&laylist"))
        self._fill_playlists(playlists)
        playlists.menuAction().setEnabled(self._context.writable and bool(self._selected_ids()))
        menu.addActions(list(below))
        menu.addSeparator()
        menu.addActions([self.show_action, self.copy_paths_action, self.reanalyze_action])
        if more:
            menu.addSeparator()
            menu.addActions(list(more))
        return menu

    def copy_paths(self) -> None:
        """Copy the paths of the selected songs' files, one in a line."""
        paths = file_paths(self._selected())
        if paths:
            text = "\n".join(map(formatting.display_path, paths))
            QGuiApplication.clipboard().setText(text)
            message = self.tr("Copied the paths of %1.").replace(
                "%1", formatting.file_count(len(paths))
            )
            self._context.views.messages.show_message(message, topic=_TOPIC)

    def show_in_folder(self) -> None:
        """Show the file of the first selected song in the file manager."""
        rows = self._selected()
        if rows:
            path = rows[0].file
            self._context.run(
                JobQueue.READ, lambda service, job: show_in_folder(path), self._shown_in_folder
            )

    def _shown_in_folder(self, shown: bool) -> None:
        if not shown:
            text = self.tr("Couldn't open the folder. The file may be missing.")
            self._context.views.messages.show_message(text, topic=_TOPIC)

    def reanalyze(self) -> None:
        """Analyze the selected songs again."""
        ids = self._selected_ids()
        if ids and self._context.writable:
            self._context.run(
                JobQueue.WRITE,
                lambda service, job: service.reanalysis.mark_stale(ids),
                lambda _done: self._reanalyze(),
            )

    def _show(self, parent: QWidget, at: QPoint, more: Sequence[QAction] = ()) -> None:
        self.menu(parent, more).popup(at)

    def _selected_ids(self) -> list[int]:
        return self._context.views.table.ordered_selection()

    def _selected(self) -> list[SongRow]:
        return self._context.views.table.songs(self._selected_ids())
