"""Train networks: `python -m moodtagger.training COMMAND --data DIR`."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import platformdirs
import torch

from moodtagger.core.errors import MoodtaggerError
from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration
from moodtagger.paths import APP_NAME, default_model_dir
from moodtagger.training.build_card import complete_model_folder
from moodtagger.training.cross_validation import RecipeJob, run_recipe
from moodtagger.training.data.dataset import FOLDS
from moodtagger.training.framework.task import Recipe
from moodtagger.training.model_card.comparison import as_markdown, compare_recipes, read_comparison
from moodtagger.training.model_card.tables import suggestion_table
from moodtagger.training.moodnet.pipeline import TrainingJob, evaluate, prepare, train
from moodtagger.training.network_outputs import OUT_OF_FOLD_FILE, OutOfFold, mean_and_sd
from moodtagger.training.patchnet.pipeline import (
    PatchJob,
    evaluate_patches,
    prepare_patches,
    train_on_all,
)
from moodtagger.training.patchnet.report import MODEL_VERSION
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.recipes import RECIPES

DEFAULT_CACHE_DIR = Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False)) / "training"


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of the command line.

    Returns
    -------
    argparse.ArgumentParser
        The parser with all commands and the recipes' options.
    """
    root_parser = argparse.ArgumentParser(prog="python -m moodtagger.training", description=__doc__)
    commands = root_parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("train", "train on all folds and on everything; write weights, card and vocabulary"),
        ("evaluate", "all figures on the five folds (quick when a training run left its folds)"),
        ("card", "calibrate and judge a trained network anew: card, vocabulary, pictures, text"),
    ):
        command = commands.add_parser(name, help=text)
        _add_common_options(command)
        command.add_argument("--plain", action="store_true", help="without the teacher's lesson")
        if name == "evaluate":
            _add_held_out_options(command)
            command.add_argument(
                "--failures", action="store_true", help="list the songs that are furthest off"
            )
            command.add_argument(
                "--card", action="store_true", help="write the figures into the model's card"
            )
            _add_reports_option(command)
        else:
            command.add_argument(
                "--out", type=Path, default=default_model_dir(), help="the model's folder"
            )
            _add_reports_option(command)
    patches = commands.add_parser(
        "patchnet", help="the network of patches: five folds with figures, and one on all songs"
    )
    _add_common_options(patches)
    _add_folds_option(patches)
    patches.add_argument(
        "--passes", type=int, default=PatchSettings().passes, help="over the songs (%(default)s)"
    )
    altered = commands.add_parser(
        "altered", help="whether answers stay when held-out songs are altered; after patchnet"
    )
    _add_common_options(altered)
    _add_folds_option(altered)
    altered.add_argument("--passes", type=int, default=PatchSettings().passes, help="of the run")
    altered.add_argument("--model", type=Path, default=default_model_dir(), help="its folder")
    altered.add_argument("--songs", type=int, default=150, help="how many (%(default)s)")
    quick = commands.add_parser(
        "robustness", help="agreement of quick with complete analyses, and of degraded songs"
    )
    _add_common_options(quick)
    quick.add_argument("--model", type=Path, default=default_model_dir(), help="its folder")
    quick.add_argument("--songs", type=int, default=60, help="how many (%(default)s)")
    quick.add_argument("--chains", type=int, default=25, help="of four songs (%(default)s)")
    plane = commands.add_parser(
        "plane", help="a picture of songs of a broad set on the plane, before and after"
    )
    _add_common_options(plane)
    plane.add_argument("--before", type=Path, required=True, help="folder of an earlier network")
    plane.add_argument("--outputs", type=Path, required=True, help="folder that patchnet wrote to")
    plane.add_argument("--out", type=Path, default=Path("plane.png"), help="the picture")
    comparison = commands.add_parser(
        "compare", help="one table: the bundled network against the recipes, run where missing"
    )
    _add_common_options(comparison)
    _add_reports_option(comparison)
    _add_held_out_options(comparison)
    moods = commands.add_parser(
        "moods", help="which moods a network of patches suggests, in two tiers; rewrites its folder"
    )
    _add_common_options(moods)
    moods.add_argument("--outputs", type=Path, required=True, help="folder that patchnet wrote to")
    moods.add_argument("--taught", type=Path, required=True, help="the model as it was trained")
    moods.add_argument("--out", type=Path, default=default_model_dir(), help="the model's folder")
    moods.add_argument("--version", required=True, help="of the model with these moods")
    speech = commands.add_parser("speech", help="the detector of speech; needs espeak-ng")
    _add_common_options(speech)
    speech.add_argument("--model", type=Path, default=default_model_dir(), help="its folder")
    speech.add_argument("--recordings", type=Path, help="a folder of recordings for each voice")
    taste = commands.add_parser("taste", help="simulated listeners who teach a personal layer")
    _add_common_options(taste)
    taste.add_argument("--model", type=Path, default=default_model_dir(), help="its folder")
    taste.add_argument("--outputs", type=Path, help="for songs held out (those in the cache)")
    taste.add_argument("--listeners", type=int, default=100, help="a kind and fold (%(default)s)")
    run_command = commands.add_parser(
        "run", help="a published system: train, judge on held-out folds, write a report"
    )
    recipes = run_command.add_subparsers(dest="recipe", required=True, metavar="RECIPE")
    for name, recipe in RECIPES.items():
        _add_recipe_options(recipes.add_parser(name, help=_first_line(recipe)), recipe)
    return root_parser


def _first_line(recipe: Recipe) -> str:
    text = sys.modules[type(recipe).__module__].__doc__ or ""
    return text.partition("\n")[0].replace("%", "%%")


def _add_common_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, required=True, help="folder of the training data")
    command.add_argument(
        "--cache", type=Path, default=DEFAULT_CACHE_DIR, help="what is made once (%(default)s)"
    )
    command.add_argument("--threads", type=int, default=2, help="of torch (%(default)s)")


def _add_held_out_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--oof", type=Path, help="outputs for held-out songs that `patchnet` wrote (in the cache)"
    )
    command.add_argument("--model", type=Path, default=default_model_dir(), help="its folder")


def _add_reports_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--reports", type=Path, default=Path("reports"), help="of the recipes (%(default)s)"
    )


def _add_recipe_options(command: argparse.ArgumentParser, recipe: Recipe) -> None:
    _add_common_options(command)
    command.add_argument("--out", type=Path, help="the report's folder (reports/RECIPE)")
    _add_folds_option(command)
    recipe.add_arguments(command)


def _add_folds_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--folds",
        type=_parse_folds,
        default=tuple(range(FOLDS)),
        help="held out in turn (0,1,2,3,4)",
    )


def _parse_folds(text: str) -> tuple[int, ...]:
    try:
        folds = tuple(dict.fromkeys(int(part) for part in text.split(",")))
    except ValueError:
        folds = ()
    if not folds or not set(folds) <= set(range(FOLDS)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of folds such as 0,1,4")
    return folds


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    argv : Sequence[str] | None, optional
        Arguments without the program's name; by default those of the process.

    Returns
    -------
    int
        Exit status: 0 on success, 2 if the data or a file is missing.
    """
    options = build_parser().parse_args(argv)
    if not (options.data / "q4" / "labels.csv").exists():
        print(f"{options.data} is not the folder of the training data.", file=sys.stderr)
        return 2
    torch.set_num_threads(options.threads)
    try:
        return COMMANDS.get(options.command, _moodnet)(options)
    except MoodtaggerError as error:
        print(error.full_message, file=sys.stderr)
        return 2


def _bundled(options: argparse.Namespace) -> int:
    """Evaluate or compare the network of patches by its outputs for held-out songs."""
    from moodtagger.training.evaluation import report

    job = report.ReportJob(options.data, _held_out_path(options), options.model, options.reports)
    if options.command == "compare":
        print(report.comparison_text(job))
        return 0
    print(report.evaluation_text(job, failures=options.failures))
    if options.card:
        _log(f"written: {report.write_card(job)}")
    return 0


def _held_out_path(options: argparse.Namespace) -> Path:
    folder = PatchJob(options.data, options.cache, _log).checkpoint_dir
    return options.oof or folder / "oof.npz"


def _moodnet(options: argparse.Namespace) -> int:
    if options.command == "evaluate" and _held_out_path(options).exists():
        return _bundled(options)
    job = TrainingJob(options.data, options.cache, _log, options.plain)
    if options.command == "evaluate":
        metrics = mean_and_sd(evaluate(job, prepare(job)).fold_metrics)
    else:
        out_of_fold_path = job.checkpoint_dir / OUT_OF_FOLD_FILE
        if options.command == "train":
            train(job, options.out)
        elif not out_of_fold_path.exists():
            evaluate(job, prepare(job))
        comparison = read_comparison(options.reports)
        card = complete_model_folder(
            options.out, OutOfFold.load(out_of_fold_path), job.data, job.cache, _log, comparison
        )
        metrics = {k: v for k, v in card["figures"].items() if isinstance(v, dict)}
    _print_metrics(metrics)
    return 0


def _patchnet(options: argparse.Namespace) -> int:
    settings = PatchSettings(passes=options.passes)
    job = PatchJob(options.data, options.cache, _log, settings, options.folds)
    inputs = prepare_patches(job)
    _print_metrics(mean_and_sd(evaluate_patches(job, inputs)))
    if len(options.folds) == FOLDS:
        _log(f"on all songs: {train_on_all(job, inputs)}")
    return 0


def _altered(options: argparse.Namespace) -> int:
    from moodtagger.training.moods.altered import evaluate_altered_songs

    settings = PatchSettings(passes=options.passes)
    job = PatchJob(options.data, options.cache, _log, settings, options.folds)
    rows = evaluate_altered_songs(job, prepare_patches(job), options.model, options.songs)
    for name, row in rows.items():
        print(f"{name:24}" + ", ".join(f"{key} {value:.3f}" for key, value in row.items()))
    return 0


def _plane(options: argparse.Namespace) -> int:
    from moodtagger.training.plots.plane import plot_plane

    name = f"moodnet {MODEL_VERSION}"
    plot_plane(options.before, options.outputs, name, options.data, options.cache, options.out)
    return 0


def _robustness(options: argparse.Namespace) -> int:
    from moodtagger.inference.predictor import Predictor
    from moodtagger.training.evaluation.robustness import robustness_metrics

    Predictor.use_one_thread()
    audio = options.data / "open" / "audio"
    found = robustness_metrics(
        options.model, audio, _log, songs=options.songs, chains=options.chains
    )
    for name, figures in found.items():
        print(f"{name}: {json.dumps(figures)}")
    return 0


def _run(options: argparse.Namespace) -> int:
    out = options.out or Path("reports") / options.recipe
    job = RecipeJob(options.data, options.cache, out, options.folds, options, _log)
    for name, result in run_recipe(RECIPES[options.recipe], job)["trials"].items():
        print(name)
        _print_metrics(result["figures"])
    return 0


def _compare(options: argparse.Namespace) -> int:
    if _held_out_path(options).exists():
        return _bundled(options)
    for name, recipe in RECIPES.items():
        out = options.reports / name
        if not (out / "report.json").exists():
            defaults_parser = argparse.ArgumentParser()
            _add_recipe_options(defaults_parser, recipe)
            recipe_options = defaults_parser.parse_args(["--data", str(options.data)])
            run_recipe(
                recipe,
                RecipeJob(
                    options.data, options.cache, out, recipe_options.folds, recipe_options, _log
                ),
            )
    job = TrainingJob(options.data, options.cache, _log)
    if not (job.checkpoint_dir / OUT_OF_FOLD_FILE).exists():
        evaluate(job, prepare(job))
    rows = compare_recipes(
        OutOfFold.load(job.checkpoint_dir / OUT_OF_FOLD_FILE), options.reports, options.reports
    )
    print(as_markdown(rows), end="")
    return 0


def _speech(options: argparse.Namespace) -> int:
    from moodtagger.training.speech.fit import fit_speech_detector

    found = fit_speech_detector(options.model, options.data, options.cache, options.recordings)
    for kind, result in found["kinds"].items():
        _log(f"{kind:10} {result['called_speech']} of {result['clips']} called speech")
    for line in found["music_called_speech"]:
        _log(f"  {line}")
    return 0


def _taste(options: argparse.Namespace) -> int:
    from moodtagger.training.taste_simulation import simulate

    outputs = options.outputs or PatchJob(options.data, options.cache, _log).checkpoint_dir
    if not (outputs / OUT_OF_FOLD_FILE).exists():
        print("There are no outputs for held-out songs; run patchnet first.", file=sys.stderr)
        return 2
    card = json.loads((options.model / "card.json").read_text(encoding="utf-8"))
    shift = QUADRANT_SIGNS @ np.array(card.get("plane", {}).get("bias", (0.0, 0.0)))
    taught = card.get("taught_calibration", card["calibration"])
    plane = shift, Calibration.from_dict(taught)
    simulate(outputs, options.data, plane, options.listeners, _log)
    return 0


def _moods(options: argparse.Namespace) -> int:
    from moodtagger.training.moods.fit import load_held_out
    from moodtagger.training.moods.write import write_moods

    held_out = load_held_out(options.outputs, options.data)
    report = write_moods(options.taught, options.out, held_out, options.version)
    print(suggestion_table(report))
    return 0


def _print_metrics(metrics: Mapping[str, Mapping[str, float]]) -> None:
    for name, value in metrics.items():
        # A single fold has no standard deviation.
        sd_text = "" if math.isnan(value["sd"]) else f" +- {value['sd']:.3f}"
        print(f"{name:18} {value['mean']:.3f}{sd_text}")


def _log(line: str) -> None:
    print(line, flush=True)


COMMANDS = {
    "run": _run,
    "compare": _compare,
    "speech": _speech,
    "taste": _taste,
    "patchnet": _patchnet,
    "moods": _moods,
    "altered": _altered,
    "plane": _plane,
    "robustness": _robustness,
}

if __name__ == "__main__":
    sys.exit(main())
