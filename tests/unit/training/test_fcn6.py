"""The recipe `fcn6`: the published sizes, its two vocabularies, and runs on synthetic songs."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from moodtagger.core.errors import MoodtaggerError
from moodtagger.training.__main__ import main
from moodtagger.training.data.labels import MoodWordGroup, bundled_groups
from moodtagger.training.recipes import fcn6
from moodtagger.training.recipes.fcn6 import (
    FIVE_MOODS,
    FRAMES,
    MOOD_COUNT,
    Fcn6Size,
    create_network,
    select_first_moods,
    select_five_moods,
)
from tests.support.tiny_songs import QUADRANT_LABELS, tiny_songs

TINY = Fcn6Size(filters=(2, 2, 4, 4, 4), dense=8)


def test_published_sizes() -> None:
    with torch.device("meta"):
        net = create_network((96, FRAMES), 46, Fcn6Size())
    convolutions = [layer for layer in net if isinstance(layer, nn.Conv2d)]
    assert [layer.out_channels for layer in convolutions] == [128, 256, 512, 1024, 2048]
    assert {layer.kernel_size for layer in convolutions} == {(3, 3)}
    pools = [layer.kernel_size for layer in net if isinstance(layer, nn.MaxPool2d)]
    assert pools == [(2, 4), (2, 4), (1, 2), (4, 4), (2, 2)]
    block = [nn.Conv2d, nn.BatchNorm2d, nn.ReLU, nn.MaxPool2d, nn.Dropout]
    assert [type(layer) for layer in net] == [*block * 5, nn.Flatten, nn.Linear, nn.ReLU, nn.Linear]
    parameters = sum(p.numel() for p in net.parameters())
    assert (
        parameters == 9 * (128 + 128 * 256 * (1 + 4 + 16 + 64)) + 2 * 3968 + 6145 * 512 + 513 * 46
    )
    assert net(torch.empty((3, 1, 96, FRAMES), device="meta")).shape == (3, 46)


def test_excerpt_is_the_shortest_for_the_pools() -> None:
    assert math.prod(time for _, time in Fcn6Size().pools) == FRAMES


def test_vocabularies() -> None:
    groups = bundled_groups()
    assert [mood.label for mood in select_five_moods(groups)] == list(FIVE_MOODS)
    assert len(select_first_moods(groups)) == MOOD_COUNT
    with pytest.raises(MoodtaggerError, match="earthy, epic are not in"):
        select_five_moods([MoodWordGroup(name, frozenset()) for name in ("angry", "dark", "happy")])
    with pytest.raises(MoodtaggerError, match="has 45 moods"):
        select_first_moods(groups[:45])


@pytest.fixture
def _tiny_recipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    moods = [
        MoodWordGroup(mood, frozenset({QUADRANT_LABELS[k % 4]}))
        for k, mood in enumerate(FIVE_MOODS)
    ]
    monkeypatch.setattr(fcn6, "bundled_groups", lambda: moods)
    monkeypatch.setattr(fcn6, "load_labeled", lambda *_: tiny_songs(100))
    monkeypatch.setattr(fcn6, "SIZE", TINY)
    (tmp_path / "q4").mkdir()
    (tmp_path / "q4" / "labels.csv").touch()


def run(folder: Path, flags: str) -> int:
    arguments = f"run fcn6 --data {folder} --cache {folder} --out {folder / 'out'} --threads 1 "
    return main((arguments + flags).split())


@pytest.mark.usefixtures("_tiny_recipe")
def test_quick_run(tmp_path: Path) -> None:
    assert run(tmp_path, "--vocabulary 5 --quick --folds 0,3 --passes 1") == 0
    trial = json.loads((tmp_path / "out" / "report.json").read_text())["trials"]["moods5"]
    assert trial["songs"] == 10
    assert list(trial["songs_by_label"]) == list(FIVE_MOODS)
    assert [len(trial["folds"]), len(trial["passes"])] == [2, 1]
    with np.load(tmp_path / "out" / "moods5.npz") as arrays:
        assert arrays["predicted"].shape == (4, 5)
    assert (tmp_path / "out" / "moods5_passes.png").exists()


@pytest.mark.usefixtures("_tiny_recipe")
def test_learns_from_the_other_folds(tmp_path: Path) -> None:
    assert run(tmp_path, "--vocabulary 5 --folds 1 --passes 6") == 0
    trial = json.loads((tmp_path / "out" / "report.json").read_text())["trials"]["moods5"]
    assert trial["passes"][5]["held_out_loss"] < trial["passes"][0]["held_out_loss"]
    assert trial["figures"]["macro_auc"]["mean"] > 0.7


@pytest.mark.usefixtures("_tiny_recipe")
def test_too_few_moods_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--vocabulary 46") == 2
    assert "has 5 moods, and this trial needs 46." in capsys.readouterr().err
