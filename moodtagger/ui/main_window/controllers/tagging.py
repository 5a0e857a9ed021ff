"""From accepted moods to tags in files: decide, preview and write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tag_plan import TagPlan, WritePolicy
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_registry import JobInfo
from moodtagger.ui.jobs.job_runner import Job, JobQueue
from moodtagger.ui.jobs.service_protocol import OnStep, Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.decisions import DecisionQueue
from moodtagger.ui.main_window.controllers.history import HistoryController
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.player.player import Player
from moodtagger.ui.review.review_queue import DecisionStep

if TYPE_CHECKING:
    from moodtagger.services.tag_writing import Preview, WriteSummary
    from moodtagger.ui.review.preview_dialog import PreviewDialog


class TaggingController(QObject):
    """Decisions and writes; files change only after the preview's Write button."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        decisions: DecisionQueue,
        history: HistoryController,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._decisions = decisions
        self._history = history
        self._player = player
        self.dialog: PreviewDialog | None = None
        self._job: Job | None = None
        self._preview_ids: list[int] = []

    # -- deciding -------------------------------------------------------------------------

    def decide(self, track_id: int, mood: str, accepted: bool | None) -> None:
        """Accept, reject or reopen one mood of one song."""
        self._decisions.decide([(track_id, mood, accepted)])

    def accept_shown(self) -> None:
        """Accept the confident moods of all shown songs."""
        self.accept(sorted(self._context.views.table.shown_ids()))

    def accept_selected(self) -> None:
        """Accept the clear suggestions of the selected songs, without any of all shown ones."""
        table = self._context.views.table
        self.accept(sorted(table.selection() or table.shown_ids()))

    def accept(self, track_ids: list[int]) -> None:
        """Accept the confident moods of songs, then offer to write or undo."""

        def work(service: Service, job: Job) -> tuple[dict[int, tuple[str, ...]], list[SongRow]]:
            before = {row.track_id: row.accepted for row in service.tracks.rows(track_ids)}
            return before, service.review.accept_confident(track_ids)

        self._context.run(JobQueue.WRITE, work, lambda found: self._show_accepted(*found))

    def _show_accepted(self, before: dict[int, tuple[str, ...]], rows: list[SongRow]) -> None:
        self._library.show_rows(rows)
        new = [
            (row.track_id, mood)
            for row in rows
            for mood in row.accepted
            if mood not in before.get(row.track_id, ())
        ]
        messages = self._context.views.messages
        if not new:
            text = self.tr("No suggestions left to accept in these songs.")
            messages.show_message(text, topic="tags")
            return
        moods = self.tr("%Ln mood(s)", "", len(new))
        text = self.tr("Accepted %1 for %2. No files are changed yet.")
        text = text.replace("%1", moods).replace(
            "%2", formatting.song_count(len({i for i, _ in new}))
        )
        step = self._decisions.push_step(
            DecisionStep(
                tuple((i, mood, True) for i, mood in new), tuple((i, mood, None) for i, mood in new)
            )
        )
        messages.show_message(
            text,
            MessageChoice(self.tr("Write tags\N{HORIZONTAL ELLIPSIS}"), self.write_accepted),
            MessageChoice(self.tr("Undo"), lambda: self._context.undo.undo(step)),
            topic="tags",
        )

    # -- writing --------------------------------------------------------------------------

    def write_accepted(self) -> None:
        """Preview the songs whose accepted moods are not in their files yet."""
        rows = self._context.views.table.model.songs.rows.edited_rows()
        policy = self._context.settings.policy
        self._open_preview([row.track_id for row in rows if _is_ready_to_write(row, policy)])

    def write_selected(self) -> None:
        """Preview the selected songs."""
        self._open_preview(self._context.views.table.ordered_selection())

    def _open_preview(self, track_ids: list[int]) -> None:
        from moodtagger.ui.review.preview_dialog import PreviewDialog

        if self.dialog is not None and isValid(self.dialog):
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        self._preview_ids = track_ids
        dialog = PreviewDialog(self._context.settings.policy, self._context.window)
        dialog.previewRequested.connect(self._request_plans)
        dialog.writeRequested.connect(self._write)
        dialog.stopRequested.connect(self._stop)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        self._request_plans(dialog.policy)

    def _request_plans(self, policy: WritePolicy) -> None:
        ids = self._preview_ids
        self._job = self._context.run(
            JobQueue.WRITE,
            lambda service, job: service.tagging.preview(
                service.tracks.rows(ids), policy, on_step=_step_reporter(job), cancel=job.cancel
            ),
            self._show_plans,
            failed=self._show_problem,
            events=self._show_progress,
            supersede_key="preview",
        )

    def _show_plans(self, preview: Preview) -> None:
        if self.dialog is not None:
            self.dialog.show_plans(preview.plans, preview.failed)

    def _write(self, plans: list[TagPlan], policy: WritePolicy) -> None:
        self._context.settings = self._context.settings.with_policy(policy)
        self._player.release(plan.path for plan in plans)
        ids = self._preview_ids

        def work(service: Service, job: Job) -> tuple[WriteSummary, list[SongRow]]:
            summary = service.tagging.write(
                plans, policy, on_step=_step_reporter(job), cancel=job.cancel
            )
            return summary, service.tracks.rows(ids)

        self._job = self._context.run(
            JobQueue.WRITE,
            work,
            lambda result: self._written(*result),
            failed=self._show_problem,
            events=self._show_progress,
            job_info=JobInfo(
                self.tr("Writing tags to %1").replace("%1", formatting.file_count(len(plans))),
                pausable=True,
                summarize=lambda result: self._summary_text(result[0]),
            ),
        )

    def _show_progress(self, events: list[tuple[int, int, str]]) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(*events[-1])

    def _show_problem(self, error: MoodtaggerError) -> None:
        if self.dialog is not None:
            self.dialog.show_problem(error.full_message)
        else:
            self._context.show_error(error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel.set()

    def _closed(self) -> None:
        self._stop()
        self.dialog = None

    def _written(self, summary: WriteSummary, rows: list[SongRow]) -> None:
        if self.dialog is not None:
            self.dialog.finish()
        self._library.show_rows(rows)
        choices = []
        batch_id = summary.batch_id
        if batch_id is not None and summary.written:
            step = self._history.push_write(batch_id, summary.written)
            choices.append(MessageChoice(self.tr("Undo"), lambda: self._context.undo.undo(step)))
            dots = "\N{HORIZONTAL ELLIPSIS}"
            choices.append(
                MessageChoice(self.tr("History") + dots, lambda: self._history.show(batch_id))
            )
        if summary.failed:
            failed = list(summary.failed)
            choices.append(
                MessageChoice(self.tr("Show details"), lambda: self._show_failed(failed))
            )
        self._context.views.messages.show_message(
            self._summary_text(summary), *choices, warning=bool(summary.failed), topic="tags"
        )

    def _summary_text(self, summary: WriteSummary) -> str:
        begin = self.tr("Stopped. ") if summary.cancelled else ""
        parts = [
            self.tr("Moods written to %1").replace("%1", formatting.file_count(summary.written))
        ]
        if summary.unchanged:
            parts.append(
                self.tr("%1 unchanged").replace("%1", formatting.format_count(summary.unchanged))
            )
        if summary.failed:
            parts.append(
                self.tr("%1 failed").replace("%1", formatting.format_count(len(summary.failed)))
            )
        return f"{begin}{', '.join(parts)}."

    def _show_failed(self, failed: list[tuple[str, str]]) -> None:
        from moodtagger.ui.main_window.dialogs import FileListDialog

        FileListDialog(
            self.tr("Files not written"),
            self.tr("These files were not changed."),
            failed,
            self._context.window,
        ).show()


def _is_ready_to_write(row: SongRow, policy: WritePolicy) -> bool:
    """Whether accepted moods are not in the file yet, or the policy writes the user's position."""
    writes_position = policy.dimensions or policy.energy
    is_corrected = row.correction is not None and row.cue_number is None
    return row.state is TrackState.DECIDED or (
        writes_position and is_corrected and row.state is not TrackState.ABSENT
    )


def _step_reporter(job: Job) -> OnStep:
    def report(done: int, total: int, path: str) -> None:
        job.report((done, total, path))
        job.wait_while_paused()

    return report
