"""What a cell of the table says: short on screen, in words for tooltips and screen readers."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLocale

from moodtagger.core.circumplex import Quadrant, energy
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.error_translation import told
from moodtagger.ui.formatting import clock
from moodtagger.ui.library.column_definitions import Column, column_title
from moodtagger.ui.library.song_columns import shown_moods
from moodtagger.ui.mood_display_names import mood_text as mood_text
from moodtagger.ui.text_normalization import display_text, plain_tooltip

MINUS = "\N{MINUS SIGN}"
ACCEPTED = "\N{CHECK MARK}"
REJECTED = "\N{BALLOT X}"
ABOUT = "\N{ALMOST EQUAL TO}"
BY_HAND = "\N{LOWER RIGHT PENCIL}"
_TOLD = (
    Column.ARTIST,
    Column.CONFIDENCE,
    Column.VALENCE,
    Column.AROUSAL,
    Column.PROPOSED,
    Column.STATE,
)
_FELT = frozenset({Column.VALENCE, Column.AROUSAL, Column.CONFIDENCE, Column.ENERGY})


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
        return plain_tooltip(cell_text(row, column), row.path, told(row.message))
    if column is Column.PROPOSED:
        return plain_tooltip(*decisions_in_words(row), *older_in_words(row))
    if column is Column.STATE:
        return plain_tooltip(state_text(row.state), told(row.message), *older_in_words(row))
    if column is Column.BPM and row.tempo is not None and not row.tags.bpm:
        heard = QCoreApplication.translate("library", "Heard; the file's tags give no tempo.")
        return plain_tooltip(cell_text(row, column), heard)
    if column in _FELT:
        lines = (*correction_in_words(row), *older_in_words(row))
        return plain_tooltip(cell_text(row, column), *lines)
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
    if column in _FELT and row.correction is not None:
        words = ". ".join([words.replace(BY_HAND, "").strip(), *correction_in_words(row)])
    if column is Column.CONFIDENCE:
        words = ". ".join([words, *older_in_words(row)])
    if column is Column.STATE and row.message:
        words = f"{words}. {display_text(told(row.message))}"
    return f"{column_title(column)}: {words}"


def song_in_words(row: SongRow) -> str:
    """All that the map shows of a song, for those who hear the table instead."""
    parts = [accessible_text(row, column) for column in _TOLD if cell_text(row, column)]
    return ". ".join(part.rstrip(".") for part in parts)


def correction_in_words(row: SongRow) -> list[str]:
    """What the person said of a corrected song, and what the network had said; else nothing."""
    tr = QCoreApplication.translate
    if row.correction is None:
        return []
    mine = tr("library", "You put it at valence %1, arousal %2 (%3).")
    lines = [_placed(mine, row.correction.valence, row.correction.arousal, row.felt_quadrant)]
    if row.valence is None or row.arousal is None:
        return [*lines, tr("library", "The network has not heard it.")]
    theirs = tr("library", "The network heard valence %1, arousal %2 (%3).")
    return [*lines, _placed(theirs, row.valence, row.arousal, row.quadrant)]


def older_in_words(row: SongRow) -> list[str]:
    """That another network than the one in use heard the song; else nothing."""
    if not row.older:
        return []
    return [QCoreApplication.translate("library", "Heard by an older network, not yet anew.")]


def _placed(text: str, valence: float, arousal: float, quadrant: Quadrant | None) -> str:
    name = "" if quadrant is None else quadrant_text(quadrant)
    for mark, part in (("%1", signed(valence)), ("%2", signed(arousal)), ("%3", name)):
        text = text.replace(mark, part)
    return text


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
    if row.correction is not None:
        text = QCoreApplication.translate("library", "%1 (you)")
        return text.replace("%1", quadrant_text(row.correction.quadrant))
    if row.quadrant is None:
        return ""
    return f"{quadrant_text(row.quadrant)} {percent(row.confidence)}".strip()


def _felt(row: SongRow, value: float | None) -> str:
    """A coordinate, with a pencil before it where the person gave it."""
    return signed(value) if row.correction is None else f"{BY_HAND} {signed(value)}"


def _bpm(row: SongRow) -> str:
    """The tempo, marked as about right where it was heard and not read from the file."""
    if row.tempo is None:
        return ""
    number = QLocale().toString(round(row.tempo, 1), "g", 6)
    return number if row.tags.bpm else f"{ABOUT} {number}"


def _moods(row: SongRow) -> str:
    marks = dict.fromkeys(row.accepted, ACCEPTED) | dict.fromkeys(row.rejected, REJECTED)
    return ", ".join(f"{mood_text(m)} {marks.get(m, '')}".strip() for m in shown_moods(row))


_SHOWN: dict[Column, Callable[[SongRow], str]] = {
    Column.TITLE: lambda row: display_text(row.name),
    Column.ARTIST: lambda row: display_text(row.tags.artist),
    Column.ALBUM: lambda row: display_text(row.tags.album),
    Column.TAGGED: lambda row: display_text(", ".join(row.tags.moods)),
    Column.PROPOSED: _moods,
    Column.VALENCE: lambda row: _felt(row, row.felt_valence),
    Column.AROUSAL: lambda row: _felt(row, row.felt_arousal),
    Column.CONFIDENCE: _confidence,
    Column.LENGTH: lambda row: "" if row.duration_s is None else clock(row.duration_s),
    Column.STATE: lambda row: state_text(row.state),
    Column.GENRE: lambda row: display_text(row.tags.genre),
    Column.BPM: lambda row: _bpm(row),
    Column.KEY: lambda row: display_text(row.tags.key),
    Column.ENERGY: lambda row: "" if row.felt_arousal is None else str(energy(row.felt_arousal)),
}
