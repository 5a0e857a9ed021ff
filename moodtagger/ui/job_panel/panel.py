"""All long jobs in one place, the newest on top."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import theme
from moodtagger.ui.job_panel.card import JobCard
from moodtagger.ui.jobs.job_registry import JobEntry, JobRegistry

_MAX_HEIGHT = 220  # of the cards, before they scroll


class JobPanel(QWidget):
    """Follows a ledger; `reasonsWanted` with the entry whose failed files are asked for."""

    failuresRequested = Signal(object)
    closed = Signal()

    def __init__(self, registry: JobRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self._cards: dict[JobEntry, JobCard] = {}
        self.setAccessibleName(self.tr("Jobs"))
        self.setAccessibleDescription(
            self.tr("Scans, writes and other long jobs, with their progress and outcome")
        )
        self.clear_button = QPushButton(self.tr("Clear &finished"))
        self.clear_button.setAccessibleDescription(
            self.tr("Take jobs that are over out of the list")
        )
        self.clear_button.clicked.connect(registry.clear)
        hide = QPushButton(self.tr("&Hide"))
        hide.setAccessibleDescription(self.tr("Hide this panel; jobs go on"))
        hide.clicked.connect(self.closed)
        self._empty = QLabel(
            self.tr(
                "Nothing is under way. Scans, writes and other long jobs are listed here, and "
                "stay to be read when they are over."
            ),
            wordWrap=True,
        )
        self._empty.setContentsMargins(*(theme.SPACE,) * 4)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.SPACE_S)
        self._list.addWidget(self._empty)
        self._list.addStretch()
        self._lay_out(hide)
        registry.added.connect(self._add)
        registry.changed.connect(self._refresh_card)
        registry.removed.connect(self._remove)
        self._update_empty_state()

    def card(self, entry: JobEntry) -> JobCard | None:
        """The card of a job."""
        return self._cards.get(entry)

    def add_switch(self, switch: QWidget) -> None:
        """A switch for all jobs, before the panel's own buttons."""
        self._top.insertWidget(self._top.indexOf(self.clear_button), switch)

    def focus_first_button(self) -> None:
        """Take the focus: to the newest job's first button, or to the panel's own."""
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
        """Be as high as the cards ask for, up to a limit."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same when a card grows or goes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return super().eventFilter(watched, event)

    def _fit_height(self) -> None:
        cards = self._list
        height = cards.totalSizeHint().height()
        if cards.hasHeightForWidth():  # only where a sentence is wrapped
            height = cards.totalHeightForWidth(self._area.viewport().width())
        height = min(max(height, 1), _MAX_HEIGHT)
        if self._area.height() != height:
            self._area.setFixedHeight(height)

    def _lay_out(self, hide: QPushButton) -> None:
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
        self._area = area = QScrollArea(widgetResizable=True)
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
        self._empty.setVisible(not self._cards)
        self.clear_button.setEnabled(any(entry.stage.finished for entry in self._cards))
