"""The table's columns: their names, widths, and how each is sorted."""

from __future__ import annotations

import enum

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication

from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.text_normalization import display_text, fold


class Column(enum.IntEnum):
    """Columns in the order of the model."""

    TITLE = 0
    ARTIST = 1
    ALBUM = 2
    TAGGED = 3
    PROPOSED = 4
    VALENCE = 5
    AROUSAL = 6
    CONFIDENCE = 7
    LENGTH = 8
    STATE = 9
    GENRE = 10
    BPM = 11
    KEY = 12
    ENERGY = 13


NUMERIC = frozenset(
    {
        Column.VALENCE,
        Column.AROUSAL,
        Column.CONFIDENCE,
        Column.LENGTH,
        Column.BPM,
        Column.ENERGY,
    }
)
# Shown when the person asks for them: with these the usual window would be too narrow.
HIDDEN_AT_FIRST = frozenset({Column.GENRE, Column.BPM, Column.KEY, Column.ENERGY})
# Widths in characters of the table's font; those that are shown at first fit a window 1440 pixels
# wide together.
WIDTHS = {
    Column.TITLE: 19,
    Column.ARTIST: 13,
    Column.ALBUM: 11,
    Column.TAGGED: 13,
    Column.PROPOSED: 16,
    Column.VALENCE: 10,
    Column.AROUSAL: 10,
    Column.CONFIDENCE: 19,
    Column.LENGTH: 8,
    Column.STATE: 20,
    Column.GENRE: 12,
    Column.BPM: 7,
    Column.KEY: 7,
    Column.ENERGY: 9,
}
_TEXT = {
    Column.TITLE: "title",
    Column.ARTIST: "artist",
    Column.ALBUM: "album",
    Column.TAGGED: "tagged",
    Column.PROPOSED: "proposed",
    Column.GENRE: "genre",
    Column.KEY: "key",
}
_NUMBER = {
    Column.VALENCE: "valence",
    Column.AROUSAL: "arousal",
    Column.CONFIDENCE: "confidence",
    Column.LENGTH: "duration",
    Column.BPM: "bpm",
    Column.ENERGY: "arousal",
}
# Columns whose cells show just what they are sorted by.
_PLAIN = frozenset(_TEXT) - {Column.PROPOSED}
_CERTAIN = 2.0  # where a person said so: above every probability


def column_title(column: Column) -> str:
    """The column's name in the language of the window."""
    tr = QCoreApplication.translate
    return {
        Column.TITLE: tr("library", "Title"),
        Column.ARTIST: tr("library", "Artist"),
        Column.ALBUM: tr("library", "Album"),
        Column.TAGGED: tr("library", "Mood in file"),
        Column.PROPOSED: tr("library", "Moods"),
        Column.VALENCE: tr("library", "Valence"),
        Column.AROUSAL: tr("library", "Arousal"),
        Column.CONFIDENCE: tr("library", "Confidence"),
        Column.LENGTH: tr("library", "Length"),
        Column.STATE: tr("library", "State"),
        Column.GENRE: tr("library", "Genre"),
        Column.BPM: tr("library", "BPM"),
        Column.KEY: tr("library", "Key"),
        Column.ENERGY: tr("library", "Energy"),
    }[column]


def column_help(column: Column) -> str:
    """What the column holds, as a whole sentence."""
    tr = QCoreApplication.translate
    return {
        Column.TITLE: tr("library", "The title, or the file's name where there is none."),
        Column.ARTIST: tr("library", "The artist as the file's tags name them."),
        Column.ALBUM: tr("library", "The album as the file's tags name it."),
        Column.TAGGED: tr("library", "The mood that the file's own tags hold already."),
        Column.PROPOSED: tr("library", "Moods proposed for the song, and what you decided."),
        Column.VALENCE: tr("library", "How pleasant the song feels: −1 sad or tense, 1 pleasant."),
        Column.AROUSAL: tr("library", "How stirred the song feels: −1 calm, 1 energetic."),
        Column.CONFIDENCE: tr(
            "library", "The likeliest quadrant and how probable it is, or the one you chose."
        ),
        Column.LENGTH: tr("library", "How long the song is."),
        Column.STATE: tr("library", "Where the song stands on its way to a written tag."),
        Column.GENRE: tr("library", "The genre as the file's tags name it."),
        Column.BPM: tr("library", "Beats per minute by the file's tags, else as heard (≈)."),
        Column.KEY: tr("library", "The musical key as the file's tags give it."),
        Column.ENERGY: tr("library", "The arousal on a DJ's scale: 1 calm, 10 energetic."),
    }[column]


def starting_with(
    columns: SongColumns, column: Column, folded: str
) -> npt.NDArray[np.bool_] | None:
    """Which slots' cells begin so, without regard to case and accents; None where rows tell."""
    if column not in _PLAIN:
        return None
    name = _TEXT[column]
    holds = columns.category(name).matching(
        lambda text: fold(display_text(text)).startswith(folded)
    )
    mask: npt.NDArray[np.bool_] = holds[columns.code(name)]
    return mask


def sort_key(columns: SongColumns, column: Column) -> npt.NDArray[np.float64]:
    """A number for each slot to sort by, ascending; NaN where there is nothing to compare."""
    if column in _TEXT:
        name = _TEXT[column]
        codes = columns.code(name)
        ranks = columns.category(name).ranks()
        return ranks[codes] if len(ranks) else np.full(len(codes), np.nan)
    if column is Column.CONFIDENCE:
        return np.where(columns.corrected, _CERTAIN, columns.number("confidence"))
    if column in _NUMBER:
        return columns.number(_NUMBER[column])
    return columns.state.astype(np.float64)
