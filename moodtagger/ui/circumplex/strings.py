"""Translated texts of the map: quadrants, axes, help and descriptions."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication

from moodtagger.core.circumplex import Quadrant
from moodtagger.ui import formatting
from moodtagger.ui.library.cell_formatting import signed

translate = QCoreApplication.translate

_MAX_LENGTH = 300


def quadrant_name(quadrant: Quadrant) -> str:
    """Return the quadrant's name in the user's language."""
    names = {
        Quadrant.HAPPY: translate("CircumplexView", "Happy"),
        Quadrant.ANGRY: translate("CircumplexView", "Angry"),
        Quadrant.SAD: translate("CircumplexView", "Sad"),
        Quadrant.RELAXED: translate("CircumplexView", "Relaxed"),
    }
    return names[quadrant]


def axis_names() -> tuple[str, str, str, str]:
    """Return the labels of the axes' ends: left, right, bottom, top."""
    return (
        translate("CircumplexView", "unpleasant"),
        translate("CircumplexView", "pleasant"),
        translate("CircumplexView", "calm"),
        translate("CircumplexView", "excited"),
    )


def empty_text(total_songs: int) -> tuple[str, str]:
    """Return headline and advice for a map without points."""
    if total_songs:
        return (
            translate("CircumplexView", "No song has been heard yet"),
            translate("CircumplexView", "Songs appear here as soon as they have been listened to."),
        )
    return (
        translate("CircumplexView", "No songs yet"),
        translate(
            "CircumplexView",
            "Open a folder with music: each song takes its place on this map of feeling.",
        ),
    )


def help_text() -> str:
    """Return the help on using the map with mouse and keyboard."""
    return translate(
        "CircumplexView",
        "Each point is a song: the further right, the more pleasant; the further up, the more "
        "excited.\n\n"
        "Click selects, Shift adds, Ctrl adds or takes away, dragging selects a rectangle or "
        "what the lasso goes around. "
        "The wheel zooms; the middle or right button, or Ctrl and drag, moves the map. "
        "Double-click plays a song. Drag the selected song to where it feels right to you.\n\n"
        "Keys: arrows walk from song to song (Shift keeps the selection, Ctrl moves the map), "
        "Space or Enter plays, + and - zoom, Z shows the selected songs, 0 shows everything, "
        "Backspace goes back to the view before, R draws rectangles, L a lasso, H moves the map, "
        "Ctrl+A selects all, Esc selects none.",
    )


def drag_target_text(quadrant: Quadrant, valence: float, arousal: float) -> str:
    """Return the label of the position that a song is dragged to."""
    text = translate("CircumplexView", "%1: valence %2, arousal %3")
    text = text.replace("%1", quadrant_name(quadrant))
    return text.replace("%2", signed(valence)).replace("%3", signed(arousal))


def printable_line(text: str) -> str:
    """Return text from a file as one printable line of limited length."""
    clipped = text[:_MAX_LENGTH].encode("utf-8", "replace").decode("utf-8")
    replacements = {"Cc": " ", "Cf": "", "Zl": " ", "Zp": " "}
    line = "".join(replacements.get(unicodedata.category(c), c) for c in clipped)
    return " ".join(line.split())


def map_description(songs: int, selected: int, current: str | None) -> str:
    """Return a description of the map for screen readers."""
    if not songs:
        return translate("CircumplexView", "No songs on the map.")
    text = translate("CircumplexView", "Songs: %1. Selected: %2.")
    text = text.replace("%1", formatting.format_count(songs)).replace(
        "%2", formatting.format_count(selected)
    )
    return text if current is None else f"{text} {current}"
