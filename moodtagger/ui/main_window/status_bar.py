"""The status bar: what the table shows, and the progress of the scan with its buttons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from moodtagger.core.tracks import JobProgress
from moodtagger.ui import formatting, theme
from moodtagger.ui.job_panel import progress_text
from moodtagger.ui.widgets import ElidedLabel

_ROOM_FOR_ALL = 800  # pixels


class JobStatus(QWidget):
    """Progress bar, rate, current file and buttons; visible during a scan."""

    cancelRequested = Signal()
    pauseRequested = Signal()  # or to resume

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(160)
        self._bar.setMaximumHeight(14)
        self._bar.setAccessibleName(self.tr("Scan progress"))
        self._progress_label = ElidedLabel()
        self._file_label = ElidedLabel()
        self._file_label.setForegroundRole(self._file_label.palette().ColorRole.PlaceholderText)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setAccessibleName(self.tr("Cancel scan"))
        self.cancel_button.clicked.connect(self._cancel)
        self.pause_button = QPushButton()
        self.pause_button.clicked.connect(self.pauseRequested)
        self._controls: list[QWidget] = [self.pause_button, self.cancel_button]
        self._controls_visible = True
        self._progress: JobProgress | None = None
        self._paused_text = ""
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
        row.setSpacing(theme.SPACE_L)
        row.addWidget(self._bar)
        row.addWidget(self._progress_label, stretch=3)
        row.addWidget(self._file_label, stretch=1)
        row.addWidget(self.pause_button)
        row.addWidget(self.cancel_button)
        self.show_paused(False)

    def start(self, text: str) -> None:
        """Show the start of a job whose size is not known yet."""
        self._bar.setRange(0, 0)
        self._progress = None
        self._progress_label.setText(text)
        self.pause_button.setEnabled(True)
        self._file_label.setText("")
        self.cancel_button.setEnabled(True)
        self.show()

    def show_progress(self, progress: JobProgress) -> None:
        """Show the progress of the job."""
        self._bar.setRange(0, max(1, progress.total))
        self._bar.setValue(progress.done)
        self._file_label.setText(formatting.file_name(progress.current) if progress.current else "")
        self._progress = progress
        if self.cancel_button.isEnabled():
            self._update_text()

    def show_stopping(self) -> None:
        """Show that the job is being canceled."""
        self.cancel_button.setEnabled(False)
        self.pause_button.setEnabled(False)
        self._progress_label.setText(self.tr("Stopping\N{HORIZONTAL ELLIPSIS}"))

    def set_controls_visible(self, visible: bool) -> None:
        """Show the buttons, unless another view has them."""
        self._controls_visible = visible
        self._show_parts()

    def add_switch(self, switch: QWidget) -> None:
        """Insert a switch before the buttons."""
        self._controls.append(switch)
        self._row.insertWidget(self._row.indexOf(self.pause_button), switch)
        self._show_parts()

    def show_paused(self, paused: bool, *, on_battery: bool = False) -> None:
        """Show whether the job is paused."""
        text = self.tr("Paused on battery") if on_battery else self.tr("Paused")
        self._paused_text = text if paused else ""
        self.pause_button.setText(self.tr("Resume") if paused else self.tr("Pause"))
        name = self.tr("Resume scan") if paused else self.tr("Pause scan")
        self.pause_button.setAccessibleName(name)
        if self._progress is not None and self.cancel_button.isEnabled():
            self._update_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the current file and switches only where there is room."""
        super().resizeEvent(event)
        self._show_parts()

    def _show_parts(self) -> None:
        has_room = self.width() >= _ROOM_FOR_ALL
        self._file_label.setVisible(has_room)
        for control in self._controls:
            always = control in (self.pause_button, self.cancel_button)
            control.setVisible(self._controls_visible and (has_room or always))

    def _update_text(self) -> None:
        if self._progress is not None:
            text = progress_text(self._progress)
            parts = [self._paused_text, text] if self._paused_text else [text]
            self._progress_label.setText("  \N{MIDDLE DOT}  ".join(parts))

    @property
    def text(self) -> str:
        """The progress text as shown."""
        return self._progress_label.text()

    def _cancel(self) -> None:
        self.show_stopping()
        self.cancelRequested.emit()


def summary_text(shown: int, songs: int, selected: int, length_s: float) -> str:
    """Return a text such as '116 of 520 songs, 3 selected, 8:12'.

    Parameters
    ----------
    shown, songs, selected
        The number of songs that match the filter, of all songs, and of the selected ones.
    length_s
        The length of the selected songs in seconds, or of the shown ones if none is selected.
    """
    if not songs:
        return ""
    tr, count = QCoreApplication.translate, formatting.format_count
    if shown == songs:
        parts = [formatting.song_count(songs)]
    else:
        text = tr("JobStatus", "%1 of %2").replace("%1", count(shown))
        parts = [text.replace("%2", formatting.song_count(songs))]
    if selected:
        parts.append(tr("JobStatus", "%1 selected").replace("%1", count(selected)))
    if length_s:
        parts.append(formatting.format_time(length_s))
    return ", ".join(parts)
