"""The result of an analysis as the command line prints it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction, Segment

THIRD = 1 / 3
PREDICTION = Prediction(
    valence=THIRD,
    arousal=-2 * THIRD,
    valence_sd=THIRD / 2,
    arousal_sd=THIRD / 4,
    quadrant={Quadrant.HAPPY: THIRD, Quadrant.SAD: 2 * THIRD},
    moods={"calm": THIRD},
    confident=("calm",),
    segments=(Segment(THIRD, 10 * THIRD, THIRD, -THIRD, {"calm": 2 * THIRD}),),
    embedding=np.array([THIRD, -2 * THIRD], np.float32),
    model="moodnet 1.0",
    quick=True,
    speech=2 * THIRD,
    va_correlation=-THIRD,
)


def test_numbers_are_printed_with_meaningful_digits() -> None:
    result = AnalysisResult("/a.mp3", AudioInfo(61.23456, 44100, 2, "MP3"), PREDICTION, bpm=120.5)
    assert result.as_dict() == {
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
        "quadrant": {"happy": 0.333333, "sad": 0.666667},
        "moods": {"calm": 0.3333},
        "confident": ["calm"],
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
        "tempo": 120.5,
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
