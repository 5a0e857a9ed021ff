"""The migrations from each version of the library to the next, oldest first.

A released migration is never edited: libraries made by it exist. `tables` describes what the last
migration leaves behind, and a test keeps the two in agreement.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from moodtagger.store.database.former_scale import convert_corrections


@dataclass(frozen=True, slots=True)
class Migration:
    """One migration to `version`; `apply` runs inside a transaction and must not commit."""

    version: int
    name: str
    apply: Callable[[sqlite3.Connection], None]


def sql(*statements: str) -> Callable[[sqlite3.Connection], None]:
    """Return a migration that runs plain SQL."""

    def apply(database: sqlite3.Connection) -> None:
        for statement in statements:
            database.execute(statement)

    return apply


_INITIAL_TABLES = (
    """CREATE TABLE folder (
        id INTEGER NOT NULL PRIMARY KEY,
        path BLOB NOT NULL UNIQUE,
        added BIGINT NOT NULL
    )""",
    """CREATE TABLE track (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        size BIGINT NOT NULL,
        mtime_ns BIGINT NOT NULL,
        audio_hash VARCHAR,
        absent BOOLEAN NOT NULL,
        title VARCHAR NOT NULL,
        artist VARCHAR NOT NULL,
        album VARCHAR NOT NULL,
        genre VARCHAR NOT NULL,
        moods VARCHAR NOT NULL,
        bpm DOUBLE,
        "key" VARCHAR NOT NULL,
        added BIGINT NOT NULL
    )""",
    "CREATE INDEX ix_track_audio_hash ON track (audio_hash)",
    """CREATE TABLE model (
        id INTEGER NOT NULL PRIMARY KEY,
        name VARCHAR NOT NULL UNIQUE,
        labels VARCHAR NOT NULL
    )""",
    """CREATE TABLE analysis (
        id INTEGER NOT NULL PRIMARY KEY,
        audio_hash VARCHAR NOT NULL,
        model_id INTEGER NOT NULL REFERENCES model (id),
        heard BIGINT NOT NULL,
        note VARCHAR NOT NULL,
        duration_s DOUBLE,
        sample_rate INTEGER,
        channels INTEGER,
        codec VARCHAR,
        valence DOUBLE,
        arousal DOUBLE,
        valence_sd DOUBLE,
        arousal_sd DOUBLE,
        happy DOUBLE,
        angry DOUBLE,
        sad DOUBLE,
        relaxed DOUBLE,
        quick BOOLEAN NOT NULL,
        confident VARCHAR NOT NULL,
        moods BLOB,
        UNIQUE (audio_hash, model_id)
    )""",
    """CREATE TABLE embedding (
        analysis_id INTEGER NOT NULL PRIMARY KEY REFERENCES analysis (id) ON DELETE CASCADE,
        vector BLOB NOT NULL
    )""",
    """CREATE TABLE curve (
        analysis_id INTEGER NOT NULL PRIMARY KEY REFERENCES analysis (id) ON DELETE CASCADE,
        windows BLOB NOT NULL
    )""",
    """CREATE TABLE failure (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        model_id INTEGER NOT NULL REFERENCES model (id),
        size BIGINT NOT NULL,
        mtime_ns BIGINT NOT NULL,
        failed BIGINT NOT NULL,
        message VARCHAR NOT NULL,
        PRIMARY KEY (track_id, model_id)
    )""",
    """CREATE TABLE decision (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        mood VARCHAR NOT NULL,
        accepted BOOLEAN NOT NULL,
        decided BIGINT NOT NULL,
        PRIMARY KEY (track_id, mood)
    )""",
    """CREATE TABLE tag_batch (
        id INTEGER NOT NULL PRIMARY KEY,
        created BIGINT NOT NULL,
        description VARCHAR NOT NULL
    )""",
    """CREATE TABLE tag_change (
        id INTEGER NOT NULL PRIMARY KEY,
        batch_id INTEGER NOT NULL REFERENCES tag_batch (id),
        track_id INTEGER REFERENCES track (id) ON DELETE SET NULL,
        path BLOB NOT NULL,
        container VARCHAR NOT NULL,
        audio_hash VARCHAR NOT NULL,
        changes VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        message VARCHAR NOT NULL,
        updated BIGINT NOT NULL
    )""",
    "CREATE INDEX ix_tag_change_batch_id ON tag_change (batch_id)",
    "CREATE INDEX ix_tag_change_track_id ON tag_change (track_id)",
    "CREATE INDEX ix_tag_change_state ON tag_change (state)",
)

_THRESHOLDS = (
    """CREATE TABLE threshold (
        model_id INTEGER NOT NULL REFERENCES model (id),
        asked DOUBLE NOT NULL,
        mood VARCHAR NOT NULL,
        least DOUBLE NOT NULL,
        PRIMARY KEY (model_id, asked, mood)
    )""",
)

_CORRECTIONS = (
    """CREATE TABLE correction (
        track_id INTEGER NOT NULL PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
        valence DOUBLE NOT NULL,
        arousal DOUBLE NOT NULL,
        corrected BIGINT NOT NULL
    )""",
)

# Predicted tempo; NULL for older analyses, which are not repeated just for it.
_TEMPO = ("ALTER TABLE analysis ADD COLUMN tempo DOUBLE",)

_TAG_CONFLICT_ANSWERS = (
    """CREATE TABLE own_word (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        word VARCHAR NOT NULL,
        kept BOOLEAN NOT NULL,
        decided BIGINT NOT NULL,
        PRIMARY KEY (track_id, word)
    )""",
)

# The state of each frame of a file; until now it was recorded only for the whole file.
_FIELD_STATES = ("ALTER TABLE tag_change ADD COLUMN fields VARCHAR DEFAULT '{}' NOT NULL",)

_PLAY_COUNTS = (
    """CREATE TABLE play (
        track_id INTEGER NOT NULL PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
        times INTEGER NOT NULL
    )""",
)

# Messages and their parameters for the window to translate; the text beside them stays complete.
# Descriptions of batches are the one text with a number in it that every library holds.
_MESSAGE_DATA = (
    "ALTER TABLE failure ADD COLUMN message_data VARCHAR",
    "ALTER TABLE tag_change ADD COLUMN message_data VARCHAR",
    "ALTER TABLE tag_batch ADD COLUMN description_data VARCHAR",
    """UPDATE tag_batch SET description_data = '{"template": "Moods of {count} songs", '
        || '"params": {"count": "' || substr(description, 10, length(description) - 15)
        || '"}, "number": ' || substr(description, 10, length(description) - 15) || '}'
        WHERE description GLOB 'Moods of [1-9]* songs'
        AND substr(description, 10, length(description) - 15) NOT GLOB '*[^0-9]*'""",
)

# What a written file needs to become the old one byte for byte; see `tag_journal`.
_OLD_BYTES = (
    """CREATE TABLE old_bytes (
        change_id INTEGER NOT NULL PRIMARY KEY REFERENCES tag_change (id) ON DELETE CASCADE,
        old_hash VARCHAR NOT NULL,
        new_hash VARCHAR NOT NULL,
        new_size BIGINT NOT NULL,
        data BLOB NOT NULL
    )""",
)

# Album and order of a song; a scan reads the tags of the songs that a library has already.
_ALBUM_FIELDS = (
    *(
        f"ALTER TABLE track ADD COLUMN {name} VARCHAR DEFAULT '' NOT NULL"
        for name in ("album_artist", "title_sort", "artist_sort", "album_sort", "album_artist_sort")
    ),
    *(
        f"ALTER TABLE track ADD COLUMN {name} INTEGER"
        for name in ("year", "track", "track_total", "disc", "disc_total")
    ),
    "ALTER TABLE track ADD COLUMN compilation BOOLEAN DEFAULT '0' NOT NULL",
    "ALTER TABLE track ADD COLUMN tags_version INTEGER DEFAULT '0' NOT NULL",
)

# Tempo tags that name no tempo, and what the tags of a file were read by.
_TAG_READING = (
    "ALTER TABLE track ADD COLUMN ignored_bpm VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE track ADD COLUMN reading VARCHAR DEFAULT '' NOT NULL",
)

# By audio, as analyses; those of older libraries follow when their songs are analyzed again.
_ACOUSTIC_FINGERPRINTS = (
    """CREATE TABLE acoustic_fingerprint (
        id INTEGER NOT NULL PRIMARY KEY,
        audio_hash VARCHAR NOT NULL UNIQUE,
        keys BLOB NOT NULL,
        data BLOB NOT NULL,
        recording INTEGER
    )""",
)

# Songs in a file that a CUE sheet divides, songs that are kept but not listed, and speech.
_CUE_TRACKS_AND_SPEECH = (
    "ALTER TABLE track ADD COLUMN left_out VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE track ADD COLUMN sheet VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE track ADD COLUMN start_s DOUBLE",
    "ALTER TABLE track ADD COLUMN end_s DOUBLE",
    "ALTER TABLE analysis ADD COLUMN speech DOUBLE",
    # Files that may be albums are read once more, as there may be a CUE sheet in them.
    """UPDATE track SET sheet = '?' WHERE audio_hash IN
        (SELECT audio_hash FROM analysis WHERE duration_s > 900)""",
)

# How far the errors of valence and arousal go together.
_ERROR_CORRELATION = ("ALTER TABLE analysis ADD COLUMN va_correlation DOUBLE",)
# What songs are like; those of older analyses follow when they are repeated by a newer model.
_ATTRIBUTES = ("ALTER TABLE analysis ADD COLUMN attributes BLOB",)

# Old texts in the history as they were shown in the preview.
_DECODED_TEXTS = ("ALTER TABLE tag_change ADD COLUMN decoded VARCHAR DEFAULT '[]' NOT NULL",)

# Several listeners; what was decided until now belongs to the one without a name.
_PROFILES = (
    """CREATE TABLE profile (
        id INTEGER NOT NULL PRIMARY KEY,
        name VARCHAR NOT NULL UNIQUE,
        created BIGINT NOT NULL
    )""",
    "INSERT INTO profile VALUES (1, '', 0)",
    """CREATE TABLE new_decision (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        mood VARCHAR NOT NULL,
        profile_id INTEGER DEFAULT '1' NOT NULL REFERENCES profile (id),
        accepted BOOLEAN NOT NULL,
        decided BIGINT NOT NULL,
        PRIMARY KEY (track_id, mood, profile_id)
    )""",
    """INSERT INTO new_decision
        SELECT track_id, mood, 1, accepted, decided FROM decision ORDER BY rowid""",
    "DROP TABLE decision",
    "ALTER TABLE new_decision RENAME TO decision",
    """CREATE TABLE new_correction (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        profile_id INTEGER DEFAULT '1' NOT NULL REFERENCES profile (id),
        valence DOUBLE NOT NULL,
        arousal DOUBLE NOT NULL,
        corrected BIGINT NOT NULL,
        PRIMARY KEY (track_id, profile_id)
    )""",
    """INSERT INTO new_correction
        SELECT track_id, 1, valence, arousal, corrected FROM correction ORDER BY rowid""",
    "DROP TABLE correction",
    "ALTER TABLE new_correction RENAME TO correction",
    """CREATE TABLE taste_import (
        profile_id INTEGER NOT NULL PRIMARY KEY REFERENCES profile (id),
        model VARCHAR NOT NULL,
        imported BIGINT NOT NULL,
        data BLOB NOT NULL
    )""",
)

# Key, beats and energy; those of older analyses follow when their songs are analyzed again.
_MUSIC = (
    "ALTER TABLE analysis ADD COLUMN music_version INTEGER DEFAULT '0' NOT NULL",
    "CREATE INDEX ix_analysis_music_version ON analysis (music_version)",
    "ALTER TABLE analysis ADD COLUMN music_key INTEGER",
    """CREATE TABLE music (
        analysis_id INTEGER NOT NULL PRIMARY KEY REFERENCES analysis (id) ON DELETE CASCADE,
        details VARCHAR NOT NULL
    )""",
)

# The tempo that the user tapped or typed for a song.
_TEMPO_CORRECTIONS = (
    """CREATE TABLE tempo_correction (
        track_id INTEGER NOT NULL PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
        bpm DOUBLE NOT NULL,
        corrected BIGINT NOT NULL
    )""",
)

# Outlines of the loudness by audio; those of older analyses follow when their songs are played.
_WAVEFORMS = (
    """CREATE TABLE waveform (
        audio_hash VARCHAR NOT NULL PRIMARY KEY,
        points BLOB NOT NULL
    )""",
)

_PLAYLISTS = (
    """CREATE TABLE playlist (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name VARCHAR NOT NULL UNIQUE,
        created BIGINT NOT NULL,
        search VARCHAR,
        sort VARCHAR NOT NULL,
        song_limit INTEGER
    )""",
    """CREATE TABLE playlist_song (
        playlist_id INTEGER NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        track_id INTEGER REFERENCES track (id) ON DELETE SET NULL,
        path BLOB NOT NULL,
        audio_hash VARCHAR,
        PRIMARY KEY (playlist_id, position)
    )""",
    "CREATE INDEX ix_playlist_song_track_id ON playlist_song (track_id)",
)

# Stars in the tags; a scan reads those of the songs that a library has already.
_RATINGS = ("ALTER TABLE track ADD COLUMN rating DOUBLE",)

MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first tables", sql(*_INITIAL_TABLES)),
    Migration(2, "thresholds", sql(*_THRESHOLDS)),
    Migration(3, "corrections", sql(*_CORRECTIONS)),
    Migration(4, "tempo", sql(*_TEMPO)),
    Migration(5, "own words", sql(*_TAG_CONFLICT_ANSWERS)),
    Migration(6, "fields of a change", sql(*_FIELD_STATES)),
    Migration(7, "plays", sql(*_PLAY_COUNTS)),
    Migration(8, "messages to translate", sql(*_MESSAGE_DATA)),
    Migration(9, "old bytes", sql(*_OLD_BYTES)),
    Migration(10, "album fields", sql(*_ALBUM_FIELDS)),
    Migration(11, "reading of tags", sql(*_TAG_READING)),
    Migration(12, "acoustic fingerprints", sql(*_ACOUSTIC_FINGERPRINTS)),
    Migration(13, "cue tracks and speech", sql(*_CUE_TRACKS_AND_SPEECH)),
    Migration(14, "error correlation", sql(*_ERROR_CORRELATION)),
    Migration(15, "attributes", sql(*_ATTRIBUTES)),
    Migration(16, "readable old texts", sql(*_DECODED_TEXTS)),
    Migration(17, "profiles", sql(*_PROFILES)),
    Migration(18, "corrections on the plane of ratings", convert_corrections),
    Migration(19, "music", sql(*_MUSIC)),
    Migration(20, "tempo corrections", sql(*_TEMPO_CORRECTIONS)),
    Migration(21, "waveforms", sql(*_WAVEFORMS)),
    Migration(22, "playlists", sql(*_PLAYLISTS)),
    Migration(23, "ratings", sql(*_RATINGS)),
)
