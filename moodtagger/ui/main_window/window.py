"""The main window: creates and connects views and controllers, and closes cleanly."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from moodtagger.settings import Settings
from moodtagger.ui import theme
from moodtagger.ui.jobs.job_runner import JobRunner
from moodtagger.ui.jobs.service_protocol import RestoreServiceFactory, ServiceFactory
from moodtagger.ui.main_window import layout
from moodtagger.ui.main_window.actions import Actions
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.correction import CorrectionController
from moodtagger.ui.main_window.controllers.decisions import DecisionQueue
from moodtagger.ui.main_window.controllers.demo import DemoController
from moodtagger.ui.main_window.controllers.dj_next import NextSongsController
from moodtagger.ui.main_window.controllers.dj_set import SetController
from moodtagger.ui.main_window.controllers.external_requests import (
    DropController,
    ExternalRequestsController,
    dropped_paths,
)
from moodtagger.ui.main_window.controllers.filters import FilterController
from moodtagger.ui.main_window.controllers.folders import FolderController
from moodtagger.ui.main_window.controllers.history import HistoryController
from moodtagger.ui.main_window.controllers.inspector import InspectorController
from moodtagger.ui.main_window.controllers.jobs import JobsController
from moodtagger.ui.main_window.controllers.layouts import LayoutController
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.library_restore import LibraryRestoreController
from moodtagger.ui.main_window.controllers.loaders import CoverLoader
from moodtagger.ui.main_window.controllers.map import MapController
from moodtagger.ui.main_window.controllers.mood_map import MoodMapController
from moodtagger.ui.main_window.controllers.performance import FullSpeedController, PowerController
from moodtagger.ui.main_window.controllers.playback import SEEK_STEP_S, PlaybackController
from moodtagger.ui.main_window.controllers.player_bar import (
    PlayCounter,
    PlayerBarController,
    SeekBarMoodsController,
)
from moodtagger.ui.main_window.controllers.playlists import PlaylistsController
from moodtagger.ui.main_window.controllers.precision import PrecisionController
from moodtagger.ui.main_window.controllers.reanalysis import ReanalysisController
from moodtagger.ui.main_window.controllers.review import ReviewController
from moodtagger.ui.main_window.controllers.scan import ScanController
from moodtagger.ui.main_window.controllers.set_moods import SetMoodsController
from moodtagger.ui.main_window.controllers.settings import SettingsController
from moodtagger.ui.main_window.controllers.similar_songs import SimilarSongsController
from moodtagger.ui.main_window.controllers.song_menu import SongMenuController
from moodtagger.ui.main_window.controllers.table_actions import TableController
from moodtagger.ui.main_window.controllers.tag_conflicts import TagConflictsController
from moodtagger.ui.main_window.controllers.tagging import TaggingController
from moodtagger.ui.main_window.controllers.taste import TasteController
from moodtagger.ui.main_window.controllers.tempo import TempoController
from moodtagger.ui.main_window.controllers.undo import UndoController
from moodtagger.ui.main_window.controllers.watching import WatchController
from moodtagger.ui.main_window.layout import Views
from moodtagger.ui.main_window.status_bar import JobStatus
from moodtagger.ui.player.player import Player
from moodtagger.ui.song_files import SONGS_MIME

log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """The window on one library.

    `opener` opens the library on a worker thread, where `save_settings` is called at the end.
    `restorer` creates the service that recovers from an unusable library file. `closed` is
    emitted when all jobs have ended and the database is closed.
    """

    closed = Signal()

    def __init__(
        self,
        runner: JobRunner,
        opener: ServiceFactory,
        settings: Settings,
        *,
        save_settings: Callable[[Settings], None],
        demo_folder: Callable[[], Path],
        player: Player | None = None,
        restorer: RestoreServiceFactory | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("moodtagger")
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 400)
        self.player = player or Player(parent=self)
        self.actions_ = Actions(self)
        self.views = Views(self.player, self)
        self.setCentralWidget(self.views)
        self.status = JobStatus()
        self.statusBar().addWidget(self.status, 1)
        summary = QLabel()
        summary.setContentsMargins(theme.SPACE, 0, 0, 0)
        self.statusBar().addWidget(summary)
        self.context = AppContext(self, runner, self.views, self.actions_, settings, summary)
        self._save_settings = save_settings
        self._closing = self.has_closed = False
        self.reopen_requested = False  # in another language
        self._targets: list[str] = []
        self._create_controllers(opener, demo_folder)
        self.library_restore = LibraryRestoreController(self.context, self.library, restorer, self)
        self.actions_.create_menus()
        self._connect_views()
        self._connect_actions()
        layout.restore_window_state(self, self.views, settings)
        self._sync_toggle_actions()
        self.context.refresh()

    def start(self, targets: Sequence[str] = (), *, demo: bool = False) -> None:
        """Open the library; then scan the target folders and analyze the target files.

        With `demo` show the demo songs.
        """
        self._targets = list(targets)
        if demo:
            self.library.opened.connect(self.demo.open)
        self.library.open()

    def select_when_opened(self, track_ids: set[int]) -> None:
        """Select these songs once the library is open."""
        self.library.opened.connect(lambda: self.library.select(track_ids))

    def reopen(self) -> None:
        """Close, and let the application open a new window."""
        self.reopen_requested = True
        self.close()

    def _create_controllers(self, opener: ServiceFactory, demo_folder: Callable[[], Path]) -> None:
        context = self.context
        self.library = LibraryController(context, opener, self)
        self.undo = UndoController(context, self)
        self.library.opened.connect(context.undo.clear)
        self.decisions = DecisionQueue(context, self.library, self)
        self.covers = CoverLoader(context, self)
        self.inspector = InspectorController(context, self.player, self.covers, self)
        self.filters = FilterController(context, self.library, self)
        self.scans = ScanController(context, self.library, self.status, self)
        self.history = HistoryController(context, self.library, self.player, self)
        self.tagging = TaggingController(
            context, self.library, self.decisions, self.history, self.player, self
        )
        self.drops = DropController(context, self.library, self.scans, self)
        self.folders = FolderController(
            context, self.library, self.scans, self.drops, demo_folder, self
        )
        self.demo = DemoController(context, self.library, self.folders, self.scans, self)
        self.layouts = LayoutController(context, self.library, self)
        self.precision = PrecisionController(context, self.library, self)
        self.playback = PlaybackController(context, self.library, self.player, self)
        self.corrections = CorrectionController(context, self.library, self.playback, self)
        self.tempo = TempoController(context, self.library, self.playback, self)
        self.dj_set = SetController(context, self.library, self.playback, self)
        self.set_moods = SetMoodsController(context, self.library, self.decisions, self)
        self.table = TableController(context, self)
        self.map = MapController(context, self.library, self.playback, self.covers, self)
        self.playlists = PlaylistsController(context, self.library, self)
        self.similar_songs = SimilarSongsController(
            context, self.library, self.playback, self.drops, self
        )
        self.next_songs = NextSongsController(
            context, self.library, self.playback, self.dj_set, self.player, self
        )
        self.mood_map = MoodMapController(context, self.library, self)
        self.review = ReviewController(
            context, self.library, self.decisions, self.playback, self.covers, self.player, self
        )
        self.tag_conflicts = TagConflictsController(
            context, self.library, self.playback, self.player, self
        )
        self.player_bar = PlayerBarController(context, self.library, self.player, self.covers, self)
        self.seek_bar_moods = SeekBarMoodsController(context, self.library, self.player, self)
        self.jobs = JobsController(context, self.library, self.scans, self.status, self)
        self.reanalysis = ReanalysisController(context, self.library, self.scans, self.player, self)
        self.song_menu = self._create_song_menu()
        self.play_counter = PlayCounter(context, self.player, self)
        self.external_requests = ExternalRequestsController(
            context, self.drops.open_paths, self.reopen, self
        )
        self.settings_ = SettingsController(
            context,
            self.library,
            self.folders,
            self.precision,
            self._save_settings,
            self.external_requests.set_language,
            self,
        )
        self.taste = TasteController(context, self.library, self.inspector, self.settings_, self)
        self.full_speed = FullSpeedController(
            context, self.settings_, self.status, self.jobs.panel, self
        )
        self.power = PowerController(context, self.settings_, self)
        self.watching = WatchController(context, self.library, self.scans, self.settings_, self)

    def _create_song_menu(self) -> SongMenuController:
        actions = self.actions_
        play = [actions.play, *self.playback.queue_actions]
        moods = [self.corrections.correct_action, self.corrections.revert_action]
        moods += [self.set_moods.action, self.review.selected_action]
        moods += [actions.accept_selected, actions.write_selected]
        lists = [self.dj_set.add_action, self.table.save_selected, self.table.copy_songs]
        return SongMenuController(
            self.context,
            (play, self.similar_songs.menu_actions, moods, self.tempo.actions, lists),
            self.map.menu_actions,
            self.playlists.fill_add_menu,
            self.reanalysis.start_requested,
            self,
        )

    def _connect_views(self) -> None:
        self.library.opened.connect(self._open_targets)
        self.library.opened.connect(self.external_requests.open_pending)
        self.library.selectionChanged.connect(self.inspector.follow_selection)
        self.library.rowsChanged.connect(self.inspector.rows_changed)
        self.drops.playRequested.connect(self.playback.play_file)
        inspector = self.views.inspector
        inspector.decided.connect(self.tagging.decide)
        inspector.acceptConfidentRequested.connect(self.tagging.accept)
        inspector.similarSongActivated.connect(lambda track_id: self.library.select({track_id}))
        inspector.seekRequested.connect(self._play_inspected_song)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.views.table)
        space.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        space.activated.connect(self.playback.toggle)

    def _connect_actions(self) -> None:
        actions, views = self.actions_, self.views
        pairs: list[tuple[object, Callable[[], object]]] = [
            (actions.add_folder, self.folders.choose_folder),
            (actions.analyze_file, self.folders.choose_file),
            (actions.demo, self.folders.try_demo),
            (actions.quit, self.close),
            (actions.find, views.search.focus),
            (actions.select_all, lambda: self.library.select(views.table.shown_ids())),
            (actions.accept_shown, self.tagging.accept_shown),
            (actions.accept_selected, self.tagging.accept_selected),
            (actions.write, self.tagging.write_accepted),
            (actions.write_selected, self.tagging.write_selected),
            (actions.history, self.history.show),
            (actions.precision, self.precision.show),
            (actions.rescan, self.scans.rescan),
            (actions.stop, self.scans.stop),
            (actions.play, self.playback.toggle),
            (actions.seek_back, lambda: self.playback.seek_by(-SEEK_STEP_S)),
            (actions.seek_forward, lambda: self.playback.seek_by(SEEK_STEP_S)),
            (actions.go_sidebar, views.sidebar.tree.setFocus),
            (actions.go_map, views.map.setFocus),
            (actions.go_table, self._go_to_table),
            (actions.go_inspector, views.inspector.setFocus),
            (actions.go_messages, views.messages.focus_newest),
            (actions.shortcuts, self._show_shortcuts),
            (actions.documentation, self._show_documentation),
            (actions.about, self._show_about),
        ]
        for action, slot in pairs:
            action.triggered.connect(lambda _checked=False, slot=slot: slot())  # type: ignore[attr-defined]
        for mode, action in actions.themes.items():
            action.triggered.connect(lambda _checked=False, mode=mode: self._set_theme(mode))

    def _show_shortcuts(self) -> None:
        from moodtagger.ui.main_window.dialogs import ShortcutsDialog

        ShortcutsDialog(self.actions_.all(), self).open()

    def _show_documentation(self) -> None:
        from moodtagger.ui.main_window.documentation import DocumentationDialog

        DocumentationDialog(self).show()

    def _show_about(self) -> None:
        from moodtagger.ui.main_window.dialogs import about_box

        about_box(self).open()

    def _sync_toggle_actions(self) -> None:
        self.layouts.restore()
        self.actions_.themes[self.context.settings.theme].setChecked(True)

    def _set_theme(self, mode: str) -> None:
        self.context.settings = replace(self.context.settings, theme=mode)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, mode)  # type: ignore[arg-type]

    def _go_to_table(self) -> None:
        self.views.show_page("songs")
        self.views.table.setFocus()

    def _open_targets(self) -> None:
        if self.focusWidget() in (None, self.jobs.button):  # the first that can have the focus
            self.jobs.button.clearFocus()
            if self.views.screens.currentWidget() is self.views.welcome:
                self.views.welcome.choose.setFocus()
        targets, self._targets = self._targets, []
        self.drops.open_paths(targets)

    def _play_inspected_song(self, position_s: float) -> None:
        if self.inspector.track_id is not None:
            self.playback.play(self.inspector.track_id, position_s)

    # -- drops anywhere -------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders once the library is open."""
        is_own = event.mimeData().hasFormat(SONGS_MIME)  # songs that are here already
        if self.context.service is not None and not is_own and dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self.views.drop_hint.cover_parent()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Hide the drop hint."""
        self.views.drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Scan dropped folders and analyze dropped files."""
        self.views.drop_hint.hide()
        event.acceptProposedAction()
        self.drops.open_paths(dropped_paths(event.mimeData()))

    # -- appearance and closing --------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drop hint covering the window."""
        super().resizeEvent(event)
        if self.views.drop_hint.isVisible():
            self.views.drop_hint.cover_parent()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons in the colors of a new theme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "actions_"):
            self.actions_.refresh_icons()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all jobs first; the window closes once the database is closed."""
        if self.has_closed:
            event.accept()
            return
        event.ignore()
        if not self._closing:
            self._closing = True
            self._start_closing()

    def _start_closing(self) -> None:
        self.player.stop()
        self.next_songs.close()
        self.views.setEnabled(False)
        self.menuBar().setEnabled(False)
        self.statusBar().showMessage(self.tr("Finishing\N{HORIZONTAL ELLIPSIS}"))
        self.context.runner.shut_down(self.closing_work(), self._finish_closing)

    def closing_work(self) -> Callable[[], None]:
        """Return the work to do on another thread once no job is running."""
        state = layout.save_window_state(self, self.views) | self.jobs.save_state(
            reopening=self.reopen_requested
        )
        state |= self.reanalysis.save_state()
        settings = replace(self.context.settings, window=state)

        def finish() -> None:
            try:
                self.watching.watcher.stop()
                self.library.close()
            finally:
                try:
                    self._save_settings(settings)
                except OSError as error:  # the window is gone, so that no dialog can say it
                    log.warning("moodtagger: The settings cannot be kept: %s.", error.strerror)

        return finish

    def _finish_closing(self, _error: Exception | None) -> None:
        self.has_closed = True
        self.close()
        self.closed.emit()
