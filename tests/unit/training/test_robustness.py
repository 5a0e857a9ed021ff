"""Agreement between two predictions, and the degraded files that it is measured on."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import Prediction
from moodtagger.demo.encode import encode
from moodtagger.services.workers import excerpts
from moodtagger.training.evaluation import robustness
from moodtagger.training.evaluation.robustness import (
    DEGRADATIONS,
    agreement,
    group_chains,
    load_samples,
)
from tests.support.tiny_model import write_tiny_model


def prediction(valence: float, confident: tuple[str, ...] = (), quadrant: int = 0) -> Prediction:
    quadrants = dict.fromkeys(QUADRANTS, 0.1) | {QUADRANTS[quadrant]: 0.7}
    embedding = np.array([1, valence], np.float32) / np.float32(np.hypot(1, valence))
    return Prediction(valence, -valence, 0.1, 0.1, quadrants, {}, confident, (), embedding, "x")


def test_agreement_by_hand() -> None:
    pairs = [
        (prediction(0.0, ("happy",)), prediction(0.1, ("happy", "calm"))),
        (prediction(0.5), prediction(0.4)),
        (prediction(-0.5, ("sad",)), prediction(-0.5, ("sad",), quadrant=2)),
    ]
    found = agreement(pairs)
    assert found["songs"] == 3
    assert found["same_quadrant"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["valence_difference"] == pytest.approx(0.2 / 3, abs=1e-4)
    assert found["valence_difference_95"] == pytest.approx(0.1)
    assert found["confident_moods_kept"] == 0.75  # mean of 0.5 and 1; the empty pair does not count
    assert 0.98 < found["embedding_cosine"] < 1


def test_equal_predictions_agree_completely() -> None:
    found = agreement([(prediction(v), prediction(v)) for v in (-0.5, 0.1, 0.5)])
    assert found["confident_moods_kept"] == 1
    assert found["valence_correlation"] == 1
    assert found["embedding_cosine"] == pytest.approx(1)


def test_chains_stay_within_a_collection() -> None:
    paths = [Path(f"{collection}--x--{k}.opus") for collection in ("a", "b") for k in range(9)]
    chains = group_chains(paths, 3)
    assert len(chains) == 3
    assert all(len({path.name[0] for path in chain}) == 1 for chain in chains)
    assert len({path for chain in chains for path in chain}) == 12


def test_degraded_files_match_their_names(tmp_path: Path) -> None:
    t = np.arange(8 * 16000) / 16000
    y = (0.5 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)
    decoded = {}
    for degradation in DEGRADATIONS:
        path = tmp_path / f"x{degradation.suffix}"
        degradation.write(y, path)
        if degradation.suffix == ".mp3":
            info = soundfile.info(path)
            assert (info.samplerate, info.channels) == (44100, 2)
            assert path.stat().st_size == pytest.approx(8 * 64000 / 8, rel=0.05)
        decoded[degradation.name] = load_samples(path)
    assert np.std(decoded["mp3 at 64 kbit/s"]) == pytest.approx(np.std(y), rel=0.05)
    louder = decoded["12 dB louder, clipped"]
    assert np.abs(louder).max() == pytest.approx(1, abs=1e-3)
    assert (np.abs(louder) > 0.99).mean() > 0.5
    assert np.abs(decoded["12 dB fainter"]).max() == pytest.approx(0.5 / 3.981, rel=0.01)
    np.testing.assert_allclose(decoded["without the first 5 s"], y[5 * 16000 :], atol=1e-4)


def test_all_metrics_on_a_tiny_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A tone in the three excerpts and noise between them, so that --quick predicts something else.
    monkeypatch.setattr(robustness, "MIN_DURATION_S", 8.5)
    monkeypatch.setattr(excerpts, "EXCERPT_S", 2.0)
    monkeypatch.setattr(excerpts, "SHORTEST_S", 8.0)
    rng = np.random.default_rng(0)
    audio = tmp_path / "audio"
    audio.mkdir()
    tone = 0.5 * np.sin(2 * np.pi * 200 * np.arange(9 * 16000) / 16000)
    for k in range(4):
        y = rng.normal(0, 0.2 + 0.01 * k, 9 * 16000).astype(np.float32)
        for start_s in (0.5, 3.5, 6.5):
            excerpt = slice(int(start_s * 16000), int((start_s + 2.0) * 16000))
            y[excerpt] = tone[excerpt]
        encode(np.clip(y, -1, 1), 16000, audio / f"a--{k}.wav")
    encode(np.zeros(16000, np.float32) + 0.1, 16000, audio / "short.wav")
    lines: list[str] = []
    found = robustness.robustness_metrics(
        write_tiny_model(tmp_path / "model"), audio, lines.append, songs=2, chains=1
    )
    assert {name: row["songs"] for name, row in found.items() if name != "protocol"} == {
        "quick": 2,
        "quick, four songs in a row": 1,
        **{degradation.name: 2 for degradation in DEGRADATIONS},
    }
    assert found["quick"]["valence_difference"] > 0
    assert 0.9 < found["mp3 at 64 kbit/s"]["embedding_cosine"] <= 1
    assert len(lines) == 3
