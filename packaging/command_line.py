"""Write the documentation page of the command line from the argument parser.

Run in the repository: python packaging/command_line.py
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from moodtagger.cli.parser import build_parser

PAGE = Path(__file__).resolve().parent.parent / "resources" / "docs" / "command-line.md"
_INTRODUCTION = """# Command line

<!-- Made by packaging/command_line.py from the argument parser: change the texts there. -->

`moodtagger` without a command opens the window. In a clone, write `bash packaging/run.sh --` for
`moodtagger`. Commands end with 0 when all went well, 1 when something failed, and 2 when they were
called wrongly.
"""


def page() -> str:
    """Return the whole page."""
    parser = build_parser()
    parts = [_INTRODUCTION]
    for name, text, command in _commands(parser):
        parts.append(f"## {name}\n\n{_sentence(text)}\n")
        actions = list(_commands(command))
        if not actions:
            parts.append(_usage(command))
        elif table := _options(command):
            parts.append(table)
        for action, action_text, action_parser in actions:
            title = f"### {name} {action}"
            parts.append(f"{title}\n\n{_sentence(action_text)}\n\n{_usage(action_parser)}")
    return "\n".join(parts)


def _commands(
    parser: argparse.ArgumentParser,
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            texts = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, command in action.choices.items():
                yield name, texts.get(name, ""), command


def _usage(parser: argparse.ArgumentParser) -> str:
    words = [_argument(a) for a in parser._actions if not a.option_strings]
    usage = " ".join([parser.prog, *words])
    if any(a.option_strings and a.dest != "help" for a in parser._actions):
        usage += " [OPTIONS]"
    return f"```\n{usage}\n```\n" + (f"\n{table}" if (table := _options(parser)) else "")


def _options(parser: argparse.ArgumentParser) -> str:
    rows = [a for a in parser._actions if a.dest != "help" and (a.option_strings or a.help)]
    rows = [a for a in rows if not isinstance(a, argparse._SubParsersAction)]
    if not rows:
        return ""
    lines = [f"| {_names(a)} | {_text(a)} |" for a in rows]
    return "\n".join(["| option | what it does |", "|---|---|", *lines, ""])


def _names(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"`{_argument(action)}`".replace("|", "\\|")
    names = ", ".join(f"`{name}`" for name in action.option_strings)
    value = _argument(action)
    return (f"{names} `{value}`" if value else names).replace("|", "\\|")


def _argument(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    metavar = action.metavar
    if isinstance(metavar, tuple):
        return " ".join(metavar)
    if metavar is None:
        choices = [str(choice) for choice in action.choices or () if str(choice)]
        metavar = "|".join(choices) or action.dest.upper()
    many = {"*": f"[{metavar} ...]", "+": f"{metavar} [...]", "?": f"[{metavar}]"}
    return many.get(str(action.nargs), metavar)


def _text(action: argparse.Action) -> str:
    text = (action.help or "") % vars(action)
    return text.replace("|", "\\|").replace("*", "\\*")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
