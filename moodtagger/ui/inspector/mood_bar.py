"""One mood of a song: its probability, its tier, and the user's decision."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from moodtagger.core.tracks import TrackState
from moodtagger.core.vocabulary import Mood, Tier
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.library.state_icons import paint_state_icon, state_color
from moodtagger.ui.theme import blend, is_dark, mood_color

_BUTTON_SIZE = 24
_BUTTON_ICON_SIZE = 11.0
_BUTTON_RADIUS = 4.0


class DecisionButton(QToolButton):
    """A toggle for accept or reject, filled with its color while checked."""

    def __init__(self, accepts: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = TrackState.WRITTEN if accepts else TrackState.FAILED
        self.setCheckable(True)
        self.setFixedSize(_BUTTON_SIZE, _BUTTON_SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # reached with A and R from the bar

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(_BUTTON_SIZE, _BUTTON_SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint background, outline under the mouse, and icon."""
        palette = self.palette()
        background = palette.color(QPalette.ColorRole.Window)
        color = state_color(self._shape, palette)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked():
            painter.setPen(color)
            painter.setBrush(color)
            painter.drawRoundedRect(frame, _BUTTON_RADIUS, _BUTTON_RADIUS)
        elif self.underMouse() or self.isDown():
            painter.setPen(color)
            painter.drawRoundedRect(frame, _BUTTON_RADIUS, _BUTTON_RADIUS)
        text = blend(palette.color(QPalette.ColorRole.WindowText), background, 0.3)
        icon_rect = QRectF(0, 0, _BUTTON_ICON_SIZE, _BUTTON_ICON_SIZE)
        icon_rect.moveCenter(frame.center())
        paint_state_icon(painter, icon_rect, self._shape, background if self.isChecked() else text)
        painter.end()


_GAP = 6
_BAR_HEIGHT = 6.0
_DECISION_KEYS = {Qt.Key.Key_A: True, Qt.Key.Key_R: False}
_STEP_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_EXPLANATION_KEYS = (Qt.Key.Key_W, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HIGHLIGHT_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}


class MoodBar(QWidget):
    """Label, bar, percentage, and buttons to accept and reject.

    `decided` carries the label and True, False, or None when a decision is withdrawn. The keys A
    and R do the same, the arrow keys move to the bar above or below. A click, W or Enter emits
    `explanationRequested`; 1 to 3 request to play the mood's strongest passages.
    """

    decided = Signal(str, object)
    stepRequested = Signal(int)
    explanationRequested = Signal()
    highlightRequested = Signal(int)
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood = Mood("", (), 0.0, 0.0, None, 1.0)
        self.probability: float | None = 0.0
        self.tier: Tier | None = None
        self.decision: bool | None = None
        self._label_width = 0
        self._changeable = True
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.accept_button = DecisionButton(True)
        self.reject_button = DecisionButton(False)
        self.accept_button.clicked.connect(lambda: self._toggle(True))
        self.reject_button.clicked.connect(lambda: self._toggle(False))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 1, 2, 1)
        layout.setSpacing(2)
        layout.addStretch(1)
        layout.addWidget(self.accept_button)
        layout.addWidget(self.reject_button)

    def show_mood(
        self, mood: Mood, probability: float | None, tier: Tier | None, decision: bool | None
    ) -> None:
        """Show a mood; clear suggestions stand out, likely ones have an outline.

        One of the user's own has no probability.
        """
        self.mood, self.probability = mood, probability
        self.tier, self.decision = tier, decision
        name = mood_text(mood.label)
        self.accept_button.setAccessibleName(self.tr("Accept %1").replace("%1", name))
        self.reject_button.setAccessibleName(self.tr("Reject %1").replace("%1", name))
        self.accept_button.setToolTip(self.tr("Accept this mood (A)"))
        self.reject_button.setToolTip(self.tr("Reject this mood (R)"))
        self.accept_button.setChecked(decision is True)
        self.reject_button.setChecked(decision is False)
        self.setAccessibleName(self._description())
        hint = self.tr("Click or press W to see why.")
        self.setAccessibleDescription(f"{self._threshold_text()} {hint}")
        self.setToolTip(f"<qt>{self._threshold_text()}<br>{hint}</qt>")
        self.update()

    def set_changeable(self, changeable: bool) -> None:
        """Set whether decisions can be made."""
        self._changeable = changeable
        self.accept_button.setEnabled(changeable)
        self.reject_button.setEnabled(changeable)

    def set_label_width(self, width: int) -> None:
        """Set the width of the label, so that all bars are aligned."""
        self._label_width = width
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        return QSize(280, max(self.accept_button.height(), self.fontMetrics().height()) + 2)

    def minimumSizeHint(self) -> QSize:
        """Some bar must be left."""
        return QSize(200, self.sizeHint().height())

    @property
    def confident(self) -> bool:
        """Whether the mood is a clear suggestion."""
        return self.tier is Tier.CLEAR

    @property
    def _is_never_confident(self) -> bool:
        """Whether the mood is never confident: out of reach, or of the extended vocabulary."""
        return self.tier is None and not self.mood.is_suggested

    def _threshold_text(self) -> str:
        if self.probability is None:
            return self.tr("A mood of your own.")
        if self._is_never_confident and not self.mood.core:
            return self.tr("This mood is shown but never suggested. You can still accept it.")
        if self._is_never_confident:
            return self.tr(
                "This mood is never accurate enough to be suggested. You can still accept it."
            )
        lines = []
        if self.mood.threshold <= 1.0:
            text = self.tr("Suggested from %1.")
            lines.append(text.replace("%1", percent(self.mood.threshold)))
        if self.mood.likely < self.mood.threshold:
            text = self.tr("Likely from %1.")
            lines.append(text.replace("%1", percent(self.mood.likely)))
        return " ".join(lines)

    def _description(self) -> str:
        decision = {
            True: self.tr("accepted"),
            False: self.tr("rejected"),
            None: self.tr("undecided"),
        }[self.decision]
        parts = [mood_text(self.mood.label)]
        parts += [] if self.probability is None else [percent(self.probability)]
        if self.confident:
            parts.append(self.tr("suggested"))
        elif self.tier is Tier.LIKELY:
            parts.append(self.tr("likely"))
        elif self._is_never_confident and self.probability is not None:
            parts.append(self.tr("never suggested"))
        return ", ".join([*parts, decision])

    def _toggle(self, accepts: bool) -> None:
        decision = None if self.decision is accepts else accepts
        self.show_mood(self.mood, self.probability, self.tier, decision)
        self.decided.emit(self.mood.label, decision)

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle A, R, W, the numbers and the arrow keys."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _DECISION_KEYS and self._changeable:
            self._toggle(_DECISION_KEYS[key])
        elif plain and key in _STEP_KEYS:
            self.stepRequested.emit(_STEP_KEYS[key])
        elif plain and key in _EXPLANATION_KEYS:
            self.explanationRequested.emit()
        elif plain and key in _HIGHLIGHT_KEYS:
            self.highlightRequested.emit(_HIGHLIGHT_KEYS[key])
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus, so that A and R apply to this mood, and request the explanation."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self.explanationRequested.emit()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Accept the event; the press did the work."""
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Notify the panel, which keeps one bar in the tab order."""
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remove the focus frame."""
        super().focusOutEvent(event)
        self.update()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint label, bar and percentage, and a frame while focused."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.WindowText)
        faint = blend(text, palette.color(QPalette.ColorRole.Window), 0.25)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(faint if self.tier is None and not self.decision else text)
        self._paint_texts(painter)
        self._paint_bar(painter, self.bar_rect())
        painter.end()

    def bar_rect(self) -> QRectF:
        """Return the rectangle that stands for a probability of 1."""
        left = self._label_width + 2 * _GAP
        right = self.accept_button.x() - 2 * _GAP - self._percent_width()
        return QRectF(left, (self.height() - _BAR_HEIGHT) / 2, max(10.0, right - left), _BAR_HEIGHT)

    def _percent_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(percent(1.0)) + 4

    def _paint_texts(self, painter: QPainter) -> None:
        label = QRectF(2, 0, self._label_width, self.height())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        name = mood_text(self.mood.label)
        mode = Qt.TextElideMode.ElideRight
        name = painter.fontMetrics().elidedText(name, mode, self._label_width)
        painter.drawText(label, int(left), name)
        end = self.accept_button.x() - _GAP
        width = self._percent_width()
        percent_rect = QRectF(end - width, 0, width, self.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(percent_rect, int(right), percent(self.probability))

    def _paint_bar(self, painter: QPainter, rect: QRectF) -> None:
        palette = self.palette()
        background = palette.color(QPalette.ColorRole.Window)
        color = mood_color(self.mood, is_dark(self))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blend(palette.color(QPalette.ColorRole.WindowText), background, 0.88))
        radius = _BAR_HEIGHT / 2
        painter.drawRoundedRect(rect, radius, radius)
        filled = QRectF(rect)
        filled.setWidth(rect.width() * min(max(self.probability or 0.0, 0.0), 1.0))
        painter.setBrush(color if self.confident else blend(color, background, 0.5))
        if self.tier is Tier.LIKELY:
            painter.setPen(QPen(color, 1.0))
            filled.adjust(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(filled, radius, radius)
