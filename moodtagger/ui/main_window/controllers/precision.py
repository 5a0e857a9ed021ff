"""The precision of suggested moods: its dialog, and updating all songs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController

if TYPE_CHECKING:
    from moodtagger.services.active_model import PrecisionForecast
    from moodtagger.ui.review.precision_dialog import PrecisionDialog


class PrecisionController(QObject):
    """Serves the precision dialog; reading and counting happen off this thread."""

    def __init__(
        self, context: AppContext, library: LibraryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._dialog: PrecisionDialog | None = None

    def show(self) -> None:
        """Open the dialog; its numbers follow when they are counted."""
        from moodtagger.ui.review.precision_dialog import PrecisionDialog

        service = self._context.service
        if service is None:
            return
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        dialog = PrecisionDialog(service.preferences.precision, self._context.window)
        dialog.chosen.connect(self.set_precision)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.preferences.precision_forecasts(),
            self._show_forecasts,
            failed=self._show_problem,
            supersede_key="precision forecasts",
        )

    def set_precision(self, precision: float) -> None:
        """Set the precision and update all songs."""
        self._context.run(
            JobQueue.WRITE,
            lambda service, job: service.preferences.set_precision(precision),
            lambda vocabulary: self._precision_changed(precision, vocabulary),
        )

    def _show_forecasts(self, forecasts: Sequence[PrecisionForecast]) -> None:
        if self._dialog is not None:
            self._dialog.show_forecasts(forecasts)

    def _show_problem(self, error: MoodtaggerError) -> None:
        if self._dialog is not None and not isinstance(error, CancelledError):
            self._dialog.show_problem(error.full_message)

    def _precision_changed(self, precision: float, vocabulary: Vocabulary) -> None:
        self._library.show_vocabulary(vocabulary)
        self._library.reload()
        reachable = sum(threshold <= 1 for threshold in vocabulary.thresholds().values())
        text = self.tr("Suggestions are now at least %1 accurate; %2 can be suggested.")
        text = text.replace("%1", percent(precision))
        moods = self.tr("%Ln mood(s)", "", reachable)
        self._context.views.messages.show_message(text.replace("%2", moods), topic="precision")

    def _closed(self) -> None:
        self._dialog = None
