"""The card of the reviewed song: cover, title, tags and moods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood, Tier
from moodtagger.ui import theme
from moodtagger.ui.cover_view import CoverView
from moodtagger.ui.formatting import format_time, mood_text
from moodtagger.ui.inspector.texts import plain_label
from moodtagger.ui.library.cell_formatting import quadrant_text, state_text
from moodtagger.ui.review.mood_row import MoodRow
from moodtagger.ui.review.review_queue import decision_of
from moodtagger.ui.text_normalization import display_text, plain_tooltip
from moodtagger.ui.translation import translate_message

MAX_MOODS = 9  # one for each number key
_COVER_SIZE = 132
_SIDE_MIN_WIDTH, _SIDE_FRACTION, _SIDE_MAX_WIDTH = 130, 0.32, 250
_MIN_WIDTH_WITH_COVER = 640


class SongCard(QWidget):
    """Large card of a song; `moodPressed` carries the label of the pressed mood."""

    moodPressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cover = CoverView(_COVER_SIZE)
        self.title = plain_label()
        self.title.setFont(theme.scaled_font(self.font(), theme.TITLE_SCALE, bold=True))
        self.artist = plain_label()
        self.facts = plain_label()
        self.facts.setFont(theme.scaled_font(self.font(), theme.SMALL_SCALE))
        self.file_moods = plain_label()
        for label in (self.title, self.artist, self.facts, self.file_moods):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.rows = [MoodRow(number) for number in range(1, MAX_MOODS + 1)]
        for index, mood_row in enumerate(self.rows):
            mood_row.clicked.connect(lambda _checked=False, index=index: self.press_row(index))
        self.no_moods_label = plain_label()
        self._lay_out()

    def _lay_out(self) -> None:
        details = QVBoxLayout()
        details.setSpacing(theme.SPACE_S)
        for label in (self.title, self.artist, self.facts, self.file_moods):
            details.addWidget(label)
        details.addStretch(1)
        self._side = QWidget()
        details.setContentsMargins(0, 0, 0, 0)
        self._side.setLayout(details)
        moods = QVBoxLayout()
        moods.setSpacing(0)
        moods.addWidget(self.no_moods_label)
        for mood_row in self.rows:
            moods.addWidget(mood_row)
        moods.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        row.setSpacing(theme.SPACE_L)
        row.addWidget(self.cover, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._side)
        row.addLayout(moods, stretch=1)

    def show_song(
        self, row: SongRow, moods: Sequence[Mood], probabilities: Mapping[str, float]
    ) -> None:
        """Show a song with at most nine moods; `probabilities` holds those known so far."""
        tags = row.tags
        _set_text(self.title, display_text(row.name))
        self.title.setToolTip(plain_tooltip(row.path))
        _set_text(self.artist, " – ".join(display_text(x) for x in (tags.artist, tags.album) if x))
        _set_text(self.facts, _facts_text(row))
        file_moods = ", ".join(map(mood_text, tags.moods))
        _set_text(
            self.file_moods,
            self.tr("Mood tag: %1").replace("%1", file_moods) if file_moods else "",
        )
        self._show_moods(row, moods[:MAX_MOODS], probabilities)
        texts = [self.title.text(), self.artist.text(), self.facts.text(), self.file_moods.text()]
        self.setAccessibleName(", ".join(text for text in texts if text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the moods priority where space is short."""
        super().resizeEvent(event)
        self.cover.setVisible(self.width() >= _MIN_WIDTH_WITH_COVER)
        width = round(_SIDE_FRACTION * self.width())
        self._side.setFixedWidth(min(max(_SIDE_MIN_WIDTH, width), _SIDE_MAX_WIDTH))

    def mood_at(self, index: int) -> str | None:
        """Return the label of a row; None where no mood is shown."""
        row = self.rows[index] if index < len(self.rows) else None
        return None if row is None or row.isHidden() or row.mood is None else row.mood.label

    def press_row(self, index: int) -> None:
        """Press a row, like a click on it."""
        mood = self.mood_at(index)
        if mood is not None:
            self.moodPressed.emit(mood)

    def _show_moods(
        self, row: SongRow, moods: Sequence[Mood], probabilities: Mapping[str, float]
    ) -> None:
        tiers = dict.fromkeys(row.likely, Tier.LIKELY) | dict.fromkeys(row.proposed, Tier.CLEAR)
        for line, mood in zip(self.rows, moods, strict=False):
            tier = tiers.get(mood.label)
            line.show_mood(mood, probabilities.get(mood.label), tier, decision_of(row, mood.label))
            line.show()
        for line in self.rows[len(moods) :]:
            line.hide()
        width = max((line.name_width() for line in self.rows[: len(moods)]), default=0)
        for line in self.rows:
            line.set_name_width(width)
        _set_text(
            self.no_moods_label,
            ""
            if moods
            else translate_message(row.message) or self.tr("No moods detected in this song."),
        )


def _facts_text(row: SongRow) -> str:
    parts = [] if row.duration_s is None else [format_time(row.duration_s)]
    if row.effective_quadrant is not None:
        parts.append(quadrant_text(row.effective_quadrant))
    return " · ".join([*parts, state_text(row.state)])


def _set_text(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
