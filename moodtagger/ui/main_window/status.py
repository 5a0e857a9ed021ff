"""The status bar's account of the long job: how far, how fast, how long, which file, Cancel."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from moodtagger.core.tracks import Progress
from moodtagger.ui import theme, words
from moodtagger.ui.elided_label import ElidedLabel


class JobStatus(QWidget):
    """Shown while a scan is under way; `cancelled` when the person wants it to stop."""

    cancelled = Signal()

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
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, 2, theme.SPACE, 2)
        row.setSpacing(theme.SPACE_L)
        row.addWidget(self._bar)
        row.addWidget(self._numbers)
        row.addWidget(self._file, stretch=1)
        row.addWidget(self.button)

    def start(self, text: str) -> None:
        """A job begins; its size is not known yet."""
        self._bar.setRange(0, 0)
        self._numbers.setText(text)
        self._file.setText("")
        self.button.setEnabled(True)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """The newest state of the job."""
        self._bar.setRange(0, max(1, progress.total))
        self._bar.setValue(progress.done)
        self._file.setText(words.file_name(progress.current) if progress.current else "")
        if self.button.isEnabled():
            self._numbers.setText(progress_text(progress))

    def show_stopping(self) -> None:
        """Cancel was pressed; the present files come to their next block."""
        self.button.setEnabled(False)
        self._numbers.setText(self.tr("Stopping\N{HORIZONTAL ELLIPSIS}"))

    @property
    def text(self) -> str:
        """The numbers as shown."""
        return self._numbers.text()

    def _cancel(self) -> None:
        self.show_stopping()
        self.cancelled.emit()


def progress_text(progress: Progress) -> str:
    """'120 of 2,000 · 3.4 songs/s · 9 min left · 2 failed'."""
    text = _tr("%1 of %2").replace("%1", words.number(progress.done))
    parts = [text.replace("%2", words.number(progress.total))]
    if progress.rate > 0:
        parts.append(_rate_text(progress.rate))
    if progress.eta_s is not None and progress.done < progress.total:
        parts.append(words.time_left(progress.eta_s))
    if progress.failed:
        parts.append(_tr("%1 failed").replace("%1", words.number(progress.failed)))
    return "  \N{MIDDLE DOT}  ".join(parts)


def _rate_text(rate: float) -> str:
    if rate >= 1:
        return _tr("%1 songs/s").replace("%1", f"{rate:.1f}")
    return _tr("%1 songs/min").replace("%1", f"{rate * 60:.0f}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("JobStatus", text)
