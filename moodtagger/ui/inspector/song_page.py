"""The inspector's page for one song."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.inspector.header import SongHeader
from moodtagger.ui.inspector.mood_panel import MoodPanel
from moodtagger.ui.inspector.music_panel import MusicPanel
from moodtagger.ui.inspector.quiet_widgets import CharacterBars, FoldedPart, faint_label, heading
from moodtagger.ui.inspector.similar_songs import NO_COPIES, Copies, SimilarSongsList
from moodtagger.ui.inspector.spectrogram import SpectrogramPlot
from moodtagger.ui.inspector.texts import MessagePage, no_mood_message
from moodtagger.ui.inspector.valence_arousal_plot import CurveLegend, ValenceArousalPlot
from moodtagger.ui.theme import SPACE, SPACE_S

_FILE_PROBLEM_STATES = (TrackState.FAILED, TrackState.ABSENT)


class SongPage(QWidget):
    """Header, moods, plots and similar songs of one song, or why there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.track_id: int | None = None
        self._shown_analysis: tuple[int, str] | None = None
        self.header = SongHeader()
        self.message = MessagePage()
        self.moods = MoodPanel()
        self.analysis = QWidget()
        self.curve = ValenceArousalPlot()
        self.music = MusicPanel()
        self.character = CharacterBars()
        self.spectrogram = SpectrogramPlot()
        self.spectrogram_part = FoldedPart(self.tr("Spectrogram (kHz)"), self.spectrogram)
        self.similar_songs = SimilarSongsList()
        self.similar_songs_message = faint_label()
        self._moods_heading = heading(self.tr("Suggested moods"))
        self._character_heading = heading(self.tr("Character"))
        position = self.header.user_position
        self.moods.links.addWidget(position.change_button)
        self.moods.links.addWidget(position.reset_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for widget in (self.header, self.message, self._moods_heading, self.moods, self.analysis):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._lay_out_analysis()

    def _lay_out_analysis(self) -> None:
        layout = QVBoxLayout(self.analysis)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        curve_heading = QHBoxLayout()
        curve_heading.addWidget(heading(self.tr("Over time")))
        curve_heading.addWidget(CurveLegend(self.curve), stretch=1)
        layout.addLayout(curve_heading)
        for widget in (
            self.curve,
            self._character_heading,
            self.character,
            self.music,
            self.spectrogram_part,
            heading(self.tr("Similar songs")),
            self.similar_songs_message,
            self.similar_songs,
        ):
            layout.addWidget(widget)
            if widget in (self.curve, self.character, self.spectrogram_part):
                layout.addSpacing(SPACE)

    def show_song(
        self,
        row: SongRow,
        prediction: Prediction | None,
        info: AudioInfo | None,
        vocabulary: Vocabulary,
    ) -> None:
        """Show a song; its spectrogram and similar songs are set later."""
        self.header.show_song(row, prediction, info)
        for part in (self.analysis, self._moods_heading):
            part.setVisible(prediction is not None)
        if prediction is None:
            self.moods.clear()
        if prediction is None or row.state in _FILE_PROBLEM_STATES:
            self.message.show_message(*no_mood_message(row))
        self.message.setVisible(prediction is None or row.state in _FILE_PROBLEM_STATES)
        if prediction is not None:
            length = info.duration_s if info is not None else row.duration_s or 0.0
            self._show_analysis(row, prediction, length, vocabulary)
        self.track_id = row.track_id

    def show_loading(self, row: SongRow) -> None:
        """Show the name of a song while the rest is loading."""
        self.header.show_song(row, None, None)
        self.analysis.hide()
        self._moods_heading.hide()
        self.moods.clear()
        self.message.show_message(self.tr("Loading…"), "")
        self.message.show()
        self.track_id = None

    def _show_analysis(
        self, row: SongRow, prediction: Prediction, length_s: float, vocabulary: Vocabulary
    ) -> None:
        self.moods.show_moods(row, prediction, vocabulary, length_s)
        self.character.show_attributes(row.attributes or prediction.attributes)
        for part in (self.character, self._character_heading):
            part.setVisible(bool(row.attributes or prediction.attributes))
        analysis_key = row.track_id, prediction.model
        if row.track_id == self.track_id and analysis_key == self._shown_analysis:
            return
        self._shown_analysis = analysis_key
        self.curve.set_segments(prediction.segments, length_s)
        self.spectrogram.set_length(length_s)
        if row.state in _FILE_PROBLEM_STATES:
            self.spectrogram.set_frames(None)
        else:
            self.spectrogram.show_loading()
        self.show_similar_songs([], self.tr("Finding similar songs…"))

    def show_similar_songs(
        self,
        similar: list[tuple[SongRow, float]],
        message: str,
        copies: Copies = NO_COPIES,
    ) -> None:
        """Show similar songs, or else a message; with it, where else the song itself is."""
        self.similar_songs.set_similar_songs(similar, copies)
        self.similar_songs.setVisible(bool(similar))
        self.similar_songs_message.setText(message)
        self.similar_songs_message.setVisible(bool(message))
