"""Why a song is an answer, in a few words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from moodtagger.core.similarity.query import Hit
from moodtagger.ui.mood_display_names import mood_text

_VERY_NEAR, _NEAR = 0.99, 0.9  # shares of random pairs of songs that are farther apart
_RATHER = 0.5
_SAME_TEMPO, _APART = 0.5, 12.0  # beats a minute; what is farther apart is no reason
_DOUBLE = 0.06  # how far from twice or half, as a share


def why(hit: Hit, tempo: float | None) -> str:
    """'same moods: dark, tense · 3 bpm apart · near in sound'.

    `tempo` is that of the song or songs asked about. Where nothing stands out, the parts that
    come nearest are told as they are.
    """
    parts = [_moods(hit), _beats(hit.tempo, tempo), *_near(hit)]
    return "  \N{MIDDLE DOT}  ".join(part for part in parts if part) or _at_least(hit)


def bpm_text(tempo: float | None) -> str:
    """Beats a minute as a whole number; empty when unknown."""
    return "" if tempo is None else QLocale().toString(round(tempo))


def _moods(hit: Hit) -> str:
    tr = QCoreApplication.translate
    named = ", ".join(map(mood_text, hit.moods))
    return tr("Alike", "same moods: %1").replace("%1", named) if named else ""


def _beats(one: float | None, other: float | None) -> str:
    tr = QCoreApplication.translate
    if not one or not other:
        return ""
    apart = abs(one - other)
    if apart < _SAME_TEMPO:
        return tr("Alike", "same tempo")
    if abs(one / other / 2 - 1) < _DOUBLE:
        return tr("Alike", "twice the tempo")
    if abs(other / one / 2 - 1) < _DOUBLE:
        return tr("Alike", "half the tempo")
    if apart > _APART:
        return ""
    return tr("Alike", "%1 bpm apart").replace("%1", bpm_text(max(1.0, apart)))


def _near(hit: Hit) -> list[str]:
    tr = QCoreApplication.translate
    return [
        *_named(
            hit.sound,
            tr("Alike", "near in sound"),
            tr("Alike", "very near in sound"),
        ),
        *_named(
            hit.feeling,
            tr("Alike", "near on the map"),
            tr("Alike", "very near on the map"),
        ),
    ]


def _named(share: float, near: str, very: str) -> list[str]:
    if share < _NEAR:
        return []
    return [very if share >= _VERY_NEAR else near]


def _at_least(hit: Hit) -> str:
    """The best of the three with its share."""
    tr = QCoreApplication.translate
    texts = {
        tr("Alike", "nearer in mood than %1 of 100 songs"): hit.mood,
        tr("Alike", "nearer on the map than %1 of 100 songs"): hit.feeling,
        tr("Alike", "nearer in sound than %1 of 100 songs"): hit.sound,
    }
    best = max(texts, key=lambda text: texts[text])
    if texts[best] < _RATHER:
        return tr("Alike", "not near in any way")
    return best.replace("%1", QLocale().toString(int(100 * texts[best])))
