"""Own names for moods and hidden moods, from the settings to the frames of a real file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger import paths, settings
from moodtagger.cli import main
from moodtagger.core.mood_preferences import MoodPreferences, MoodRole
from moodtagger.core.tag_plan import WritePolicy
from moodtagger.core.tracks import FileTags, TrackState
from moodtagger.services.active_model import model_info
from moodtagger.services.library_service import LibraryService
from moodtagger.store import FoundFile, open_library
from moodtagger.tags import audio_hash, read_tags
from tests.support.library import analysis_result, prediction

NAMES = MoodPreferences(names={"happy": "Froh", "calm": "Ruhig"})


@pytest.fixture
def song(song_file: Callable[..., Path]) -> Path:
    """Add a song that the bundled model analyzed, with three accepted moods."""
    path = song_file("flac")
    model = model_info(paths.default_model_dir()).name
    info = path.stat()
    with open_library(paths.library_path()) as library:
        digest = audio_hash(path)
        found = FoundFile(str(path), info.st_size, info.st_mtime_ns, digest, FileTags())
        (track_id,) = library.tracks.upsert_files([found])
        moods = dict.fromkeys(model_info(paths.default_model_dir()).vocabulary.labels, 0.01)
        result = prediction(moods | {"happy": 0.9, "sad": 0.9}, model=model)
        library.analyses.save([(track_id, digest, model, analysis_result(path, result))])
        library.decisions.save([(track_id, mood, True) for mood in ("happy", "calm", "sad")])
    return path


def test_own_names_are_written_and_hidden_moods_are_not(song: Path) -> None:
    preferences = replace(NAMES, roles={"sad": MoodRole.HIDDEN})
    service = LibraryService(
        paths.library_path(), paths.default_model_dir(), mood_preferences=preferences
    )
    try:
        (row,) = service.tracks.rows()
        assert set(row.accepted) == {"happy", "calm"}
        preview = service.tagging.preview(service.tracks.rows([row.track_id]), WritePolicy())
        assert service.tagging.write(preview.plans, WritePolicy()).written == 1
        assert set(read_tags(song).moods) == {"Froh", "Ruhig"}
        assert service.tracks.rows()[0].state is TrackState.WRITTEN
        (plan,) = service.tagging.preview(service.tracks.rows(), WritePolicy()).plans
        assert not plan.changes
        service.preferences.set_mood_preferences(NAMES)  # decisions come back
        (row,) = service.tracks.rows()
        assert set(row.accepted) == {"happy", "calm", "sad"}
        assert "sad" in service.preferences.vocabulary().labels
        service.preferences.set_exclude_patterns([song.name])
        assert service.tracks.rows() == [row]  # patterns apply below folders only
    finally:
        service.close()


def test_the_command_line_writes_them_too(song: Path) -> None:
    path = paths.settings_path()
    settings.save(settings.load(path).with_mood_preferences(NAMES), path)
    assert main(["tag", str(song), "--accept-confident"]) == 0
    assert set(read_tags(song).moods) == {"Froh", "Ruhig", "sad"}
    assert main(["tag", str(song), "--moods", "Froh", "--mode", "overwrite"]) == 0
    with open_library(paths.library_path(), read_only=True) as library:
        (row,) = library.songs.rows()
    assert row.accepted == ("happy",)
    assert read_tags(song).moods == ("Froh",)
