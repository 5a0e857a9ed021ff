"""The window's job where there is no display: scan, print the table, draw the map."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from moodtagger.cli.opening import open_service
from moodtagger.cli.output import complain, print_table
from moodtagger.cli.scan import print_summary, scan
from moodtagger.services.walk import real_path

MAP_FILE = "moodtagger-map.png"


def show_in_terminal(target: Path | None, cancel: Event) -> int:
    """Scan the folder, print its songs and moods, draw the map, and say how to get the window."""
    from moodtagger.app import render_map_png

    place = None if target is None else real_path(target)
    with open_service() as service:
        status = 0
        if target is not None and not service.read_only:
            summary = scan(service, [str(target)], cancel)
            print_summary(summary)
            status = 1 if summary.failed or summary.cancelled else 0
        elif service.read_only:
            complain(service.busy_message)
        rows = [r for r in service.rows() if place is None or Path(r.path).is_relative_to(place)]
        vocabulary = service.vocabulary()
    print_table(rows)
    out = Path.cwd() / MAP_FILE
    render_map_png(rows, vocabulary, out, (1200, 1000), dark=False)
    print(f"\nThe map of these songs: {out}")
    print("There is no display here. For the window, start this again in a desktop session,")
    print("or over ssh with X forwarding (ssh -X).")
    return status
