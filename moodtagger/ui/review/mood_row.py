"""One mood on the review card: number key, name, probability and decision."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from moodtagger.core.tracks import TrackState
from moodtagger.core.vocabulary import Mood, Tier
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.library.state_icons import paint_state_icon, state_color
from moodtagger.ui.theme import RADIUS, SPACE, SPACE_S, blend, is_dark, mood_color

_BAR_HEIGHT = 12.0
_ICON_SIZE = 13.0
_MIN_BAR_WIDTH = 180  # with key, percentage and icon; below this the decision text is hidden
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHAPES = {True: TrackState.WRITTEN, False: TrackState.FAILED, None: TrackState.WAITING}


class MoodRow(QAbstractButton):
    """A mood that cycles through accepted, rejected and open when pressed."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.mood: Mood | None = None
        self.probability: float | None = None
        self.tier: Tier | None = None
        self.decision: bool | None = None
        self._name_width = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_mood(
        self, mood: Mood, probability: float | None, tier: Tier | None, decision: bool | None
    ) -> None:
        """Show a mood; `probability` is None until it is loaded."""
        self.mood, self.probability = mood, probability
        self.tier, self.decision = tier, decision
        self.setText(mood_text(mood.label))
        self.setAccessibleName(self._description())
        description = self.tr("Press %1 to accept, again to reject, once more to clear.")
        self.setAccessibleDescription(description.replace("%1", str(self._number)))
        self.setToolTip(f"<qt>{self.accessibleDescription()}</qt>")
        self.update()

    @property
    def proposed(self) -> bool:
        """Whether the mood is a clear suggestion."""
        return self.tier is Tier.CLEAR

    def name_width(self) -> int:
        """Return the width that the name needs."""
        return self._bold_metrics().horizontalAdvance(self.text())

    def set_name_width(self, width: int) -> None:
        """Set the width of the name, so that all bars are aligned."""
        self._name_width = width
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        return QSize(420, self.fontMetrics().height() + SPACE + SPACE_S)

    def minimumSizeHint(self) -> QSize:
        """Return a size with space for a short bar."""
        return QSize(200, self.sizeHint().height())

    def decision_text(self) -> str:
        """Return the decision as shown at the end of the row."""
        undecided, likely, not_proposed, accepted, rejected = self._decision_texts()
        if self.decision is None:
            return {Tier.CLEAR: undecided, Tier.LIKELY: likely, None: not_proposed}[self.tier]
        return accepted if self.decision else rejected

    def _decision_texts(self) -> tuple[str, str, str, str, str]:
        return (
            self.tr("undecided"),
            self.tr("likely"),
            self.tr("not suggested"),
            self.tr("accepted"),
            self.tr("rejected"),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Click on Return; Space is left to the page, where it plays."""
        if event.key() in _ENTER_KEYS:
            self.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def _description(self) -> str:
        parts = [str(self._number), self.text(), percent(self.probability), self.decision_text()]
        return ", ".join(part for part in parts if part)

    def _bold_metrics(self) -> QFontMetrics:
        font = self.font()
        font.setBold(True)
        return QFontMetrics(font)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint key, name, bar, percentage, icon and decision from left to right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.WindowText)
        background = palette.color(QPalette.ColorRole.Window)
        self._paint_background(painter, palette)
        left = self._paint_key(painter, text, background)
        font = self.font()
        font.setBold(self.proposed)
        painter.setFont(font)
        painter.setPen(blend(text, background, 0.25) if self.tier is None else text)
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        name = QRectF(left, 0, self._name_width, self.height())
        painter.drawText(name, middle, self.text())
        right = self._paint_decision(painter, palette)
        percent_width = self._bold_metrics().horizontalAdvance(percent(1.0)) + SPACE_S
        percent_rect = QRectF(right - percent_width - SPACE, 0, percent_width, self.height())
        end = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(percent_rect, end, percent(self.probability))
        start = name.right() + SPACE
        self._paint_bar(
            painter, QRectF(start, 0, percent_rect.left() - SPACE - start, self.height())
        )
        painter.end()

    def _paint_background(self, painter: QPainter, palette: QPalette) -> None:
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
        elif self.underMouse():
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        else:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _paint_key(self, painter: QPainter, text: QColor, background: QColor) -> float:
        size = self.fontMetrics().height() + 2
        key = QRectF(SPACE_S, (self.height() - size) / 2, size, size)
        painter.setPen(blend(text, background, 0.45))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(key, 4, 4)
        painter.setPen(text)
        painter.drawText(key, int(Qt.AlignmentFlag.AlignCenter), str(self._number))
        return key.right() + SPACE

    def _paint_decision(self, painter: QPainter, palette: QPalette) -> float:
        """Paint icon and text of the decision at the right; return where they start."""
        width = max(map(self._bold_metrics().horizontalAdvance, self._decision_texts())) + SPACE
        if self.width() < self._name_width + width + _MIN_BAR_WIDTH:
            width = SPACE  # the icon alone
        left = self.width() - width
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if width > SPACE:
            painter.drawText(QRectF(left, 0, width, self.height()), middle, self.decision_text())
        shape = _SHAPES[self.decision]
        icon_rect = QRectF(
            left - _ICON_SIZE - SPACE_S, (self.height() - _ICON_SIZE) / 2, _ICON_SIZE, _ICON_SIZE
        )
        if self.decision is not None or self.tier is not None:
            paint_state_icon(painter, icon_rect, shape, state_color(shape, palette))
        return icon_rect.left()

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        if self.mood is None or self.probability is None or area.width() < 2:
            return
        palette = self.palette()
        background = palette.color(QPalette.ColorRole.Window)
        bar = QRectF(area.left(), (self.height() - _BAR_HEIGHT) / 2, area.width(), _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blend(palette.color(QPalette.ColorRole.WindowText), background, 0.88))
        painter.drawRoundedRect(bar, 3, 3)
        color = mood_color(self.mood, is_dark(self))
        painter.setBrush(color if self.proposed else blend(color, background, 0.5))
        filled = QRectF(bar)
        filled.setWidth(max(2.0, bar.width() * min(1.0, self.probability)))
        painter.drawRoundedRect(filled, 3, 3)
        if self.tier is Tier.LIKELY:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color, 1.2))
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self.mood.core and self.mood.threshold <= 1:
            x = bar.left() + bar.width() * max(self.mood.threshold, 0.0)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 1.5))
            painter.drawLine(QLineF(x, bar.top() - 2, x, bar.bottom() + 2))
