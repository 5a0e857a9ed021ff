"""Songs as numpy columns, for sorting, filtering and counting."""

from __future__ import annotations

import functools
import os.path
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.albums import disc_of
from moodtagger.core.attributes import SHOWN_ATTRIBUTES
from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.song_order import (
    album_artist_for_order,
    album_order_keys,
    artist_for_order,
    musical_key_order_keys,
    title_for_order,
)
from moodtagger.core.text_order import fold, name_for_order, names_for_order, order_keys
from moodtagger.core.track_table import (
    STATES,
    TrackTable,
    detected_keys,
    effective_keys,
    file_format,
    undecided,
)
from moodtagger.core.track_table import effective_moods as effective_moods_of
from moodtagger.core.tracks import SongRow, parent_dirs
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.lazy_rows import LazyRows
from moodtagger.ui.library import columns_from_table
from moodtagger.ui.library.column_indexes import CategoricalColumn, SearchIndex

TextLoader = Callable[[], Sequence[str]]
_TIER_SEPARATOR = "\n\n"  # labels are printable
_Moods = tuple[str, ...]
_mood_name = functools.cache(mood_text)  # called for each song, and translating is slow
_STATE_CODE = {state: i for i, state in enumerate(STATES)}
_QUADRANT_CODE = {None: -1} | {quadrant: i for i, quadrant in enumerate(QUADRANTS)}


class SongColumns:
    """Columns indexed by slot; a song keeps its slot until it is removed.

    `alive` (n,) bool; `ids` (n,) int64; `number(name)` (n,) float64, NaN where unknown; `state`
    and `quadrant` (n,) int8, quadrant -1 where unknown; `code(name)` (n,) int32 into
    `category(name)`; `search[slot]` the folded search text. Valence, arousal and quadrant are the
    effective ones: the user's where `corrected` (n,) bool, else the predicted ones.
    `duplicate_ids`, ascending, are the tracks that other tracks are copies of.
    """

    def __init__(self) -> None:
        self.duplicate_ids: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self.rows = LazyRows()
        self.search = SearchIndex()
        self.slot_of: dict[int, int] = {}
        self._categories = {name: _new_category(name) for name in _TEXT_GETTERS}
        # Of columns whose codes have not been needed yet.
        self._lazy_texts: dict[str, TextLoader] = {}
        self.mood_sets: CategoricalColumn[tuple[str, ...]] = CategoricalColumn(
            lambda sets: [" ".join(moods) for moods in sets]
        )
        self._free_slots: list[int] = []
        self._arrays: dict[str, npt.NDArray[np.generic]] = {}
        self._allocate(0)

    def __len__(self) -> int:
        """Return the number of songs."""
        return len(self.slot_of)

    @property
    def alive(self) -> npt.NDArray[np.bool_]:
        """Which slots hold a song."""
        return self._column("alive")

    @property
    def ids(self) -> npt.NDArray[np.int64]:
        """Track ids by slot."""
        return self._column("ids")

    @property
    def state(self) -> npt.NDArray[np.int8]:
        """Index into STATES by slot."""
        return self._column("state")

    @property
    def quadrant(self) -> npt.NDArray[np.int8]:
        """Index into QUADRANTS by slot, -1 where unknown."""
        return self._column("quadrant")

    @property
    def corrected(self) -> npt.NDArray[np.bool_]:
        """Which songs the user has corrected."""
        return self._column("corrected")

    def number(self, name: str) -> npt.NDArray[np.float64]:
        """Return a column of `_NUMBERS`."""
        return self._column(name)

    def code(self, name: str) -> npt.NDArray[np.int32]:
        """Return a column of category codes: a key of `_TEXT_GETTERS`, or moods."""
        self._make_codes(name)
        return self._column(f"{name}_code")

    def has_codes(self, name: str) -> bool:
        """Return whether the codes of a column are computed."""
        return name not in self._lazy_texts

    def category(self, name: str) -> CategoricalColumn[str]:
        """Return the encoding of a text column."""
        self._make_codes(name)
        return self._categories[name]

    def ranks(self, name: str) -> npt.NDArray[np.float64]:
        """Return the sort rank of a text column by slot, NaN for texts that come last."""
        codes, ranks = self.code(name), self.category(name).ranks()
        return ranks[codes] if len(ranks) else np.full(len(codes), np.nan)

    @property
    def directories(self) -> CategoricalColumn[str]:
        """The folders that contain songs."""
        return self.category("directory")

    @classmethod
    def from_table(cls, table: TrackTable) -> SongColumns:
        """Build columns from a table, on any thread, without creating rows."""
        columns = cls()
        _mood_name.cache_clear()  # a mood may have been renamed
        columns.rows = LazyRows(table)
        columns.slot_of = dict(zip(table.ids.tolist(), range(len(table)), strict=True))
        moods = table.effective_moods()
        folders = parent_dirs(table.paths)
        columns._arrays = columns_from_table.number_columns(table, folders)
        columns._lazy_texts = _table_texts(table, folders)
        for name in _EAGER_COLUMNS:
            columns._make_codes(name)
        columns._arrays["moods_code"] = columns.mood_sets.codes(moods)
        columns.search = SearchIndex(
            len(table), lambda: columns_from_table.search_texts(table, moods, mood_text)
        )
        return columns

    def build_indexes(self) -> Callable[[], None]:
        """Compute all codes, orders and search texts, on any thread.

        The returned function adopts them, on the GUI thread. Until then each is computed when it
        is first needed.
        """
        search, search_texts = self.search, self.search.build_texts()
        lazy_texts = dict(self._lazy_texts)
        codes = {name: _encode_texts(name, texts()) for name, texts in lazy_texts.items()}
        orders = {
            name: (codes[name][0] if name in codes else categories).compute_order()
            for name, categories in self._categories.items()
        }

        def apply() -> None:
            search.set_texts(search_texts)
            for name, (categories, encoded) in codes.items():
                if self._lazy_texts.pop(name, None) is not None:
                    self._categories[name], self._arrays[f"{name}_code"] = categories, encoded
            for name, order in orders.items():
                self._categories[name].set_order(order)

        return apply

    def row(self, slot: int) -> SongRow:
        """Return the song in a live slot."""
        row = self.rows[slot]
        assert row is not None
        return row

    def rows_at(self, slots: Sequence[int]) -> list[SongRow]:
        """Return the songs of many live slots; faster than one by one."""
        return [row for row in self.rows.rows_at(slots) if row is not None]

    def update(self, rows: Iterable[SongRow]) -> tuple[list[int], list[int]]:
        """Add or replace songs by track id; return the slots of (new, replaced) songs."""
        for name in list(self._lazy_texts):
            self._make_codes(name)
        rows = list(rows)
        added: list[int] = []
        replaced: list[int] = []
        slots: list[int] = []
        for row in rows:
            slot = self.slot_of.get(row.track_id)
            if slot is None:
                slot = self._new_slot(row.track_id)
                added.append(slot)
            else:
                replaced.append(slot)
            slots.append(slot)
        self._fill(slots, rows)
        return added, replaced

    def remove(self, track_ids: Iterable[int]) -> list[int]:
        """Remove songs and return their slots."""
        removed = [self.slot_of.pop(track_id) for track_id in track_ids if track_id in self.slot_of]
        for slot in removed:
            self.rows[slot] = None
            self.search[slot] = ""
            self._arrays["alive"][slot] = False
        self._free_slots.extend(removed)
        return removed

    def _column(self, name: str) -> npt.NDArray:  # type: ignore[type-arg]
        return self._arrays[name][: len(self.rows)]

    def _make_codes(self, name: str) -> None:
        """Compute the codes of a column, once."""
        texts = self._lazy_texts.pop(name, None)
        if texts is not None:
            self._arrays[f"{name}_code"] = self._categories[name].codes(texts())

    def _new_slot(self, track_id: int) -> int:
        if self._free_slots:
            slot = self._free_slots.pop()
        else:
            slot = len(self.rows)
            self.rows.append(None)
            self.search.append("")
            if slot >= len(self._arrays["alive"]):
                self._allocate(max(1024, 2 * slot))
        self.slot_of[track_id] = slot
        return slot

    def _allocate(self, size: int) -> None:
        dtypes: dict[str, type[np.generic]] = {
            "alive": np.bool_,
            "ids": np.int64,
            "state": np.int8,
            "quadrant": np.int8,
            "corrected": np.bool_,
            **dict.fromkeys(_NUMBERS, np.float64),
            **{f"{name}_code": np.int32 for name in (*_TEXT_GETTERS, "moods")},
        }
        for name, dtype in dtypes.items():
            resized = np.zeros(size, dtype=dtype)
            old = self._arrays.get(name)
            if old is not None:
                resized[: len(old)] = old
            self._arrays[name] = resized

    def _fill(self, slots: Sequence[int], rows: Sequence[SongRow]) -> None:
        """Write songs column by column: numpy assigns a list far faster than single values."""
        if not rows:
            return
        _mood_name.cache_clear()  # a mood may have been renamed
        arrays, positions = self._arrays, np.asarray(slots, dtype=np.intp)
        arrays["alive"][positions] = True
        for name, value in _NUMBER_GETTERS.items():
            arrays[name][positions] = [value(row) for row in rows]
        for name, text in _TEXT_GETTERS.items():
            code = self._categories[name].code
            arrays[f"{name}_code"][positions] = [code(text(row)) for row in rows]
        sets = self.mood_sets
        arrays["moods_code"][positions] = [sets.code(effective_moods(row)) for row in rows]
        for slot, row in zip(slots, rows, strict=True):
            self.rows[slot] = row
            self.search[slot] = _search_text(row)


def effective_moods(row: SongRow) -> tuple[str, ...]:
    """Return the accepted moods of a song, and the proposed ones that were not rejected."""
    return effective_moods_of(row.proposed, row.accepted, row.rejected)


def shown_moods(row: SongRow) -> tuple[str, ...]:
    """Return the suggested moods in order, then the others that the user decided on."""
    return _shown_moods((*row.proposed, *row.likely), row.accepted, row.rejected)


def undecided_suggestions(row: SongRow) -> tuple[_Moods, _Moods]:
    """Return the clear and the likely suggestions of a song that wait for a decision."""
    decided = row.accepted, row.rejected
    return undecided(row.proposed, *decided), undecided(row.likely, *decided)


def _suggestion_text(clear: _Moods, likely: _Moods) -> str:
    return "\n".join(clear) + _TIER_SEPARATOR + "\n".join(likely)


@functools.lru_cache(maxsize=200_000)  # counting asks for all distinct texts again and again
def suggestions_of(text: str) -> tuple[_Moods, _Moods]:
    """Return the clear and the likely moods of a text of the column `suggested`."""
    clear, _, likely = text.partition(_TIER_SEPARATOR)
    return tuple(filter(None, clear.split("\n"))), tuple(filter(None, likely.split("\n")))


def _shown_moods(proposed: _Moods, accepted: _Moods, rejected: _Moods) -> _Moods:
    return tuple(dict.fromkeys([*proposed, *accepted, *rejected]))


def _table_texts(table: TrackTable, folders: Sequence[str]) -> dict[str, TextLoader]:
    """Return loaders for the texts that `_TEXT_GETTERS` reads from single rows."""
    columns = table.text
    return {
        "title": lambda: columns_from_table.title_texts(table),
        "artist": lambda: names_for_order(columns.artist, columns.artist_sort),
        "album": lambda: names_for_order(columns.album, columns.album_sort),
        "album_artist": lambda: names_for_order(columns.album_artist, columns.album_artist_sort),
        "album_by": lambda: columns_from_table.album_artist_texts(table),
        "genre": lambda: columns.genre,
        "key": lambda: effective_keys(table),
        "tag_key": lambda: columns.key,
        "detected_key": lambda: detected_keys(table),
        "tagged": lambda: [", ".join(moods) for moods in columns.moods],
        "proposed": lambda: table.map_moods(_shown_mood_names),
        "suggested": lambda: [_suggestion_text(*s) for s in table.undecided_suggestions()],
        "directory": lambda: folders,
        "format": table.formats,
    }


def _new_category(name: str) -> CategoricalColumn[str]:
    return CategoricalColumn(_KEY_MAKERS.get(name, order_keys))


def _encode_texts(
    name: str, texts: Sequence[str]
) -> tuple[CategoricalColumn[str], npt.NDArray[np.int32]]:
    categories = _new_category(name)
    return categories, categories.codes(texts)


def _shown_mood_names(proposed: _Moods, accepted: _Moods, rejected: _Moods) -> str:
    return ", ".join(map(_mood_name, _shown_moods(proposed, accepted, rejected)))


def _directory(row: SongRow) -> str:
    return os.path.dirname(row.path)  # noqa: PTH120  no disk touched


def _search_text(row: SongRow) -> str:
    tags = row.tags
    moods = [text for mood in effective_moods(row) for text in (mood, _mood_name(mood))]
    parts = (row.name, tags.artist, tags.album, tags.genre, *tags.moods, *moods)
    return fold("\n".join((*parts, row.path)))


def _nan_if_none(value: float | None) -> float:
    return np.nan if value is None else value


def _attribute_getter(name: str) -> Callable[[SongRow], float]:
    return lambda row: np.nan if row.attributes is None else row.attributes[name]


_NUMBER_GETTERS: dict[str, Callable[[SongRow], float]] = {
    "ids": lambda row: row.track_id,
    "state": lambda row: _STATE_CODE[row.state],
    "quadrant": lambda row: _QUADRANT_CODE[row.effective_quadrant],
    "corrected": lambda row: row.correction is not None,
    "valence": lambda row: _nan_if_none(row.effective_valence),
    "arousal": lambda row: _nan_if_none(row.effective_arousal),
    "confidence": lambda row: _nan_if_none(row.confidence),
    "duration": lambda row: _nan_if_none(row.duration_s),
    "bpm": lambda row: _nan_if_none(row.effective_bpm),
    "tag_bpm": lambda row: _nan_if_none(row.tags.bpm),
    "detected_bpm": lambda row: _nan_if_none(row.predicted_bpm),
    "year": lambda row: _nan_if_none(row.tags.year),
    "rating": lambda row: _nan_if_none(row.tags.rating),
    "track": lambda row: _nan_if_none(row.tags.track),
    "disc": lambda row: _nan_if_none(row.tags.disc),
    "album_disc": lambda row: _nan_if_none(disc_of(row.tags, _directory(row))),
    "added": lambda row: np.nan if row.added is None else row.added.timestamp(),
    **{name: _attribute_getter(name) for name in SHOWN_ATTRIBUTES},
}
_KEY_MAKERS = {
    "album": album_order_keys,
    "key": musical_key_order_keys,
    "tag_key": musical_key_order_keys,
    "detected_key": musical_key_order_keys,
}
_NUMBERS = tuple(
    name for name in _NUMBER_GETTERS if name not in {"ids", "state", "quadrant", "corrected"}
)
_TEXT_GETTERS: dict[str, Callable[[SongRow], str]] = {
    "title": title_for_order,
    "artist": lambda row: artist_for_order(row.tags),
    "album": lambda row: name_for_order(row.tags.album, row.tags.album_sort),
    "album_artist": lambda row: name_for_order(row.tags.album_artist, row.tags.album_artist_sort),
    "album_by": lambda row: album_artist_for_order(row.tags),
    "genre": lambda row: row.tags.genre,
    "key": lambda row: row.effective_key_text,
    "tag_key": lambda row: row.tags.key,
    "detected_key": lambda row: "" if row.predicted_key is None else row.predicted_key.text(),
    "tagged": lambda row: ", ".join(row.tags.moods),
    "proposed": lambda row: _shown_mood_names(row.proposed, row.accepted, row.rejected),
    "suggested": lambda row: _suggestion_text(*undecided_suggestions(row)),
    "directory": _directory,
    "format": lambda row: file_format(row.path),
}
# Needed to show a library at all: the default order, and the counts of the folders.
_EAGER_COLUMNS = ("artist", "directory")
