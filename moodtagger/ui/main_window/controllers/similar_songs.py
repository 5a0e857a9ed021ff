"""The similar songs page: searches by selected songs or a file, and playlists of results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.external_requests import DropController
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.playback import PlaybackController
from moodtagger.ui.main_window.controllers.table_actions import PlaylistController
from moodtagger.ui.similar import SimilarSongsPage
from moodtagger.ui.similar.page import SimilaritySeeds
from moodtagger.ui.similar.results_model import ResultRow
from moodtagger.ui.song_files import drag_songs

if TYPE_CHECKING:
    from moodtagger.services.similarity_search import SimilarSongs

PAGE_KEY = "alike"


class SimilarSongsController(QObject):
    """Searches for songs similar to the selected ones or to a file outside the library."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        playback: PlaybackController,
        drops: DropController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._playback = playback
        self.playlists = PlaylistController(context, self)
        self.page = SimilarSongsPage()
        context.views.add_page(self.page, self.tr("Similar"), PAGE_KEY)
        self._create_actions()
        self.page.searchRequested.connect(self._search)
        self.page.seedsRequested.connect(self.search_selected)
        self.page.chosen.connect(self._select)
        self.page.table.dragStarted.connect(self._drag_results)
        self.page.playRequested.connect(playback.play)
        self.page.playFileRequested.connect(playback.play_file)
        drops.similarRequested.connect(self.search_outside_file)
        drops.fileAnalyzed.connect(self._file_analyzed)
        self.page.saveRequested.connect(self._save_playlist)
        library.selectionChanged.connect(self._follow_selection)
        context.views.bottom_tabs.pageShown.connect(self._page_shown)
        context.views.search.filterChanged.connect(lambda _filter: self._filter_changed())

    @property
    def is_open(self) -> bool:
        """Whether the page is shown."""
        return self._context.views.bottom_tabs.current_page() == PAGE_KEY

    def _drag_results(self) -> None:
        """Let the user drag the selected results to other programs."""
        selected = self.page.table.selected_ids()
        ids = [song.track_id for song in self.page.table.results.songs()]
        rows = (self._library.song(i) for i in ids if i in selected)
        drag_songs(self.page.table, [row for row in rows if row is not None])

    def search_selected(self) -> None:
        """Show the songs most similar to the selected ones."""
        songs = self._selected_songs()
        if songs:
            self._context.views.show_page(PAGE_KEY)
            self.page.set_seeds(SimilaritySeeds(songs))

    def search_outside_file(self, result: AnalysisResult) -> None:
        """Show the songs most similar to a file, without adding it to the library."""
        if result.prediction is not None:
            self._context.views.show_page(PAGE_KEY)
            self.page.set_seeds(SimilaritySeeds(external_file=result))

    def _file_analyzed(self, result: AnalysisResult) -> None:
        """Search for an analyzed file while the page is shown."""
        if self.is_open:
            self.search_outside_file(result)

    def path_between_selected(self) -> None:
        """Show a path between the two selected songs, or from the playing one to the selected."""
        songs = self._selected_songs()
        playing = self._playback.track_id
        start = None if playing is None else self._library.song(playing)
        if len(songs) == 1 and start is not None and start.track_id != songs[0].track_id:
            songs = (start, *songs)
        if len(songs) != 2:
            text = self.tr(
                "Select exactly two songs: the first and last of the path. Or play the first one."
            )
            self._context.views.messages.show_message(text, topic="path")
            return
        self._context.views.show_page(PAGE_KEY)
        self.page.set_seeds(SimilaritySeeds(songs))
        self.page.mode_box.setCurrentIndex(1)

    def _create_actions(self) -> None:
        actions = self._context.actions
        dots = "\N{HORIZONTAL ELLIPSIS}"
        similar = actions.add(
            "library",
            self.tr("Show &similar songs"),
            "Ctrl+L",
            tip=self.tr("Find the songs most similar to the selection"),
            needs=("opened", "selected"),
        )
        similar.triggered.connect(self.search_selected)
        path = actions.add(
            "library",
            self.tr("Path between songs") + dots,
            "Ctrl+Shift+L",
            tip=self.tr(
                "Find songs that lead step by step from one selected song to the other, or from "
                "the playing song to the selected one"
            ),
            needs=("opened", "selected"),
        )
        path.triggered.connect(self.path_between_selected)
        self.menu_actions = (similar, path)
        go = actions.add("view", self.tr("Go to similar son&gs"), "Ctrl+7")
        go.triggered.connect(self._go_to_page)

    def _go_to_page(self) -> None:
        self._context.views.show_page(PAGE_KEY)
        self.page.table.setFocus()

    def _page_shown(self, key: str) -> None:
        """Search for the selected songs if the page has no seeds yet."""
        if key == PAGE_KEY and not self.page.seeds and self._selected_songs():
            self.page.set_seeds(SimilaritySeeds(self._selected_songs()))
        self._draw_path()

    def _draw_path(self) -> None:
        """Draw the path on the map while the page shows one."""
        shown = self.is_open and self.page.wants_path()
        songs = self.page.table.results.songs() if shown else []
        self._context.views.map.set_song_path([row.track_id for row in songs])

    def _selected_songs(self) -> tuple[SongRow, ...]:
        table = self._context.views.table
        rows = (table.song(track_id) for track_id in table.ordered_selection())
        return tuple(row for row in rows if row is not None)

    def _search(self) -> None:
        seeds, query = self.page.seeds, self._query()
        ids = [row.track_id for row in seeds.songs]
        outside = seeds.external_file
        self.page.show_busy()
        if self.page.wants_path():
            steps = self.page.steps.value()
            self._run_search(
                lambda service: service.similarity.interpolate_playlist(
                    ids[0], ids[1], steps, query
                ),
                self._show_path,
            )
        elif outside is not None:
            self._run_search(
                lambda service: service.similarity.find_similar_to_file(outside, query),
                self._show_results,
            )
        else:
            self._run_search(
                lambda service: service.similarity.find_similar(ids, query), self._show_results
            )

    def _query(self) -> SimilarityQuery:
        """Return the criteria, with the songs that the filter shows if only those are wanted."""
        query = self.page.criteria.query()
        if not self.page.criteria.only_shown.isChecked():
            return query
        return replace(query, only_ids=frozenset(self._context.views.table.shown_ids()))

    def _filter_changed(self) -> None:
        if self.is_open and self.page.criteria.only_shown.isChecked():
            self.page.criteria.changed.emit()

    def _run_search(self, search: Callable[[Service], Any], done: Callable[[Any], None]) -> None:
        seeds = self.page.seeds
        self._context.run(
            JobQueue.SEARCH,
            lambda service, job: search(service),
            lambda found: done(found) if self.page.seeds is seeds else None,
            failed=self._show_problem,
            supersede_key="similar songs",
        )

    def _show_results(self, result: SimilarSongs) -> None:
        note = self._result_note(result)
        self.page.show_results(result.results, result.bpm, note, result.copies)
        self._results_shown()

    def _show_path(self, path: list[ResultRow]) -> None:
        requested = self.page.steps.value()
        note = ""
        if len(path) < requested:
            text = self.tr("Your library has only %1 for this path.")
            note = text.replace("%1", formatting.format_count(len(path)))
        self.page.show_path(path, note)
        self._results_shown()

    def _results_shown(self) -> None:
        self._follow_selection()
        self._draw_path()

    def _show_problem(self, error: MoodtaggerError) -> None:
        if not isinstance(error, CancelledError):
            self.page.show_problem(error.full_message)
            self._draw_path()

    def _result_note(self, result: SimilarSongs) -> str:
        parts = [self._extent_text(result)]
        songs = self.page.seeds.songs
        if result.seed_copies:
            row = songs[0] if songs else SongRow(0, "", FileTags())
            text = self.tr("Same recording: %1.")
            parts.append(text.replace("%1", formatting.copies_text(row, result.seed_copies)))
        if result.other_model:
            text = self.tr("Compared with the analysis of %1 until the update is finished.")
            parts.append(text.replace("%1", result.other_model))
        if result.not_analyzed:
            text = self.tr("Not compared: %1 analyzed with another model.")
            parts.append(text.replace("%1", formatting.song_count(result.not_analyzed)))
        return " ".join(parts)

    def _extent_text(self, result: SimilarSongs) -> str:
        if result.without_bpm:
            text = self.tr("Excluded: %1 without a tempo.")
            return text.replace("%1", formatting.song_count(result.without_bpm))
        return self.tr("Of %1.").replace("%1", formatting.song_count(result.searched))

    def _select(self, track_ids: set[int]) -> None:
        if track_ids:
            self._library.select(track_ids)

    def _follow_selection(self) -> None:
        chosen = self._context.views.table.selection()
        self.page.set_seeds_available(bool(chosen))
        self.page.table.show_selection(chosen)

    def _save_playlist(self) -> None:
        rows = self.page.table.results.songs()
        if self.page.seeds.songs and not self.page.wants_path():
            rows = [*self.page.seeds.songs, *rows]
        self.playlists.save(rows, self.page.title_label.text())
