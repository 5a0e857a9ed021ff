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
from moodtagger.ui.jobs.job_registry import Entry, Ledger

_MOST_HEIGHT = 220  # of the cards, before they scroll


class JobPanel(QWidget):
    """Follows a ledger; `reasonsWanted` with the entry whose failed files are asked for."""

    reasonsWanted = Signal(object)
    closed = Signal()

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._cards: dict[Entry, JobCard] = {}
        self.setAccessibleName(self.tr("Jobs"))
        self.setAccessibleDescription(
            self.tr("Scans, writes and other long jobs, with their progress and outcome")
        )
        self.clear = QPushButton(self.tr("Clear &finished"))
        self.clear.setAccessibleDescription(self.tr("Take jobs that are over out of the list"))
        self.clear.clicked.connect(ledger.clear)
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
        ledger.added.connect(self._add)
        ledger.changed.connect(self._renew)
        ledger.removed.connect(self._remove)
        self._show_empty()

    def card(self, entry: Entry) -> JobCard | None:
        """The card of a job."""
        return self._cards.get(entry)

    def add_switch(self, switch: QWidget) -> None:
        """A switch for all jobs, before the panel's own buttons."""
        self._top.insertWidget(self._top.indexOf(self.clear), switch)

    def focus(self) -> None:
        """Take the focus: to the newest job's first button, or to the panel's own."""
        for card in reversed(self._cards.values()):
            for button in (card.pause, card.stop, card.reasons, card.close_):
                if button.isVisible() and button.isEnabled():
                    button.setFocus()
                    return
        self.clear.setFocus()

    def event(self, event: QEvent) -> bool:
        """Be as high as the cards ask for, up to a limit."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same when a card grows or goes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        cards = self._list
        wanted = cards.totalSizeHint().height()
        if cards.hasHeightForWidth():  # only where a sentence is wrapped
            wanted = cards.totalHeightForWidth(self._area.viewport().width())
        wanted = min(max(wanted, 1), _MOST_HEIGHT)
        if self._area.height() != wanted:
            self._area.setFixedHeight(wanted)

    def _lay_out(self, hide: QPushButton) -> None:
        title = QLabel(self.tr("Jobs"))
        title.setFont(theme.scaled_font(self.font(), 1.0, bold=True))
        self._top = top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch()
        top.addWidget(self.clear)
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
        self._fit()

    def _add(self, entry: Entry) -> None:
        card = JobCard(entry)
        card.pauseWanted.connect(lambda on: self._ledger.pause(entry, on))
        card.stopWanted.connect(lambda: self._ledger.stop(entry))
        card.reasonsWanted.connect(lambda: self.reasonsWanted.emit(entry))
        card.closed.connect(lambda: self._ledger.remove(entry))
        self._cards[entry] = card
        self._list.insertWidget(0, card)
        self._show_empty()

    def _renew(self, entry: Entry) -> None:
        card = self._cards.get(entry)
        if card is not None:
            card.renew()
        self._show_empty()

    def _remove(self, entry: Entry) -> None:
        card = self._cards.pop(entry, None)
        if card is not None:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._show_empty()

    def _show_empty(self) -> None:
        self._empty.setVisible(not self._cards)
        self.clear.setEnabled(any(entry.stage.over for entry in self._cards))
