"""The composition root: wires settings, services and window together."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

import moodtagger.ui  # noqa: F401 - first of all, as it makes later imports cheaper
from moodtagger import paths, settings
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.runtime import gc_disabled, promote_to_oldest_generation
from moodtagger.ui import theme, translation
from moodtagger.ui.jobs.job_runner import JobRunner
from moodtagger.ui.jobs.thread_bridge import ThreadBridge, UnixSignalHandler
from moodtagger.ui.single_instance import SingleInstance

if TYPE_CHECKING:
    from moodtagger.ui.jobs.service_protocol import RestoreService, Service
    from moodtagger.ui.main_window.window import MainWindow


_PLATFORMS_WITHOUT_DISPLAY = {"offscreen", "minimal"}
_DISPLAY_TIMEOUT_S = 20


def run_gui(targets: Sequence[Path] = (), *, demo: bool = False) -> int:
    """Open the window, scan the folders, analyze the files, and return the exit status.

    With `demo` show the demo songs. If a window is open on the same library already, it receives
    the targets and comes to the front.
    """
    app = make_application()
    paths_ = [str(target) for target in targets]
    instance = SingleInstance(paths.library_dir(), app)
    handed_over = [*paths_, str(_demo_folder())] if demo else paths_
    if not instance.claim() and instance.hand_over(handed_over):
        return 0
    status = run_windows(app, instance, paths_, demo=demo)
    instance.release()
    return status


def run_windows(
    app: QApplication, instance: SingleInstance, targets: list[str], *, demo: bool = False
) -> int:
    """Run one window after the other: a change of language reopens it."""
    selected_ids: set[int] = set()
    while True:
        window = make_window(app)
        watch = UnixSignalHandler(window.close, app)
        window.select_when_opened(selected_ids)
        window.show()
        window.start(targets, demo=demo)
        instance.listen(window.external_requests.open_paths)
        status = app.exec()
        watch.stop()
        window.context.runner.shut_down_and_wait(window.closing_work())
        if not window.reopen_requested:
            return status
        selected_ids = window.views.table.selection()
        targets, demo = [], False
        window.deleteLater()


def make_application() -> QApplication:
    """Return the one QApplication, with its names and icon; the theme comes with the window."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP_NAME)
    app.setDesktopFileName(paths.APP_NAME)
    app.setWindowIcon(QIcon(str(paths.resources_dir() / "icons" / "moodtagger.svg")))
    return app


def make_window(app: QApplication) -> MainWindow:
    """Create the window with its services, which open only when it starts."""
    with gc_disabled():  # what is imported and created now stays
        window = _make_window(app)
        promote_to_oldest_generation()
        return window


def _make_window(app: QApplication) -> MainWindow:
    from moodtagger.ui.main_window.window import MainWindow

    path = paths.settings_path()
    user_settings = settings.load(path)
    theme.apply_theme(app, user_settings.theme)  # type: ignore[arg-type]
    translation.install(app, user_settings.language)
    runner = JobRunner(ThreadBridge(app))

    def open_service() -> Service:
        # Not before the first window: this imports SQLAlchemy and the audio libraries.
        from moodtagger.services.active_model import active_model, chosen_precision
        from moodtagger.services.library_service import LibraryService
        from moodtagger.services.workers.priority import worker_limits

        model = active_model()
        return LibraryService(
            paths.library_path(),
            model.folder,
            jobs=worker_limits(user_settings.workers or None, full_speed=user_settings.full_speed),
            reading=user_settings.reading,
            notice=model.notice,
            precision=chosen_precision(),
            mood_preferences=user_settings.mood_preferences,
            exclude=user_settings.exclude,
            find_speech=user_settings.find_speech,
            bpm_range=user_settings.bpm_range,
            profile=user_settings.profile,
            learn=user_settings.learn is True,
        )

    def create_restore_service() -> RestoreService:
        from moodtagger.services.library_restore import LibraryRestore

        return LibraryRestore(paths.library_path())

    window = MainWindow(
        runner,
        open_service,
        user_settings,
        save_settings=lambda final: save_changed_settings(final, path),
        demo_folder=_demo_folder,
        restorer=create_restore_service,
    )
    _publish_player(window)
    return window


def _publish_player(window: MainWindow) -> None:
    """Let media keys and the desktop's controls reach the player, on Linux."""
    if sys.platform == "linux" and "DBUS_SESSION_BUS_ADDRESS" in os.environ:
        from PySide6.QtDBus import QDBusConnection

        from moodtagger.ui.main_window.controllers.mpris import MprisController

        bus = QDBusConnection.sessionBus()
        MprisController(bus, window.library, window.player, window.playback, window)


def save_changed_settings(changed: settings.Settings, path: Path) -> None:
    """Save what the window changed; model and precision are saved where they are chosen."""
    current = settings.load(path)
    preserved = {
        "model": current.model,
        "model_digest": current.model_digest,
        "precision": current.precision,
    }
    settings.save(replace(changed, **preserved), path)  # type: ignore[arg-type]


def display_works() -> bool:
    """Return whether Qt can open a window on the display that the environment names.

    Where it cannot, Qt ends the whole program, so a child process tries it.
    """
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in _PLATFORMS_WITHOUT_DISPLAY:
        return True
    child = os.fork()
    if child == 0:
        try:
            _try_display()
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def _try_display() -> NoReturn:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_DISPLAY_TIMEOUT_S)  # a display on a machine that does not answer
    for descriptor in (1, 2):  # Qt explains at length why it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
    QGuiApplication(sys.argv[:1])
    os._exit(0)


def map_png(
    rows: Iterable[SongRow],
    vocabulary: Vocabulary,
    size: tuple[int, int] = (1200, 1000),
    dark: bool = False,
) -> bytes:
    """Return the map of these songs as a PNG picture of (width, height) pixels.

    Needs no display, whatever the environment says about one.
    """
    from PySide6.QtCore import QBuffer, QIODevice

    from moodtagger.ui.circumplex import render_map

    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    make_application()  # without an application there are no fonts
    image = render_map(rows, vocabulary, size, dark)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _demo_folder() -> Path:
    from moodtagger.services.demo_library import demo_folder

    return demo_folder()
