"""The recipe `descriptors`: meaning of the descriptors, and a complete run."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from moodtagger.training.__main__ import main
from moodtagger.training.data.audio_descriptors import DESCRIPTORS, compute_descriptors
from moodtagger.training.data.labels import bundled_groups
from moodtagger.training.recipes import descriptors
from moodtagger.training.recipes.descriptors import STUDY_MOODS, main_mood

RATE = 16000
WORDS = ("Energetic", "Calm", "Sinister", "Angry", "Happy")


def descriptors_of(samples: np.ndarray) -> dict[str, float]:
    return dict(
        zip(DESCRIPTORS, compute_descriptors(samples.astype(np.float32)).tolist(), strict=True)
    )


def tone(hertz: float, seconds: float = 4) -> np.ndarray:
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)


def test_loudness_and_duration() -> None:
    full, half = descriptors_of(tone(1000)), descriptors_of(tone(1000) / 2)
    assert full["loudness"] == pytest.approx(-3, abs=0.3)
    assert full["loudness"] - half["loudness"] == pytest.approx(6.02, abs=0.1)
    assert full["duration"] == 4


def test_major_is_more_positive_than_minor() -> None:
    major, minor = ([261.6, third, 392.0] for third in (329.6, 311.1))
    low, high = (descriptors_of(sum(tone(f) for f in chord) / 4) for chord in (minor, major))
    assert high["valence"] > low["valence"] + 0.02


def test_clicks_have_their_tempo_and_silence_is_finite() -> None:
    clicks = np.zeros(12 * RATE)
    clicks[:: RATE // 2] = 1
    found = descriptors_of(clicks)
    assert found["tempo"] == pytest.approx(120, abs=5)
    assert found["danceability"] > 0.5
    assert np.isfinite(list(descriptors_of(np.zeros(100)).values())).all()


def test_most_words_win_and_a_tie_is_left_out() -> None:
    groups = bundled_groups()
    assert main_mood(frozenset({"Happy", "Joyous", "Angry", "Spacey"}), groups) == "happy"
    assert main_mood(frozenset({"Happy", "Angry"}), groups) is None
    assert main_mood(frozenset({"Spacey"}), groups) is None


def test_run_writes_report_and_plots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptors, "EPOCHS", 20)
    monkeypatch.setattr(descriptors, "C_GRID", (1.0, 100.0))
    audio = tmp_path / "data" / "q4" / "audio"
    audio.mkdir(parents=True)
    rng = np.random.default_rng(0)
    with (audio.parent / "labels.csv").open("w", newline="") as file:
        table = csv.writer(file)
        file.write("id,fold,artist_group,quadrant,valence_1to9,arousal_1to9,moods,genres\n")
        for k in range(75):
            level = 10.0 ** -(k % 5) * (1 + 0.1 * rng.random())
            samples = level * rng.normal(0, 0.1, 4000)
            soundfile.write(audio / f"s{k}.wav", samples, RATE, subtype="FLOAT")
            table.writerow([f"s{k}", k // 5 % 5, k, "Q1", 5, 5, WORDS[k % 5], "Pop"])
    args = f"run descriptors --data {audio.parents[1]} --cache {tmp_path} --folds 0 --threads 1"
    assert main([*args.split(), "--out", str(tmp_path / "out")]) == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    logistic, net = report["trials"]["logistic"], report["trials"]["net"]
    assert logistic["songs_by_label"] == dict.fromkeys(STUDY_MOODS, 15)
    assert logistic["figures"]["accuracy"]["mean"] > 0.9
    assert [point["songs"] for point in logistic["learning_curve"]] == [12, 24, 36, 48, 60]
    assert np.sum(net["confusion"]) == 15
    with np.load(tmp_path / "out" / "net.npz") as arrays:
        assert arrays["predicted"].shape == (15, 5)
        assert set(arrays["song_id"]) == {f"s{k}" for k in range(75) if k // 5 % 5 == 0}
    assert report["odds_ratios"]["energetic"]["loudness"][0] > 1
    assert len(list((tmp_path / "out").glob("*.png"))) == 10
