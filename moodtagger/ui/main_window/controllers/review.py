"""The review page: its queue of songs, commands and undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QObject, QTimer

from moodtagger.core.track_table import contains_any
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.table_model import SongTableModel
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.decisions import BulkAcceptController, DecisionQueue
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.loaders import CoverLoader, MoodProbabilityLoader
from moodtagger.ui.main_window.controllers.playback import PlaybackController
from moodtagger.ui.player.player import Player
from moodtagger.ui.review import review_page, review_queue
from moodtagger.ui.review.review_page import ReviewPage
from moodtagger.ui.review.review_progress import ReviewProgress, own_labels
from moodtagger.ui.review.review_queue import DecisionStep, ReviewQueue
from moodtagger.ui.text_normalization import display_text

PAGE_KEY = "review"
_REFRESH_DELAY_MS = 300
_MANY_ROWS = 2000  # more are not looked at one by one


class ReviewController(QObject):
    """Connects the page with queue, selection, player and decisions."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        decisions: DecisionQueue,
        playback: PlaybackController,
        covers: CoverLoader,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._library = context, library
        self._playback, self._covers, self._player = playback, covers, player
        self.page = ReviewPage()
        self.queue = ReviewQueue()
        self._progress = ReviewProgress()
        self._selected_only = False
        self.decision_queue = decisions
        self.undo_action, self.write_action = context.actions.undo, context.actions.write
        self._probabilities = MoodProbabilityLoader(context, self)
        self._restored = False
        self._navigating = False
        self._refresh_timer = QTimer(self, singleShot=True, interval=_REFRESH_DELAY_MS)
        self._refresh_timer.timeout.connect(self._refresh_queue)
        context.views.add_page(self.page, self.tr("Review"), PAGE_KEY)
        self._create_actions()
        self.bulk = BulkAcceptController(context, library, decisions, self)
        decisions.changed.connect(self._show_card)
        decisions.undone.connect(self._show_undone)
        context.undo.changed.connect(self._enable)
        self._probabilities.ready.connect(self._show_card)
        self._connect()

    def _create_actions(self) -> None:
        add = self._context.actions.add
        needs = ("opened", "songs")
        self.go_action = add("view", self.tr("Go to re&view"), "Ctrl+5", needs=needs)
        self.go_action.triggered.connect(lambda: self.show())
        self.selected_action = add(
            "edit",
            self.tr("Re&view selected songs"),
            "Ctrl+Shift+R",
            needs=("opened", "selected"),
        )
        self.selected_action.triggered.connect(lambda: self.review_selected())

    def _connect(self) -> None:
        views = self._context.views
        page = self.page
        page.commandRequested.connect(lambda name: _COMMANDS[name](self))
        page.card.moodPressed.connect(self.cycle_mood)
        page.kindChosen.connect(lambda _kind: self.fill_queue())
        page.allSongsRequested.connect(self._review_all)
        views.bottom_tabs.pageShown.connect(self._page_opened)
        views.search.filterChanged.connect(lambda _filter: self._filter_changed())
        self._library.opened.connect(self.fill_queue)
        self._library.rowsChanged.connect(self._rows_changed)
        self._library.selectionChanged.connect(self._follow_selection)
        self._covers.ready.connect(lambda _path: self._show_cover())

    # -- queue ------------------------------------------------------------------------

    def show(self) -> None:
        """Show the page with keyboard focus."""
        self._context.views.show_page(PAGE_KEY)
        self.page.setFocus()

    def review_selected(self) -> None:
        """Review the selected songs, of any kind."""
        chosen = self._context.views.table.ordered_selection()
        if chosen:
            self._selected_only = True
            self.queue.fill(chosen)
            self.show()
            self._show_song()

    def fill_queue(self) -> None:
        """Refill the queue from the shown songs, staying at the current song if possible."""
        if self._selected_only:
            return
        self._restore()
        current = self.queue.current if len(self.queue) else self._saved_track_id()
        self.queue.fill(review_page.ids_of_kind(self._model, self.page.selected_kind()), current)
        self._progress.reload(self._model.songs)
        self.queue.go_to_undecided(self._progress.ids)
        self._show_song()

    @property
    def _model(self) -> SongTableModel:
        return self._context.views.table.model

    @property
    def _visible(self) -> bool:
        return self._context.views.bottom_tabs.current_page() == PAGE_KEY

    def _review_all(self) -> None:
        self._selected_only = False
        self.fill_queue()
        self.page.setFocus()

    def _page_opened(self, key: str) -> None:
        if key == PAGE_KEY and self._context.service is not None:
            self.fill_queue()
            self._show_song()

    def _filter_changed(self) -> None:
        if self._context.service is not None:
            self.fill_queue()

    def _rows_changed(self, rows: Sequence[SongRow]) -> None:
        current = self.queue.current
        if len(rows) > _MANY_ROWS:
            self._progress.reload(self._model.songs)
        else:
            self._progress.update(rows)
        if current is not None and contains_any(rows, [current]):
            self._show_card()
        self._show_position()
        if len(rows) > 1 or not len(self.queue):
            self._refresh_timer.start()

    def _refresh_queue(self) -> None:
        """Append new songs and drop removed ones."""
        if self._selected_only or self._context.service is None:
            return
        was_empty = not len(self.queue)
        songs = self._model.songs
        removed = self.queue.ids[~np.isin(self.queue.ids, songs.ids[songs.alive])]
        self.queue.remove(removed)
        self.queue.add(review_page.ids_of_kind(self._model, self.page.selected_kind()))
        if was_empty or len(removed):
            self._show_song()
        else:
            self._show_position()

    def _follow_selection(self) -> None:
        chosen = self._context.views.table.selection()
        if self._navigating or not self._visible or len(chosen) != 1:
            return
        (track_id,) = chosen
        if track_id != self.queue.current and self.queue.go_to(track_id):
            self._show_song()

    # -- saved position -----------------------------------------------------

    def _restore(self) -> None:
        if not self._restored:
            self._restored = True
            self.page.show_kind(self._context.views.saved_state.get("review_kind", ""))

    def _saved_track_id(self) -> int | None:
        text = self._context.views.saved_state.get("review_song", "")
        return int(text) if text.isdecimal() else None

    def _save_position(self) -> None:
        if not self._restored:
            return
        state = self._context.views.saved_state
        state["review_kind"] = self.page.selected_kind()
        if self.queue.current is not None and not self._selected_only:
            state["review_song"] = str(self.queue.current)

    # -- showing ------------------------------------------------------------------------------

    def current_song(self) -> SongRow | None:
        """Return the current song with its pending decisions."""
        row = None if self.queue.current is None else self._library.song(self.queue.current)
        return None if row is None else self.decision_queue.with_pending(row)

    def _show_song(self) -> None:
        """Show the current song: card, selection, probabilities and cover."""
        self._save_position()
        self._show_position()
        self._show_card()
        row = self.current_song()
        if row is None or not self._visible:
            return
        self._navigating = True
        try:
            self._library.select({row.track_id})
        finally:
            self._navigating = False
        self._probabilities.load(row.track_id)

    def _show_position(self) -> None:
        queue, decided = self.queue, self._progress.count(self.queue.ids)
        self.page.show_position(queue.position, len(queue), decided, self._selected_only)
        self._enable()

    def _show_card(self) -> None:
        row = self.current_song()
        if row is None:
            self.page.show_empty(self._empty_text())
        else:
            self.page.show_card()
            probabilities = self._probabilities.probabilities(row)
            self.page.card.show_song(row, self._moods(row, probabilities), probabilities)
            self._show_cover()
        self._enable()

    def _enable(self) -> None:
        self.page.enable_commands(
            song=self.current_song() is not None,
            writable=self._context.writable,
            undo=self._context.undo.next_undo is not None,
        )

    def _show_cover(self) -> None:
        row = self.current_song()
        if row is not None and self._visible:
            self.page.card.cover.show_image(self._covers.cover(row))

    def _empty_text(self) -> str:
        if not len(self._model.songs):
            return self.tr("No songs yet.\nAdd a music folder, or drop one here.")
        if not self._model.rowCount():
            return self.tr("No songs match the filters on the left.")
        if self.page.selected_kind() == "review":
            return self.tr(
                "Nothing left to review among the shown songs. Press W to write tags.\n"
                "Or choose other songs above, or “All songs” on the left."
            )
        return self.tr("None of the shown songs match.\nChoose other songs above.")

    def _moods(self, row: SongRow, probabilities: Mapping[str, float]) -> list[Mood]:
        vocabulary = self._library.vocabulary or Vocabulary([])
        return review_page.moods_on_card(row, vocabulary, probabilities)

    # -- commands -----------------------------------------------------------------------------

    def move(self, offset: int) -> None:
        """Move to another song; playback follows."""
        before = self.queue.current
        if self.queue.step(offset):
            self._moved(before)
        else:
            last = self.tr("This is the last song.")
            self.page.show_status(last if offset > 0 else self.tr("This is the first song."))

    def jump(self, to_end: bool) -> None:
        """Move to the last song or the first."""
        before = self.queue.current
        self.queue.jump(to_end)
        self._moved(before)

    def _moved(self, before: int | None) -> None:
        self._show_song()
        now = self.queue.current
        if (
            self._player.is_playing
            and self._player.track_id == before
            and now not in (None, before)
        ):
            self._playback.play(now)

    def play(self) -> None:
        """Play or pause the current song."""
        track_id = self.queue.current
        if track_id is None:
            return
        if self._player.track_id == track_id:
            self._player.toggle()
        else:
            self._playback.play(track_id)

    def decide_all(self, accepted: bool) -> None:
        """Accept or reject all proposed moods, and move on."""
        row = self.current_song()
        if row is None or not self._context.writable:
            return
        if not row.proposed:
            self.page.show_status(
                self.tr(
                    "No mood is suggested for this song. Press 1 to 9 to accept one, or E to "
                    "find any."
                )
            )
            return
        new_decisions = review_queue.decisions_for_all(row, accepted)
        self.decision_queue.decide(new_decisions)
        moods = row.proposed if not new_decisions else [mood for _, mood, _ in new_decisions]
        template = (
            self.tr("Accepted for “%1”: %2") if accepted else self.tr("Rejected for “%1”: %2")
        )
        self._show_decision(template, row, moods)
        if self.queue.position + 1 < len(self.queue):
            self.move(1)
        else:
            end = self.tr("This is the last song.")
            self.page.show_status(f"{self.page.status_label.text()}. {end}")

    def cycle_mood(self, mood: str) -> None:
        """Accept, reject or reopen one mood."""
        row = self.current_song()
        if row is not None and self._context.writable:
            self.decide_one(*review_queue.cycle_decision(row, mood))

    def decide_one(self, track_id: int, mood: str, accepted: bool | None) -> None:
        """Decide on one mood of the current song."""
        row = self.current_song()
        if row is None or row.track_id != track_id:
            return
        template = {
            True: self.tr("Accepted for “%1”: %2"),
            False: self.tr("Rejected for “%1”: %2"),
            None: self.tr("Undecided again for “%1”: %2"),
        }[accepted]
        self.decision_queue.decide([(track_id, mood, accepted)])
        self._show_decision(template, row, [mood])

    def edit(self) -> None:
        """Open the picker that finds any mood."""
        from moodtagger.ui.review.mood_picker import MoodPicker

        row, vocabulary = self.current_song(), self._library.vocabulary
        if row is None or vocabulary is None:
            return
        picker = MoodPicker(
            row,
            vocabulary,
            self._probabilities.probabilities(row),
            own_labels(self._model.songs, vocabulary),
            self._context.window,
        )
        picker.chosen.connect(lambda mood, accepted: self.decide_one(row.track_id, mood, accepted))
        picker.finished.connect(lambda _result: self.page.setFocus())
        picker.open()

    def _show_undone(self, step: DecisionStep) -> None:
        """Move to the song whose decision was undone."""
        if not self._visible:
            return
        track_id = step.previous[0][0]
        in_queue = self.queue.go_to(track_id)
        self._show_song()
        row = self._library.song(track_id)
        if len({i for i, _, _ in step.previous}) > 1 or row is None or not in_queue:
            count = self.tr("%Ln mood(s)", "", len(step.previous))
            self.page.show_status(self.tr("Undone: %1").replace("%1", count))
        else:
            self._show_decision(
                self.tr("Undone for “%1”: %2"), row, [m for _, m, _ in step.previous]
            )

    def _show_decision(self, text: str, row: SongRow, moods: list[str] | tuple[str, ...]) -> None:
        text = text.replace("%1", display_text(row.name))
        self.page.show_status(text.replace("%2", ", ".join(map(mood_text, moods))))


_COMMANDS = {
    "accept": lambda controller: controller.decide_all(True),
    "reject": lambda controller: controller.decide_all(False),
    "next": lambda controller: controller.move(1),
    "previous": lambda controller: controller.move(-1),
    "first": lambda controller: controller.jump(False),
    "last": lambda controller: controller.jump(True),
    "play": lambda controller: controller.play(),
    "edit": lambda controller: controller.edit(),
    "undo": lambda controller: controller.undo_action.trigger(),
    "bulk": lambda controller: controller.bulk.show(),
    "write": lambda controller: controller.write_action.trigger(),
}
