"""The folders of the library."""

from __future__ import annotations

import os

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select
from sqlalchemy.sql.expression import false

from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import Session
from moodtagger.store.database.tables import Folder, Track
from moodtagger.store.tracks.removal import remove_with_analyses


class Folders(Session):
    """The folders the person added."""

    def folders(self) -> list[str]:
        """Paths in the order they were added."""
        with self._read() as connection:
            return list(connection.execute(select(Folder.path).order_by(Folder.id)).scalars())

    def add_folder(self, path: str) -> None:
        """Add a folder; nothing happens when the library has it."""
        with self._write() as connection:
            row = {"path": _normalized(path), "added": utc_now()}
            connection.execute(insert(Folder).prefix_with("OR IGNORE"), row)

    def remove_folder(self, path: str, *, forget: bool = False) -> None:
        """Take a folder out of the list.

        Its songs stay unless `forget`; then they go with their analyses and decisions, except
        those that lie in another folder of the library too.
        """
        with self._write() as connection:
            connection.execute(delete(Folder).where(Folder.path == _normalized(path)))
            if not forget:
                return
            others = connection.execute(select(Folder.path)).scalars().all()
            in_other_folders = or_(false(), *(is_below(other) for other in others))
            track_ids = select(Track.id).where(is_below(_normalized(path)), ~in_other_folders)
            remove_with_analyses(connection, list(connection.execute(track_ids).scalars()))


def is_below(folder: str) -> ColumnElement[bool]:
    """Whether a track lies in a folder or in one of its folders; uses the index of paths."""
    start = os.path.join(folder, "")  # noqa: PTH118 - a name of any bytes, with its separator
    end = start[:-1] + chr(ord(start[-1]) + 1)
    return and_(Track.path >= start, Track.path < end)


def _normalized(path: str) -> str:
    return path.rstrip(os.sep) or os.sep
