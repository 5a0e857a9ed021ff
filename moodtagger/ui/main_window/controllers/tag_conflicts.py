"""The tag conflicts page: comparison off this thread, answers and undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.review import TagConflict
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.playback import PlaybackController
from moodtagger.ui.main_window.undo import UndoStep
from moodtagger.ui.player.player import Player
from moodtagger.ui.review.review_queue import Decision, decision_of
from moodtagger.ui.review.tag_conflicts import TagConflictsModel, TagConflictsPage
from moodtagger.ui.text_normalization import display_text

if TYPE_CHECKING:
    from moodtagger.services.review_items import TagConflicts

PAGE_KEY = "differences"
_MAX_UNKNOWN_SHOWN = 5  # of unknown moods in the summary


@dataclass(frozen=True, slots=True)
class _Answer:
    """Conflicts answered by one command, and what does and undoes the answer."""

    conflicts: tuple[TagConflict, ...]
    answers: tuple[Decision, ...]
    decisions: tuple[Decision, ...]
    undo_answers: tuple[Decision, ...]
    undo_decisions: tuple[Decision, ...]


class TagConflictsController(QObject):
    """Compares file moods and predictions when the page is shown and songs have changed."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        playback: PlaybackController,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._library = context, library
        self._playback, self._player = playback, player
        self.model = TagConflictsModel(library.song, self)
        self.page = TagConflictsPage(self.model)
        self.undo_action = context.actions.undo
        self._stale = True
        self._summary = ""
        context.views.add_page(self.page, self.tr("Tag check"), PAGE_KEY)
        self.go_action = context.actions.add(
            "view", self.tr("Go to tag chec&k"), "Ctrl+6", needs=("opened", "songs")
        )
        self.go_action.triggered.connect(lambda: self.show())
        self.page.commandRequested.connect(lambda name: _COMMANDS[name](self))
        self.page.selectionChanged.connect(self._selection_moved)
        context.views.bottom_tabs.pageShown.connect(self._page_opened)
        library.opened.connect(lambda: self._page_opened(context.views.bottom_tabs.current_page()))
        library.rowsChanged.connect(self._rows_changed)
        context.undo.changed.connect(self._enable)
        self._show_no_tagged_songs()

    def show(self) -> None:
        """Show the page with keyboard focus."""
        self._context.views.show_page(PAGE_KEY)
        self.page.setFocus()

    # -- comparing ----------------------------------------------------------------------------

    def compare(self) -> None:
        """Compare the moods in all files with the predictions."""
        if self._context.service is None:
            return
        self._stale = False
        if not self.model.rowCount():
            self.page.show_empty(self.tr("Checking…"))
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.review.tag_conflicts(),
            self._show_conflicts,
            failed=self._show_problem,
            supersede_key="differences",
        )

    def _page_opened(self, key: str) -> None:
        if key == PAGE_KEY and self._stale:
            self.compare()
        self._enable()

    def _rows_changed(self, rows: list[SongRow]) -> None:
        self._stale = True

    def _show_conflicts(self, result: TagConflicts) -> None:
        chosen = self.page.selected_rows()
        self.model.set_conflicts(result.conflicts)
        self._summary = self._summary_text(result)
        self._show_state(result)
        if self.model.rowCount():
            self.page.select_row(chosen[0] if chosen else 0)
        self._enable()

    def _show_state(self, result: TagConflicts | None = None) -> None:
        if self.model.rowCount():
            self.page.show_table(self._summary)
        elif result is not None and not result.tagged:
            self._show_no_tagged_songs()
        else:
            text = self.tr("All mood tags match the analysis, or you have decided on them.")
            more = "" if result is None else self._unknown_moods_text(result)
            self.page.show_empty("\n".join(part for part in (text, more) if part))

    def _summary_text(self, result: TagConflicts) -> str:
        text = self.tr(
            "%Ln likely wrong tag(s) in %1 with a mood tag",
            "",
            len(result.conflicts),
        ).replace("%1", formatting.song_count(result.tagged))
        more = self._unknown_moods_text(result)
        return f"{text}.  {more}" if more else f"{text}."

    def _unknown_moods_text(self, result: TagConflicts) -> str:
        if not result.unknown_words:
            return ""
        few = [
            formatting.quote(display_text(mood))
            for mood, _ in result.unknown_words.most_common(_MAX_UNKNOWN_SHOWN)
        ]
        if len(result.unknown_words) > len(few):
            few.append("\N{HORIZONTAL ELLIPSIS}")
        return self.tr("Not recognized: %1").replace("%1", ", ".join(few))

    def _show_no_tagged_songs(self) -> None:
        self.page.show_empty(
            self.tr(
                "No analyzed song has a mood tag yet.\n"
                "Songs whose mood tag doesn't match the analysis will appear here."
            )
        )

    def _show_problem(self, error: MoodtaggerError) -> None:
        if not isinstance(error, CancelledError):
            self._stale = True
            self.page.show_empty(error.full_message)

    # -- answering ----------------------------------------------------------------------------

    def keep_file_moods(self) -> None:
        """Keep the moods in the files and reject the predicted ones."""
        self._answer(keep_file=True)

    def take_predicted_moods(self) -> None:
        """Accept the predicted moods, which replace those in the files on writing."""
        self._answer(keep_file=False)

    def _answer(self, *, keep_file: bool) -> None:
        rows = self.page.selected_rows()
        conflicts = tuple(self.model.conflict(row) for row in rows)
        songs = [self._library.song(one.track_id) for one in conflicts]
        if not conflicts or not self._context.writable or None in songs:
            return
        answers: list[Decision] = [
            (one.track_id, mood, keep_file) for one in conflicts for mood in one.file_moods
        ]
        decisions: list[Decision] = []
        undo_decisions: list[Decision] = []
        for one, song in zip(conflicts, songs, strict=True):
            assert song is not None
            for mood in one.predicted_moods:
                decided = decision_of(song, mood)
                if decided is keep_file or decided is None:
                    decisions.append((one.track_id, mood, not keep_file))
                    undo_decisions.append((one.track_id, mood, decided))
        undo_answers = tuple((track_id, mood, None) for track_id, mood, _ in answers)
        answer = _Answer(
            conflicts, tuple(answers), tuple(decisions), undo_answers, tuple(undo_decisions)
        )
        self._do(answer)
        self.page.select_row(rows[0])
        self._show_answer(conflicts, keep_file=keep_file)
        text = self.tr("tag check of %1").replace("%1", formatting.song_count(len(conflicts)))
        self._context.undo.push(
            UndoStep(text, lambda: self._undo(answer), lambda: self._do(answer))
        )

    def _do(self, answer: _Answer) -> None:
        self.model.remove({one.track_id for one in answer.conflicts})
        self._show_state()
        self._save_answers(list(answer.answers), list(answer.decisions))
        self._enable()

    def _show_answer(self, conflicts: tuple[TagConflict, ...], *, keep_file: bool) -> None:
        if len(conflicts) > 1:
            text = self.tr("Tag kept for %1.") if keep_file else self.tr("Suggestion used for %1.")
            self.page.show_status(text.replace("%1", formatting.song_count(len(conflicts))))
            return
        (one,) = conflicts
        moods = one.file_moods if keep_file else tuple(map(mood_text, one.predicted_moods))
        song = self._library.song(one.track_id)
        text = self.tr("“%1” stays %2.") if keep_file else self.tr("“%1” becomes %2.")
        text = text.replace("%1", display_text(song.name) if song is not None else "")
        self.page.show_status(text.replace("%2", display_text(", ".join(moods))))

    def _undo(self, last: _Answer) -> None:
        """Undo an answer and show its conflicts again."""
        self.model.insert(last.conflicts)
        self._show_state()
        row = self.model.row_of(last.conflicts[0].track_id)
        self.page.select_row(row or 0)
        self.page.show_status(
            self.tr("Undone: %1").replace("%1", formatting.song_count(len(last.conflicts)))
        )
        self._save_answers(list(last.undo_answers), list(last.undo_decisions))
        self._enable()

    def _save_answers(self, answers: list[Decision], decisions: list[Decision]) -> None:
        self._context.run(
            JobQueue.WRITE,
            lambda service, job: service.review.resolve_tag_conflicts(answers, decisions),
            self._answers_saved,
            failed=self._save_failed,
        )

    def _answers_saved(self, rows: list[SongRow]) -> None:
        was_stale = self._stale
        self._library.show_rows(rows)
        self._stale = was_stale  # the page shows its own answers already

    def _save_failed(self, error: MoodtaggerError) -> None:
        self._context.show_error(error)
        self.compare()

    # -- songs --------------------------------------------------------------------------------

    def play(self) -> None:
        """Play or pause the first selected song."""
        rows = self.page.selected_rows()
        if not rows:
            return
        track_id = self.model.conflict(rows[0]).track_id
        if self._player.track_id == track_id:
            self._player.toggle()
        else:
            self._playback.play(track_id)

    def _selection_moved(self) -> None:
        self._enable()
        chosen = {self.model.conflict(row).track_id for row in self.page.selected_rows()}
        if chosen and self._context.views.bottom_tabs.current_page() == PAGE_KEY:
            self._library.select(chosen)

    def _enable(self) -> None:
        self.page.enable_commands(
            selected=bool(self.page.selected_rows()),
            writable=self._context.writable,
            undo=self._context.undo.next_undo is not None,
            opened=self._context.service is not None,
        )


_COMMANDS = {
    "keep": TagConflictsController.keep_file_moods,
    "take": TagConflictsController.take_predicted_moods,
    "play": TagConflictsController.play,
    "undo": lambda controller: controller.undo_action.trigger(),
    "again": TagConflictsController.compare,
}
