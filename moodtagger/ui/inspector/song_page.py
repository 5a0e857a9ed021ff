"""The inspector's page for one song."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.inspector.curve_legend import Legend
from moodtagger.ui.inspector.header import SongHeader
from moodtagger.ui.inspector.message_page import MessagePage, plain_label
from moodtagger.ui.inspector.mood_panel import MoodPanel
from moodtagger.ui.inspector.similar_songs import NeighbourList
from moodtagger.ui.inspector.spectrogram import SpectrogramPlot
from moodtagger.ui.inspector.strings import why_no_mood
from moodtagger.ui.inspector.valence_arousal_plot import CurvePlot
from moodtagger.ui.theme import SPACE, SPACE_L, scaled_font

_ATTENTION = (TrackState.FAILED, TrackState.ABSENT)


class DetailPage(QWidget):
    """Head, moods, curve, spectrogram and neighbours; or why there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.track_id: int | None = None
        self._heard_by: tuple[int, str] | None = None
        self.header = SongHeader()
        self.message = MessagePage()
        self.heard = QWidget()
        self.moods = MoodPanel()
        self.curve = CurvePlot()
        self.spectrogram = SpectrogramPlot()
        self.neighbours = NeighbourList()
        self.alone = plain_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_L)
        layout.addWidget(self.header)
        layout.addWidget(self.message)
        layout.addWidget(self.heard)
        layout.addStretch(1)
        self._lay_out_heard()

    def _lay_out_heard(self) -> None:
        layout = QVBoxLayout(self.heard)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        sections = (
            (self.tr("Moods"), (self.moods,)),
            (self.tr("Over time"), (self.curve, Legend(self.curve))),
            (self.tr("Spectrogram (kHz)"), (self.spectrogram,)),
            (self.tr("Feels alike"), (self.alone, self.neighbours)),
        )
        for heading, widgets in sections:
            label = plain_label(heading)
            label.setFont(scaled_font(self.font(), 1.0, bold=True))
            layout.addWidget(label)
            for widget in widgets:
                layout.addWidget(widget)
            layout.addSpacing(SPACE)

    def show_song(
        self,
        row: SongRow,
        prediction: Prediction | None,
        info: AudioInfo | None,
        vocabulary: Vocabulary,
    ) -> None:
        """Show a song; its spectrogram and neighbours come later and stay while it is the same."""
        self.header.show_song(row, prediction, info)
        self.heard.setVisible(prediction is not None)
        if prediction is None or row.state in _ATTENTION:
            self.message.say(*why_no_mood(row))
        self.message.setVisible(prediction is None or row.state in _ATTENTION)
        if prediction is not None:
            length = info.duration_s if info is not None else row.duration_s or 0.0
            self._show_heard(row, prediction, length, vocabulary)
        self.track_id = row.track_id

    def show_loading(self, row: SongRow) -> None:
        """The song's name is known, the rest is being read."""
        self.header.show_song(row, None, None)
        self.heard.hide()
        self.message.say(self.tr("Reading…"), "")
        self.message.show()
        self.track_id = None

    def _show_heard(
        self, row: SongRow, prediction: Prediction, length_s: float, vocabulary: Vocabulary
    ) -> None:
        self.moods.show_moods(row, prediction, vocabulary, length_s)
        heard_by = row.track_id, prediction.model
        if row.track_id == self.track_id and heard_by == self._heard_by:
            return
        self._heard_by = heard_by
        self.curve.set_segments(prediction.segments, length_s)
        self.spectrogram.set_length(length_s)
        if row.state in _ATTENTION:
            self.spectrogram.set_frames(None)
        else:
            self.spectrogram.set_waiting()
        self.show_neighbours([], self.tr("Looking for songs that feel alike…"))

    def show_neighbours(self, found: list[tuple[SongRow, float]], words: str) -> None:
        """Show the nearest songs, or words when there are none."""
        self.neighbours.set_neighbours(found)
        self.neighbours.setVisible(bool(found))
        self.alone.setText(words)
        self.alone.setVisible(not found)
