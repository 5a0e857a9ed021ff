"""The words at their places, walked with the arrow keys, picked with Space or a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from moodtagger.core.tag_map_layout import WordPlace
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.mood_display_names import mood_text
from moodtagger.ui.mood_map.label_layout import overlapping, spread
from moodtagger.ui.mood_map.word_button import Word
from moodtagger.ui.theme import SMALL_SCALE, blend, scaled_font

_ARROWS = {
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Down: QPoint(0, 1),
    Qt.Key.Key_Up: QPoint(0, -1),
}
_SIDEWAYS = 2.5  # what lies across the arrow's way counts so much more
_AREA = 1.75  # of the plane for each area of words


class WordPlane(QWidget):
    """`picked` comes when the person picks a mood or lets it go."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[WordPlace] = []
        self._words: list[Word] = []
        self._genres: list[tuple[str, QRect]] = []
        self._unarranged = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Map of mood words"))
        self.setAccessibleDescription(
            self.tr(
                "Words that sound alike lie near each other. Arrow keys walk, Space picks a mood."
            )
        )

    def set_words(self, places: Sequence[WordPlace], vocabulary: Vocabulary) -> None:
        """Show these words; moods that were picked stay so while they are here."""
        kept = set(self.moods())
        for word in self._words:
            word.setParent(None)
            word.deleteLater()
        labels = vocabulary.labels
        self._places = [place for place in places if place.mood is None or place.mood in labels]
        self._words = [
            Word(place.word, vocabulary.by_label(place.mood), self)
            for place in self._places
            if place.mood is not None
        ]
        for word in self._words:
            word.setChecked(word.mood.label in kept)
            word.clicked.connect(lambda on, word=word: self._clicked(word, on))
            word.show()
        self._arrange()

    def words(self) -> list[Word]:
        """All words that can be picked."""
        return list(self._words)

    def moods(self) -> list[str]:
        """The labels of the picked moods, each once, in the order of the words."""
        return list(dict.fromkeys(w.mood.label for w in self._words if w.isChecked()))

    def pick(self, moods: Sequence[str]) -> None:
        """Pick these moods and no others; nothing is emitted."""
        for word in self._words:
            word.setChecked(word.mood.label in moods)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many songs have each mood."""
        before = self._sizes()
        for word in self._words:
            word.show_count(counts.get(word.mood.label))
        if self._sizes() != before:
            self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Now the words need their places."""
        super().showEvent(event)
        if self._unarranged:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words find other places."""
        super().resizeEvent(event)
        if not self._unarranged:
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the nearest word that way; what a word leaves over comes here."""
        way = _ARROWS.get(Qt.Key(event.key()))
        here = self.focusWidget()
        if way is None or not isinstance(here, Word):
            super().keyPressEvent(event)
            return
        there = self._next(here, way)
        if there is not None:
            there.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The genres, faint, to find one's way."""
        painter = QPainter(self)
        roles = QPalette.ColorRole
        palette = self.palette()
        painter.setPen(blend(palette.color(roles.Text), palette.color(roles.Base), 0.35))
        font = scaled_font(self.font(), SMALL_SCALE)
        font.setItalic(True)
        painter.setFont(font)
        for name, rect in self._genres:
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), name)
        painter.end()

    def _clicked(self, word: Word, on: bool) -> None:
        """Words of one mood go together."""
        for other in self._words:
            if other.mood.label == word.mood.label:
                other.setChecked(on)
        self.picked.emit()

    def _next(self, here: Word, way: QPoint) -> Word | None:
        def cost(word: Word) -> float:
            step = word.geometry().center() - here.geometry().center()
            along = QPoint.dotProduct(step, way)
            across = abs(step.x() * way.y()) + abs(step.y() * way.x())
            return along + _SIDEWAYS * across if along > 0 else float("inf")

        best = min(self._words, key=cost, default=None)
        return best if best is not None and cost(best) < float("inf") else None

    def _sizes(self) -> list[QSizeF]:
        metrics = self.fontMetrics()
        words = iter(self._words)
        return [
            QSizeF(metrics.horizontalAdvance(mood_text(place.word)), metrics.height())
            if place.mood is None
            else QSizeF(next(words).sizeHint())
            for place in self._places
        ]

    def _arrange(self) -> None:
        """Room and a place for each word, once somebody looks: finding them takes a while."""
        self._unarranged = not self.isVisible()
        if not self._unarranged:
            self._set_least_size()
            self._place()

    def _set_least_size(self) -> None:
        """So high that all words have room where the plane is as narrow as it may be."""
        width = 46 * self.fontMetrics().averageCharWidth() * 2
        sizes = self._sizes()
        height = _AREA * sum(size.width() * size.height() for size in sizes) / width
        while overlapping(self._spread(QSizeF(width, height), sizes)):
            height *= 1.15
        self.setMinimumSize(width, round(height) + 1)

    def _place(self) -> None:
        rects = self._spread(QSizeF(self.size()), self._sizes())
        self._genres = []
        words = iter(self._words)
        for place, rect in zip(self._places, rects, strict=True):
            if place.mood is None:
                self._genres.append((mood_text(place.word), rect.toRect()))
            else:
                next(words).setGeometry(rect.toRect())
        self._set_order()
        self.update()

    def _spread(self, size: QSizeF, sizes: Sequence[QSizeF]) -> list[QRectF]:
        room = QRectF(QPointF(0, 0), size).adjusted(4, 4, -4, -4)
        return spread([(p.x, p.y) for p in self._places], sizes, room)

    def _set_order(self) -> None:
        """Tab goes through the words as one reads."""
        lines = sorted(self._words, key=lambda word: (word.y() // 24, word.x()))
        for one, other in pairwise(lines):
            QWidget.setTabOrder(one, other)
