"""Geometry, splitters and columns: into the settings and back."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from moodtagger.settings import Settings
from moodtagger.ui.main_window.layout import Views

DEFAULT_SIZE = (1280, 800)


def remember(window: QMainWindow, views: Views) -> dict[str, str]:
    """The state of the window as text values for the settings."""
    return {
        **views.kept,
        "geometry": _text(window.saveGeometry().data()),
        "sides": _text(views.sides.saveState().data()),
        "centre": _text(views.centre.saveState().data()),
        "columns": _text(views.table.save_state()),
        "page": views.pages.shown_page(),
        "map": views.map.corners.colors.choice().as_text(),
        "sidebar": "hidden" if views.sidebar.isHidden() else "shown",
        "inspector": "hidden" if views.inspector.isHidden() else "shown",
    }


def restore(window: QMainWindow, views: Views, settings: Settings) -> None:
    """Take over a remembered state; what does not fit is left at its default."""
    window.resize(*DEFAULT_SIZE)
    kept = {name: _bytes(text) for name, text in settings.window.items()}
    if kept.get("geometry"):
        window.restoreGeometry(QByteArray(kept["geometry"]))
    if kept.get("sides"):
        views.sides.restoreState(QByteArray(kept["sides"]))
    if kept.get("centre"):
        views.centre.restoreState(QByteArray(kept["centre"]))
    if kept.get("columns"):
        views.table.restore_state(kept["columns"])
    views.kept.update(settings.window)
    views.show_page(settings.window.get("page", ""))
    views.sidebar.setHidden(settings.window.get("sidebar") == "hidden")
    views.inspector.setHidden(settings.window.get("inspector") == "hidden")


def _text(state: bytes | bytearray | memoryview) -> str:
    return base64.b64encode(state).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
