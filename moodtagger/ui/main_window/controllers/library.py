"""Opening the library, and keeping map, table and sidebar in sync with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.runtime import gc_disabled, promote_to_oldest_generation
from moodtagger.ui import formatting
from moodtagger.ui.circumplex.point_cloud import PointCloud
from moodtagger.ui.jobs.job_runner import Job, JobQueue
from moodtagger.ui.jobs.service_protocol import Service, ServiceFactory
from moodtagger.ui.library import Filter
from moodtagger.ui.library.filter import SongKind
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.translation import translate_message


@dataclass(frozen=True)
class LibrarySnapshot:
    """All songs, as read and as the columns that table and map are painted from."""

    folders: list[str]
    songs: TrackTable
    columns: SongColumns
    cloud: PointCloud


def read_snapshot(service: Service) -> LibrarySnapshot:
    """Read everything as columns; rows are created only when a song is accessed."""
    songs = service.tracks.table()
    return LibrarySnapshot(
        service.tracks.folders(), songs, SongColumns.from_table(songs), PointCloud.from_table(songs)
    )


def read_duplicates(service: Service) -> npt.NDArray[np.int64]:
    """Read the ids of the songs that others are copies of, ascending."""
    ids = [track_id for group in service.recordings.groups() for track_id in group]
    return np.array(sorted(ids), np.int64)


AT_ONCE = 10_000  # songs that all views can update on the GUI thread within 0.1 s
MAP_FILTER_DELAY_MS = 80  # after the last letter typed; the map costs as much as the table
SORT_DELAY_MS = 250  # the indexes for sorting and searching come after the first painting
COUNT_INTERVAL_MS = 300  # between updates of the sidebar's counts during a scan


@dataclass(frozen=True)
class _OpenedLibrary:
    service: Service
    vocabulary: Vocabulary
    snapshot: LibrarySnapshot


class LibraryController(QObject):
    """Opens the library and keeps map, table and sidebar in sync with it."""

    opened = Signal()
    openFailed = Signal(object)  # MoodtaggerError
    selectionChanged = Signal()
    vocabularyChanged = Signal(object)  # Vocabulary
    rowsChanged = Signal(object)  # Sequence[SongRow]; see `contains_any`
    foldersChanged = Signal()
    countsChanged = Signal()  # also of the values that songs have

    def __init__(
        self, context: AppContext, opener: ServiceFactory, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._opener = opener
        self._service: Service | None = None
        self.vocabulary: Vocabulary | None = None
        self._count_timer = QTimer(self, singleShot=True, interval=COUNT_INTERVAL_MS)
        self._count_timer.timeout.connect(self._update_counts)
        self._map_filter_timer = QTimer(self, singleShot=True, interval=MAP_FILTER_DELAY_MS)
        self._map_filter_timer.timeout.connect(self._filter_map)
        self._sort_timer = QTimer(self, singleShot=True, interval=SORT_DELAY_MS)
        self._sort_timer.timeout.connect(self._prepare_sorting)
        views = context.views
        views.table.selectionChanged.connect(self._table_selected)
        views.map.selectionChanged.connect(self._map_selected)
        views.search.filterChanged.connect(self._apply_filter)
        views.problem.retryRequested.connect(self.open)

    def open(self) -> None:
        """Open the library off this thread, then show it."""
        self._context.views.show_screen(self._context.views.opening)
        self._context.runner.start(
            JobQueue.WRITE, self._open, done=self._show_opened, failed=self.show_problem
        )

    def close(self) -> None:
        """Close the database; called on the closing thread once no job is running."""
        if self._service is not None:
            self._service.close()

    def song(self, track_id: int) -> SongRow | None:
        """Return a song as the views have it."""
        return self._context.views.table.song(track_id)

    def show_rows(self, rows: Iterable[SongRow]) -> None:
        """Add or update songs in all views; for very many, reload off the GUI thread."""
        listed = list(rows)
        if not listed:
            return
        if len(listed) > AT_ONCE:
            self.reload()
            return
        views = self._context.views
        views.table.update_songs(listed)
        views.map.update_songs(listed)
        if self._context.views.screens.currentWidget() is not views.main_splitter:
            views.show_screen(views.main_splitter)
        if not self._count_timer.isActive():
            self._count_timer.start()
        self.rowsChanged.emit(listed)

    def reload(self) -> None:
        """Read folders and songs again, as after a folder was removed or an undo."""
        self._context.run(
            JobQueue.READ,
            lambda service, job: read_snapshot(service),
            self._show_snapshot,
            supersede_key="reload",
        )

    def show_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Show the model's moods with their current thresholds in all views."""
        self.vocabulary = vocabulary
        views = self._context.views
        for view in (views.map, views.table, views.sidebar, views.inspector):
            view.set_vocabulary(vocabulary)
        self.vocabularyChanged.emit(vocabulary)

    def reload_folders(self) -> None:
        """Read the list of folders again."""
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.tracks.folders(),
            self._show_folders,
            supersede_key="folders",
        )

    def reload_duplicates(self) -> None:
        """Read again which songs are copies of others, as after a scan."""
        self._context.run(
            JobQueue.READ,
            lambda service, job: read_duplicates(service),
            self._show_duplicates,
            supersede_key="duplicates",
        )

    def select(self, track_ids: set[int]) -> None:
        """Select songs in table and map; a few are shown even if the filter excludes them."""
        self._context.views.table.reveal(track_ids)
        self._context.views.table.set_selection(track_ids)
        self._table_selected(self._context.views.table.selection())

    def _open(self, job: Job) -> _OpenedLibrary:
        with gc_disabled():
            service = self._opener()
            try:
                opened = _OpenedLibrary(
                    service, service.preferences.vocabulary(), read_snapshot(service)
                )
            except BaseException:
                service.close()
                raise
            promote_to_oldest_generation()
        self._service = service
        return opened

    def _show_opened(self, opened: _OpenedLibrary) -> None:
        context = self._context
        context.service = opened.service
        self.show_vocabulary(opened.vocabulary)
        context.views.inspector.set_changeable(context.writable)
        context.views.welcome.set_changeable(context.writable)
        if opened.service.read_only:
            context.views.messages.show_banner(self._read_only_text(opened.service))
        if opened.service.notice:
            context.views.messages.show_message(
                translate_message(opened.service.notice), warning=True
            )
        if opened.service.recovered:
            self._show_recovered(list(opened.service.recovered))
        self._show_snapshot(opened.snapshot)
        self.opened.emit()

    def _read_only_text(self, service: Service) -> str:
        reason = translate_message(service.busy_message) or self.tr(
            "The library is open read-only."
        )
        advice = self.tr("You can browse and play songs, but not change anything.")
        return f"{reason} {advice}"

    def _show_recovered(self, recovered: list[tuple[str, str]]) -> None:
        def show() -> None:
            from moodtagger.ui.main_window.dialogs import FileListDialog

            title = self.tr("Interrupted writes")
            text = self.tr("moodtagger was interrupted while writing tags. No files were damaged.")
            FileListDialog(title, text, recovered, self._context.window).show()

        text = self.tr("moodtagger was interrupted while writing tags.")
        choice = MessageChoice(self.tr("Show details"), show)
        self._context.views.messages.show_message(text, choice, warning=True)

    def show_problem(self, error: MoodtaggerError) -> None:
        """Show why the library could not be opened, and emit `openFailed`."""
        self._context.views.problem.show_problem(formatting.error_text(error))
        self._context.views.show_screen(self._context.views.problem)
        self.openFailed.emit(error)

    def _show_snapshot(self, snapshot: LibrarySnapshot) -> None:
        views = self._context.views
        views.table.set_songs(snapshot.columns)
        views.map.set_cloud(snapshot.cloud, len(snapshot.songs))
        self._apply_filter(views.search.filter())
        self._show_folders(snapshot.folders)
        self._update_counts()
        self.rowsChanged.emit(snapshot.songs)
        views.show_screen(
            views.main_splitter if snapshot.songs or snapshot.folders else views.welcome
        )
        self._context.refresh()
        self._sort_timer.start()

    def _prepare_sorting(self) -> None:
        columns = self._context.views.table.model.songs
        self._context.run(
            JobQueue.SEARCH,
            lambda service, job: columns.build_indexes(),
            self._indexes_ready,
            supersede_key="sort indexes",
        )
        self.reload_duplicates()

    def _indexes_ready(self, apply_indexes: Callable[[], None]) -> None:
        apply_indexes()
        self._update_counts()  # with the likely suggestions, which are known now

    def _show_folders(self, folders: list[str]) -> None:
        self._context.folders = folders
        self._context.views.sidebar.set_folders(folders)
        self._context.refresh()
        self.foldersChanged.emit()

    def _show_duplicates(self, track_ids: npt.NDArray[np.int64]) -> None:
        table = self._context.views.table
        if not np.array_equal(track_ids, table.model.songs.duplicate_ids):
            table.set_duplicates(track_ids)
            self._update_counts()

    def _update_counts(self) -> None:
        views = self._context.views
        counts = views.table.counts()
        views.sidebar.set_counts(counts)
        views.top_bar.write_button.set_count(counts.kinds.get(SongKind.DECIDED, 0))
        if views.search.filter() != Filter():
            self._filter_map()
        self._context.refresh()

    def _apply_filter(self, song_filter: Filter) -> None:
        views = self._context.views
        views.table.set_filter(song_filter)
        self._context.refresh()
        self._map_filter_timer.start()

    def _filter_map(self) -> None:
        """Apply the table's filter to the map, delayed while the user types."""
        views = self._context.views
        everything = views.search.filter() == Filter()
        views.map.set_filter(None if everything else views.table.model.track_ids())

    def _table_selected(self, track_ids: set[int]) -> None:
        self._context.views.map.set_selection(track_ids)
        self._selection_changed()

    def _map_selected(self, track_ids: set[int]) -> None:
        self._context.views.table.set_selection(track_ids)
        self._selection_changed()

    def _selection_changed(self) -> None:
        self._context.refresh()
        self.selectionChanged.emit()
