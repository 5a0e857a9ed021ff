"""The finished terms of a search as chips, in a row that scrolls when it is short of room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from moodtagger.ui import theme
from moodtagger.ui.text_normalization import plain_tooltip

# ruff: noqa: D102 - Qt documents its own methods

_MAX_WIDTH = 260
_CROSS = 8
_TINT = 0.16  # of the highlight in a chip
_MIN_ROW_WIDTH = 48


class Chip(QAbstractButton):
    """A term. Its cross, Delete or Backspace removes it; a double click or Enter edits it."""

    removeRequested = Signal()
    editRequested = Signal()
    moveRequested = Signal(int)  # to the chip so many to the right
    typed = Signal(str)  # a character for the text beside the chips

    def __init__(self, text: str, parent: QWidget | None = None, *, editable: bool = True) -> None:
        super().__init__(parent)
        self.setText(text)
        self.is_editable = editable
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Left in the text goes to the chips
        self.setToolTip(plain_tooltip(text))
        self.setAccessibleName(text)
        how = self.tr("Filter. Delete removes it, Enter edits it.")
        self.setAccessibleDescription(how if editable else self.tr("Filter. Delete removes it."))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + _CROSS + 2 * theme.SPACE + theme.SPACE
        return QSize(min(width, _MAX_WIDTH), metrics.height() + theme.SPACE_S)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def cross(self) -> QRect:
        """The area of the cross."""
        width = _CROSS + 2 * theme.SPACE - 2
        return QRect(self.width() - width, 0, width, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        base = palette.color(QPalette.ColorRole.Base)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setBrush(accent if focused else theme.blend(base, accent, _TINT))
        painter.setPen(QPen(theme.blend(base, accent, 0.45), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        role = QPalette.ColorRole.HighlightedText if focused else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        area = self.rect().adjusted(theme.SPACE, 0, -self.cross().width(), 0)
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, area.width()
        )
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), text)
        self._paint_cross(painter)

    def _paint_cross(self, painter: QPainter) -> None:
        color = painter.pen().color()
        color.setAlphaF(1.0 if self.underMouse() or self.hasFocus() else 0.6)
        pen = QPen(color, 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        center = QRectF(self.cross()).center()
        half = _CROSS / 2 - 0.5
        for sign in (1, -1):
            step = QPointF(half, sign * half)
            painter.drawLine(center - step, center + step)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.cross().contains(
            event.position().toPoint()
        ):
            self.removeRequested.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.is_editable and not self.cross().contains(event.position().toPoint()):
            self.editRequested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removeRequested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if self.is_editable:
                self.editRequested.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moveRequested.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class ChipRow(QScrollArea):
    """Chips side by side; those at the end stay in view."""

    changed = Signal()
    editRequested = Signal(str)  # the text of a chip that was taken out
    textWanted = Signal(str)  # the focus, and a character, belong to the text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._content = QWidget()
        self._content.setAutoFillBackground(False)
        self._row = QHBoxLayout(self._content)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_S)
        self._chips: list[Chip] = []
        self.setWidget(self._content)
        bar = self.horizontalScrollBar()
        bar.rangeChanged.connect(lambda _low, high: bar.setValue(high))
        self.hide()

    def chips(self) -> list[Chip]:
        """Return the chips from left to right."""
        return list(self._chips)

    def texts(self) -> list[str]:
        """Return the texts of the chips that can be edited."""
        return [chip.text() for chip in self._chips if chip.is_editable]

    def set_texts(self, texts: Sequence[str]) -> None:
        """Show chips of these texts, without a signal."""
        if list(texts) == self.texts():
            return
        for chip in self.chips():
            if chip.is_editable:
                self.discard(chip)
        for text in texts:
            self.add(text)

    def add(self, text: str, *, editable: bool = True) -> Chip:
        """Add a chip at the end, without a signal."""
        chip = Chip(text, self._content, editable=editable)
        chip.removeRequested.connect(lambda: self.remove(chip))
        chip.editRequested.connect(lambda: self._edit(chip))
        chip.moveRequested.connect(lambda step: self._move(chip, step))
        chip.typed.connect(self.textWanted)
        chip.installEventFilter(self)
        self._chips.append(chip)
        self._row.addWidget(chip)
        chip.show()
        self._update_size()
        return chip

    def remove(self, chip: Chip) -> None:
        """Remove a chip and focus the one before it, or else the text."""
        index = self._chips.index(chip)
        had_focus = chip.hasFocus()
        self.discard(chip)
        if had_focus and self._chips:
            self._chips[max(0, index - 1)].setFocus()
        elif had_focus:
            self.textWanted.emit("")
        self.changed.emit()

    def discard(self, chip: Chip) -> None:
        """Remove a chip without a signal."""
        self._chips.remove(chip)
        self._drop(chip)
        self._update_size()

    def take_last(self) -> str:
        """Take the last chip that can be edited out, without a signal, and return its text."""
        chip = next(chip for chip in reversed(self._chips) if chip.is_editable)
        self.discard(chip)
        return chip.text()

    def focus_last(self) -> None:
        """Focus the last chip."""
        if self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        hints = [chip.sizeHint() for chip in self._chips]
        width = sum(hint.width() + theme.SPACE_S for hint in hints) - theme.SPACE_S
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), _MIN_ROW_WIDTH), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        delta = event.angleDelta()
        bar.setValue(bar.value() - (delta.y() or delta.x()))
        event.accept()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Scroll to a chip that gets the focus."""
        if isinstance(watched, Chip) and isinstance(event, QFocusEvent) and event.gotFocus():
            self.ensureWidgetVisible(watched, theme.SPACE, 0)
        return False

    def _move(self, chip: Chip, step: int) -> None:
        index = self._chips.index(chip) + step
        if index >= len(self._chips):
            self.textWanted.emit("")
        else:
            self._chips[max(0, index)].setFocus()

    def _edit(self, chip: Chip) -> None:
        self.discard(chip)
        self.editRequested.emit(chip.text())

    def _drop(self, chip: Chip) -> None:
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _update_size(self) -> None:
        self.setVisible(bool(self._chips))
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()


class RoundedField(QFrame):
    """Looks like a line of text with round corners, with the accent around it while active."""

    def is_active(self) -> bool:
        """Whether what is in it has the focus."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = palette.color(QPalette.ColorRole.Highlight)
        line = theme.blend(palette.base().color(), palette.text().color(), 0.28)
        active = self.is_active()
        painter.setBrush(palette.base())
        painter.setPen(QPen(accent if active else line, 1.5 if active else 1))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
