"""What is known of all songs that a network heard, as columns for the search of similar ones."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import func, select

from moodtagger.store.access import Access
from moodtagger.store.models import Analysis, Correction, Embedding, Model, Track


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
    """Reads the columns in one go; 100,000 songs take about a second."""

    def traits(self, model: str, labels: Sequence[str]) -> Traits:
        """All songs that have an embedding by `model`, with the probabilities of `labels`.

        A correction of the person counts instead of what the network heard, a file's own tempo
        instead of the heard one. A mood the network does not know has probability 0.
        """
        with self._read() as connection:
            named = select(Model.labels).where(Model.name == model)
            known = connection.execute(named).scalar() or ()
            rows = connection.execute(_statement(model)).all()
        if not rows:
            return _columns([], np.empty((0, len(labels)), np.float32))
        return _columns(rows, _moods([row[-1] for row in rows], known, labels))


def _statement(model: str) -> Any:
    return (
        select(
            Track.id,
            Track.path,
            Track.absent,
            Track.artist,
            Track.album,
            func.coalesce(Correction.valence, Analysis.valence),
            func.coalesce(Correction.arousal, Analysis.arousal),
            func.coalesce(func.nullif(Track.bpm, 0), Analysis.tempo),
            Analysis.moods,
        )
        .join(Analysis, Analysis.audio_hash == Track.audio_hash)
        .join(Model, Model.id == Analysis.model_id)
        .join(Embedding, Embedding.analysis_id == Analysis.id)
        .outerjoin(Correction, Correction.track_id == Track.id)
        .where(Model.name == model)
        .order_by(Track.id)
    )


def _columns(rows: Sequence[Any], moods: npt.NDArray[np.float32]) -> Traits:
    columns = list(zip(*rows, strict=True)) if rows else [()] * 9
    ids, paths, absent, artists, albums, valence, arousal, tempo, _ = columns
    # Records of one name by different artists are told apart by their folders.
    folders = [os.path.dirname(path) for path in paths]  # noqa: PTH120  no disk touched
    records = [(album, folder) if album else None for album, folder in zip(albums, folders)]  # noqa: B905
    return Traits(
        np.array(ids, np.int64),
        moods,
        np.array([valence, arousal], np.float32).T.copy(),
        np.array([np.nan if bpm is None else bpm for bpm in tempo], np.float32),
        _codes([artist.casefold() or None for artist in artists]),
        _codes(records),
        ~np.array(absent, np.bool_),
    )


def _codes(values: Sequence[Any]) -> npt.NDArray[np.int32]:
    """Equal numbers for equal values, -1 for None."""
    seen: dict[Any, int] = {None: -1}
    return np.array([seen.setdefault(value, len(seen)) for value in values], np.int32)


def _moods(
    blobs: Sequence[bytes], known: Sequence[str], labels: Sequence[str]
) -> npt.NDArray[np.float32]:
    out = np.zeros((len(blobs), len(labels)), np.float32)
    sizes = np.array([len(blob) // 4 for blob in blobs])
    for size in set(sizes.tolist()):  # blobs of one network are shorter from before it grew
        rows = np.flatnonzero(sizes == size)
        whole = np.frombuffer(b"".join(blobs[row] for row in rows.tolist()), "<f4")
        place = {label: i for i, label in enumerate(known[:size])}
        for column, label in enumerate(labels):
            if label in place:
                out[rows, column] = whole.reshape(len(rows), size)[:, place[label]]
    return out
