"""The library with all its components, and how it is opened."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from moodtagger.core.errors import LibraryError
from moodtagger.core.messages import Message
from moodtagger.store.analyses.analyses import Analyses
from moodtagger.store.analyses.stale import StaleAnalyses
from moodtagger.store.analyses.thresholds import Thresholds
from moodtagger.store.backups import has_wal, list_backups, update_backup
from moodtagger.store.database.connections import connect, reading_engine, writing_engine
from moodtagger.store.database.errors import library_damaged, library_errors
from moodtagger.store.database.migrations import check_version, migrate
from moodtagger.store.database.schema_versions import MIGRATIONS
from moodtagger.store.database.session import Session, Writer, WriterLock
from moodtagger.store.decisions import Corrections, Decisions, TagConflictAnswers, TempoCorrections
from moodtagger.store.playlists import Playlists
from moodtagger.store.profiles import Profiles
from moodtagger.store.queries.mood_probabilities import Moods
from moodtagger.store.queries.personal_answers import PersonalAnswers
from moodtagger.store.queries.similarity_features import SimilarityFeatureReader
from moodtagger.store.queries.song_rows import Songs
from moodtagger.store.queries.taste_examples import TasteExampleReader
from moodtagger.store.recordings import Recordings
from moodtagger.store.tag_journal import TagJournal
from moodtagger.store.tracks import Folders, Tracks


class Library:
    """A library of tracks; open it with `open_library`, close it or use it with `with`.

    Its components share one session: any thread may call them, and any call may block. They raise
    LibraryError when the database cannot be read or written; a method that writes keeps all of
    its change or none.

    Attributes
    ----------
    tracks, folders : the files and the folders that the user added
    analyses, stale_analyses, thresholds : what the models predicted, and what counts as confident
    decisions, corrections, tempo_corrections, tag_conflict_answers : what the user decided
    profiles, personal : the listeners, and what their decisions add to the model's answers
    recordings : acoustic fingerprints, and which songs are copies of one recording
    songs, moods, similarity, taste : bulk reads for the views, for similarity search and learning
    playlists : songs in an order, and searches that are kept current
    journal : what was written to the files
    session : the transactions that all of them use
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.tracks = Tracks(session)
        self.folders = Folders(session)
        self.thresholds = Thresholds(session)
        self.profiles = Profiles(session)
        self.personal = PersonalAnswers()
        self.analyses = Analyses(session, self.thresholds)
        self.stale_analyses = StaleAnalyses(session)
        self.decisions = Decisions(session)
        self.corrections = Corrections(session)
        self.tempo_corrections = TempoCorrections(session)
        self.tag_conflict_answers = TagConflictAnswers(session)
        self.songs = Songs(session, self.thresholds, self.personal)
        self.moods = Moods(session, self.personal)
        self.similarity = SimilarityFeatureReader(session, self.thresholds, self.personal)
        self.taste = TasteExampleReader(session)
        self.recordings = Recordings(session)
        self.playlists = Playlists(session)
        self.journal = TagJournal(session)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed: another program writes, or the location forbids it."""
        return self.session.read_only

    def close(self) -> None:
        """Finish the write under way and close; closing twice is fine."""
        self.session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


# Checking reads the whole file: 32 MB are a few thousand songs, in well under a second.
_MAX_CHECKED_BYTES = 32 * 2**20

_MIN_DATABASE_BYTES = 512  # of a database that anything was ever written to

_NOT_WRITABLE_CODES = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def open_library(path: Path, *, read_only: bool = False) -> Library:
    """Open the library at `path`; a new one is created unless `read_only`.

    Raises LibraryBusyError when another program writes to it (open it `read_only` then),
    LibraryFileError when it is damaged or of a newer version, LibraryLocationError when its
    location cannot be written, and LibraryError when it belongs to another program. The file is
    unchanged in all these cases.
    """
    with library_errors(path):
        return _open_reader(path) if read_only else _open_writer(path)


def _open_writer(path: Path) -> Library:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = WriterLock(path)
    try:
        _check_not_truncated(path)
        _make_private(path)
        _check_integrity(path)
        migrate(path)
        _enable_wal(path)
        update_backup(path)
    except BaseException:
        lock.release()
        raise
    writer = Writer(lock, writing_engine(path, durable=False), writing_engine(path, durable=True))
    return Library(Session(path, reading_engine(path, "mode=ro"), writer))


def _open_reader(path: Path) -> Library:
    if not path.exists():
        raise LibraryError(
            Message.of("There is no library yet."),
            path=path,
            advice=Message.of("Scan a music folder to create one."),
        )
    mode = _reading_mode(path)
    with closing(connect(path, mode)) as database:
        if check_version(database, path) < MIGRATIONS[-1].version:
            raise LibraryError(
                Message.of(
                    "This library is from an older version and can't be updated while it is "
                    "open read-only."
                ),
                path=path,
                advice=Message.of("Open it in a single moodtagger first."),
            )
    return Library(Session(path, reading_engine(path, mode), None))


def _reading_mode(path: Path) -> str:
    """Return the mode for reading: beside a writer, or as a file that nobody can change.

    Reading in WAL mode writes small files beside the database; on a read-only disk that fails, but
    then nobody else writes either.
    """
    try:
        with closing(connect(path, "mode=ro")) as database:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        wal_path = path.with_name(path.name + "-wal")
        if error.sqlite_errorcode & 0xFF not in _NOT_WRITABLE_CODES or wal_path.exists():
            raise
        return "immutable=1"
    return "mode=ro"


def _check_not_truncated(path: Path) -> None:
    """Refuse an empty file that was a library: SQLite would reuse it and delete its log."""
    if path.exists() and not path.is_file():  # before its permissions change, or a folder's
        raise library_damaged(path)
    size = path.stat().st_size if path.exists() else None
    if (size or 0) < _MIN_DATABASE_BYTES and (
        has_wal(path) or (size is not None and list_backups(path))
    ):
        raise library_damaged(path)


def _make_private(path: Path) -> None:
    """Create the file if needed, private; SQLite gives its companion files the same mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    mode = path.stat().st_mode
    if mode & 0o077:
        path.chmod(mode & 0o700)


def _check_integrity(path: Path) -> None:
    if path.stat().st_size > _MAX_CHECKED_BYTES:
        return
    with closing(connect(path, "mode=rw")) as database:
        if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise library_damaged(path)


def _enable_wal(path: Path) -> None:
    """Let readers work beside the writer (WAL), and make sure that writing is possible."""
    with closing(connect(path, "mode=rw")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("BEGIN IMMEDIATE")
        database.execute("ROLLBACK")
