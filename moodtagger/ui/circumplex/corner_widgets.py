"""What stands in the corners of the map: tools, zoom, and what the colours tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from moodtagger.ui.circumplex.color_chooser import ColorCorner
from moodtagger.ui.circumplex.keyboard import STEP
from moodtagger.ui.circumplex.tool_buttons import ToolButtons, ZoomButtons
from moodtagger.ui.theme import SPACE, SPACE_S

if TYPE_CHECKING:
    from moodtagger.ui.circumplex.view import CircumplexView

_LEAST = 60  # pixels of the choice of colours in a narrow map


class Corners:
    """Three groups of controls over the map; words keep clear of them."""

    def __init__(self, view: CircumplexView) -> None:
        self._view = view
        self._seen: tuple[object, ...] = ()
        self.tools = ToolButtons(view)
        self.colors = ColorCorner(view)
        self.zoom = ZoomButtons(
            view,
            view.go_back,
            view.zoom_to_selection,
            lambda: view.zoom(1 / STEP),
            lambda: view.zoom(STEP),
            view.fit,
        )
        self.tools.chosen.connect(view.set_tool)
        self.colors.chosen.connect(view.colorWanted)

    def follow(self) -> None:
        """The map has changed: size, colours, songs, selection or view."""
        view, scene = self._view, self._view.scene
        self.zoom.show_possible(len(view.trail) > 0, bool(scene.selection))
        coloring, look = scene.coloring(view.look().dark), view.look()
        seen = (coloring, look, view.size(), len(scene.cloud) > 0)
        if seen != self._seen:
            self._seen = seen
            self.colors.explain(coloring, look, songs=len(scene.cloud) > 0)
            self._settle()

    def _settle(self) -> None:
        view = self._view
        legend = self.colors.legend
        widgets = (self.tools, self.colors, self.zoom, legend)
        for widget in widgets:
            widget.adjustSize()
        room = view.width() - self.zoom.width() - 3 * SPACE  # in a narrow map they would meet
        self.colors.resize(min(self.colors.width(), max(_LEAST, room)), self.colors.height())
        bottom = view.height() - SPACE
        self.tools.move(SPACE, SPACE)
        self.colors.move(SPACE, bottom - self.colors.height())
        legend.move(SPACE, self.colors.y() - SPACE_S - legend.height())
        self.zoom.move(view.width() - SPACE - self.zoom.width(), bottom - self.zoom.height())
        view.scene.reserved = [_taken(w) for w in widgets if not w.isHidden()]


def _taken(widget: QWidget) -> QRectF:
    return QRectF(widget.geometry())
