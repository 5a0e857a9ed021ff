"""`moodtagger scan`, and `gui` where there is no display: scan folders into the library."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from threading import Event

from moodtagger.cli.commands.library import open_service
from moodtagger.cli.output import (
    ProgressLine,
    print_error,
    print_json,
    print_table,
    printable,
    row_dict,
)
from moodtagger.cli.performance import limits_from_arguments, pause_on_battery
from moodtagger.core.tracks import SongRow
from moodtagger.services.exports import unused_name, write_export
from moodtagger.services.library_service import LibraryService
from moodtagger.services.scan.discovery import real_path
from moodtagger.services.scan.summary import ScanSummary


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Scan with a progress line, and print a summary with each failed file."""
    with (
        open_service(write=True, limits=limits_from_arguments(arguments)) as service,
        pause_on_battery(arguments) as pause,
    ):
        summary = scan(
            service,
            arguments.folders,
            cancel,
            exclude=arguments.exclude,
            json=arguments.json,
            pause=pause,
        )
    if arguments.json:
        print_json({"summary": asdict(summary)})
    else:
        print_summary(summary)
    return 1 if summary.failed or summary.cancelled else 0


def scan(
    service: LibraryService,
    folders: list[str],
    cancel: Event,
    *,
    exclude: list[str] | None = None,
    json: bool = False,
    pause: Event | None = None,
) -> ScanSummary:
    """Scan folders with the progress on standard error."""

    def show(rows: list[SongRow]) -> None:
        for row in rows if json else ():
            print_json(row_dict(row))

    line = ProgressLine()
    summary = service.analysis.scan(
        folders,
        exclude=exclude or [],
        on_progress=line.show,
        on_rows=show,
        cancel=cancel,
        pause=pause,
    )
    line.finish()
    return summary


def print_summary(summary: ScanSummary) -> None:
    """Print what the scan did."""
    for path, message in summary.failed:
        print_error(message, path)
    print(
        f"{summary.found} songs: {summary.analysed} heard now, {summary.unchanged} unchanged, "
        f"{summary.known_audio} with known audio, {len(summary.failed)} failed; "
        f"{summary.absent} absent."
    )
    if summary.failed_before:
        print(f"{summary.failed_before} failed in an earlier scan and have not changed since.")
    if summary.cancelled:
        print("Stopped. Scan again to go on where it ended.")


MAP_FILE = "moodtagger-map.png"


def run_headless(targets: Sequence[Path], cancel: Event) -> int:
    """Scan the folders, print their songs, draw the map, and explain how to get the window."""
    from moodtagger.app import map_png

    roots = [real_path(target) for target in targets]
    with open_service() as service:
        status = 0
        if targets and not service.read_only:
            summary = scan(service, [str(target) for target in targets], cancel)
            print_summary(summary)
            status = 1 if summary.failed or summary.cancelled else 0
        elif service.read_only:
            print_error(service.busy_message)
        rows = [row for row in service.tracks.rows() if not roots or _is_inside(row.path, roots)]
        vocabulary = service.preferences.vocabulary()
    print_table(rows)
    out = unused_name(Path.cwd() / MAP_FILE)  # nobody can be asked whether to replace another one
    write_export(out, map_png(rows, vocabulary))
    print(f"\nThe map of these songs: {printable(str(out))}")
    print("There is no display here. For the window, start this again in a desktop session,")
    print("or over ssh with X forwarding (ssh -X).")
    return status


def _is_inside(path: str, roots: Sequence[str]) -> bool:
    return any(Path(path).is_relative_to(root) for root in roots)
