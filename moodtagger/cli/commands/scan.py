"""`moodtagger scan`: folders into the library, only what is new or changed."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from threading import Event

from moodtagger.cli.output import ProgressLine, print_error, print_json, row_dict
from moodtagger.cli.performance import limits_from_arguments, pause_on_battery
from moodtagger.cli.session import open_service
from moodtagger.core.tracks import SongRow
from moodtagger.services.library_service import LibraryService
from moodtagger.services.scan.scanner import ScanSummary


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Scan with a progress line; the summary names each failed file and why."""
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
    """Scan with the progress on standard error."""

    def show(rows: list[SongRow]) -> None:
        for row in rows if json else ():
            print_json(row_dict(row))

    line = ProgressLine()
    summary = service.scan(
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
    """Say what the scan did."""
    for path, sentence in summary.failed:
        print_error(sentence, path)
    print(
        f"{summary.found} songs: {summary.analysed} heard now, {summary.unchanged} unchanged, "
        f"{summary.absent} absent, {len(summary.failed)} failed."
    )
    if summary.failed_before:
        print(f"{summary.failed_before} failed in an earlier scan and have not changed since.")
    if summary.cancelled:
        print("Stopped. Scan again to go on where it ended.")
