"""Heads set by linear readers answer sensibly before any training."""

import copy

import numpy as np
import torch

from moodtagger.inference.config import MoodNetConfig
from moodtagger.training.data.labels import targets_of
from moodtagger.training.moodnet.distillation import new_student
from moodtagger.training.moodnet.linear_probe import warm
from moodtagger.training.network_outputs import figures, hear
from tests.support.tiny_songs import GROUPS, tiny_songs

CONFIG = MoodNetConfig(moods=2, stem=4, blocks=((8, 4, 4), (16, 2, 2)), hidden=16)


def test_warm_heads_read_what_the_trunk_hears() -> None:
    songs = tiny_songs(60)
    learned, held_out = songs[:40], songs[40:]
    net = new_student(songs, CONFIG).net
    cold = copy.deepcopy(net)
    warm(net, learned, targets_of(learned, GROUPS))
    truth = targets_of(held_out, GROUPS)
    assert figures(hear(net, held_out), truth)["quadrant_accuracy"] > 0.7
    assert figures(hear(cold, held_out), truth)["quadrant_accuracy"] < 0.6


def test_only_the_heads_change_and_the_uncertainty_fits() -> None:
    songs = tiny_songs(40)
    targets = targets_of(songs, GROUPS)
    net = new_student(songs, CONFIG).net
    before = {k: v.clone() for k, v in net.state_dict().items()}
    warm(net, songs, targets)
    changed = {
        k.split(".")[0] for k, v in net.state_dict().items() if not torch.equal(v, before[k])
    }
    assert changed == {"quadrant", "moods", "va"}
    out = hear(net, songs)
    miss = ((out.va - targets[:, 4:6]) ** 2).mean(axis=0)
    np.testing.assert_allclose(np.exp(out.va_logvar[0]), miss, rtol=0.01)
