"""Acoustic fingerprints of the library, and the songs that are copies of one recording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import String, bindparam, exists, func, select, type_coerce, update

from moodtagger.core.acoustic_fingerprint import AcousticFingerprint, Keys
from moodtagger.core.prediction import AudioInfo
from moodtagger.runtime import gc_disabled
from moodtagger.store.analyses.analyses import shown_analysis
from moodtagger.store.database.session import Session, in_ids
from moodtagger.store.database.statements import is_listed
from moodtagger.store.database.tables import Analysis, StoredFingerprint, Track


@dataclass(frozen=True, slots=True, eq=False)
class FingerprintKeys:
    """The keys of all fingerprints by id, ascending, and which of them were not compared yet."""

    ids: list[int]
    keys: list[Keys]
    recordings: list[int]
    is_new: npt.NDArray[np.bool_]


class Recordings:
    """Which songs are copies of one recording; analyses bring their fingerprints."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def has_new(self) -> bool:
        """Return whether there are fingerprints that were not compared with the others yet."""
        statement = select(exists().where(StoredFingerprint.recording.is_(None)))
        with self._session.read() as connection:
            return bool(connection.scalar(statement))

    def all_keys(self) -> FingerprintKeys:
        """Return the keys of all fingerprints; a new one is a recording of its own so far."""
        columns = (StoredFingerprint.id, StoredFingerprint.keys, StoredFingerprint.recording)
        statement = select(*columns).order_by(StoredFingerprint.id)
        with gc_disabled(), self._session.read() as connection:
            rows = connection.execute(statement).all()
        return FingerprintKeys(
            [row[0] for row in rows],
            [np.frombuffer(row[1], "<u4") for row in rows],
            [row[0] if row[2] is None else row[2] for row in rows],
            np.array([row[2] is None for row in rows], np.bool_),
        )

    def fingerprints(self, ids: Sequence[int]) -> list[AcousticFingerprint]:
        """Return the fingerprints with these ids, in their order."""
        statement = select(StoredFingerprint.id, StoredFingerprint.data).where(
            in_ids(StoredFingerprint.id, ids)
        )
        with self._session.read() as connection:
            data = {row[0]: row[1] for row in connection.execute(statement)}
        return [AcousticFingerprint.from_bytes(data.get(i, b"")) for i in ids]

    def save(self, recordings: Mapping[int, int]) -> None:
        """Save the recording of each of these fingerprints."""
        rows = [{"fingerprint": i, "number": recording} for i, recording in recordings.items()]
        if not rows:
            return
        statement = update(StoredFingerprint).where(
            StoredFingerprint.id == bindparam("fingerprint")
        )
        with self._session.write() as connection:
            connection.execute(statement.values(recording=bindparam("number")), rows)

    def groups(self) -> list[list[int]]:
        """Return the ids of present songs that are copies of one recording, at least two in each.

        Equal audio is one recording also where it has no fingerprint.
        """
        recording = func.coalesce(
            type_coerce(StoredFingerprint.recording, String), Track.audio_hash
        ).label("recording")
        songs = (
            select(Track.id, recording)
            .outerjoin(StoredFingerprint, StoredFingerprint.audio_hash == Track.audio_hash)
            .where(~Track.absent, is_listed(), Track.audio_hash.is_not(None))
            .cte()
        )
        several = select(songs.c.recording).group_by(songs.c.recording).having(func.count() > 1)
        statement = (
            select(songs.c.recording, songs.c.id)
            .where(songs.c.recording.in_(several))
            .order_by(songs.c.recording, songs.c.id)
        )
        with self._session.read() as connection:
            rows = connection.execute(statement).all()
        groups = [[row[1] for row in rows] for _, rows in groupby(rows, key=lambda row: row[0])]
        return sorted(groups)

    def files(self, track_ids: Sequence[int]) -> dict[int, tuple[AudioInfo | None, int]]:
        """Return the audio properties and the size in bytes of the songs' files."""
        info = (*(Analysis.duration_s, Analysis.sample_rate, Analysis.channels, Analysis.codec),)
        statement = (
            select(Track.id, Track.size, *info)
            .outerjoin(Analysis, Analysis.id == shown_analysis(None))
            .where(in_ids(Track.id, track_ids))
        )
        with self._session.read() as connection:
            rows: Sequence[Any] = connection.execute(statement).all()
        return {
            track_id: (None if info[0] is None else AudioInfo(*info), size)
            for track_id, size, *info in rows
        }

    def songs(self, fingerprint_ids: Sequence[int]) -> list[int]:
        """Return the ids of the present songs whose recording one of these fingerprints is of."""
        chosen = select(StoredFingerprint.recording).where(
            in_ids(StoredFingerprint.id, fingerprint_ids)
        )
        same = StoredFingerprint.recording.in_(chosen) | in_ids(
            StoredFingerprint.id, fingerprint_ids
        )
        statement = (
            select(Track.id)
            .join(StoredFingerprint, StoredFingerprint.audio_hash == Track.audio_hash)
            .where(~Track.absent, is_listed(), same)
            .order_by(Track.id)
        )
        with self._session.read() as connection:
            return list(connection.execute(statement).scalars())
