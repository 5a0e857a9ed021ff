"""What stands in the corners of the map: tools, zoom, and what the colours tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from moodtagger.ui.circumplex.color_chooser import ColorChooser
from moodtagger.ui.circumplex.keyboard import ZOOM_STEP
from moodtagger.ui.circumplex.tool_buttons import ToolButtons, ZoomButtons
from moodtagger.ui.theme import SPACE, SPACE_S

if TYPE_CHECKING:
    from moodtagger.ui.circumplex.view import CircumplexView

_MIN_CHOOSER_WIDTH = 60  # pixels of the choice of colours in a narrow map


class CornerWidgets:
    """Three groups of controls over the map; words keep clear of them."""

    def __init__(self, view: CircumplexView) -> None:
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
        self.colors.chosen.connect(view.colorRequested)

    def refresh(self) -> None:
        """The map has changed: size, colours, songs, selection or view."""
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
        free_width = view.width() - self.zoom.width() - 3 * SPACE  # in a narrow map they would meet
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
