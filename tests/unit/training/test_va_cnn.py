"""The recipe `va_cnn`: its features, network, training, sweep and report."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from moodtagger.training import plots
from moodtagger.training.__main__ import main
from moodtagger.training.data.dataset import SongLabels
from moodtagger.training.framework.task import FitContext, LearningTask
from moodtagger.training.recipes.va_cnn import runs as va_cnn_runs
from moodtagger.training.recipes.va_cnn import sweep
from moodtagger.training.recipes.va_cnn.network import (
    EXCERPT_FRAMES,
    VaCnnNetwork,
    VaCnnSettings,
    compute_mel_codes,
    cut_excerpts,
)
from moodtagger.training.recipes.va_cnn.recipe import build_task
from moodtagger.training.recipes.va_cnn.runs import (
    MultiSeedFit,
    create_predictor,
    fit_always_mean,
    iterate_batches,
    metrics_over_runs,
    recompute_batchnorm_statistics,
)

RATE = 16000


def discard_log(_: str) -> None:
    """Discard a progress line."""


def synthetic_task(songs: int, count: int = 1) -> LearningTask:
    """Songs whose high bands are louder with higher arousal; valence is constant."""
    rng = np.random.default_rng(0)
    truth = rng.uniform(0.2, 0.8, (songs, 2)).astype(np.float32)
    truth[:, 0] = 0.5
    inputs = rng.integers(90, 110, (songs, count, 80, EXCERPT_FRAMES), dtype=np.uint8)
    inputs[:, :, 40:] += (100 * truth[:, 1]).astype(np.uint8)[:, None, None, None]
    number = np.arange(songs)
    ids = np.array([f"s{k}" for k in number])
    return LearningTask(("valence", "arousal"), inputs, truth, number % 5, number, ids, "numbers")


def test_labels_are_norms_divided_by_ten() -> None:
    plane = {"low": -1.0, "middle": 0.0, "high": 1.0}  # norms 1, 5 and 9
    labels = {i: SongLabels(0, 0, 0, v, -v, frozenset()) for i, v in plane.items()}
    excerpts = {i: np.zeros((1, 80, 234), np.uint8) for i in ("high", "low", "middle", "no label")}
    task = build_task(excerpts, labels)
    assert task.song_id.tolist() == ["low", "middle", "high"]
    np.testing.assert_allclose(task.truth, [[0.1, 0.9], [0.5, 0.5], [0.9, 0.1]], atol=1e-6)


def test_loudness_does_not_matter() -> None:
    samples = np.random.default_rng(0).normal(0, 0.2, 2 * RATE).astype(np.float32)
    loud, quiet = (compute_mel_codes(samples * gain) for gain in (np.float32(1), np.float32(0.002)))
    assert loud.shape == (1 + 2 * RATE // 1024, 80)
    assert np.abs(loud.astype(int) - quiet).max() <= 1  # rounding to half a decibel
    assert len(np.unique(compute_mel_codes(np.zeros(RATE, np.float32)))) == 1


def test_tone_is_in_its_band() -> None:
    low, high = (
        compute_mel_codes(np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE).astype(np.float32))
        for hertz in (200, 4000)
    )
    assert low[8].argmax() < 10 < 50 < high[8].argmax() < 70


def test_excerpts_are_the_middle_or_span_the_song() -> None:
    frames = np.arange(2 * EXCERPT_FRAMES) // 2  # each number twice
    song = np.repeat(frames[:, None], 80, axis=1).astype(np.uint8)
    one, three = cut_excerpts(song, 1), cut_excerpts(song, 3)
    assert one.shape == (1, 80, EXCERPT_FRAMES)
    assert three.shape == (3, 80, EXCERPT_FRAMES)
    np.testing.assert_array_equal(three[0].T, song[:EXCERPT_FRAMES])
    np.testing.assert_array_equal(three[1], one[0])
    np.testing.assert_array_equal(three[2].T, song[EXCERPT_FRAMES:])


def test_short_songs_are_repeated() -> None:
    song = np.random.default_rng(0).integers(0, 255, (100, 80), dtype=np.uint8)
    (first, *remaining) = cut_excerpts(song, 3)
    np.testing.assert_array_equal(first.T[:200], np.concatenate([song, song]))
    np.testing.assert_array_equal(first.T[200:], song[:34])
    assert all((excerpt == first).all() for excerpt in remaining)


def test_network_has_the_published_shapes() -> None:
    network = VaCnnNetwork(VaCnnSettings(), 160.0, 30.0).eval()
    shapes = [tuple(p.shape) for p in network.parameters()]
    flat = 16 * (78 // 3) * ((EXCERPT_FRAMES - 2) // 3)
    assert shapes == [(16, 1, 3, 3), (16,), (8, flat), (8,), (8,), (8,), (2, 8), (2,)]
    codes = torch.from_numpy(synthetic_task(6).inputs[:, 0])
    outputs = network(codes)
    assert outputs.shape == (6, 2)
    assert bool(((outputs > 0) & (outputs < 1)).all())
    torch.testing.assert_close(outputs[4:], network(codes[4:]))


@pytest.mark.parametrize("setting", sweep.other_settings())
def test_every_setting_builds_a_network(setting: VaCnnSettings) -> None:
    network = VaCnnNetwork(setting, 160.0, 30.0)
    value = network(torch.from_numpy(synthetic_task(2).inputs[:, 0])).sum()
    value.backward()
    assert all(p.grad is not None for p in network.parameters())
    assert setting.optimiser in va_cnn_runs.LEARNING_RATES


def test_batches_have_each_excerpt_once_with_its_labels() -> None:
    task = synthetic_task(11, 3)
    task.inputs[:] = np.arange(33, dtype=np.uint8).reshape(11, 3, 1, 1)
    codes, truth = zip(*iterate_batches(task, np.random.default_rng(0)), strict=True)
    order = torch.cat(codes)[:, 0, 0].numpy()
    # The last of 33 excerpts would be alone in a batch, and is left out.
    assert len(order) == 32
    assert len(set(order.tolist())) == 32
    np.testing.assert_array_equal(torch.cat(truth), task.truth[order // 3])


def test_song_prediction_is_the_mean_over_its_excerpts() -> None:
    task = synthetic_task(5, 3)
    network = VaCnnNetwork(VaCnnSettings(), 160.0, 30.0).eval()
    by_excerpt = [create_predictor(network)(task.inputs[:, k : k + 1]) for k in range(3)]
    predicted = create_predictor(network)(task.inputs)
    np.testing.assert_allclose(predicted, np.mean(by_excerpt, axis=0), atol=1e-6)


def test_recomputed_batchnorm_has_the_statistics_of_the_songs() -> None:
    task = synthetic_task(32)
    network = VaCnnNetwork(VaCnnSettings(), 120.0, 30.0).eval()
    with torch.no_grad():
        dense = network.dense(network.convolution(torch.from_numpy(task.inputs).float() / 30 - 4))
        network.norm.running_mean += 5  # lags behind
    recompute_batchnorm_statistics(network, task)
    assert not network.norm.training
    torch.testing.assert_close(network.norm.running_mean, dense.mean(dim=0))
    torch.testing.assert_close(network.norm.running_var, dense.var(dim=0))


def test_audible_labels_are_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(va_cnn_runs, "BATCH", 8)
    task = synthetic_task(50)
    training, held_out = task.select(task.fold > 0), task.select(task.fold == 0)
    context = FitContext(tmp_path, discard_log, held_out)
    runs = MultiSeedFit(VaCnnSettings(), count=2, epochs=6)

    def error(predicted: np.ndarray) -> float:
        return float(np.abs(predicted - held_out.truth)[:, 1].mean())

    fitted = runs(training, context)
    baseline = error(fit_always_mean(training, context).predict(held_out.inputs))
    assert error(fitted.predict(held_out.inputs)) < 0.6 * baseline
    assert fitted.history[-1]["held_out_loss"] < fitted.history[0]["held_out_loss"]
    first, second = runs.predictions[0]
    np.testing.assert_allclose(first, fitted.predict(held_out.inputs), atol=1e-6)
    assert np.abs(first - second).max() > 1e-3
    assert error(second) < 0.6 * baseline


def test_metrics_over_runs() -> None:
    truth = np.array([[0.2, 0.4], [0.4, 0.6], [0.6, 0.2], [0.8, 0.4]])
    fold = np.array([0, 0, 1, 1])
    found = metrics_over_runs(truth, np.stack([truth, truth + 0.08]), fold)
    assert found["mae"] == {"mean": 0.04, "sd": pytest.approx(0.08 / np.sqrt(2), abs=1e-4)}
    assert found["percent_of_range"]["mean"] == 5.0
    assert found["valence_r2"]["mean"] == pytest.approx((1 + 1 - 0.08**2 / 0.1**2) / 2, abs=1e-4)
    assert found["arousal_sd"] == {"mean": pytest.approx(10 * truth[:, 1].std(), abs=1e-4), "sd": 0}
    assert metrics_over_runs(truth, truth[None], fold)["mae"] == {"mean": 0.0, "sd": None}


def test_sweep_has_every_factor_and_changes_one_at_a_time() -> None:
    assert set(sweep.FACTORS) == {
        "kernel", "optimiser", "filters", "activation", "dropout", "pool"
    }  # fmt: skip
    statistic = {"mean": 0.1, "sd": None}
    names = [f"{k}_{n}" for k in ("valence", "arousal") for n in ("mae", "r2", "sd")]
    metrics = dict.fromkeys(["mae", "percent_of_range", *names], statistic)
    rows = sweep.sweep_rows(
        dict.fromkeys([sweep.PUBLISHED_SETTINGS, *sweep.other_settings()], metrics)
    )
    assert [(r.factor, r.value) for r in rows] == [
        (factor, str(value)) for factor, values in sweep.FACTORS.items() for value in values
    ]
    assert [r.factor for r in rows if r.is_published] == list(sweep.FACTORS)
    assert sweep.rows_as_markdown(rows, 1).count("\n| ") == 1 + len(rows)
    assert len({sweep.sweep_name(s) for s in sweep.other_settings()}) == len(rows) - len(
        sweep.FACTORS
    )
    for setting in sweep.other_settings():
        reverted = [
            replace(setting, **{f: getattr(sweep.PUBLISHED_SETTINGS, f)}) for f in sweep.FACTORS
        ]
        assert reverted.count(sweep.PUBLISHED_SETTINGS) == 1


def test_second_run_trains_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two = {f: (getattr(sweep.PUBLISHED_SETTINGS, f), v[-1]) for f, v in sweep.FACTORS.items()}
    monkeypatch.setattr(sweep, "FACTORS", two)
    monkeypatch.setattr(plots, "plot_experiment", lambda *_: [])  # tested elsewhere
    write_songs(tmp_path / "data" / "q4", 20)
    args = (
        f"run va_cnn --data {tmp_path / 'data'} --cache {tmp_path} --out {tmp_path / 'out'} "
        "--folds 3 --threads 1 --runs 2 --passes 1 --sweep --sweep-runs 1"
    ).split()
    assert main(args) == 0
    written = (tmp_path / "out" / "report.json").read_text()
    report = json.loads(written)
    assert set(report["trials"]) == {"always_the_mean", "one_excerpt", "three_excerpts"}
    assert report["labels"]["arousal_sd"] == pytest.approx(2.2361, abs=1e-3)
    for metrics in report["runs"].values():
        assert metrics["mae"]["sd"] > 0
        assert metrics["percent_of_range"]["mean"] == pytest.approx(
            metrics["mae"]["mean"] / 0.008, abs=0.01
        )
    first = report["trials"]["one_excerpt"]["figures"]["mae"]["mean"]
    study = next(row for row in report["sweep"] if row["study"])
    assert study["mae"]["mean"] == pytest.approx(first, abs=1e-3)
    assert {row["factor"] for row in report["sweep"]} == set(sweep.FACTORS)
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"sweep.md", "sweep.json", "sweep.png", "one_excerpt.npz"} <= files

    def fail_to_train(*_: object) -> None:
        raise AssertionError("a finished network was trained again")

    monkeypatch.setattr(torch.Tensor, "backward", fail_to_train)
    assert main(args) == 0
    assert (tmp_path / "out" / "report.json").read_text() == written


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_counts_are_positive(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "va_cnn", "--data", "x", f"--runs={number}"])
    assert "is not a number of 1 or more" in capsys.readouterr().err


def write_songs(folder: Path, songs: int) -> None:
    """Noise of half a second with arousal in norms of 2, 4, 6 and 8, and a table of labels."""
    rng = np.random.default_rng(0)
    (folder / "audio").mkdir(parents=True)
    with (folder / "labels.csv").open("w", newline="") as file:
        file.write("id,fold,artist_group,quadrant,valence_1to9,arousal_1to9,moods,genres\n")
        for k in range(songs):
            samples = rng.normal(0, 0.1, RATE // 2)
            soundfile.write(folder / "audio" / f"s{k}.wav", samples, RATE, subtype="FLOAT")
            csv.writer(file).writerow([f"s{k}", k % 5, k, "Q1", 5, 2 + 2 * (k // 5), "", ""])
