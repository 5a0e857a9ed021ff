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
        translate("CircumplexView", "negative"),
        translate("CircumplexView", "positive"),
        translate("CircumplexView", "calm"),
        translate("CircumplexView", "energetic"),
    )


def empty_text(total_songs: int) -> tuple[str, str]:
    """Return headline and advice for a map without points."""
    if total_songs:
        return (
            translate("CircumplexView", "No songs analyzed yet"),
            translate("CircumplexView", "Songs appear here as soon as they are analyzed."),
        )
    return (
        translate("CircumplexView", "No songs yet"),
        translate(
            "CircumplexView",
            "Add a music folder to see your songs on the map.",
        ),
    )


def help_text() -> str:
    """Return the help on using the map with mouse and keyboard."""
    return translate(
        "CircumplexView",
        "Each point is a song: positive moods are on the right, energetic ones at the "
        "top.\n\n"
        "Click to select, Shift-click to add, Ctrl-click to add or remove. Drag to "
        "select with a rectangle or the lasso. Scroll to zoom; drag with the middle or "
        "right button, or hold Ctrl and drag, to pan. Double-click a song to play it. "
        "Drag the selected song to correct its position.\n\n"
        "Keys: the arrow keys move from song to song (Shift extends the selection, Ctrl "
        "pans), Space or Enter plays, + and - zoom, Z zooms to the selection, 0 fits all "
        "songs, Backspace returns to the previous view, R selects with a rectangle, L "
        "with the lasso, H pans, Ctrl+A selects all, Esc clears the selection.",
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


def map_description(songs: int, selected: int, path: int, current: str | None) -> str:
    """Return a description of the map, and of a path of so many songs, for screen readers."""
    if not songs:
        return translate("CircumplexView", "No songs on the map.")
    text = translate("CircumplexView", "%1, %2 selected.")
    text = text.replace("%1", formatting.song_count(songs))
    text = text.replace("%2", formatting.format_count(selected))
    if path:
        path_text = translate("CircumplexView", "A path of %1 is drawn.")
        text = f"{text} {path_text.replace('%1', formatting.song_count(path))}"
    return text if current is None else f"{text} {current}"
