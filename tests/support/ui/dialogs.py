"""Find the dialogs that the actions of a window open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from moodtagger.ui.main_window.window import MainWindow


def dialog_openers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Return, by action text, the triggers of all enabled actions that open a dialog."""
    skipped = {"quit", "add_folder", "analyze_file", "demo", "stop", "rescan"}
    action_names = {
        id(a): name for name, a in vars(window.actions_).items() if isinstance(a, QAction)
    }
    return {
        action.text(): action.trigger
        for action in window.actions_.all()
        if action.isEnabled()
        and action_names.get(id(action)) not in skipped
        and not any(part in action.text() for part in ("ave", "mport"))  # Save, Import
    }


def is_inside(widget: QWidget | None, window: QWidget) -> bool:
    """Return whether the widget is the window or one of its descendants."""
    while widget is not None and widget is not window:
        widget = widget.parentWidget()
    return widget is window
