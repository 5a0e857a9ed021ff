"""The folders of the library."""

from __future__ import annotations

import os

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select
from sqlalchemy.sql.expression import false

from moodtagger.store.database.column_types import now
from moodtagger.store.database.session import Access
from moodtagger.store.database.tables import Folder, Track
from moodtagger.store.tracks.removal import remove_with_analyses


class Folders(Access):
    """The folders the person added."""

    def folders(self) -> list[str]:
        """Paths in the order they were added."""
        with self._read() as connection:
            return list(connection.execute(select(Folder.path).order_by(Folder.id)).scalars())

    def add_folder(self, path: str) -> None:
        """Add a folder; nothing happens when the library has it."""
        with self._write() as connection:
            row = {"path": _clean(path), "added": now()}
            connection.execute(insert(Folder).prefix_with("OR IGNORE"), row)

    def remove_folder(self, path: str, *, forget: bool = False) -> None:
        """Take a folder out of the list.

        Its songs stay unless `forget`; then they go with their analyses and decisions, except
        those that lie in another folder of the library too.
        """
        with self._write() as connection:
            connection.execute(delete(Folder).where(Folder.path == _clean(path)))
            if not forget:
                return
            others = connection.execute(select(Folder.path)).scalars().all()
            kept = or_(false(), *(below(other) for other in others))
            songs = select(Track.id).where(below(_clean(path)), ~kept)
            remove_with_analyses(connection, list(connection.execute(songs).scalars()))


def below(folder: str) -> ColumnElement[bool]:
    """Whether a track lies in a folder or in one of its folders; uses the index of paths."""
    start = os.path.join(folder, "")  # noqa: PTH118 - a name of any bytes, with its separator
    end = start[:-1] + chr(ord(start[-1]) + 1)
    return and_(Track.path >= start, Track.path < end)


def _clean(path: str) -> str:
    return path.rstrip(os.sep) or os.sep
