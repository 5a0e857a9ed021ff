"""Recipe `va_cnn`: valence and arousal as numbers from 15 s of music, by a very small CNN.

After a study that regresses valence and arousal of music with a small convolutional network and
reports how its metrics depend on each of its settings. Published on its own songs: MAE 0.089 +-
0.01 over ten runs on a scale of 0.1..0.9, which is 11.1 % of the range; the predictions spread too
little, with an SD of 0.7 to 0.8 where the labels have 1.24 to 1.38 (on 1..9).

As published: 80 mel bands of 16 kHz audio, peak-normalized; excerpts of 15 s, one and three per
song; one convolution of 16 filters of 3x3, a 3x3 max pool, a dense layer of 8 with batch
normalization and dropout 0.2, two sigmoid outputs; Adam, mean absolute error, ten runs. `--sweep`
changes kernel, optimizer, filters, activation, dropout and pool one at a time.

Labels: our norms of 1..9 divided by ten, so that they range over 0.1..0.9 and 0.5 is neutral. MAE
"of the range" is divided by 0.8; the metrics of a single experiment, as in every report, are
divided by the distance between its lowest and highest label instead.

Deviations, and why:

- Windows of 128 ms every 64 ms (2048 and 1024 samples), power in dB above -90 in half-decibel
  steps: not published in our sources, and coarse enough for a hundred networks on two cores.
- The audio is peak-normalized over the song, not the excerpt; its dB are standardized over the
  training songs, as a network on raw dB hardly starts to learn.
- Our songs have 30 s, so three excerpts overlap by half. A song's prediction is the mean over its
  excerpts.
- 10 epochs with one excerpt and 4 with three (about as many excerpts), batches of 32, Adam at
  0.001, ReLU, no padding: ours. The training error still falls then; two cores are to be done in
  minutes, and no number of epochs is selected on held-out songs.
- After the last epoch the batch norm's mean and variance are recomputed over the training songs,
  since the running ones lag behind (`runs.recompute_batchnorm_statistics`); the history over the
  epochs is without.
- Five folds by artist. A run is five networks of one seed; mean and SD of the ten runs are in
  `runs` of the report, while plots and predictions are those of the first run, not of a mean of
  ten.
- In the sweep each setting has two runs, and each optimizer its usual rate (0.001; SGD with
  momentum 0.9 and Adagrad 0.01).
- Labels are means of mood words' norms, not ratings of the songs.
"""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.files.file_access import write_text_whole
from moodtagger.training.cross_validation import cross_validate
from moodtagger.training.data.dataset import SongLabels, read_labels
from moodtagger.training.framework.metrics import primary_metric
from moodtagger.training.framework.report import join_outcomes, write_json
from moodtagger.training.framework.task import Experiment, FoldOutcome, LearningTask, Log
from moodtagger.training.recipes.va_cnn import sweep
from moodtagger.training.recipes.va_cnn.network import VaCnnSettings, cut_excerpts, load_mel_codes
from moodtagger.training.recipes.va_cnn.runs import (
    LABEL_RANGE,
    MultiSeedFit,
    fit_always_mean,
    label_sd,
    scale_labels,
)

ONE_EXCERPT, THREE_EXCERPTS, ALWAYS_MEAN = "one_excerpt", "three_excerpts", "always_the_mean"

Outcomes = Mapping[str, list[FoldOutcome]]


@dataclass(frozen=True, slots=True)
class VaCnnJob:
    """What the findings need to know about the run.

    Attributes
    ----------
    cache : Path
        Folder of the checkpoints.
    options : argparse.Namespace
        The command's options.
    log : Log
        Receives progress lines.
    task : LearningTask
        The task with one excerpt per song.
    fits : Mapping[str, MultiSeedFit]
        The fits of the experiments by name.
    """

    cache: Path
    options: argparse.Namespace
    log: Log
    task: LearningTask  # of one excerpt a song
    fits: Mapping[str, MultiSeedFit]


class VaCnnRecipe:
    """The recipe; see the module's docstring."""

    name = "va_cnn"
    published: Mapping[str, float] = {
        "mae": 0.089,
        "mae_sd_over_runs": 0.01,
        "percent_of_range": 11.1,
        "lowest_sd_of_predictions": 0.7,
        "highest_sd_of_predictions": 0.8,
        "lowest_sd_of_labels": 1.24,
        "highest_sd_of_labels": 1.38,
    }

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add options for runs, epochs and the sweep.

        Parameters
        ----------
        parser : argparse.ArgumentParser
            Parser of the recipe's command.
        """
        parser.add_argument("--runs", type=_positive_int, default=10, help="seeds (%(default)s)")
        parser.add_argument(
            "--passes", type=_positive_int, default=10, help="with one excerpt a song (%(default)s)"
        )
        parser.add_argument("--sweep", action="store_true", help="vary one factor at a time, too")
        parser.add_argument(
            "--sweep-runs", type=_positive_int, default=2, help="of each setting (%(default)s)"
        )

    def experiments(
        self, data: Path, cache: Path, options: argparse.Namespace, log: Log
    ) -> Sequence[Experiment]:
        """Prepare the study's network with one and with three excerpts per song, and the baseline.

        Parameters
        ----------
        data : Path
            Folder of the training data.
        cache : Path
            Folder of spectrograms and checkpoints.
        options : argparse.Namespace
            The command's options.
        log : Log
            Receives progress lines.

        Returns
        -------
        Sequence[Experiment]
            The experiments.
        """
        mels = load_mel_codes(data / "q4" / "audio", cache / "va_cnn_mels.npz", log)
        labels = read_labels(data / "q4" / "labels.csv")
        one, three = (
            build_task({i: cut_excerpts(codes, count) for i, codes in mels.items()}, labels)
            for count in (1, 3)
        )
        fits = {
            name: MultiSeedFit(VaCnnSettings(), options.runs, options.passes)
            for name in (ONE_EXCERPT, THREE_EXCERPTS)
        }
        self._job = VaCnnJob(cache, options, log, one, fits)
        return [
            Experiment(ALWAYS_MEAN, one, fit_always_mean),
            Experiment(ONE_EXCERPT, one, fits[ONE_EXCERPT]),
            Experiment(THREE_EXCERPTS, three, fits[THREE_EXCERPTS]),
        ]

    def findings(self, outcomes: Outcomes, out: Path) -> dict[str, Any]:
        """Report the metrics over the runs; with `--sweep`, run the sweep and write its table.

        Parameters
        ----------
        outcomes : Outcomes
            Outcomes of all folds by experiment.
        out : Path
            Folder of the sweep's files.

        Returns
        -------
        dict[str, Any]
            JSON values to add to the report.
        """
        truth, _ = join_outcomes(outcomes[ONE_EXCERPT])
        results: dict[str, Any] = {
            "range": LABEL_RANGE,
            "labels": label_sd(truth),
            "runs": {name: runs.metrics(outcomes[name]) for name, runs in self._job.fits.items()},
        }
        if self._job.options.sweep:
            rows = self._run_sweep(outcomes[ONE_EXCERPT])
            baseline_mae = primary_metric("numbers", *join_outcomes(outcomes[ALWAYS_MEAN]))
            results["sweep"] = sweep.rows_as_json(rows)
            _write_sweep(rows, self._job.options.sweep_runs, baseline_mae, out)
        return results

    def _run_sweep(self, baseline_outcomes: Sequence[FoldOutcome]) -> list[sweep.SweepRow]:
        """Run all other settings; the published ones take the first runs of `baseline_outcomes`."""
        job = self._job
        count = job.options.sweep_runs
        metrics = {
            sweep.PUBLISHED_SETTINGS: job.fits[ONE_EXCERPT].metrics(baseline_outcomes, count)
        }
        for settings in sweep.other_settings():
            fit = MultiSeedFit(settings, count, job.options.passes)
            experiment = Experiment(sweep.sweep_name(settings), job.task, fit)
            folder = job.cache / "recipes" / self.name / experiment.name
            outcomes = cross_validate(
                experiment, [o.fold for o in baseline_outcomes], folder, job.log
            )
            metrics[settings] = fit.metrics(outcomes)
        return sweep.sweep_rows(metrics)


def build_task(excerpts_by_id: Mapping[str, Any], labels: Mapping[str, SongLabels]) -> LearningTask:
    """Build the task of predicting valence and arousal, on the scale 0.1 to 0.9.

    Parameters
    ----------
    excerpts_by_id : Mapping[str, Any]
        Excerpts (k, 80, 234) by song id.
    labels : Mapping[str, SongLabels]
        Expert labels by song id.

    Returns
    -------
    LearningTask
        The task with the songs that have both.
    """
    song_ids = [i for i in labels if i in excerpts_by_id]
    song_labels = [labels[i] for i in song_ids]
    return LearningTask(
        ("valence", "arousal"),
        np.stack([excerpts_by_id[i] for i in song_ids]),
        scale_labels(np.array([(row.valence, row.arousal) for row in song_labels], np.float32)),
        np.array([row.fold for row in song_labels], np.int64),
        np.array([row.artist for row in song_labels], np.int64),
        np.array(song_ids),
        "numbers",
    )


def _write_sweep(rows: Sequence[sweep.SweepRow], runs: int, baseline_mae: float, out: Path) -> None:
    write_text_whole(out / "sweep.md", sweep.rows_as_markdown(rows, runs))
    write_json(
        {"runs": runs, "always_the_mean": baseline_mae, "rows": sweep.rows_as_json(rows)},
        out / "sweep.json",
    )
    if importlib.util.find_spec("matplotlib") is not None:
        sweep.plot_sweep(rows, baseline_mae, out / "sweep.png")


def _positive_int(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)
