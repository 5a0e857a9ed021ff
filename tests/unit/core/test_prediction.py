"""The result of an analysis as the command line prints it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from moodtagger.core.attributes import ATTRIBUTES
from moodtagger.core.circumplex import Quadrant
from moodtagger.core.music_analysis import EnergyEstimate, KeyEstimate, KeySpan, MusicAnalysis
from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction, Segment
from tests.support.json_schema import documented_schema, violations

THIRD = 1 / 3
PREDICTION = Prediction(
    valence=THIRD,
    arousal=-2 * THIRD,
    valence_sd=THIRD / 2,
    arousal_sd=THIRD / 4,
    quadrant={**dict.fromkeys(Quadrant, 0.0), Quadrant.HAPPY: THIRD, Quadrant.SAD: 2 * THIRD},
    moods={"calm": THIRD, "happy": THIRD / 2},
    confident=("calm",),
    likely=("happy",),
    segments=(Segment(THIRD, 10 * THIRD, THIRD, -THIRD, {"calm": 2 * THIRD}),),
    embedding=np.array([THIRD, -2 * THIRD], np.float32),
    model="moodnet 1.0",
    quick=True,
    speech=2 * THIRD,
    va_correlation=-THIRD,
    attributes=dict.fromkeys(ATTRIBUTES, THIRD),
)

KEY = KeyEstimate(
    MusicalKey(9, minor=True),
    2 * THIRD,
    100 * THIRD,
    (KeySpan(100 * THIRD, 200 * THIRD, MusicalKey(0, minor=False)),),
)
RESULT = AnalysisResult(
    "/a.mp3",
    AudioInfo(61.23456, 44100, 2, "MP3"),
    PREDICTION,
    bpm=120.5,
    music=MusicAnalysis(
        KEY, energy=EnergyEstimate(20 * THIRD, (10 * THIRD, 25 * THIRD, 5 * THIRD))
    ),
)


def test_numbers_are_printed_with_meaningful_digits() -> None:
    assert RESULT.as_dict() == {
        "path": "/a.mp3",
        "duration_s": 61.235,
        "sample_rate": 44100,
        "channels": 2,
        "codec": "MP3",
        "valence": 0.3333,
        "arousal": -0.6667,
        "valence_sd": 0.1667,
        "arousal_sd": 0.0833,
        "va_correlation": -0.3333,
        "quadrant": {"happy": 0.333333, "angry": 0.0, "sad": 0.666667, "relaxed": 0.0},
        "moods": {"calm": 0.3333, "happy": 0.1667},
        "confident": ["calm"],
        "suggestions": [
            {"label": "calm", "tier": "clear", "probability": 0.3333},
            {"label": "happy", "tier": "likely", "probability": 0.1667},
        ],
        "segments": [
            {
                "start_s": 0.333,
                "end_s": 3.333,
                "valence": 0.3333,
                "arousal": -0.3333,
                "moods": {"calm": 0.6667},
            }
        ],
        "embedding": [0.33333, -0.66667],
        "model": "moodnet 1.0",
        "quick": True,
        "speech": 0.6667,
        "attributes": dict.fromkeys(ATTRIBUTES, 0.3333),
        "tempo": 120.5,
        "key": {
            "musical": "Am",
            "camelot": "8A",
            "open_key": "1m",
            "confidence": 0.667,
            "tuning_cents": 33.3,
            "changes": [
                {
                    "start_s": 33.3,
                    "end_s": 66.7,
                    "musical": "C",
                    "camelot": "8B",
                    "open_key": "1d",
                }
            ],
        },
        "beat": None,
        "energy": {
            "level": 6.67,
            "curve": [3.3, 8.3, 1.7],
            "step_s": 8.0,
            "intro": 5.8,
            "peak": 8.3,
            "outro": 5.0,
        },
        "fingerprint": "",
        "waveform": "",
    }


def test_a_result_without_a_prediction_says_why() -> None:
    assert AnalysisResult("/a.mp3", error="damaged").as_dict() == {
        "path": "/a.mp3",
        "error": "damaged",
    }
    assert AnalysisResult("/a.mp3", skip_reason="silent").as_dict() == {
        "path": "/a.mp3",
        "note": "silent",
    }


def test_the_most_probable_quadrant_has_the_confidence() -> None:
    assert PREDICTION.top_quadrant is Quadrant.SAD
    assert PREDICTION.confidence == 2 * THIRD


@pytest.mark.parametrize(
    ("sd", "correlation", "ellipse"),
    [
        ((0.3, 0.2), 0.0, (0.3, 0.2, 0.0)),
        ((0.2, 0.3), 0.0, (0.3, 0.2, 90.0)),
        ((0.2, 0.2), 1.0, (0.2 * 2**0.5, 0.0, 45.0)),
        ((0.2, 0.2), -0.5, (0.2 * 1.5**0.5, 0.2 * 0.5**0.5, -45.0)),
    ],
)
def test_the_ellipse_follows_how_both_err_together(
    sd: tuple[float, float], correlation: float, ellipse: tuple[float, float, float]
) -> None:
    changed = replace(
        PREDICTION, valence_sd=sd[0], arousal_sd=sd[1], va_correlation=correlation
    ).error_ellipse
    assert changed == pytest.approx(ellipse, abs=1e-6)


def test_39_of_100_songs_lie_within_the_ellipse() -> None:
    p = replace(PREDICTION, valence_sd=0.3, arousal_sd=0.2, va_correlation=0.6)
    covariance = [[0.09, 0.036], [0.036, 0.04]]
    rng = np.random.default_rng(0)
    errors = rng.multivariate_normal([0, 0], covariance, 4000)
    longer, shorter, degrees = p.error_ellipse
    turn = np.deg2rad(degrees)
    along = errors @ [np.cos(turn), np.sin(turn)] / longer
    across = errors @ [-np.sin(turn), np.cos(turn)] / shorter
    assert np.mean(along**2 + across**2 < 1) == pytest.approx(0.393, abs=0.03)


def test_every_kind_of_result_is_as_the_schema_describes_it() -> None:
    schema = documented_schema("analyze")
    results = (
        RESULT,
        replace(RESULT, bpm=None, prediction=replace(PREDICTION, speech=None, attributes=None)),
        AnalysisResult("/a.mp3", error="damaged"),
        AnalysisResult("/a.mp3", RESULT.info, skip_reason="silent"),
    )
    for result in results:
        assert violations(result.as_dict(), schema) == []
        assert schema["properties"].keys() >= result.as_dict().keys()


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("path", 1, "$.path: type string"),
        ("valence", 1.5, "$.valence: maximum 1"),
        ("moods", {"calm": "much"}, "$.moods.calm: type number"),
        ("quadrant", {"happy": 1}, "$.quadrant: required"),
        ("segments", [{}], "$.segments[0]: required"),
        ("attributes", {"energy": 1}, "$.attributes: none of the alternatives"),
        ("suggestions", [{"label": "calm", "tier": "wild", "probability": 1}], "tier: enum"),
        ("tempo", 0, "$.tempo: exclusiveMinimum 0"),
    ],
)
def test_the_schema_refuses_what_is_wrong(key: str, value: object, found: str) -> None:
    wrong = RESULT.as_dict() | {key: value}
    assert any(found in text for text in violations(wrong, documented_schema("analyze")))


def test_the_schema_misses_what_belongs_to_a_prediction() -> None:
    for key in RESULT.as_dict().keys() - {"valence", "duration_s"}:
        wrong = {name: value for name, value in RESULT.as_dict().items() if name != key}
        assert violations(wrong, documented_schema("analyze"))
