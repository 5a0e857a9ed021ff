"""Files of version 0.1.0 open as they are, and everything in them is kept."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from moodtagger import paths, settings
from moodtagger.core.circumplex import Correction, Quadrant
from moodtagger.core.options import BatteryPolicy
from moodtagger.core.prediction import AudioInfo, Segment
from moodtagger.core.tag_plan import FieldChange, TargetPlayer, WriteMode, WritePolicy
from moodtagger.core.tracks import FileTags, TrackState
from moodtagger.inference.predictor import Predictor
from moodtagger.services.active_model import active_model
from moodtagger.services.installed_models import installed_models, use_model
from moodtagger.services.library_service import LibraryService
from moodtagger.store import EntryState, FieldState, Library, open_library
from tests.support import version_0_1_0

MODEL = f"{version_0_1_0.MODEL_NAME} {version_0_1_0.MODEL_VERSION}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOODTAGGER_HOME", str(tmp_path))
    version_0_1_0.write_library(paths.library_path())
    version_0_1_0.write_settings(paths.settings_path())
    version_0_1_0.write_user_model(paths.user_models_dir() / version_0_1_0.MODEL_NAME)
    return tmp_path


@pytest.fixture
def library(home: Path):  # noqa: ANN201
    with open_library(paths.library_path()) as opened:
        yield opened


def test_tracks_and_analyses_are_kept(library: Library) -> None:
    assert library.folders.paths() == ["/music"]
    stamps = library.tracks.file_stamps()
    assert [(s.size, s.mtime_ns, s.audio_hash, s.absent) for s in stamps.values()] == [
        (100, 1, "hash a", False),
        (200, 2, "hash b", False),
        (300, 3, None, False),
        (400, 4, "hash d", True),
    ]
    first, second, broken, gone = library.songs.rows(model=MODEL)
    assert first.tags == FileTags("A", "Artist", "Album", "Genre", ("gloomy",), 120.0, "Am")
    assert (first.valence, first.arousal, first.predicted_bpm) == (0.5, -0.25, 99.5)
    assert first.moods == (("happy", 0.75), ("sad", 0.25))
    assert [row.stale for row in (first, second)] == [False, True]
    assert (broken.state, broken.message) == (TrackState.FAILED, "This file is damaged.")
    assert (gone.state, gone.message) == (TrackState.ABSENT, "This song is silent.")
    assert library.analyses.audio_info(1) == AudioInfo(200.0, 44100, 2, "flac")


def test_prediction_is_kept_with_windows_and_embedding(library: Library) -> None:
    prediction = library.analyses.prediction(1)
    assert prediction is not None
    assert prediction.model == MODEL
    assert (prediction.valence_sd, prediction.arousal_sd) == (0.25, 0.5)
    assert list(prediction.quadrant.items()) == list(
        zip(Quadrant, (0.5, 0.25, 0.125, 0.125), strict=True)
    )
    moods = {"happy": 0.75, "sad": 0.25}
    assert prediction.segments == (
        Segment(0.0, 10.0, 0.5, -0.25, moods),
        Segment(5.0, 15.0, 0.5, -0.25, moods),
    )
    assert prediction.embedding.tolist() == [1, 0, 0, 0]
    quick = library.analyses.prediction(2)
    assert quick is not None
    assert quick.quick


def test_decisions_of_the_user_are_kept(library: Library) -> None:
    row = library.songs.rows([1])[0]
    assert (row.state, row.accepted, row.rejected) == (TrackState.DECIDED, ("happy",), ("sad",))
    when = datetime(2026, 11, 30, 15, 29, 13, 28320, UTC)
    # Given as (0.75, 0.5) on the plane of moodnet 1, and kept beside its place on today's.
    assert library.corrections.load() == {1: Correction(0.6951, 0.6776, when)}
    with closing(sqlite3.connect(paths.library_path())) as database:
        former = database.execute("SELECT former_valence, former_arousal FROM correction")
        assert former.fetchall() == [(0.75, 0.5)]
    assert library.tag_conflict_answers.load() == {1: {"gloomy": False}}
    by_other_model, without_key = library.stale_analyses.tracks(MODEL)
    assert (by_other_model.track_id, by_other_model.plays) == (2, 2)
    assert without_key.track_id == 1  # that version found no keys, beats and energy
    assert library.stale_analyses.count(MODEL, with_old_music=False) == 1


def test_thresholds_are_kept(library: Library) -> None:
    proposed = {}
    for precision in (0.5, 0.8):
        library.thresholds.precision = precision
        proposed[precision] = library.songs.rows([1])[0].proposed
    assert proposed == {0.5: ("happy", "sad"), 0.8: ("happy",)}


def test_journal_of_written_tags_is_kept(library: Library) -> None:
    (batch,) = library.journal.batches()
    assert (batch.description, batch.files, batch.restored, batch.failed) == (
        "Moods of 2 songs",
        2,
        0,
        1,
    )
    written, partly_undone, failed = library.journal.entries(batch.batch_id)
    assert (written.path, written.container, written.audio_hash) == (
        "/music/a.flac",
        "Vorbis",
        "hash a",
    )
    assert written.changes == (FieldChange("MOOD", ("gloomy",), ("happy",)),)
    assert written.fields == (FieldState.WRITTEN,)
    assert partly_undone.fields == (FieldState.WRITTEN, FieldState.UNDONE)
    assert (failed.state, failed.message) == (EntryState.FAILED, "It was gone.")


def test_library_stays_writable_and_opens_again(library: Library) -> None:
    library.decisions.save([(2, "sad", True)])
    library.close()
    with open_library(paths.library_path(), read_only=True) as reader:
        assert reader.songs.rows([2])[0].accepted == ("sad",)
        assert len(reader.songs.rows()) == 4


def test_settings_are_kept(home: Path) -> None:
    loaded = settings.load(paths.settings_path())
    assert (loaded.workers, loaded.exclude, loaded.theme, loaded.language) == (
        3,
        ("*live*",),
        "dark",
        "de",
    )
    assert (loaded.volume, loaded.precision, loaded.full_speed) == (0.25, 0.8, True)
    assert loaded.on_battery == BatteryPolicy.CONTINUE.value
    assert loaded.policy == WritePolicy(
        mode=WriteMode.SKIP,
        separator=" / ",
        dimensions=True,
        energy=True,
        keep_mtime=False,
        player=TargetPlayer.MIXXX,
    )
    assert loaded.window == {"geometry": "AAAA"}
    assert loaded.mood_preferences.names == {"calm": "ruhig"}
    assert loaded.mood_preferences.hidden == {"sad"}
    settings.save(loaded, paths.settings_path())
    saved = json.loads(paths.settings_path().read_text())
    assert version_0_1_0.SETTINGS.items() <= saved.items()


def test_user_model_gives_the_same_predictions(home: Path) -> None:
    (listed,) = [model for model in installed_models() if not model.bundled]
    assert (listed.name, listed.moods, listed.damage) == ("mine", ("happy", "sad", "campfire"), "")
    predictor = Predictor(listed.folder)
    assert predictor.name == MODEL
    song = predictor.song_predictor()
    song.push(version_0_1_0.log_mel_frames())
    prediction = song.finish(40.0)
    # What version 0.1.0 predicted for these frames.
    near = partial(pytest.approx, abs=1e-4)
    assert (prediction.valence, prediction.arousal) == near((-0.765600, -0.423317))
    assert (prediction.valence_sd, prediction.arousal_sd) == near((0.515635, 0.614495))
    assert tuple(prediction.quadrant.values()) == near((0.283517, 0.212519, 0.198512, 0.305452))
    assert prediction.moods == near({"happy": 0.271466, "sad": 0.206614, "campfire": 0.705170})
    assert prediction.confident == ("campfire",)
    assert prediction.embedding[:3].tolist() == near([-0.133427, -0.054840, -0.010815])


def test_user_model_can_be_used_with_its_library(home: Path) -> None:
    assert use_model("mine").in_use
    model = active_model()
    assert (model.folder, model.notice) == (paths.user_models_dir() / "mine", "")
    service = LibraryService(paths.library_path(), model.folder)
    try:
        assert service.reanalysis.count_stale() == 2  # the first one lacks its key only
        assert [row.stale for row in service.tracks.rows([1, 2])] == [False, True]
    finally:
        service.close()
