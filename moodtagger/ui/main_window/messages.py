"""Non-modal messages that float over the views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import icons, theme

MAX_MESSAGES = 3
_WIDTH = 460  # pixels
_NOTICE_MS, _CHOICE_MS = 7_000, 25_000  # without and with buttons
_LONGER_MS = 3_000  # once mouse and focus are elsewhere
_ICON_SIZE = QSize(20, 20)
_Type = QEvent.Type
_MOVES = (_Type.Resize, _Type.Move, _Type.LayoutRequest, _Type.Show, _Type.Hide)


@dataclass(frozen=True, slots=True)
class MessageChoice:
    """A button of a message; pressing it also closes the message."""

    text: str
    callback: Callable[[], None]


class MessageWidget(QFrame):
    """A text with buttons; `closable` adds a close button. `expired` when its time is over."""

    expired = Signal()

    def __init__(
        self,
        text: str,
        choices: tuple[MessageChoice, ...] = (),
        *,
        warning: bool = False,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._warning = warning
        self.text = text
        self.topic = ""
        self.closable = closable
        self.choices = choices
        self.setAccessibleName(text)
        self._icon = QLabel()
        self._close_button = QToolButton(autoRaise=True)
        self._close_button.setToolTip(self.tr("Close this message"))
        self._close_button.setAccessibleName(self.tr("Close this message"))
        self._close_button.clicked.connect(self.dismiss)
        label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = label.sizePolicy()  # the label's own, which has height-for-width
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        label.setSizePolicy(policy)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE, theme.SPACE_S)
        self._row.addWidget(self._icon)
        self._row.addWidget(label, stretch=1)
        self.buttons = [self._add_button(choice) for choice in choices]
        self._row.addWidget(self._close_button)
        self._close_button.setVisible(
            closable
        )  # not earlier: without a parent it would be a window
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._expire)
        self._draw_icons()

    def expire_later(self, milliseconds: int) -> None:
        """Go after some time, as soon as neither the mouse nor the focus is here."""
        self._timer.start(milliseconds)

    def focus_first_button(self) -> None:
        """Give the first button the keyboard focus."""
        button = self.buttons[0] if self.buttons else self._close_button
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _expire(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start(_LONGER_MS)
            return
        self.expired.emit()
        self.dismiss()

    def dismiss(self) -> None:
        """Close the message."""
        self._timer.stop()
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def _add_button(self, choice: MessageChoice) -> QPushButton:
        def press() -> None:
            self.dismiss()
            choice.callback()

        button = QPushButton(choice.text)
        button.clicked.connect(press)
        self._row.addWidget(button)
        return button

    def _draw_icons(self) -> None:
        name = "warning" if self._warning else "info"
        self._icon.setPixmap(icons.icon(name, self.palette()).pixmap(_ICON_SIZE))
        self._close_button.setIcon(icons.icon("close", self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons in the new colors."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a card with a stripe in the accent color, or a warning's."""
        palette = self.palette()
        accent = palette.brightText() if self._warning else palette.highlight()
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.blend(palette.base().color(), palette.text().color(), 0.25)))
        painter.setBrush(theme.blend(palette.base().color(), accent.color(), 0.06))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(QRectF(4, 6, 3, self.height() - 12), 1.5, 1.5)


class MessageArea(QWidget):
    """A short stack of messages, newest last, that floats over the views and moves none.

    Messages go by themselves after a while, later with buttons, and not while the mouse or the
    keyboard focus is on them; warnings stay until they are closed. `banners` holds those that
    cannot be closed; it has a place of its own in the layout.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.goes_by_itself = True
        self._free_area: Callable[[], QRect] | None = None
        self.banners = QWidget(self)
        for area, spacing in ((self, theme.SPACE), (self.banners, 1)):
            column = QVBoxLayout(area)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(spacing)
        self.banners.hide()

    def float_over(self, parent: QWidget, free_area: Callable[[], QRect]) -> None:
        """Stay at the top right of an area of the parent, above its other children."""
        self._free_area = free_area
        self.setParent(parent)
        self.hide()
        parent.installEventFilter(self)

    def show_message(
        self, text: str, *choices: MessageChoice, warning: bool = False, topic: str = ""
    ) -> MessageWidget:
        """Show a message; it replaces older ones of its topic and, beyond three, the oldest.

        So no message offers to undo a step that later steps build upon.
        """
        for message in self.messages():
            if topic and message.topic == topic:
                message.dismiss()
        while len(self.messages()) >= MAX_MESSAGES:
            self.messages()[0].dismiss()
        message = MessageWidget(text, choices, warning=warning)
        message.topic = topic
        self._add(message, self)
        if self.goes_by_itself and not warning:
            message.expire_later(_CHOICE_MS if choices else _NOTICE_MS)
        self.update_geometry()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(message, text))
        return message

    def show_banner(self, text: str) -> MessageWidget:
        """Show a permanent message without a close button."""
        self.banners.show()
        return self._add(MessageWidget(text, warning=True, closable=False), self.banners)

    def messages(self) -> list[MessageWidget]:
        """Return the messages that can be closed, oldest first."""
        return [m for m in self.findChildren(MessageWidget) if m.closable]

    def focus_newest(self) -> None:
        """Give the newest message's first button the keyboard focus, which keeps it open."""
        for message in self.messages()[-1:]:
            message.focus_first_button()

    def texts(self) -> list[str]:
        """Return the texts of all messages, then of the banners."""
        banners = self.banners.findChildren(MessageWidget)
        return [message.text for message in [*self.messages(), *banners]]

    def update_geometry(self) -> None:
        """Fit the size to the messages, and move to where there is room."""
        self.setVisible(bool(self.messages()))
        if self._free_area is None or not self.messages():
            return
        area = self._free_area()
        width = min(_WIDTH, area.width() - 2 * theme.SPACE_L)
        column = self.layout()
        assert column is not None
        height = column.totalHeightForWidth(width)
        height = height if height >= 0 else column.totalSizeHint().height()
        left = area.right() + 1 - theme.SPACE_L - width
        self.setGeometry(left, area.top() + theme.SPACE_L, width, height)
        self.raise_()

    def event(self, event: QEvent) -> bool:
        """Follow messages that come, go and wrap."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.update_geometry()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the views below."""
        if event.type() in _MOVES:
            self.update_geometry()
        return super().eventFilter(watched, event)

    def _add(self, message: MessageWidget, area: QWidget) -> MessageWidget:
        column = area.layout()
        assert column is not None
        column.addWidget(message)
        return message
