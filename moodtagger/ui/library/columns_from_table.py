"""Build the columns of the song table from a `TrackTable`, column by column.

The result equals what `SongColumns.update` builds from single rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from moodtagger.core.albums import folder_disc, split_title
from moodtagger.core.attributes import SHOWN_ATTRIBUTES
from moodtagger.core.song_order import album_artist_for_order
from moodtagger.core.text_order import fold_all, names_for_order
from moodtagger.core.track_table import TrackTable, effective_columns
from moodtagger.core.tracks import FileTags

Moods = tuple[str, ...]
T = TypeVar("T")


def number_columns(table: TrackTable, folders: Sequence[str]) -> dict[str, npt.NDArray[np.generic]]:
    """Return the numeric columns by their names in `SongColumns`; `folders` hold the songs."""
    columns = table.numbers
    return {
        "alive": np.ones(len(table), np.bool_),
        "ids": table.ids.copy(),
        "state": table.state.copy(),
        "confidence": columns.confidence.copy(),
        "duration": columns.duration_s.copy(),
        **effective_columns(table),
        "tag_bpm": columns.bpm.copy(),
        "detected_bpm": columns.predicted_bpm.copy(),
        "year": columns.year.copy(),
        "rating": columns.rating.copy(),
        "track": columns.track.copy(),
        "disc": columns.disc.copy(),
        "album_disc": _album_discs(table, folders),
        "added": columns.added.copy(),
        **{name: getattr(columns, name).copy() for name in SHOWN_ATTRIBUTES},
    }


def _album_discs(table: TrackTable, folders: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return `disc_of` of each song, NaN where it is unknown."""
    discs = table.numbers.disc.copy()
    albums = {album: split_title(album)[1] for album in dict.fromkeys(table.text.album)}
    of_folder = {folder: folder_disc(folder) for folder in dict.fromkeys(folders)}
    if not any(albums.values()) and not any(of_folder.values()):
        return discs
    for index in np.flatnonzero(np.isnan(discs)).tolist():
        discs[index] = albums[table.text.album[index]] or of_folder[folders[index]] or np.nan
    return discs


def title_texts(table: TrackTable) -> Sequence[str]:
    """Return `title_for_order` of each song."""
    return names_for_order(table.names(), table.text.title_sort)


def album_artist_texts(table: TrackTable) -> list[str]:
    """Return `album_artist_for_order` of the tags of each song."""
    text = table.text
    names = (text.album_artist, text.artist, text.album_artist_sort, text.artist_sort)
    tags = list(zip(*names, table.numbers.compilation.tolist(), strict=True))
    known = {
        names: album_artist_for_order(
            FileTags(
                album_artist=names[0],
                artist=names[1],
                album_artist_sort=names[2],
                artist_sort=names[3],
                compilation=names[4] > 0,
            )
        )
        for names in dict.fromkeys(tags)
    }
    return list(map(known.__getitem__, tags))


def search_texts(
    table: TrackTable, shown: Sequence[Moods], mood_name: Callable[[str], str]
) -> list[str]:
    """Return the folded search text of each song."""
    columns = table.text
    tag_lines = {moods: "".join(f"\n{mood}" for mood in moods) for moods in set(columns.moods)}
    mood_lines = {
        moods: "".join(f"\n{mood}\n{mood_name(mood)}" for mood in moods) for moods in set(shown)
    }
    tails = [
        tag_lines[file_moods] + mood_lines[shown_moods]
        for file_moods, shown_moods in zip(columns.moods, shown, strict=True)
    ]
    parts = zip(
        fold_all(table.names()),
        _fold_distinct(columns.artist),
        _fold_distinct(columns.album),
        _fold_distinct(columns.genre),
        _fold_distinct(tails),
        fold_all(table.paths),
        strict=True,
    )
    return [
        f"{name}\n{artist}\n{album}\n{genre}{tail}\n{path}"
        for name, artist, album, genre, tail, path in parts
    ]


def _fold_distinct(texts: Sequence[str]) -> list[str]:
    """Fold each text, repeated texts only once."""
    distinct = list(dict.fromkeys(texts))
    folded = dict(zip(distinct, fold_all(distinct), strict=True))
    return [folded[text] for text in texts]
