"""The options of the commands about networks: `train` and `models`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from moodtagger.core.model_name import RULE, is_model_name

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_networks(commands: _Commands) -> None:
    """Add both commands."""
    models = commands.add_parser("models", help="the installed networks")
    actions = models.add_subparsers(metavar="ACTION", required=True)
    _action(actions, "list", "which there are, and which one listens")
    use = _action(actions, "use", "listen with this one from now on ('bundled': the first one)")
    remove = _action(actions, "remove", "delete one of your own")
    for parser in (use, remove):
        parser.add_argument("name", metavar="NAME", type=model_name)


def _action(actions: _Commands, name: str, text: str) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=text)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=f"models:run_{name}")
    return parser


def model_name(text: str) -> str:
    """The name of a network; a path or anything else is bad usage."""
    if not is_model_name(text):
        raise argparse.ArgumentTypeError(f"{text!r} cannot be a network. {RULE}")
    return text
