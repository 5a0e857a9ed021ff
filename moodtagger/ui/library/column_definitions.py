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
    TAG_KEY = 25
    TAG_BPM = 26
    DETECTED_BPM = 27
    RATING = 28


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
        TableColumn.TAG_BPM,
        TableColumn.DETECTED_BPM,
        TableColumn.ENERGY,
        TableColumn.YEAR,
        TableColumn.TRACK,
        TableColumn.DISC,
        *ATTRIBUTE_COLUMNS,
    }
)
# From left to right; all others are hidden by default and follow by group.
SHOWN_BY_DEFAULT = (
    TableColumn.TITLE,
    TableColumn.ARTIST,
    TableColumn.PROPOSED,
    TableColumn.ENERGY,
    TableColumn.BPM,
    TableColumn.KEY,
    TableColumn.LENGTH,
    TableColumn.STATE,
)
HIDDEN_BY_DEFAULT = frozenset(TableColumn) - frozenset(SHOWN_BY_DEFAULT)
# Widest default widths, in characters of the table's font: longer contents are shortened.
MAX_WIDTHS = {
    TableColumn.TITLE: 60,
    TableColumn.ARTIST: 24,
    TableColumn.ALBUM: 24,
    TableColumn.ALBUM_ARTIST: 24,
    TableColumn.TAGGED: 18,
    TableColumn.PROPOSED: 36,
    TableColumn.GENRE: 14,
    TableColumn.STATE: 24,
}
# Texts that must fit, even if the columns were sized before anything was analyzed.
TYPICAL_TEXTS = {
    TableColumn.LENGTH: "88:88",
    TableColumn.ENERGY: "10",
    TableColumn.VALENCE: "+0.88",
    TableColumn.AROUSAL: "+0.88",
    TableColumn.BPM: "\N{ALMOST EQUAL TO} 188",
    TableColumn.TAG_BPM: "188",
    TableColumn.DETECTED_BPM: "188",
    TableColumn.KEY: "\N{ALMOST EQUAL TO} 12A",
    TableColumn.TAG_KEY: "12A",
    TableColumn.DETECTED_KEY: "12A",
}
MIN_TITLE_WIDTH = 16  # characters; the title takes what the others leave
# The columns that give way in a narrow view, in this order, and their least characters; a state is
# then shown by its icon alone, energy by its number.
SHRINKING_COLUMNS: dict[TableColumn, int] = {
    TableColumn.STATE: 2,
    TableColumn.ALBUM: 9,
    TableColumn.ARTIST: 15,
    TableColumn.PROPOSED: 20,
    TableColumn.ENERGY: 5,
}


class ColumnGroup(enum.Enum):
    """Columns that belong together in the menu."""

    SONG = (
        TableColumn.TITLE,
        TableColumn.ARTIST,
        TableColumn.ALBUM,
        TableColumn.ALBUM_ARTIST,
        TableColumn.GENRE,
        TableColumn.YEAR,
        TableColumn.TRACK,
        TableColumn.DISC,
        TableColumn.LENGTH,
        TableColumn.RATING,
        TableColumn.ADDED,
        TableColumn.STATE,
    )
    MOOD = (
        TableColumn.PROPOSED,
        TableColumn.TAGGED,
        TableColumn.CONFIDENCE,
        TableColumn.VALENCE,
        TableColumn.AROUSAL,
        TableColumn.ENERGY,
    )
    TEMPO_AND_KEY = (
        TableColumn.BPM,
        TableColumn.TAG_BPM,
        TableColumn.DETECTED_BPM,
        TableColumn.KEY,
        TableColumn.TAG_KEY,
        TableColumn.DETECTED_KEY,
    )
    CHARACTER = tuple(ATTRIBUTE_COLUMNS)


_TEXT_NAMES = {
    TableColumn.TITLE: "title",
    TableColumn.ARTIST: "artist",
    TableColumn.ALBUM: "album",
    TableColumn.TAGGED: "tagged",
    TableColumn.PROPOSED: "proposed",
    TableColumn.GENRE: "genre",
    TableColumn.KEY: "key",
    TableColumn.TAG_KEY: "tag_key",
    TableColumn.DETECTED_KEY: "detected_key",
    TableColumn.ALBUM_ARTIST: "album_artist",
}
_NUMBER_NAMES = {
    TableColumn.VALENCE: "valence",
    TableColumn.AROUSAL: "arousal",
    TableColumn.CONFIDENCE: "confidence",
    TableColumn.LENGTH: "duration",
    TableColumn.BPM: "bpm",
    TableColumn.TAG_BPM: "tag_bpm",
    TableColumn.DETECTED_BPM: "detected_bpm",
    TableColumn.ENERGY: "arousal",
    TableColumn.YEAR: "year",
    TableColumn.TRACK: "track",
    TableColumn.DISC: "disc",
    TableColumn.ADDED: "added",
    TableColumn.RATING: "rating",
    **ATTRIBUTE_COLUMNS,
}
# Columns whose cells show exactly what they are sorted by.
_PLAIN_TEXT_COLUMNS = frozenset(_TEXT_NAMES) - {
    TableColumn.PROPOSED,
    TableColumn.KEY,
    TableColumn.TAG_KEY,
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
        TableColumn.TAGGED: tr("library", "Mood tag"),
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
        TableColumn.TAG_KEY: tr("library", "Key tag"),
        TableColumn.RATING: tr("library", "Rating"),
        TableColumn.TAG_BPM: tr("library", "BPM tag"),
        TableColumn.DETECTED_BPM: tr("library", "Detected BPM"),
        TableColumn.ENERGY: tr("library", "Energy"),
        TableColumn.YEAR: tr("library", "Year"),
        TableColumn.TRACK: tr("library", "Track"),
        TableColumn.DISC: tr("library", "Disc"),
        TableColumn.ALBUM_ARTIST: tr("library", "Album artist"),
        TableColumn.ADDED: tr("library", "Date added"),
        TableColumn.DANCEABILITY: tr("library", "Danceability"),
        TableColumn.ACOUSTICNESS: tr("library", "Acousticness"),
        TableColumn.INSTRUMENTALNESS: tr("library", "Instrumental"),
        TableColumn.LIVENESS: tr("library", "Liveness"),
        TableColumn.SPEECHINESS: tr("library", "Speechiness"),
    }[column]


def group_title(group: ColumnGroup) -> str:
    """Return the translated title of a group of columns."""
    tr = QCoreApplication.translate
    return {
        ColumnGroup.SONG: tr("library", "Song"),
        ColumnGroup.MOOD: tr("library", "Mood"),
        ColumnGroup.TEMPO_AND_KEY: tr("library", "Tempo and key"),
        ColumnGroup.CHARACTER: tr("library", "Character"),
    }[group]


def default_order() -> list[TableColumn]:
    """Return all columns from left to right, the hidden ones last."""
    grouped = [column for group in ColumnGroup for column in group.value]
    return list(dict.fromkeys([*SHOWN_BY_DEFAULT, *grouped]))


def column_help(column: TableColumn) -> str:
    """Return a sentence that explains a column."""
    tr = QCoreApplication.translate
    return {
        TableColumn.TITLE: tr("library", "Title, or the file name if there is none"),
        TableColumn.ARTIST: tr("library", "Artist from the file's tags"),
        TableColumn.ALBUM: tr("library", "Album from the file's tags"),
        TableColumn.TAGGED: tr("library", "Mood already in the file's tags"),
        TableColumn.PROPOSED: tr("library", "Suggested moods and your decisions"),
        TableColumn.VALENCE: tr(
            "library", "How positive the song feels, from −1 (negative) to 1 (positive)"
        ),
        TableColumn.AROUSAL: tr(
            "library", "How energetic the song feels, from −1 (calm) to 1 (energetic)"
        ),
        TableColumn.CONFIDENCE: tr(
            "library", "The most likely quadrant and its probability, or the one you chose"
        ),
        TableColumn.LENGTH: tr("library", "Length of the song"),
        TableColumn.STATE: tr(
            "library", "Where the song is in the workflow: analyzed, reviewed, written"
        ),
        TableColumn.GENRE: tr("library", "Genre from the file's tags"),
        TableColumn.BPM: tr("library", "Beats per minute from the file's tags, or detected (≈)"),
        TableColumn.KEY: tr("library", "Musical key from the file's tags, or detected (≈)"),
        TableColumn.DETECTED_KEY: tr("library", "Musical key detected by the analysis"),
        TableColumn.TAG_KEY: tr("library", "Musical key from the file's tags"),
        TableColumn.RATING: tr("library", "Stars from the file's tags"),
        TableColumn.TAG_BPM: tr("library", "Beats per minute from the file's tags"),
        TableColumn.DETECTED_BPM: tr("library", "Beats per minute detected by the analysis"),
        TableColumn.ENERGY: tr(
            "library", "Energy as DJ programs show it, from 1 (calm) to 10 (energetic)"
        ),
        TableColumn.YEAR: tr("library", "Year from the file's tags"),
        TableColumn.TRACK: tr("library", "Track number on the album or disc"),
        TableColumn.DISC: tr("library", "Disc number in a set"),
        TableColumn.ALBUM_ARTIST: tr("library", "Artist of the whole album"),
        TableColumn.ADDED: tr("library", "When the song was added to the library"),
        TableColumn.DANCEABILITY: tr("library", "How danceable the song is, from 0 to 1"),
        TableColumn.ACOUSTICNESS: tr(
            "library",
            "How acoustic the song sounds, from 0 (electronic or amplified) to 1 (acoustic)",
        ),
        TableColumn.INSTRUMENTALNESS: tr(
            "library", "How likely the song has no vocals, from 0 to 1"
        ),
        TableColumn.LIVENESS: tr("library", "How likely the song was recorded live, from 0 to 1"),
        TableColumn.SPEECHINESS: tr(
            "library", "How much of the song is spoken or rapped, from 0 to 1"
        ),
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
