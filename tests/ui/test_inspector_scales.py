"""Scales, texts and colors of the inspector."""

from __future__ import annotations

import librosa
import numpy as np
import pytest

from moodtagger.core.prediction import AudioInfo
from moodtagger.core.tracks import TrackState
from moodtagger.ui.inspector import texts
from moodtagger.ui.inspector.time_plot import (
    color_table,
    colorize,
    hz_to_mel,
    mel_height,
    time_ticks,
)
from tests.support.ui.synthetic_songs import song


@pytest.mark.parametrize(
    ("length_s", "max_count", "expected"),
    [
        (240.0, 5, [0, 60, 120, 180, 240]),
        (3.0, 5, [0, 1, 2, 3]),
        (0.2, 5, [0]),
        (10_800.0, 4, [0, 3600, 7200, 10800]),
    ],
)
def test_time_ticks_are_round_and_few(
    length_s: float, max_count: int, expected: list[float]
) -> None:
    assert time_ticks(length_s, max_count) == expected


@pytest.mark.parametrize("hz", [0.0, 250.0, 999.0, 1000.0, 4000.0, 8000.0])
def test_mel_scale_equals_librosas(hz: float) -> None:
    assert hz_to_mel(hz) == pytest.approx(float(librosa.hz_to_mel(hz)), abs=1e-9)


def test_a_tone_is_drawn_at_the_height_of_its_axis_label() -> None:
    """The mel filter with the largest response at 1 kHz is at the 1 kHz label."""
    filters = librosa.filters.mel(sr=16000, n_fft=1024, n_mels=96)
    row = int(np.argmax(filters[:, 64]))  # bin 64 of 1024 at 16 kHz is 1 kHz
    assert (row + 0.5) / 96 == pytest.approx(mel_height(1000.0), abs=0.015)


def test_the_color_table_grows_lighter_monotonically() -> None:
    linear = (color_table() / 255.0) ** 2.2
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    assert np.all(np.diff(luminance) > -1e-4)
    assert luminance[-1] - luminance[0] > 0.7


def test_the_image_has_low_frequencies_at_the_bottom_and_time_to_the_right() -> None:
    frames = np.full((5, 96), -100.0, dtype=np.float32)
    frames[4, 0] = 0.0
    frames[0, 1] = np.nan
    pixels = colorize(frames)
    assert pixels.shape == (96, 5, 3)
    table = color_table()
    assert pixels[95, 4].tolist() == table[255].tolist()
    assert pixels[94, 0].tolist() == table[0].tolist()


def test_texts_of_valence_and_arousal() -> None:
    assert texts.valence_text(0.6) == "very positive"
    assert texts.valence_text(-0.3) == "slightly negative"
    assert texts.arousal_text(0.1) == "neutral energy"
    assert texts.arousal_text(-0.9) == "very calm"
    assert texts.value_with_sd(-0.4, 0.25) == "−0.40 ± 0.25"
    certainties = [texts.certainty_text(sd) for sd in (0.1, 0.3, 0.5)]
    assert certainties == ["high confidence", "medium confidence", "low confidence"]


def test_codec_text() -> None:
    assert texts.codec_text(AudioInfo(1.0, 44100, 2, "FLAC")) == "FLAC, 44.1 kHz, stereo"
    assert texts.codec_text(AudioInfo(1.0, 8000, 6, "AC-3")) == "AC-3, 8 kHz, 6 channels"


def test_every_state_without_a_prediction_suggests_a_next_step() -> None:
    messages = {
        texts.no_mood_message(song(1, state=state, message="Because."))[1] for state in TrackState
    }
    assert all(text.startswith("Because.\n\n") and text.endswith(".") for text in messages)
    assert len(messages) == 5
