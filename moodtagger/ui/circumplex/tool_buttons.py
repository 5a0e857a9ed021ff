"""The buttons in the corners of the map: what dragging does, and where to look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from moodtagger.ui import icons
from moodtagger.ui.circumplex.mouse import Tool
from moodtagger.ui.circumplex.strings import translate
from moodtagger.ui.theme import SPACE_S

_SIDE = 28
_ICON = 18


class MapButtons(QWidget):
    """A row of buttons, each with an icon, a name and its key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._buttons: dict[QToolButton, tuple[str, Callable[[], str], str]] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_S)

    def add(self, drawing: str, name: Callable[[], str], key: str) -> QToolButton:
        """One more button at the right; `name` gives it in the language in force."""
        button = QToolButton()
        button.setMinimumSize(_SIDE, _SIDE)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._buttons[button] = (drawing, name, key)
        self._dress(button)
        self._row.addWidget(button)
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            for button in self._buttons:
                self._dress(button)

    def _dress(self, button: QToolButton) -> None:
        drawing, name, key = self._buttons[button]
        button.setIcon(QIcon(icons.icon(drawing, self.palette())))
        button.setAccessibleName(name())
        tip = translate("CircumplexView", "%1 (key %2)")
        button.setToolTip(tip.replace("%1", name()).replace("%2", key))


class ZoomButtons(MapButtons):
    """Back, selection, further, nearer and the whole map."""

    def __init__(
        self,
        parent: QWidget,
        back: Callable[[], object],
        selection: Callable[[], object],
        further: Callable[[], object],
        nearer: Callable[[], object],
        fit: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        back_key = translate("CircumplexView", "Backspace")
        self.back = self.add("back", _back, back_key)
        self.selection = self.add("near", _selection, "Z")
        buttons = [self.back, self.selection]
        buttons += [self.add("minus", _further, "-"), self.add("plus", _nearer, "+")]
        buttons.append(self.add("whole", _whole, "0"))
        for button, act in zip(buttons, (back, selection, further, nearer, fit), strict=True):
            button.clicked.connect(lambda _checked=False, act=act: act())

    def show_possible(self, back: bool, selection: bool) -> None:
        """Whether there is a view before, and a song to zoom to."""
        self.back.setEnabled(back)
        self.selection.setEnabled(selection)


class ToolButtons(MapButtons):
    """What dragging with the left button does; `chosen` carries a Tool."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._tools = {
            Tool.BAND: self.add("band", _band, "R"),
            Tool.LASSO: self.add("lasso", _lasso, "L"),
            Tool.PAN: self.add("hand", _hand, "H"),
        }
        for tool, button in self._tools.items():
            button.setCheckable(True)
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, tool=tool: self.chosen.emit(tool))
        self.show_tool(Tool.BAND)

    def show_tool(self, tool: Tool) -> None:
        """That one is in use."""
        self._tools[tool].setChecked(True)


def _back() -> str:
    return translate("CircumplexView", "Back to the view before")


def _selection() -> str:
    return translate("CircumplexView", "Show the selected songs")


def _further() -> str:
    return translate("CircumplexView", "Zoom out")


def _nearer() -> str:
    return translate("CircumplexView", "Zoom in")


def _whole() -> str:
    return translate("CircumplexView", "Show the whole map")


def _band() -> str:
    return translate("CircumplexView", "Select with a rectangle")


def _lasso() -> str:
    return translate("CircumplexView", "Select with a lasso")


def _hand() -> str:
    return translate("CircumplexView", "Move the map")
