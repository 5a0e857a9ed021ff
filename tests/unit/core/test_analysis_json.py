"""Results of `analyze --json` are read as they were."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from moodtagger.core.analysis_json import analysis_from_dict
from moodtagger.core.music_analysis import (
    BeatEstimate,
    EnergyEstimate,
    KeyEstimate,
    KeySpan,
    MusicAnalysis,
)
from moodtagger.core.musical_keys import parse_key
from moodtagger.core.prediction import AnalysisResult, AudioInfo
from tests.support.library import prediction


def result() -> AnalysisResult:
    minor, major = parse_key("8A"), parse_key("9B")
    assert minor is not None
    assert major is not None
    key = KeyEstimate(minor, 0.75, -3.5, (KeySpan(10.0, 20.5, major),))
    predicted = replace(
        prediction(), speech=0.25, attributes={"danceability": 0.5}, confident=(), likely=("sad",)
    )
    return AnalysisResult(
        "/music/a song.mp3",
        AudioInfo(61.5, 44_100, 2, "mp3"),
        replace(predicted, moods={"happy": 0.5, "sad": 0.25}),
        bpm=120.5,
        fingerprint=b"\x00\xff\x10",
        music=MusicAnalysis(key, BeatEstimate(120.5, 0.9, 0.25, 0.01), EnergyEstimate(5.5, (5.0,))),
        waveform=bytes(range(256)),
        audio_hash="abc",
    )


def printed(values: AnalysisResult) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(json.dumps(values.as_dict()))
    return loaded


def test_a_result_is_read_as_it_was_printed() -> None:
    values = printed(result())
    assert printed(analysis_from_dict(values)) == values
    read = analysis_from_dict(values)
    assert (read.fingerprint, read.waveform) == (result().fingerprint, result().waveform)
    assert read.music.key == result().music.key
    assert read.prediction is not None
    assert read.prediction.likely == ("sad",)


@pytest.mark.parametrize("without", ["key", "beat", "energy", "attributes", "speech", "tempo"])
def test_what_a_song_does_not_have_stays_unknown(without: str) -> None:
    values = printed(result()) | {without: None}
    assert printed(analysis_from_dict(values)) == values


@pytest.mark.parametrize(
    "result",
    [
        AnalysisResult("/a.mp3", AudioInfo(9.0, 8000, 1, "mp3"), skip_reason="This is silent."),
        AnalysisResult("/a.mp3", error="This file is empty."),
    ],
)
def test_songs_without_a_prediction(result: AnalysisResult) -> None:
    assert analysis_from_dict(printed(result)) == result


@pytest.mark.parametrize(
    "damage",
    [
        {"valence": "0.5"},
        {"arousal": float("nan")},
        {"moods": ["happy"]},
        {"embedding": 3},
        {"embedding": [None]},
        {"fingerprint": "%%"},
        {"segments": [{}]},
        {"path": 5},
        {"sample_rate": {}},
        {"quadrant": {}},
        {"key": {"camelot": "99Z"}},
        {"beat": []},
    ],
)
def test_what_is_no_result_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="analyze --json"):
        analysis_from_dict(printed(result()) | damage)
