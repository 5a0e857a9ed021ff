"""What is fitted on the outputs is folded into the heads; errors of both are fitted together."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.patch_config import PatchNetConfig
from moodtagger.training.data.dataset import Floats
from moodtagger.training.patchnet.export import fold_heads, standardize_embedding
from moodtagger.training.patchnet.readout import (
    LinearHead,
    cross_fit_readout,
    fit_readout,
    network_heads,
)
from moodtagger.training.patchnet.uncertainty import ellipse_coverage, fit_errors

CONFIG = PatchNetConfig(
    moods=3, stem=4, blocks=((8, 2), (8, 2)), embedding=8, attributes=12, dropout=0.0
)
FOLD = np.arange(400) % 5


@pytest.fixture
def network() -> PatchNet:
    torch.manual_seed(2)
    return PatchNet(CONFIG).eval()


def embeddings(network: PatchNet) -> torch.Tensor:
    with torch.inference_mode():
        return network.embed(torch.randn(20, 96, 64, generator=torch.Generator().manual_seed(0)))


def test_heads_say_what_was_fitted(network: PatchNet) -> None:
    rng = np.random.default_rng(1)
    size = 4 + 3 + 2 + 9 + 12
    logvar = LinearHead(rng.standard_normal((2, size)) / 20, rng.standard_normal(2) / 5)
    shift = np.array([0.1, 0.3, -0.1, -0.3], np.float32)
    exported = fold_heads(network, logvar, shift)
    embedding = embeddings(network)
    with torch.inference_mode():
        before, after = network.apply_heads(embedding), exported.apply_heads(embedding)
        attributes = exported.attributes(embedding)
    np.testing.assert_allclose(after.quadrant - before.quadrant, np.tile(shift, (20, 1)), atol=1e-5)
    np.testing.assert_allclose(after.va, before.va, atol=1e-6)
    outputs = network_heads(network)(embedding.numpy())
    np.testing.assert_allclose(after.va_logvar, logvar(outputs), atol=1e-4)
    assert attributes.shape == (20, 6)


def test_standardizing_changes_no_output(network: PatchNet) -> None:
    embedding = embeddings(network)
    with torch.inference_mode():
        before = network.apply_heads(embedding)
    standardize_embedding(network, embedding.numpy())
    after_embedding = embeddings(network)
    np.testing.assert_allclose(after_embedding.mean(dim=0), np.zeros(8), atol=2e-3)
    np.testing.assert_allclose(after_embedding.std(dim=0, unbiased=False), np.ones(8), atol=5e-3)
    with torch.inference_mode():
        after = network.apply_heads(after_embedding)
    np.testing.assert_allclose(after.moods, before.moods, atol=1e-3)


def test_a_readout_of_a_readout_is_one() -> None:
    rng = np.random.default_rng(3)
    x = rng.standard_normal((100, 4)).astype(np.float32)
    y = (x @ rng.standard_normal((4, 2)) * 3 + 5).astype(np.float32)
    readout = fit_readout(x, y, 1e-3)
    np.testing.assert_allclose(readout(x), y, atol=1e-2)
    first = LinearHead(rng.standard_normal((4, 3)), rng.standard_normal(4))
    z = rng.standard_normal((5, 3))
    np.testing.assert_allclose(readout.after(first)(z), readout(first(z)))


def test_no_song_helps_to_predict_itself() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.standard_normal((400, 60)), rng.standard_normal((400, 1))
    predicted = cross_fit_readout(x, y, FOLD, 1e-3)
    assert np.corrcoef(predicted[:, 0], y[:, 0])[0, 1] < 0.2
    assert np.corrcoef(fit_readout(x, y, 1e-3)(x)[:, 0], y[:, 0])[0, 1] > 0.3


def correlated_errors(spread: Floats) -> Floats:
    errors = np.random.default_rng(5).multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 400)
    return np.asarray(errors * np.exp(spread)[:, None] * 0.2)


def test_errors_are_expected_as_large_and_as_related_as_they_are() -> None:
    spread = np.random.default_rng(6).standard_normal(400) * 0.5
    errors = correlated_errors(spread)
    model = fit_errors(spread[:, None], errors, FOLD)
    assert model.correlation == pytest.approx(0.6, abs=0.1)
    assert np.corrcoef(model.logvar[:, 0], spread)[0, 1] > 0.9
    within = (np.abs(errors) <= model.sd()).mean(axis=0)
    np.testing.assert_allclose(within, 0.68, atol=0.01)
    one, wider = ellipse_coverage(errors, model.sd(), model.correlation)
    assert one == pytest.approx(0.393, abs=0.05)
    assert wider == pytest.approx(0.68, abs=0.05)
