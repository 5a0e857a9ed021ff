"""The table's columns: titles, default widths and sort keys."""

from __future__ import annotations

import enum

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication

from moodtagger.core.text_order import fold, shown_name
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.text_normalization import display_text


class TableColumn(enum.IntEnum):
    """Columns in model order."""

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
    YEAR = 14
    TRACK = 15
    DISC = 16
    ALBUM_ARTIST = 17
    ADDED = 18
    DANCEABILITY = 19
    ACOUSTICNESS = 20
    INSTRUMENTALNESS = 21
    LIVENESS = 22
    SPEECHINESS = 23
    DETECTED_KEY = 24


ATTRIBUTE_COLUMNS = {
    TableColumn.DANCEABILITY: "danceability",
    TableColumn.ACOUSTICNESS: "acousticness",
    TableColumn.INSTRUMENTALNESS: "instrumentalness",
    TableColumn.LIVENESS: "liveness",
    TableColumn.SPEECHINESS: "speechiness",
}
NUMERIC_COLUMNS = frozenset(
    {
        TableColumn.VALENCE,
        TableColumn.AROUSAL,
        TableColumn.CONFIDENCE,
        TableColumn.LENGTH,
        TableColumn.BPM,
        TableColumn.ENERGY,
        TableColumn.YEAR,
        TableColumn.TRACK,
        TableColumn.DISC,
        *ATTRIBUTE_COLUMNS,
    }
)
# Hidden by default: a window of default size has no space for them.
HIDDEN_BY_DEFAULT = frozenset(
    {
        TableColumn.GENRE,
        TableColumn.BPM,
        TableColumn.KEY,
        TableColumn.DETECTED_KEY,
        TableColumn.ENERGY,
        TableColumn.YEAR,
        TableColumn.TRACK,
        TableColumn.DISC,
        TableColumn.ALBUM_ARTIST,
        TableColumn.ADDED,
        *ATTRIBUTE_COLUMNS,
    }
)
# Widths in characters of the table's font; the columns shown by default fit a window 1440 pixels
# wide.
DEFAULT_WIDTHS = {
    TableColumn.TITLE: 19,
    TableColumn.ARTIST: 13,
    TableColumn.ALBUM: 11,
    TableColumn.TAGGED: 13,
    TableColumn.PROPOSED: 16,
    TableColumn.VALENCE: 10,
    TableColumn.AROUSAL: 10,
    TableColumn.CONFIDENCE: 19,
    TableColumn.LENGTH: 8,
    TableColumn.STATE: 20,
    TableColumn.GENRE: 12,
    TableColumn.BPM: 7,
    TableColumn.KEY: 7,
    TableColumn.DETECTED_KEY: 9,
    TableColumn.ENERGY: 9,
    TableColumn.YEAR: 7,
    TableColumn.TRACK: 7,
    TableColumn.DISC: 7,
    TableColumn.ALBUM_ARTIST: 13,
    TableColumn.ADDED: 11,
    **dict.fromkeys(ATTRIBUTE_COLUMNS, 12),
}
_TEXT_NAMES = {
    TableColumn.TITLE: "title",
    TableColumn.ARTIST: "artist",
    TableColumn.ALBUM: "album",
    TableColumn.TAGGED: "tagged",
    TableColumn.PROPOSED: "proposed",
    TableColumn.GENRE: "genre",
    TableColumn.KEY: "key",
    TableColumn.DETECTED_KEY: "detected_key",
    TableColumn.ALBUM_ARTIST: "album_artist",
}
_NUMBER_NAMES = {
    TableColumn.VALENCE: "valence",
    TableColumn.AROUSAL: "arousal",
    TableColumn.CONFIDENCE: "confidence",
    TableColumn.LENGTH: "duration",
    TableColumn.BPM: "bpm",
    TableColumn.ENERGY: "arousal",
    TableColumn.YEAR: "year",
    TableColumn.TRACK: "track",
    TableColumn.DISC: "disc",
    TableColumn.ADDED: "added",
    **ATTRIBUTE_COLUMNS,
}
# Columns whose cells show exactly what they are sorted by.
_PLAIN_TEXT_COLUMNS = frozenset(_TEXT_NAMES) - {
    TableColumn.PROPOSED,
    TableColumn.KEY,
    TableColumn.DETECTED_KEY,
}
# What songs are sorted by, before their discs and tracks.
_BEFORE_ALBUM_ORDER = {
    TableColumn.ARTIST: ("artist", "album"),
    TableColumn.ALBUM: ("album", "album_by"),
    TableColumn.ALBUM_ARTIST: ("album_artist", "album"),
}
_DISCS, _TRACKS = 64, 1024  # numbers kept apart; the key fits the 53 bits of a float
_USER_CONFIDENCE = 2.0  # of corrected songs: above every probability


def column_title(column: TableColumn) -> str:
    """Return the translated title of a column."""
    tr = QCoreApplication.translate
    return {
        TableColumn.TITLE: tr("library", "Title"),
        TableColumn.ARTIST: tr("library", "Artist"),
        TableColumn.ALBUM: tr("library", "Album"),
        TableColumn.TAGGED: tr("library", "Mood in file"),
        TableColumn.PROPOSED: tr("library", "Moods"),
        TableColumn.VALENCE: tr("library", "Valence"),
        TableColumn.AROUSAL: tr("library", "Arousal"),
        TableColumn.CONFIDENCE: tr("library", "Confidence"),
        TableColumn.LENGTH: tr("library", "Length"),
        TableColumn.STATE: tr("library", "State"),
        TableColumn.GENRE: tr("library", "Genre"),
        TableColumn.BPM: tr("library", "BPM"),
        TableColumn.KEY: tr("library", "Key"),
        TableColumn.DETECTED_KEY: tr("library", "Detected key"),
        TableColumn.ENERGY: tr("library", "Energy"),
        TableColumn.YEAR: tr("library", "Year"),
        TableColumn.TRACK: tr("library", "Track"),
        TableColumn.DISC: tr("library", "Disc"),
        TableColumn.ALBUM_ARTIST: tr("library", "Album artist"),
        TableColumn.ADDED: tr("library", "Added"),
        TableColumn.DANCEABILITY: tr("library", "Danceability"),
        TableColumn.ACOUSTICNESS: tr("library", "Acousticness"),
        TableColumn.INSTRUMENTALNESS: tr("library", "Instrumental"),
        TableColumn.LIVENESS: tr("library", "Liveness"),
        TableColumn.SPEECHINESS: tr("library", "Speechiness"),
    }[column]


def column_help(column: TableColumn) -> str:
    """Return a sentence that explains a column."""
    tr = QCoreApplication.translate
    return {
        TableColumn.TITLE: tr("library", "The title, or the file's name where there is none."),
        TableColumn.ARTIST: tr("library", "The artist as the file's tags name them."),
        TableColumn.ALBUM: tr("library", "The album as the file's tags name it."),
        TableColumn.TAGGED: tr("library", "The mood that the file's own tags hold already."),
        TableColumn.PROPOSED: tr("library", "Moods proposed for the song, and what you decided."),
        TableColumn.VALENCE: tr(
            "library", "How pleasant the song feels: −1 sad or tense, 1 pleasant."
        ),
        TableColumn.AROUSAL: tr("library", "How stirred the song feels: −1 calm, 1 energetic."),
        TableColumn.CONFIDENCE: tr(
            "library", "The likeliest quadrant and how probable it is, or the one you chose."
        ),
        TableColumn.LENGTH: tr("library", "How long the song is."),
        TableColumn.STATE: tr("library", "Where the song stands on its way to a written tag."),
        TableColumn.GENRE: tr("library", "The genre as the file's tags name it."),
        TableColumn.BPM: tr("library", "Beats per minute by the file's tags, else as heard (≈)."),
        TableColumn.KEY: tr("library", "The musical key by the file's tags, else as detected (≈)."),
        TableColumn.DETECTED_KEY: tr("library", "The musical key that the analysis found."),
        TableColumn.ENERGY: tr("library", "The arousal on a DJ's scale: 1 calm, 10 energetic."),
        TableColumn.YEAR: tr("library", "The year that the file's tags give."),
        TableColumn.TRACK: tr("library", "The song's number on its album or disc."),
        TableColumn.DISC: tr("library", "The number of the disc in a set of several."),
        TableColumn.ALBUM_ARTIST: tr("library", "The artist of the whole album."),
        TableColumn.ADDED: tr("library", "When the song was added to the library."),
        TableColumn.DANCEABILITY: tr("library", "How well one can dance to it, from 0 to 1."),
        TableColumn.ACOUSTICNESS: tr(
            "library", "How acoustic it sounds: 0 electronic or amplified, 1 acoustic."
        ),
        TableColumn.INSTRUMENTALNESS: tr("library", "How likely it has no voice, from 0 to 1."),
        TableColumn.LIVENESS: tr(
            "library", "How likely it was recorded in front of an audience, from 0 to 1."
        ),
        TableColumn.SPEECHINESS: tr("library", "How much is spoken or rapped, from 0 to 1."),
    }[column]


def slots_starting_with(
    columns: SongColumns, column: TableColumn, prefix: str
) -> npt.NDArray[np.bool_] | None:
    """Return which slots' cells start with a folded prefix; None if only the rows can tell."""
    if column not in _PLAIN_TEXT_COLUMNS:
        return None
    name = _TEXT_NAMES[column]
    matches = columns.category(name).matches(
        lambda text: fold(display_text(shown_name(text))).startswith(prefix)
    )
    mask: npt.NDArray[np.bool_] = matches[columns.code(name)]
    return mask


def sort_key(columns: SongColumns, column: TableColumn) -> npt.NDArray[np.float64]:
    """Return a sort key for each slot, ascending, (n,); NaN where the value is unknown."""
    if column in _BEFORE_ALBUM_ORDER:
        return _order_in_albums(columns, *_BEFORE_ALBUM_ORDER[column])
    if column in _TEXT_NAMES:
        return columns.ranks(_TEXT_NAMES[column])
    if column is TableColumn.CONFIDENCE:
        return np.where(columns.corrected, _USER_CONFIDENCE, columns.number("confidence"))
    if column in _NUMBER_NAMES:
        return columns.number(_NUMBER_NAMES[column])
    return columns.state.astype(np.float64)


def _order_in_albums(columns: SongColumns, first: str, second: str) -> npt.NDArray[np.float64]:
    """Return keys by two text columns, then disc and track; NaN without the first text."""
    key, ranks = columns.ranks(first), columns.ranks(second)
    last = len(ranks)
    key = key * (last + 1) + np.where(np.isnan(ranks), last, ranks)
    for name, count, unknown in (("album_disc", _DISCS, 0), ("track", _TRACKS, _TRACKS - 1)):
        number = np.nan_to_num(columns.number(name), nan=unknown)
        key = key * count + np.minimum(number, count - 1)
    return key
