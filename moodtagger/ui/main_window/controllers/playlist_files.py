"""Playlists as files: import of others' and export for other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from moodtagger.core.dj.rekordbox import RekordboxOptions
from moodtagger.core.messages import Message
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.playlists import Playlist
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.table_actions import safe_file_name
from moodtagger.ui.main_window.undo import UndoStep
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.translation import translate_message

if TYPE_CHECKING:
    from moodtagger.services.playlists import ImportedPlaylist

_TOPIC = "playlist"


class PlaylistFilesController(QObject):
    """Asks for files without blocking; `reload` shows what changed."""

    def __init__(
        self, context: AppContext, reload: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._reload = reload
        self.dialog: QFileDialog | None = None

    def choose_import(self) -> None:
        """Ask for playlists and import them."""
        dialog = QFileDialog(self._context.window, self.tr("Import playlist"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = "*.m3u *.m3u8 *.pls *.xspf *.cue *.xml *.nml *.crate"
        dialog.setNameFilter(self.tr("Playlists (%1)").replace("%1", patterns))
        dialog.filesSelected.connect(self.import_files)
        self._open(dialog)

    def import_files(self, paths: Sequence[str]) -> None:
        """Make a playlist of each file."""
        for path in map(Path, paths):
            self._import(path)

    def _import(self, path: Path) -> None:
        self._context.run(
            JobQueue.WRITE,
            lambda service, job: service.playlists.import_file(path, job.cancel),
            self._imported,
        )

    def _imported(self, imported: ImportedPlaylist) -> None:
        self._reload()
        playlist = imported.playlist
        name = display_text(formatting.shorten(playlist.name))

        def undo() -> None:
            self._run(lambda service: service.playlists.remove(playlist))

        def redo() -> None:
            self._run(lambda service: service.playlists.save(playlist))

        text = self.tr("import of “%1”").replace("%1", name)
        self._context.undo.push(UndoStep(text, undo, redo))
        text = self.tr("Imported “%1”: %2.").replace("%1", name)
        text = text.replace("%2", formatting.song_count(imported.found))
        if imported.missing:
            missing = self.tr("%Ln song(s) are not in the library yet.", "", imported.missing)
            text = f"{text} {missing}"
        self._context.views.messages.show_message(text, topic=_TOPIC)

    def _run(self, work: Callable[..., object]) -> None:
        self._context.run(
            JobQueue.WRITE, lambda service, job: work(service), lambda _done: self._reload()
        )

    def choose_export(self, playlist: Playlist) -> None:
        """Ask for a file and write a playlist in the format of its suffix."""
        dialog = QFileDialog(self._context.window, self.tr("Export playlist"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = [
            self.tr("Playlists (*.m3u8)"),
            self.tr("rekordbox collections (*.xml)"),
            self.tr("Traktor collections (*.nml)"),
            self.tr("Serato crates (*.crate)"),
        ]
        if playlist.is_smart:
            filters.append(self.tr("Smart playlists for Navidrome (*.nsp)"))
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix("m3u8")
        dialog.filterSelected.connect(
            lambda text: dialog.setDefaultSuffix(text.partition("(*.")[2].rstrip(")"))
        )
        dialog.selectFile(f"{safe_file_name(playlist.name)}.m3u8")
        dialog.fileSelected.connect(lambda path: self.export(playlist, Path(path)))
        self._open(dialog)

    def export(self, playlist: Playlist, path: Path) -> None:
        """Write a playlist off this thread."""
        settings = self._context.settings
        options = RekordboxOptions(KeyNotation(settings.key_notation))
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.playlists.export(playlist, path, options),
            lambda notes: self._exported(path, notes),
        )

    def _exported(self, path: Path, notes: Sequence[Message]) -> None:
        text = self.tr("Saved playlist “%1”.").replace("%1", formatting.file_name(str(path)))
        text = " ".join([text, *map(translate_message, notes)])
        self._context.views.messages.show_message(text, topic=_TOPIC, warning=bool(notes))

    def _open(self, dialog: QFileDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
