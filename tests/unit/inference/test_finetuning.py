"""A tiny network learns from made-up features: what it is told, and nothing else."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import numpy as np
import pytest
import torch
from sklearn.metrics import average_precision_score, roc_auc_score

from moodtagger.core.errors import CancelledError
from moodtagger.inference.backends.torch_backend import TorchNetwork
from moodtagger.inference.finetuning.dataset import FineTuningDataset, SongFeatures
from moodtagger.inference.finetuning.evaluation import (
    average_precision,
    evaluate,
    find_threshold,
    fit_platt,
    log_loss,
    roc_auc,
)
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
    """A tiny network whose batch norms have heard such songs, as those of a trained one have."""
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
    """Every second one is loud."""
    features = [window_features(start.network, frames(bool(i % 2), i)) for i in range(40)]
    return [SongFeatures(f.numpy().astype(np.float16), np.ones(3, np.float32)) for f in features]


def lesson(songs: list[SongFeatures], *, va: bool = False) -> FineTuningDataset:
    """A new mood is on the loud ones; half of them are held out."""
    count = len(songs)
    loud = np.arange(count) % 2
    place = np.stack([loud - 0.5, 0.5 - loud], axis=1).astype(np.float32)
    return FineTuningDataset(
        songs,
        loud[:, None].astype(np.float32),
        (NEW,),
        1,
        place if va else np.full((count, 2), np.nan, np.float32),
        np.arange(count) % 4 < 2,
    )


def nobody(standing: TrainingState) -> None:
    """Nobody looks on."""


def test_features_lead_to_the_same_embedding() -> None:
    network = tiny_network()
    windows = frames(True, 0)
    with torch.inference_mode():
        direct = network.embed(windows)
        torch.testing.assert_close(
            embed_features(network, window_features(network, windows)), direct
        )


def test_listening_for_learning_hears_what_the_app_hears(start: LoadedModel) -> None:
    song = frames(True, 0).reshape(-1, 96).numpy()[:800]  # two windows and a rest
    teach, hear = FeatureExtractor(start.network), SongPredictor(TorchNetwork(start))
    for block in np.array_split(song, 7):
        teach.push(block)
        hear.push(block)
    heard = teach.finish()
    prediction = hear.finish(25.6)
    weights = torch.from_numpy(heard.weights)[:, None]
    with torch.inference_mode():
        windows = embed_features(start.network, torch.from_numpy(heard.windows).float())
        embedding = (windows * weights).sum(dim=0) / weights.sum()
    unit = (embedding / embedding.norm()).numpy()
    assert float(unit @ prediction.embedding) > 0.9999


def test_a_network_that_grew_says_the_same_of_what_it_knew() -> None:
    network = tiny_network()
    larger = extend_head(network, [0.25])
    windows = frames(False, 3)
    with torch.inference_mode():
        before, after = network(windows), larger(windows)
    torch.testing.assert_close(after.moods[:, :NEW], before.moods)
    torch.testing.assert_close(after.va, before.va)
    torch.testing.assert_close(after.moods[:, NEW].sigmoid(), torch.full((3,), 0.25))
    learning = {name for name, p in larger.named_parameters() if p.requires_grad}
    assert not any(name.startswith(("stem", "blocks")) for name in learning)
    assert {"moods.weight", "hidden.0.weight", "embedding.weight"} <= learning


def test_a_new_mood_is_learned_and_the_old_ones_stay(
    start: LoadedModel, songs: list[SongFeatures], tmp_path: Path
) -> None:
    told = lesson(songs)
    learner = Trainer(start, told)
    standing = learner.train(15, tmp_path / "run", nobody, Event())
    assert standing.best_loss < 0.5 * standing.start_loss
    judged = evaluate(
        told,
        learner.initial_outputs,
        learner.outputs(),
        start.vocabulary,
        ("loud",),
        learner.calibration,
    )
    (row,) = judged.moods
    assert row["before"] is None
    assert row["after"]["auc"] > 0.95
    assert row["calibrated"]
    assert judged.metrics["other_moods_moved"] < 0.05
    assert judged.vocabulary.labels == (*LABELS, "loud")
    mood = judged.vocabulary.by_label("loud")
    assert mood.threshold < 1
    assert mood.support is not None
    assert mood.support >= 10
    assert judged.vocabulary[:NEW] == start.vocabulary[:NEW]
    assert judged.calibration.mood_slope[:NEW] == start.calibration.mood_slope


def test_a_place_on_the_plane_is_learned(
    start: LoadedModel, songs: list[SongFeatures], tmp_path: Path
) -> None:
    told = lesson(songs, va=True)
    learner = Trainer(start, told)
    learner.train(15, tmp_path / "run", nobody, Event())
    judged = evaluate(
        told,
        learner.initial_outputs,
        learner.outputs(),
        start.vocabulary,
        ("loud",),
        learner.calibration,
    )
    for name in ("valence", "arousal"):
        after, before = (judged.metrics[f"{name}_error_{when}"] for when in ("after", "before"))
        assert after < 0.5 * before
    mood = judged.vocabulary.by_label("loud")
    assert (mood.valence, mood.arousal) == (0.5, -0.5)
    va = learner.outputs().va[told.held_out_indices].numpy()
    sd = np.sqrt(learner.outputs().variance[told.held_out_indices].numpy())
    wider = np.array(judged.calibration.sd_scale) / learner.calibration.sd_scale
    within = (np.abs(va.clip(-1, 1) - told.va[told.held_out_indices]) <= sd * wider + 1e-4).mean(
        axis=0
    )
    assert within == pytest.approx(0.68, abs=0.06)


def test_a_stopped_run_goes_on_as_an_unbroken_one(
    start: LoadedModel, songs: list[SongFeatures], tmp_path: Path
) -> None:
    told = lesson(songs[:24])
    whole = Trainer(start, told)
    whole.train(6, tmp_path / "whole", nobody, Event())
    stop = Event()
    with pytest.raises(CancelledError):
        Trainer(start, told).train(
            6, tmp_path / "run", lambda standing: stop.set() if standing.passes == 3 else None, stop
        )
    second = Trainer(start, told)
    standing = second.train(6, tmp_path / "run", nobody, Event())
    assert standing.resumed == 3
    assert standing.history == whole.state.history
    for name, value in whole.network.state_dict().items():
        torch.testing.assert_close(second.network.state_dict()[name], value, rtol=0, atol=0)


@pytest.mark.parametrize("damage", [b"", b"\x80\x04K\x01.", b"{}" * 500])
def test_a_damaged_checkpoint_is_no_checkpoint(
    start: LoadedModel, songs: list[SongFeatures], tmp_path: Path, damage: bytes
) -> None:
    (tmp_path / "run").write_bytes(damage)
    standing = Trainer(start, lesson(songs[:24])).train(2, tmp_path / "run", nobody, Event())
    assert (standing.resumed, standing.passes) == (0, 2)


def test_learning_ends_when_nothing_is_gained(
    start: LoadedModel,
    songs: list[SongFeatures],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("moodtagger.inference.finetuning.trainer.PATIENCE", 3)
    told = lesson(songs)
    told.present[told.held_out_indices] = (
        1 - told.present[told.held_out_indices]
    )  # held-out songs contradict
    standing = Trainer(start, told).train(60, tmp_path / "run", nobody, Event())
    assert standing.passes == standing.best_pass + 3
    assert not standing.improved


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"\x80\x04K\x01."])
def test_kept_features_come_back_or_are_heard_again(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "song.npz"
    song = SongFeatures(np.ones((2, 4), np.float16), np.ones(2, np.float32))
    assert SongFeatures.load(path) is None
    song.save(path)
    found = SongFeatures.load(path)
    assert found is not None
    np.testing.assert_array_equal(found.windows, song.windows)
    path.write_bytes(damage)
    assert SongFeatures.load(path) is None


def test_measures_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    present = (rng.random(80) < 0.3).astype(np.float64)
    score = np.round(rng.random(80) + 0.3 * present, 1)  # with ties
    assert roc_auc(score, present) == pytest.approx(roc_auc_score(present, score))
    distinct = score + rng.random(80) * 1e-3
    assert average_precision(distinct, present) == pytest.approx(
        average_precision_score(present, distinct)
    )
    assert roc_auc(score, np.ones(80)) is None
    assert average_precision(score, np.zeros(80)) is None
    assert log_loss(np.array([0.5, 0.5]), np.array([0.0, 1.0])) == pytest.approx(np.log(2))


def test_platt_corrects_what_is_too_sure() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 1, 4000)
    present = (rng.random(4000) < 1 / (1 + np.exp(-logits))).astype(np.float64)
    slope, offset = fit_platt(3 * logits + 1, present)
    assert slope == pytest.approx(1 / 3, abs=0.05)
    assert offset == pytest.approx(-1 / 3, abs=0.1)


def test_a_threshold_is_right_often_enough_or_there_is_none() -> None:
    probability = np.linspace(1, 0, 100)
    present = (np.arange(100) < 30).astype(np.float64)
    found = find_threshold(probability, present)
    assert found is not None
    lowest, support, precision = found
    assert lowest == pytest.approx(0.5, abs=0.02)
    assert support == pytest.approx(50, abs=2)
    assert precision == pytest.approx(0.6, abs=0.02)
    assert find_threshold(probability, 1 - present) is None
