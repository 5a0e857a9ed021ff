"""The settings dialog, and applying its changes at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.settings import Settings
from moodtagger.ui import formatting, theme
from moodtagger.ui.jobs.job_runner import Job, JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.folders import FolderController
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.precision import PrecisionController

if TYPE_CHECKING:
    from moodtagger.ui.preferences.dialog import SettingsDialog

SAVE_DELAY_MS = 500  # several changes in a row are saved together

_MOOD_FIELDS = ("find_speech", "mood_roles", "mood_names", "mood_precisions")
_ANALYSIS_FIELDS = ("workers", "full_speed", "separator", "mood_separators", "tag_code_page")


class SettingsController(QObject):
    """Shows the dialog, applies its changes and saves them off this thread.

    `save` writes the settings and blocks; `set_language` reopens the window.
    """

    applied = Signal(object)  # names of the changed fields
    shown = Signal(object)  # the dialog

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        folders: FolderController,
        precision: PrecisionController,
        save: Callable[[Settings], None],
        set_language: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._folders = folders
        self._precision = precision
        self._save_settings = save
        self._set_language = set_language
        self._dialog: SettingsDialog | None = None
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_DELAY_MS)
        self._save_timer.timeout.connect(self._save)
        formatting.set_custom_names(context.settings.mood_names)
        formatting.set_key_notation(KeyNotation(context.settings.key_notation))
        library.foldersChanged.connect(self._show_folders)
        library.opened.connect(self._read_moods)
        self.action = self._create_action()

    @property
    def dialog(self) -> SettingsDialog | None:
        """The dialog while it is open."""
        return self._dialog

    def show(self) -> None:
        """Open the dialog or bring it to the front."""
        from moodtagger.ui.preferences.dialog import SettingsDialog

        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        context = self._context
        dialog = SettingsDialog(self._current_settings(), context.window)
        dialog.edited.connect(self.apply)
        dialog.finished.connect(self._closed)
        dialog.music.addFolderRequested.connect(self._folders.choose_folder)
        dialog.music.removeFolderRequested.connect(self._folders.ask_to_remove)
        self._dialog = dialog
        dialog.restore(context.views.saved_state.get("settings", ""))
        self._show_folders()
        dialog.show()
        self.shown.emit(dialog)
        self._read_moods()

    def _read_moods(self) -> None:
        if self._dialog is not None:
            self._context.run(
                JobQueue.READ,
                lambda service, job: service.preferences.full_vocabulary(),
                self._show_moods,
                supersede_key="all moods",
            )

    def apply(self, fields: Mapping[str, Any]) -> None:
        """Set fields of Settings by name, apply them and save them."""
        context = self._context
        fields = dict(fields)
        if "precision" in fields:
            self._precision.set_precision(fields.pop("precision"))
        language = fields.pop("language", None)
        context.settings = replace(context.settings, **fields)
        if "theme" in fields:
            self._apply_theme()
        if "key_notation" in fields:
            formatting.set_key_notation(KeyNotation(context.settings.key_notation))
            context.window.update()
        if any(name in fields for name in _ANALYSIS_FIELDS):
            self._apply_analysis()
        if any(name in fields for name in _MOOD_FIELDS):
            self._apply_moods()
        if "lowest_bpm" in fields or "highest_bpm" in fields:
            self._apply_bpm_range()
        if "exclude" in fields:
            self._apply_exclusions()
        if language is not None:
            self._set_language(language)  # closing saves the settings
        else:
            self._save_timer.start()
        self.applied.emit(frozenset(fields))

    def change(self, fields: Mapping[str, Any]) -> None:
        """Apply changes made outside the dialog, and show them there while it is open."""
        self.apply(fields)
        if self._dialog is not None:
            self._dialog.show_settings(self._current_settings())

    def _current_settings(self) -> Settings:
        service = self._context.service
        settings = self._context.settings
        return (
            settings
            if service is None
            else replace(settings, precision=service.preferences.precision)
        )

    def _create_action(self) -> QAction:
        action = self._context.actions.add(
            "file",
            self.tr("Se&ttings") + "\N{HORIZONTAL ELLIPSIS}",
            "Ctrl+,",
            tip=self.tr("Folders, moods, writing, appearance"),
            needs=(),
        )
        action.setMenuRole(QAction.MenuRole.PreferencesRole)
        action.triggered.connect(lambda _checked=False: self.show())
        return action

    def _apply_theme(self) -> None:
        mode = self._context.settings.theme
        self._context.actions.themes[mode].setChecked(True)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, mode)  # type: ignore[arg-type]

    def _apply_analysis(self) -> None:
        settings = self._context.settings
        self._context.run(
            JobQueue.READ,  # not WRITE, where it would wait for running writes
            lambda service, job: service.apply_settings(
                jobs=settings.workers or None,
                reading=settings.reading,
                full_speed=settings.full_speed,
            ),
            lambda _nothing: None,
        )

    def _apply_moods(self) -> None:
        formatting.set_custom_names(self._context.settings.mood_names)
        moods = self._context.settings.mood_preferences
        find_speech = self._context.settings.find_speech

        def apply(service: Service, job: Job) -> Vocabulary:
            service.preferences.set_find_speech(find_speech)
            return service.preferences.set_mood_preferences(moods)

        self._context.run(
            JobQueue.READ,
            apply,
            self._moods_applied,
        )

    def _apply_bpm_range(self) -> None:
        bpm_range = self._context.settings.bpm_range
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.preferences.set_bpm_range(bpm_range),
            lambda _nothing: self._library.reload(),
        )

    def _apply_exclusions(self) -> None:
        patterns = self._context.settings.exclude
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.preferences.set_exclude_patterns(patterns),
            lambda _nothing: self._library.reload(),
        )

    def _moods_applied(self, vocabulary: Vocabulary) -> None:
        self._library.show_vocabulary(vocabulary)
        self._library.reload()

    def _show_moods(self, vocabulary: Vocabulary) -> None:
        if self._dialog is not None:
            self._dialog.show_settings(self._current_settings())
            self._dialog.show_vocabulary(vocabulary)

    def _show_folders(self) -> None:
        if self._dialog is not None:
            context = self._context
            self._dialog.show_folders(context.folders, changeable=context.writable)

    def _save(self) -> None:
        settings = self._context.settings
        self._context.runner.start(
            JobQueue.READ,
            lambda job: self._write_settings(settings),
            done=lambda _nothing: self._show_problem(""),
            failed=self._failed,
            supersede_key="save settings",
        )

    def _write_settings(self, settings: Settings) -> None:
        try:
            self._save_settings(settings)
        except OSError as error:
            text = self.tr("Settings apply now but can't be saved: %1.")
            raise MoodtaggerError(
                text.replace("%1", error.strerror or str(error)),
                path=error.filename,
                advice=self.tr("Make the settings folder writable."),
            ) from error

    def _failed(self, error: MoodtaggerError) -> None:
        if not isinstance(error, CancelledError):
            self._show_problem(formatting.error_text(error))

    def _show_problem(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(sentence)
        elif sentence:
            self._context.views.messages.show_message(sentence, warning=True, topic="settings")

    def _closed(self) -> None:
        if self._dialog is not None:
            self._context.views.saved_state["settings"] = self._dialog.state()
        self._dialog = None
