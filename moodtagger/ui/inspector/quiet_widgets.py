"""Quiet parts of the inspector: links, headings, parts that fold, and what the song is like."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from moodtagger.core.attributes import Attributes
from moodtagger.ui.inspector.texts import plain_label
from moodtagger.ui.theme import SMALL_SCALE, SPACE, SPACE_S, blend, scaled_font

_OPEN, _CLOSED = "\N{BLACK UP-POINTING SMALL TRIANGLE}", "\N{BLACK DOWN-POINTING SMALL TRIANGLE}"


class LinkButton(QAbstractButton):
    """A button that looks like quiet text; a checkable one has a small arrow at its end."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, checkable: bool = False
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(checkable)
        self.setFont(scaled_font(self.font(), SMALL_SCALE))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Set the text, which is the accessible name too."""
        super().setText(text)
        self.updateGeometry()

    def shown_text(self) -> str:
        """Return the text with its arrow."""
        text = self.text().replace("&", "")
        return f"{text} {_OPEN if self.isChecked() else _CLOSED}" if self.isCheckable() else text

    def sizeHint(self) -> QSize:
        """Return the size of the text, high enough to be hit."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.shown_text()) + 4, metrics.height() + SPACE_S)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the text."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Underline the text."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Remove the underline."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, underlined under the mouse, and a frame while focused."""
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        font = self.font()
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        roles = QPalette.ColorRole
        text = palette.color(roles.WindowText)
        painter.setPen(blend(text, palette.color(roles.Window), 0.2) if self.isEnabled() else text)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(self.rect()).adjusted(2, 0, 0, 0), int(left), self.shown_text())
        painter.end()


def heading(text: str) -> QLabel:
    """Create the heading of a part: small and bold."""
    label = plain_label(text)
    label.setFont(scaled_font(label.font(), SMALL_SCALE, bold=True))
    label.setContentsMargins(0, SPACE_S, 0, 0)
    return label


def faint_label(text: str = "", scale: float = SMALL_SCALE) -> QLabel:
    """Create a small label in the color of secondary text."""
    label = plain_label(text)
    label.setFont(scaled_font(label.font(), scale))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


class FoldedPart(QWidget):
    """A heading that shows and hides the widgets below it; folded at first."""

    toggled = Signal(bool)

    def __init__(self, title: str, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = LinkButton(title, checkable=True)
        self.button.setFont(scaled_font(self.button.font(), 1.0, bold=True))
        self.body = QWidget()
        body = QVBoxLayout(self.body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(SPACE_S)
        for widget in widgets:
            body.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.body)
        self.body.hide()
        self.button.toggled.connect(self.body.setVisible)
        self.button.toggled.connect(self.toggled)

    @property
    def is_open(self) -> bool:
        """Whether the widgets are shown."""
        return self.button.isChecked()


_BAR_HEIGHT = 6.0


class CharacterBars(QWidget):
    """What a song is like besides its mood, as bars from 0 to 100."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Sequence[tuple[str, float]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_attributes(self, attributes: Attributes | None) -> None:
        """Show these attributes; None shows nothing."""
        self._values = () if attributes is None else self._named_values(attributes)
        self.setAccessibleName(", ".join(f"{name} {number(value)}" for name, value in self._values))
        self.setToolTip(self.tr("How much the song is like this, from 0 to 100"))
        self.updateGeometry()
        self.update()

    def _named_values(self, attributes: Attributes) -> list[tuple[str, float]]:
        named = (
            (self.tr("Danceable"), attributes.get("danceability")),
            (self.tr("Acoustic"), attributes.get("acousticness")),
            (self.tr("Vocal"), _opposite(attributes.get("instrumentalness"))),
            (self.tr("Live"), attributes.get("liveness")),
        )
        return [(name, value) for name, value in named if value is not None and value == value]

    def sizeHint(self) -> QSize:
        """Return the size of all lines."""
        return QSize(240, len(self._values) * self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Return the size of all lines."""
        return QSize(160, self.sizeHint().height())

    def _line_height(self) -> int:
        return self.fontMetrics().height() + SPACE

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, bar and number of each."""
        painter, palette, metrics = QPainter(self), self.palette(), self.fontMetrics()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles, height = QPalette.ColorRole, self._line_height()
        text, window = palette.color(roles.WindowText), palette.color(roles.Window)
        faint = palette.color(roles.PlaceholderText)
        names = max((metrics.horizontalAdvance(name) for name, _ in self._values), default=0)
        numbers = metrics.horizontalAdvance(number(1.0))
        left, right = names + 2 * SPACE, self.width() - numbers - SPACE
        middle = Qt.AlignmentFlag.AlignVCenter
        for line, (name, value) in enumerate(self._values):
            area = QRectF(0, line * height, self.width(), height)
            painter.setPen(faint)
            painter.drawText(area, int(middle | Qt.AlignmentFlag.AlignLeft), name)
            painter.drawText(area, int(middle | Qt.AlignmentFlag.AlignRight), number(value))
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(
                left, area.center().y() - _BAR_HEIGHT / 2, max(10, right - left), _BAR_HEIGHT
            )
            painter.setBrush(blend(text, window, 0.9))
            painter.drawRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
            bar.setWidth(bar.width() * min(max(value, 0.0), 1.0))
            painter.setBrush(faint)
            painter.drawRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        painter.end()


def number(value: float) -> str:
    """Format an attribute as a whole number up to 100."""
    return str(round(100 * value))


def _opposite(value: float | None) -> float | None:
    return None if value is None else 1.0 - value
