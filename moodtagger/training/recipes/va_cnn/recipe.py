"""Recipe `va_cnn`: valence and arousal as numbers from 15 s of music, by a very small CNN.

After a study that regresses valence and arousal of music with a small convolutional network and
tells how its figures move with each of its settings. Published on its own songs: MAE 0.089 +- 0.01
over ten runs on a scale of 0.1..0.9, which is 11.1 % of the range; predictions too close together,
with an SD of 0.7 to 0.8 where the labels have 1.24 to 1.38 (on 1..9).

As published: 80 mel bands of 16 kHz sound, peak-normalised; excerpts of 15 s, one and three a song;
one convolution of 16 filters of 3x3, a 3x3 max pool, a dense layer of 8 with batch normalisation
and dropout 0.2, two sigmoid outputs; Adam, mean absolute error, ten runs. `--sweep` changes kernel,
optimiser, filters, activation, dropout and pool one at a time.

Labels: our norms of 1..9 divided by ten, so that they lie on 0.1..0.9 and 0.5 is neutral. MAE "of
the range" is divided by 0.8; the figures of a single trial, as in every report, are divided by the
distance between its lowest and highest label instead.

Deviations, and why:
- Windows of 128 ms every 64 ms (2048 and 1024 samples), power in dB above -90 in half-decibel
  steps: not published in what we go by, and coarse enough for a hundred networks on two cores.
- The sound is peak-normalised over the song, not the excerpt; its dB are brought to mean 0 and SD 1
  of the songs learned from, as a network with raw dB hardly starts to learn.
- Our songs have 30 s, so three excerpts overlap by half. A song's prediction is the mean over its
  excerpts.
- 10 passes with one excerpt and 4 with three (about as many excerpts), batches of 32, Adam at
  0.001, ReLU, no padding: ours. The training error still falls then; two cores are to be done in
  minutes, and no number of passes is chosen by held-out songs.
- After the last pass the batch norm's mean and variance are taken anew from the songs learned from,
  since the running ones lag behind (`va_cnn_runs.settle`); the curve over the passes is without.
- Five folds by artist. A run is five networks of one seed; the ten runs' mean and SD are in `runs`
  of the report, while pictures and predictions are those of the first run, not of a mean of ten.
- In the sweep each setting has two runs, and each optimiser its usual rate (0.001; SGD with
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

from moodtagger.training.data.dataset import Labels, read_labels
from moodtagger.training.framework.cross_validation import FoldOutcome, cross_validate
from moodtagger.training.framework.metrics import measure
from moodtagger.training.framework.report import joined, write_json
from moodtagger.training.framework.task import Log, Problem, Trial
from moodtagger.training.recipes.va_cnn import sweep as sweep
from moodtagger.training.recipes.va_cnn.features import excerpts, load_mels
from moodtagger.training.recipes.va_cnn.metrics import RANGE, scaled, spread_of_labels
from moodtagger.training.recipes.va_cnn.network import Setting
from moodtagger.training.recipes.va_cnn.runs import Runs, always_mean

ONE, THREE, MEAN = "one_excerpt", "three_excerpts", "always_the_mean"

Outcomes = Mapping[str, list[FoldOutcome]]


@dataclass(frozen=True, slots=True)
class Job:
    """What the command line asked for last: the findings need to know it."""

    cache: Path
    options: argparse.Namespace
    log: Log
    problem: Problem  # of one excerpt a song
    runs: Mapping[str, Runs]


class VaCnn:
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
        """How much to train, and the sweep."""
        parser.add_argument("--runs", type=_count, default=10, help="seeds (%(default)s)")
        parser.add_argument(
            "--passes", type=_count, default=10, help="with one excerpt a song (%(default)s)"
        )
        parser.add_argument("--sweep", action="store_true", help="vary one factor at a time, too")
        parser.add_argument(
            "--sweep-runs", type=_count, default=2, help="of each setting (%(default)s)"
        )

    def trials(
        self, data: Path, cache: Path, options: argparse.Namespace, log: Log
    ) -> Sequence[Trial]:
        """The study's network with one and with three excerpts a song, and the baseline."""
        mels = load_mels(data / "q4" / "audio", cache / "va_cnn_mels.npz", log)
        labels = read_labels(data / "q4" / "labels.csv")
        one, three = (
            problem_of({i: excerpts(codes, count) for i, codes in mels.items()}, labels)
            for count in (1, 3)
        )
        runs = {name: Runs(Setting(), options.runs, options.passes) for name in (ONE, THREE)}
        self._job = Job(cache, options, log, one, runs)
        return [
            Trial(MEAN, one, always_mean),
            Trial(ONE, one, runs[ONE]),
            Trial(THREE, three, runs[THREE]),
        ]

    def findings(self, outcomes: Outcomes, out: Path) -> dict[str, Any]:
        """The figures over the runs; with `--sweep` its table, also as files of their own."""
        truth, _ = joined(outcomes[ONE])
        found: dict[str, Any] = {
            "range": RANGE,
            "labels": spread_of_labels(truth),
            "runs": {name: runs.figures(outcomes[name]) for name, runs in self._job.runs.items()},
        }
        if self._job.options.sweep:
            rows = self._swept(outcomes[ONE])
            always = measure("numbers", *joined(outcomes[MEAN]))
            found["sweep"] = sweep.as_json(rows)
            _write(rows, self._job.options.sweep_runs, always, out)
        return found

    def _swept(self, plain: Sequence[FoldOutcome]) -> list[sweep.Row]:
        """The study's own setting is taken from the plain outcomes' first runs."""
        job = self._job
        count = job.options.sweep_runs
        figures = {sweep.STUDY: job.runs[ONE].figures(plain, count)}
        for setting in sweep.others():
            runs = Runs(setting, count, job.options.passes)
            trial = Trial(sweep.name_of(setting), job.problem, runs)
            folder = job.cache / "recipes" / self.name / trial.name
            outcomes = cross_validate(trial, [o.fold for o in plain], folder, job.log)
            figures[setting] = runs.figures(outcomes)
        return sweep.table(figures)


def problem_of(heard: Mapping[str, Any], labels: Mapping[str, Labels]) -> Problem:
    """Songs with excerpts (k, 80, 234) and labels; the truth is on 0.1..0.9."""
    found = [i for i in labels if i in heard]
    rows = [labels[i] for i in found]
    return Problem(
        ("valence", "arousal"),
        np.stack([heard[i] for i in found]),
        scaled(np.array([(row.valence, row.arousal) for row in rows], np.float32)),
        np.array([row.fold for row in rows], np.int64),
        np.array([row.artist for row in rows], np.int64),
        np.array(found),
        "numbers",
    )


def _write(rows: Sequence[sweep.Row], runs: int, always: float, out: Path) -> None:
    (out / "sweep.md").write_text(sweep.markdown(rows, runs), encoding="utf-8")
    write_json(
        {"runs": runs, "always_the_mean": always, "rows": sweep.as_json(rows)}, out / "sweep.json"
    )
    if importlib.util.find_spec("matplotlib") is not None:
        sweep.draw(rows, always, out / "sweep.png")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)
