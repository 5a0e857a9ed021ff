"""The song that is reviewed, large: cover, title, what its file says, and its moods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood
from moodtagger.ui import icons, theme
from moodtagger.ui.error_translation import told
from moodtagger.ui.formatting import clock
from moodtagger.ui.inspector.message_page import plain_label
from moodtagger.ui.library.cell_text import mood_text, quadrant_text, state_text
from moodtagger.ui.review.decision_steps import said_of
from moodtagger.ui.review.mood_row import MoodLine
from moodtagger.ui.text_normalization import display_text, plain_tooltip

MOST_LINES = 9  # one for each number key
_COVER = 132
_SIDE_LEAST, _SIDE_SHARE, _SIDE_MOST = 130, 0.32, 250
_WIDE = 640


class SongCard(QWidget):
    """`turned` carries the label of the mood whose line was pressed."""

    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cover = Cover()
        self.title = plain_label()
        self.title.setFont(theme.scaled_font(self.font(), theme.TITLE_SCALE, bold=True))
        self.artist = plain_label()
        self.facts = plain_label()
        self.facts.setFont(theme.scaled_font(self.font(), theme.SMALL_SCALE))
        self.own = plain_label()
        for label in (self.title, self.artist, self.facts, self.own):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.lines = [MoodLine(number) for number in range(1, MOST_LINES + 1)]
        for place, line in enumerate(self.lines):
            line.clicked.connect(lambda _checked=False, place=place: self.press(place))
        self.nothing = plain_label()
        self._lay_out()

    def _lay_out(self) -> None:
        about = QVBoxLayout()
        about.setSpacing(theme.SPACE_S)
        for label in (self.title, self.artist, self.facts, self.own):
            about.addWidget(label)
        about.addStretch(1)
        self._side = QWidget()
        about.setContentsMargins(0, 0, 0, 0)
        self._side.setLayout(about)
        moods = QVBoxLayout()
        moods.setSpacing(0)
        moods.addWidget(self.nothing)
        for line in self.lines:
            moods.addWidget(line)
        moods.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        row.setSpacing(theme.SPACE_L)
        row.addWidget(self.cover, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._side)
        row.addLayout(moods, stretch=1)

    def show_song(self, row: SongRow, moods: Sequence[Mood], shares: Mapping[str, float]) -> None:
        """Show a song with these moods, at most nine; `shares` are the probabilities known."""
        tags = row.tags
        _set(self.title, display_text(row.name))
        self.title.setToolTip(plain_tooltip(row.path))
        _set(self.artist, " – ".join(display_text(x) for x in (tags.artist, tags.album) if x))
        _set(self.facts, _facts(row))
        own = ", ".join(map(mood_text, tags.moods))
        _set(self.own, self.tr("Mood in the file: %1").replace("%1", own) if own else "")
        self._show_moods(row, moods[:MOST_LINES], shares)
        words = [self.title.text(), self.artist.text(), self.facts.text(), self.own.text()]
        self.setAccessibleName(", ".join(word for word in words if word))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the moods have it."""
        super().resizeEvent(event)
        self.cover.setVisible(self.width() >= _WIDE)
        share = round(_SIDE_SHARE * self.width())
        self._side.setFixedWidth(min(max(_SIDE_LEAST, share), _SIDE_MOST))

    def mood_at(self, place: int) -> str | None:
        """The label of a line; None where no mood is shown."""
        line = self.lines[place] if place < len(self.lines) else None
        return None if line is None or line.isHidden() or line.mood is None else line.mood.label

    def press(self, place: int) -> None:
        """As a click on that line."""
        mood = self.mood_at(place)
        if mood is not None:
            self.turned.emit(mood)

    def _show_moods(self, row: SongRow, moods: Sequence[Mood], shares: Mapping[str, float]) -> None:
        for line, mood in zip(self.lines, moods, strict=False):
            proposed = mood.label in row.proposed
            line.show_mood(mood, shares.get(mood.label), proposed, said_of(row, mood.label))
            line.show()
        for line in self.lines[len(moods) :]:
            line.hide()
        width = max((line.name_width() for line in self.lines[: len(moods)]), default=0)
        for line in self.lines:
            line.set_name_width(width)
        _set(
            self.nothing,
            "" if moods else told(row.message) or self.tr("No mood was heard in this song."),
        )


class Cover(QWidget):
    """The cover as large as its square allows, or a note where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Cover"))

    def show_image(self, image: QImage | None) -> None:
        """Another cover; None for none."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(_COVER, _COVER)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in its own proportions."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            self._paint_none(painter)
        else:
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            room = QRect(0, 0, size.width(), size.height())
            room.moveCenter(self.rect().center())
            painter.drawImage(room, self._image)
        painter.end()

    def _paint_none(self, painter: QPainter) -> None:
        palette = self.palette()
        ground, text = palette.window().color(), palette.windowText().color()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(text, ground, 0.92))
        painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)
        faint = QPalette(palette)
        faint.setColor(QPalette.ColorRole.ButtonText, theme.blend(text, ground, 0.5))
        mark = QRect(0, 0, 48, 48)
        mark.moveCenter(self.rect().center())
        icons.icon("note", faint).paint(painter, mark)


def _facts(row: SongRow) -> str:
    parts = [] if row.duration_s is None else [clock(row.duration_s)]
    if row.felt_quadrant is not None:
        parts.append(quadrant_text(row.felt_quadrant))
    return " · ".join([*parts, state_text(row.state)])


def _set(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
