"""A song's moods over time as the colored bands of the seek bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtGui import QColor

from moodtagger.core.circumplex import quadrant_of
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.cell_formatting import percent, quadrant_text
from moodtagger.ui.theme import mood_color, quadrant_color

MAX_MENU_MOODS = 8  # of a song, by which the bar can be colored
_MAX_GAP_S = 0.5  # closer bands of the same name are joined


@dataclass(frozen=True, slots=True)
class MoodTimeline:
    """A song's segments, and its moods, most probable first."""

    segments: tuple[Segment, ...]
    moods: tuple[Mood, ...]


@dataclass(frozen=True, slots=True)
class MoodBand:
    """A section of the bar; `height` in [0, 1]; `name` is drawn where it fits."""

    start_s: float
    end_s: float
    color: QColor
    height: float
    name: str = ""


def mood_timeline(prediction: Prediction, vocabulary: Vocabulary) -> MoodTimeline:
    """Return the timeline with confident moods first, then by descending probability."""
    known = [label for label in prediction.moods if label in vocabulary.labels]
    by_probability = sorted(known, key=lambda label: -prediction.moods[label])
    confident = [label for label in by_probability if label in prediction.confident]
    order = [*confident, *(label for label in by_probability if label not in confident)]
    moods = tuple(vocabulary.by_label(label) for label in order)
    return MoodTimeline(prediction.segments, moods)


def mood_bands(segments: Sequence[Segment], mood: Mood | None, dark: bool) -> list[MoodBand]:
    """Return the bands of a song by quadrant (`mood` None) or by a mood's probability.

    By quadrant, adjacent segments form one band with its name. By mood, each segment is a band
    whose height is the mood's probability.
    """
    if mood is not None:
        color = mood_color(mood, dark)
        return [
            MoodBand(s.start_s, s.end_s, color, min(max(s.moods.get(mood.label, 0.0), 0.0), 1.0))
            for s in segments
        ]
    out: list[MoodBand] = []
    for quadrant, group in groupby(segments, lambda s: quadrant_of(s.valence, s.arousal)):
        color, name = quadrant_color(quadrant, dark), quadrant_text(quadrant)
        for segment in group:
            last = out[-1] if out else None
            if last is not None and last.name == name and _is_adjacent(last, segment):
                out[-1] = MoodBand(last.start_s, segment.end_s, color, 1.0, name)
            else:
                out.append(MoodBand(segment.start_s, segment.end_s, color, 1.0, name))
    return out


def mood_text_at(segments: Sequence[Segment], mood: Mood | None, seconds: float) -> str:
    """Return the quadrant's name at a time, or the mood with its probability."""
    for segment in segments:
        if segment.start_s <= seconds < segment.end_s or segment is segments[-1]:
            break
    else:
        return ""
    if not segment.start_s <= seconds <= segment.end_s + _MAX_GAP_S:
        return ""
    if mood is None:
        return quadrant_text(quadrant_of(segment.valence, segment.arousal))
    return f"{mood_text(mood.label)} {percent(segment.moods.get(mood.label, 0.0))}"


def _is_adjacent(band: MoodBand, segment: Segment) -> bool:
    return segment.start_s - band.end_s < _MAX_GAP_S
