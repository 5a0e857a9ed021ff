"""Energy over the song's time with its key changes, and what is known of key and tempo."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moodtagger.core.music_analysis import NO_MUSIC, EnergyEstimate, KeySpan, MusicAnalysis
from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.tracks import SongRow
from moodtagger.ui.formatting import format_decimal, format_time, key_text
from moodtagger.ui.inspector.quiet_widgets import faint_label, heading
from moodtagger.ui.inspector.time_plot import TimePlot
from moodtagger.ui.theme import SPACE, blend, is_dark, key_color

_HEIGHT = 84
_LEVELS = (1.0, 5.0, 10.0)
_STEADY_DRIFT = 0.01  # of the tempo; more of it is shown


class EnergyPlot(TimePlot):
    """A line from 1 to 10 over a band of keys, each in its color on the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, parent)
        self._energy = EnergyEstimate(1.0)
        self._spans: list[KeySpan] = []
        self.setAccessibleName(self.tr("Energy and keys over time"))
        self.setToolTip(self.tr("Click to play from there"))

    def show_music(self, music: MusicAnalysis, length_s: float) -> None:
        """Show the energy and the keys of a song."""
        self._energy = music.energy or EnergyEstimate(1.0)
        self._spans = key_spans(music, length_s)
        self.set_length(max(length_s, len(self._energy.curve) * self._energy.step_s))
        parts = [
            self.tr("%1 from %2")
            .replace("%1", key_text(span.key))
            .replace("%2", format_time(span.start_s))
            for span in self._spans
        ]
        self.setAccessibleDescription(", ".join(parts) or self.tr("No key detected."))

    def paint_plot(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the keys, the grid, then the energy."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        band = self.fontMetrics().height() + 2.0
        self._paint_keys(painter, QRectF(rect.left(), rect.top(), rect.width(), band))
        area = rect.adjusted(0, band + 4, 0, 0)
        _text, line = self.colors()
        for level in _LEVELS:
            y = _y_of(area, level)
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            self.paint_axis_label(painter, y, f"{level:.0f}")
        points = [
            QPointF(self.x_of((step + 0.5) * self._energy.step_s), _y_of(area, level))
            for step, level in enumerate(self._energy.curve)
        ]
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
        painter.drawPolyline(QPolygonF(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_keys(self, painter: QPainter, band: QRectF) -> None:
        text = self.palette().color(QPalette.ColorRole.WindowText)
        for span in self._spans:
            left, right = self.x_of(span.start_s), min(self.x_of(span.end_s), band.right())
            part = QRectF(left, band.top(), max(right - left, 1.0), band.height())
            painter.fillRect(part, self._ground(span.key))
            name = key_text(span.key)
            if self.fontMetrics().horizontalAdvance(name) + 4 <= part.width():
                painter.setPen(text)
                painter.drawText(part, int(Qt.AlignmentFlag.AlignCenter), name)

    def _ground(self, key: MusicalKey) -> QColor:
        background = self.palette().color(QPalette.ColorRole.Window)
        return blend(background, key_color(key, is_dark(self)), 0.35)


def key_spans(music: MusicAnalysis, length_s: float) -> list[KeySpan]:
    """Return the keys over a song's whole time: its own, but for the parts in another one."""
    if music.key is None:
        return []
    spans, at_s = [], 0.0
    for change in sorted(music.key.changes, key=lambda span: span.start_s):
        if change.start_s > at_s:
            spans.append(KeySpan(at_s, change.start_s, music.key.key))
        spans.append(change)
        at_s = max(at_s, change.end_s)
    if at_s < length_s:
        spans.append(KeySpan(at_s, length_s, music.key.key))
    return spans


class MusicPanel(QWidget):
    """The plot and a sentence each on energy, key and tempo; hidden where nothing is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = heading(self.tr("Energy and key"))
        self.plot = EnergyPlot()
        self.facts = faint_label()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE // 2)
        for widget in (self.heading, self.plot, self.facts):
            column.addWidget(widget)
        self.hide()

    def show_music(self, row: SongRow, music: MusicAnalysis, length_s: float) -> None:
        """Show what the analysis found of a song's music."""
        self.setVisible(music != NO_MUSIC)
        has_curve = music.energy is not None and len(music.energy.curve) > 1
        self.plot.setVisible(has_curve)
        self.plot.show_music(music, length_s)
        lines = (self._energy_line(music), self._key_line(row, music), self._tempo_line(row, music))
        self.facts.setText("\n".join(line for line in lines if line))

    def _energy_line(self, music: MusicAnalysis) -> str:
        energy = music.energy
        if energy is None or len(energy.curve) < 2:
            return ""
        text = self.tr("Energy: intro %1, peak %2, outro %3")
        for number, level in enumerate((energy.intro, energy.peak, energy.outro), 1):
            text = text.replace(f"%{number}", str(round(level)))
        return text

    def _key_line(self, row: SongRow, music: MusicAnalysis) -> str:
        if music.key is None:
            return ""
        text = self.tr("Key: %1 (%2%)").replace("%1", key_text(music.key.key))
        text = text.replace("%2", str(round(100 * music.key.confidence)))
        tagged = row.tagged_key
        if tagged is None or tagged == music.key.key:
            return text
        differs = self.tr("%1; the file says %2")
        return differs.replace("%1", text).replace("%2", key_text(tagged))

    def _tempo_line(self, row: SongRow, music: MusicAnalysis) -> str:
        beat = music.beat
        if beat is None:
            return self.tr("Tempo: no clear beat") if row.effective_bpm is None else ""
        text = self.tr("Tempo: %1 BPM, steady")
        if beat.drift > _STEADY_DRIFT:
            text = self.tr("Tempo: %1 BPM, drifts by %2%")
        bpm = row.effective_bpm or beat.bpm
        text = text.replace("%1", format_decimal(bpm, 1))
        return text.replace("%2", format_decimal(100 * beat.drift, 1))


def _y_of(area: QRectF, level: float) -> float:
    fraction = (min(max(level, 1.0), 10.0) - 1.0) / 9.0
    return area.bottom() - 1 - fraction * (area.height() - 2)
