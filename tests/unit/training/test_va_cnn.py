"""The recipe `va_cnn`: what it hears, its network, what it learns, its sweep and its report."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from moodtagger.training import cross_validation
from moodtagger.training.__main__ import main
from moodtagger.training.data.dataset import SongLabels
from moodtagger.training.framework import recipe_fit
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


def silent(_: str) -> None:
    """A log for nobody."""


def made_up(songs: int, count: int = 1) -> LearningTask:
    """Songs whose high bands are the louder the higher their arousal; valence is not heard."""
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
    heard = {i: np.zeros((1, 80, 234), np.uint8) for i in ("high", "low", "middle", "no label")}
    problem = build_task(heard, labels)
    assert problem.song_id.tolist() == ["low", "middle", "high"]
    np.testing.assert_allclose(problem.truth, [[0.1, 0.9], [0.5, 0.5], [0.9, 0.1]], atol=1e-6)


def test_loudness_is_not_heard() -> None:
    sound = np.random.default_rng(0).normal(0, 0.2, 2 * RATE).astype(np.float32)
    whole, faint = (compute_mel_codes(sound * gain) for gain in (np.float32(1), np.float32(0.002)))
    assert whole.shape == (1 + 2 * RATE // 1024, 80)
    assert np.abs(whole.astype(int) - faint).max() <= 1  # of rounding to half a decibel
    assert len(np.unique(compute_mel_codes(np.zeros(RATE, np.float32)))) == 1


def test_a_tone_is_in_its_band() -> None:
    low, high = (
        compute_mel_codes(np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE).astype(np.float32))
        for hertz in (200, 4000)
    )
    assert low[8].argmax() < 10 < 50 < high[8].argmax() < 70


def test_excerpts_are_the_middle_or_reach_from_end_to_end() -> None:
    frames = np.arange(2 * EXCERPT_FRAMES) // 2  # each number twice, up to the last
    song = np.repeat(frames[:, None], 80, axis=1).astype(np.uint8)
    one, three = cut_excerpts(song, 1), cut_excerpts(song, 3)
    assert one.shape == (1, 80, EXCERPT_FRAMES)
    assert three.shape == (3, 80, EXCERPT_FRAMES)
    np.testing.assert_array_equal(three[0].T, song[:EXCERPT_FRAMES])
    np.testing.assert_array_equal(three[1], one[0])
    np.testing.assert_array_equal(three[2].T, song[EXCERPT_FRAMES:])


def test_short_songs_repeat() -> None:
    song = np.random.default_rng(0).integers(0, 255, (100, 80), dtype=np.uint8)
    (heard, *others) = cut_excerpts(song, 3)
    np.testing.assert_array_equal(heard.T[:200], np.concatenate([song, song]))
    np.testing.assert_array_equal(heard.T[200:], song[:34])
    assert all((other == heard).all() for other in others)


def test_network_has_the_published_shapes() -> None:
    network = VaCnnNetwork(VaCnnSettings(), 160.0, 30.0).eval()
    shapes = [tuple(p.shape) for p in network.parameters()]
    flat = 16 * (78 // 3) * ((EXCERPT_FRAMES - 2) // 3)
    assert shapes == [(16, 1, 3, 3), (16,), (8, flat), (8,), (8,), (8,), (2, 8), (2,)]
    codes = torch.from_numpy(made_up(6).inputs[:, 0])
    said = network(codes)
    assert said.shape == (6, 2)
    assert bool(((said > 0) & (said < 1)).all())
    torch.testing.assert_close(said[4:], network(codes[4:]))


@pytest.mark.parametrize("setting", sweep.other_settings())
def test_every_setting_makes_a_network(setting: VaCnnSettings) -> None:
    network = VaCnnNetwork(setting, 160.0, 30.0)
    value = network(torch.from_numpy(made_up(2).inputs[:, 0])).sum()
    value.backward()
    assert all(p.grad is not None for p in network.parameters())
    assert setting.optimiser in va_cnn_runs.LEARNING_RATES


def test_batches_hold_each_excerpt_once_with_its_songs_truth() -> None:
    problem = made_up(11, 3)
    problem.inputs[:] = np.arange(33, dtype=np.uint8).reshape(11, 3, 1, 1)
    heard, truth = zip(*iterate_batches(problem, np.random.default_rng(0)), strict=True)
    order = torch.cat(heard)[:, 0, 0].numpy()
    # One of 33 excerpts would be alone in a batch, and is left out.
    assert len(order) == 32
    assert len(set(order.tolist())) == 32
    np.testing.assert_array_equal(torch.cat(truth), problem.truth[order // 3])


def test_a_songs_answer_is_the_mean_over_its_excerpts() -> None:
    problem = made_up(5, 3)
    network = VaCnnNetwork(VaCnnSettings(), 160.0, 30.0).eval()
    apart = [create_predictor(network)(problem.inputs[:, k : k + 1]) for k in range(3)]
    whole = create_predictor(network)(problem.inputs)
    np.testing.assert_allclose(whole, np.mean(apart, axis=0), atol=1e-6)


def test_settled_norm_has_the_statistics_of_the_songs_learned_from() -> None:
    problem = made_up(32)
    network = VaCnnNetwork(VaCnnSettings(), 120.0, 30.0).eval()
    with torch.no_grad():
        dense = network.dense(
            network.convolution(torch.from_numpy(problem.inputs).float() / 30 - 4)
        )
        network.norm.running_mean += 5  # lags behind
    recompute_batchnorm_statistics(network, problem)
    assert not network.norm.training
    torch.testing.assert_close(network.norm.running_mean, dense.mean(dim=0))
    torch.testing.assert_close(network.norm.running_var, dense.var(dim=0))


def test_learns_what_it_can_hear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(va_cnn_runs, "BATCH", 8)
    problem = made_up(50)
    learned, held_out = problem.select(problem.fold > 0), problem.select(problem.fold == 0)
    desk = FitContext(tmp_path, silent, held_out)
    runs = MultiSeedFit(VaCnnSettings(), count=2, epochs=6)

    def miss(said: np.ndarray) -> float:
        return float(np.abs(said - held_out.truth)[:, 1].mean())

    fitted = runs(learned, desk)
    baseline = miss(fit_always_mean(learned, desk).predict(held_out.inputs))
    assert miss(fitted.predict(held_out.inputs)) < 0.6 * baseline
    assert fitted.history[-1]["held_out_loss"] < fitted.history[0]["held_out_loss"]
    first, second = runs.predictions[0]
    np.testing.assert_allclose(first, fitted.predict(held_out.inputs), atol=1e-6)
    assert np.abs(first - second).max() > 1e-3
    assert miss(second) < 0.6 * baseline


def test_figures_over_runs() -> None:
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
    figure = {"mean": 0.1, "sd": None}
    names = [f"{k}_{n}" for k in ("valence", "arousal") for n in ("mae", "r2", "sd")]
    figures = dict.fromkeys(["mae", "percent_of_range", *names], figure)
    rows = sweep.sweep_rows(
        dict.fromkeys([sweep.PUBLISHED_SETTINGS, *sweep.other_settings()], figures)
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
        back = [
            replace(setting, **{f: getattr(sweep.PUBLISHED_SETTINGS, f)}) for f in sweep.FACTORS
        ]
        assert back.count(sweep.PUBLISHED_SETTINGS) == 1


def test_run_writes_all_and_a_second_one_learns_nothing_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = {f: (getattr(sweep.PUBLISHED_SETTINGS, f), v[-1]) for f, v in sweep.FACTORS.items()}
    monkeypatch.setattr(sweep, "FACTORS", two)
    monkeypatch.setattr(
        cross_validation, "_write_plots", lambda *_: None
    )  # the pictures that all recipes share
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
    for figures in report["runs"].values():
        assert figures["mae"]["sd"] > 0
        assert figures["percent_of_range"]["mean"] == pytest.approx(
            figures["mae"]["mean"] / 0.008, abs=0.01
        )
    first = report["trials"]["one_excerpt"]["figures"]["mae"]["mean"]
    study = next(row for row in report["sweep"] if row["study"])
    assert study["mae"]["mean"] == pytest.approx(first, abs=1e-3)
    assert {row["factor"] for row in report["sweep"]} == set(sweep.FACTORS)
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"sweep.md", "sweep.json", "sweep.png", "one_excerpt.npz"} <= files

    def no_more(*_: object) -> float:
        raise AssertionError("a finished network is not to learn again")

    monkeypatch.setattr(recipe_fit, "_train_epoch", no_more)
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
            sound = rng.normal(0, 0.1, RATE // 2)
            soundfile.write(folder / "audio" / f"s{k}.wav", sound, RATE, subtype="FLOAT")
            csv.writer(file).writerow([f"s{k}", k % 5, k, "Q1", 5, 2 + 2 * (k // 5), "", ""])
