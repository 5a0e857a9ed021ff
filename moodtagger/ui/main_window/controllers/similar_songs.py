"""More like this: the page, its questions to the services, and playlists of its answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.prediction import Heard
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.drag_and_drop import DropControl
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.playback import PlayControl
from moodtagger.ui.main_window.controllers.playlists import PlaylistControl
from moodtagger.ui.similar import AlikePage
from moodtagger.ui.similar.page import Asked
from moodtagger.ui.similar.results_model import Found

if TYPE_CHECKING:
    from moodtagger.services.similarity.search import Alike

PAGE = "alike"


class AlikeControl(QObject):
    """Asks about the selected songs, or about a file that was heard and stays outside."""

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        playing: PlayControl,
        drops: DropControl,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._playlists = PlaylistControl(context, self)
        self.page = AlikePage()
        context.views.add_page(self.page, self.tr("Alike"), PAGE)
        self._make_actions()
        self.page.wanted.connect(self._ask)
        self.page.seedsWanted.connect(self.like_selected)
        self.page.chosen.connect(self._choose)
        self.page.playWanted.connect(playing.play)
        self.page.playFileWanted.connect(playing.play_file)
        drops.alikeWanted.connect(self.like_heard)
        drops.heard.connect(self._dropped)
        self.page.saveWanted.connect(self._save)
        library.selectionChanged.connect(self._follow_selection)
        context.views.pages.opened.connect(self._opened)

    @property
    def open(self) -> bool:
        """Whether the page is in front."""
        return self._context.views.pages.shown_page() == PAGE

    def like_selected(self) -> None:
        """Show the songs most like those that are selected now."""
        songs = self._selected()
        if songs:
            self._context.views.show_page(PAGE)
            self.page.ask_about(Asked(songs))

    def like_heard(self, heard: Heard) -> None:
        """Show the songs most like a file outside the library, which stays outside."""
        if heard.prediction is not None:
            self._context.views.show_page(PAGE)
            self.page.ask_about(Asked(outside=heard))

    def _dropped(self, heard: Heard) -> None:
        """A file was dropped and heard: while this page is in front it is the question."""
        if self.open:
            self.like_heard(heard)

    def way_between_selected(self) -> None:
        """Lay a way of songs between the two that are selected."""
        songs = self._selected()
        if len(songs) != 2:
            text = self.tr("Select exactly two songs: where the way begins and where it ends.")
            self._context.views.messages.tell(text, topic="way")
            return
        self._context.views.show_page(PAGE)
        self.page.ask_about(Asked(songs))
        self.page.kind.setCurrentIndex(1)

    def _make_actions(self) -> None:
        actions = self._context.actions
        dots = "\N{HORIZONTAL ELLIPSIS}"
        like = actions.add(
            "library",
            self.tr("More &like this"),
            "Ctrl+L",
            tip=self.tr("Show the songs most like the selected ones"),
            needs=("opened", "selected"),
        )
        like.triggered.connect(self.like_selected)
        way = actions.add(
            "library",
            self.tr("Way from one song to another") + dots,
            "Ctrl+Shift+L",
            tip=self.tr("Songs that lead step by step from one selected song to the other"),
            needs=("opened", "selected"),
        )
        way.triggered.connect(self.way_between_selected)
        go = actions.add("view", self.tr("Go to songs ali&ke"), "Ctrl+7")
        go.triggered.connect(self._go)

    def _go(self) -> None:
        self._context.views.show_page(PAGE)
        self.page.table.setFocus()

    def _opened(self, key: str) -> None:
        """A page without a question takes the selected songs for it."""
        if key == PAGE and not self.page.asked and self._selected():
            self.page.ask_about(Asked(self._selected()))

    def _selected(self) -> tuple[SongRow, ...]:
        table = self._context.views.table
        rows = (table.song(track_id) for track_id in table.ordered_selection())
        return tuple(row for row in rows if row is not None)

    def _ask(self) -> None:
        asked, wish = self.page.asked, self.page.controls.wish()
        ids = [row.track_id for row in asked.songs]
        outside = asked.outside
        self.page.show_busy()
        if self.page.wants_way():
            steps = self.page.steps.value()
            self._run(lambda service: service.way(ids[0], ids[1], steps, wish), self._show_way)
        elif outside is not None:
            self._run(lambda service: service.alike_to(outside, wish), self._show)
        else:
            self._run(lambda service: service.alike(ids, wish), self._show)

    def _run(self, work: Callable[[Service], Any], done: Callable[[Any], None]) -> None:
        asked = self.page.asked
        self._context.run(
            Lane.SEARCH,
            lambda service, job: work(service),
            lambda found: done(found) if self.page.asked is asked else None,
            failed=self._problem,
            newest="alike",
        )

    def _show(self, found: Alike) -> None:
        self.page.show_hits(found.hits, found.tempo, self._note(found))
        self._follow_selection()

    def _show_way(self, found: list[Found]) -> None:
        wanted = self.page.steps.value()
        note = ""
        if len(found) < wanted:
            text = self.tr("Your library has no more songs for this way than %1.")
            note = text.replace("%1", words.number(len(found)))
        self.page.show_way(found, note)
        self._follow_selection()

    def _problem(self, error: MoodtaggerError) -> None:
        if not isinstance(error, CancelledError):
            self.page.show_problem(error.sentence)

    def _note(self, found: Alike) -> str:
        parts = [self._searched(found)]
        if found.older:
            text = self.tr("Compared by what %1 heard, until all songs are heard anew.")
            parts.append(text.replace("%1", found.older))
        if found.unheard:
            text = self.tr("Not compared: %1 that only another network has heard.")
            parts.append(text.replace("%1", words.songs(found.unheard)))
        return " ".join(parts)

    def _searched(self, found: Alike) -> str:
        if found.untimed:
            text = self.tr("Left out: %1 whose tempo is not known.")
            return text.replace("%1", words.songs(found.untimed))
        return self.tr("Out of %1.").replace("%1", words.songs(found.searched))

    def _choose(self, track_ids: set[int]) -> None:
        if track_ids:
            self._library.select(track_ids)

    def _follow_selection(self) -> None:
        chosen = self._context.views.table.selection()
        self.page.allow_seeds(bool(chosen))
        self.page.table.show_selection(chosen)

    def _save(self) -> None:
        rows = self.page.table.hits.songs()
        if self.page.asked.songs and not self.page.wants_way():
            rows = [*self.page.asked.songs, *rows]
        self._playlists.save(rows, self.page.about.text())
