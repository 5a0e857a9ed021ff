"""Standardizing the embedding leaves the outputs unchanged."""

import numpy as np
import torch

from moodtagger.inference.config import MoodNetConfig
from moodtagger.training.moodnet.distillation import create_student
from moodtagger.training.moodnet.finetune import standardize_embedding
from moodtagger.training.network_outputs import run_network
from tests.support.tiny_songs import tiny_songs

CONFIG = MoodNetConfig(moods=2, stem=4, blocks=((8, 4, 4), (16, 2, 2)), hidden=16)


def test_outputs_stay_and_embedding_is_standardized() -> None:
    songs = tiny_songs(24)
    net = create_student(songs, CONFIG).net
    with torch.no_grad():  # an untrained network hardly distinguishes the songs
        net.embedding.weight.mul_(1e4)
    before = run_network(net, songs)
    standardize_embedding(net, songs)
    after = run_network(net, songs)
    for name in ("quadrant", "moods", "va", "va_logvar"):
        np.testing.assert_allclose(getattr(after, name), getattr(before, name), atol=1e-3)
    np.testing.assert_allclose(after.embedding.mean(axis=0), 0, atol=1e-3)
    np.testing.assert_allclose(after.embedding.std(axis=0, ddof=1), 1, atol=1e-2)
    assert not np.allclose(before.embedding.std(axis=0, ddof=1), 1, atol=0.1)
