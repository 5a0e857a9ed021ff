"""Take screenshots of every page and dialog, the first run and a failure, in several variants.

Run in the repository: python packaging/views.py FOLDER [VARIANT ...]
Needs no display (Qt draws offscreen). The screenshots are for visual review: clipped texts and
layout problems. Dialogs are found through the actions that open them, so new ones are included.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from screenshots import ROOT, run_event_loop, select_song, wait_for_songs

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from moodtagger.ui.main_window.window import MainWindow

# name: theme, scale, size, language
VARIANTS = {
    "light": ("light", "1", (1440, 900), "en"),
    "dark": ("dark", "1", (1440, 900), "en"),
    "contrast": ("contrast-dark", "1", (1440, 900), "en"),
    "double": ("light", "2", (1100, 700), "en"),
    "german": ("dark", "1", (1440, 900), "de"),
}
# Actions that open native dialogs, in both languages.
FILE_DIALOGS = re.compile("folder|file|playlist|ordner|datei|wiedergabeliste", re.IGNORECASE)


def main(folder: Path, variants: list[str]) -> None:
    """Take the screenshots of each variant in a process of its own."""
    for variant in variants:
        theme, scale, _, language = VARIANTS[variant]
        out = folder / variant
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as home:
            _write_settings(Path(home), theme, language)
            environment = {
                **os.environ,
                "MOODTAGGER_HOME": home,
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": scale,
                "PYTHONPATH": str(ROOT),
            }
            command = [sys.executable, __file__, str(out), variant, "--one"]
            subprocess.run(command, env=environment, check=True, timeout=900)


def _write_settings(home: Path, theme: str, language: str) -> None:
    from moodtagger import settings

    chosen_settings = settings.Settings(theme=theme, language=language)
    settings.save(chosen_settings, home / "settings.json")


def take_screenshots(out: Path, variant: str) -> None:
    """Take screenshots of the first run, then of every page and dialog with the demo songs."""
    from moodtagger import app as composition

    app = composition.make_application()
    window = composition.make_window(app)
    window.resize(*VARIANTS[variant][2])
    window.show()
    window.start()
    while window.context.service is None:
        run_event_loop(100)
    run_event_loop(500)
    window.grab().save(str(out / "first run.png"))
    with tempfile.TemporaryDirectory() as music:
        window.drops.open_paths([_copy_demo_songs(Path(music))])
        wait_for_songs(window, 12)
        select_song(window)
        window.tagging.accept_shown()
        run_event_loop(5000)
        for name, widget in _pages(window):
            _grab(widget, out / f"page {name}.png")
        for action in window.actions_.all():
            _grab_dialogs(window, action, out)
        window.views.problem.show_problem("The library file is damaged.")
        window.views.show_screen(window.views.problem)
        _grab(window, out / "problem.png")
    window.close()
    window.context.runner.shut_down_and_wait(window.closing_work())


def _copy_demo_songs(folder: Path) -> str:
    from moodtagger.services.demo_library import demo_folder

    return str(shutil.copytree(demo_folder(), folder / "Music"))


def _pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    pages = window.views.bottom_tabs
    for index in range(pages.count()):
        pages.setCurrentIndex(index)
        run_event_loop(1500)
        yield pages.tabText(index).lower(), window
    pages.setCurrentIndex(0)


def _grab_dialogs(window: MainWindow, action: QAction, out: Path) -> None:
    """Trigger an action that opens a dialog, and take screenshots of it."""
    text = action.text().replace("&", "")
    if not action.isEnabled() or FILE_DIALOGS.search(text):
        return
    if not text.endswith("\N{HORIZONTAL ELLIPSIS}") and action is not window.actions_.shortcuts:
        return
    action.trigger()
    run_event_loop(1500)
    for dialog in _open_dialogs():
        for suffix, widget in _tabs(dialog):
            _grab(widget, out / f"dialog {_file_name(text)}{suffix}.png")
        dialog.close()
    run_event_loop(300)


def _open_dialogs() -> list[QWidget]:
    from PySide6.QtWidgets import QApplication, QDialog

    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def _tabs(dialog: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Yield the dialog once for each of its tabs or pages, with a suffix for the file name."""
    from PySide6.QtWidgets import QListWidget, QStackedWidget, QTabWidget

    tabs = dialog.findChild(QTabWidget)
    stack, page_list = dialog.findChild(QStackedWidget), dialog.findChild(QListWidget)
    if tabs is not None:
        for index in range(tabs.count()):
            tabs.setCurrentIndex(index)
            yield f" {_file_name(tabs.tabText(index))}", dialog
    elif stack is not None and page_list is not None and page_list.count() == stack.count():
        for index in range(page_list.count()):
            page_list.setCurrentRow(index)
            yield f" {_file_name(page_list.item(index).text())}", dialog
    else:
        yield "", dialog


def _file_name(text: str) -> str:
    return re.sub(r"[^\w ]", "", text.replace("&", "")).strip().lower()


def _grab(widget: QWidget, path: Path) -> None:
    run_event_loop(500)
    widget.grab().save(str(path))
    print(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("variant", nargs="*", help=f"of {', '.join(VARIANTS)}; all by default")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.variant) - set(VARIANTS):
        parser.error(f"no such variant: {', '.join(sorted(unknown))}")
    if options.one:
        take_screenshots(options.folder, options.variant[0])
    else:
        main(options.folder, options.variant or list(VARIANTS))
