"""`moodtagger train`: fine-tune a model on the user's own songs."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from threading import Event

from moodtagger import paths
from moodtagger.cli.commands.library import open_service
from moodtagger.cli.output import ProgressLine, count_text, print_error, print_json, printable
from moodtagger.core.errors import CancelledError, TrainingCsvError
from moodtagger.core.tracks import JobProgress
from moodtagger.services.active_model import BUNDLED
from moodtagger.services.finetuning.decision_table import SOURCE, table_from_decisions
from moodtagger.services.finetuning.report import skipped_mood_messages
from moodtagger.services.finetuning.run import FineTuneRequest, FineTuneResult, fine_tune
from moodtagger.services.finetuning.training_csv import TrainingTable, find_table, read_table

DEFAULT_NAME = "own"


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Fine-tune and install a model; return 1 when rows were bad or nothing was installed."""
    name = arguments.name or _unused_name()
    if name == BUNDLED or (paths.models_dir() / name).exists():
        print_error(f"“{name}” is the model that ships with moodtagger. Choose another --name.")
        return 2
    try:
        source, table = _labeled_songs(arguments)
    except TrainingCsvError as error:
        print_error(error.full_message, error.path)
        return 2
    request = FineTuneRequest(
        arguments.start, name, arguments.passes, arguments.force, arguments.jobs
    )
    try:
        result = _fine_tune(table, request, cancel)
    except CancelledError:
        print_error("Stopped. Run the same command to resume.")
        return 1
    _print_row_errors(result, source, arguments.json)
    if arguments.json:
        print_json(result.report | {"installed": result.folder is not None})
    else:
        _print_result(result, name)
    if result.failure_reason:
        print_error(result.failure_reason)
    return 1 if result.row_errors or result.folder is None else 0


def _labeled_songs(arguments: argparse.Namespace) -> tuple[str, TrainingTable]:
    """Return the songs to learn from, and what to call their source in messages."""
    if arguments.from_decisions:
        with open_service(profile=arguments.profile) as service:
            return SOURCE, table_from_decisions(service.tracks.rows())
    path = find_table(Path(arguments.data))
    return path.name, read_table(path)


def _unused_name() -> str:
    """Return `own`, `own-2`, ...: a default name never replaces a model."""
    number, name = 1, DEFAULT_NAME
    while (paths.user_models_dir() / name).exists():
        number += 1
        name = f"{DEFAULT_NAME}-{number}"
    return name


def _fine_tune(table: TrainingTable, request: FineTuneRequest, cancel: Event) -> FineTuneResult:
    lines: dict[str, ProgressLine] = {}

    def show(unit: str, progress: JobProgress) -> None:
        if unit not in lines:
            _finish_last_line(lines)
            lines[unit] = ProgressLine(unit)
        lines[unit].show(progress)

    try:
        return fine_tune(table, request, show, cancel)
    finally:
        _finish_last_line(lines)


def _finish_last_line(lines: dict[str, ProgressLine]) -> None:
    for line in list(lines.values())[-1:]:
        line.finish()


def _print_row_errors(result: FineTuneResult, table: str, as_json: bool) -> None:
    for row_error in result.row_errors:
        if as_json:
            print_json(asdict(row_error))
        else:
            song = f"{row_error.song}: " if row_error.song else ""
            place = table if table == SOURCE else f"{table}, line {row_error.line}"
            print_error(f"{song}{row_error.reason}", place)
    for message in () if as_json else skipped_mood_messages(result.skipped_moods):
        print_error(message)


def _print_result(result: FineTuneResult, name: str) -> None:
    if result.cached_count:
        songs = count_text(result.cached_count, "song")
        print(f"Reused from an earlier run: {songs}.")
    print(printable_lines(result.report_text), end="")
    if result.folder is not None:
        print(f"\n{name} {result.report['version']}: {printable(str(result.folder))}")
        print(f"To use it: moodtagger models use {_quoted(name)}")


def printable_lines(text: str) -> str:
    """Return the text with every line made printable."""
    return "".join(printable(line) + "\n" for line in text.splitlines())


def _quoted(name: str) -> str:
    return f"'{name}'" if " " in name else name
