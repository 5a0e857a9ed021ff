"""`moodtagger gui`: the window, or the same job in the terminal where there is no display."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from threading import Event

from moodtagger.cli.output import print_error, printable
from moodtagger.services.demo_library import demo_folder
from moodtagger.services.desktop_integration import integrate, remove_integration

_DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Open the window with folders, files, the demo songs, or just the library."""
    targets = [Path(target).absolute() for target in arguments.targets]
    for target in targets:
        if not target.exists():
            print_error("No such file or folder.", str(target))
            return 2
    if has_display():
        from moodtagger.app import run_gui

        return run_gui(targets, demo=arguments.demo)
    from moodtagger.cli.commands.scan import run_headless

    if arguments.demo:
        targets.append(demo_folder())
    return run_headless(targets, cancel)


def run_integrate(arguments: argparse.Namespace, cancel: Event) -> int:
    """Add the program to the applications menu of the desktop, or take it out again."""
    paths = remove_integration() if arguments.remove else integrate()
    action = "removed" if arguments.remove else "written"
    for path in paths:
        print(f"{action}: {printable(str(path))}")
    if not paths:
        print("moodtagger is not in the applications menu.")
    return 0


def has_display() -> bool:
    """Return whether a window can be opened."""
    if sys.platform in {"win32", "darwin"}:
        return True
    if not any(os.environ.get(name) for name in _DISPLAY_VARIABLES):
        return False
    from moodtagger.app import display_works

    return display_works()
