"""Geometry, splitters and columns: into the settings and back."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from moodtagger.settings import Settings
from moodtagger.ui.main_window.layout import Views

DEFAULT_SIZE = (1280, 800)


def save_window_state(window: QMainWindow, views: Views) -> dict[str, str]:
    """The state of the window as text values for the settings."""
    return {
        **views.saved_state,
        "geometry": _encode(window.saveGeometry().data()),
        "sides": _encode(views.main_splitter.saveState().data()),
        "centre": _encode(views.center_splitter.saveState().data()),
        "columns": _encode(views.table.save_state()),
        "page": views.bottom_tabs.current_page(),
        "map": views.map.corners.colors.choice().as_text(),
        "sidebar": "hidden" if views.sidebar.isHidden() else "shown",
        "inspector": "hidden" if views.inspector.isHidden() else "shown",
    }


def restore_window_state(window: QMainWindow, views: Views, settings: Settings) -> None:
    """Take over a remembered state; what does not fit is left at its default."""
    window.resize(*DEFAULT_SIZE)
    state = {name: _decode(text) for name, text in settings.window.items()}
    if state.get("geometry"):
        window.restoreGeometry(QByteArray(state["geometry"]))
    if state.get("sides"):
        views.main_splitter.restoreState(QByteArray(state["sides"]))
    if state.get("centre"):
        views.center_splitter.restoreState(QByteArray(state["centre"]))
    if state.get("columns"):
        views.table.restore_state(state["columns"])
    views.saved_state.update(settings.window)
    views.show_page(settings.window.get("page", ""))
    views.sidebar.setHidden(settings.window.get("sidebar") == "hidden")
    views.inspector.setHidden(settings.window.get("inspector") == "hidden")


def _encode(state: bytes | bytearray | memoryview) -> str:
    return base64.b64encode(state).decode("ascii")


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
