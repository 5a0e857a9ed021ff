"""The page Differences at work: comparing off this thread, answers, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.tag_conflicts import Difference
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.library.cell_text import mood_text
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.playback import PlayControl
from moodtagger.ui.player.player import Player
from moodtagger.ui.review.decision_steps import Decision, said_of
from moodtagger.ui.review.tag_conflicts_model import DifferencesModel
from moodtagger.ui.review.tag_conflicts_page import DifferencesPage
from moodtagger.ui.text_normalization import display_text

if TYPE_CHECKING:
    from moodtagger.services.review.tag_conflicts import Differences

KEY = "differences"
_MOST_TOLD = 5  # unknown words


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one press answered, and what takes it back."""

    found: tuple[Difference, ...]
    words_back: tuple[Decision, ...]
    moods_back: tuple[Decision, ...]


class DifferencesControl(QObject):
    """Compares when the page is opened and songs have changed since."""

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        playing: PlayControl,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._library = context, library
        self._playing, self._player = playing, player
        self.model = DifferencesModel(library.song, self)
        self.page = DifferencesPage(self.model)
        self._answers: list[_Answer] = []
        self._stale = True
        self._summary = ""
        context.views.add_page(self.page, self.tr("Differences"), KEY)
        self.go = context.actions.add(
            "view", self.tr("Go to the &differences"), "Ctrl+6", needs=("opened", "songs")
        )
        self.go.triggered.connect(lambda: self.show())
        self.page.wanted.connect(lambda name: _STEPS[name](self))
        self.page.selectionMoved.connect(self._selection_moved)
        context.views.pages.opened.connect(self._page_opened)
        library.opened.connect(lambda: self._page_opened(context.views.pages.shown_page()))
        library.rowsChanged.connect(self._rows_changed)
        self._say_nothing_known()

    def show(self) -> None:
        """Bring the page to the front, with the keys on it."""
        self._context.views.show_page(KEY)
        self.page.setFocus()

    # -- comparing ----------------------------------------------------------------------------

    def compare(self) -> None:
        """Hold all songs against their own words."""
        if self._context.service is None:
            return
        self._stale = False
        if not self.model.rowCount():
            self.page.show_words(self.tr("Comparing\N{HORIZONTAL ELLIPSIS}"))
        self._context.run(
            Lane.READ,
            lambda service, job: service.differences(),
            self._show_found,
            failed=self._problem,
            newest="differences",
        )

    def _page_opened(self, key: str) -> None:
        if key == KEY and self._stale:
            self.compare()
        self._enable()

    def _rows_changed(self, rows: list[SongRow]) -> None:
        self._stale = True

    def _show_found(self, seen: Differences) -> None:
        chosen = self.page.chosen()
        self.model.show(seen.found)
        self._summary = self._summary_of(seen)
        self._show_state(seen)
        if self.model.rowCount():
            self.page.choose_row(chosen[0] if chosen else 0)
        self._enable()

    def _show_state(self, seen: Differences | None = None) -> None:
        if self.model.rowCount():
            self.page.show_table(self._summary)
        elif seen is not None and not seen.tagged:
            self._say_nothing_known()
        else:
            told = self.tr("The files' own moods and the network agree, or you answered for all.")
            more = "" if seen is None else self._unknown_words(seen)
            self.page.show_words("\n".join(part for part in (told, more) if part))

    def _summary_of(self, seen: Differences) -> str:
        text = words.counted(
            len(seen.found),
            self.tr("%1 likely mistake among %2 with a mood word of their own"),
            self.tr("%1 likely mistakes among %2 with a mood word of their own"),
        ).replace("%2", words.songs(seen.tagged))
        more = self._unknown_words(seen)
        return f"{text}.  {more}" if more else f"{text}."

    def _unknown_words(self, seen: Differences) -> str:
        if not seen.unknown:
            return ""
        few = [words.quoted(display_text(word)) for word, _ in seen.unknown.most_common(_MOST_TOLD)]
        if len(seen.unknown) > len(few):
            few.append("\N{HORIZONTAL ELLIPSIS}")
        return self.tr("Not understood: %1").replace("%1", ", ".join(few))

    def _say_nothing_known(self) -> None:
        self.page.show_words(
            self.tr(
                "No song that was heard has a mood word of its own in its file.\n"
                "Once there are some, those that sound quite different are listed here."
            )
        )

    def _problem(self, error: MoodtaggerError) -> None:
        if not isinstance(error, CancelledError):
            self._stale = True
            self.page.show_words(error.sentence)

    # -- answering ----------------------------------------------------------------------------

    def keep(self) -> None:
        """The files' words are right: not asked again, and the network's moods are rejected."""
        self._answer(kept=True)

    def take(self) -> None:
        """The network is right: its moods are accepted and take the words' place on writing."""
        self._answer(kept=False)

    def _answer(self, *, kept: bool) -> None:
        rows = self.page.chosen()
        found = tuple(self.model.difference(row) for row in rows)
        songs = [self._library.song(one.track_id) for one in found]
        if not found or not self._context.writable or None in songs:
            return
        own: list[Decision] = [(one.track_id, word, kept) for one in found for word in one.mine]
        moods: list[Decision] = []
        before: list[Decision] = []
        for one, song in zip(found, songs, strict=True):
            assert song is not None
            for mood in one.theirs:
                said = said_of(song, mood)
                if said is kept or said is None:
                    moods.append((one.track_id, mood, not kept))
                    before.append((one.track_id, mood, said))
        forgotten = tuple((track_id, word, None) for track_id, word, _ in own)
        self._answers.append(_Answer(found, forgotten, tuple(before)))
        self.model.take({one.track_id for one in found})
        self.page.choose_row(rows[0])
        self._show_state()
        self._tell(found, kept=kept)
        self._settle(own, moods)
        self._enable()

    def _tell(self, found: tuple[Difference, ...], *, kept: bool) -> None:
        if len(found) > 1:
            text = self.tr("Kept yours in %1.") if kept else self.tr("Took the network's in %1.")
            self.page.say(text.replace("%1", words.songs(len(found))))
            return
        (one,) = found
        moods = one.mine if kept else tuple(map(mood_text, one.theirs))
        song = self._library.song(one.track_id)
        text = self.tr("“%1” stays %2.") if kept else self.tr("“%1” becomes %2.")
        text = text.replace("%1", display_text(song.name) if song is not None else "")
        self.page.say(text.replace("%2", display_text(", ".join(moods))))

    def undo(self) -> None:
        """Take the last answer back; its songs come back to their places."""
        if not self._answers:
            return
        last = self._answers.pop()
        self.model.put_back(last.found)
        self._show_state()
        row = self.model.row_of(last.found[0].track_id)
        self.page.choose_row(row or 0)
        self.page.say(self.tr("Taken back: %1").replace("%1", words.songs(len(last.found))))
        self._settle(list(last.words_back), list(last.moods_back))
        self._enable()

    def _settle(self, own: list[Decision], moods: list[Decision]) -> None:
        self._context.run(
            Lane.WRITE,
            lambda service, job: service.settle(own, moods),
            self._settled,
            failed=self._not_settled,
        )

    def _settled(self, rows: list[SongRow]) -> None:
        was_stale = self._stale
        self._library.show_rows(rows)
        self._stale = was_stale  # our own answers are shown already

    def _not_settled(self, error: MoodtaggerError) -> None:
        self._context.tell_error(error)
        self.compare()

    # -- songs --------------------------------------------------------------------------------

    def play(self) -> None:
        """Play the first chosen song, or pause it."""
        rows = self.page.chosen()
        if not rows:
            return
        track_id = self.model.difference(rows[0]).track_id
        if self._player.track_id == track_id:
            self._player.toggle()
        else:
            self._playing.play(track_id)

    def _selection_moved(self) -> None:
        self._enable()
        chosen = {self.model.difference(row).track_id for row in self.page.chosen()}
        if chosen and self._context.views.pages.shown_page() == KEY:
            self._library.select(chosen)

    def _enable(self) -> None:
        self.page.enable(
            chosen=bool(self.page.chosen()),
            writable=self._context.writable,
            undo=bool(self._answers),
            opened=self._context.service is not None,
        )


_STEPS = {
    "keep": DifferencesControl.keep,
    "take": DifferencesControl.take,
    "play": DifferencesControl.play,
    "undo": DifferencesControl.undo,
    "again": DifferencesControl.compare,
}
