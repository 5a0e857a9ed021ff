"""The speech detector: what it measures, how windows add up, and what a model folder may hold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.errors import ModelError
from moodtagger.inference.predictor import Predictor
from moodtagger.inference.speech import (
    SPEECH_FILE,
    SpeechDetector,
    read_speech_detector,
    rhythm_features,
    window_features,
)
from moodtagger.inference.windowing import FRAME_S, WINDOW_FRAMES
from tests.support.tiny_model import write_tiny_model

SIZE = len(rhythm_features(np.zeros((WINDOW_FRAMES, 96), np.float32)))


def frames(rate_hz: float, depth_db: float = 12.0) -> np.ndarray:
    """Return a window whose level moves at a rate."""
    time_s = np.arange(WINDOW_FRAMES) * FRAME_S
    level = depth_db * np.sin(2 * np.pi * rate_hz * time_s)
    noise = np.random.default_rng(1).normal(0, 1, (WINDOW_FRAMES, 96))
    return (level[:, None] + noise).astype(np.float32)


def test_the_rate_of_syllables_stands_out_at_any_level() -> None:
    syllables, slow, fast = (rhythm_features(frames(hz)) for hz in (4.0, 1.0, 12.0))
    assert syllables[0] > 0.9 > 0.2 > max(slow[0], fast[0])
    np.testing.assert_allclose(rhythm_features(frames(4.0) - 25.0), syllables, atol=0.01)


def test_even_frames_have_finite_features() -> None:
    assert np.isfinite(rhythm_features(np.full((WINDOW_FRAMES, 96), -100, np.float32))).all()


@pytest.mark.parametrize(
    ("logits", "weights", "above"),
    [
        ([9.0, 9.0, -9.0], [1, 1, 1], True),
        ([9.0, -9.0, -9.0], [1, 1, 1], False),
        ([9.0, -9.0, -9.0], [3, 1, 1], True),
        ([9.0, 9.0, -9.0], [0, 0, 1], False),  # the others are silent
        ([1e9], [1], True),
    ],
)
def test_the_window_in_the_middle_counts(
    logits: list[float], weights: list[float], above: bool
) -> None:
    probability = SpeechDetector.probability(logits, weights)
    assert 0.0 <= probability <= 1.0
    assert (probability > 0.5) is above


def write_detector(folder: Path, size: int, **changes: object) -> None:
    values = {"mean": [0.0] * size, "scale": [1.0] * size, "weight": [0.0] * size, "bias": 3.0}
    (folder / SPEECH_FILE).write_text(json.dumps(values | changes))


def test_a_song_has_the_probability_of_the_folder_and_none_without(tmp_path: Path) -> None:
    predictor = Predictor(write_tiny_model(tmp_path))
    song = predictor.song_predictor()
    song.push(frames(4.0))
    plain = song.finish(10.0)
    assert plain.speech is None
    write_detector(tmp_path, len(plain.embedding) + SIZE)
    song = Predictor(tmp_path).song_predictor()
    song.push(frames(4.0))
    assert song.finish(10.0).speech == pytest.approx(1 / (1 + np.exp(-3)))


@pytest.mark.parametrize(
    "changes",
    [
        {"bias": None},
        {"bias": float("nan")},
        {"mean": [0.0]},
        {"weight": ["x"] * (4 + SIZE)},
        {"scale": [0.0] * (4 + SIZE)},
        {"scale": None},
    ],
)
def test_a_damaged_detector_is_an_error_of_the_folder(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    write_detector(tmp_path, 4 + SIZE, **changes)
    with pytest.raises(ModelError, match="speech detector"):
        read_speech_detector(tmp_path, 4)
    (tmp_path / SPEECH_FILE).write_bytes(b"\xff" * 200_000)
    with pytest.raises(ModelError, match="speech detector"):
        read_speech_detector(tmp_path, 4)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    mean, scale, weight = rng.normal(size=(3, 4 + SIZE))
    detector = SpeechDetector(mean, np.abs(scale), weight, 0.25)
    (tmp_path / SPEECH_FILE).write_text(json.dumps(detector.as_dict()))
    read = read_speech_detector(tmp_path, 4)
    assert read is not None
    features = window_features(np.ones(4, np.float32), frames(4.0))
    assert read.logit(features) == pytest.approx(detector.logit(features), rel=1e-3)


def fraction_of(*rates_hz: float, rows: int = 625, depth_db: float = 10.0) -> float:
    """Return the first feature of a window whose level moves at these rates."""
    time_s = np.arange(rows) * FRAME_S
    level = sum(np.sin(2 * np.pi * rate * time_s) for rate in rates_hz) * depth_db
    return float(rhythm_features(np.repeat(level[:, None], 96, axis=1).astype(np.float32))[0])


@pytest.mark.parametrize(
    ("rates_hz", "expected"),
    [
        # 625 frames tell 0.05 Hz apart; a Hann window leaves a sixth of a sine on either side.
        ((4.0,), 1.0),
        ((2.5,), 5 / 6),
        ((7.0,), 5 / 6),
        ((2.4,), 0.0),
        ((7.1,), 0.0),
        ((4.0, 0.4), 1 / (1 + 5 / 6)),
        ((4.0, 14.0), 1 / (1 + 5 / 6)),
        ((4.0, 0.25), 1.0),
        ((4.0, 14.2), 1.0),
    ],
)
def test_which_rates_are_those_of_syllables(rates_hz: tuple[float, ...], expected: float) -> None:
    assert fraction_of(*rates_hz) == pytest.approx(expected, abs=0.02)


def test_the_fraction_of_a_faint_modulation_is_as_large() -> None:
    assert fraction_of(4.0, 1.0, depth_db=0.001) == pytest.approx(0.5, abs=0.02)


def level_features(levels: list[float], band: int = 0) -> list[float]:
    """Return spread, skew and fraction of low levels of a window's levels."""
    rows = np.repeat(np.array(levels, np.float32)[:, None], 96, axis=1)
    return rhythm_features(rows)[4 * band + 1 : 4 * band + 4].tolist()


@pytest.mark.parametrize("band", range(4))
@pytest.mark.parametrize(
    ("levels", "spread", "skew", "low"),
    [
        ([0, 0, 0, -20], 75**0.5, -750 / (75**0.5 + 0.001) ** 3, 0.25),
        ([0, -13] * 2, 6.5, 0.0, 0.5),
        ([0, -11] * 2, 5.5, 0.0, 0.0),
        ([0, -12] * 2, 6.0, 0.0, 0.0),
        ([0] * 4, 0.0, 0.0, 0.0),
        ([0, -90] * 2, 25.0, 0.0, 0.5),  # 50 dB below the loudest is silence
        ([0] * 99 + [-40], 40 * 0.0099**0.5, -4.0, 0.01),
        ([-40] * 99 + [0], 40 * 0.0099**0.5, 4.0, 0.0),
    ],
)
def test_levels_by_hand(
    band: int, levels: list[float], spread: float, skew: float, low: float
) -> None:
    expected = [np.log(spread + 0.001 + 0.1), skew, low]
    assert level_features(levels, band) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("first", "end", "part"), [(0, 24, 1), (24, 56, 2), (56, 96, 3)], ids=["low", "middle", "high"]
)
def test_the_parts_of_the_spectrum(first: int, end: int, part: int) -> None:
    rows = np.zeros((8, 96), np.float32)
    rows[::2, first:end] = -10.0
    spreads = rhythm_features(rows)[1:16:4]
    expected = [(end - first) / 96 * 5, *(5.0 * (part == number) for number in (1, 2, 3))]
    np.testing.assert_allclose(spreads, np.log(np.array(expected) + 0.101))


def test_flux_counts_what_becomes_louder() -> None:
    rows = np.repeat(np.array([0, 10, 10, 4, 10], np.float32)[:, None], 96, axis=1)
    rows[:, 48:] = 0.0  # half of the bands are even
    mean, spread, fraction = rhythm_features(rows)[16:]
    flux = np.array([5.0, 0.0, 0.0, 3.0])
    assert (mean, spread) == pytest.approx((np.log1p(flux.mean()), np.log1p(flux.std())))
    assert 0 <= fraction <= 1


def test_syllables_of_the_flux() -> None:
    flux = [rhythm_features(frames(hz))[18] for hz in (1.0, 4.0, 12.0)]
    assert flux[1] > 0.5 > max(flux[0], flux[2])


def test_a_song_is_as_likely_speech_as_the_window_in_its_middle() -> None:
    assert SpeechDetector.probability([4, 1, 3, 2], [1, 1, 1, 1]) == 1 / (1 + np.exp(-2.0))
    assert SpeechDetector.probability([3, 1, 2], [1, 1, 1]) == 1 / (1 + np.exp(-2.0))
    assert SpeechDetector.probability([1e9], [1]) == 1 / (1 + np.exp(-30.0))
    assert SpeechDetector.probability([-1e9], [1]) == 1 / (1 + np.exp(30.0))


def test_the_features_of_a_window_are_the_embedding_and_the_rhythm() -> None:
    rows = frames(4.0)
    found = window_features(np.array([2.0, 3.0], np.float32), rows)
    assert found[:2].tolist() == [2, 3]
    assert found[2:].tolist() == rhythm_features(rows).tolist()
    assert len(found) == 2 + 19


def test_a_detector_of_patches_reads_the_embedding_alone(tmp_path: Path) -> None:
    assert read_speech_detector(tmp_path, 4) is None
    write_detector(tmp_path, 4, weight=[1.0, 2.0, 0.0, 0.0], scale=[2.0] * 4, mean=[1.0] * 4)
    detector = read_speech_detector(tmp_path, 4, with_rhythm=False)
    assert detector is not None
    assert detector.logit(np.array([3.0, 5.0, 7.0, 9.0])) == 3.0 + 1.0 + 4.0
    with pytest.raises(ModelError, match="speech detector"):
        read_speech_detector(tmp_path, 4)


@pytest.mark.parametrize("scale", [0.0, -1.0])
def test_a_scale_is_above_zero(tmp_path: Path, scale: float) -> None:
    write_detector(tmp_path, 2, scale=[1.0, scale])
    with pytest.raises(ModelError, match="speech detector"):
        read_speech_detector(tmp_path, 2, with_rhythm=False)


def test_numbers_are_written_with_five_digits() -> None:
    values = [np.array([value]) for value in (1.23456789, 0.000123456789, 123456.789)]
    found = SpeechDetector(*values, -0.98765432).as_dict()
    assert found == {
        "mean": [1.2346],
        "scale": [0.00012346],
        "weight": [123460.0],
        "bias": -0.98765,
    }
