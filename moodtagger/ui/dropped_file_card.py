"""The card of a dropped file: its predicted moods, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.prediction import AnalysisResult, Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting, icons, theme
from moodtagger.ui.formatting import format_decimal, mood_text
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.translation import translate_message
from moodtagger.ui.widgets import ElidedLabel

MAX_MOODS_SHOWN = 4


def quadrant_summary(prediction: Prediction) -> str:
    """Return the most probable quadrant, such as 'Mostly relaxed (72%)'."""
    names = {
        Quadrant.HAPPY: _tr("happy"),
        Quadrant.ANGRY: _tr("angry"),
        Quadrant.SAD: _tr("sad"),
        Quadrant.RELAXED: _tr("relaxed"),
    }
    text = _tr("Mostly %1 (%2)").replace("%1", names[prediction.top_quadrant])
    return text.replace("%2", percent(prediction.confidence))


def moods_summary(prediction: Prediction) -> str:
    """Return the clear moods, or else the likely or most probable ones, marked as uncertain."""
    if prediction.confident:
        listed = [_percent(label, prediction) for label in prediction.confident]
        return _tr("Detected: %1").replace("%1", ", ".join(listed))
    by_probability = sorted(prediction.moods, key=lambda label: -prediction.moods[label])
    likely = prediction.likely or by_probability[:MAX_MOODS_SHOWN]
    listed = [_percent(label, prediction) for label in likely]
    return _tr("No clear mood. Most likely: %1").replace("%1", ", ".join(listed))


def valence_arousal_text(prediction: Prediction) -> str:
    """Return valence and arousal with their standard deviations."""
    text = _tr("Valence %1 \N{PLUS-MINUS SIGN} %2, arousal %3 \N{PLUS-MINUS SIGN} %4")
    numbers = (
        f"{prediction.valence:+.2f}",
        format_decimal(prediction.valence_sd, 2),
        f"{prediction.arousal:+.2f}",
        format_decimal(prediction.arousal_sd, 2),
    )
    for index, value in enumerate(numbers, start=1):
        text = text.replace(f"%{index}", value)
    return text


def _percent(label: str, prediction: Prediction) -> str:
    return f"{mood_text(label)} {round(100 * prediction.moods[label])} %"


def _tr(text: str) -> str:
    return QCoreApplication.translate("DroppedFileCard", text)


class DroppedFileCard(QFrame):
    """Analysis of one dropped file, which only its button adds to the library."""

    addRequested = Signal(str)
    playRequested = Signal(str)
    similarRequested = Signal(object)  # AnalysisResult
    showRequested = Signal(object)  # ids of copies in the library
    closed = Signal(str)

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Dropped file"))
        name = ElidedLabel(formatting.file_name(path))
        name.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        self._result: AnalysisResult | None = None
        self._copies: set[int] = set()
        self.status_label = QLabel(self.tr("Not in your library"), wordWrap=True)
        self.status_label.setTextFormat(Qt.TextFormat.PlainText)
        self.moods_label = QLabel(self.tr("Analyzing…"), wordWrap=True)
        self.valence_arousal_label = QLabel(wordWrap=True)
        self._progress_bar = QProgressBar(maximum=0, textVisible=False)
        self._progress_bar.setMaximumHeight(8)
        self._create_buttons()
        self._create_layout(name)

    def show_result(self, result: AnalysisResult) -> None:
        """Show the prediction, or the message why there is none."""
        self._progress_bar.hide()
        if result.prediction is None:
            self.moods_label.setText(translate_message(result.error or result.skip_reason))
            self.valence_arousal_label.hide()
            self.add_button.setEnabled(not result.error)
            self.play_button.setEnabled(not result.error)
            return
        self._result = result
        self._show_prediction(result.prediction)
        self.similar_button.setEnabled(True)
        self.add_button.setEnabled(True)
        self.play_button.setEnabled(True)

    def show_error(self, message: str) -> None:
        """Show why the file could not be analyzed."""
        self.show_result(AnalysisResult(self.path, error=message))

    def show_copies(self, copies: Sequence[SongRow]) -> None:
        """Say that the library has the recording as other files, and offer to show them."""
        self._copies = {row.track_id for row in copies}
        first = formatting.display_path(copies[0].file)
        text = self.tr("Already in your library as another file: %1").replace("%1", first)
        if len(copies) > 1:
            text += " " + self.tr("and %Ln more", "", len(copies) - 1)
        self.status_label.setText(text)
        self.show_button.show()

    def show_adding(self) -> None:
        """Show that the file is being added to the library."""
        self.status_label.setText(self.tr("Adding to your library…"))
        self.add_button.setEnabled(False)

    def allow_adding(self, allowed: bool) -> None:
        """Show or hide the button that adds the file to the library."""
        self.add_button.setVisible(allowed)

    def _show_prediction(self, prediction: Prediction) -> None:
        self.moods_label.setText(f"{quadrant_summary(prediction)}\n{moods_summary(prediction)}")
        self.valence_arousal_label.setText(valence_arousal_text(prediction))

    def _create_buttons(self) -> None:
        self.add_button = QPushButton(self.tr("Add to library"))
        self.add_button.clicked.connect(lambda: self.addRequested.emit(self.path))
        self.play_button = QPushButton(self.tr("Play"))
        self.play_button.clicked.connect(lambda: self.playRequested.emit(self.path))
        self.show_button = QPushButton(self.tr("Show in library"))
        self.show_button.clicked.connect(lambda: self.showRequested.emit(set(self._copies)))
        self.show_button.hide()
        self.similar_button = QPushButton(self.tr("Similar songs"))
        self.similar_button.setToolTip(
            self.tr("Find similar songs in your library without adding this file")
        )
        self.similar_button.clicked.connect(lambda: self.similarRequested.emit(self._result))
        for button in (self.add_button, self.play_button, self.similar_button):
            button.setEnabled(False)
        self.close_button = QToolButton(autoRaise=True)
        self.close_button.setIcon(icons.icon("close", self.palette()))
        self.close_button.setToolTip(self.tr("Close"))
        self.close_button.setAccessibleName(self.tr("Close this card"))
        self.close_button.clicked.connect(lambda: self.closed.emit(self.path))

    def _create_layout(self, name: QLabel) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_S)
        column.addWidget(name)
        column.addWidget(self.status_label)
        column.addWidget(self._progress_bar)
        column.addWidget(self.moods_label)
        column.addWidget(self.valence_arousal_label)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE, theme.SPACE_L, theme.SPACE)
        row.setSpacing(theme.SPACE)
        row.addLayout(column, stretch=1)
        for button in (
            *(self.show_button, self.similar_button, self.play_button, self.add_button),
            self.close_button,
        ):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icon in the new colors."""
        if event.type() == QEvent.Type.PaletteChange:
            self.close_button.setIcon(icons.icon("close", self.palette()))
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a plain card with a thin frame."""
        painter = QStylePainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.setPen(
            theme.blend(self.palette().mid().color(), self.palette().text().color(), 0.3)
        )
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
