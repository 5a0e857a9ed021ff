"""Keyboard handling of the map."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from moodtagger.ui.circumplex.selectable_map import SelectableMap, Tool

ZOOM_STEP = 1.3  # zoom factor of one key press
_PAN_STEP = 60  # pixels of one key press

_DIRECTIONS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}
_COMMANDS: dict[Qt.Key, Callable[[SelectableMap], object]] = {
    Qt.Key.Key_Plus: lambda view: view.zoom(ZOOM_STEP),
    Qt.Key.Key_Equal: lambda view: view.zoom(ZOOM_STEP),
    Qt.Key.Key_Minus: lambda view: view.zoom(1 / ZOOM_STEP),
    Qt.Key.Key_Underscore: lambda view: view.zoom(1 / ZOOM_STEP),
    Qt.Key.Key_0: lambda view: view.fit(),
    Qt.Key.Key_Home: lambda view: view.fit(),
    Qt.Key.Key_Z: lambda view: view.zoom_to_selection(),
    Qt.Key.Key_Backspace: lambda view: view.go_back(),
    Qt.Key.Key_R: lambda view: view.set_tool(Tool.RUBBER_BAND),
    Qt.Key.Key_L: lambda view: view.set_tool(Tool.LASSO),
    Qt.Key.Key_H: lambda view: view.set_tool(Tool.PAN),
    Qt.Key.Key_Menu: lambda view: view.request_menu(None),
}
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def handle_key(view: SelectableMap, event: QKeyEvent) -> bool:
    """Run the command of a key; return False when the map has none for it."""
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if event.matches(QKeySequence.StandardKey.SelectAll):
        view.select(view.scene.shown_songs())
        return True
    if key in _DIRECTIONS:
        return _handle_arrow(view, _DIRECTIONS[key], modifiers)
    if modifiers & _MODIFIERS:
        return False
    if key in _COMMANDS:
        _COMMANDS[key](view)
        return True
    if key == Qt.Key.Key_Space:
        return event.isAutoRepeat() or view.play()
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return view.activate_current()
    # The window handles Esc when there is nothing to clear.
    return key == Qt.Key.Key_Escape and view.clear_selection()


def _handle_arrow(
    view: SelectableMap, direction: tuple[int, int], modifiers: Qt.KeyboardModifier
) -> bool:
    """Select the next song; Shift extends the selection, Ctrl pans the map instead."""
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return False
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        view.pan(-_PAN_STEP * direction[0], -_PAN_STEP * direction[1])
    else:
        view.select_next(direction, bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
    return True
