"""A fine-tuned network keeps telling speech from music."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from moodtagger.inference.finetuning.dataset import SongFeatures
from moodtagger.inference.finetuning.features import embed_features
from moodtagger.inference.finetuning.speech import carry_over, fit_to_embeddings
from moodtagger.inference.speech import (
    SPEECH_FILE,
    SpeechDetector,
    read_speech_detector,
    rhythm_features,
)
from moodtagger.inference.torch_weights import TorchModule
from tests.support.tiny_model import tiny_network

RHYTHM = len(rhythm_features(np.zeros((8, 96), np.float32)))


def detector_of(size: int, rng: np.random.Generator) -> SpeechDetector:
    return SpeechDetector(
        rng.normal(0, 0.1, size), rng.uniform(0.5, 2, size), rng.normal(0, 1, size), -0.5
    )


def songs_of(network: TorchModule, rng: np.random.Generator) -> list[SongFeatures]:
    size = next(network.hidden.parameters()).shape[1]
    return [
        SongFeatures(rng.normal(0, 1, (9, size)).astype(np.float16), np.ones(9, np.float32))
        for _ in range(60)
    ]


def fine_tuned(network: TorchModule, change: float) -> TorchModule:
    tuned = copy.deepcopy(network)
    torch.manual_seed(3)
    with torch.no_grad():
        for parameter in tuned.embedding.parameters():
            parameter += change * parameter.std() * torch.randn_like(parameter)
    return tuned


def test_a_detector_is_evaluated_by_songs_it_was_not_fitted_to() -> None:
    rng = np.random.default_rng(0)
    detector = detector_of(8 + RHYTHM, rng)
    before = rng.normal(0, 1, (300, 8))
    after = before @ (np.eye(8) + rng.normal(0, 0.2, (8, 8))) + 0.3
    fitted = fit_to_embeddings(detector, before, after)
    assert fitted is not None
    rhythm = rng.normal(0, 1, (300, RHYTHM))
    wanted = [detector.logit(row) for row in np.concatenate([before, rhythm], axis=1)]
    found = [fitted.logit(row) for row in np.concatenate([after, rhythm], axis=1)]
    error = np.subtract(found, wanted)
    assert np.sqrt((error**2).mean()) < 0.1 * np.std(wanted)
    assert fit_to_embeddings(detector, before, rng.normal(0, 3, (300, 8))) is None


def test_an_unchanged_embedding_keeps_the_detector() -> None:
    rng = np.random.default_rng(0)
    detector = detector_of(8, rng)
    embeddings = rng.normal(0, 1, (30, 8))
    assert fit_to_embeddings(detector, embeddings, embeddings.copy()) is detector


def test_a_tuned_network_judges_as_its_base_did(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    base = tiny_network()
    tuned, size = fine_tuned(base, 0.2), base.embedding.out_features
    detector = detector_of(size + RHYTHM, rng)
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / SPEECH_FILE).write_text(json.dumps(detector.as_dict()))
    songs = songs_of(base, rng)
    assert carry_over(tmp_path / "base", base, tuned, songs, tmp_path)
    carried = read_speech_detector(tmp_path, size)
    assert carried is not None
    windows = torch.from_numpy(songs_of(base, rng)[0].windows).float()
    with torch.no_grad():
        before, after = (embed_features(n, windows).numpy() for n in (base, tuned))
    silent = np.zeros((len(windows), RHYTHM))
    wanted = [detector.logit(row) for row in np.concatenate([before, silent], axis=1)]
    plain = [detector.logit(row) for row in np.concatenate([after, silent], axis=1)]
    found = [carried.logit(row) for row in np.concatenate([after, silent], axis=1)]
    assert (
        np.abs(np.subtract(found, wanted)).max() < 0.25 * np.abs(np.subtract(plain, wanted)).max()
    )


def test_without_one_that_fits_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    base = tiny_network()
    tuned, songs = fine_tuned(base, 0.2), songs_of(base, rng)
    assert not carry_over(tmp_path, base, tuned, songs, tmp_path / "tuned")
    detector = detector_of(base.embedding.out_features + RHYTHM, rng)
    (tmp_path / SPEECH_FILE).write_text(json.dumps(detector.as_dict()))
    monkeypatch.setattr("moodtagger.inference.finetuning.speech.MAX_ERROR", 0.0)
    assert not carry_over(tmp_path, base, tuned, songs, tmp_path / "tuned")
