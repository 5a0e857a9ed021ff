"""What a cell of the table says: short on screen, in words for tooltips and screen readers."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLocale

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.library.columns import shown_moods
from moodtagger.ui.library.fields import Column, column_title
from moodtagger.ui.library.text import display_text, plain_tooltip
from moodtagger.ui.words import clock

MINUS = "\N{MINUS SIGN}"
ACCEPTED = "\N{CHECK MARK}"
REJECTED = "\N{BALLOT X}"


def state_text(state: TrackState) -> str:
    """A state in words."""
    tr = QCoreApplication.translate
    return {
        TrackState.WAITING: tr("library", "Not heard yet"),
        TrackState.REVIEW: tr("library", "Needs review"),
        TrackState.UNSURE: tr("library", "No confident mood"),
        TrackState.DECIDED: tr("library", "Decided, not written"),
        TrackState.WRITTEN: tr("library", "Written"),
        TrackState.FAILED: tr("library", "Failed"),
        TrackState.ABSENT: tr("library", "File is away"),
    }[state]


def quadrant_text(quadrant: Quadrant) -> str:
    """A quadrant's name."""
    tr = QCoreApplication.translate
    return {
        Quadrant.HAPPY: tr("library", "Happy"),
        Quadrant.ANGRY: tr("library", "Angry"),
        Quadrant.SAD: tr("library", "Sad"),
        Quadrant.RELAXED: tr("library", "Relaxed"),
    }[quadrant]


def mood_text(label: str) -> str:
    """A mood's label in the language of the window; labels are data, so most stay as they are."""
    return display_text(QCoreApplication.translate("moods", label))


def signed(value: float | None) -> str:
    """A coordinate of the plane with its sign, two decimals; empty when unknown."""
    if value is None or math.isnan(value):
        return ""
    text = QLocale().toString(abs(value), "f", 2)
    if round(value, 2) == 0:
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


def percent(probability: float | None) -> str:
    """A probability as whole per cent; empty when unknown."""
    if probability is None:
        return ""
    return QCoreApplication.translate("library", "%1 %").replace(
        "%1", str(round(probability * 100))
    )


def cell_text(row: SongRow, column: Column) -> str:
    """What the cell shows."""
    return _SHOWN[column](row)


def cell_tooltip(row: SongRow, column: Column) -> str:
    """The full text of the cell, and why the song failed or has no mood."""
    if column is Column.TITLE:
        return plain_tooltip(cell_text(row, column), row.path, row.message)
    if column is Column.PROPOSED:
        return plain_tooltip(*decisions_in_words(row))
    if column is Column.STATE:
        return plain_tooltip(state_text(row.state), row.message)
    return plain_tooltip(cell_text(row, column))


def accessible_text(row: SongRow, column: Column) -> str:
    """The cell for a screen reader, with its column's name since values alone say little."""
    if column is Column.TITLE:
        return cell_text(row, column)
    if column is Column.PROPOSED:
        words = ". ".join(decisions_in_words(row))
    else:
        words = cell_text(row, column)
    words = words or QCoreApplication.translate("library", "none")
    if column is Column.STATE and row.message:
        words = f"{words}. {display_text(row.message)}"
    return f"{column_title(column)}: {words}"


def decisions_in_words(row: SongRow) -> list[str]:
    """Lines such as 'Accepted: calm', 'Proposed: tender'; none when there is nothing."""
    tr = QCoreApplication.translate
    decided = {*row.accepted, *row.rejected}
    groups = (
        (tr("library", "Accepted: %1"), row.accepted),
        (tr("library", "Proposed: %1"), tuple(m for m in row.proposed if m not in decided)),
        (tr("library", "Rejected: %1"), row.rejected),
    )
    return [text.replace("%1", ", ".join(map(mood_text, moods))) for text, moods in groups if moods]


def _confidence(row: SongRow) -> str:
    if row.quadrant is None:
        return ""
    return f"{quadrant_text(row.quadrant)} {percent(row.confidence)}".strip()


def _moods(row: SongRow) -> str:
    marks = dict.fromkeys(row.accepted, ACCEPTED) | dict.fromkeys(row.rejected, REJECTED)
    return ", ".join(f"{mood_text(m)} {marks.get(m, '')}".strip() for m in shown_moods(row))


_SHOWN: dict[Column, Callable[[SongRow], str]] = {
    Column.TITLE: lambda row: display_text(row.name),
    Column.ARTIST: lambda row: display_text(row.tags.artist),
    Column.ALBUM: lambda row: display_text(row.tags.album),
    Column.TAGGED: lambda row: display_text(", ".join(row.tags.moods)),
    Column.PROPOSED: _moods,
    Column.VALENCE: lambda row: signed(row.valence),
    Column.AROUSAL: lambda row: signed(row.arousal),
    Column.CONFIDENCE: _confidence,
    Column.LENGTH: lambda row: "" if row.duration_s is None else clock(row.duration_s),
    Column.STATE: lambda row: state_text(row.state),
}
