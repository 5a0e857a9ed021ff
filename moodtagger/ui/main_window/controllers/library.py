"""Songs in the views: opening the library, one selection, filters, details, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.runtime.gc_control import all_is_old, no_garbage_collection
from moodtagger.ui import formatting as words
from moodtagger.ui.error_translation import told
from moodtagger.ui.jobs.job_runner import Job, Lane
from moodtagger.ui.jobs.service_protocol import Opener, Service
from moodtagger.ui.library import Filter
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library_snapshot import WholeLibrary, read_all
from moodtagger.ui.main_window.messages import Choice

AT_ONCE = 10_000  # songs that all views take in on the window's thread within a tenth of a second
FADE_MS = 30  # the table answers a typed letter first; painting the map costs as much again
ORDERS_MS = 250  # what sorting and searching need comes after the songs are painted
COUNTS_MS = 300  # numbers in the sidebar follow a running scan at this pace


@dataclass(frozen=True)
class _Opened:
    service: Service
    vocabulary: Vocabulary
    whole: WholeLibrary


class LibraryControl(QObject):
    """Keeps map, table and sidebar in step with the library."""

    opened = Signal()
    refused = Signal(object)  # MoodtaggerError: why the library could not be opened
    selectionChanged = Signal()
    vocabularyChanged = Signal(object)  # Vocabulary
    rowsChanged = Signal(object)  # Sequence[SongRow]; see `holds_any`
    foldersChanged = Signal()

    def __init__(self, context: Context, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._opener = opener
        self._service: Service | None = None
        self.vocabulary: Vocabulary | None = None
        self._counting = QTimer(self, singleShot=True, interval=COUNTS_MS)
        self._counting.timeout.connect(self._count)
        self._fading = QTimer(self, singleShot=True, interval=FADE_MS)
        self._fading.timeout.connect(self._fade)
        self._orders = QTimer(self, singleShot=True, interval=ORDERS_MS)
        self._orders.timeout.connect(self._work_out_orders)
        views = context.views
        views.table.selectionChanged.connect(self._table_selected)
        views.map.selectionChanged.connect(self._map_selected)
        views.sidebar.filterChanged.connect(self._filter)
        views.problem.retryWanted.connect(self.open)

    def open(self) -> None:
        """Open the library off this thread, then show it."""
        self._context.views.show_screen(self._context.views.opening)
        self._context.runner.start(
            Lane.WRITE, self._open, done=self._show_opened, failed=self.show_problem
        )

    def close(self) -> None:
        """Close the database; for the thread that ends all work, when no job runs any more."""
        if self._service is not None:
            self._service.close()

    def song(self, track_id: int) -> SongRow | None:
        """The song as the views have it."""
        return self._context.views.table.song(track_id)

    def show_rows(self, rows: Iterable[SongRow]) -> None:
        """Add or renew songs in all views; very many are read anew, off the window's thread."""
        listed = list(rows)
        if not listed:
            return
        if len(listed) > AT_ONCE:
            self.reload()
            return
        views = self._context.views
        views.table.update_songs(listed)
        views.map.update_songs(listed)
        if self._context.views.screens.currentWidget() is not views.sides:
            views.show_screen(views.sides)
        if not self._counting.isActive():
            self._counting.start()
        self.rowsChanged.emit(listed)

    def reload(self) -> None:
        """Read folders and songs again, as after a folder was removed or an undo."""
        self._context.run(
            Lane.READ,
            lambda service, job: read_all(service),
            self._show_all,
            newest="reload",
        )

    def show_vocabulary(self, vocabulary: Vocabulary) -> None:
        """The moods of the network, with the thresholds that hold now."""
        self.vocabulary = vocabulary
        views = self._context.views
        for view in (views.map, views.sidebar, views.inspector):
            view.set_vocabulary(vocabulary)
        self.vocabularyChanged.emit(vocabulary)

    def renew_folders(self) -> None:
        """Read the list of folders again."""
        self._context.run(
            Lane.READ, lambda service, job: service.folders(), self._show_folders, newest="folders"
        )

    def select(self, track_ids: set[int]) -> None:
        """Select songs in both views, a few also where the filter leaves them out."""
        self._context.views.table.reveal(track_ids)
        self._context.views.table.set_selection(track_ids)
        self._table_selected(self._context.views.table.selection())

    def _open(self, job: Job) -> _Opened:
        with no_garbage_collection():
            service = self._opener()
            try:
                found = _Opened(service, service.vocabulary(), read_all(service))
            except BaseException:
                service.close()
                raise
            all_is_old()
        self._service = service
        return found

    def _show_opened(self, found: _Opened) -> None:
        context = self._context
        context.service = found.service
        self.show_vocabulary(found.vocabulary)
        context.views.inspector.set_changeable(context.writable)
        context.views.welcome.set_changeable(context.writable)
        if found.service.read_only:
            context.views.messages.banner(self._read_only_words(found.service))
        if found.service.notice:
            context.views.messages.tell(told(found.service.notice), warning=True)
        if found.service.recovered:
            self._tell_recovered(list(found.service.recovered))
        self._show_all(found.whole)
        self.opened.emit()

    def _read_only_words(self, service: Service) -> str:
        reason = told(service.busy_message) or self.tr("The library is open for reading only.")
        advice = self.tr("You can look around and play songs here; nothing can be changed.")
        return f"{reason} {advice}"

    def _tell_recovered(self, recovered: list[tuple[str, str]]) -> None:
        def show() -> None:
            from moodtagger.ui.main_window.failed_files_dialog import FileListDialog

            title = self.tr("Writes that were interrupted")
            text = self.tr("moodtagger was stopped while writing; no file was damaged.")
            FileListDialog(title, text, recovered, self._context.window).show()

        text = self.tr("The last time, moodtagger was stopped while it wrote into files.")
        choice = Choice(self.tr("Show what was found"), show)
        self._context.views.messages.tell(text, choice, warning=True)

    def show_problem(self, error: MoodtaggerError) -> None:
        """Say why there is no library; the ways out are shown by who hears of `refused`."""
        self._context.views.problem.show_problem(words.error_words(error))
        self._context.views.show_screen(self._context.views.problem)
        self.refused.emit(error)

    def _show_all(self, found: WholeLibrary) -> None:
        views = self._context.views
        views.table.adopt(found.columns)
        views.map.adopt(found.cloud, len(found.songs))
        self._filter(views.sidebar.filter())
        self._show_folders(found.folders)
        self._count()
        self.rowsChanged.emit(found.songs)
        views.show_screen(views.sides if found.songs or found.folders else views.welcome)
        self._context.refresh()
        self._orders.start()

    def _work_out_orders(self) -> None:
        columns = self._context.views.table.model.songs
        self._context.run(
            Lane.SEARCH,
            lambda service, job: columns.worked_out(),
            lambda take: take(),
            newest="orders",
        )

    def _show_folders(self, folders: list[str]) -> None:
        self._context.folders = folders
        self._context.views.sidebar.set_folders(folders)
        self._context.refresh()
        self.foldersChanged.emit()

    def _count(self) -> None:
        views = self._context.views
        views.sidebar.set_counts(views.table.counts())
        if views.sidebar.filter() != Filter():
            self._fade()
        self._context.refresh()

    def _filter(self, wanted: Filter) -> None:
        views = self._context.views
        views.table.set_filter(wanted)
        self._fading.start()

    def _fade(self) -> None:
        """Let the map follow the table; once for letters that are typed in one go."""
        views = self._context.views
        everything = views.sidebar.filter() == Filter()
        views.map.set_filter(None if everything else views.table.model.track_ids())

    def _table_selected(self, track_ids: set[int]) -> None:
        self._context.views.map.set_selection(track_ids)
        self._selected()

    def _map_selected(self, track_ids: set[int]) -> None:
        self._context.views.table.set_selection(track_ids)
        self._selected()

    def _selected(self) -> None:
        self._context.refresh()
        self.selectionChanged.emit()
