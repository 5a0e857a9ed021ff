"""What fits next: the songs that follow the playing one best, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.tracks import SongRow
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.theme import SMALL_SCALE, SPACE_S, scaled_font

_ID_ROLE = Qt.ItemDataRole.UserRole
_MIN_CHARS = 26


@dataclass(frozen=True, slots=True)
class NextSong:
    """A song, and why it fits."""

    row: SongRow
    reason: str


class NextSongs(QWidget):
    """A list of songs; `playRequested` and `addRequested` carry the id of the chosen one."""

    playRequested = Signal(int)
    addRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(self.tr("What fits next"))
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.songs = QListWidget()
        self.songs.setAccessibleName(self.tr("What fits next"))
        self.songs.setWordWrap(True)
        self.songs.setSpacing(2)
        self.songs.setFont(scaled_font(self.font(), SMALL_SCALE))
        self.songs.setMinimumHeight(2 * self.fontMetrics().height())
        self.songs.setMinimumWidth(_MIN_CHARS * self.fontMetrics().averageCharWidth())
        self.songs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.songs.itemActivated.connect(lambda item: self.playRequested.emit(item.data(_ID_ROLE)))
        self.songs.currentItemChanged.connect(lambda *_: self._update_button())
        self.add_button = QPushButton(self.tr("Add to set"))
        self.add_button.clicked.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.heading)
        column.addWidget(self.songs, stretch=1)
        column.addWidget(self.add_button)
        self.show_songs(None, ())

    def show_songs(self, current: SongRow | None, songs: Sequence[NextSong]) -> None:
        """Show what fits behind a song; None while nothing plays and the set is empty."""
        text = self.tr("What fits after “%1”")
        heading = self.tr("Play a song to see what fits next.")
        if current is not None:
            heading = text.replace("%1", display_text(current.name))
        self.heading.setText(heading)
        self.songs.clear()
        for song in songs:
            item = QListWidgetItem(f"{display_text(song.row.name)}\n{song.reason}")
            item.setData(_ID_ROLE, song.row.track_id)
            self.songs.addItem(item)
        self._update_button()

    def _add(self) -> None:
        item = self.songs.currentItem()
        if item is not None:
            self.addRequested.emit(item.data(_ID_ROLE))

    def _update_button(self) -> None:
        self.add_button.setEnabled(self.songs.currentItem() is not None)
