"""The inspector: everything about the selected song, or a summary of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from moodtagger.core.music_analysis import MusicAnalysis
from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.inspector.selection_summary import SelectionSummary
from moodtagger.ui.inspector.similar_songs import NO_COPIES, Copies
from moodtagger.ui.inspector.song_page import SongPage
from moodtagger.ui.inspector.texts import MessagePage
from moodtagger.ui.theme import SPACE_L

_WIDTH = 320
_MIN_WIDTH = 280


class SongDetailProtocol(Protocol):
    """Details of one song; `prediction` and `info` are None before it is analyzed.

    `original` is the model's own where `prediction` is adjusted to the user's taste.
    """

    @property
    def row(self) -> SongRow: ...  # noqa: D102
    @property
    def prediction(self) -> Prediction | None: ...  # noqa: D102
    @property
    def info(self) -> AudioInfo | None: ...  # noqa: D102
    @property
    def original(self) -> Prediction | None: ...  # noqa: D102
    @property
    def music(self) -> MusicAnalysis: ...  # noqa: D102


class Inspector(QScrollArea):
    """The column at the right of the window.

    `decided` carries (track id, mood, True | False | None), `acceptConfidentRequested` a list of
    track ids, `similarSongActivated` a track id, `seekRequested` seconds, `explanationShown` a
    mood's label. `spectrogramRequested` is emitted when it is unfolded for the shown song.
    `correctionRequested` and `correctionResetRequested` carry a track id.
    """

    decided = Signal(int, str, object)
    acceptConfidentRequested = Signal(object)
    similarSongActivated = Signal(int)
    seekRequested = Signal(float)
    explanationShown = Signal(str)
    correctionRequested = Signal(int)
    correctionResetRequested = Signal(int)
    tasteOffRequested = Signal()
    spectrogramRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vocabulary = Vocabulary([])
        self._keyboard_navigation = False  # from one similar song to the next
        self.song_page = SongPage()
        self.summary = SelectionSummary()
        self.message = MessagePage()
        self._pages: tuple[QWidget, ...] = (self.message, self.song_page, self.summary)
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
        page = self.song_page
        page.moods.decided.connect(self._decide)
        user_position = page.header.user_position
        user_position.changeRequested.connect(
            lambda: self._emit_for_shown_song(self.correctionRequested)
        )
        user_position.resetRequested.connect(
            lambda: self._emit_for_shown_song(self.correctionResetRequested)
        )
        page.header.personal_note.offRequested.connect(self.tasteOffRequested)
        page.moods.acceptAllRequested.connect(self._accept_confident)
        page.moods.seekRequested.connect(self.seekRequested)
        page.moods.explanationShown.connect(self.explanationShown)
        page.similar_songs.songActivated.connect(self.similarSongActivated)
        page.curve.seekRequested.connect(self.seekRequested)
        page.music.plot.seekRequested.connect(self.seekRequested)
        page.spectrogram.seekRequested.connect(self.seekRequested)
        page.spectrogram_part.toggled.connect(self._spectrogram_toggled)
        self.summary.acceptConfidentRequested.connect(self.acceptConfidentRequested)

    def sizeHint(self) -> QSize:
        """Return a size at which bars and plots are readable."""
        return QSize(_WIDTH, 600)

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Set the model's moods with their colors and thresholds."""
        self.vocabulary = vocabulary

    def set_changeable(self, changeable: bool) -> None:
        """Set whether decisions can be made; False for a read-only library."""
        self.song_page.moods.set_changeable(changeable)
        self.song_page.header.user_position.set_changeable(changeable)
        self.summary.set_changeable(changeable)

    def clear(self) -> None:
        """Show that no song is selected."""
        self.message.show_message(
            self.tr("No song selected"),
            self.tr("Select a song on the map or in the table to see its moods."),
        )
        self.song_page.track_id = None
        self._show_page(self.message)

    def show_loading(self, row: SongRow) -> None:
        """Show the name of a song while its details are loading."""
        if self.song_page.similar_songs.hasFocus():
            self._keyboard_navigation = True
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.song_page.show_loading(row)
        self._show_page(self.song_page)

    def show_song(self, detail: SongDetailProtocol) -> None:
        """Show a song; for the same song as before, scroll position and bars stay in place."""
        changed = detail.row.track_id != self.song_page.track_id
        self.song_page.show_song(detail.row, detail.prediction, detail.info, self.vocabulary)
        self.song_page.header.show_original(detail.row, detail.original)
        self.song_page.music.show_music(detail.row, detail.music, detail.row.duration_s or 0.0)
        self._show_page(self.song_page)
        if changed:
            self.verticalScrollBar().setValue(0)

    def show_selection(self, rows: Sequence[SongRow]) -> None:
        """Show a summary of several selected songs."""
        self.song_page.track_id = None
        self.summary.show_songs(rows)
        self._show_page(self.summary)

    def show_cover(self, image: QImage | None) -> None:
        """Show the cover of the shown song; None where it has none."""
        self.song_page.header.cover.show_image(image)

    @property
    def wants_spectrogram(self) -> bool:
        """Whether the part with the spectrogram is unfolded."""
        return self.song_page.spectrogram_part.is_open

    def _spectrogram_toggled(self, is_open: bool) -> None:
        if is_open and self.song_page.track_id is not None:
            self.spectrogramRequested.emit()

    def show_spectrogram(self, frames: npt.NDArray[np.float32] | None) -> None:
        """Show the log-mel spectrogram in dB, shape (frames, 96); None if there is none."""
        self.song_page.spectrogram.set_frames(frames)

    def show_similar_songs(
        self,
        similar: list[tuple[SongRow, float]],
        copies: Copies = NO_COPIES,
        own_copies: str = "",
    ) -> None:
        """Show similar songs with their distances, nearest first.

        `copies` are the other songs of their recordings, `own_copies` names those of the song.
        """
        parts = []
        if own_copies:
            parts.append(self.tr("Same recording: %1.").replace("%1", own_copies))
        if not similar:
            parts.append(self.tr("No other songs analyzed yet."))
        self.song_page.show_similar_songs(similar, " ".join(parts), copies)
        if self._keyboard_navigation and similar and self.hasFocus():
            self.song_page.similar_songs.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keyboard_navigation = False

    def set_position(self, seconds: float | None) -> None:
        """Set the playback position of the shown song; None when it is not playing."""
        self.song_page.moods.set_position(seconds)
        self.song_page.curve.set_position(seconds)
        self.song_page.music.plot.set_position(seconds)
        self.song_page.spectrogram.set_position(seconds)

    def _show_page(self, shown_page: QWidget) -> None:
        for page in self._pages:
            page.setVisible(page is shown_page)

    def _decide(self, mood: str, accepted: bool | None) -> None:
        if self.song_page.track_id is not None:
            self.decided.emit(self.song_page.track_id, mood, accepted)

    def _emit_for_shown_song(self, signal: SignalInstance) -> None:
        if self.song_page.track_id is not None:
            signal.emit(self.song_page.track_id)

    def _accept_confident(self) -> None:
        if self.song_page.track_id is not None:
            self.acceptConfidentRequested.emit([self.song_page.track_id])
