"""`python -m moodtagger.training train|evaluate --data DIR`: make and judge the bundled network."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs
import torch

from moodtagger.paths import APP_NAME, default_model_dir
from moodtagger.training.evaluate import mean_and_sd
from moodtagger.training.moodnet import Job, evaluate, prepare, train


def parser() -> argparse.ArgumentParser:
    """The command's arguments."""
    cache = Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False)) / "training"
    out = argparse.ArgumentParser(prog="python -m moodtagger.training", description=__doc__)
    commands = out.add_subparsers(dest="command", required=True)
    for name, text in (
        ("train", "train on all folds and on everything; write weights, card and vocabulary"),
        ("evaluate", "the five-fold figures only (quick when a training run left its folds)"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--data", type=Path, required=True, help="folder of the training data")
        command.add_argument(
            "--cache", type=Path, default=cache, help="spectrograms and checkpoints (%(default)s)"
        )
        command.add_argument("--plain", action="store_true", help="without the teacher's lesson")
        command.add_argument("--threads", type=int, default=2, help="of torch (%(default)s)")
        if name == "train":
            command.add_argument(
                "--out", type=Path, default=default_model_dir(), help="the model's folder"
            )
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when done, 2 on a folder that is not there."""
    options = parser().parse_args(argv)
    if not (options.data / "q4" / "labels.csv").exists():
        print(f"{options.data} is not the folder of the training data.", file=sys.stderr)
        return 2
    torch.set_num_threads(options.threads)
    job = Job(options.data, options.cache, _log, options.plain)
    if options.command == "train":
        figures = train(job, options.out)["figures"]
    else:
        figures = mean_and_sd(evaluate(job, prepare(job)).folds)
    for name, value in figures.items():
        if isinstance(value, dict):
            print(f"{name:18} {value['mean']:.3f} +- {value['sd']:.3f}")
    return 0


def _log(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
