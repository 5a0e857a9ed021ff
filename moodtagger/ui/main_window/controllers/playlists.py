"""Saving songs as a playlist: asks where, writes off this thread, says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext


class PlaylistController(QObject):
    """`save` shows a dialog that does not hold the window up."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.dialog: QFileDialog | None = None

    def save(self, rows: Sequence[SongRow], name: str) -> None:
        """Ask where the songs are to go, under the suggested name without suffix."""
        if not rows:
            return
        dialog = QFileDialog(self._context.window, self.tr("Save as playlist"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Playlists (*.m3u8)"))
        dialog.setDefaultSuffix("m3u8")
        dialog.selectFile(_safe_file_name(name) + ".m3u8")
        dialog.fileSelected.connect(lambda path: self.write(rows, Path(path)))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def write(self, rows: Sequence[SongRow], path: Path) -> None:
        """Write the playlist."""
        self._context.run(
            JobQueue.READ,
            lambda service, job: _write_playlist(rows, path),
            lambda out: self._show_saved(rows, out),
        )

    def _show_saved(self, rows: Sequence[SongRow], path: Path) -> None:
        text = self.tr("%1 saved as playlist “%2”.").replace("%1", words.song_count(len(rows)))
        self._context.views.messages.show_message(
            text.replace("%2", words.file_name(str(path))), topic="playlist"
        )

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _write_playlist(rows: Sequence[SongRow], path: Path) -> Path:
    from moodtagger.services.playlists import save_playlist

    return save_playlist(rows, path)


def _safe_file_name(name: str) -> str:
    """The name without what a file's name may not hold."""
    cleaned = "".join(" " if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name)
    return " ".join(cleaned.split())[:80] or "playlist"
