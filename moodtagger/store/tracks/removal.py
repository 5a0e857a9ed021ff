"""Removing songs, which happens only when the person asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, exists, select

from moodtagger.store.database.session import chunks, in_ids
from moodtagger.store.database.tables import Analysis, Track


def remove_with_analyses(connection: Connection, track_ids: Sequence[int]) -> None:
    """Remove tracks, their decisions, and analyses of audio that no other track holds.

    The journal of what was written to their files stays.
    """
    statement = select(Track.audio_hash).where(in_ids(Track.id, track_ids)).distinct()
    hashes = [digest for digest in connection.execute(statement).scalars() if digest is not None]
    connection.execute(delete(Track).where(in_ids(Track.id, track_ids)))
    for chunk in chunks(hashes):
        still_used = exists().where(Track.audio_hash == Analysis.audio_hash)
        connection.execute(delete(Analysis).where(Analysis.audio_hash.in_(chunk), ~still_used))
