"""The inspector's head: what song this is and how it feels, in numbers and words."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.ui.formatting import format_time
from moodtagger.ui.inspector import strings as words
from moodtagger.ui.inspector.message_page import plain_label
from moodtagger.ui.inspector.quadrant_chip import QuadrantChip
from moodtagger.ui.inspector.user_position import UserPosition
from moodtagger.ui.library.cell_text import mood_text, state_text
from moodtagger.ui.text_normalization import display_text, plain_tooltip
from moodtagger.ui.theme import HEADING_SCALE, SMALL_SCALE, SPACE, SPACE_S, scaled_font


class SongHeader(QWidget):
    """Title, artist and album, file; and where anything was heard, quadrant and coordinates."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = plain_label()
        self.title.setFont(scaled_font(self.font(), HEADING_SCALE, bold=True))
        self.artist = plain_label()
        self.file = plain_label()
        self.file.setFont(scaled_font(self.font(), SMALL_SCALE))
        self.file_moods = plain_label()
        self.chip = QuadrantChip()
        self.model = QLabel()
        self.model.setFont(scaled_font(self.font(), SMALL_SCALE))
        self.user_position = UserPosition()
        self.prediction_label = plain_label(self.tr("What the network heard:"))
        self.prediction_label.setContentsMargins(0, SPACE, 0, 0)
        self.prediction_box = QWidget()
        self.valence, self.arousal = plain_label(), plain_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        texts = (self.title, self.artist, self.file, self.file_moods)
        for widget in (
            *texts,
            self.user_position,
            self.prediction_label,
            self.prediction_box,
            self.user_position.buttons,
        ):
            layout.addWidget(widget)
        self._lay_out_prediction()

    def _lay_out_prediction(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.chip)
        top.addWidget(self.model)
        top.addStretch(1)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(2)
        form.addRow(self.tr("Valence"), self.valence)
        form.addRow(self.tr("Arousal"), self.arousal)
        layout = QVBoxLayout(self.prediction_box)
        layout.setContentsMargins(0, SPACE_S, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(top)
        layout.addLayout(form)

    def show_song(
        self, row: SongRow, prediction: Prediction | None, info: AudioInfo | None
    ) -> None:
        """Show a song; empty lines are not shown."""
        tags = row.tags
        _set_text(self.title, display_text(row.name))
        self.title.setToolTip(plain_tooltip(row.path))
        _set_text(self.artist, " – ".join(display_text(x) for x in (tags.artist, tags.album) if x))
        _set_text(self.file, self._file_line(row, info))
        moods = ", ".join(map(mood_text, tags.moods))
        _set_text(
            self.file_moods, self.tr("Mood in the file: %1").replace("%1", moods) if moods else ""
        )
        self.user_position.show_song(row)
        self.prediction_label.setVisible(prediction is not None and row.correction is not None)
        self.prediction_box.setVisible(prediction is not None)
        if prediction is not None:
            self._show_prediction(prediction, stale=row.stale)
        self.setAccessibleName(f"{self.title.text()}, {self.artist.text()}")

    def _file_line(self, row: SongRow, info: AudioInfo | None) -> str:
        parts = [] if row.duration_s is None else [format_time(row.duration_s)]
        if info is not None:
            parts.append(words.codec_text(info))
        return " · ".join([*parts, state_text(row.state)])

    def _show_prediction(self, prediction: Prediction, *, stale: bool) -> None:
        self.chip.show_quadrant(prediction.top_quadrant, prediction.confidence)
        notes = [self.tr("three excerpts only")] if prediction.quick else []
        if stale:
            notes.append(self.tr("heard by an older network"))
        self.model.setText(", ".join(notes))
        self.model.setToolTip(plain_tooltip(prediction.model))
        for label, value, sd, text in (
            (
                self.valence,
                prediction.valence,
                prediction.valence_sd,
                words.valence_text(prediction.valence),
            ),
            (
                self.arousal,
                prediction.arousal,
                prediction.arousal_sd,
                words.arousal_text(prediction.arousal),
            ),
        ):
            number = words.value_with_sd(value, sd)
            label.setText(f"{number}\n{text}, {words.certainty_text(sd)}")


def _set_text(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
