"""Fine-tuning of a tiny network on synthetic features: it learns the labels and nothing else."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import numpy as np
import pytest
import torch

from moodtagger.core.errors import CancelledError
from moodtagger.inference.backends.torch_backend import TorchNetwork
from moodtagger.inference.finetuning.dataset import FineTuningDataset, SongFeatures
from moodtagger.inference.finetuning.evaluation import evaluate
from moodtagger.inference.finetuning.features import (
    FeatureExtractor,
    embed_features,
    window_features,
)
from moodtagger.inference.finetuning.trainer import Trainer, TrainingState, extend_head
from moodtagger.inference.predictor import SongPredictor
from moodtagger.inference.torch_weights import LoadedModel, load_model
from tests.support.tiny_model import LABELS, tiny_network, write_tiny_model

NEW = len(LABELS)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> LoadedModel:
    """A tiny network whose batch norms have statistics of such songs, like a trained one."""
    loaded = load_model(write_tiny_model(tmp_path_factory.mktemp("start")))
    torch.manual_seed(0)
    loaded.network.train()
    for norm in loaded.network.modules():
        if isinstance(norm, torch.nn.BatchNorm1d | torch.nn.BatchNorm2d):
            norm.momentum = None  # the mean of all batches
    with torch.no_grad():
        for seed in range(12):
            loaded.network(torch.cat([frames(False, seed), frames(True, seed)]))
    loaded.network.eval()
    return loaded


def frames(loud: bool, seed: int) -> torch.Tensor:
    """Three windows; those of loud songs are louder in their upper bands."""
    out = torch.randn(3, 313, 96, generator=torch.Generator().manual_seed(seed)) * 10 - 50
    out[:, :, 48:] += 25.0 * loud
    return out


@pytest.fixture(scope="module")
def songs(start: LoadedModel) -> list[SongFeatures]:
    """Features of 40 songs; every second one is loud."""
    features = [window_features(start.network, frames(bool(i % 2), i)) for i in range(40)]
    return [SongFeatures(f.numpy().astype(np.float16), np.ones(3, np.float32)) for f in features]


def loudness_dataset(songs: list[SongFeatures], *, va: bool = False) -> FineTuningDataset:
    """Loud songs have a new mood; half of all songs are held out."""
    count = len(songs)
    loud = np.arange(count) % 2
    points = np.stack([loud - 0.5, 0.5 - loud], axis=1).astype(np.float32)
    return FineTuningDataset(
        songs,
        loud[:, None].astype(np.float32),
        (NEW,),
        1,
        points if va else np.full((count, 2), np.nan, np.float32),
        np.arange(count) % 4 < 2,
    )


def ignore_progress(state: TrainingState) -> None:
    """Do nothing after a pass."""


def test_features_give_the_same_embedding() -> None:
    network = tiny_network()
    windows = frames(True, 0)
    with torch.inference_mode():
        direct = network.embed(windows)
        torch.testing.assert_close(
            embed_features(network, window_features(network, windows)), direct
        )


def test_features_give_the_embedding_that_the_app_predicts(start: LoadedModel) -> None:
    song = frames(True, 0).reshape(-1, 96).numpy()[:800]  # two windows and a remainder
    extractor, predictor = FeatureExtractor(start.network), SongPredictor(TorchNetwork(start))
    for block in np.array_split(song, 7):
        extractor.push(block)
        predictor.push(block)
    features = extractor.finish()
    prediction = predictor.finish(25.6)
    weights = torch.from_numpy(features.weights)[:, None]
    with torch.inference_mode():
        windows = embed_features(start.network, torch.from_numpy(features.windows).float())
        embedding = (windows * weights).sum(dim=0) / weights.sum()
    unit = (embedding / embedding.norm()).numpy()
    assert float(unit @ prediction.embedding) > 0.9999


def test_features_beyond_the_range_of_float16_are_clipped() -> None:
    network = tiny_network()
    network.scale.fill_(1e-6)
    extractor = FeatureExtractor(network)
    extractor.push(frames(True, 0).reshape(-1, 96).numpy())
    features = extractor.finish().windows
    assert np.isfinite(features).all()
    assert np.abs(features).max() > 50_000


def test_extended_network_has_the_same_known_outputs() -> None:
    network = tiny_network()
    extended = extend_head(network, [0.25])
    windows = frames(False, 3)
    with torch.inference_mode():
        before, after = network(windows), extended(windows)
    torch.testing.assert_close(after.moods[:, :NEW], before.moods)
    torch.testing.assert_close(after.va, before.va)
    torch.testing.assert_close(after.moods[:, NEW].sigmoid(), torch.full((3,), 0.25))
    trainable = {name for name, p in extended.named_parameters() if p.requires_grad}
    assert not any(name.startswith(("stem", "blocks")) for name in trainable)
    assert {"moods.weight", "hidden.0.weight", "embedding.weight"} <= trainable


def test_new_mood_is_learned_without_changing_the_others(
    start: LoadedModel, songs: list[SongFeatures], tmp_path: Path
) -> None:
    dataset = loudness_dataset(songs)
    trainer = Trainer(start, dataset)
    state = trainer.train(15, tmp_path / "run", ignore_progress, Event())
    assert state.best_loss < 0.5 * state.start_loss
    result = evaluate(
        dataset,
        trainer.initial_outputs,
        trainer.outputs(),
        start.vocabulary,
        ("loud",),
        trainer.calibration,
    )
    (row,) = result.moods
    assert row["before"] is None
    assert row["after"]["auc"] > 0.95
    assert row["calibrated"]
    assert result.metrics["other_moods_moved"] < 0.05
    assert result.vocabulary.labels == (*LABELS, "loud")
    mood = result.vocabulary.by_label("loud")
    assert mood.threshold < 1
    assert mood.support is not None
    assert mood.support >= 10
    assert result.vocabulary[:NEW] == start.vocabulary[:NEW]
    assert result.calibration.mood_slope[:NEW] == start.calibration.mood_slope


def test_valence_and_arousal_are_learned(
    start: LoadedModel, songs: list[SongFeatures], tmp_path: Path
) -> None:
    dataset = loudness_dataset(songs, va=True)
    trainer = Trainer(start, dataset)
    trainer.train(15, tmp_path / "run", ignore_progress, Event())
    result = evaluate(
        dataset,
        trainer.initial_outputs,
        trainer.outputs(),
        start.vocabulary,
        ("loud",),
        trainer.calibration,
    )
    for name in ("valence", "arousal"):
        after, before = (result.metrics[f"{name}_error_{when}"] for when in ("after", "before"))
        assert after < 0.5 * before
    mood = result.vocabulary.by_label("loud")
    assert (mood.valence, mood.arousal) == (0.5, -0.5)
    va = trainer.outputs().va[dataset.held_out_indices].numpy()
    sd = np.sqrt(trainer.outputs().variance[dataset.held_out_indices].numpy())
    sd_factor = np.array(result.calibration.sd_scale) / trainer.calibration.sd_scale
    within = (
        np.abs(va.clip(-1, 1) - dataset.va[dataset.held_out_indices]) <= sd * sd_factor + 1e-4
    ).mean(axis=0)
    assert within == pytest.approx(0.68, abs=0.06)


def test_resumed_run_equals_an_uninterrupted_one(
    start: LoadedModel, songs: list[SongFeatures], tmp_path: Path
) -> None:
    dataset = loudness_dataset(songs[:24])
    uninterrupted = Trainer(start, dataset)
    uninterrupted.train(6, tmp_path / "uninterrupted", ignore_progress, Event())
    stop = Event()
    with pytest.raises(CancelledError):
        Trainer(start, dataset).train(
            6, tmp_path / "run", lambda state: stop.set() if state.passes == 3 else None, stop
        )
    second = Trainer(start, dataset)
    state = second.train(6, tmp_path / "run", ignore_progress, Event())
    assert state.resumed == 3
    assert state.history == uninterrupted.state.history
    for name, value in uninterrupted.network.state_dict().items():
        torch.testing.assert_close(second.network.state_dict()[name], value, rtol=0, atol=0)


def test_best_pass_does_not_harm_the_known_moods() -> None:
    state = TrainingState(start_loss=1.0, start_known=0.5)
    assert state.record_pass(0.9, 0.6)
    assert not state.record_pass(0.95, 0.6)
    assert not state.improved
    assert state.record_pass(0.99, 0.5)
    assert not state.record_pass(0.2, 0.51)
    assert state.improved
    assert (state.best_pass, state.best_loss, state.best_known) == (3, 0.99, 0.5)
    assert state.history == [0.9, 0.95, 0.99, 0.2]


def test_higher_loss_is_no_improvement() -> None:
    state = TrainingState(start_loss=1.0, start_known=0.5)
    assert state.record_pass(1.1, 0.4)
    assert not state.improved


@pytest.mark.parametrize("damage", [b"", b"\x80\x04K\x01.", b"{}" * 500])
def test_damaged_checkpoint_is_ignored(
    start: LoadedModel, songs: list[SongFeatures], tmp_path: Path, damage: bytes
) -> None:
    (tmp_path / "run").write_bytes(damage)
    state = Trainer(start, loudness_dataset(songs[:24])).train(
        2, tmp_path / "run", ignore_progress, Event()
    )
    assert (state.resumed, state.passes) == (0, 2)


def test_training_stops_early_and_keeps_the_best_network(
    start: LoadedModel,
    songs: list[SongFeatures],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("moodtagger.inference.finetuning.trainer.PATIENCE", 3)
    dataset = loudness_dataset(songs)
    dataset.present[dataset.held_out_indices] = (
        1 - dataset.present[dataset.held_out_indices]
    )  # held-out songs contradict the others
    trainer = Trainer(start, dataset)
    state = trainer.train(60, tmp_path / "run", ignore_progress, Event())
    assert state.passes == state.best_pass + 3
    assert not state.improved
    assert state.history[-1] > state.best_loss
    assert trainer.held_out_losses()[0] == pytest.approx(state.best_loss, abs=1e-6)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"\x80\x04K\x01."])
def test_features_round_trip_and_damage_is_detected(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "song.npz"
    song = SongFeatures(np.ones((2, 4), np.float16), np.ones(2, np.float32))
    assert SongFeatures.load(path) is None
    song.save(path)
    found = SongFeatures.load(path)
    assert found is not None
    np.testing.assert_array_equal(found.windows, song.windows)
    path.write_bytes(damage)
    assert SongFeatures.load(path) is None
