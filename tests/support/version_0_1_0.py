"""A library, a settings file and a user-trained model as version 0.1.0 wrote them.

Copied from files that its code made (commit 84d76c9), so nothing here may follow the code of today.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save

MODEL_NAME, MODEL_VERSION = "mine", "2026-11-21-41be43"

SETTINGS: dict[str, Any] = {
    "exclude": ["*live*"],
    "full_speed": True,
    "keep_mtime": False,
    "language": "de",
    "model": MODEL_NAME,
    "model_digest": "5e553436f660abf3123947f703494ed82b985d160db2da549e4baba44fd35082",
    "mood_names": {"calm": "ruhig"},
    "mood_precisions": {"dark": 0.9},
    "mood_roles": {"happy": "proposed", "party": "shown", "sad": "hidden"},
    "of_a_newer_version": [1, 2],
    "on_battery": "go-on",
    "player": "mixxx",
    "precision": 0.8,
    "separator": " / ",
    "theme": "dark",
    "volume": 0.25,
    "window": {"geometry": "AAAA"},
    "workers": 3,
    "write_dimensions": True,
    "write_energy": True,
    "write_mode": "skip",
}

LIBRARY_SQL = """
PRAGMA application_id = 1836019556;
PRAGMA user_version = 7;
BEGIN;
CREATE TABLE analysis (
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
        moods BLOB, tempo DOUBLE,
        UNIQUE (audio_hash, model_id)
    );
INSERT INTO analysis VALUES(1,'hash a',1,1796052552994931,'',200.0,44100,2,'flac',0.5,-0.25,0.25,
    0.5,0.5,0.25,0.125,0.125,0,'["happy"]',X'0000403F0000803E',99.5);
INSERT INTO analysis VALUES(2,'hash b',2,1796052552994931,'',200.0,44100,2,'flac',-0.5,0.25,0.25,
    0.5,0.5,0.25,0.125,0.125,1,'[]',X'0000803E0000403F',NULL);
INSERT INTO analysis VALUES(3,'hash d',1,1796052552994931,'This song is silent.',200.0,44100,2,
    'flac',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'[]',NULL,NULL);
CREATE TABLE correction (
        track_id INTEGER NOT NULL PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
        valence DOUBLE NOT NULL,
        arousal DOUBLE NOT NULL,
        corrected BIGINT NOT NULL
    );
INSERT INTO correction VALUES(1,0.75,0.5,1796052553028320);
CREATE TABLE curve (
        analysis_id INTEGER NOT NULL PRIMARY KEY REFERENCES analysis (id) ON DELETE CASCADE,
        windows BLOB NOT NULL
    );
INSERT INTO curve VALUES(1,CAST(X'00000000000020410000003F000080BE0000403F0000803E'
    || X'0000A040000070410000003F000080BE0000403F0000803E' AS BLOB));
INSERT INTO curve VALUES(2,X'0000000000002041000000BF0000803E0000803E0000403F');
CREATE TABLE decision (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        mood VARCHAR NOT NULL,
        accepted BOOLEAN NOT NULL,
        decided BIGINT NOT NULL,
        PRIMARY KEY (track_id, mood)
    );
INSERT INTO decision VALUES(1,'happy',1,1796052553027711);
INSERT INTO decision VALUES(1,'sad',0,1796052553027711);
CREATE TABLE embedding (
        analysis_id INTEGER NOT NULL PRIMARY KEY REFERENCES analysis (id) ON DELETE CASCADE,
        vector BLOB NOT NULL
    );
INSERT INTO embedding VALUES(1,X'0000803F000000000000000000000000');
INSERT INTO embedding VALUES(2,X'000000000000803F0000000000000000');
CREATE TABLE failure (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        model_id INTEGER NOT NULL REFERENCES model (id),
        size BIGINT NOT NULL,
        mtime_ns BIGINT NOT NULL,
        failed BIGINT NOT NULL,
        message VARCHAR NOT NULL,
        PRIMARY KEY (track_id, model_id)
    );
INSERT INTO failure VALUES(3,1,300,3,1796052552994931,'This file is damaged.');
CREATE TABLE folder (
        id INTEGER NOT NULL PRIMARY KEY,
        path BLOB NOT NULL UNIQUE,
        added BIGINT NOT NULL
    );
INSERT INTO folder VALUES(1,X'2F6D75736963',1796052552937274);
CREATE TABLE model (
        id INTEGER NOT NULL PRIMARY KEY,
        name VARCHAR NOT NULL UNIQUE,
        labels VARCHAR NOT NULL
    );
INSERT INTO model VALUES(1,'mine 2026-11-21-41be43','["happy", "sad"]');
INSERT INTO model VALUES(2,'moodnet 1.1','["happy", "sad"]');
CREATE TABLE own_word (
        track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
        word VARCHAR NOT NULL,
        kept BOOLEAN NOT NULL,
        decided BIGINT NOT NULL,
        PRIMARY KEY (track_id, word)
    );
INSERT INTO own_word VALUES(1,'gloomy',0,1796052553037555);
CREATE TABLE play (
        track_id INTEGER NOT NULL PRIMARY KEY REFERENCES track (id) ON DELETE CASCADE,
        times INTEGER NOT NULL
    );
INSERT INTO play VALUES(2,2);
CREATE TABLE tag_batch (
        id INTEGER NOT NULL PRIMARY KEY,
        created BIGINT NOT NULL,
        description VARCHAR NOT NULL
    );
INSERT INTO tag_batch VALUES(1,1796052553049525,'Moods of 2 songs');
CREATE TABLE tag_change (
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
    , fields VARCHAR DEFAULT '{}' NOT NULL);
INSERT INTO tag_change VALUES(1,1,1,X'2F6D757369632F612E666C6163','Vorbis','hash a',
    '[["MOOD", ["gloomy"], ["happy"]]]','done','',1796052553092755,'{}');
INSERT INTO tag_change VALUES(2,1,2,X'2F6D757369632F622E6D7033','ID3v2.4','hash b',
    '[["TMOO", [], ["sad"]], ["TXXX:MOOD", [], ["sad"]]]','done','',1796052553131935,
    '{"TMOO": "written", "TXXX:MOOD": "undone"}');
INSERT INTO tag_change VALUES(3,1,4,X'2F6D757369632F676F6E652E6F6767','Vorbis','hash d',
    '[["MOOD", [], ["calm"]]]','failed','It was gone.',1796052553160701,'{}');
CREATE TABLE threshold (
        model_id INTEGER NOT NULL REFERENCES model (id),
        asked DOUBLE NOT NULL,
        mood VARCHAR NOT NULL,
        least DOUBLE NOT NULL,
        PRIMARY KEY (model_id, asked, mood)
    );
INSERT INTO threshold VALUES(1,0.5,'happy',0.25);
INSERT INTO threshold VALUES(1,0.5,'sad',0.2);
INSERT INTO threshold VALUES(1,0.8,'happy',0.5);
CREATE TABLE track (
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
    );
INSERT INTO track VALUES(1,X'2F6D757369632F612E666C6163',100,1,'hash a',0,'A','Artist','Album',
    'Genre','["gloomy"]',120.0,'Am',1796052552974993);
INSERT INTO track VALUES(2,X'2F6D757369632F622E6D7033',200,2,'hash b',0,'B','Artist','Album','',
    '[]',NULL,'',1796052552974993);
INSERT INTO track VALUES(3,X'2F6D757369632F62726F6B656E2E6D7033',300,3,NULL,0,'','','','','[]',
    NULL,'',1796052552974993);
INSERT INTO track VALUES(4,X'2F6D757369632F676F6E652E6F6767',400,4,'hash d',1,'','','','','[]',
    NULL,'',1796052552974993);
CREATE INDEX ix_track_audio_hash ON track (audio_hash);
CREATE INDEX ix_tag_change_batch_id ON tag_change (batch_id);
CREATE INDEX ix_tag_change_track_id ON tag_change (track_id);
CREATE INDEX ix_tag_change_state ON tag_change (state);
UPDATE sqlite_sequence SET seq = 4 WHERE name = 'track';
COMMIT;
"""

_VOCABULARY_KEYS = ("label", "sources", "valence", "arousal", "auc", "threshold", "core", "support")
_MOODS: tuple[tuple[Any, ...], ...] = (
    ("happy", ["Cheerful", "Happy"], 0.761, 0.222, 0.777, 0.4883, True, 134, 0.657),
    ("sad", ["Sad"], -0.6, -0.5, None, 1.01, True, 0, None),
    ("campfire", [], 0.3, 0.6, None, 0.6, True, None, None),  # a mood of the user's own
)
_CHOICES = [
    {"asked": 0.5, "threshold": 0.4, "support": 200, "precision": 0.555},
    {"asked": 0.8, "threshold": 1.01, "support": 0, "precision": None},
]

# Name and shape of each tensor of a network of two blocks and three moods.
_TENSORS: dict[str, tuple[int, ...]] = {
    "embedding.bias": (128,),
    "embedding.weight": (128, 16),
    "hidden.0.bias": (16,),
    "hidden.0.weight": (16, 16),
    "loudest": (),
    "mean": (96,),
    "moods.bias": (3,),
    "moods.weight": (3, 128),
    "quadrant.bias": (4,),
    "quadrant.weight": (4, 128),
    "quietest": (),
    "scale": (96,),
    "stem.0.weight": (4, 1, 5, 5),
    "va.bias": (4,),
    "va.weight": (4, 128),
    "blocks.0.depthwise.weight": (4, 1, 3, 3),
    "blocks.0.pointwise.weight": (8, 4, 1, 1),
    "blocks.1.depthwise.weight": (8, 1, 3, 3),
    "blocks.1.pointwise.weight": (8, 8, 1, 1),
}
_BATCH_NORMS = {
    "stem.1": 4,
    "hidden.1": 16,
    "blocks.0.norm1": 4,
    "blocks.0.norm2": 8,
    "blocks.1.norm1": 8,
    "blocks.1.norm2": 8,
}


def write_library(path: Path) -> None:
    """Write a library with something in each of its tables."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(LIBRARY_SQL)


def write_settings(path: Path) -> None:
    """Write settings in which each key has a value of its own."""
    text = json.dumps(SETTINGS, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def write_user_model(folder: Path) -> None:
    """Write a small network as `moodtagger train` did."""
    folder.mkdir(parents=True)
    weights = save(_tensors())
    (folder / "weights.safetensors").write_bytes(weights)
    moods = [
        dict(zip((*_VOCABULARY_KEYS, "precision"), mood, strict=True))
        | {"weak": False, "choices": _CHOICES if mood[0] == "happy" else []}
        for mood in _MOODS
    ]
    (folder / "moods.json").write_text(json.dumps(moods, indent=1), encoding="utf-8")
    card = {
        "format": 1,
        "name": MODEL_NAME,
        "version": MODEL_VERSION,
        "date": "2026-11-21",
        "parameters": 4267,
        "architecture": {
            "moods": 3,
            "stem": 4,
            "blocks": [[8, 4, 4], [8, 2, 2]],
            "hidden": 16,
            "embedding": 128,
            "dropout": 0.3,
        },
        "weights_sha256": hashlib.sha256(weights).hexdigest(),
        "calibration": {
            "mood_slope": [1.0, 2.0, 1.0],
            "mood_offset": [0.0, -1.0, 0.5],
            "quadrant_temperature": 2.0,
            "va_slope": [1.5, 0.25],
            "va_offset": [0.1, -0.1],
            "sd_scale": [1.0, 0.5],
            "va_lean": [0.25, -0.125],
        },
        "licence": "CC BY-NC-SA 4.0",
        "input": "log-mel of 16 kHz mono: n_fft 1024, hop 512, 96 bands, dB; windows of 313 frames",
        "data": "moodnet 1.1, taught further with 12 songs of the user's own.",
        "start": "moodnet 1.1",
        "figures": {"protocol": "3 held-out songs", "valence_error_after": 0.0568},
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    (folder / "report.json").write_text("{}\n", encoding="utf-8")
    (folder / "report.txt").write_text("With so few held-out songs ...\n", encoding="utf-8")


def log_mel_frames() -> npt.NDArray[np.float32]:
    """Return 40 s of made-up log-mel frames in dB, shape (1250, 96)."""
    return np.random.default_rng(1).uniform(-80, 0, (1250, 96)).astype(np.float32)


def _tensors() -> dict[str, npt.NDArray[Any]]:
    rng = np.random.default_rng(0)
    tensors: dict[str, npt.NDArray[Any]] = {
        name: rng.normal(0, 0.3, shape).astype(np.float32) for name, shape in _TENSORS.items()
    }
    for norm, size in _BATCH_NORMS.items():
        for part in ("bias", "running_mean"):
            tensors[f"{norm}.{part}"] = rng.normal(0, 0.1, size).astype(np.float32)
        for part in ("weight", "running_var"):
            tensors[f"{norm}.{part}"] = rng.uniform(0.5, 1.5, size).astype(np.float32)
        tensors[f"{norm}.num_batches_tracked"] = np.array(7, np.int64)
    tensors["scale"] = np.full(96, 20.0, np.float32)
    tensors["mean"] = np.full(96, -40.0, np.float32)
    tensors["loudest"], tensors["quietest"] = (np.array(level, np.float32) for level in (10, -90))
    return {name: np.asarray(value) for name, value in tensors.items()}
