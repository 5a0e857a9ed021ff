"""The views of the map that were left, so that one can go back."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from moodtagger.ui.circumplex.geometry import Viewport

_MAX_VIEWS = 60
_CONTINUOUS_KINDS = frozenset({"pan", "zoom", "walk"})  # movements that come in pieces
_SAME_MOVE_S = 0.8  # turns of the wheel that follow each other sooner are one movement


class ViewHistory:
    """Zoom and middle of the views before; the size of the window does not belong to them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._views: deque[tuple[float, tuple[float, float]]] = deque(maxlen=_MAX_VIEWS)
        self._last_move = ("", -1e9)

    def __len__(self) -> int:
        return len(self._views)

    def push(self, port: Viewport, kind: str) -> None:
        """The view is about to change; `how` names the movement, which may come in pieces."""
        now = self._clock()
        last_kind, last_time = self._last_move
        self._last_move = kind, now
        continues = (
            kind == last_kind and kind in _CONTINUOUS_KINDS and now - last_time < _SAME_MOVE_S
        )
        if not (continues and self._views):
            self._views.append((port.zoom, port.center))

    def back(self, port: Viewport) -> Viewport | None:
        """The view before this one, in a window of this size; None when there is none."""
        self._last_move = ("", -1e9)
        while self._views:
            zoom, centre = self._views.pop()
            if (zoom, centre) != (port.zoom, port.center):
                return replace(port, zoom=zoom, center=centre)
        return None
