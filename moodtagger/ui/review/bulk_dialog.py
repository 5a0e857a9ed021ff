"""Bulk accept dialog: a confidence slider with a forecast of what would be accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import formatting, theme
from moodtagger.ui.library.cell_formatting import percent

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from moodtagger.core.review import BulkAcceptForecast, PendingMoods

DEFAULT_PERCENT = 70  # percent
_WIDTH = 520


class BulkDialog(QDialog):
    """Bulk accept; `scopes` maps shown, selected and library to track ids (None: all).

    `acceptRequested` carries the (track id, mood) pairs of the last forecast.
    """

    acceptRequested = Signal(object)

    def __init__(
        self,
        scopes: Mapping[str, Sequence[int] | npt.NDArray[np.int64] | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Accept by confidence"))
        self._scopes = scopes
        self._pending: PendingMoods | None = None
        self._pending_in_scope: PendingMoods | None = None
        self.scope = self._scope_box()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(5)
        self.slider.setTickInterval(10)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setValue(DEFAULT_PERCENT)
        self.slider.setAccessibleName(self.tr("Minimum confidence in percent"))
        self.slider.valueChanged.connect(lambda _value: self._update_forecast())
        self.threshold_label = QLabel()
        self.forecast_label = QLabel(wordWrap=True)
        self.forecast_label.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        self.precision_label = QLabel(wordWrap=True)
        self.accept_button = QPushButton()
        self._lay_out()
        self._show_message(self.tr("Counting\N{HORIZONTAL ELLIPSIS}"))
        self._show_threshold()
        self.slider.setFocus()

    def show_pending(self, pending: PendingMoods) -> None:
        """Set the moods that wait for a decision."""
        self._pending = pending
        self._update_scope()

    def show_problem(self, sentence: str) -> None:
        """Show why the pending moods could not be loaded."""
        self._show_message(sentence)

    def _scope_box(self) -> QComboBox:
        texts = {
            "shown": self.tr("Shown songs"),
            "selected": self.tr("Selected songs"),
            "library": self.tr("Whole library"),
        }
        box = QComboBox()
        for name, text in texts.items():
            if name in self._scopes:
                box.addItem(text, name)
        box.setCurrentIndex(max(0, box.findData("selected")))
        box.setAccessibleName(self.tr("Songs to include"))
        box.currentIndexChanged.connect(lambda _i: self._update_scope())
        return box

    def _lay_out(self) -> None:
        explanation = QLabel(
            self.tr(
                "Accepts all undecided suggestions with at least this confidence. No "
                "files are changed, and you can undo it."
            )
        )
        explanation.setWordWrap(True)
        grid = QGridLayout()
        for row, (text, widget) in enumerate(
            ((self.tr("&Songs"), self.scope), (self.tr("&Minimum confidence"), self.slider))
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.threshold_label, 1, 2)
        self.threshold_label.setMinimumWidth(
            self.fontMetrics().horizontalAdvance("100 %") + theme.SPACE
        )
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE_L)
        column.addWidget(explanation)
        column.addLayout(grid)
        column.addWidget(self.forecast_label)
        column.addWidget(self.precision_label)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(_WIDTH)
        self.accept_button.setDefault(True)  # only now that it is in the dialog

    def _update_scope(self) -> None:
        if self._pending is None:
            return
        ids = self._scopes[self.scope.currentData()]
        self._pending_in_scope = self._pending if ids is None else self._pending.for_tracks(ids)
        self._update_forecast()

    def _show_threshold(self) -> None:
        self.threshold_label.setText(percent(self.slider.value() / 100))

    def _update_forecast(self) -> None:
        self._show_threshold()
        if self._pending_in_scope is None:
            return
        forecast = self._pending_in_scope.forecast(self.slider.value() / 100)
        self.forecast_label.setText(self._forecast_text(forecast))
        self.precision_label.setText(self._precision_text(forecast))
        self._update_button(forecast.mood_count)
        description = (
            f"{self.threshold_label.text()}. "
            f"{self.forecast_label.text()} {self.precision_label.text()}"
        )
        self.slider.setAccessibleDescription(description)

    def _forecast_text(self, forecast: BulkAcceptForecast) -> str:
        if not len(self._pending_in_scope.ids if self._pending_in_scope is not None else ()):
            return self.tr("These songs have no undecided suggestions.")
        if not forecast.mood_count:
            return self.tr("No suggestion reaches this confidence. Move the slider to the left.")
        moods = self.tr("%Ln mood(s)", "", forecast.mood_count)
        text = self.tr("Accepts %1 for %2.")
        return text.replace("%1", moods).replace("%2", formatting.song_count(forecast.track_count))

    def _precision_text(self, forecast: BulkAcceptForecast) -> str:
        if not forecast.mood_count:
            return ""
        if forecast.expected_precision is None:
            return self.tr("The accuracy of this model has not been measured.")
        text = self.tr(
            "About %1 of them are right, based on this model's accuracy with unfamiliar songs."
        ).replace("%1", percent(forecast.expected_precision))
        unmeasured = forecast.mood_count - forecast.measured_count
        if unmeasured:
            more = self.tr("For %1 of them, no accuracy was measured.")
            text = f"{text} {more.replace('%1', formatting.format_count(unmeasured))}"
        return text

    def _update_button(self, moods: int) -> None:
        text = self.tr("&Accept %Ln mood(s)", "", moods)
        self.accept_button.setText(text if moods else self.tr("&Accept"))
        self.accept_button.setEnabled(moods > 0)

    def _show_message(self, text: str) -> None:
        self.forecast_label.setText(text)
        self._update_button(0)

    def _accept(self) -> None:
        if self._pending_in_scope is None:
            return
        pairs = self._pending_in_scope.at_least(self.slider.value() / 100).pairs()
        self.accept()
        if pairs:
            self.acceptRequested.emit(pairs)
