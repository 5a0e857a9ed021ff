"""The views of the map that were left, so that one can go back."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from moodtagger.ui.circumplex.geometry import Viewport

_KEPT = 60
_FLOWS = frozenset({"pan", "zoom", "walk"})  # movements that come in pieces
_ONE_MOVE_S = 0.8  # turns of the wheel that follow each other sooner are one movement


class Trail:
    """Zoom and middle of the views before; the size of the window does not belong to them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: deque[tuple[float, tuple[float, float]]] = deque(maxlen=_KEPT)
        self._last = ("", -1e9)

    def __len__(self) -> int:
        return len(self._left)

    def leave(self, port: Viewport, how: str) -> None:
        """The view is about to change; `how` names the movement, which may come in pieces."""
        now = self._clock()
        before, when = self._last
        self._last = how, now
        goes_on = how == before and how in _FLOWS and now - when < _ONE_MOVE_S
        if not (goes_on and self._left):
            self._left.append((port.zoom, port.centre))

    def back(self, port: Viewport) -> Viewport | None:
        """The view before this one, in a window of this size; None when there is none."""
        self._last = ("", -1e9)
        while self._left:
            zoom, centre = self._left.pop()
            if (zoom, centre) != (port.zoom, port.centre):
                return replace(port, zoom=zoom, centre=centre)
        return None
