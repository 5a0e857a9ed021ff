"""Take the screenshots of the README, with the demo songs and with 2,000 synthetic ones.

Run in the repository: python packaging/screenshots.py [FOLDER]
Needs no display (Qt draws offscreen); each screenshot is taken in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moodtagger.core.tracks import SongRow
    from moodtagger.ui.main_window.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
SIZE = (1440, 900)
# name, theme, number of synthetic songs (0: the demo songs), page
SCREENSHOTS = [
    ("demo-light", "light", 0, "songs"),
    ("demo-dark", "dark", 0, "review"),
    ("similar-light", "light", 0, "alike"),
    ("library-2000-light", "light", 2000, "songs"),
    ("library-2000-dark", "dark", 2000, "songs"),
    ("set-dark", "dark", 500, "set"),
]


def main(folder: Path) -> None:
    """Take every screenshot."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name, theme, songs, page in SCREENSHOTS:
            environment = {
                **os.environ,
                "MOODTAGGER_HOME": f"{home}/{songs}",
                "QT_QPA_PLATFORM": "offscreen",
                "PYTHONPATH": str(ROOT),
            }
            out = folder / f"{name}.png"
            command = [sys.executable, __file__, "--one", str(out), theme, str(songs), page]
            subprocess.run(command, env=environment, check=True, timeout=300)
            print(out)


def take_screenshot(out: Path, theme_name: str, songs: int, page: str) -> None:
    """Open the window, wait until it is idle, select a song, and save a screenshot."""
    from moodtagger import app as composition
    from moodtagger.services.demo_library import demo_folder
    from moodtagger.ui import theme

    targets = [str(demo_folder())] if not songs else []
    if songs:
        _fill_library(songs)
    app = composition.make_application()
    window = composition.make_window(app)
    theme.apply_theme(app, theme_name)  # type: ignore[arg-type]
    window.resize(*SIZE)
    window.show()
    window.start(targets)
    wait_for_songs(window, songs or 12)
    select_song(window)
    window.views.show_page(page)
    if page == "set":
        build_set(window)
    run_event_loop(6_000)
    for message in window.views.messages.messages():  # of the scan
        message.dismiss()
    run_event_loop(500)
    window.grab().save(str(out))
    window.close()
    window.context.runner.shut_down_and_wait(window.closing_work())


def build_set(window: MainWindow) -> None:
    """Build a set of an hour and a half, and select one of its steps."""
    page = window.dj_set.page
    page.rules_panel.build_button.click()
    for _ in range(60):
        run_event_loop(500)
        if page.table.steps.steps:
            break
    page.table.selectRow(4)


def run_event_loop(milliseconds: int) -> None:
    """Run the event loop; unlike QTest.qWait this releases the GIL for worker threads."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for_songs(window: MainWindow, songs: int) -> None:
    """Wait until that many songs are analyzed."""
    for _ in range(240):
        if sum(row.valence is not None for row in _visible_rows(window)) >= songs:
            return
        run_event_loop(500)
    raise SystemExit("the songs did not appear")


def select_song(window: MainWindow) -> None:
    """Select a song with many proposed moods."""
    row = max(_visible_rows(window), key=lambda row: (len(row.proposed), row.confidence or 0))
    window.library.select({row.track_id})


def _visible_rows(window: MainWindow) -> list[SongRow]:
    table = window.views.table
    rows = (table.song(track_id) for track_id in table.shown_ids())
    return [row for row in rows if row is not None]


def _fill_library(songs: int) -> None:
    from moodtagger.paths import default_model_dir, library_path
    from moodtagger.services.active_model import model_info
    from moodtagger.store import open_library
    from tests.support.synthetic_library import add_synthetic_songs

    if library_path().exists():
        return
    model = model_info(default_model_dir())
    with open_library(library_path()) as library:
        add_synthetic_songs(library, songs, model.vocabulary, model.name)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        take_screenshot(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5])
    else:
        main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "resources" / "screenshots")
