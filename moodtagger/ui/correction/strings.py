"""A place on the plane in words and numbers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from moodtagger.core.circumplex import quadrant_of
from moodtagger.ui.inspector.strings import arousal_text, valence_text
from moodtagger.ui.library.cell_text import quadrant_text, signed

PlanePoint = tuple[float, float]


def describe_point(point: PlanePoint) -> str:
    """'Sad (rather unpleasant, very calm)'."""
    text = QCoreApplication.translate("correction", "%1 (%2, %3)")
    text = text.replace("%1", quadrant_text(quadrant_of(*point)))
    return text.replace("%2", valence_text(point[0])).replace("%3", arousal_text(point[1]))


def format_point(point: PlanePoint) -> str:
    """'valence −0.50, arousal −0.75'."""
    text = QCoreApplication.translate("correction", "valence %1, arousal %2")
    return text.replace("%1", signed(point[0])).replace("%2", signed(point[1]))
