"""The inspector: everything about the selected song, or a summary of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.inspector.message_page import MessagePage
from moodtagger.ui.inspector.selection_summary import SelectionSummary
from moodtagger.ui.inspector.song_page import DetailPage
from moodtagger.ui.theme import SPACE_L

_WIDTH = 320
_MIN_WIDTH = 280


class Detail(Protocol):
    """What the library says of one song; `prediction` and `info` None before it was heard."""

    @property
    def row(self) -> SongRow: ...  # noqa: D102
    @property
    def prediction(self) -> Prediction | None: ...  # noqa: D102
    @property
    def info(self) -> AudioInfo | None: ...  # noqa: D102


class Inspector(QScrollArea):
    """A column at the right of the window.

    `decided` carries (track id, mood, True | False | None), `acceptConfident` a list of track
    ids, `neighbourActivated` a track id, `seekRequested` seconds, `whyShown` a mood's label.
    `differentWanted` and `takeBackWanted` carry the id of the song whose place the person wants
    to say or to take back.
    """

    decided = Signal(int, str, object)
    acceptConfident = Signal(object)
    neighbourActivated = Signal(int)
    seekRequested = Signal(float)
    whyShown = Signal(str)
    differentWanted = Signal(int)
    takeBackWanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vocabulary = Vocabulary([])
        self._walking = False  # with the keyboard, from neighbour to neighbour
        self.detail = DetailPage()
        self.summary = SelectionSummary()
        self.message = MessagePage()
        self._pages: tuple[QWidget, ...] = (self.message, self.detail, self.summary)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        for page in self._pages:
            layout.addWidget(page)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(_MIN_WIDTH)
        self.setAccessibleName(self.tr("Song details"))
        self._connect()
        self.clear()

    def _connect(self) -> None:
        detail = self.detail
        detail.moods.decided.connect(self._decide)
        own = detail.header.own
        own.differentWanted.connect(lambda: self._about_shown(self.differentWanted))
        own.takeBackWanted.connect(lambda: self._about_shown(self.takeBackWanted))
        detail.moods.acceptAll.connect(self._accept_confident)
        detail.moods.seekRequested.connect(self.seekRequested)
        detail.moods.whyShown.connect(self.whyShown)
        detail.neighbours.neighbourActivated.connect(self.neighbourActivated)
        detail.curve.seekRequested.connect(self.seekRequested)
        detail.spectrogram.seekRequested.connect(self.seekRequested)
        self.summary.acceptConfident.connect(self.acceptConfident)

    def sizeHint(self) -> QSize:
        """As wide as bars and pictures need to be read."""
        return QSize(_WIDTH, 600)

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """The network's moods with their colours and thresholds."""
        self._vocabulary = vocabulary

    def set_changeable(self, changeable: bool) -> None:
        """Whether moods can be accepted and rejected, or the library is only read."""
        self.detail.moods.set_changeable(changeable)
        self.detail.header.own.set_changeable(changeable)
        self.summary.set_changeable(changeable)

    def clear(self) -> None:
        """No song is selected."""
        self.message.say(
            self.tr("No song selected"),
            self.tr("Choose a song in the map or the table to see its moods."),
        )
        self.detail.track_id = None
        self._show(self.message)

    def show_loading(self, row: SongRow) -> None:
        """A song was selected and is being read from the library."""
        if self.detail.neighbours.hasFocus():
            self._walking = True
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.detail.show_loading(row)
        self._show(self.detail)

    def show_detail(self, detail: Detail) -> None:
        """Show a song. While it stays the same song, scroll position and bars stay in place."""
        other = detail.row.track_id != self.detail.track_id
        self.detail.show_song(detail.row, detail.prediction, detail.info, self._vocabulary)
        self._show(self.detail)
        if other:
            self.verticalScrollBar().setValue(0)

    def show_many(self, rows: Sequence[SongRow]) -> None:
        """Several songs are selected."""
        self.detail.track_id = None
        self.summary.show_songs(rows)
        self._show(self.summary)

    def show_spectrogram(self, frames: npt.NDArray[np.float32] | None) -> None:
        """The song's log-mel spectrogram, dB, (frames, 96); None when there is none."""
        self.detail.spectrogram.set_frames(frames)

    def show_neighbours(self, found: list[tuple[SongRow, float]]) -> None:
        """The nearest songs with their distance, nearest first."""
        self.detail.show_neighbours(found, self.tr("No other song was heard yet."))
        if self._walking and found and self.hasFocus():
            self.detail.neighbours.setFocus(Qt.FocusReason.OtherFocusReason)
        self._walking = False

    def set_position(self, seconds: float | None) -> None:
        """Where the shown song plays now; None when it does not play."""
        self.detail.moods.set_position(seconds)
        self.detail.curve.set_position(seconds)
        self.detail.spectrogram.set_position(seconds)

    def _show(self, wanted: QWidget) -> None:
        for page in self._pages:
            page.setVisible(page is wanted)

    def _decide(self, mood: str, accepted: bool | None) -> None:
        if self.detail.track_id is not None:
            self.decided.emit(self.detail.track_id, mood, accepted)

    def _about_shown(self, signal: SignalInstance) -> None:
        if self.detail.track_id is not None:
            signal.emit(self.detail.track_id)

    def _accept_confident(self) -> None:
        if self.detail.track_id is not None:
            self.acceptConfident.emit([self.detail.track_id])
