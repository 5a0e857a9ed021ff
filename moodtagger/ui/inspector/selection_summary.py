"""Summary of several selected songs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.formatting import format_count, format_time, mood_text, song_count
from moodtagger.ui.inspector import texts
from moodtagger.ui.inspector.texts import plain_label
from moodtagger.ui.library.cell_formatting import quadrant_text, signed, state_text
from moodtagger.ui.library.song_columns import effective_moods
from moodtagger.ui.theme import HEADING_SCALE, SPACE, blend, is_dark, quadrant_color, scaled_font

_BAR_HEIGHT = 10.0
_TOP_MOODS = 5


class QuadrantBars(QWidget):
    """A bar for each quadrant with its number of songs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[Quadrant] = Counter()

    def set_counts(self, counts: Counter[Quadrant]) -> None:
        """Show the number of songs in each quadrant."""
        self._counts = counts
        listed = [f"{quadrant_text(q)}: {song_count(counts[q])}" for q in QUADRANTS]
        self.setAccessibleName(", ".join(listed))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of four lines."""
        return QSize(240, 4 * self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Return the size of four lines."""
        return QSize(160, 4 * self._line_height())

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, bar and number of each quadrant."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, height = self.fontMetrics(), self._line_height()
        label = max(metrics.horizontalAdvance(quadrant_text(q)) for q in QUADRANTS) + SPACE
        value = (
            max(metrics.horizontalAdvance(format_count(self._counts[q])) for q in QUADRANTS) + SPACE
        )
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.WindowText)
        background = blend(text, palette.color(QPalette.ColorRole.Window), 0.88)
        bar_width = max(10.0, float(self.width() - label - value))
        max_count = max(1, *(self._counts[q] for q in QUADRANTS))
        middle = Qt.AlignmentFlag.AlignVCenter
        for line, quadrant in enumerate(QUADRANTS):
            top, count = line * height, self._counts[quadrant]
            painter.setPen(text)
            left = int(middle | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(QRectF(0, top, label, height), left, quadrant_text(quadrant))
            right = int(middle | Qt.AlignmentFlag.AlignRight)
            end = QRectF(label + bar_width, top, value, height)
            painter.drawText(end, right, format_count(count))
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(label, top + (height - _BAR_HEIGHT) / 2, bar_width, _BAR_HEIGHT)
            painter.setBrush(background)
            painter.drawRoundedRect(bar, 3, 3)
            bar.setWidth(bar_width * count / max_count)
            painter.setBrush(quadrant_color(quadrant, is_dark(self)))
            painter.drawRoundedRect(bar, 3, 3)
        painter.end()


class SelectionSummary(QWidget):
    """Number, mean valence and arousal, quadrants, moods and states of the selected songs."""

    acceptConfidentRequested = Signal(object)  # list of track ids

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undecided_ids: list[int] = []
        self._changeable = True
        self.heading = plain_label()
        self.heading.setFont(scaled_font(self.font(), HEADING_SCALE, bold=True))
        self.length = plain_label()
        self.mean = plain_label()
        self.bars = QuadrantBars()
        self.moods = plain_label()
        self.states = plain_label()
        self.accept_button = QPushButton()
        self.accept_button.clicked.connect(
            lambda: self.acceptConfidentRequested.emit(list(self._undecided_ids))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for widget in (self.heading, self.length, self.mean, self.bars, self.moods):
            layout.addWidget(widget)
        layout.addWidget(self.states)
        layout.addWidget(self.accept_button)
        self._update_accept_button(())
        layout.addStretch(1)

    def show_songs(self, rows: Sequence[SongRow]) -> None:
        """Show a summary of these songs."""
        self.heading.setText(self.tr("%Ln song(s) selected", "", len(rows)))
        length = format_time(sum(row.duration_s or 0.0 for row in rows))
        self.length.setText(self.tr("Total length: %1").replace("%1", length))
        self.mean.setText(self._mean_text(rows))
        self.bars.set_counts(Counter(q for row in rows if (q := row.effective_quadrant)))
        self.moods.setText(self._most_frequent_text(rows))
        self.moods.setVisible(bool(self.moods.text()))
        states = Counter(row.state for row in rows)
        listed = [f"{state_text(s)}: {format_count(states[s])}" for s in TrackState if states[s]]
        self.states.setText("\n".join(listed))
        self._update_accept_button(rows)

    def _mean_text(self, rows: Sequence[SongRow]) -> str:
        points = [
            (r.effective_valence, r.effective_arousal)
            for r in rows
            if r.effective_valence is not None
        ]
        if not points:
            return self.tr("Not analyzed yet.")
        valence, arousal = np.asarray(points, dtype=float).mean(axis=0).tolist()
        lines = (
            self.tr("Average valence %1, %2"),
            self.tr("Average arousal %1, %2"),
        )
        feelings = (texts.valence_text(valence), texts.arousal_text(arousal))
        return "\n".join(
            line.replace("%1", signed(value)).replace("%2", feeling)
            for line, value, feeling in zip(lines, (valence, arousal), feelings, strict=True)
        )

    def _most_frequent_text(self, rows: Sequence[SongRow]) -> str:
        counted = Counter(mood for row in rows for mood in effective_moods(row))
        top = counted.most_common(_TOP_MOODS)
        listed = ", ".join(f"{mood_text(mood)} {format_count(n)}" for mood, n in top)
        return self.tr("Most common moods: %1").replace("%1", listed) if listed else ""

    def _update_accept_button(self, rows: Sequence[SongRow]) -> None:
        open_moods = {
            row.track_id: [m for m in row.proposed if m not in (*row.accepted, *row.rejected)]
            for row in rows
        }
        self._undecided_ids = [track_id for track_id, moods in open_moods.items() if moods]
        moods = format_count(sum(map(len, open_moods.values())))
        text = self.tr("Accept suggestions (%1)").replace("%1", moods)
        self.accept_button.setText(text)
        self._update_enabled()

    def set_changeable(self, changeable: bool) -> None:
        """Set whether decisions can be made."""
        self._changeable = changeable
        self._update_enabled()

    def _update_enabled(self) -> None:
        self.accept_button.setEnabled(self._changeable and bool(self._undecided_ids))
