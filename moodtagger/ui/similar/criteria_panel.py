"""What counts as alike: three weights, a range of tempo, limits for artist and album."""

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

from moodtagger.core.similarity.query import Wish
from moodtagger.ui.library.cell_text import percent
from moodtagger.ui.theme import SPACE, SPACE_S

_WHOLE = 100
_AROUND = 0.08  # of a tempo, on either side
_SLOWEST, _FASTEST = 30, 300


class AlikeControls(QWidget):
    """`changed` comes with every move; `wish()` is what they say."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood = self._slider(self.tr("How much the same moods count"))
        self.feeling = self._slider(
            self.tr("How much the same place on the map counts: valence and arousal")
        )
        self.sound = self._slider(self.tr("How much the sound counts, as the network hears it"))
        self.tempo = QCheckBox(self.tr("&Tempo"))
        self.tempo.setToolTip(self.tr("Only songs whose tempo is known and in this range"))
        self.slowest = self._spin(self.tr("Slowest tempo, in beats a minute"), _SLOWEST, _FASTEST)
        self.fastest = self._spin(self.tr("Fastest tempo, in beats a minute"), _SLOWEST, _FASTEST)
        self.slowest.setValue(90)
        self.fastest.setValue(130)
        self.octaves = QCheckBox(self.tr("&Half and double count too"))
        self.octaves.setChecked(True)
        self.artist = self._spin(self.tr("Most songs of one artist"), 0, 50, self.tr("any number"))
        self.album = self._spin(self.tr("Most songs of one album"), 0, 50, self.tr("any number"))
        for spin in (self.artist, self.album):
            spin.setPrefix(self.tr("at most "))
        self.set_wish(Wish())
        self._lay_out()
        self.tempo.toggled.connect(self._allow_tempo)
        self.octaves.toggled.connect(self.changed)
        self.slowest.valueChanged.connect(lambda low: self._keep_order(low, self.fastest, 1))
        self.fastest.valueChanged.connect(lambda high: self._keep_order(high, self.slowest, -1))
        self._allow_tempo(False)

    def wish(self) -> Wish:
        """What is asked for."""
        timed = self.tempo.isChecked()
        return Wish(
            mood=self.mood.value() / _WHOLE,
            feeling=self.feeling.value() / _WHOLE,
            sound=self.sound.value() / _WHOLE,
            slowest=float(self.slowest.value()) if timed else None,
            fastest=float(self.fastest.value()) if timed else None,
            octaves=self.octaves.isChecked(),
            per_artist=self.artist.value(),
            per_album=self.album.value(),
        )

    def set_wish(self, wish: Wish) -> None:
        """Show weights and limits."""
        self.mood.setValue(round(wish.mood * _WHOLE))
        self.feeling.setValue(round(wish.feeling * _WHOLE))
        self.sound.setValue(round(wish.sound * _WHOLE))
        self.artist.setValue(wish.per_artist)
        self.album.setValue(wish.per_album)

    def offer_tempo(self, tempo: float | None) -> None:
        """Put the range around the tempo of what is asked about, while no range is in force."""
        if tempo is None or self.tempo.isChecked():
            return
        ends = (round(tempo * (1 - _AROUND)), round(tempo * (1 + _AROUND)))
        for spin, value in zip((self.slowest, self.fastest), ends, strict=True):
            spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(False)

    def _slider(self, help_: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _WHOLE)
        slider.setPageStep(10)
        slider.setSingleStep(5)
        slider.setToolTip(help_)
        slider.setAccessibleDescription(help_)
        slider.setMinimumWidth(70)
        slider.valueChanged.connect(self.changed)
        return slider

    def _spin(self, name: str, low: int, high: int, lowest: str = "") -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(low, high)
        spin.setSpecialValueText(lowest)
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
            (self.tr("Place on ma&p"), self.feeling),
            (self.tr("S&ound"), self.sound),
        )
        for row, (name, slider) in enumerate(sliders):
            _labelled(grid, row, name, slider)
            grid.addWidget(_value_of(slider), row, 2)
        range_ = QHBoxLayout()
        range_.setSpacing(SPACE_S)
        range_.addWidget(self.slowest, 1)
        range_.addWidget(QLabel("\N{EN DASH}"))
        range_.addWidget(self.fastest, 1)
        grid.addWidget(self.tempo, 3, 0)
        grid.addLayout(range_, 3, 1, 1, 2)
        grid.addWidget(self.octaves, 4, 0, 1, 3)
        _labelled(grid, 5, self.tr("Of one &artist"), self.artist, 2)
        _labelled(grid, 6, self.tr("Of one al&bum"), self.album, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE_S, SPACE, SPACE_S)
        column.addLayout(grid)
        column.addStretch()

    def _allow_tempo(self, on: bool) -> None:
        for widget in (self.slowest, self.fastest, self.octaves):
            widget.setEnabled(on)
        self.changed.emit()

    def _keep_order(self, value: int, other: QSpinBox, way: int) -> None:
        """The slowest is never faster than the fastest."""
        if (other.value() - value) * way < 0:
            other.setValue(value)


def _labelled(grid: QGridLayout, row: int, name: str, field: QWidget, span: int = 1) -> None:
    label = QLabel(name)
    label.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(name.replace("&", ""))
    grid.addWidget(label, row, 0)
    grid.addWidget(field, row, 1, 1, span)


def _value_of(slider: QSlider) -> QLabel:
    """The slider's value beside it, always as wide."""
    label = QLabel(percent(1.0))
    label.setMinimumWidth(label.sizeHint().width())
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    slider.valueChanged.connect(lambda value: label.setText(percent(value / _WHOLE)))
    label.setText(percent(slider.value() / _WHOLE))
    return label
