"""The window's job where there is no display: scan, print the table, draw the map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from moodtagger.cli.commands.scan import print_summary, scan
from moodtagger.cli.output import print_error, print_table
from moodtagger.cli.session import open_service
from moodtagger.services.scan.discovery import real_path

MAP_FILE = "moodtagger-map.png"


def run_headless(targets: Sequence[Path], cancel: Event) -> int:
    """Scan the folders, print its songs and moods, draw the map, and say how to get the window."""
    from moodtagger.app import render_map_png

    roots = [real_path(target) for target in targets]
    with open_service() as service:
        status = 0
        if targets and not service.read_only:
            summary = scan(service, [str(target) for target in targets], cancel)
            print_summary(summary)
            status = 1 if summary.failed or summary.cancelled else 0
        elif service.read_only:
            print_error(service.busy_message)
        rows = [row for row in service.rows() if not roots or _is_inside(row.path, roots)]
        vocabulary = service.vocabulary()
    print_table(rows)
    out = Path.cwd() / MAP_FILE
    render_map_png(rows, vocabulary, out, (1200, 1000), dark=False)
    print(f"\nThe map of these songs: {out}")
    print("There is no display here. For the window, start this again in a desktop session,")
    print("or over ssh with X forwarding (ssh -X).")
    return status


def _is_inside(path: str, roots: Sequence[str]) -> bool:
    return any(Path(path).is_relative_to(place) for place in roots)
