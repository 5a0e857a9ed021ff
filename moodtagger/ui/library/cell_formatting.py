"""Texts of table cells: on screen, in tooltips, for screen readers and for the clipboard."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from moodtagger.core.circumplex import Quadrant, energy_level
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.formatting import format_time, key_text, mood_text
from moodtagger.ui.library.column_definitions import (
    ATTRIBUTE_COLUMNS,
    NUMERIC_COLUMNS,
    TableColumn,
    column_title,
)
from moodtagger.ui.library.song_columns import shown_moods
from moodtagger.ui.text_normalization import display_text, plain_tooltip
from moodtagger.ui.translation import translate_message

MINUS = "\N{MINUS SIGN}"
ACCEPTED_MARK = "\N{CHECK MARK}"
REJECTED_MARK = "\N{BALLOT X}"
APPROXIMATE_MARK = "\N{ALMOST EQUAL TO}"
EDITED_MARK = "\N{LOWER RIGHT PENCIL}"
_SUMMARY_COLUMNS = (
    TableColumn.ARTIST,
    TableColumn.CONFIDENCE,
    TableColumn.VALENCE,
    TableColumn.AROUSAL,
    TableColumn.PROPOSED,
    TableColumn.STATE,
)
_BPM_COLUMNS = frozenset({TableColumn.BPM, TableColumn.TAG_BPM, TableColumn.DETECTED_BPM})
_EMOTION_COLUMNS = frozenset(
    {TableColumn.VALENCE, TableColumn.AROUSAL, TableColumn.CONFIDENCE, TableColumn.ENERGY}
)


def state_text(state: TrackState) -> str:
    """Return the name of a track state."""
    tr = QCoreApplication.translate
    return {
        TrackState.WAITING: tr("library", "Not analyzed"),
        TrackState.REVIEW: tr("library", "To review"),
        TrackState.UNSURE: tr("library", "No clear mood"),
        TrackState.DECIDED: tr("library", "Ready to write"),
        TrackState.WRITTEN: tr("library", "In tags"),
        TrackState.FAILED: tr("library", "Failed"),
        TrackState.SPEECH: tr("library", "Speech"),
        TrackState.ABSENT: tr("library", "Missing"),
    }[state]


def quadrant_text(quadrant: Quadrant) -> str:
    """Return the name of a quadrant."""
    tr = QCoreApplication.translate
    return {
        Quadrant.HAPPY: tr("library", "Happy"),
        Quadrant.ANGRY: tr("library", "Angry"),
        Quadrant.SAD: tr("library", "Sad"),
        Quadrant.RELAXED: tr("library", "Relaxed"),
    }[quadrant]


def signed(value: float | None) -> str:
    """Format valence or arousal with sign and two decimals; empty when unknown."""
    if value is None or math.isnan(value):
        return ""
    text = QLocale().toString(abs(value), "f", 2)
    if round(value, 2) == 0:
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


def percent(probability: float | None) -> str:
    """Format a probability as whole percent; empty when unknown."""
    if probability is None:
        return ""
    return QCoreApplication.translate("library", "%1%").replace("%1", str(round(probability * 100)))


def cell_text(row: SongRow, column: TableColumn) -> str:
    """Return the text of a cell."""
    return _CELL_TEXTS[column](row)


def cell_tooltip(row: SongRow, column: TableColumn) -> str:
    """Return the full text of a cell, with details such as why the song failed."""
    if column is TableColumn.TITLE:
        return plain_tooltip(cell_text(row, column), row.path, translate_message(row.message))
    if column is TableColumn.PROPOSED:
        return plain_tooltip(*decision_lines(row), *stale_analysis_lines(row))
    if column is TableColumn.STATE:
        return plain_tooltip(
            state_text(row.state), translate_message(row.message), *stale_analysis_lines(row)
        )
    if column in _BPM_COLUMNS:
        return plain_tooltip(*_bpm_lines(row))
    if column in {TableColumn.KEY, TableColumn.TAG_KEY, TableColumn.DETECTED_KEY}:
        return plain_tooltip(cell_text(row, column), *_key_lines(row))
    if column in _EMOTION_COLUMNS:
        lines = (*correction_lines(row), *stale_analysis_lines(row))
        return plain_tooltip(cell_text(row, column), *lines)
    return plain_tooltip(cell_text(row, column))


def _bpm_lines(row: SongRow) -> list[str]:
    """Say the tempo to a tenth, where it comes from, and the text of a tempo tag that is none."""
    tr = QCoreApplication.translate
    lines = []
    if row.corrected_bpm is not None:
        lines.append(f"{EDITED_MARK} {_exact_bpm(row.corrected_bpm)}")
        if row.tags.bpm is None or round(row.tags.bpm) != round(row.corrected_bpm):
            lines.append(tr("library", "Corrected by you; not in the file."))
    if row.tags.bpm:
        lines.append(tr("library", "In the file: %1 BPM").replace("%1", _exact_bpm(row.tags.bpm)))
    if row.predicted_bpm is not None:
        text = tr("library", "Detected: %1 BPM")
        lines.append(text.replace("%1", _exact_bpm(row.predicted_bpm)))
        if not row.tags.bpm:
            lines.append(tr("library", "Detected; the file has no tempo tag."))
    if row.tags.ignored_bpm:
        text = tr("library", "Ignored tempo tag: “%1”")
        lines.append(text.replace("%1", row.tags.ignored_bpm))
    return lines


def accessible_text(row: SongRow, column: TableColumn) -> str:
    """Return a cell's text for screen readers, prefixed with the column title."""
    if column is TableColumn.TITLE:
        return cell_text(row, column)
    if column is TableColumn.PROPOSED:
        text = ". ".join(decision_lines(row))
    else:
        text = cell_text(row, column)
    text = text or QCoreApplication.translate("library", "none")
    if column is TableColumn.RATING and row.tags.rating is not None:
        text = QLocale().toString(row.tags.rating, "g", 2)
    if column in _EMOTION_COLUMNS and row.correction is not None:
        text = ". ".join([text.replace(EDITED_MARK, "").strip(), *correction_lines(row)])
    if column is TableColumn.CONFIDENCE:
        text = ". ".join([text, *stale_analysis_lines(row)])
    if column is TableColumn.STATE and row.message:
        text = f"{text}. {display_text(translate_message(row.message))}"
    return f"{column_title(column)}: {text}"


def song_description(row: SongRow) -> str:
    """Describe what the map shows of a song, for users of a screen reader."""
    parts = [accessible_text(row, column) for column in _SUMMARY_COLUMNS if cell_text(row, column)]
    return ". ".join(part.rstrip(".") for part in parts)


def correction_lines(row: SongRow) -> list[str]:
    """Return the user's correction and the original prediction; empty without a correction."""
    tr = QCoreApplication.translate
    if row.correction is None:
        return []
    user_text = tr("library", "Your position: valence %1, arousal %2 (%3)")
    lines = [
        _fill_point(
            user_text, row.correction.valence, row.correction.arousal, row.effective_quadrant
        )
    ]
    if row.valence is None or row.arousal is None:
        return [*lines, tr("library", "Not analyzed yet")]
    predicted_text = tr("library", "Original analysis: valence %1, arousal %2 (%3)")
    return [*lines, _fill_point(predicted_text, row.valence, row.arousal, row.quadrant)]


def stale_analysis_lines(row: SongRow) -> list[str]:
    """Return a note if the song was analyzed by an older model or only quickly, else nothing."""
    if not row.stale:
        return []
    return [QCoreApplication.translate("library", "Preliminary: the complete analysis follows.")]


def _fill_point(text: str, valence: float, arousal: float, quadrant: Quadrant | None) -> str:
    name = "" if quadrant is None else quadrant_text(quadrant)
    for placeholder, part in (("%1", signed(valence)), ("%2", signed(arousal)), ("%3", name)):
        text = text.replace(placeholder, part)
    return text


def decision_lines(row: SongRow) -> list[str]:
    """List decisions and suggestions: 'Accepted: calm', 'Likely: tender'; may be empty."""
    tr = QCoreApplication.translate
    decided = {*row.accepted, *row.rejected}
    groups = (
        (tr("library", "Accepted: %1"), row.accepted),
        (tr("library", "Suggested: %1"), tuple(m for m in row.proposed if m not in decided)),
        (tr("library", "Likely: %1"), tuple(m for m in row.likely if m not in decided)),
        (tr("library", "Rejected: %1"), row.rejected),
    )
    return [text.replace("%1", ", ".join(map(mood_text, moods))) for text, moods in groups if moods]


def _confidence_text(row: SongRow) -> str:
    if row.correction is not None:
        text = QCoreApplication.translate("library", "%1 (corrected)")
        return text.replace("%1", quadrant_text(row.correction.quadrant))
    if row.quadrant is None:
        return ""
    return f"{quadrant_text(row.quadrant)} {percent(row.confidence)}".strip()


def _coordinate_text(row: SongRow, value: float | None) -> str:
    """Format a coordinate, prefixed with a pencil where the user corrected it."""
    return signed(value) if row.correction is None else f"{EDITED_MARK} {signed(value)}"


def _bpm_text(row: SongRow) -> str:
    """Format the tempo, marked as approximate unless it was read from the tags."""
    number = _rounded(row.effective_bpm)
    if row.corrected_bpm is not None:
        return f"{EDITED_MARK} {number}"
    return number if row.tags.bpm or not number else f"{APPROXIMATE_MARK} {number}"


def _rounded(value: float | None) -> str:
    return "" if value is None else str(round(value))


def _exact_bpm(value: float | None) -> str:
    """Format a tempo with a tenth, for tooltips."""
    return "" if value is None else QLocale().toString(round(value, 1), "g", 6)


def _key_text(row: SongRow) -> str:
    """Format the key, marked as approximate unless it was read from the tags."""
    if row.tagged_key is not None:
        return key_text(row.tagged_key)
    if row.predicted_key is None:
        return display_text(row.tags.key)
    return f"{APPROXIMATE_MARK} {key_text(row.predicted_key)}"


def _key_lines(row: SongRow) -> list[str]:
    """Say where the key comes from, and where tag and analysis differ."""
    tr = QCoreApplication.translate
    lines = []
    if row.tags.key:
        lines.append(tr("library", "In the file: “%1”").replace("%1", display_text(row.tags.key)))
    if row.predicted_key is not None and row.predicted_key != row.tagged_key:
        text = tr("library", "Detected: %1").replace("%1", key_text(row.predicted_key))
        lines.append(text)
    return lines


def _whole_number(value: int | None) -> str:
    return "" if value is None else str(value)


def _stars_text(stars: float | None) -> str:
    """Draw stars, and a fraction for half of one."""
    if stars is None:
        return ""
    whole = int(stars)
    return "\N{BLACK STAR}" * whole + ("\N{VULGAR FRACTION ONE HALF}" if stars > whole else "")


def _date_text(moment: datetime | None) -> str:
    """Format a day of the user's time zone as the language does."""
    if moment is None:
        return ""
    local = moment.astimezone()
    date = QDate(local.year, local.month, local.day)
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)


def _moods_text(row: SongRow) -> str:
    marks = dict.fromkeys(row.accepted, ACCEPTED_MARK) | dict.fromkeys(row.rejected, REJECTED_MARK)
    return ", ".join(f"{mood_text(m)} {marks.get(m, '')}".strip() for m in shown_moods(row))


def _attribute_text(name: str) -> Callable[[SongRow], str]:
    """Return a function that formats an attribute with two decimals."""
    return lambda row: (
        "" if row.attributes is None else QLocale().toString(row.attributes[name], "f", 2)
    )


_CELL_TEXTS: dict[TableColumn, Callable[[SongRow], str]] = {
    TableColumn.TITLE: lambda row: display_text(row.name),
    TableColumn.ARTIST: lambda row: display_text(row.tags.artist),
    TableColumn.ALBUM: lambda row: display_text(row.tags.album),
    TableColumn.TAGGED: lambda row: display_text(", ".join(row.tags.moods)),
    TableColumn.PROPOSED: _moods_text,
    TableColumn.VALENCE: lambda row: _coordinate_text(row, row.effective_valence),
    TableColumn.AROUSAL: lambda row: _coordinate_text(row, row.effective_arousal),
    TableColumn.CONFIDENCE: _confidence_text,
    TableColumn.LENGTH: lambda row: "" if row.duration_s is None else format_time(row.duration_s),
    TableColumn.STATE: lambda row: state_text(row.state),
    TableColumn.GENRE: lambda row: display_text(row.tags.genre),
    TableColumn.BPM: lambda row: _bpm_text(row),
    TableColumn.TAG_BPM: lambda row: _rounded(row.tags.bpm),
    TableColumn.DETECTED_BPM: lambda row: _rounded(row.predicted_bpm),
    TableColumn.KEY: lambda row: _key_text(row),
    TableColumn.TAG_KEY: lambda row: (
        display_text(row.tags.key) if row.tagged_key is None else key_text(row.tagged_key)
    ),
    TableColumn.DETECTED_KEY: lambda row: key_text(row.predicted_key),
    TableColumn.ENERGY: lambda row: (
        "" if row.effective_arousal is None else str(energy_level(row.effective_arousal))
    ),
    TableColumn.RATING: lambda row: _stars_text(row.tags.rating),
    TableColumn.YEAR: lambda row: _whole_number(row.tags.year),
    TableColumn.TRACK: lambda row: _whole_number(row.tags.track),
    TableColumn.DISC: lambda row: _whole_number(row.tags.disc),
    TableColumn.ALBUM_ARTIST: lambda row: display_text(row.tags.album_artist),
    TableColumn.ADDED: lambda row: _date_text(row.added),
    **{column: _attribute_text(name) for column, name in ATTRIBUTE_COLUMNS.items()},
}


_FORMULA_PREFIXES = ("=", "+", "-", "@")


def rows_as_tsv(rows: Sequence[SongRow], columns: Sequence[TableColumn]) -> str:
    """Format songs as tab-separated values with a header, for spreadsheets."""
    lines = ["\t".join(column_title(column) for column in columns)]
    lines += ["\t".join(_clipboard_text(row, column) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _clipboard_text(row: SongRow, column: TableColumn) -> str:
    """Return a cell's text with machine-readable numbers and formulas escaped."""
    text = cell_text(row, column)
    if column is TableColumn.RATING:
        return "" if row.tags.rating is None else f"{row.tags.rating:g}"
    if column in NUMERIC_COLUMNS:
        return (
            text.replace(EDITED_MARK, "").replace(APPROXIMATE_MARK, "").replace(MINUS, "-").strip()
        )
    return f"'{text}" if text.startswith(_FORMULA_PREFIXES) else text
