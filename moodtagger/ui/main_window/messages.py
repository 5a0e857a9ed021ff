"""Non-modal messages above the views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
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
_ICON_SIZE = QSize(20, 20)


@dataclass(frozen=True, slots=True)
class MessageChoice:
    """A button of a message; pressing it also closes the message.

    With `is_undo` it undoes what the message reports, and so does the Undo action while the
    message is the newest.
    """

    text: str
    callback: Callable[[], None]
    is_undo: bool = False


class MessageWidget(QFrame):
    """A text with buttons; `closable` adds a close button."""

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
        self._draw_icons()

    def dismiss(self) -> None:
        """Close the message."""
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
        """Paint a tinted background with a stripe."""
        background = self.palette().window().color()
        accent = self.palette().highlight().color()
        painter = QStylePainter(self)
        painter.fillRect(self.rect(), theme.blend(background, accent, 0.16))
        painter.fillRect(0, 0, 4, self.height(), accent)


class MessageArea(QWidget):
    """A short stack of messages, newest last; without messages it takes no space."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

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
        message = self._add(MessageWidget(text, choices, warning=warning))
        message.topic = topic
        return message

    def show_banner(self, text: str) -> MessageWidget:
        """Show a permanent message without a close button."""
        return self._add(MessageWidget(text, warning=True, closable=False))

    def messages(self) -> list[MessageWidget]:
        """Return the messages that can be closed, oldest first."""
        return [m for m in self.findChildren(MessageWidget) if m._close_button.isVisibleTo(m)]

    def undo_newest(self) -> bool:
        """Press the undo button of the newest message; return False when it has none."""
        newest = self.messages()[-1:]
        undo = [b for m in newest for c, b in zip(m.choices, m.buttons, strict=True) if c.is_undo]
        for button in undo:
            button.click()
        return bool(undo)

    def texts(self) -> list[str]:
        """Return the texts of all messages, banners included."""
        return [message.text for message in self.findChildren(MessageWidget)]

    def _add(self, message: MessageWidget) -> MessageWidget:
        self._column.addWidget(message)
        return message
