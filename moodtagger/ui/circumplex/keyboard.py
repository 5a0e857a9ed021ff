"""The map's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from moodtagger.ui.circumplex.view import CircumplexView

STEP = 1.3  # zoom of one press

_ARROWS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}


def handle_key(view: CircumplexView, event: QKeyEvent) -> bool:
    """Do what the key asks for; False when the key means nothing here."""
    key = Qt.Key(event.key())
    if key in _ARROWS:
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        view.walk(_ARROWS[key], keep)
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        view.zoom(STEP)
    elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
        view.zoom(1 / STEP)
    elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
        view.fit()
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return view.activate_current()
    else:
        return _select_key(view, event, key)
    return True


def _select_key(view: CircumplexView, event: QKeyEvent, key: Qt.Key) -> bool:
    """All or none; Esc is left to the window when there is nothing to clear."""
    if event.matches(QKeySequence.StandardKey.SelectAll):
        view.choose(view.scene.songs_shown())
        return True
    if key == Qt.Key.Key_Escape:
        return view.clear_selection()
    return False
