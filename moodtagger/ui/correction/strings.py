"""A place on the plane in words and numbers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from moodtagger.core.circumplex import quadrant_of
from moodtagger.ui.inspector.strings import arousal_words, valence_words
from moodtagger.ui.library.cell_text import quadrant_text, signed

Place = tuple[float, float]


def in_words(place: Place) -> str:
    """'Sad (rather unpleasant, very calm)'."""
    text = QCoreApplication.translate("correction", "%1 (%2, %3)")
    text = text.replace("%1", quadrant_text(quadrant_of(*place)))
    return text.replace("%2", valence_words(place[0])).replace("%3", arousal_words(place[1]))


def in_numbers(place: Place) -> str:
    """'valence −0.50, arousal −0.75'."""
    text = QCoreApplication.translate("correction", "valence %1, arousal %2")
    return text.replace("%1", signed(place[0])).replace("%2", signed(place[1]))
