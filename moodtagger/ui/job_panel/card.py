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
from moodtagger.ui.jobs.job_registry import Entry, Stage

_ICON_SIZE = 18
_BAR_HEIGHT = 12


class JobCard(QFrame):
    """Title, progress and buttons of a job; at its end what came of it and which files failed."""

    pauseWanted = Signal(bool)
    stopWanted = Signal()
    reasonsWanted = Signal()
    closed = Signal()

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
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
        self.pause = self._button(self.tr("&Pause"))
        self.pause.clicked.connect(
            lambda: self.pauseWanted.emit(self.entry.stage is not Stage.PAUSED)
        )
        self.stop = self._button(self.tr("Cancel"))
        self.stop.clicked.connect(self.stopWanted)
        self.reasons = self._button(self.tr("Show &why"))
        self.reasons.clicked.connect(self.reasonsWanted)
        self.close_ = self._button(self.tr("Close"))
        self.close_.clicked.connect(self.closed)
        self._lay_out()
        self.renew()

    def renew(self) -> None:
        """Show how the job stands now."""
        entry, stage = self.entry, self.entry.stage
        progress = entry.progress
        self._bar.setVisible(not stage.over)
        self._bar.setRange(0, max(1, progress.total) if progress else int(stage is Stage.PAUSED))
        self._bar.setValue(progress.done if progress else 0)
        self._text.setText(self._words())
        current = progress.current if progress and not stage.over else ""
        self._file.setText(words.file_name(current) if current else "")
        self._file.setVisible(bool(current))
        self._text.setWordWrap(stage.over)  # a sentence of any length; numbers have one line
        self.pause.setVisible(entry.pausable and not stage.over)
        self.pause.setEnabled(stage in (Stage.RUNNING, Stage.PAUSED, Stage.WAITING))
        self.pause.setText(self._pause_text())
        self.stop.setVisible(entry.stoppable and not stage.over)
        self.stop.setEnabled(stage is not Stage.STOPPING)
        self.reasons.setVisible(bool(entry.failed))
        self.close_.setVisible(stage.over)
        for button in (self.pause, self.stop, self.reasons, self.close_):
            name = self.tr("%1: %2").replace("%1", button.text().replace("&", ""))
            button.setAccessibleName(name.replace("%2", entry.title))
        self.setAccessibleName(entry.title)
        self.setAccessibleDescription(self._text.text())
        self._draw_icon()

    def _pause_text(self) -> str:
        if self.entry.stage is not Stage.PAUSED:
            return self.tr("&Pause")
        return self.tr("&Go on anyway") if self.entry.on_battery else self.tr("&Go on")

    def _words(self) -> str:
        progress, stage = self.entry.progress, self.entry.stage
        if progress is None or not progress.total or stage.over or stage is Stage.STOPPING:
            return stage_text(self.entry)
        numbers = progress_text(progress)
        waits = stage is Stage.PAUSED or self.entry.gives_way
        return f"{numbers}\n{stage_text(self.entry)}" if waits else numbers

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_S)
        told = QHBoxLayout()
        told.setSpacing(theme.SPACE_L)
        told.addWidget(self._text)
        told.addWidget(self._file, stretch=1)
        column.addWidget(self._title)
        column.addWidget(self._bar)
        column.addLayout(told)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE, theme.SPACE, theme.SPACE)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, stretch=1)
        for button in (self.reasons, self.pause, self.stop, self.close_):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)

    def _draw_icon(self) -> None:
        bad = self.entry.stage is Stage.FAILED or bool(self.entry.failed)
        name = "warning" if bad else {Stage.PAUSED: "pause"}.get(self.entry.stage, "info")
        self._icon.setPixmap(icons.icon(name, self.palette()).pixmap(_ICON_SIZE, _ICON_SIZE))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the new colours."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()
        super().changeEvent(event)
