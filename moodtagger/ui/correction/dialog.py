"""Sounds different to me: where the person hears one song, or several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.circumplex import Quadrant, middle_of, quadrant_of
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting as words
from moodtagger.ui import theme
from moodtagger.ui.correction.plane_picker import STEP, FeelingPlane
from moodtagger.ui.correction.strings import Place, in_numbers, in_words
from moodtagger.ui.library.cell_text import quadrant_text
from moodtagger.ui.text_normalization import display_text

_MOST_RINGS = 200  # of many songs the first ones are enough to see where they lie
_ORDER = (Quadrant.ANGRY, Quadrant.HAPPY, Quadrant.SAD, Quadrant.RELAXED)  # as on the plane


class CorrectionDialog(QDialog):
    """`chosen` carries the place that was kept, `takenBack` nothing, `playWanted` nothing."""

    chosen = Signal(object)
    takenBack = Signal()
    playWanted = Signal()

    def __init__(self, rows: Sequence[SongRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._begin = _begin(self._rows)
        self.setWindowTitle(self.tr("Sounds different to me"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.plane = FeelingPlane()
        self.valence, self.arousal = self._number(), self._number()
        self.buttons = {quadrant: QPushButton(quadrant_text(quadrant)) for quadrant in _ORDER}
        self.you, self.network = self._label(), self._label()
        self.box = self._make_box()
        self._group = QButtonGroup(self)
        for quadrant, button in self.buttons.items():
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, q=quadrant: self._choose(middle_of(q)))
        self._lay_out()
        self.keep.setDefault(True)  # only now: before, the dialog would not know of it
        self._connect()
        self.valence.setAccessibleName(self.tr("Valence"))
        self.arousal.setAccessibleName(self.tr("Arousal"))
        self.plane.set_others([_heard(row) for row in self._rows[:_MOST_RINGS] if _is_heard(row)])
        self.plane.set_place(self._begin)
        self._show_place()
        self.plane.setFocus()

    @property
    def place(self) -> Place | None:
        """The place as chosen now."""
        return self.plane.place

    def accept(self) -> None:
        """Tell the place and close."""
        if self.place is not None and self._is_new():
            self.chosen.emit(self.place)
        super().accept()

    # -- parts ----------------------------------------------------------------------------

    def _number(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(-1.0, 1.0)
        box.setSingleStep(STEP)
        box.setDecimals(2)
        return box

    def _label(self) -> QLabel:
        label = QLabel(wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _make_box(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = box.addButton(
            self.tr("&Keep my correction"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.back = QPushButton(self.tr("&Take back"))
        self.back.setAutoDefault(False)
        self.back.setToolTip(self.tr("Let the network's place count again"))
        self.play = QPushButton(self.tr("&Play or pause"))
        self.play.setAutoDefault(False)
        role = QDialogButtonBox.ButtonRole.ActionRole
        if any(row.correction is not None for row in self._rows):
            box.addButton(self.back, role)
        if len(self._rows) == 1:
            box.addButton(self.play, role)
        return box

    def _lay_out(self) -> None:
        heading = self._label()
        heading.setText(self._question())
        heading.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        grid = QGridLayout()
        for i, quadrant in enumerate(_ORDER):
            grid.addWidget(self.buttons[quadrant], i // 2, i % 2)
        form = QFormLayout()
        form.addRow(self.tr("&Valence"), self.valence)
        form.addRow(self.tr("&Arousal"), self.arousal)
        side = QVBoxLayout()
        side.setSpacing(theme.SPACE_L)
        for part in (grid, form):
            side.addLayout(part)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.SPACE_XL)
        middle.addWidget(self.plane, stretch=1)
        middle.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (theme.SPACE_L,))
        column.setSpacing(theme.SPACE_L)
        column.addWidget(heading)
        column.addLayout(middle, stretch=1)
        for label in (self.you, self.network):
            label.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
            column.addWidget(label)
        column.addWidget(self.box)
        self.resize(600, 520)

    def _connect(self) -> None:
        self.plane.moved.connect(lambda _place: self._show_place())
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        self.back.clicked.connect(self._take_back)
        self.play.clicked.connect(self.playWanted)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.plane)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.playWanted)
        for box in (self.valence, self.arousal):
            box.valueChanged.connect(self._numbers_changed)

    def _question(self) -> str:
        if len(self._rows) == 1:
            name = words.shorten(display_text(self._rows[0].name))
            return self.tr("Where do you hear “%1”?").replace("%1", name)
        return self.tr("Where do you hear these %1?").replace("%1", words.songs(len(self._rows)))

    # -- the place ------------------------------------------------------------------------

    def _choose(self, place: Place) -> None:
        self.plane.set_place(place)
        self._show_place()

    def _numbers_changed(self) -> None:
        self._choose((self.valence.value(), self.arousal.value()))

    def _take_back(self) -> None:
        self.takenBack.emit()
        super().reject()

    def _is_new(self) -> bool:
        return self.place != self._begin or len(self._rows) > 1

    def _show_place(self) -> None:
        place = self.place
        for box, value in zip((self.valence, self.arousal), place or (0.0, 0.0), strict=True):
            if round(value, 2) != box.value():
                box.blockSignals(True)
                box.setValue(value)
                box.blockSignals(False)
        if place is not None:
            self.buttons[quadrant_of(*place)].setChecked(True)
        for button in self.buttons.values():
            button.setFont(theme.scaled_font(self.font(), 1.0, bold=button.isChecked()))
        self.keep.setEnabled(place is not None and self._is_new())
        self.you.setText(self._told(self.tr("You: %1"), place))
        self.network.setText(self._network())

    def _told(self, text: str, place: Place | None) -> str:
        if place is None:
            return self.tr("You: choose a place on the plane.")
        return f"{text.replace('%1', in_words(place))}\n{in_numbers(place)}"

    def _network(self) -> str:
        heard = [_heard(row) for row in self._rows if _is_heard(row)]
        if not heard:
            return self.tr("The network has not heard it.")
        if len(self._rows) > 1:
            return self.tr("The rings are where the network heard them.")
        return self._told(self.tr("The network (ring): %1"), heard[0])


def _begin(rows: Sequence[SongRow]) -> Place | None:
    """The place that all songs have; None when there is no such place."""
    places = {(row.felt_valence, row.felt_arousal) for row in rows}
    valence, arousal = places.pop() if len(places) == 1 else (None, None)
    if valence is None or arousal is None:
        return None
    return round(valence, 4), round(arousal, 4)


def _is_heard(row: SongRow) -> bool:
    return row.valence is not None and row.arousal is not None


def _heard(row: SongRow) -> Place:
    return row.valence or 0.0, row.arousal or 0.0
