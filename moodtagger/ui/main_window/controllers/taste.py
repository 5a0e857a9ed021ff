"""Learning from the user's decisions: the question, the settings page, and fresh answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from moodtagger.ui.jobs.job_runner import Job, JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.inspector import InspectorController
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.settings import SettingsController
from moodtagger.ui.main_window.messages import MessageChoice

if TYPE_CHECKING:
    from moodtagger.services.taste.service import TasteSummary
    from moodtagger.ui.preferences.dialog import SettingsDialog

MIN_DECISIONS = 15  # before the question is asked
REFRESH_DELAY_MS = 2000  # several decisions in a row change all songs once
_TOPIC = "taste"


class TasteController(QObject):
    """Shows what was learned, and reads all songs again after it changed."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        inspector: InspectorController,
        settings: SettingsController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._inspector = inspector
        self._settings = settings
        self._revision = 0
        self._asked = False
        self.dialog: QFileDialog | None = None
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        library.rowsChanged.connect(self._timer.start)
        library.opened.connect(self._opened)
        settings.applied.connect(self._settings_applied)
        settings.shown.connect(self._dialog_shown)
        context.views.inspector.tasteOffRequested.connect(lambda: settings.change({"learn": False}))

    def refresh(self) -> None:
        """Read songs again if their answers changed, and what was learned where it is shown."""
        service = self._context.service
        if service is None:
            return
        if service.taste.revision != self._revision:
            self._revision = service.taste.revision
            self._show_new_answers()
        if self._settings.dialog is not None or self._may_ask:
            self._read_summary()

    @property
    def _may_ask(self) -> bool:
        return self._context.settings.learn is None and not self._asked and self._context.writable

    def _opened(self) -> None:
        service = self._context.service
        self._revision = 0 if service is None else service.taste.revision
        self._timer.start()

    def _show_new_answers(self) -> None:
        self._library.reload()
        self._inspector.reload()

    def _read_summary(self) -> None:
        self._context.run(
            JobQueue.READ,
            lambda service, job: (service.taste.summary(), service.taste.profiles()),
            lambda found: self._show_summary(*found),
            supersede_key="taste",
        )

    def _show_summary(self, summary: TasteSummary, profiles: list[str]) -> None:
        dialog = self._settings.dialog
        if dialog is not None:
            dialog.taste.show_taste(summary, profiles, changeable=self._context.writable)
        if self._may_ask and summary.decisions >= MIN_DECISIONS:
            self._asked = True
            self._context.views.messages.show_message(
                self.tr("Learn from your decisions?")
                + " "
                + self.tr(
                    "Suggestions and positions would follow them; the original analysis is kept."
                ),
                MessageChoice(self.tr("Learn"), lambda: self._settings.change({"learn": True})),
                MessageChoice(self.tr("No"), lambda: self._settings.change({"learn": False})),
                topic=_TOPIC,
            )

    def _settings_applied(self, fields: Collection[str]) -> None:
        if "learn" in fields:
            enabled = self._context.settings.learn is True
            self._change(lambda service: service.taste.set_enabled(enabled))

    def _dialog_shown(self, dialog: SettingsDialog) -> None:
        page = dialog.taste
        page.profileChosen.connect(
            lambda name: self._change_profile(lambda service: service.taste.use_profile(name))
        )
        page.profileAdded.connect(
            lambda name: self._change_profile(lambda service: service.taste.add_profile(name))
        )
        page.exportRequested.connect(self._choose_export)
        page.importRequested.connect(self._choose_import)
        self._read_summary()

    def _change_profile(self, change: Callable[[Service], Any]) -> None:
        def work(service: Service) -> str:
            change(service)
            return service.taste.profile

        def changed(name: str) -> None:
            self._context.undo.clear()  # its steps are about the decisions of another listener
            self._settings.change({"profile": name})

        self._change(work, changed)

    def _change(
        self,
        work: Callable[[Service], Any],
        done: Callable[[Any], None] = lambda _result: None,
    ) -> None:
        def finish(result: Any) -> None:
            done(result)
            if self._context.service is not None:
                self._revision = self._context.service.taste.revision
            self._show_new_answers()
            self._read_summary()

        def run(service: Service, job: Job) -> Any:
            return work(service)

        self._context.run(JobQueue.WRITE, run, finish)

    def _choose_export(self) -> None:
        dialog = self._file_dialog(self.tr("Export decisions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile("taste.json")
        dialog.fileSelected.connect(
            lambda path: self._move_decisions(
                lambda service: service.taste.export_file(Path(path)),
                self.tr("Decisions exported."),
            )
        )
        dialog.open()

    def _choose_import(self) -> None:
        dialog = self._file_dialog(self.tr("Import decisions"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(
            lambda path: self._move_decisions(
                lambda service: service.taste.import_file(Path(path)),
                self.tr("Decisions imported."),
            )
        )
        dialog.open()

    def _move_decisions(self, work: Callable[[Service], int], text: str) -> None:
        def show(_count: int) -> None:
            self._context.views.messages.show_message(text, topic=_TOPIC)

        self._change(work, show)

    def _file_dialog(self, title: str) -> QFileDialog:
        parent = self._settings.dialog or self._context.window
        dialog = QFileDialog(parent, title)
        dialog.setNameFilter(self.tr("Decisions (*.json)"))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        return dialog
