"""The dialog that corrects the position of one song or several."""

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

from moodtagger.core.circumplex import Quadrant, quadrant_center, quadrant_of
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting, theme
from moodtagger.ui.inspector.texts import PlanePoint, describe_point, format_point
from moodtagger.ui.library.cell_formatting import quadrant_text
from moodtagger.ui.plane_picker import STEP, PlanePicker
from moodtagger.ui.text_normalization import display_text

_MAX_RINGS = 200  # predictions shown of many songs
_QUADRANT_ORDER = (
    Quadrant.ANGRY,
    Quadrant.HAPPY,
    Quadrant.SAD,
    Quadrant.RELAXED,
)  # as on the plane


class CorrectionDialog(QDialog):
    """Plane, quadrants and numbers to choose a position; `chosen` carries it on accept."""

    chosen = Signal(object)
    correctionRemoved = Signal()
    playRequested = Signal()

    def __init__(self, rows: Sequence[SongRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._initial_point = _common_point(self._rows)
        self.setWindowTitle(self.tr("Correct mood"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.plane = PlanePicker()
        self.valence, self.arousal = self._create_spin_box(), self._create_spin_box()
        self.buttons = {
            quadrant: QPushButton(quadrant_text(quadrant)) for quadrant in _QUADRANT_ORDER
        }
        self.user_label, self.prediction_label = self._create_label(), self._create_label()
        self.button_box = self._create_button_box()
        self._group = QButtonGroup(self)
        for quadrant, button in self.buttons.items():
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, q=quadrant: self._choose(quadrant_center(q)))
        self._create_layout()
        self.keep_button.setDefault(True)  # not earlier: the button must be in the dialog
        self._connect()
        self.valence.setAccessibleName(self.tr("Valence"))
        self.arousal.setAccessibleName(self.tr("Arousal"))
        self.plane.set_predicted_points(
            [_predicted_point(row) for row in self._rows[:_MAX_RINGS] if _has_prediction(row)]
        )
        self.plane.set_point(self._initial_point)
        self._show_point()
        self.plane.setFocus()

    @property
    def point(self) -> PlanePoint | None:
        """The currently chosen position."""
        return self.plane.point

    def accept(self) -> None:
        """Emit the position if it has changed, and close."""
        if self.point is not None and self._is_changed():
            self.chosen.emit(self.point)
        super().accept()

    # -- parts ----------------------------------------------------------------------------

    def _create_spin_box(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(-1.0, 1.0)
        box.setSingleStep(STEP)
        box.setDecimals(2)
        return box

    def _create_label(self) -> QLabel:
        label = QLabel(wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _create_button_box(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep_button = box.addButton(
            self.tr("&Save correction"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.remove_button = QPushButton(self.tr("&Reset"))
        self.remove_button.setAutoDefault(False)
        self.remove_button.setToolTip(self.tr("Return to the original analysis"))
        self.play_button = QPushButton(self.tr("&Play or pause"))
        self.play_button.setAutoDefault(False)
        role = QDialogButtonBox.ButtonRole.ActionRole
        if any(row.correction is not None for row in self._rows):
            box.addButton(self.remove_button, role)
        if len(self._rows) == 1:
            box.addButton(self.play_button, role)
        return box

    def _create_layout(self) -> None:
        heading = self._create_label()
        heading.setText(self._question())
        heading.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        grid = QGridLayout()
        for i, quadrant in enumerate(_QUADRANT_ORDER):
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
        for label in (self.user_label, self.prediction_label):
            label.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
            column.addWidget(label)
        column.addWidget(self.button_box)
        self.resize(600, 520)

    def _connect(self) -> None:
        self.plane.moved.connect(lambda _point: self._show_point())
        self.button_box.accepted.connect(self.accept)
        self.button_box.rejected.connect(self.reject)
        self.remove_button.clicked.connect(self._remove_correction)
        self.play_button.clicked.connect(self.playRequested)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.plane)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.playRequested)
        for box in (self.valence, self.arousal):
            box.valueChanged.connect(self._numbers_changed)

    def _question(self) -> str:
        if len(self._rows) == 1:
            name = formatting.shorten(display_text(self._rows[0].name))
            return self.tr("How does “%1” feel to you?").replace("%1", name)
        return self.tr("How do these %1 feel to you?").replace(
            "%1", formatting.song_count(len(self._rows))
        )

    # -- position ------------------------------------------------------------------------

    def _choose(self, point: PlanePoint) -> None:
        self.plane.set_point(point)
        self._show_point()

    def _numbers_changed(self) -> None:
        self._choose((self.valence.value(), self.arousal.value()))

    def _remove_correction(self) -> None:
        self.correctionRemoved.emit()
        super().reject()

    def _is_changed(self) -> bool:
        return self.point != self._initial_point or len(self._rows) > 1

    def _show_point(self) -> None:
        point = self.point
        for box, value in zip((self.valence, self.arousal), point or (0.0, 0.0), strict=True):
            if round(value, 2) != box.value():
                box.blockSignals(True)
                box.setValue(value)
                box.blockSignals(False)
        if point is not None:
            self.buttons[quadrant_of(*point)].setChecked(True)
        for button in self.buttons.values():
            button.setFont(theme.scaled_font(self.font(), 1.0, bold=button.isChecked()))
        self.keep_button.setEnabled(point is not None and self._is_changed())
        self.user_label.setText(self._point_text(self.tr("Your position: %1"), point))
        self.prediction_label.setText(self._original_prediction_text())

    def _point_text(self, text: str, point: PlanePoint | None) -> str:
        if point is None:
            return self.tr("Choose a position on the map.")
        return f"{text.replace('%1', describe_point(point))}\n{format_point(point)}"

    def _original_prediction_text(self) -> str:
        predicted = [_predicted_point(row) for row in self._rows if _has_prediction(row)]
        if not predicted:
            return self.tr("Not analyzed yet.")
        if len(self._rows) > 1:
            return self.tr("The rings show the original analysis.")
        return self._point_text(self.tr("Original analysis (ring): %1"), predicted[0])


def _common_point(rows: Sequence[SongRow]) -> PlanePoint | None:
    """Return the position that all songs share; None when they differ."""
    points = {(row.effective_valence, row.effective_arousal) for row in rows}
    valence, arousal = points.pop() if len(points) == 1 else (None, None)
    if valence is None or arousal is None:
        return None
    return round(valence, 4), round(arousal, 4)


def _has_prediction(row: SongRow) -> bool:
    return row.valence is not None and row.arousal is not None


def _predicted_point(row: SongRow) -> PlanePoint:
    return row.valence or 0.0, row.arousal or 0.0
