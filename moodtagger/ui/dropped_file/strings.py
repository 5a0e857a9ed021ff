"""A prediction in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.prediction import Prediction
from moodtagger.ui.formatting import format_decimal
from moodtagger.ui.mood_display_names import mood_text

MAX_MOODS_SHOWN = 4


def quadrant_summary(prediction: Prediction) -> str:
    """'Mostly relaxed (72 %)'."""
    names = {
        Quadrant.HAPPY: _tr("happy"),
        Quadrant.ANGRY: _tr("angry"),
        Quadrant.SAD: _tr("sad"),
        Quadrant.RELAXED: _tr("relaxed"),
    }
    text = _tr("Mostly %1 (%2 %)").replace("%1", names[prediction.top_quadrant])
    return text.replace("%2", str(round(100 * prediction.confidence)))


def moods_summary(prediction: Prediction) -> str:
    """The confident moods, or the likeliest ones with a word of caution."""
    if prediction.confident:
        listed = [_percent(label, prediction) for label in prediction.confident]
        return _tr("Sure of: %1").replace("%1", ", ".join(listed))
    likely = sorted(prediction.moods, key=lambda label: -prediction.moods[label])[:MAX_MOODS_SHOWN]
    listed = [_percent(label, prediction) for label in likely]
    return _tr("No confident mood; likeliest: %1").replace("%1", ", ".join(listed))


def valence_arousal_text(prediction: Prediction) -> str:
    """The place on the map as two numbers with their uncertainty."""
    text = _tr("Valence %1 \N{PLUS-MINUS SIGN} %2, arousal %3 \N{PLUS-MINUS SIGN} %4")
    numbers = (
        f"{prediction.valence:+.2f}",
        format_decimal(prediction.valence_sd, 2),
        f"{prediction.arousal:+.2f}",
        format_decimal(prediction.arousal_sd, 2),
    )
    for index, value in enumerate(numbers, start=1):
        text = text.replace(f"%{index}", value)
    return text


def _percent(label: str, prediction: Prediction) -> str:
    return f"{mood_text(label)} {round(100 * prediction.moods[label])} %"


def _tr(text: str) -> str:
    return QCoreApplication.translate("DroppedFileCard", text)
