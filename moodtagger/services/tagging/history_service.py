"""The service's part that knows what was written, and leads back and forth."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from moodtagger.services.tagging.history import BatchPart, UndoSummary, redo, undo
from moodtagger.services.tagging.recovery import recover
from moodtagger.services.tagging.writing import StepCallback
from moodtagger.store import BatchInfo, JournalEntry, Library


class HistoryService:
    """Batches of written tags of the library that the whole service has open."""

    _library: Library
    _separator: str

    def batches(self) -> list[BatchInfo]:
        """The batches that were written, newest first."""
        return self._library.batches()

    def batch_entries(self, batch_id: int) -> list[JournalEntry]:
        """The files of a batch and what was written to each."""
        return self._library.entries(batch_id)

    def undo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        dry_run: bool = False,
        on_step: StepCallback = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> UndoSummary:
        """Take a batch, or parts of it, back as far as the files still hold what was written."""
        if not dry_run:
            recover(self._library, self._separator)
        return undo(
            self._library,
            batch_id,
            parts,
            dry_run=dry_run,
            separator=self._separator,
            on_step=on_step,
            cancel=cancel,
        )

    def redo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        on_step: StepCallback = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> UndoSummary:
        """Write again what was undone, where the files hold what they held before."""
        recover(self._library, self._separator)
        return redo(
            self._library,
            batch_id,
            parts,
            separator=self._separator,
            on_step=on_step,
            cancel=cancel,
        )
