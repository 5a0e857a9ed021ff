"""Why a song is an answer, in a few words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from moodtagger.core.similarity.query import SimilarityResult
from moodtagger.ui.mood_display_names import mood_text

_VERY_NEAR, _NEAR = 0.99, 0.9  # shares of random pairs of songs that are farther apart
_MIN_NOTABLE = 0.5
_SAME_TEMPO, _MAX_TEMPO_DIFFERENCE = 0.5, 12.0  # beats a minute; what is farther apart is no reason
_DOUBLE_TOLERANCE = 0.06  # how far from twice or half, as a share


def reasons_text(result: SimilarityResult, tempo: float | None) -> str:
    """'same moods: dark, tense · 3 bpm apart · near in sound'.

    `tempo` is that of the song or songs asked about. Where nothing stands out, the parts that
    come nearest are told as they are.
    """
    parts = [_mood_reason(result), _tempo_reason(result.bpm, tempo), *_near_reasons(result)]
    return "  \N{MIDDLE DOT}  ".join(part for part in parts if part) or _best_match_text(result)


def bpm_text(tempo: float | None) -> str:
    """Beats a minute as a whole number; empty when unknown."""
    return "" if tempo is None else QLocale().toString(round(tempo))


def _mood_reason(result: SimilarityResult) -> str:
    tr = QCoreApplication.translate
    names = ", ".join(map(mood_text, result.shared_moods))
    return tr("Alike", "same moods: %1").replace("%1", names) if names else ""


def _tempo_reason(one: float | None, other: float | None) -> str:
    tr = QCoreApplication.translate
    if not one or not other:
        return ""
    difference = abs(one - other)
    if difference < _SAME_TEMPO:
        return tr("Alike", "same tempo")
    if abs(one / other / 2 - 1) < _DOUBLE_TOLERANCE:
        return tr("Alike", "twice the tempo")
    if abs(other / one / 2 - 1) < _DOUBLE_TOLERANCE:
        return tr("Alike", "half the tempo")
    if difference > _MAX_TEMPO_DIFFERENCE:
        return ""
    return tr("Alike", "%1 bpm apart").replace("%1", bpm_text(max(1.0, difference)))


def _near_reasons(result: SimilarityResult) -> list[str]:
    tr = QCoreApplication.translate
    return [
        *_near_text(
            result.sound,
            tr("Alike", "near in sound"),
            tr("Alike", "very near in sound"),
        ),
        *_near_text(
            result.feeling,
            tr("Alike", "near on the map"),
            tr("Alike", "very near on the map"),
        ),
    ]


def _near_text(fraction: float, near: str, very: str) -> list[str]:
    if fraction < _NEAR:
        return []
    return [very if fraction >= _VERY_NEAR else near]


def _best_match_text(result: SimilarityResult) -> str:
    """The best of the three with its share."""
    tr = QCoreApplication.translate
    texts = {
        tr("Alike", "nearer in mood than %1 of 100 songs"): result.mood,
        tr("Alike", "nearer on the map than %1 of 100 songs"): result.feeling,
        tr("Alike", "nearer in sound than %1 of 100 songs"): result.sound,
    }
    best = max(texts, key=lambda text: texts[text])
    if texts[best] < _MIN_NOTABLE:
        return tr("Alike", "not near in any way")
    return best.replace("%1", QLocale().toString(int(100 * texts[best])))
