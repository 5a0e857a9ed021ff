"""The tables of the library as typed SQLAlchemy classes.

Analyses belong to audio (its hash) and a model, not to a file: copies of a song share them, and a
moved or retagged file keeps them. What the rows of the song table need is stored apart from the
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
    """A folder that the user added to the library."""

    __tablename__ = "folder"
    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(PathBytes, unique=True)
    added: Mapped[datetime] = mapped_column(UtcDateTime)


class Track(Base):
    """A song: its path, the stamp of its file at the last scan, and its tags at that time.

    Songs of a file that a CUE sheet divides have paths of their own, see `core.cue_sheet`, and
    `start_s` and `end_s` in that file. The file itself has a row too, with a digest of the `sheet`
    beside it. `left_out` is not empty where a song is kept but not listed: see `LeftOut`.

    `tags_version` is the `TAGS_VERSION` by which they were read, `reading` the key of the
    `TagReading`; a scan reads those that differ again.
    """

    __tablename__ = "track"
    # AUTOINCREMENT: ids are never reused, as a window may still hold a removed one.
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
    album_artist: Mapped[str] = mapped_column(CleanText, server_default="")
    title_sort: Mapped[str] = mapped_column(CleanText, server_default="")
    artist_sort: Mapped[str] = mapped_column(CleanText, server_default="")
    album_sort: Mapped[str] = mapped_column(CleanText, server_default="")
    album_artist_sort: Mapped[str] = mapped_column(CleanText, server_default="")
    year: Mapped[int | None]
    track: Mapped[int | None]
    track_total: Mapped[int | None]
    disc: Mapped[int | None]
    disc_total: Mapped[int | None]
    compilation: Mapped[bool] = mapped_column(server_default="0")
    tags_version: Mapped[int] = mapped_column(server_default="0")
    ignored_bpm: Mapped[str] = mapped_column(CleanText, server_default="")
    reading: Mapped[str] = mapped_column(String, server_default="")
    left_out: Mapped[str] = mapped_column(String, server_default="", default="")
    sheet: Mapped[str] = mapped_column(String, server_default="", default="")
    start_s: Mapped[float | None]
    end_s: Mapped[float | None]
    rating: Mapped[float | None]


class Model(Base):
    """A model and its mood labels, in the order of the probabilities in the blobs."""

    __tablename__ = "model"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String, unique=True)
    labels: Mapped[tuple[str, ...]] = mapped_column(StringTuple)


class Threshold(Base):
    """The probability from which a mood of a model is confident, for one target precision.

    A model with stored thresholds has a row for each of its core moods and precisions.
    """

    __tablename__ = "threshold"
    model_id: Mapped[int] = mapped_column(ForeignKey("model.id"), primary_key=True)
    asked: Mapped[float] = mapped_column(primary_key=True)
    mood: Mapped[str] = mapped_column(String, primary_key=True)
    least: Mapped[float]


class Analysis(Base):
    """The analysis of some audio by one model.

    `note` is set, and the numbers are NULL, when the audio is sound but cannot be predicted.
    `moods` is float32 in the order of the model's labels; `confident` the labels above their
    threshold at the time, which counts only where the thresholds of the model are not stored.
    `tempo` is in beats per minute, NULL when no beat is clear and in analyses by older programs.
    `speech` is the probability that it is speech, NULL where the model cannot tell.
    `va_correlation` is how far the errors of valence and arousal go together, NULL before 2.1.
    `attributes` are float32 in the order of `core.attributes.ATTRIBUTES`, NULL where unknown.
    `music_key` is the code of a `MusicalKey`; analyses of another `music_version` than
    `MUSIC_VERSION` lack it or know less of key, beats and energy.
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
    speech: Mapped[float | None]
    va_correlation: Mapped[float | None]
    attributes: Mapped[bytes | None] = mapped_column(LargeBinary)
    music_version: Mapped[int] = mapped_column(server_default="0", index=True)
    music_key: Mapped[int | None]


class Embedding(Base):
    """The unit vector of an analysis, float32, shape (d,)."""

    __tablename__ = "embedding"
    analysis_id: Mapped[int] = mapped_column(
        ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True
    )
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class Music(Base):
    """Key, beats and energy of an analysis with their details, see `MusicAnalysis.to_json`."""

    __tablename__ = "music"
    analysis_id: Mapped[int] = mapped_column(
        ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True
    )
    details: Mapped[str] = mapped_column(String)


class Curve(Base):
    """The windows of an analysis: float32, (n, 4 + moods): start, end, valence, arousal, moods."""

    __tablename__ = "curve"
    analysis_id: Mapped[int] = mapped_column(
        ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True
    )
    windows: Mapped[bytes] = mapped_column(LargeBinary)


class StoredFingerprint(Base):
    """The acoustic fingerprint of some audio, with its keys (uint32), see `AcousticFingerprint`.

    `recording` is the smallest id of the fingerprints of the same recording, NULL before it was
    compared with the others.
    """

    __tablename__ = "acoustic_fingerprint"
    id: Mapped[int] = mapped_column(primary_key=True)
    audio_hash: Mapped[str] = mapped_column(String, unique=True)
    keys: Mapped[bytes] = mapped_column(LargeBinary)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    recording: Mapped[int | None]


class StoredWaveform(Base):
    """The outline of some audio, uint8 from 0 to 255; see `AnalysisResult.waveform`."""

    __tablename__ = "waveform"
    audio_hash: Mapped[str] = mapped_column(String, primary_key=True)
    points: Mapped[bytes] = mapped_column(LargeBinary)


class Failure(Base):
    """A file that a model failed to analyze, with its stamp at that time; a change voids it."""

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


class Profile(Base):
    """A listener; the one without a name has the id 1."""

    __tablename__ = "profile"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(CleanText, unique=True)
    created: Mapped[datetime] = mapped_column(UtcDateTime)


class TasteImport(Base):
    """The decisions that a listener imported from a file, with embeddings by one model."""

    __tablename__ = "taste_import"
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"), primary_key=True)
    model: Mapped[str] = mapped_column(CleanText)
    imported: Mapped[datetime] = mapped_column(UtcDateTime)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Decision(Base):
    """The decision of a listener about one mood of one file."""

    __tablename__ = "decision"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    mood: Mapped[str] = mapped_column(CleanText, primary_key=True)
    profile_id: Mapped[int] = mapped_column(
        ForeignKey("profile.id"), primary_key=True, server_default="1"
    )
    accepted: Mapped[bool]
    decided: Mapped[datetime] = mapped_column(UtcDateTime)


class TrackCorrection(Base):
    """The position that a listener gave a song; no prediction is changed by it.

    `former_valence` and `former_arousal` are what they gave on the plane of moodnet 1, where
    the position was converted from it; see `former_scale`.
    """

    __tablename__ = "correction"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    profile_id: Mapped[int] = mapped_column(
        ForeignKey("profile.id"), primary_key=True, server_default="1"
    )
    valence: Mapped[float]
    arousal: Mapped[float]
    corrected: Mapped[datetime] = mapped_column(UtcDateTime)
    former_valence: Mapped[float | None]
    former_arousal: Mapped[float | None]


class TempoCorrection(Base):
    """The tempo in beats per minute that the user gave a song; it is everybody's."""

    __tablename__ = "tempo_correction"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    bpm: Mapped[float]
    corrected: Mapped[datetime] = mapped_column(UtcDateTime)


class StoredPlaylist(Base):
    """A playlist; a smart one has a `search` in the filter language, an order and a limit."""

    __tablename__ = "playlist"
    # AUTOINCREMENT: ids are never reused, as a removed playlist may come back by undo.
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(CleanText, unique=True)
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    search: Mapped[str | None] = mapped_column(String)
    sort: Mapped[str] = mapped_column(String)
    song_limit: Mapped[int | None]


class StoredPlaylistSong(Base):
    """A song of a playlist; `path` and `audio_hash` find it again after it was forgotten."""

    __tablename__ = "playlist_song"
    playlist_id: Mapped[int] = mapped_column(
        ForeignKey("playlist.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    track_id: Mapped[int | None] = mapped_column(
        ForeignKey("track.id", ondelete="SET NULL"), index=True
    )
    path: Mapped[str] = mapped_column(PathBytes)
    audio_hash: Mapped[str | None] = mapped_column(String)


class Play(Base):
    """How often a song was played in this program; stale tracks played most are analyzed first."""

    __tablename__ = "play"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    times: Mapped[int]


class TagConflictAnswer(Base):
    """The answer of the user about a mood word in the tags of a file, spelled as there.

    `kept` words stay and are not asked about again; the others are replaced when moods are written.
    """

    __tablename__ = "own_word"
    track_id: Mapped[int] = mapped_column(
        ForeignKey("track.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[str] = mapped_column(CleanText, primary_key=True)
    kept: Mapped[bool]
    decided: Mapped[datetime] = mapped_column(UtcDateTime)


class TagBatch(Base):
    """The files that were changed by one operation and can be undone together."""

    __tablename__ = "tag_batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    description: Mapped[str] = mapped_column(CleanText)
    description_data: Mapped[str | None] = mapped_column(String)


class TagChange(Base):
    """The journal: the change of one file, committed before the file is touched.

    `changes` is a JSON list of [frame, old values, new values]; `state` an `EntryState`; `fields` a
    JSON object from frames to `FieldState`, without those that follow from the state; `decoded` a
    JSON list of [frame, old texts as shown]. The path stays readable after the track was removed
    from the library.
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
    decoded: Mapped[str] = mapped_column(String, server_default="[]")


class OldFileBytes(Base):
    """What a written file needs to become the one before, byte for byte; see `core.OldBytes`."""

    __tablename__ = "old_bytes"
    change_id: Mapped[int] = mapped_column(
        ForeignKey("tag_change.id", ondelete="CASCADE"), primary_key=True
    )
    old_hash: Mapped[str] = mapped_column(String)
    new_hash: Mapped[str] = mapped_column(String)
    new_size: Mapped[int] = mapped_column(BigInteger)
    data: Mapped[bytes] = mapped_column(LargeBinary)
