"""The main window: makes the views and parts, ties them together, and closes in good order."""

from __future__ import annotations

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
from moodtagger.ui.jobs.job_runner import Runner
from moodtagger.ui.jobs.service_protocol import Opener, Rescuer
from moodtagger.ui.main_window import window_state as memory
from moodtagger.ui.main_window.actions import Actions
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.correction import CorrectionControl
from moodtagger.ui.main_window.controllers.cover_loader import CoverControl
from moodtagger.ui.main_window.controllers.drag_and_drop import DropControl, dropped_paths
from moodtagger.ui.main_window.controllers.external_requests import OutsideControl
from moodtagger.ui.main_window.controllers.folders import FolderControl
from moodtagger.ui.main_window.controllers.full_speed import PaceControl
from moodtagger.ui.main_window.controllers.history import HistoryControl
from moodtagger.ui.main_window.controllers.inspector import DetailControl
from moodtagger.ui.main_window.controllers.jobs import JobsControl
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.library_restore import RescueControl
from moodtagger.ui.main_window.controllers.map import MapControl
from moodtagger.ui.main_window.controllers.mood_map import WordsControl
from moodtagger.ui.main_window.controllers.play_counter import PlayCount
from moodtagger.ui.main_window.controllers.playback import STEP_S, PlayControl
from moodtagger.ui.main_window.controllers.power import PowerControl
from moodtagger.ui.main_window.controllers.precision import PrecisionControl
from moodtagger.ui.main_window.controllers.reanalysis import RehearControl
from moodtagger.ui.main_window.controllers.review import ReviewControl
from moodtagger.ui.main_window.controllers.scan import ScanControl
from moodtagger.ui.main_window.controllers.seek_bar_moods import CourseControl
from moodtagger.ui.main_window.controllers.settings import SettingsControl
from moodtagger.ui.main_window.controllers.similar_songs import AlikeControl
from moodtagger.ui.main_window.controllers.table_actions import TableControl
from moodtagger.ui.main_window.controllers.tag_conflicts import DifferencesControl
from moodtagger.ui.main_window.controllers.tagging import TagControl
from moodtagger.ui.main_window.layout import Views
from moodtagger.ui.main_window.status_bar import JobStatus
from moodtagger.ui.player.player import Player


class MainWindow(QMainWindow):
    """`opener` opens the library on a worker thread; `save_settings` is called there at the end.

    `rescuer` knows the ways out when the library's file cannot be used.

    `closed` comes when all work has ended and the database is closed.
    """

    closed = Signal()

    def __init__(
        self,
        runner: Runner,
        opener: Opener,
        settings: Settings,
        *,
        save_settings: Callable[[Settings], None],
        demo_folder: Callable[[], Path],
        player: Player | None = None,
        rescuer: Rescuer | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("moodtagger")
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self.player = player or Player(parent=self)
        self.actions_ = Actions(self)
        self.views = Views(self.player, self)
        self.setCentralWidget(self.views)
        self.status = JobStatus()
        self.statusBar().addWidget(self.status, 1)
        summary = QLabel()
        summary.setContentsMargins(theme.SPACE, 0, 0, 0)
        self.statusBar().addWidget(summary)
        self.context = Context(self, runner, self.views, self.actions_, settings, summary)
        self._save_settings = save_settings
        self._closing = self._done = False
        self.reopens = False  # whether it closes to be made anew, in another language
        self._targets: list[str] = []
        self._make_parts(opener, demo_folder)
        self.rescue = RescueControl(self.context, self.library, rescuer, self)
        self.actions_.make_menus()
        self.actions_.make_toolbar()
        self._connect_views()
        self._connect_actions()
        memory.restore(self, self.views, settings)
        self._show_toggles()
        self.player.set_volume(settings.volume)
        self.context.refresh()

    def start(self, targets: Sequence[str] = ()) -> None:
        """Open the library; then scan or hear the targets (folders or files)."""
        self._targets = list(targets)
        self.library.open()

    def select_first(self, track_ids: set[int]) -> None:
        """Select these songs when the library is open."""
        self.library.opened.connect(lambda: self.library.select(track_ids))

    def reopen(self) -> None:
        """Close in good order, for the application to open a window anew."""
        self.reopens = True
        self.close()

    def _make_parts(self, opener: Opener, demo_folder: Callable[[], Path]) -> None:
        context = self.context
        self.library = LibraryControl(context, opener, self)
        self.details = DetailControl(context, self.player, self)
        self.scans = ScanControl(context, self.library, self.status, self)
        self.history = HistoryControl(context, self.library, self.player, self)
        self.tags = TagControl(context, self.library, self.history, self.player, self)
        self.drops = DropControl(context, self.library, self.scans, self)
        self.folders = FolderControl(
            context, self.library, self.scans, self.drops, demo_folder, self
        )
        self.precision = PrecisionControl(context, self.library, self)
        self.playing = PlayControl(context, self.library, self.player, self)
        self.corrections = CorrectionControl(context, self.library, self.playing, self)
        own_place = (self.corrections.different, self.corrections.back)
        self.table = TableControl(context, own_place, self)
        self.covers = CoverControl(context, self)
        for_songs = [self.corrections.different, self.corrections.back]
        self.map = MapControl(context, self.library, self.playing, self.covers, for_songs, self)
        self.alike = AlikeControl(context, self.library, self.playing, self.drops, self)
        self.words = WordsControl(context, self.library, self)
        self.review = ReviewControl(
            context, self.library, self.playing, self.covers, self.player, self
        )
        self.differences = DifferencesControl(
            context, self.library, self.playing, self.player, self
        )
        self.course = CourseControl(context, self.library, self.player, self)
        self.jobs = JobsControl(context, self.library, self.scans, self.status, self)
        self.anew = RehearControl(context, self.library, self.scans, self.player, self)
        self.plays = PlayCount(context, self.player, self)
        self.outside = OutsideControl(context, self.drops.take, self.reopen, self)
        self.settings_ = SettingsControl(
            context,
            self.library,
            self.folders,
            self.precision,
            self._save_settings,
            self.outside.set_language,
            self,
        )
        self.pace = PaceControl(context, self.settings_, self.status, self.jobs.panel, self)
        self.power = PowerControl(context, self.settings_, self)

    def _connect_views(self) -> None:
        self.library.opened.connect(self._take_targets)
        self.library.opened.connect(self.outside.take_waiting)
        self.library.selectionChanged.connect(self.details.follow_selection)
        self.library.rowsChanged.connect(self.details.renew)
        self.drops.playWanted.connect(self.playing.play_file)
        inspector = self.views.inspector
        inspector.decided.connect(self.tags.decide)
        inspector.acceptConfident.connect(self.tags.accept)
        inspector.neighbourActivated.connect(lambda track_id: self.library.select({track_id}))
        inspector.seekRequested.connect(self._play_shown_from)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.views.table)
        space.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        space.activated.connect(self.playing.toggle)

    def _connect_actions(self) -> None:
        actions, views = self.actions_, self.views
        pairs: list[tuple[object, Callable[[], object]]] = [
            (actions.add_folder, self.folders.choose_folder),
            (actions.hear_file, self.folders.choose_file),
            (actions.demo, self.folders.try_demo),
            (actions.quit, self.close),
            (actions.find, views.sidebar.focus_search),
            (actions.select_all, lambda: self.library.select(views.table.visible_ids())),
            (actions.accept_shown, self.tags.accept_shown),
            (actions.accept_selected, self.tags.accept_selected),
            (actions.write, self.tags.write_accepted),
            (actions.write_selected, self.tags.write_selected),
            (actions.history, self._undo),
            (actions.confidence, self.precision.show),
            (actions.rescan, self.scans.rescan),
            (actions.stop, self.scans.stop),
            (actions.play, self.playing.toggle),
            (actions.back, lambda: self.playing.step(-STEP_S)),
            (actions.forward, lambda: self.playing.step(STEP_S)),
            (actions.go_sidebar, views.sidebar.tree.setFocus),
            (actions.go_map, views.map.setFocus),
            (actions.go_table, self._go_to_table),
            (actions.go_inspector, views.inspector.setFocus),
            (actions.keys, self._show_keys),
            (actions.about, self._show_about),
        ]
        for action, slot in pairs:
            action.triggered.connect(lambda _checked=False, slot=slot: slot())  # type: ignore[attr-defined]
        actions.show_sidebar.toggled.connect(views.sidebar.setVisible)
        actions.show_inspector.toggled.connect(views.inspector.setVisible)
        for mode, action in actions.themes.items():
            action.triggered.connect(lambda _checked=False, mode=mode: self._set_theme(mode))

    def _undo(self) -> None:
        """Take back what the newest message tells, else show what was written."""
        if not self.views.messages.take_back():
            self.history.show()

    def _show_keys(self) -> None:
        from moodtagger.ui.main_window.help_dialogs import KeysDialog

        KeysDialog(self.actions_.all(), self).open()

    def _show_about(self) -> None:
        from moodtagger.ui.main_window.help_dialogs import about_box

        about_box(self).open()

    def _show_toggles(self) -> None:
        self.actions_.show_sidebar.setChecked(not self.views.sidebar.isHidden())
        self.actions_.show_inspector.setChecked(not self.views.inspector.isHidden())
        self.actions_.themes[self.context.settings.theme].setChecked(True)

    def _set_theme(self, mode: str) -> None:
        self.context.settings = replace(self.context.settings, theme=mode)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, mode)  # type: ignore[arg-type]

    def _go_to_table(self) -> None:
        self.views.show_page("songs")
        self.views.table.setFocus()

    def _take_targets(self) -> None:
        targets, self._targets = self._targets, []
        self.drops.take(targets)

    def _play_shown_from(self, position_s: float) -> None:
        if self.details.track_id is not None:
            self.playing.play(self.details.track_id, position_s)

    # -- drops anywhere -------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders, once the library is open."""
        if self.context.service is not None and dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self.views.hint.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped."""
        self.views.hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Folders are scanned, files are heard."""
        self.views.hint.hide()
        event.acceptProposedAction()
        self.drops.take(dropped_paths(event.mimeData()))

    # -- look and end ---------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint goes on covering everything."""
        super().resizeEvent(event)
        if self.views.hint.isVisible():
            self.views.hint.cover()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons in the new colours when light turns to dark."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "actions_"):
            self.actions_.refresh_icons()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work first; the window goes when the last file and the database are closed."""
        if self._done:
            event.accept()
            return
        event.ignore()
        if not self._closing:
            self._closing = True
            self._begin_to_close()

    def _begin_to_close(self) -> None:
        self.player.stop()
        self.views.setEnabled(False)
        self.menuBar().setEnabled(False)
        self.statusBar().showMessage(self.tr("Finishing\N{HORIZONTAL ELLIPSIS}"))
        self.context.runner.shut_down(self.final_work(), self._close_for_good)

    def final_work(self) -> Callable[[], None]:
        """What remains to be done off this thread when no job runs any more."""
        seen = memory.remember(self, self.views) | self.jobs.remember(reopens=self.reopens)
        seen |= self.anew.remember()
        settings = replace(self.context.settings, window=seen)

        def finish() -> None:
            try:
                self.library.close()
            finally:
                self._save_settings(settings)

        return finish

    def _close_for_good(self, _error: Exception | None) -> None:
        self._done = True
        self.close()
        self.closed.emit()
