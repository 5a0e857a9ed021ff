"""Argument types, and the options of the commands about models."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from moodtagger.core.options import MODEL_NAME_RULE, is_model_name
from moodtagger.core.vocabulary import PRECISIONS


def positive_int(text: str) -> int:
    """Parse an integer of at least 1."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def path_pair(text: str) -> tuple[str, str]:
    """Parse two paths with an equals sign between them."""
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise argparse.ArgumentTypeError(f"{text!r} is not OLD=NEW")
    return old, new


def whole_number(text: str) -> int:
    """Parse an integer of at least 0."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def coordinate(text: str) -> float:
    """Parse a number from -1 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = 2.0
    if not -1 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from -1 to 1")
    return value


def bpm_range(text: str) -> tuple[float, float]:
    """Parse a range of tempo such as 85-175, whose end is at most 500."""
    match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?)-([0-9]{1,3}(?:\.[0-9]+)?)", text)
    low, high = map(float, match.groups()) if match else (0.0, 0.0)
    if not 20.0 <= low < high <= 500.0:
        raise argparse.ArgumentTypeError(f"{text!r} is no range such as 85-175")
    return low, high


def nonempty_path(text: str) -> str:
    """Accept the path of a file or folder that is not empty."""
    if not text:  # as from an unset variable of a script; it must not mean the current folder
        raise argparse.ArgumentTypeError("an empty name is not a file or folder")
    return text


_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t"}


def add_csv_options(parser: argparse.ArgumentParser) -> None:
    """Add what spreadsheets of other countries expect of a CSV file."""
    parser.add_argument(
        "--delimiter",
        type=_delimiter,
        default=",",
        metavar="CHAR",
        help="CSV column separator: a character, or tab (default: ,)",
    )
    parser.add_argument(
        "--decimal",
        choices=[".", ","],
        default=".",
        help="CSV decimal mark (default: .)",
    )
    parser.add_argument(
        "--guard-formulas",
        action="store_true",
        help="put ' before CSV text that a spreadsheet would evaluate",
    )


def _delimiter(text: str) -> str:
    delimiter = _DELIMITERS.get(text.lower(), text)
    if len(delimiter) != 1 or delimiter.isalnum() or delimiter in '"\r\n \0.':
        raise argparse.ArgumentTypeError(f"{text!r} can't separate columns")
    return delimiter


def add_profile_option(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add whose decisions count."""
    parser.add_argument(
        "--profile",
        type=str.strip,
        default=default,
        metavar="NAME",
        help="whose decisions count ('': the default profile; default: as in the settings)",
    )


def add_taste_command(commands: _Commands) -> None:
    """Add the command `taste` with its actions."""
    taste = commands.add_parser("taste", help="what the program learned from your decisions")
    add_profile_option(taste)
    taste.add_argument("--json", action="store_true", help="print one JSON object per line")
    taste.set_defaults(run="taste:run_show")
    actions = taste.add_subparsers(metavar="ACTION", dest="action")
    for name, text in (
        ("on", "adjust suggestions and positions to your decisions"),
        ("off", "show the answers of the model alone; decisions are kept"),
    ):
        actions.add_parser(name, help=text).set_defaults(run="taste:run_switch")
    export = actions.add_parser("export", help="write all decisions into a file")
    export.add_argument("file", metavar="FILE.json", type=nonempty_path)
    export.add_argument(
        "--force", action="store_true", help="replace a file that moodtagger did not write"
    )
    export.set_defaults(run="taste:run_export")
    import_ = actions.add_parser("import", help="learn from the decisions in such a file too")
    import_.add_argument("file", nargs="?", metavar="FILE.json", type=nonempty_path)
    import_.add_argument("--none", action="store_true", help="forget what was imported")
    import_.set_defaults(run="taste:run_import")
    profiles = actions.add_parser("profiles", help="the people who share this library")
    change = profiles.add_mutually_exclusive_group()
    change.add_argument("--add", metavar="NAME", help="a new one, without decisions")
    change.add_argument("--remove", metavar="NAME", help="with all its decisions")
    change.add_argument("--use", metavar="NAME", help="from now on ('': the default profile)")
    profiles.set_defaults(run="taste:run_profiles")
    profiles.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print one JSON object per line",
    )
    for action in (export, import_):  # after the action as before it
        add_profile_option(action, argparse.SUPPRESS)


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_PRECISION_VALUES = ", ".join(map(str, PRECISIONS))


def add_model_commands(commands: _Commands) -> None:
    """Add the commands `train`, `precision` and `models`."""
    _add_train_command(commands)
    _add_precision_command(commands)
    models = commands.add_parser("models", help="manage installed models")
    actions = models.add_subparsers(metavar="ACTION", required=True)
    _add_models_action(actions, "list", "list models and show the one in use")
    use = _add_models_action(
        actions, "use", "use this model from now on ('bundled': the one that ships with moodtagger)"
    )
    remove = _add_models_action(actions, "remove", "delete a model you trained")
    for parser in (use, remove):
        parser.add_argument("name", metavar="NAME", type=model_name)


def _add_train_command(commands: _Commands) -> None:
    train = commands.add_parser("train", help="train a model with your own songs and moods")
    source = train.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--from-decisions",
        action="store_true",
        help="your accepted moods and corrected positions, instead of a table",
    )
    add_profile_option(train)
    source.add_argument(
        "--data",
        metavar="DIR|FILE.csv",
        type=nonempty_path,
        help="a table path,moods[,valence,arousal], or the folder with it",
    )
    train.add_argument(
        "--from",
        dest="start",
        default="bundled",
        metavar="NAME",
        type=model_name,
        help="the model to start from (default: %(default)s)",
    )
    train.add_argument(
        "--name", metavar="NAME", type=model_name, help="name of the new model (default: own)"
    )
    train.add_argument(
        "--passes",
        type=positive_int,
        default=60,
        metavar="N",
        help="maximum number of passes over the songs (default: %(default)s)",
    )
    train.add_argument(
        "--force", action="store_true", help="install it even if held-out songs get worse"
    )
    train.add_argument(
        "--jobs",
        type=positive_int,
        metavar="N",
        help="number of processes (default: half the cores)",
    )
    train.add_argument("--json", action="store_true", help="print one JSON object per line")
    train.set_defaults(run="train:run")


def _add_precision_command(commands: _Commands) -> None:
    precision = commands.add_parser(
        "precision", help="how accurate suggestions must be, and which moods reach that"
    )
    precision.add_argument(
        "value",
        nargs="?",
        type=_precision_value,
        metavar="VALUE",
        help=f"set to one of {_PRECISION_VALUES} (default: only show)",
    )
    precision.add_argument("--json", action="store_true", help="print one JSON object per line")
    precision.set_defaults(run="models:run_precision")


def _precision_value(text: str) -> float:
    for precision in PRECISIONS:
        if text.strip() == str(precision):
            return precision
    raise argparse.ArgumentTypeError(f"{text!r} is not one of {_PRECISION_VALUES}")


def _add_models_action(actions: _Commands, name: str, text: str) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=text)
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")
    parser.set_defaults(run=f"models:run_{name}")
    return parser


def model_name(text: str) -> str:
    """Accept the name of a model, but no path."""
    if not is_model_name(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} can't be the name of a model. {MODEL_NAME_RULE}"
        )
    return text


TEMPO_FACTORS = {"half": 0.5, "double": 2.0}


def tempo_correction(text: str) -> str | float:
    """Parse beats per minute, or a word of `TEMPO_FACTORS`, or "back"."""
    if text in TEMPO_FACTORS or text == "back":
        return text
    try:
        bpm = float(text)
    except ValueError:
        bpm = 0.0
    if not 20.0 <= bpm <= 400.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not half, double, back or 20 to 400 BPM")
    return bpm
