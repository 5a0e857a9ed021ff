"""Heads initialized from a linear probe predict well before any training."""

import copy

import numpy as np
import torch

from moodtagger.inference.config import MoodNetConfig
from moodtagger.training.data.labels import build_targets
from moodtagger.training.moodnet.distillation import create_student
from moodtagger.training.moodnet.finetune import initialize_heads_from_linear_probe
from moodtagger.training.network_outputs import network_metrics, run_network
from tests.support.tiny_songs import GROUPS, tiny_songs

CONFIG = MoodNetConfig(moods=2, stem=4, blocks=((8, 4, 4), (16, 2, 2)), hidden=16)


def test_initialized_heads_predict_held_out_songs() -> None:
    songs = tiny_songs(60)
    training, held_out = songs[:40], songs[40:]
    net = create_student(songs, CONFIG).net
    untrained = copy.deepcopy(net)
    initialize_heads_from_linear_probe(net, training, build_targets(training, GROUPS))
    truth = build_targets(held_out, GROUPS)
    assert network_metrics(run_network(net, held_out), truth)["quadrant_accuracy"] > 0.7
    assert network_metrics(run_network(untrained, held_out), truth)["quadrant_accuracy"] < 0.6


def test_only_the_heads_change_and_the_variance_fits() -> None:
    songs = tiny_songs(40)
    targets = build_targets(songs, GROUPS)
    net = create_student(songs, CONFIG).net
    before = {k: v.clone() for k, v in net.state_dict().items()}
    initialize_heads_from_linear_probe(net, songs, targets)
    changed = {
        k.split(".")[0] for k, v in net.state_dict().items() if not torch.equal(v, before[k])
    }
    assert changed == {"quadrant", "moods", "va"}
    out = run_network(net, songs)
    squared_error = ((out.va - targets[:, 4:6]) ** 2).mean(axis=0)
    np.testing.assert_allclose(np.exp(out.va_logvar[0]), squared_error, rtol=0.01)
