"""The words of the map that are not data: quadrant names, axes, help."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication

from moodtagger.core.circumplex import Quadrant

_CONTEXT = "CircumplexView"
_SHOWN_AT_MOST = 300


def tr(text: str, n: int = -1) -> str:
    """Translate a text of the map."""
    return QCoreApplication.translate(_CONTEXT, text, None, n)


def quadrant_name(quadrant: Quadrant) -> str:
    """The quadrant in the user's language."""
    names = {
        Quadrant.HAPPY: tr("Happy"),
        Quadrant.ANGRY: tr("Angry"),
        Quadrant.SAD: tr("Sad"),
        Quadrant.RELAXED: tr("Relaxed"),
    }
    return names[quadrant]


def axis_names() -> tuple[str, str, str, str]:
    """The ends of the axes: left, right, bottom, top."""
    return tr("unpleasant"), tr("pleasant"), tr("calm"), tr("excited")


def empty_text(known_songs: int) -> tuple[str, str]:
    """Headline and advice for a map without points."""
    if known_songs:
        return (
            tr("No song has been heard yet"),
            tr("Songs appear here as soon as they have been listened to."),
        )
    return (
        tr("No songs yet"),
        tr("Open a folder with music: each song takes its place on this map of feeling."),
    )


def help_text() -> str:
    """How to use the map with mouse and keys."""
    return tr(
        "Each point is a song: the further right, the more pleasant; the further up, the more "
        "excited.\n\n"
        "Click selects, Ctrl or Shift adds and takes away, dragging selects a rectangle. "
        "The wheel zooms; the middle or right button, or Space and drag, moves the map. "
        "Double-click opens a song.\n\n"
        "Keys: arrows walk from song to song (Shift keeps the selection), Enter opens, "
        "+ and - zoom, 0 shows everything, Ctrl+A selects all, Esc selects none."
    )


def plain(text: str) -> str:
    """Text from a file as one printable line of bounded length, without control marks."""
    kept = text[:_SHOWN_AT_MOST].encode("utf-8", "replace").decode("utf-8")
    marks = {"Cc": " ", "Cf": "", "Zl": " ", "Zp": " "}
    line = "".join(marks.get(unicodedata.category(c), c) for c in kept)
    return " ".join(line.split())


def describe(songs: int, selected: int, current: str | None) -> str:
    """The map in a sentence, for those who hear it."""
    if not songs:
        return tr("No songs on the map.")
    text = tr("Songs: {0}. Selected: {1}.").format(songs, selected)
    return text if current is None else f"{text} {current}"
