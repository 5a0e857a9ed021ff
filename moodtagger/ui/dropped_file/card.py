"""What was heard in a dropped file: moods, place on the map, and two choices."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
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

from moodtagger.core.prediction import Heard, Prediction
from moodtagger.ui import formatting as words
from moodtagger.ui import icons, theme
from moodtagger.ui.dropped_file.strings import moods_text, place_text, quadrant_text
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.error_translation import told


class DropCard(QFrame):
    """One dropped file; it is added to the library only when that button is pressed."""

    addWanted = Signal(str)
    playWanted = Signal(str)
    alikeWanted = Signal(object)  # the Heard
    closed = Signal(str)

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Dropped file"))
        name = ElidedLabel(words.file_name(path))
        name.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        self._heard: Heard | None = None
        self._note = QLabel(self.tr("Not in your library"))
        self._moods = QLabel(self.tr("Listening\N{HORIZONTAL ELLIPSIS}"), wordWrap=True)
        self._place = QLabel(wordWrap=True)
        self._busy = QProgressBar(maximum=0, textVisible=False)
        self._busy.setMaximumHeight(8)
        self._make_buttons()
        self._lay_out(name)

    def show_heard(self, heard: Heard) -> None:
        """The result, or the sentence that says why there is none."""
        self._busy.hide()
        if heard.prediction is None:
            self._moods.setText(told(heard.error or heard.note))
            self._place.hide()
            self._add.setEnabled(not heard.error)
            self._play.setEnabled(not heard.error)
            return
        self._heard = heard
        self._show_prediction(heard.prediction)
        self._alike.setEnabled(True)
        self._add.setEnabled(True)
        self._play.setEnabled(True)

    def show_problem(self, sentence: str) -> None:
        """The file could not be heard."""
        self.show_heard(Heard(self.path, error=sentence))

    def show_adding(self) -> None:
        """The file was asked into the library."""
        self._note.setText(self.tr("Being added to your library"))
        self._add.setEnabled(False)

    def allow_adding(self, allowed: bool) -> None:
        """Hide the button where the library cannot be changed."""
        self._add.setVisible(allowed)

    def _show_prediction(self, prediction: Prediction) -> None:
        self._moods.setText(f"{quadrant_text(prediction)}\n{moods_text(prediction)}")
        self._place.setText(place_text(prediction))

    def _make_buttons(self) -> None:
        self._add = QPushButton(self.tr("Add to library"))
        self._add.clicked.connect(lambda: self.addWanted.emit(self.path))
        self._play = QPushButton(self.tr("Play"))
        self._play.clicked.connect(lambda: self.playWanted.emit(self.path))
        self._alike = QPushButton(self.tr("More like this"))
        self._alike.setToolTip(self.tr("Songs of your library like this file, which stays outside"))
        self._alike.clicked.connect(lambda: self.alikeWanted.emit(self._heard))
        for button in (self._add, self._play, self._alike):
            button.setEnabled(False)
        self._close = QToolButton(autoRaise=True)
        self._close.setIcon(icons.icon("close", self.palette()))
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close the card"))
        self._close.clicked.connect(lambda: self.closed.emit(self.path))

    def _lay_out(self, name: QLabel) -> None:
        top = QHBoxLayout()
        top.addWidget(name, stretch=1)
        top.addWidget(self._close)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(self._alike)
        bottom.addWidget(self._play)
        bottom.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE, theme.SPACE_L, theme.SPACE_L)
        column.addLayout(top)
        column.addWidget(self._busy)
        column.addWidget(self._moods)
        column.addWidget(self._place)
        column.addWidget(self._note)
        column.addLayout(bottom)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the new colours."""
        if event.type() == QEvent.Type.PaletteChange:
            self._close.setIcon(icons.icon("close", self.palette()))
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain card with a thin frame, in either theme."""
        painter = QStylePainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.setPen(
            theme.blend(self.palette().mid().color(), self.palette().text().color(), 0.3)
        )
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
