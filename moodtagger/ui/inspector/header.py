"""The inspector's header: the song, its predicted position and the user's correction."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.ui.formatting import format_time, mood_text, sentence_case
from moodtagger.ui.inspector import texts
from moodtagger.ui.inspector.personal_note import PersonalNote
from moodtagger.ui.inspector.texts import plain_label
from moodtagger.ui.library.cell_formatting import percent, quadrant_text, signed, state_text
from moodtagger.ui.library.state_icons import paint_edited_icon
from moodtagger.ui.text_normalization import display_text, plain_tooltip
from moodtagger.ui.theme import (
    HEADING_SCALE,
    RADIUS,
    SMALL_SCALE,
    SPACE,
    SPACE_S,
    blend,
    is_dark,
    quadrant_color,
    scaled_font,
)

_DOT_SIZE = 9.0


class QuadrantChip(QWidget):
    """A quadrant's name and probability on a tint of its color, after a dot.

    A pencil replaces the dot where the user chose the quadrant.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._quadrant = Quadrant.HAPPY
        self._text = ""
        self._is_user_choice = False

    def show_quadrant(self, quadrant: Quadrant, confidence: float) -> None:
        """Show the predicted quadrant."""
        self._quadrant, self._is_user_choice = quadrant, False
        self._text = f"{quadrant_text(quadrant)} {percent(confidence)}"
        self.setAccessibleName(self.tr("Quadrant: %1").replace("%1", self._text))
        self.setToolTip(self.tr("The most likely quadrant of the map, with its probability"))
        self.updateGeometry()
        self.update()

    def show_user_quadrant(self, quadrant: Quadrant) -> None:
        """Show the quadrant that the user chose."""
        self._quadrant, self._is_user_choice = quadrant, True
        self._text = self.tr("%1 · corrected").replace("%1", quadrant_text(quadrant))
        self.setAccessibleName(self.tr("Quadrant: %1").replace("%1", self._text))
        self.setToolTip(self.tr("Your position"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of dot and text."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._text) + int(_DOT_SIZE) + 3 * SPACE
        return QSize(width, metrics.height() + SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint background, dot and text."""
        color = quadrant_color(self._quadrant, is_dark(self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(color)
        painter.setBrush(blend(color, self.palette().color(QPalette.ColorRole.Window), 0.82))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        painter.setBrush(color)
        dot = QRectF(rect.left() + SPACE, rect.center().y() - _DOT_SIZE / 2, _DOT_SIZE, _DOT_SIZE)
        if self._is_user_choice:
            paint_edited_icon(painter, dot, self.palette().color(QPalette.ColorRole.WindowText))
        else:
            painter.drawEllipse(dot)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        text_rect = rect.adjusted(_DOT_SIZE + 2 * SPACE - 2, 0, 0, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text_rect, int(left), self._text)
        painter.end()


class UserPosition(QWidget):
    """Quadrant and coordinates of the user's correction; hidden without one.

    Its `buttons` are laid out elsewhere, below the prediction. `changeRequested` asks for the
    correction dialog, `resetRequested` to remove the correction.
    """

    changeRequested = Signal()
    resetRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = QuadrantChip()
        self.coordinates = plain_label()
        self.change_button = QPushButton()
        self.reset_button = QPushButton(self.tr("Reset"))
        self.reset_button.setToolTip(self.tr("Return to the original analysis"))
        self.change_button.setToolTip(
            self.tr("Move this song to the position that feels right to you")
        )
        self.change_button.clicked.connect(self.changeRequested)
        self.reset_button.clicked.connect(self.resetRequested)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, SPACE_S, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.change_button)
        row.addWidget(self.reset_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_S, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.chip)
        layout.addWidget(self.coordinates)

    def show_song(self, row: SongRow) -> None:
        """Show the user's correction of a song."""
        correction = row.correction
        for widget in (self, self.reset_button):
            widget.setVisible(correction is not None)
        if correction is None:
            self.change_button.setText(self.tr("Correct mood…"))
            return
        self.change_button.setText(self.tr("Edit…"))
        self.chip.show_user_quadrant(correction.quadrant)
        lines = (
            (self.tr("Valence %1, %2"), correction.valence, texts.valence_text(correction.valence)),
            (self.tr("Arousal %1, %2"), correction.arousal, texts.arousal_text(correction.arousal)),
        )
        self.coordinates.setText(
            "\n".join(
                text.replace("%1", signed(value)).replace("%2", feeling)
                for text, value, feeling in lines
            )
        )

    def set_changeable(self, changeable: bool) -> None:
        """Set whether corrections can be made."""
        self.change_button.setEnabled(changeable)
        self.reset_button.setEnabled(changeable)


class SongHeader(QWidget):
    """Title, artist, album and file, and the prediction of an analyzed song."""

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
        self.personal_note = PersonalNote()
        self.prediction_label = plain_label(self.tr("Original analysis:"))
        self.prediction_label.setContentsMargins(0, SPACE, 0, 0)
        self.prediction_box = QWidget()
        self.valence, self.arousal = plain_label(), plain_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        for widget in (
            self.title,
            self.artist,
            self.file,
            self.file_moods,
            self.user_position,
            self.prediction_label,
            self.prediction_box,
            self.personal_note,
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
        """Show a song; empty lines are hidden."""
        tags = row.tags
        _set_text(self.title, display_text(row.name))
        self.title.setToolTip(plain_tooltip(row.path))
        _set_text(self.artist, " – ".join(display_text(x) for x in (tags.artist, tags.album) if x))
        _set_text(self.file, self._file_line(row, info))
        moods = ", ".join(map(mood_text, tags.moods))
        _set_text(self.file_moods, self.tr("Mood tag: %1").replace("%1", moods) if moods else "")
        self.user_position.show_song(row)
        self.personal_note.show_original(None)
        self.prediction_label.setVisible(prediction is not None and row.correction is not None)
        self.prediction_box.setVisible(prediction is not None)
        if prediction is not None:
            self._show_prediction(prediction, stale=row.stale)
        self.setAccessibleName(f"{self.title.text()}, {self.artist.text()}")

    def show_original(self, row: SongRow, original: Prediction | None) -> None:
        """Show the model's own prediction of a song beside the one adjusted to the user's taste.

        Below a correction it stands in its place.
        """
        if original is not None and row.correction is not None:
            self._show_prediction(original, stale=row.stale)
            original = None
        self.personal_note.show_original(original)

    def _file_line(self, row: SongRow, info: AudioInfo | None) -> str:
        parts = [] if row.duration_s is None else [format_time(row.duration_s)]
        if info is not None:
            parts.append(texts.codec_text(info))
        return " · ".join([*parts, state_text(row.state)])

    def _show_prediction(self, prediction: Prediction, *, stale: bool) -> None:
        self.chip.show_quadrant(prediction.top_quadrant, prediction.confidence)
        notes = [self.tr("analyzed from three excerpts only")] if prediction.quick else []
        if stale:
            notes.append(self.tr("analyzed with an older model"))
        self.model.setText(", ".join(notes))
        self.model.setToolTip(plain_tooltip(prediction.model))
        for label, value, sd, feeling in (
            (
                self.valence,
                prediction.valence,
                prediction.valence_sd,
                sentence_case(texts.valence_text(prediction.valence)),
            ),
            (
                self.arousal,
                prediction.arousal,
                prediction.arousal_sd,
                sentence_case(texts.arousal_text(prediction.arousal)),
            ),
        ):
            number = texts.value_with_sd(value, sd)
            label.setText(f"{number}\n{feeling} · {texts.certainty_text(sd)}")


def _set_text(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
