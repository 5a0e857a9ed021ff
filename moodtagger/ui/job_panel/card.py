"""One long job of the panel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import formatting as words
from moodtagger.ui import icons, theme
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.job_panel.strings import progress_text, stage_text
from moodtagger.ui.jobs.job_registry import JobEntry, JobStage

_ICON_SIZE = 18
_BAR_HEIGHT = 12


class JobCard(QFrame):
    """Title, progress and buttons of a job; at its end what came of it and which files failed."""

    pauseRequested = Signal(bool)
    stopRequested = Signal()
    failuresRequested = Signal()
    closed = Signal()

    def __init__(self, entry: JobEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._icon = QLabel()
        self._title = QLabel(entry.title, textFormat=Qt.TextFormat.PlainText)
        self._title.setFont(theme.scaled_font(self.font(), 1.0, bold=True))
        self._bar = QProgressBar(textVisible=False)
        self._bar.setMaximumHeight(_BAR_HEIGHT)
        self._bar.setAccessibleName(entry.title)
        self._text = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._file = ElidedLabel()
        self._file.setForegroundRole(self._file.palette().ColorRole.PlaceholderText)
        self.pause_button = self._make_button(self.tr("&Pause"))
        self.pause_button.clicked.connect(
            lambda: self.pauseRequested.emit(self.entry.stage is not JobStage.PAUSED)
        )
        self.stop_button = self._make_button(self.tr("Cancel"))
        self.stop_button.clicked.connect(self.stopRequested)
        self.failures_button = self._make_button(self.tr("Show &why"))
        self.failures_button.clicked.connect(self.failuresRequested)
        self.close_button = self._make_button(self.tr("Close"))
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Show how the job stands now."""
        entry, stage = self.entry, self.entry.stage
        progress = entry.progress
        self._bar.setVisible(not stage.finished)
        self._bar.setRange(0, max(1, progress.total) if progress else int(stage is JobStage.PAUSED))
        self._bar.setValue(progress.done if progress else 0)
        self._text.setText(self._status_text())
        current = progress.current if progress and not stage.finished else ""
        self._file.setText(words.file_name(current) if current else "")
        self._file.setVisible(bool(current))
        self._text.setWordWrap(stage.finished)  # a sentence of any length; numbers have one line
        self.pause_button.setVisible(entry.pausable and not stage.finished)
        self.pause_button.setEnabled(stage in (JobStage.RUNNING, JobStage.PAUSED, JobStage.WAITING))
        self.pause_button.setText(self._pause_text())
        self.stop_button.setVisible(entry.stoppable and not stage.finished)
        self.stop_button.setEnabled(stage is not JobStage.STOPPING)
        self.failures_button.setVisible(bool(entry.failed))
        self.close_button.setVisible(stage.finished)
        for button in (
            self.pause_button,
            self.stop_button,
            self.failures_button,
            self.close_button,
        ):
            name = self.tr("%1: %2").replace("%1", button.text().replace("&", ""))
            button.setAccessibleName(name.replace("%2", entry.title))
        self.setAccessibleName(entry.title)
        self.setAccessibleDescription(self._text.text())
        self._draw_icon()

    def _pause_text(self) -> str:
        if self.entry.stage is not JobStage.PAUSED:
            return self.tr("&Pause")
        return self.tr("&Go on anyway") if self.entry.on_battery else self.tr("&Go on")

    def _status_text(self) -> str:
        progress, stage = self.entry.progress, self.entry.stage
        if progress is None or not progress.total or stage.finished or stage is JobStage.STOPPING:
            return stage_text(self.entry)
        numbers = progress_text(progress)
        is_waiting = stage is JobStage.PAUSED or self.entry.yielding
        return f"{numbers}\n{stage_text(self.entry)}" if is_waiting else numbers

    def _make_button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_S)
        status_row = QHBoxLayout()
        status_row.setSpacing(theme.SPACE_L)
        status_row.addWidget(self._text)
        status_row.addWidget(self._file, stretch=1)
        column.addWidget(self._title)
        column.addWidget(self._bar)
        column.addLayout(status_row)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE, theme.SPACE, theme.SPACE)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, stretch=1)
        for button in (
            self.failures_button,
            self.pause_button,
            self.stop_button,
            self.close_button,
        ):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)

    def _draw_icon(self) -> None:
        failed = self.entry.stage is JobStage.FAILED or bool(self.entry.failed)
        name = "warning" if failed else {JobStage.PAUSED: "pause"}.get(self.entry.stage, "info")
        self._icon.setPixmap(icons.icon(name, self.palette()).pixmap(_ICON_SIZE, _ICON_SIZE))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the new colours."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()
        super().changeEvent(event)
