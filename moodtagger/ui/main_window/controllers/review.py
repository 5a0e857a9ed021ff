"""The review page at work: which song is shown, what its keys decide, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QObject, QTimer

from moodtagger.core.song_table import holds_any
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui import formatting as words
from moodtagger.ui.library.cell_text import mood_text
from moodtagger.ui.library.table_model import SongTableModel
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.bulk_accept import BulkControl
from moodtagger.ui.main_window.controllers.cover_loader import CoverControl
from moodtagger.ui.main_window.controllers.decision_queue import Decider
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.mood_probability_loader import ShareReader
from moodtagger.ui.main_window.controllers.playback import PlayControl
from moodtagger.ui.player.player import Player
from moodtagger.ui.review import decision_steps as decisions
from moodtagger.ui.review import pending_songs as waiting_songs
from moodtagger.ui.review.review_page import ReviewPage
from moodtagger.ui.review.review_queue import ReviewQueue
from moodtagger.ui.text_normalization import display_text

KEY = "review"
_RENEW_MS = 300


class ReviewControl(QObject):
    """Ties the page to a queue of songs, the selection, the player and the decisions."""

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        playing: PlayControl,
        covers: CoverControl,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._library = context, library
        self._playing, self._covers, self._player = playing, covers, player
        self.page = ReviewPage()
        self.queue = ReviewQueue()
        self._selected_only = False
        self.decider = Decider(context, library, self)
        self._shares = ShareReader(context, self)
        self._restored = False
        self._moving = False
        self._renewal = QTimer(self, singleShot=True, interval=_RENEW_MS)
        self._renewal.timeout.connect(self._renew)
        context.views.add_page(self.page, self.tr("Review"), KEY)
        self._make_actions()
        self.bulk = BulkControl(context, library, self)
        self.bulk.accepted.connect(self.decider.keep_step)
        self.bulk.takenBack.connect(self.decider.forget_step)
        self.decider.changed.connect(self._show_card)
        self._shares.ready.connect(self._show_card)
        self._connect()

    def _make_actions(self) -> None:
        add = self._context.actions.add
        needs = ("opened", "songs")
        self.go = add("view", self.tr("Go to the re&view"), "Ctrl+5", needs=needs)
        self.go.triggered.connect(lambda: self.show())
        self.selected = add(
            "edit",
            self.tr("Re&view the selected songs"),
            "Ctrl+Shift+R",
            needs=("opened", "selected"),
        )
        self.selected.triggered.connect(lambda: self.review_selected())

    def _connect(self) -> None:
        views = self._context.views
        page = self.page
        page.wanted.connect(lambda name: _STEPS[name](self))
        page.card.turned.connect(self.turn)
        page.kindChosen.connect(lambda _kind: self.fill())
        page.allWanted.connect(self._review_all)
        views.pages.opened.connect(self._page_opened)
        views.sidebar.filterChanged.connect(lambda _filter: self._filter_changed())
        self._library.opened.connect(self.fill)
        self._library.rowsChanged.connect(self._rows_changed)
        self._library.selectionChanged.connect(self._follow_selection)
        self._covers.ready.connect(lambda _path: self._show_cover())

    # -- which songs ------------------------------------------------------------------------

    def show(self) -> None:
        """Bring the page to the front, with the keys on it."""
        self._context.views.show_page(KEY)
        self.page.setFocus()

    def review_selected(self) -> None:
        """Go through the selected songs, whatever they are."""
        chosen = self._context.views.table.ordered_selection()
        if chosen:
            self._selected_only = True
            self.queue.fill(chosen)
            self.show()
            self._show_song()

    def fill(self) -> None:
        """Make the queue anew from the shown songs; the place stays at its song if it can."""
        if self._selected_only:
            return
        self._restore()
        keep = self.queue.current if len(self.queue) else self._kept_place()
        self.queue.fill(waiting_songs.of_kind(self._model, self.page.kind_chosen()), keep)
        self._show_song()

    @property
    def _model(self) -> SongTableModel:
        return self._context.views.table.model

    @property
    def _visible(self) -> bool:
        return self._context.views.pages.shown_page() == KEY

    def _review_all(self) -> None:
        self._selected_only = False
        self.fill()
        self.page.setFocus()

    def _page_opened(self, key: str) -> None:
        if key == KEY and self._context.service is not None:
            self._renew()
            self._show_song()

    def _filter_changed(self) -> None:
        if self._context.service is not None:
            self.fill()

    def _rows_changed(self, rows: Sequence[SongRow]) -> None:
        current = self.queue.current
        if current is not None and holds_any(rows, [current]):
            self._show_card()
        if len(rows) > 1 or not len(self.queue):
            self._renewal.start()

    def _renew(self) -> None:
        """Songs that came are added at the end, songs that went are left out."""
        if self._selected_only or self._context.service is None:
            return
        was_empty = not len(self.queue)
        songs = self._model.songs
        gone = self.queue.ids[~np.isin(self.queue.ids, songs.ids[songs.alive])]
        self.queue.drop(gone)
        self.queue.add(waiting_songs.of_kind(self._model, self.page.kind_chosen()))
        if was_empty or len(gone):
            self._show_song()
        else:
            self._show_place()

    def _follow_selection(self) -> None:
        chosen = self._context.views.table.selection()
        if self._moving or not self._visible or len(chosen) != 1:
            return
        (track_id,) = chosen
        if track_id != self.queue.current and self.queue.go_to(track_id):
            self._show_song()

    # -- keeping the place over a restart -----------------------------------------------------

    def _restore(self) -> None:
        if not self._restored:
            self._restored = True
            self.page.show_kind(self._context.views.kept.get("review_kind", ""))

    def _kept_place(self) -> int | None:
        text = self._context.views.kept.get("review_song", "")
        return int(text) if text.isdecimal() else None

    def _keep_place(self) -> None:
        if not self._restored:
            return
        kept = self._context.views.kept
        kept["review_kind"] = self.page.kind_chosen()
        if self.queue.current is not None and not self._selected_only:
            kept["review_song"] = str(self.queue.current)

    # -- showing ------------------------------------------------------------------------------

    def song(self) -> SongRow | None:
        """The song at the place, as it will be when what was pressed is kept."""
        row = None if self.queue.current is None else self._library.song(self.queue.current)
        return None if row is None else self.decider.seen(row)

    def _show_song(self) -> None:
        """Another song came to the place: card, selection, probabilities, cover."""
        self._keep_place()
        self._show_place()
        self._show_card()
        row = self.song()
        if row is None or not self._visible:
            return
        self._moving = True
        try:
            self._library.select({row.track_id})
        finally:
            self._moving = False
        self._shares.read(row.track_id)

    def _show_place(self) -> None:
        self.page.show_place(self.queue.place, len(self.queue), self._selected_only)
        self._enable()

    def _show_card(self) -> None:
        row = self.song()
        if row is None:
            self.page.show_empty(self._why_empty())
        else:
            self.page.show_card()
            shares = self._shares.of(row)
            self.page.card.show_song(row, self._moods(row, shares), shares)
            self._show_cover()
        self._enable()

    def _enable(self) -> None:
        self.page.enable(
            song=self.song() is not None,
            writable=self._context.writable,
            undo=self.decider.can_undo,
        )

    def _show_cover(self) -> None:
        row = self.song()
        if row is not None and self._visible:
            self.page.card.cover.show_image(self._covers.of(row))

    def _why_empty(self) -> str:
        if not len(self._model.songs):
            return self.tr("No songs yet.\nOpen a folder of music, or drop one here.")
        if not self._model.rowCount():
            return self.tr("No song meets the filters on the left.")
        if self.page.kind_chosen() == "review":
            return self.tr(
                "No shown song waits for a decision.\n"
                "Choose other songs above, or “All songs” on the left."
            )
        return self.tr("None of the shown songs is of this kind.\nChoose other songs above.")

    def _moods(self, row: SongRow, shares: Mapping[str, float]) -> list[Mood]:
        vocabulary = self._vocabulary
        return [] if vocabulary is None else waiting_songs.moods_for(row, vocabulary, shares)

    @property
    def _vocabulary(self) -> Vocabulary | None:
        return self._library.vocabulary

    # -- keys -----------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """To another song; what plays goes along."""
        before = self.queue.current
        if self.queue.step(by):
            self._moved(before)
        else:
            last = self.tr("This was the last song.")
            self.page.say(last if by > 0 else self.tr("This is the first song."))

    def jump(self, to_end: bool) -> None:
        """To the last song or the first."""
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
            self._playing.play(now)

    def play(self) -> None:
        """Play the song, or pause it."""
        track_id = self.queue.current
        if track_id is None:
            return
        if self._player.track_id == track_id:
            self._player.toggle()
        else:
            self._playing.play(track_id)

    def decide_all(self, accepted: bool) -> None:
        """Accept or reject what is proposed, and go on."""
        row = self.song()
        if row is None or not self._context.writable:
            return
        if not row.proposed:
            self.page.say(
                self.tr("No mood is proposed for this song: 1 to 9 accept one, E finds any.")
            )
            return
        made = decisions.decide_all(row, accepted)
        self.decider.decide(row, made)
        moods = row.proposed if not made else [mood for _, mood, _ in made]
        told = self.tr("Accepted for “%1”: %2") if accepted else self.tr("Rejected for “%1”: %2")
        self._tell(told, row, moods)
        if self.queue.place + 1 < len(self.queue):
            self.move(1)
        else:
            end = self.tr("This was the last song.")
            self.page.say(f"{self.page.said.text()}. {end}")

    def turn(self, mood: str) -> None:
        """Accept, reject or reopen one mood."""
        row = self.song()
        if row is not None and self._context.writable:
            self.decide_one(*decisions.turn(row, mood))

    def decide_one(self, track_id: int, mood: str, accepted: bool | None) -> None:
        """One mood of the song at the place."""
        row = self.song()
        if row is None or row.track_id != track_id:
            return
        told = {
            True: self.tr("Accepted for “%1”: %2"),
            False: self.tr("Rejected for “%1”: %2"),
            None: self.tr("Open again for “%1”: %2"),
        }[accepted]
        self.decider.decide(row, [(track_id, mood, accepted)])
        self._tell(told, row, [mood])

    def edit(self) -> None:
        """Find any mood by typing."""
        from moodtagger.ui.review.mood_picker import MoodPicker

        row, vocabulary = self.song(), self._vocabulary
        if row is None or vocabulary is None:
            return
        picker = MoodPicker(row, vocabulary, self._shares.of(row), self._context.window)
        picker.chosen.connect(lambda mood, said: self.decide_one(row.track_id, mood, said))
        picker.finished.connect(lambda _result: self.page.setFocus())
        picker.open()

    def undo(self) -> None:
        """Take the last step back and go to its song."""
        step = self.decider.undo()
        if step is None:
            return
        track_id = step.before[0][0]
        here = self.queue.go_to(track_id)
        self._show_song()
        row = self._library.song(track_id)
        if len({i for i, _, _ in step.before}) > 1 or row is None or not here:
            count = words.counted(len(step.before), self.tr("%1 mood"), self.tr("%1 moods"))
            self.page.say(self.tr("Taken back: %1").replace("%1", count))
        else:
            self._tell(self.tr("Taken back for “%1”: %2"), row, [m for _, m, _ in step.before])

    def _tell(self, text: str, row: SongRow, moods: list[str] | tuple[str, ...]) -> None:
        text = text.replace("%1", display_text(row.name))
        self.page.say(text.replace("%2", ", ".join(map(mood_text, moods))))


_STEPS = {
    "accept": lambda control: control.decide_all(True),
    "reject": lambda control: control.decide_all(False),
    "next": lambda control: control.move(1),
    "previous": lambda control: control.move(-1),
    "first": lambda control: control.jump(False),
    "last": lambda control: control.jump(True),
    "play": lambda control: control.play(),
    "edit": lambda control: control.edit(),
    "undo": lambda control: control.undo(),
    "bulk": lambda control: control.bulk.show(),
}
