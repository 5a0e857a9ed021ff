"""The composition root: puts settings, services and window together."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import moodtagger.ui  # noqa: F401 - first of all, as it makes the imports after it cheaper
from moodtagger import paths, settings
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.runtime.gc_control import all_is_old, no_garbage_collection
from moodtagger.ui import theme, translation
from moodtagger.ui.jobs.job_runner import Runner
from moodtagger.ui.jobs.thread_bridge import Bridge
from moodtagger.ui.jobs.unix_signals import SignalWatch
from moodtagger.ui.single_instance import SingleInstance

if TYPE_CHECKING:
    from moodtagger.ui.jobs.service_protocol import Rescue, Service
    from moodtagger.ui.main_window.window import MainWindow


def run_gui(targets: Sequence[Path] = ()) -> int:
    """Open the window, scan the folders and hear the files, and return the exit status.

    Where a window is open on the same library already, it gets the targets and comes to the front.
    """
    app = make_application()
    paths_ = [str(target) for target in targets]
    instance = SingleInstance(paths.library_dir(), app)
    if not instance.claim() and instance.hand_over(paths_):
        return 0
    status = run_windows(app, instance, paths_)
    instance.release()
    return status


def run_windows(app: QApplication, instance: SingleInstance, targets: list[str]) -> int:
    """One window after the other, as one in another language takes the place of the last."""
    selected: set[int] = set()
    while True:
        window = make_window(app)
        watch = SignalWatch(window.close, app)
        window.select_first(selected)
        window.show()
        window.start(targets)
        instance.listen(window.outside.take)
        status = app.exec()
        watch.stop()
        window.context.runner.finish_now(window.final_work())
        if not window.reopens:
            return status
        selected = window.views.table.selection()
        targets = []
        window.deleteLater()


def make_application() -> QApplication:
    """The one QApplication, with its names and icon; the theme comes with the window."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP_NAME)
    app.setDesktopFileName(paths.APP_NAME)
    app.setWindowIcon(QIcon(str(paths.resources_dir() / "icons" / "moodtagger.svg")))
    return app


def make_window(app: QApplication) -> MainWindow:
    """The window with its services, which open only when it starts."""
    with no_garbage_collection():  # what is imported and made now stays
        window = _make_window(app)
        all_is_old()
        return window


def _make_window(app: QApplication) -> MainWindow:
    from moodtagger.ui.main_window.window import MainWindow

    path = paths.settings_path()
    chosen = settings.load(path)
    theme.apply_theme(app, chosen.theme)  # type: ignore[arg-type]
    translation.install(app, chosen.language)
    runner = Runner(Bridge(app))

    def opener() -> Service:
        # Not before the first window: this brings SQLAlchemy and the audio libraries with it.
        from moodtagger.services.library_service import LibraryService
        from moodtagger.services.models.active import model_in_use
        from moodtagger.services.review.precision import chosen_precision
        from moodtagger.services.workers.priority import pace

        model = model_in_use()
        return LibraryService(
            paths.library_path(),
            model.folder,
            jobs=pace(chosen.workers or None, full_speed=chosen.full_speed),
            separator=chosen.separator,
            notice=model.notice,
            precision=chosen_precision(),
            moods=chosen.moods,
            exclude=chosen.exclude,
        )

    def rescuer() -> Rescue:
        from moodtagger.services.library_restore import Rescue as LibraryRescue

        return LibraryRescue(paths.library_path())

    return MainWindow(
        runner,
        opener,
        chosen,
        save_settings=lambda final: _save_settings(final, path),
        demo_folder=_demo_folder,
        rescuer=rescuer,
    )


def _save_settings(final: settings.Settings, path: Path) -> None:
    """Keep what the window changed; network and precision are kept by those who choose them."""
    now = settings.load(path)
    kept = {"model": now.model, "model_digest": now.model_digest, "precision": now.precision}
    settings.save(replace(final, **kept), path)  # type: ignore[arg-type]


def render_map_png(
    rows: Iterable[SongRow],
    vocabulary: Vocabulary,
    out: Path,
    size: tuple[int, int] = (1200, 1000),
    dark: bool = False,
) -> None:
    """Draw the map of these songs into a PNG file; needs no display.

    `size` is (width, height) in pixels. MoodtaggerError when the file cannot be written.
    """
    from moodtagger.ui.circumplex import render_map

    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()  # without an application there are no fonts
    image = render_map(rows, vocabulary, size, dark)
    if not image.save(str(out), "PNG"):  # type: ignore[call-overload]
        raise MoodtaggerError(
            "The picture cannot be written.", path=out, advice="Choose another place."
        )


def _demo_folder() -> Path:
    from moodtagger.services.demo_library import demo_folder

    return demo_folder()
