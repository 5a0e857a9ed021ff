"""A dialog in which the user taps or types the tempo of songs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.theme import SPACE

LOWEST_BPM, HIGHEST_BPM = 20.0, 400.0
_MAX_PAUSE_S = 60.0 / LOWEST_BPM  # a longer one begins to count again
_MAX_TAPS = 24  # the latest ones count


@dataclass(frozen=True, slots=True)
class TempoChoice:
    """A tempo for all songs, or a factor of each one's own; with neither, it is reset."""

    bpm: float | None = None
    factor: float | None = None


def tapped_bpm(times_s: Sequence[float]) -> float | None:
    """Return the beats per minute of taps at these times; None for fewer than two."""
    if len(times_s) < 2:
        return None
    return 60.0 * (len(times_s) - 1) / (times_s[-1] - times_s[0])


class TempoDialog(QDialog):
    """Asks for the tempo of songs; `chosen` carries a TempoChoice.

    The beats that are tapped are those of the song that `playRequested` plays or pauses.
    """

    chosen = Signal(object)
    playRequested = Signal()

    def __init__(
        self,
        rows: Sequence[SongRow],
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Correct tempo"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._clock = clock
        self._taps: list[float] = []
        self._tempos = [row.effective_bpm for row in rows]
        self._factor = 1.0
        name = display_text(rows[0].name) if len(rows) == 1 else formatting.song_count(len(rows))
        self.songs = QLabel(name)
        self.songs.setTextFormat(Qt.TextFormat.PlainText)
        self.bpm = QDoubleSpinBox(decimals=2)
        self.bpm.setRange(LOWEST_BPM - 1, HIGHEST_BPM)
        self.bpm.setSpecialValueText(self.tr("Different tempos"))
        self.bpm.setAccessibleName(self.tr("Beats per minute"))
        self.bpm.valueChanged.connect(self._typed)
        self.half_button = self._button(self.tr("&Half"), lambda: self._scale(0.5))
        self.double_button = self._button(self.tr("&Double"), lambda: self._scale(2.0))
        self.tap_button = self._button(self.tr("&Tap the beat"), self.tap)
        self.play_button = self._button(self.tr("&Play or pause"), self.playRequested.emit)
        self.tap_button.setToolTip(self.tr("Press Space with each beat while the song plays"))
        self.hint = QLabel(self.tr("The files keep their tags until you write the tempo."))
        self.hint.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok
            | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.Reset
        )
        self.reset_button = self.buttons.button(QDialogButtonBox.StandardButton.Reset)
        self.reset_button.setEnabled(any(row.corrected_bpm is not None for row in rows))
        self.reset_button.clicked.connect(self._reset)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(self._emit_choice)
        self._lay_out()
        self._show_tempo()
        self.tap_button.setFocus()

    def tap(self) -> None:
        """Count a beat; the tempo follows from the second one on."""
        now = self._clock()
        if self._taps and now - self._taps[-1] > _MAX_PAUSE_S:
            self._taps.clear()
        self._taps = [*self._taps, now][-_MAX_TAPS:]
        bpm = tapped_bpm(self._taps)
        if bpm is not None:
            self.bpm.setValue(round(bpm, 1))

    def _button(self, text: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: slot())
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for widget in (self.bpm, self.half_button, self.double_button):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addWidget(self.songs)
        column.addLayout(row)
        taps = QHBoxLayout()
        taps.addWidget(self.play_button)
        taps.addWidget(self.tap_button, stretch=1)
        column.addLayout(taps)
        column.addWidget(self.hint)
        column.addWidget(self.buttons)

    def _show_tempo(self) -> None:
        """Show the tempo that all songs share, if they do, with the factor that was chosen."""
        tempos = set(self._tempos)
        bpm = tempos.pop() if len(tempos) == 1 else None
        shared = None if bpm is None else bpm * self._factor
        self.bpm.blockSignals(True)
        self.bpm.setValue(self.bpm.minimum() if shared is None else shared)
        self.bpm.blockSignals(False)
        self._typed_bpm: float | None = None

    def _typed(self, bpm: float) -> None:
        self._typed_bpm = bpm if bpm >= LOWEST_BPM else None

    def _scale(self, factor: float) -> None:
        if self._typed_bpm is not None:
            self.bpm.setValue(self._typed_bpm * factor)
            return
        self._factor *= factor
        self._show_tempo()

    def _emit_choice(self) -> None:
        if self._typed_bpm is not None:
            self.chosen.emit(TempoChoice(bpm=self._typed_bpm))
        elif self._factor != 1.0:
            self.chosen.emit(TempoChoice(factor=self._factor))

    def _reset(self) -> None:
        self.chosen.emit(TempoChoice())
        self.reject()
