"""The three zoom buttons in the corner of the map."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from moodtagger.ui.circumplex.words import tr
from moodtagger.ui.theme import SPACE_S

_SIDE = 28


class ZoomButtons(QWidget):
    """Nearer, further, and the whole map; each names its key in the tooltip."""

    def __init__(
        self,
        parent: QWidget,
        nearer: Callable[[], None],
        further: Callable[[], None],
        fit: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._map = parent
        self.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(_button("\N{MINUS SIGN}", tr("Zoom out"), "-", further))
        row.addWidget(_button("+", tr("Zoom in"), "+", nearer))
        row.addWidget(_button(tr("Fit"), tr("Show the whole map"), "0", fit))

    def settle(self) -> None:
        """Move to the lower right corner of the parent."""
        self.adjustSize()
        away = QPoint(self.width() + 2 * SPACE_S - 1, self.height() + 2 * SPACE_S - 1)
        self.move(self._map.rect().bottomRight() - away)


def _button(text: str, name: str, key: str, action: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(tr("{0} (key {1})").format(name, key))
    button.setMinimumSize(_SIDE, _SIDE)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action)
    return button
