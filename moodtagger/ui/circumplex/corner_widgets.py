"""The widgets in the corners of the map: tools, zoom, color chooser."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from moodtagger.ui import icons
from moodtagger.ui.circumplex.color_legend import ColorChooser
from moodtagger.ui.circumplex.keyboard import ZOOM_STEP
from moodtagger.ui.circumplex.selectable_map import SelectableMap, Tool
from moodtagger.ui.circumplex.strings import translate
from moodtagger.ui.theme import SPACE, SPACE_S

_BUTTON_SIZE = 28
_ICON_SIZE = 18


class MapButtons(QWidget):
    """A row of buttons, each with an icon, a name and its key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._buttons: dict[QToolButton, tuple[str, Callable[[], str], str]] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_S)

    def add(self, icon_name: str, get_name: Callable[[], str], key: str) -> QToolButton:
        """Append a button; `get_name` returns its name in the current language."""
        button = QToolButton()
        button.setMinimumSize(_BUTTON_SIZE, _BUTTON_SIZE)
        button.setIconSize(QSize(_ICON_SIZE, _ICON_SIZE))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._buttons[button] = (icon_name, get_name, key)
        self._update_button(button)
        self._row.addWidget(button)
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and colors."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            for button in self._buttons:
                self._update_button(button)

    def _update_button(self, button: QToolButton) -> None:
        icon_name, get_name, key = self._buttons[button]
        button.setIcon(QIcon(icons.icon(icon_name, self.palette())))
        button.setAccessibleName(get_name())
        tip = translate("CircumplexView", "%1 (key %2)")
        button.setToolTip(tip.replace("%1", get_name()).replace("%2", key))


class ZoomButtons(MapButtons):
    """Buttons for the previous view, the selection, zoom out, zoom in and the whole map."""

    def __init__(
        self,
        parent: QWidget,
        back: Callable[[], object],
        selection: Callable[[], object],
        zoom_out: Callable[[], object],
        zoom_in: Callable[[], object],
        fit: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        back_key = translate("CircumplexView", "Backspace")
        self.back = self.add("back", _back_text, back_key)
        self.selection = self.add("zoom_to_selection", _selection_text, "Z")
        buttons = [self.back, self.selection]
        buttons += [self.add("minus", _zoom_out_text, "-"), self.add("plus", _zoom_in_text, "+")]
        buttons.append(self.add("fit", _fit_text, "0"))
        for button, act in zip(buttons, (back, selection, zoom_out, zoom_in, fit), strict=True):
            button.clicked.connect(lambda _checked=False, act=act: act())

    def set_available(self, back: bool, selection: bool) -> None:
        """Enable the buttons for the previous view and the selection."""
        self.back.setEnabled(back)
        self.selection.setEnabled(selection)


class ToolButtons(MapButtons):
    """Exclusive buttons for the drag tool; `chosen` carries a Tool."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._tools = {
            Tool.RUBBER_BAND: self.add("rubber_band", _rectangle_text, "R"),
            Tool.LASSO: self.add("lasso", _lasso_text, "L"),
            Tool.PAN: self.add("pan", _pan_text, "H"),
        }
        for tool, button in self._tools.items():
            button.setCheckable(True)
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, tool=tool: self.chosen.emit(tool))
        self.show_tool(Tool.RUBBER_BAND)

    def show_tool(self, tool: Tool) -> None:
        """Check the button of this tool."""
        self._tools[tool].setChecked(True)


def _back_text() -> str:
    return translate("CircumplexView", "Previous view")


def _selection_text() -> str:
    return translate("CircumplexView", "Zoom to selection")


def _zoom_out_text() -> str:
    return translate("CircumplexView", "Zoom out")


def _zoom_in_text() -> str:
    return translate("CircumplexView", "Zoom in")


def _fit_text() -> str:
    return translate("CircumplexView", "Fit all songs")


def _rectangle_text() -> str:
    return translate("CircumplexView", "Rectangle selection")


def _lasso_text() -> str:
    return translate("CircumplexView", "Lasso selection")


def _pan_text() -> str:
    return translate("CircumplexView", "Pan the map")


_MIN_CHOOSER_WIDTH = 60  # pixels of the color chooser in a narrow map


class CornerWidgets:
    """Three groups of controls over the map, which the labels avoid."""

    def __init__(self, view: SelectableMap) -> None:
        self._view = view
        self._last_state: tuple[object, ...] = ()
        self.tools = ToolButtons(view)
        self.colors = ColorChooser(view)
        self.zoom = ZoomButtons(
            view,
            view.go_back,
            view.zoom_to_selection,
            lambda: view.zoom(1 / ZOOM_STEP),
            lambda: view.zoom(ZOOM_STEP),
            view.fit,
        )
        self.tools.chosen.connect(view.set_tool)
        view.toolChanged.connect(self.tools.show_tool)
        self.colors.chosen.connect(view.colorRequested)

    def refresh(self) -> None:
        """Update after a change of size, colors, songs, selection or viewport."""
        view, scene = self._view, self._view.scene
        self.zoom.set_available(len(view.history) > 0, bool(scene.selection))
        coloring, theme = scene.coloring(view.theme().dark), view.theme()
        state = (coloring, theme, view.size(), len(scene.cloud) > 0)
        if state != self._last_state:
            self._last_state = state
            self.colors.show_legend(coloring, theme, songs=len(scene.cloud) > 0)
            self._arrange()

    def _arrange(self) -> None:
        view = self._view
        legend = self.colors.legend
        widgets = (self.tools, self.colors, self.zoom, legend)
        for widget in widgets:
            widget.adjustSize()
        free_width = (
            view.width() - self.zoom.width() - 3 * SPACE
        )  # they would overlap in a narrow map
        self.colors.resize(
            min(self.colors.width(), max(_MIN_CHOOSER_WIDTH, free_width)), self.colors.height()
        )
        bottom = view.height() - SPACE
        self.tools.move(SPACE, SPACE)
        self.colors.move(SPACE, bottom - self.colors.height())
        legend.move(SPACE, self.colors.y() - SPACE_S - legend.height())
        self.zoom.move(view.width() - SPACE - self.zoom.width(), bottom - self.zoom.height())
        view.scene.reserved_rects = [_geometry_of(w) for w in widgets if not w.isHidden()]


def _geometry_of(widget: QWidget) -> QRectF:
    return QRectF(widget.geometry())
