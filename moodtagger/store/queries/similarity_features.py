"""What is known of all songs that a network heard, as columns for the search of similar ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import bindparam, func, select

from moodtagger.core.parent_dirs import folders_of
from moodtagger.runtime.gc_control import no_garbage_collection
from moodtagger.store.database.column_reader import decoded, read_columns
from moodtagger.store.database.column_types import parse_words
from moodtagger.store.database.session import Access
from moodtagger.store.database.statements import Statement, ask, networks
from moodtagger.store.database.tables import Analysis, Correction, Embedding, Model, Track

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """Songs by id; see `core.alike.Catalogue` for what the columns hold."""

    ids: npt.NDArray[np.int64]
    moods: npt.NDArray[np.float32]
    plane: npt.NDArray[np.float32]
    tempo: npt.NDArray[np.float32]
    artist: npt.NDArray[np.int32]
    album: npt.NDArray[np.int32]
    present: npt.NDArray[np.bool_]

    def only(self, rows: npt.NDArray[np.intp]) -> Traits:
        """These songs alone."""
        return Traits(*(getattr(self, name)[rows] for name in self.__slots__))


class TraitReader(Access):
    """Reads the columns in one go; 100,000 songs take about half a second."""

    def traits(self, model: str, labels: Sequence[str]) -> Traits:
        """All songs that have an embedding by `model`, with the probabilities of `labels`.

        A correction of the person counts instead of what the network heard, a file's own tempo
        instead of the heard one. A mood the network does not know has probability 0.
        """
        with no_garbage_collection(), self._read() as connection:
            known = {n: parse_words(told) for _, told, n in ask(connection, networks())}
            (paths, artists, albums, blobs), numbers = read_columns(
                connection, _statement(), {"model": model}, numbers=5
            )
            ids, absent, valence, arousal, tempo = numbers
            return Traits(
                ids.astype(np.int64),
                _moods(blobs, known.get(model, ()), labels),
                np.array([valence, arousal], np.float32).T.copy(),
                tempo.astype(np.float32),
                _codes(artists, lambda artist: artist.casefold() or None),
                _codes(_records(albums, decoded(paths)), lambda record: record),
                absent == 0,
            )


@cache
def _statement() -> Statement:
    """Of the network `model`; the last five columns are numbers."""
    return (
        select(
            *(Track.path, Track.artist, Track.album, Analysis.moods),
            *(Track.id, Track.absent),
            func.coalesce(Correction.valence, Analysis.valence),
            func.coalesce(Correction.arousal, Analysis.arousal),
            func.coalesce(func.nullif(Track.bpm, 0), Analysis.tempo),
        )
        .join(Analysis, Analysis.audio_hash == Track.audio_hash)
        .join(Model, Model.id == Analysis.model_id)
        .join(Embedding, Embedding.analysis_id == Analysis.id)
        .outerjoin(Correction, Correction.track_id == Track.id)
        .where(Model.name == bindparam("model"))
        .order_by(Track.id)
    )


def _records(albums: Sequence[str], paths: Sequence[str]) -> list[tuple[str, str] | None]:
    """Records of one name by different artists are told apart by their folders."""
    pairs = zip(albums, folders_of(paths), strict=True)
    return [pair if pair[0] else None for pair in pairs]


def _codes(values: Sequence[T], meant: Callable[[T], Any]) -> npt.NDArray[np.int32]:
    """Equal numbers for values that mean the same, -1 for None; each is asked for once."""
    seen: dict[Any, int] = {None: -1}
    codes = {value: seen.setdefault(meant(value), len(seen)) for value in dict.fromkeys(values)}
    return np.fromiter(map(codes.__getitem__, values), np.int32, len(values))


def _moods(
    blobs: Sequence[bytes], known: Sequence[str], labels: Sequence[str]
) -> npt.NDArray[np.float32]:
    out = np.zeros((len(blobs), len(labels)), np.float32)
    sizes = np.fromiter(map(len, blobs), np.int64, len(blobs)) // 4
    for size in np.unique(sizes).tolist():  # blobs are shorter from before the network grew
        rows = np.flatnonzero(sizes == size)
        whole = np.frombuffer(b"".join(map(blobs.__getitem__, rows.tolist())), "<f4")
        place = {label: i for i, label in enumerate(known[:size])}
        told = np.array([i for i, label in enumerate(labels) if label in place], np.intp)
        asked = [place[labels[column]] for column in told]
        out[rows[:, np.newaxis], told] = whole.reshape(len(rows), size)[:, asked]
    return out
