"""The settings dialog, and what each choice changes at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.settings import Settings
from moodtagger.ui import formatting as words
from moodtagger.ui import mood_display_names as mood_names
from moodtagger.ui import theme
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.folders import FolderControl
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.precision import PrecisionControl

if TYPE_CHECKING:
    from moodtagger.ui.preferences.dialog import SettingsDialog

SAVE_MS = 500  # several choices in a row are kept in one go

_MOODS = ("mood_roles", "mood_names", "mood_precisions")
_LISTENING = ("workers", "full_speed", "separator")


class SettingsControl(QObject):
    """Shows the dialog, applies what is chosen there, and keeps it; disk and SQL off this thread.

    `save` writes the settings and blocks; `set_language` closes the window and opens it anew.
    """

    applied = Signal(object)  # the names of the fields that were chosen

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        folders: FolderControl,
        precision: PrecisionControl,
        save: Callable[[Settings], None],
        set_language: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._folders = folders
        self._precision = precision
        self._write = save
        self._set_language = set_language
        self._dialog: SettingsDialog | None = None
        self._saving = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._saving.timeout.connect(self._save)
        mood_names.set_own_names(context.settings.mood_names)
        library.foldersChanged.connect(self._show_folders)
        library.opened.connect(self._ask_for_moods)
        self.action = self._make_action()

    @property
    def dialog(self) -> SettingsDialog | None:
        """The dialog while it is open."""
        return self._dialog

    def show(self) -> None:
        """Open the dialog, or bring it to the front."""
        from moodtagger.ui.preferences.dialog import SettingsDialog

        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        context = self._context
        dialog = SettingsDialog(self._present(), context.window)
        dialog.edited.connect(self.apply)
        dialog.finished.connect(self._closed)
        dialog.music.folderWanted.connect(self._folders.choose_folder)
        dialog.music.removeWanted.connect(self._folders.remove)
        self._dialog = dialog
        dialog.restore(context.views.kept.get("settings", ""))
        self._show_folders()
        dialog.show()
        self._ask_for_moods()

    def _ask_for_moods(self) -> None:
        if self._dialog is not None:
            self._context.run(
                Lane.READ,
                lambda service, job: service.all_moods(),
                self._show_moods,
                newest="all moods",
            )

    def apply(self, fields: Mapping[str, Any]) -> None:
        """Take over fields of Settings by name, let everything follow, and keep them."""
        context = self._context
        fields = dict(fields)
        if "precision" in fields:
            self._precision.choose(fields.pop("precision"))
        language = fields.pop("language", None)
        context.settings = replace(context.settings, **fields)
        if "theme" in fields:
            self._apply_theme()
        if any(name in fields for name in _LISTENING):
            self._apply_listening()
        if any(name in fields for name in _MOODS):
            self._apply_moods()
        if "exclude" in fields:
            self._apply_exclusions()
        if language is not None:
            self._set_language(language)  # the window is saved as it closes
        else:
            self._saving.start()
        self.applied.emit(frozenset(fields))

    def choose(self, fields: Mapping[str, Any]) -> None:
        """Apply what was chosen outside the dialog, which shows it too while it is open."""
        self.apply(fields)
        if self._dialog is not None:
            self._dialog.show_settings(self._present())

    def _present(self) -> Settings:
        service = self._context.service
        settings = self._context.settings
        return settings if service is None else replace(settings, precision=service.precision)

    def _make_action(self) -> QAction:
        action = self._context.actions.add(
            "file",
            self.tr("Se&ttings") + "\N{HORIZONTAL ELLIPSIS}",
            "Ctrl+,",
            tip=self.tr("Folders, moods, writing, colours and language"),
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

    def _apply_listening(self) -> None:
        settings = self._context.settings
        self._context.run(
            Lane.READ,  # at once, not after a write; it only sets some numbers
            lambda service, job: service.use(
                jobs=settings.workers or None,
                separator=settings.separator,
                full_speed=settings.full_speed,
            ),
            lambda _nothing: None,
        )

    def _apply_moods(self) -> None:
        mood_names.set_own_names(self._context.settings.mood_names)
        moods = self._context.settings.moods
        self._context.run(
            Lane.READ, lambda service, job: service.choose_moods(moods), self._show_chosen
        )

    def _apply_exclusions(self) -> None:
        patterns = self._context.settings.exclude
        self._context.run(
            Lane.READ,
            lambda service, job: service.leave_out(patterns),
            lambda _nothing: self._library.reload(),
        )

    def _show_chosen(self, vocabulary: Vocabulary) -> None:
        self._library.show_vocabulary(vocabulary)
        self._library.reload()

    def _show_moods(self, vocabulary: Vocabulary) -> None:
        if self._dialog is not None:
            self._dialog.show_settings(self._present())
            self._dialog.show_vocabulary(vocabulary)

    def _show_folders(self) -> None:
        if self._dialog is not None:
            context = self._context
            self._dialog.show_folders(context.folders, changeable=context.writable)

    def _save(self) -> None:
        settings = self._context.settings
        self._context.runner.start(
            Lane.READ,
            lambda job: self._write_or_say_why(settings),
            done=lambda _nothing: self._tell(""),
            failed=self._failed,
            newest="save settings",
        )

    def _write_or_say_why(self, settings: Settings) -> None:
        try:
            self._write(settings)
        except OSError as error:
            text = self.tr("The settings hold for now but cannot be kept: %1.")
            raise MoodtaggerError(
                text.replace("%1", error.strerror or str(error)),
                path=error.filename,
                advice=self.tr("Make the folder of the settings writable."),
            ) from error

    def _failed(self, error: MoodtaggerError) -> None:
        if not isinstance(error, CancelledError):
            self._tell(words.error_words(error))

    def _tell(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(sentence)
        elif sentence:
            self._context.views.messages.tell(sentence, warning=True, topic="settings")

    def _closed(self) -> None:
        if self._dialog is not None:
            self._context.views.kept["settings"] = self._dialog.state()
        self._dialog = None
