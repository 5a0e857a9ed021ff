"""Criteria of the similarity search: three weights, a tempo range, artist and album limits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.theme import SPACE, SPACE_S

_SLIDER_MAX = 100
_TEMPO_TOLERANCE = 0.08  # fraction of the tempo, on either side
_MIN_BPM, _MAX_BPM = 30, 300


class CriteriaPanel(QWidget):
    """Sliders and limits of the search; `changed` is emitted with every edit."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood = self._slider(self.tr("Weight of shared moods"))
        self.feeling = self._slider(
            self.tr("Weight of the position on the map (valence and arousal)")
        )
        self.sound = self._slider(self.tr("Weight of the sound"))
        self.tempo = QCheckBox(self.tr("&Tempo"))
        self.tempo.setToolTip(self.tr("Only songs with a known tempo in this range"))
        self.slowest = self._spin(self.tr("Minimum tempo in BPM"), _MIN_BPM, _MAX_BPM)
        self.fastest = self._spin(self.tr("Maximum tempo in BPM"), _MIN_BPM, _MAX_BPM)
        self.slowest.setValue(90)
        self.fastest.setValue(130)
        self.octaves = QCheckBox(self.tr("Include &half and double tempo"))
        self.octaves.setChecked(True)
        self.per_artist = self._spin(
            self.tr("Maximum songs per artist"), 0, 50, self.tr("unlimited")
        )
        self.per_album = self._spin(self.tr("Maximum songs per album"), 0, 50, self.tr("unlimited"))
        self.only_shown = QCheckBox(self.tr("Only sho&wn songs"))
        self.only_shown.setToolTip(self.tr("Use only songs that match the current filter"))
        self.set_query(SimilarityQuery())
        self._lay_out()
        self.only_shown.toggled.connect(self.changed)
        self.tempo.toggled.connect(self._set_tempo_enabled)
        self.octaves.toggled.connect(self.changed)
        self.slowest.valueChanged.connect(lambda low: self._keep_order(low, self.fastest, 1))
        self.fastest.valueChanged.connect(lambda high: self._keep_order(high, self.slowest, -1))
        self._set_tempo_enabled(False)

    def query(self) -> SimilarityQuery:
        """Return the query as it is set now."""
        tempo_limited = self.tempo.isChecked()
        return SimilarityQuery(
            mood=self.mood.value() / _SLIDER_MAX,
            feeling=self.feeling.value() / _SLIDER_MAX,
            sound=self.sound.value() / _SLIDER_MAX,
            min_bpm=float(self.slowest.value()) if tempo_limited else None,
            max_bpm=float(self.fastest.value()) if tempo_limited else None,
            allow_octaves=self.octaves.isChecked(),
            max_per_artist=self.per_artist.value(),
            max_per_album=self.per_album.value(),
        )

    def set_query(self, query: SimilarityQuery) -> None:
        """Show the weights and limits of a query."""
        self.mood.setValue(round(query.mood * _SLIDER_MAX))
        self.feeling.setValue(round(query.feeling * _SLIDER_MAX))
        self.sound.setValue(round(query.sound * _SLIDER_MAX))
        self.per_artist.setValue(query.max_per_artist)
        self.per_album.setValue(query.max_per_album)

    def suggest_tempo(self, tempo: float | None) -> None:
        """Center the tempo range on the seeds' tempo, unless a range is in use."""
        if tempo is None or self.tempo.isChecked():
            return
        limits = (round(tempo * (1 - _TEMPO_TOLERANCE)), round(tempo * (1 + _TEMPO_TOLERANCE)))
        for spin, value in zip((self.slowest, self.fastest), limits, strict=True):
            spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(False)

    def _slider(self, tooltip: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _SLIDER_MAX)
        slider.setPageStep(10)
        slider.setSingleStep(5)
        slider.setToolTip(tooltip)
        slider.setAccessibleDescription(tooltip)
        slider.setMinimumWidth(70)
        slider.valueChanged.connect(self.changed)
        return slider

    def _spin(self, name: str, low: int, high: int, special_text: str = "") -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(low, high)
        spin.setSpecialValueText(special_text)
        spin.setAccessibleName(name)
        spin.setToolTip(name)
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(self.changed)
        return spin

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        sliders = (
            (self.tr("&Mood"), self.mood),
            (self.tr("Map &position"), self.feeling),
            (self.tr("S&ound"), self.sound),
        )
        for row, (name, slider) in enumerate(sliders):
            _add_labeled_row(grid, row, name, slider)
            grid.addWidget(_value_label(slider), row, 2)
        tempo_range = QHBoxLayout()
        tempo_range.setSpacing(SPACE_S)
        tempo_range.addWidget(self.slowest, 1)
        tempo_range.addWidget(QLabel("\N{EN DASH}"))
        tempo_range.addWidget(self.fastest, 1)
        grid.addWidget(self.tempo, 3, 0)
        grid.addLayout(tempo_range, 3, 1, 1, 2)
        grid.addWidget(self.octaves, 4, 0, 1, 3)
        _add_labeled_row(grid, 5, self.tr("Max. per &artist"), self.per_artist, 2)
        _add_labeled_row(grid, 6, self.tr("Max. per al&bum"), self.per_album, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE_S, SPACE, SPACE_S)
        grid.addWidget(self.only_shown, 7, 0, 1, 3)
        column.addLayout(grid)
        column.addStretch()

    def _set_tempo_enabled(self, enabled: bool) -> None:
        for widget in (self.slowest, self.fastest, self.octaves):
            widget.setEnabled(enabled)
        self.changed.emit()

    def _keep_order(self, value: int, other: QSpinBox, direction: int) -> None:
        """Keep the slowest tempo at or below the fastest."""
        if (other.value() - value) * direction < 0:
            other.setValue(value)


def _add_labeled_row(grid: QGridLayout, row: int, name: str, field: QWidget, span: int = 1) -> None:
    label = QLabel(name)
    label.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(name.replace("&", ""))
    grid.addWidget(label, row, 0)
    grid.addWidget(field, row, 1, 1, span)


def _value_label(slider: QSlider) -> QLabel:
    """Build a fixed-width label that shows the slider's value."""
    label = QLabel(percent(1.0))
    label.setMinimumWidth(label.sizeHint().width())
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    slider.valueChanged.connect(lambda value: label.setText(percent(value / _SLIDER_MAX)))
    label.setText(percent(slider.value() / _SLIDER_MAX))
    return label
