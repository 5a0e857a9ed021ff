"""Dialog to choose the precision that confident moods must reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.vocabulary import DEFAULT_PRECISION, PRECISIONS
from moodtagger.ui import formatting, theme
from moodtagger.ui.library.cell_formatting import percent

if TYPE_CHECKING:
    from moodtagger.services.active_model import PrecisionForecast

TEXT_WIDTH = 520


class PrecisionDialog(QDialog):
    """One button for each precision with its forecast; `chosen` carries a changed precision."""

    chosen = Signal(float)

    def __init__(self, precision: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Suggestion accuracy"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._current = precision
        self.buttons = {target: QRadioButton(self._accuracy_text(target)) for target in PRECISIONS}
        self.mood_counts = {target: self._number_label() for target in PRECISIONS}
        self.song_counts = {target: self._number_label() for target in PRECISIONS}
        self._group = QButtonGroup(self)
        for choice, button in self.buttons.items():
            self._group.addButton(button)
            button.setChecked(choice == precision)
            button.setAccessibleName(self._accuracy_text(choice))
        self.note = QLabel(wordWrap=True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self.buttons[precision].setFocus()
        self._show_note(self.tr("Counting\N{HORIZONTAL ELLIPSIS}"))

    @property
    def precision(self) -> float:
        """The selected precision."""
        return next(target for target, button in self.buttons.items() if button.isChecked())

    def show_forecasts(self, forecasts: Sequence[PrecisionForecast]) -> None:
        """Show the forecast of each choice."""
        self._show_note("")
        for forecast in forecasts:
            precision = forecast.precision
            moods = self.tr("%1 of %2").replace("%1", formatting.format_count(forecast.moods))
            moods = moods.replace("%2", formatting.format_count(forecast.core))
            self.mood_counts[precision].setText(moods)
            self.song_counts[precision].setText(formatting.format_count(forecast.songs))
            parts = (
                self._accuracy_text(precision),
                self.tr("%1 moods can be suggested").replace("%1", moods),
                self.tr("%Ln song(s) have suggestions", "", forecast.songs),
            )
            self.buttons[precision].setAccessibleName("; ".join(parts))

    def show_problem(self, sentence: str) -> None:
        """Show why there are no forecasts; a choice can be made without them."""
        self._show_note(sentence)

    def accept(self) -> None:
        """Emit a changed choice and close."""
        if self.precision != self._current:
            self.chosen.emit(self.precision)
        super().accept()

    def _accuracy_text(self, precision: float) -> str:
        text = self.tr("At least %1").replace("%1", percent(precision))
        return (
            self.tr("%1 (default)").replace("%1", text) if precision == DEFAULT_PRECISION else text
        )

    def _number_label(self) -> QLabel:
        label = QLabel("\N{EN DASH}")
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return label

    def _paragraph(self, text: str) -> QLabel:
        label = QLabel(text, wordWrap=True)
        label.setMinimumWidth(TEXT_WIDTH)  # a word-wrapped label would shrink as far as possible
        return label

    def _lay_out(self) -> None:
        box = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (theme.SPACE_L,))
        column.setSpacing(theme.SPACE_L)
        column.addWidget(
            self._paragraph(
                self.tr(
                    "How accurate must a mood be to be suggested? Accuracy is measured on "
                    "songs the model had not analyzed before."
                )
            )
        )
        column.addLayout(self._table())
        column.addWidget(
            self._paragraph(
                self.tr(
                    "The higher the accuracy, the fewer suggestions. Moods that never reach "
                    "it are not suggested; you can still accept them. Your decisions and "
                    "files don't change."
                )
            )
        )
        column.addWidget(self.note)
        column.addWidget(box)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _table(self) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(2 * theme.SPACE_L)
        table.setVerticalSpacing(theme.SPACE)
        titles = (
            self.tr("Accuracy"),
            self.tr("Moods"),
            self.tr("Songs"),
        )
        tips = (
            "",
            self.tr("Core moods that can be suggested"),
            self.tr("Songs with suggestions"),
        )
        for column, (title, tip) in enumerate(zip(titles, tips, strict=True)):
            label = QLabel(title)
            label.setToolTip(tip)
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            table.addWidget(label, 0, column, side)
        line = QFrame(frameShape=QFrame.Shape.HLine, frameShadow=QFrame.Shadow.Sunken)
        table.addWidget(line, 1, 0, 1, 3)
        for row, precision in enumerate(PRECISIONS, 2):
            table.addWidget(self.buttons[precision], row, 0)
            table.addWidget(self.mood_counts[precision], row, 1)
            table.addWidget(self.song_counts[precision], row, 2)
        table.setColumnStretch(0, 1)
        return table

    def _show_note(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
