"""The cards of dropped files, floating in the lower right corner of the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from moodtagger.ui import theme

if TYPE_CHECKING:
    from moodtagger.ui.dropped_file.card import DroppedFileCard

_CARD_WIDTH = 400
_MAX_HEIGHT_FRACTION = 0.7  # of the parent's height at most


class CardStack(QScrollArea):
    """Holds any number of cards, newest on top; invisible without cards."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Dropped files"))
        self._content = QWidget()
        self._cards: dict[str, DroppedFileCard] = {}  # by path, in the order of their coming
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE)
        self.setWidget(self._content)
        parent.installEventFilter(self)
        self._content.installEventFilter(self)
        self.hide()

    def card(self, path: str) -> DroppedFileCard | None:
        """The card of that file, if there is one."""
        return self._cards.get(path)

    def cards(self) -> list[DroppedFileCard]:
        """All cards."""
        return list(self._cards.values())

    def add(self, card: DroppedFileCard) -> None:
        """Put a card on top."""
        self._cards[card.path] = card
        self._column.insertWidget(0, card)
        self._update_geometry()
        self.show()
        self.raise_()

    def remove(self, path: str) -> None:
        """Take a card away."""
        card = self._cards.pop(path, None)
        if card is not None:
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self.setVisible(bool(self.cards()))
        self._update_geometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the corner when the parent or the cards change their size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._update_geometry()
        return super().eventFilter(watched, event)

    def _update_geometry(self) -> None:
        available = self._parent.rect()
        width = min(_CARD_WIDTH, available.width() - 2 * theme.SPACE)
        preferred_height = self._column.heightForWidth(width)
        if preferred_height < 0:
            preferred_height = self._column.sizeHint().height()
        height = min(preferred_height, round(available.height() * _MAX_HEIGHT_FRACTION))
        left = available.width() - width - theme.SPACE_L
        self.setGeometry(left, available.height() - height - theme.SPACE_L, width, height)
