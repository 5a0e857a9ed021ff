"""The inspector's header: the song, its headline, and below it the position in numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.ui.cover_view import CoverView
from moodtagger.ui.formatting import format_time, mood_text, sentence_case
from moodtagger.ui.inspector import texts
from moodtagger.ui.inspector.personal_note import PersonalNote
from moodtagger.ui.inspector.quiet_widgets import FoldedPart, LinkButton, faint_label
from moodtagger.ui.inspector.texts import plain_label
from moodtagger.ui.library.cell_formatting import percent, quadrant_text, signed, state_text
from moodtagger.ui.library.state_icons import paint_edited_icon
from moodtagger.ui.text_normalization import display_text, plain_tooltip
from moodtagger.ui.theme import (
    HEADING_SCALE,
    SPACE,
    SPACE_L,
    SPACE_S,
    blend,
    is_dark,
    quadrant_color,
    scaled_font,
)

_DOT_SIZE = 9.0
_COVER_SIZE = 64


class QuadrantChip(QWidget):
    """A quadrant's name on a tint of its color, after a dot.

    A pencil replaces the dot where the user chose the quadrant.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._quadrant = Quadrant.HAPPY
        self._is_user_choice = False

    def show_quadrant(self, quadrant: Quadrant, *, is_user_choice: bool) -> None:
        """Show a quadrant."""
        self._quadrant, self._is_user_choice = quadrant, is_user_choice
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of dot and text."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(quadrant_text(self._quadrant)) + int(_DOT_SIZE)
        return QSize(width + 3 * SPACE, metrics.height() + SPACE_S)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint background, dot and text."""
        color = quadrant_color(self._quadrant, is_dark(self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(color)
        painter.setBrush(blend(color, self.palette().color(QPalette.ColorRole.Window), 0.82))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setBrush(color)
        dot = QRectF(rect.left() + SPACE, rect.center().y() - _DOT_SIZE / 2, _DOT_SIZE, _DOT_SIZE)
        if self._is_user_choice:
            paint_edited_icon(painter, dot, self.palette().color(QPalette.ColorRole.WindowText))
        else:
            painter.drawEllipse(dot)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        text_rect = rect.adjusted(_DOT_SIZE + 2 * SPACE - 2, 0, 0, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text_rect, int(left), quadrant_text(self._quadrant))
        painter.end()


class Headline(QWidget):
    """The one thing said about a song: its quadrant, and how sure that is or that it is yours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = QuadrantChip()
        self.certainty = faint_label(scale=1.0)
        self.certainty.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.chip)
        row.addWidget(self.certainty)
        row.addStretch(1)

    def show_song(self, row: SongRow, prediction: Prediction | None) -> None:
        """Show the quadrant that counts: the user's, else the predicted one."""
        quadrant = None if prediction is None else prediction.top_quadrant
        if row.correction is not None:
            quadrant = row.correction.quadrant
        self.setVisible(quadrant is not None)
        if quadrant is None:
            return
        self.chip.show_quadrant(quadrant, is_user_choice=row.correction is not None)
        if row.correction is not None:
            self.certainty.setText(self.tr("your position"))
            self.setToolTip(self.tr("The original analysis is kept"))
        elif prediction is not None:
            self.certainty.setText(texts.confidence_text(prediction.confidence))
            shares = sorted(QUADRANTS, key=lambda q: -prediction.quadrant[q])
            self.setToolTip(
                ", ".join(f"{quadrant_text(q)} {percent(prediction.quadrant[q])}" for q in shares)
            )
        text = f"{quadrant_text(quadrant)}, {self.certainty.text()}"
        self.setAccessibleName(self.tr("Quadrant: %1").replace("%1", text))


class UserPosition(QWidget):
    """The coordinates of the user's correction; hidden without one.

    Its two buttons are laid out elsewhere. `changeRequested` asks for the correction dialog,
    `resetRequested` to remove the correction.
    """

    changeRequested = Signal()
    resetRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.coordinates = plain_label()
        self.change_button = LinkButton()
        self.reset_button = LinkButton(self.tr("Reset"))
        self.reset_button.setToolTip(self.tr("Return to the original analysis"))
        self.change_button.setToolTip(
            self.tr("Move this song to the position that feels right to you")
        )
        self.change_button.clicked.connect(self.changeRequested)
        self.reset_button.clicked.connect(self.resetRequested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_S, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(faint_label(self.tr("Your position")))
        layout.addWidget(self.coordinates)

    def show_song(self, row: SongRow) -> None:
        """Show the user's correction of a song."""
        correction = row.correction
        for widget in (self, self.reset_button):
            widget.setVisible(correction is not None)
        self.change_button.setText(self.tr("Correct mood…"))
        if correction is None:
            return
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
    """Cover, title, artist and album, the headline, and the folded position in numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cover = CoverView(_COVER_SIZE)
        self.title = plain_label()
        self.title.setFont(scaled_font(self.font(), HEADING_SCALE, bold=True))
        self.artist, self.album = faint_label(scale=1.0), faint_label(scale=1.0)
        self.file, self.file_moods = faint_label(), faint_label()
        self.headline = Headline()
        self.model = faint_label()
        self.user_position = UserPosition()
        self.personal_note = PersonalNote()
        self.prediction_label = faint_label(self.tr("Original analysis:"))
        self.prediction_box = QWidget()
        self.valence, self.arousal = plain_label(), plain_label()
        self._lay_out_prediction()
        self.position = FoldedPart(
            self.tr("Position"),
            self.user_position,
            self.prediction_label,
            self.prediction_box,
            self.personal_note,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        for label in (self.title, self.artist, self.album, self.file):
            names.addWidget(label)
        names.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(SPACE_L)
        top.addWidget(self.cover, alignment=Qt.AlignmentFlag.AlignTop)
        top.addLayout(names, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(top)
        for widget in (self.file_moods, self.headline, self.model, self.position):
            layout.addWidget(widget)

    def _lay_out_prediction(self) -> None:
        form = QFormLayout(self.prediction_box)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(2)
        form.addRow(faint_label(self.tr("Valence"), 1.0), self.valence)
        form.addRow(faint_label(self.tr("Arousal"), 1.0), self.arousal)

    def show_song(
        self, row: SongRow, prediction: Prediction | None, info: AudioInfo | None
    ) -> None:
        """Show a song; empty lines are hidden."""
        tags = row.tags
        _set_text(self.title, display_text(row.name))
        self.title.setToolTip(plain_tooltip(row.path))
        _set_text(self.artist, display_text(tags.artist))
        album = (display_text(tags.album), str(tags.year or ""))
        _set_text(self.album, " · ".join(part for part in album if part))
        _set_text(self.file, self._file_line(row, info))
        moods = ", ".join(map(mood_text, tags.moods))
        _set_text(self.file_moods, self.tr("Mood tag: %1").replace("%1", moods) if moods else "")
        self.headline.show_song(row, prediction)
        self.user_position.show_song(row)
        self.personal_note.show_original(None)
        self.position.setVisible(prediction is not None or row.correction is not None)
        self.prediction_label.setVisible(prediction is not None and row.correction is not None)
        self.prediction_box.setVisible(prediction is not None)
        _set_text(self.model, "")
        if prediction is not None:
            self._show_prediction(prediction, stale=row.stale)
        names = (self.title.text(), self.artist.text(), self.album.text())
        self.setAccessibleName(", ".join(name for name in names if name))

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
        notes = [self.tr("quick analysis; the complete one follows")] if prediction.quick else []
        if stale and not prediction.quick:
            notes.append(self.tr("analyzed with an older model"))
        _set_text(self.model, ", ".join(notes))
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
