"""The library's tracks and folders: added, moved, missing, removed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.sql.expression import false

from moodtagger.core.tracks import TAGS_VERSION, FileTags
from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import Session, chunks, in_ids, scalar_id
from moodtagger.store.database.statements import current_failures
from moodtagger.store.database.tables import Analysis, Folder, Play, StoredWaveform, Track
from moodtagger.store.move_matching import KnownTrack, TrackMatches, match_files
from moodtagger.store.playlists import remember_forgotten
from moodtagger.store.records import FileStamp, FoundFile, LeftOut


class Tracks:
    """The tracks of the library, one for each file."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def file_stamps(self) -> dict[str, FileStamp]:
        """Map each path to the stamp of its last scan, absent files included."""
        columns = (
            *(Track.path, Track.id, Track.size, Track.mtime_ns, Track.audio_hash, Track.absent),
            *(Track.tags_version, Track.reading, Track.left_out, Track.sheet),
        )
        with self._session.read() as connection:
            failed = set(connection.execute(current_failures(Track.id)).scalars())
            rows = connection.execute(select(*columns))
            return {
                path: FileStamp(
                    *(track_id, size, mtime_ns, digest, absent, track_id in failed),
                    old_tags=version < TAGS_VERSION,
                    reading=reading,
                    left_out=_left_out(out),
                    sheet=sheet,
                )
                for path, track_id, size, mtime_ns, digest, absent, version, reading, *rest in rows
                for out, sheet in [rest]
            }

    def id_of(self, path: str) -> int | None:
        """Return the id of the track at a path, if any."""
        with self._session.read() as connection:
            return scalar_id(connection, select(Track.id).where(Track.path == path))

    def upsert_files(self, files: Sequence[FoundFile]) -> list[int]:
        """Add or update files that a scan found, and return their ids in that order.

        All of them are present now. A moved or renamed file keeps its id (see `move_matching`).
        Files that exchanged their names are recognized when they come in one call. Another name
        of a known file stands for the same track, which keeps its path. A known file
        that cannot be read now (no hash) keeps its data, so that it is read again. One commit.
        """
        paths = [file.path for file in files]
        files = list({file.path: file for file in files}.values())
        with self._session.write() as connection:
            known_tracks = _load_known_tracks(connection, files)
            matches = match_files(files, known_tracks)
            _apply_moves(connection, matches)
            known = [(i, f) for i, f in zip(matches.track_ids, files, strict=True) if i is not None]
            new = [f for i, f in zip(matches.track_ids, files, strict=True) if i is None]
            new = [file for file in new if file.path not in matches.aliases]
            hashed = {track.track_id for track in known_tracks if track.audio_hash is not None}
            unread = {i for i, file in known if file.audio_hash is None and i in hashed}
            scanned = [
                {"updated_id": i, **_file_columns(file)} for i, file in known if i not in unread
            ]
            _update_rows(connection, scanned)
            _update_rows(connection, [{"updated_id": i, "absent": False} for i in sorted(unread)])
            added = utc_now()
            if new:
                rows = [{**_file_columns(file), "added": added} for file in new]
                connection.execute(insert(Track), rows)
            return _ids_of_paths(connection, [matches.aliases.get(p, p) for p in paths])

    def update_tags(
        self,
        track_id: int,
        tags: FileTags,
        size: int,
        mtime_ns: int,
        audio_hash: str | None,
        reading: str = "",
    ) -> None:
        """Store the current tags of a file; `audio_hash` is that of its audio where it is known.

        Unless it is the audio of the last scan, the next scan reads the file again.
        """
        stamp = {"size": size, "mtime_ns": mtime_ns}
        with self._session.write() as connection:
            _update_rows(connection, [{"updated_id": track_id, **_tag_columns(tags, reading)}])
            same_audio = (Track.id == track_id) & (Track.audio_hash == audio_hash)
            connection.execute(update(Track).where(same_audio).values(stamp))

    def replace_tags(self, tags: Mapping[int, FileTags], reading: str = "") -> None:
        """Store what was read again of unchanged files, by track id; see `FoundFile`."""
        rows = [{"updated_id": i, **_tag_columns(t, reading)} for i, t in tags.items()]
        with self._session.write() as connection:
            _update_rows(connection, rows)

    def audio_hashes(self, track_ids: Iterable[int]) -> dict[int, str]:
        """Return the hash of the audio of each track that has one, as of its last scan."""
        columns = select(Track.id, Track.audio_hash).where(in_ids(Track.id, track_ids))
        with self._session.read() as connection:
            rows = connection.execute(columns)
            return {track_id: digest for track_id, digest in rows if digest is not None}

    def read_again(self, paths: Sequence[str]) -> None:
        """Let the next scan read these files again, whatever their size and date are."""
        if not paths:
            return
        with self._session.write() as connection:
            for part in chunks(paths):
                chosen = update(Track).where(Track.path.in_(part))
                connection.execute(chosen.values(mtime_ns=-1))

    def mark_absent(self, track_ids: Iterable[int]) -> None:
        """Mark files as missing, because they or their drive are away; nothing else changes."""
        self._mark(track_ids, absent=True)

    def mark_present(self, track_ids: Iterable[int]) -> None:
        """Mark files as present again."""
        self._mark(track_ids, absent=False)

    def leave_out(self, track_ids: Iterable[int], reason: LeftOut) -> None:
        """List songs no more, but keep what is known of them in case that they come back."""
        with self._session.write() as connection:
            chosen = in_ids(Track.id, track_ids)
            connection.execute(update(Track).where(chosen).values(left_out=str(reason)))

    def remove(self, track_ids: Sequence[int]) -> None:
        """Remove tracks with their decisions and the analyses that no other track needs."""
        with self._session.write() as connection:
            remove_with_analyses(connection, track_ids)

    def count_play(self, track_id: int) -> None:
        """Count one more play; nothing happens when the library no longer has the track."""
        with self._session.write() as connection:
            if connection.scalar(select(Track.id).where(Track.id == track_id)) is None:
                return
            statement = upsert(Play).values(track_id=track_id, times=1)
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[Play.track_id], set_={"times": Play.times + 1}
                )
            )

    def _mark(self, track_ids: Iterable[int], *, absent: bool) -> None:
        with self._session.write() as connection:
            chosen = in_ids(Track.id, track_ids)
            connection.execute(update(Track).where(chosen).values(absent=absent))


def _left_out(text: str) -> LeftOut:
    return LeftOut(text) if text else LeftOut.NO  # an enumeration's call takes a while


def _load_known_tracks(connection: Connection, files: Sequence[FoundFile]) -> list[KnownTrack]:
    tracks: dict[int, KnownTrack] = {}
    for part in chunks(files):
        hashes = [file.audio_hash for file in part if file.audio_hash is not None]
        condition = or_(Track.path.in_([f.path for f in part]), Track.audio_hash.in_(hashes))
        rows = connection.execute(select(Track.id, Track.path, Track.audio_hash).where(condition))
        tracks |= {track_id: KnownTrack(track_id, path, digest) for track_id, path, digest in rows}
    return list(tracks.values())


def _apply_moves(connection: Connection, matches: TrackMatches) -> None:
    if not matches.new_paths:
        return
    # Paths that no file can have stand in while tracks exchange theirs.
    temporary_paths = {track_id: f"\0{track_id}" for track_id in matches.new_paths}
    for paths in (temporary_paths, matches.new_paths):
        _update_rows(connection, [{"updated_id": i, "path": path} for i, path in paths.items()])
    is_orphaned = in_ids(Track.id, matches.orphaned)
    connection.execute(update(Track).where(is_orphaned).values(absent=True))


def _update_rows(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        statement = update(Track).where(Track.id == bindparam("updated_id"))
        values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "updated_id"}
        connection.execute(statement.values(values), rows)


def _ids_of_paths(connection: Connection, paths: Sequence[str]) -> list[int]:
    ids: dict[str, int] = {}
    for part in chunks(paths):
        rows = connection.execute(select(Track.path, Track.id).where(Track.path.in_(part)))
        ids |= {row.path: row.id for row in rows}
    return [ids[path] for path in paths]


def _file_columns(file: FoundFile) -> dict[str, Any]:
    return {
        "path": file.path,
        "size": file.size,
        "mtime_ns": file.mtime_ns,
        "audio_hash": file.audio_hash,
        "absent": False,
        "left_out": str(file.left_out),
        "sheet": file.sheet,
        "start_s": None if file.excerpt is None else file.excerpt[0],
        "end_s": None if file.excerpt is None else file.excerpt[1],
        **_tag_columns(file.tags, file.reading),
    }


def _tag_columns(tags: FileTags, reading: str) -> dict[str, Any]:
    values = {field.name: getattr(tags, field.name) for field in fields(FileTags)}
    return {**values, "tags_version": TAGS_VERSION, "reading": reading}


class Folders:
    """The folders that the user added."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def paths(self) -> list[str]:
        """Return the paths in the order they were added."""
        with self._session.read() as connection:
            return list(connection.execute(select(Folder.path).order_by(Folder.id)).scalars())

    def add(self, path: str) -> None:
        """Add a folder unless the library has it."""
        with self._session.write() as connection:
            row = {"path": _normalized(path), "added": utc_now()}
            connection.execute(insert(Folder).prefix_with("OR IGNORE"), row)

    def remove(self, path: str, *, forget: bool = False) -> None:
        """Remove a folder from the list.

        Its tracks stay unless `forget`; then they go with their analyses and decisions, except
        those that lie in another folder of the library too.
        """
        with self._session.write() as connection:
            connection.execute(delete(Folder).where(Folder.path == _normalized(path)))
            if not forget:
                return
            others = connection.execute(select(Folder.path)).scalars().all()
            in_other_folders = or_(false(), *(is_below(other) for other in others))
            track_ids = select(Track.id).where(is_below(_normalized(path)), ~in_other_folders)
            remove_with_analyses(connection, list(connection.execute(track_ids).scalars()))


def is_below(folder: str) -> ColumnElement[bool]:
    """Select tracks in a folder or in one of its subfolders; uses the index of paths."""
    start = os.path.join(folder, "")  # noqa: PTH118 - a path of any bytes, with a separator at its end
    end = start[:-1] + chr(ord(start[-1]) + 1)
    return and_(Track.path >= start, Track.path < end)


def _normalized(path: str) -> str:
    return path.rstrip(os.sep) or os.sep


def remove_with_analyses(connection: Connection, track_ids: Sequence[int]) -> None:
    """Remove tracks, their decisions, and analyses of audio that no other track has.

    The journal of what was written to their files stays, and so do their places in playlists.
    """
    statement = select(Track.audio_hash).where(in_ids(Track.id, track_ids)).distinct()
    hashes = [digest for digest in connection.execute(statement).scalars() if digest is not None]
    remember_forgotten(connection, track_ids)
    connection.execute(delete(Track).where(in_ids(Track.id, track_ids)))
    for chunk in chunks(hashes):
        for table in (Analysis, StoredWaveform):
            still_used = exists().where(Track.audio_hash == table.audio_hash)
            connection.execute(delete(table).where(table.audio_hash.in_(chunk), ~still_used))
