"""The status bar's account of the long job: how far, how fast, how long, which file, Cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from moodtagger.core.tracks import Progress
from moodtagger.ui import formatting as words
from moodtagger.ui import theme
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.job_panel.strings import progress_text


class JobStatus(QWidget):
    """Shown while a scan is under way; `cancelled` when the person wants it to stop."""

    cancelled = Signal()
    pauseWanted = Signal()  # or the wish to go on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(160)
        self._bar.setMaximumHeight(14)
        self._bar.setAccessibleName(self.tr("Progress of the scan"))
        self._numbers = QLabel()
        self._file = ElidedLabel()
        self._file.setForegroundRole(self._file.palette().ColorRole.PlaceholderText)
        self.button = QPushButton(self.tr("Cancel"))
        self.button.setAccessibleName(self.tr("Cancel the scan"))
        self.button.clicked.connect(self._cancel)
        self.pause = QPushButton()
        self.pause.clicked.connect(self.pauseWanted)
        self._progress: Progress | None = None
        self._paused = ""
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, 2, theme.SPACE, 2)
        row.setSpacing(theme.SPACE_L)
        row.addWidget(self._bar)
        row.addWidget(self._numbers)
        row.addWidget(self._file, stretch=1)
        row.addWidget(self.pause)
        row.addWidget(self.button)
        self.show_paused(False)

    def start(self, text: str) -> None:
        """A job begins; its size is not known yet."""
        self._bar.setRange(0, 0)
        self._progress = None
        self._numbers.setText(text)
        self.pause.setEnabled(True)
        self._file.setText("")
        self.button.setEnabled(True)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """The newest state of the job."""
        self._bar.setRange(0, max(1, progress.total))
        self._bar.setValue(progress.done)
        self._file.setText(words.file_name(progress.current) if progress.current else "")
        self._progress = progress
        if self.button.isEnabled():
            self._show_numbers()

    def show_stopping(self) -> None:
        """Cancel was pressed; the present files come to their next block."""
        self.button.setEnabled(False)
        self.pause.setEnabled(False)
        self._numbers.setText(self.tr("Stopping\N{HORIZONTAL ELLIPSIS}"))

    def add_switch(self, switch: QWidget) -> None:
        """A switch for the job, before its buttons."""
        self._row.insertWidget(self._row.indexOf(self.pause), switch)

    def show_paused(self, paused: bool, *, on_battery: bool = False) -> None:
        """The job is held, or goes on."""
        why = self.tr("Paused on battery") if on_battery else self.tr("Paused")
        self._paused = why if paused else ""
        self.pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        name = self.tr("Go on with the scan") if paused else self.tr("Pause the scan")
        self.pause.setAccessibleName(name)
        if self._progress is not None and self.button.isEnabled():
            self._show_numbers()

    def _show_numbers(self) -> None:
        if self._progress is not None:
            text = progress_text(self._progress)
            parts = [self._paused, text] if self._paused else [text]
            self._numbers.setText("  \N{MIDDLE DOT}  ".join(parts))

    @property
    def text(self) -> str:
        """The numbers as shown."""
        return self._numbers.text()

    def _cancel(self) -> None:
        self.show_stopping()
        self.cancelled.emit()
