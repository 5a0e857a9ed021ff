"""`moodtagger train`: teach a network one's own songs."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from threading import Event

from moodtagger import paths
from moodtagger.cli.output import ProgressLine, complain, print_json, printable
from moodtagger.core.errors import CancelledError, TableError
from moodtagger.core.tracks import Progress
from moodtagger.services.finetuning.report import left_out_sentences
from moodtagger.services.finetuning.run import Learned, Wish, learn
from moodtagger.services.finetuning.training_csv import SongTable, find_table, read_table
from moodtagger.services.models.active import BUNDLED

DEFAULT_NAME = "own"


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Learn, report, install. Status 1 when rows were bad or nothing was installed."""
    name = arguments.name or _free_name()
    if name == BUNDLED or (paths.models_dir() / name).exists():
        complain(f"“{name}” is the network that ships with moodtagger. Choose another --name.")
        return 2
    try:
        path = find_table(Path(arguments.data))
        table = read_table(path)
    except TableError as error:
        complain(error.sentence, error.path)
        return 2
    wish = Wish(arguments.start, name, arguments.passes, arguments.force, arguments.jobs)
    try:
        learned = _learn(table, wish, cancel)
    except CancelledError:
        complain("Stopped. The same command goes on from here.")
        return 1
    _tell_faults(learned, path.name, arguments.json)
    if arguments.json:
        print_json(learned.report | {"installed": learned.folder is not None})
    else:
        _tell(learned, name)
    if learned.reason:
        complain(learned.reason)
    return 1 if learned.faults or learned.folder is None else 0


def _free_name() -> str:
    """`own`, `own-2`, ...: without a wish no network takes another's place."""
    number, name = 1, DEFAULT_NAME
    while (paths.own_models_dir() / name).exists():
        number += 1
        name = f"{DEFAULT_NAME}-{number}"
    return name


def _learn(table: SongTable, wish: Wish, cancel: Event) -> Learned:
    lines: dict[str, ProgressLine] = {}

    def show(unit: str, progress: Progress) -> None:
        if unit not in lines:
            _finish(lines)
            lines[unit] = ProgressLine(unit)
        lines[unit].show(progress)

    try:
        return learn(table, wish, show, cancel)
    finally:
        _finish(lines)


def _finish(lines: dict[str, ProgressLine]) -> None:
    for line in list(lines.values())[-1:]:
        line.finish()


def _tell_faults(learned: Learned, table: str, as_json: bool) -> None:
    for fault in learned.faults:
        if as_json:
            print_json(asdict(fault))
        else:
            song = f"{fault.song}: " if fault.song else ""
            complain(f"{song}{fault.reason}", f"{table}, line {fault.line}")
    for sentence in () if as_json else left_out_sentences(learned.left_out):
        complain(sentence)


def _tell(learned: Learned, name: str) -> None:
    if learned.known:
        print(f"{learned.known} songs were known from an earlier run.")
    print(printable_lines(learned.text), end="")
    if learned.folder is not None:
        print(f"\n{name} {learned.report['version']}: {printable(str(learned.folder))}")
        print(f"To listen with it: moodtagger models use {_quoted(name)}")


def printable_lines(text: str) -> str:
    """The text with every character but line ends made harmless."""
    return "".join(printable(line) + "\n" for line in text.splitlines())


def _quoted(name: str) -> str:
    return f"'{name}'" if " " in name else name
