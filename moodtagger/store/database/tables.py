"""The tables of the library as typed SQLAlchemy models.

Analyses belong to audio (its hash) and a network, not to a file: copies of a song share them,
and a moved or retagged file keeps them. What the rows of the song table need is apart from the
large blobs, so that reading 100,000 rows touches few pages.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Double, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from moodtagger.store.database.column_types import (
    CleanText,
    Nanoseconds,
    PathBytes,
    StringTuple,
    UtcDateTime,
)


class Base(DeclarativeBase):
    """Base of all tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {float: Double}


class Folder(Base):
    """A folder the person added to the library."""

    __tablename__ = "folder"
    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(PathBytes, unique=True)
    added: Mapped[datetime] = mapped_column(UtcDateTime)


class Track(Base):
    """One file: where it is, how it looked at the last scan, what its own tags said then."""

    __tablename__ = "track"
    # AUTOINCREMENT: an id is never given twice, as windows may still hold a removed one.
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(PathBytes, unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(Nanoseconds)
    audio_hash: Mapped[str | None] = mapped_column(String, index=True)
    absent: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(CleanText)
    artist: Mapped[str] = mapped_column(CleanText)
    album: Mapped[str] = mapped_column(CleanText)
    genre: Mapped[str] = mapped_column(CleanText)
    moods: Mapped[tuple[str, ...]] = mapped_column(StringTuple)
    bpm: Mapped[float | None]
    key: Mapped[str] = mapped_column(CleanText)
    added: Mapped[datetime] = mapped_column(UtcDateTime)


class Model(Base):
    """A network and its mood labels, in the order of the probabilities in the blobs."""

    __tablename__ = "model"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String, unique=True)
    labels: Mapped[tuple[str, ...]] = mapped_column(StringTuple)


class Threshold(Base):
    """From which probability a network's mood is confident, by the precision asked of it.

    A network whose thresholds are kept has a row for each of its core moods and precisions.
    """

    __tablename__ = "threshold"
    model_id: Mapped[int] = mapped_column(ForeignKey("model.id"), primary_key=True)
    asked: Mapped[float] = mapped_column(primary_key=True)
    mood: Mapped[str] = mapped_column(String, primary_key=True)
    least: Mapped[float]


class Analysis(Base):
    """What one network heard in one piece of audio.

    `note` is set, and the numbers are NULL, when the audio is sound but cannot be judged.
    `moods` is float32 in the order of the model's labels; `confident` the labels over their
    threshold when it was heard, which counts only where the network's thresholds are not kept.
    `tempo` is in beats a minute, NULL when no beat is clear and for what older programs heard.
    """

    __tablename__ = "analysis"
    __table_args__ = (UniqueConstraint("audio_hash", "model_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    audio_hash: Mapped[str] = mapped_column(String)
    model_id: Mapped[int] = mapped_column(ForeignKey("model.id"))
    heard: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(CleanText)
    duration_s: Mapped[float | None]
    sample_rate: Mapped[int | None]
    channels: Mapped[int | None]
    codec: Mapped[str | None] = mapped_column(CleanText)
    valence: Mapped[float | None]
    arousal: Mapped[float | None]
    valence_sd: Mapped[float | None]
    arousal_sd: Mapped[float | None]
    happy: Mapped[float | None]
    angry: Mapped[float | None]
    sad: Mapped[float | None]
    relaxed: Mapped[float | None]
    quick: Mapped[bool]
    confident: Mapped[tuple[str, ...]] = mapped_column(StringTuple)
    moods: Mapped[bytes | None] = mapped_column(LargeBinary)
    tempo: Mapped[float | None]


class Embedding(Base):
    """The unit vector of an analysis, float32, shape (d,)."""

    __tablename__ = "embedding"
    analysis_id: Mapped[int] = mapped_column(
        ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True
    )
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class Curve(Base):
    """The windows of an analysis: float32, (n, 4 + moods): start, end, valence, arousal, moods."""

    __tablename__ = "curve"
    analysis_id: Mapped[int] = mapped_column(
        ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True
    )
    windows: Mapped[bytes] = mapped_column(LargeBinary)


class Failure(Base):
    """A file that a network could not hear, as the file was then; a change makes it void."""

    __tablename__ = "failure"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    model_id: Mapped[int] = mapped_column(ForeignKey("model.id"), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(Nanoseconds)
    failed: Mapped[datetime] = mapped_column(UtcDateTime)
    message: Mapped[str] = mapped_column(CleanText)
    message_data: Mapped[str | None] = mapped_column(String)


class Decision(Base):
    """What the person said of one mood of one file."""

    __tablename__ = "decision"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    mood: Mapped[str] = mapped_column(CleanText, primary_key=True)
    accepted: Mapped[bool]
    decided: Mapped[datetime] = mapped_column(UtcDateTime)


class TrackCorrection(Base):
    """Where the person puts a file's song on the plane; no network's answer is changed by it."""

    __tablename__ = "correction"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    valence: Mapped[float]
    arousal: Mapped[float]
    corrected: Mapped[datetime] = mapped_column(UtcDateTime)


class Play(Base):
    """How often a song was played in this program; what is played most is heard anew first."""

    __tablename__ = "play"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    times: Mapped[int]


class TagConflictAnswer(Base):
    """What the person said of a mood word in her file's own tag; `word` as written there.

    `kept` words stay and are not asked about again; the others give way when moods are written.
    """

    __tablename__ = "own_word"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[str] = mapped_column(CleanText, primary_key=True)
    kept: Mapped[bool]
    decided: Mapped[datetime] = mapped_column(UtcDateTime)


class TagBatch(Base):
    """One press of "write": the files changed together and undone together."""

    __tablename__ = "tag_batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    description: Mapped[str] = mapped_column(CleanText)
    description_data: Mapped[str | None] = mapped_column(String)


class TagChange(Base):
    """The journal: one file's change, committed before the file is touched.

    `changes` is a JSON list of [frame, old values, new values]; `state` an `EntryState`; `fields`
    a JSON object from frames to `FieldState`, without those that are as the state says.
    The path stays readable after the track was removed from the library.
    """

    __tablename__ = "tag_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("tag_batch.id"), index=True)
    track_id: Mapped[int | None] = mapped_column(
        ForeignKey("track.id", ondelete="SET NULL"), index=True
    )
    path: Mapped[str] = mapped_column(PathBytes)
    container: Mapped[str] = mapped_column(String)
    audio_hash: Mapped[str] = mapped_column(String)
    changes: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String, index=True)
    message: Mapped[str] = mapped_column(CleanText)
    updated: Mapped[datetime] = mapped_column(UtcDateTime)
    fields: Mapped[str] = mapped_column(String, server_default="{}")
    message_data: Mapped[str | None] = mapped_column(String)
