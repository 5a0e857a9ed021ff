"""`moodtagger gui`: the window, or the same job in the terminal where there is no display."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from threading import Event

from moodtagger.cli.opening import open_service
from moodtagger.cli.output import complain, print_table
from moodtagger.cli.scan import print_summary, scan
from moodtagger.paths import use_demo_home
from moodtagger.services.demo import demo_folder

MAP_FILE = "moodtagger-map.png"


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Open the window on a folder, a file, the demo songs, or the library as it is."""
    target = Path(arguments.target).absolute() if arguments.target else None
    if target is not None and not target.exists():
        complain("There is no such file or folder.", str(target))
        return 2
    if arguments.demo:
        use_demo_home()
        target = demo_folder()
    if has_display():
        from moodtagger.app import run_gui

        return run_gui(target)
    return _in_the_terminal(target, cancel)


def has_display() -> bool:
    """Whether a window can be opened."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _in_the_terminal(target: Path | None, cancel: Event) -> int:
    """Scan the folder, print its songs and moods, draw the map, and say how to get the window."""
    from moodtagger.app import render_map_png

    with open_service() as service:
        status = 0
        if target is not None and not service.read_only:
            summary = scan(service, [str(target)], cancel)
            print_summary(summary)
            status = 1 if summary.failed or summary.cancelled else 0
        elif service.read_only:
            complain(service.busy_message)
        rows = [r for r in service.rows() if target is None or Path(r.path).is_relative_to(target)]
        vocabulary = service.vocabulary()
    print_table(rows)
    out = Path.cwd() / MAP_FILE
    render_map_png(rows, vocabulary, out, (1200, 1000), dark=False)
    print(f"\nThe map of these songs: {out}")
    print("There is no display here. For the window, start this again in a desktop session,")
    print("or over ssh with X forwarding (ssh -X).")
    return status
