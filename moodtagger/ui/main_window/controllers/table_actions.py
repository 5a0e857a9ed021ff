"""Actions on the table's songs: copy, save as playlist, choose columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog

from moodtagger.core.dj.rekordbox import RekordboxOptions
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.library.cell_formatting import rows_as_tsv
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.loaders import ThumbnailLoader


class PlaylistController(QObject):
    """Saves songs as a playlist, with a non-modal file dialog."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.dialog: QFileDialog | None = None

    def save(
        self,
        rows: Sequence[SongRow],
        name: str,
        suffix: str = "m3u8",
        *,
        with_colors: bool = False,
    ) -> None:
        """Ask for a file, suggesting a name and a format by its suffix, then write it."""
        if not rows:
            return
        dialog = QFileDialog(self._context.window, self.tr("Save as playlist"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            [
                self.tr("Playlists (*.m3u8)"),
                self.tr("rekordbox collections (*.xml)"),
                self.tr("Traktor collections (*.nml)"),
                self.tr("Serato crates (*.crate)"),
                self.tr("Other playlists (*.pls *.xspf)"),
            ]
        )
        dialog.selectNameFilter(
            next(text for text in dialog.nameFilters() if f"*.{suffix}" in text)
        )
        dialog.setDefaultSuffix(suffix)
        dialog.filterSelected.connect(lambda text: dialog.setDefaultSuffix(_first_suffix(text)))
        dialog.selectFile(f"{safe_file_name(name)}.{suffix}")
        dialog.fileSelected.connect(
            lambda path: self.write(rows, Path(path), with_colors=with_colors)
        )
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def write(self, rows: Sequence[SongRow], path: Path, *, with_colors: bool = False) -> None:
        """Write a playlist file off this thread."""
        notation = KeyNotation(self._context.settings.key_notation)
        options = RekordboxOptions(notation, with_colors)
        self._context.run(
            JobQueue.READ,
            lambda service, job: _write_playlist(service, rows, path, options),
            lambda out: self._show_saved(rows, out),
        )

    def _show_saved(self, rows: Sequence[SongRow], path: Path) -> None:
        text = self.tr("Saved %1 to playlist “%2”.").replace("%1", formatting.song_count(len(rows)))
        self._context.views.messages.show_message(
            text.replace("%2", formatting.file_name(str(path))), topic="playlist"
        )

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _first_suffix(name_filter: str) -> str:
    """Return "xml" for "rekordbox collections (*.xml)"."""
    return name_filter.partition("(*.")[2].rstrip(")").split(" ")[0]


def _write_playlist(
    service: Service, rows: Sequence[SongRow], path: Path, options: RekordboxOptions
) -> Path:
    from moodtagger.services.playlists import save_playlist

    beats = service.tracks.beats(rows, path.suffix)
    return save_playlist(rows, path, replace(options, beats=beats))


def safe_file_name(name: str) -> str:
    """Return the name without characters that file names may not contain."""
    cleaned = "".join(" " if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name)
    return " ".join(cleaned.split())[:80] or "playlist"


_TOPIC = "table"


class TableController(QObject):
    """Actions on the selected or shown songs, in the order of the table."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._table = context.views.table
        self.playlists = PlaylistController(context, self)
        self._thumbnails = ThumbnailLoader(context, self)
        self._table.view.title_delegate.thumbnail = self._thumbnails.thumbnail
        self._thumbnails.ready.connect(self._table.view.viewport().update)
        add, dots = context.actions.add, "\N{HORIZONTAL ELLIPSIS}"
        self.copy_songs = add(
            "edit",
            self.tr("&Copy songs as text"),
            QKeySequence.StandardKey.Copy,
            tip=self.tr("Copy the selected songs with the visible columns"),
            needs=("selected",),
        )
        self.save_selected = add(
            "file",
            self.tr("Save selected songs as &playlist") + dots,
            "Ctrl+E",
            tip=self.tr("Save the selected songs as a playlist, in table order"),
            needs=("selected",),
        )
        self.save_shown = add(
            "file",
            self.tr("Save s&hown songs as playlist") + dots,
            "Ctrl+Shift+E",
            tip=self.tr("Save all shown songs as a playlist, in table order"),
            needs=("songs",),
        )
        self.columns = add(
            "view",
            self.tr("Colu&mns") + dots,
            tip=self.tr("Choose the columns of the table and their order"),
        )
        self.copy_songs.triggered.connect(self.copy)
        self.save_selected.triggered.connect(self._save_selected)
        self.save_shown.triggered.connect(self._save_shown)
        self.columns.triggered.connect(self.show_columns)
        self._table.columns_menu.arrangeRequested.connect(self.show_columns)

    def copy(self) -> None:
        """Copy the selected songs as text; formatted off this thread, as many take a while."""
        rows = self._songs(self._table.ordered_selection())
        columns = self._table.view.shown_columns()
        self._context.run(
            JobQueue.READ,
            lambda service, job: rows_as_tsv(rows, columns),
            lambda text: self._copied(text, len(rows)),
            supersede_key="copy",
        )

    def show_columns(self) -> None:
        """Open the dialog that arranges columns."""
        from moodtagger.ui.library.column_chooser import ColumnsDialog

        ColumnsDialog(self._table.view, self._context.window).open()

    def _copied(self, text: str, count: int) -> None:
        QGuiApplication.clipboard().setText(text)
        message = self.tr("Copied %1 as text.").replace("%1", formatting.song_count(count))
        self._context.views.messages.show_message(message, topic=_TOPIC)

    def _save_selected(self) -> None:
        self._save(self._table.ordered_selection(), self.tr("Selected songs"))

    def _save_shown(self) -> None:
        self._save(self._table.model.track_ids().tolist(), self.tr("Songs"))

    def _save(self, track_ids: list[int], name: str) -> None:
        rows = [row for row in self._songs(track_ids) if row.state is not TrackState.ABSENT]
        if rows:
            self.playlists.save(rows, name)
            return
        text = self.tr("Nothing to save: all of these files are missing.")
        self._context.views.messages.show_message(text, topic=_TOPIC)

    def _songs(self, track_ids: list[int]) -> list[SongRow]:
        return self._table.songs(track_ids)
