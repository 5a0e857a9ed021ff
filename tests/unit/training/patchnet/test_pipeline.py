"""The whole recipe by its command, on a tiny training folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration
from moodtagger.inference.patch_config import PatchNetConfig
from moodtagger.inference.torch_weights import load_model
from moodtagger.training.__main__ import main
from moodtagger.training.data.labels import bundled_groups
from moodtagger.training.network_outputs import OutOfFold
from moodtagger.training.patchnet import pipeline
from moodtagger.training.patchnet.calibrate import RATED_OUTPUTS_FILE
from moodtagger.training.patchnet.outputs import load_outputs
from moodtagger.training.patchnet.pipeline import PatchJob, prepare_patches
from moodtagger.training.patchnet.settings import PatchSettings
from tests.support.patch_songs import FROZEN, tiny_audioset_net, write_training_folder

PASSES = 1


@pytest.fixture
def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Arguments of the command, with a tiny network in place of the one taught on AudioSet."""
    data = write_training_folder(tmp_path / "data")
    monkeypatch.setattr(pipeline, "load_audioset_net", lambda path: tiny_audioset_net())
    monkeypatch.setattr(
        "moodtagger.training.__main__.PatchSettings",
        lambda passes=PASSES: PatchSettings(passes, FROZEN, 2, 4, 2, 1),
    )
    folders = ["--data", str(data), "--cache", str(tmp_path / "cache"), "--threads", "1"]
    return ["patchnet", *folders, "--passes", str(PASSES)]


def test_all_folds_and_all_songs(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    for name in ("quadrant_accuracy", "macro_auc", "valence_r2", "feelings", "circumplex"):
        assert f"\n{name}" in printed
    folder = tmp_path / "cache" / "patchnet" / f"passes{PASSES}"
    labeled = OutOfFold.load(folder / "out_of_fold.npz")
    assert sorted(labeled.song_id) == [f"q4{k:02d}" for k in range(20)]
    assert len(labeled.fold_masks()) == 5
    assert np.isfinite(labeled.outputs.moods).all()
    rated, fold, outputs = load_outputs(folder / RATED_OUTPUTS_FILE)
    assert sorted(rated) == [f"emotify{k:02d}" for k in range(10)]
    assert set(fold) == set(range(5))
    assert outputs.feelings.shape == (10, 9)
    plane = json.loads((folder / "plane.json").read_text(encoding="utf-8"))
    assert len(plane["quadrant_shift"]) == 4
    assert len(Calibration.from_dict(plane["calibration"]).va_curves) == 2
    model = load_model(folder / "model")
    assert model.name == "moodnet 2.2"
    assert model.network.config == PatchNetConfig(
        moods=len(bundled_groups()), stem=4, blocks=((8, 2), (8, 2), (8, 1))
    )
    assert model.calibration.va_curves
    assert 0 < abs(model.calibration.va_correlation) < 1
    with np.load(folder / "oof.npz") as summary:
        assert summary["q4_position"].shape == summary["q4_sd"].shape == (20, 2)
        assert summary["em_moods"].shape == (10, len(summary["labels"]))
        np.testing.assert_allclose(summary["q4_quadrant"].sum(axis=1), 1)
        np.testing.assert_array_equal(
            np.sign(summary["em_position"]), QUADRANT_SIGNS[summary["em_q"].argmax(axis=1)]
        )


def test_second_run_trains_nothing_again(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments += ["--folds", "0,3"]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    assert first.count("pass 1/1") == 2
    assert "q4.3: " in first
    assert main(arguments) == 0
    second = capsys.readouterr().out
    assert "pass 1/1" not in second
    assert "q4.3: " not in second
    assert second.splitlines()[-1] == first.splitlines()[-1]
    folder = tmp_path / "cache" / "patchnet" / f"passes{PASSES}"
    history = (folder / "fold3.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(history[0])["epoch"] == 1
    assert len(history) == 1


def test_versions_of_songs_are_prepared(arguments: list[str], tmp_path: Path) -> None:
    settings = PatchSettings(PASSES, FROZEN)
    lines: list[str] = []
    versions = {"q4": 2, "emotify": 1, "open": 1}
    job = PatchJob(tmp_path / "data", tmp_path / "cache", lines.append, settings, versions=versions)
    inputs = prepare_patches(job)
    assert len(inputs.song_id) == 32
    assert {len(song.versions) for song in inputs.songs.maps[:20]} == {2}
    assert {len(song.versions) for song in inputs.songs.maps[20:]} == {1}
    assert inputs.songs.targets.label_weight.sum() == 20
