"""The panel of long jobs: progress, buttons to pause and cancel, and outcomes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.tracks import JobProgress
from moodtagger.ui import formatting, icons, theme
from moodtagger.ui.jobs.job_registry import JobEntry, JobRegistry, JobStage
from moodtagger.ui.widgets import ElidedLabel


def stage_text(entry: JobEntry) -> str:
    """Return the stage of a job as text; for an ended one, its summary."""
    tr = QCoreApplication.translate
    dots = "\N{HORIZONTAL ELLIPSIS}"
    if entry.stage is JobStage.PAUSED and entry.on_battery:
        return tr(
            "JobPanel",
            "Paused while on battery. Resumes when plugged in.",
        )
    if entry.stage is JobStage.PAUSED:
        return tr("JobPanel", "Paused. Similar jobs wait until it resumes.")
    if entry.stage is JobStage.RUNNING and entry.yielding:
        return tr("JobPanel", "Waiting for the scan to finish")
    if entry.stage is JobStage.WAITING:
        return tr("JobPanel", "Waiting for the previous job")
    if entry.stage is JobStage.STOPPING:
        return tr("JobPanel", "Stopping…") + dots
    if entry.stage is JobStage.RUNNING:
        return tr("JobPanel", "Preparing…") + dots
    if entry.summary:
        return entry.summary
    if entry.stage is JobStage.STOPPED:
        return tr("JobPanel", "Stopped. Finished work is kept.")
    return tr("JobPanel", "Done.")


def progress_text(progress: JobProgress) -> str:
    """Return text such as '120 of 2,000 · 3.4 songs/s · 9 min left · 2 failed'."""
    tr = QCoreApplication.translate
    text = tr("JobPanel", "%1 of %2").replace("%1", formatting.format_count(progress.done))
    parts = [text.replace("%2", formatting.format_count(progress.total))]
    if progress.rate > 0:
        parts.append(rate_text(progress.rate))
    if progress.eta_s is not None and progress.done < progress.total:
        parts.append(formatting.remaining_time(progress.eta_s))
    if progress.failed:
        failed = tr("JobPanel", "%1 failed")
        parts.append(failed.replace("%1", formatting.format_count(progress.failed)))
    return "  \N{MIDDLE DOT}  ".join(parts)


def rate_text(rate: float) -> str:
    """Return the rate in songs per second, or per minute if it is below one per second."""
    tr = QCoreApplication.translate
    if rate >= 1:
        return tr("JobPanel", "%1 songs/s").replace("%1", QLocale().toString(rate, "f", 1))
    text = tr("JobPanel", "%1 songs/min")
    return text.replace("%1", QLocale().toString(rate * 60, "f", 0))


_ICON_SIZE = 18
_BAR_HEIGHT = 12


class JobCard(QFrame):
    """Title, progress and buttons of a job; at its end the summary and failed files."""

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
        self.text_label = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.text_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._file = ElidedLabel()
        self._file.setForegroundRole(self._file.palette().ColorRole.PlaceholderText)
        self.pause_button = self._create_button(self.tr("&Pause"))
        self.pause_button.clicked.connect(
            lambda: self.pauseRequested.emit(self.entry.stage is not JobStage.PAUSED)
        )
        self.stop_button = self._create_button(self.tr("Cancel"))
        self.stop_button.clicked.connect(self.stopRequested)
        self.failures_button = self._create_button(self.tr("Show &details"))
        self.failures_button.clicked.connect(self.failuresRequested)
        self.close_button = self._create_button(self.tr("Close"))
        self.close_button.clicked.connect(self.closed)
        self._create_layout()
        self.refresh()

    def refresh(self) -> None:
        """Show the current state of the job."""
        entry, stage = self.entry, self.entry.stage
        progress = entry.progress
        self._bar.setVisible(not stage.finished)
        self._bar.setRange(0, max(1, progress.total) if progress else int(stage is JobStage.PAUSED))
        self._bar.setValue(progress.done if progress else 0)
        self.text_label.setText(self._status_text())
        current = progress.current if progress and not stage.finished else ""
        self._file.setText(formatting.file_name(current) if current else "")
        self._file.setVisible(bool(current))
        self.text_label.setWordWrap(
            stage.finished
        )  # summaries have any length; progress has one line
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
        self.setAccessibleDescription(self.text_label.text())
        self._draw_icon()

    def _pause_text(self) -> str:
        if self.entry.stage is not JobStage.PAUSED:
            return self.tr("&Pause")
        return self.tr("&Resume anyway") if self.entry.on_battery else self.tr("&Resume")

    def _status_text(self) -> str:
        progress, stage = self.entry.progress, self.entry.stage
        if progress is None or not progress.total or stage.finished or stage is JobStage.STOPPING:
            return stage_text(self.entry)
        numbers = progress_text(progress)
        is_waiting = stage is JobStage.PAUSED or self.entry.yielding
        return f"{numbers}\n{stage_text(self.entry)}" if is_waiting else numbers

    def _create_button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    def _create_layout(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_S)
        status_row = QHBoxLayout()
        status_row.setSpacing(theme.SPACE_L)
        status_row.addWidget(self.text_label)
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
        """Redraw the icon in the new colors."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()
        super().changeEvent(event)


_MAX_HEIGHT = 220  # pixels; more cards scroll


class JobPanel(QWidget):
    """Cards of all jobs; `failuresRequested` carries the entry whose failures to show."""

    failuresRequested = Signal(object)
    closed = Signal()

    def __init__(self, registry: JobRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self._cards: dict[JobEntry, JobCard] = {}
        self.setAccessibleName(self.tr("Jobs"))
        self.setAccessibleDescription(
            self.tr("Progress and results of scans, tag writing, and other jobs")
        )
        self.clear_button = QPushButton(self.tr("Clear &finished"))
        self.clear_button.setAccessibleDescription(self.tr("Remove finished jobs from the list"))
        self.clear_button.clicked.connect(registry.clear)
        hide = QPushButton(self.tr("&Hide"))
        hide.setAccessibleDescription(self.tr("Hide this panel; jobs keep running"))
        hide.clicked.connect(self.closed)
        self.empty_label = QLabel(
            self.tr(
                "No jobs running. Scans, tag writing, and other jobs appear here and "
                "stay until you clear them."
            ),
            wordWrap=True,
        )
        self.empty_label.setContentsMargins(*(theme.SPACE,) * 4)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.SPACE_S)
        self._list.addWidget(self.empty_label)
        self._list.addStretch()
        self._create_layout(hide)
        registry.added.connect(self._add)
        registry.changed.connect(self._refresh_card)
        registry.removed.connect(self._remove)
        self._update_empty_state()

    def card(self, entry: JobEntry) -> JobCard | None:
        """Return the card of a job."""
        return self._cards.get(entry)

    def add_switch(self, switch: QWidget) -> None:
        """Insert a switch for all jobs before the panel's own buttons."""
        self._top.insertWidget(self._top.indexOf(self.clear_button), switch)

    def focus_first_button(self) -> None:
        """Focus the newest job's first usable button, or else the panel's own."""
        for card in reversed(self._cards.values()):
            for button in (
                card.pause_button,
                card.stop_button,
                card.failures_button,
                card.close_button,
            ):
                if button.isVisible() and button.isEnabled():
                    button.setFocus()
                    return
        self.clear_button.setFocus()

    def event(self, event: QEvent) -> bool:
        """Fit the height to the cards, up to a limit."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the height when a card is resized or removed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return super().eventFilter(watched, event)

    def _fit_height(self) -> None:
        cards = self._list
        height = cards.totalSizeHint().height()
        if cards.hasHeightForWidth():  # with wrapped text
            height = cards.totalHeightForWidth(self.area.viewport().width())
        height = min(max(height, 1), _MAX_HEIGHT)
        if self.area.height() != height:
            self.area.setFixedHeight(height)

    def _create_layout(self, hide: QPushButton) -> None:
        title = QLabel(self.tr("Jobs"))
        title.setFont(theme.scaled_font(self.font(), 1.0, bold=True))
        self._top = top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch()
        top.addWidget(self.clear_button)
        top.addWidget(hide)
        self._inner = inner = QWidget()
        inner.setLayout(self._list)
        inner.installEventFilter(self)
        self.area = area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE_S, theme.SPACE, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(top)
        column.addWidget(area)
        self._fit_height()

    def _add(self, entry: JobEntry) -> None:
        card = JobCard(entry)
        card.pauseRequested.connect(lambda on: self._registry.pause(entry, on))
        card.stopRequested.connect(lambda: self._registry.stop(entry))
        card.failuresRequested.connect(lambda: self.failuresRequested.emit(entry))
        card.closed.connect(lambda: self._registry.remove(entry))
        self._cards[entry] = card
        self._list.insertWidget(0, card)
        self._update_empty_state()

    def _refresh_card(self, entry: JobEntry) -> None:
        card = self._cards.get(entry)
        if card is not None:
            card.refresh()
        self._update_empty_state()

    def _remove(self, entry: JobEntry) -> None:
        card = self._cards.pop(entry, None)
        if card is not None:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._update_empty_state()

    def _update_empty_state(self) -> None:
        self.empty_label.setVisible(not self._cards)
        self.clear_button.setEnabled(any(entry.stage.finished for entry in self._cards))
