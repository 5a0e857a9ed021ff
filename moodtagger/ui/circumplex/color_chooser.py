"""The corner of the map where one chooses what its colours tell, and the legend above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.circumplex.coloring import ColorBy, ColorChoice, Coloring
from moodtagger.ui.circumplex.legend import Legend
from moodtagger.ui.circumplex.strings import translate
from moodtagger.ui.circumplex.style import Look
from moodtagger.ui.mood_display_names import mood_text
from moodtagger.ui.theme import SPACE_S

_LEGEND_FROM = (560, 330)  # size of a map that has room for the legend


class ColorCorner(QWidget):
    """`chosen` carries a ColorChoice when the person makes one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._map = parent
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.legend = Legend(parent)  # beside, not inside: it lets the mouse through
        self.by, self.mood = QComboBox(), QComboBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for box in (self.by, self.mood):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(box)
        for by in ColorBy:
            self.by.addItem("", by)
        self._write()
        self.mood.hide()
        self.by.activated.connect(lambda _index: self._choose())
        self.mood.activated.connect(lambda _index: self._choose())

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Offer these moods, the usual ones first; the chosen one stays if it is among them."""
        before = self.mood.currentData()
        self.mood.clear()
        for mood in sorted(vocabulary, key=lambda mood: (not mood.core, mood_text(mood.label))):
            self.mood.addItem(mood_text(mood.label), mood.label)
        self.mood.setCurrentIndex(max(0, self.mood.findData(before)))
        model = self.by.model()
        if isinstance(model, QStandardItemModel):
            model.item(self.by.findData(ColorBy.MOOD)).setEnabled(len(vocabulary) > 0)

    def choice(self) -> ColorChoice:
        """What is chosen now."""
        by = ColorBy(self.by.currentData())
        return ColorChoice(by, self.mood.currentData() or "" if by is ColorBy.MOOD else "")

    def show_choice(self, choice: ColorChoice) -> None:
        """Show a choice without telling anyone."""
        self.by.setCurrentIndex(self.by.findData(choice.by))
        place = self.mood.findData(choice.mood)
        if place >= 0:
            self.mood.setCurrentIndex(place)
        self.mood.setVisible(choice.by is ColorBy.MOOD)

    def explain(self, coloring: Coloring, look: Look, *, songs: bool) -> None:
        """Show what the colours stand for; without songs there is nothing to explain."""
        self.legend.show_coloring(coloring, look, self.title())
        # Where songs lie says their quadrant, and its name stands there.
        quadrants = self.choice().by is ColorBy.QUADRANT
        self.legend.setVisible(songs and not quadrants and self._has_room())

    def title(self) -> str:
        """What the colours tell, in words."""
        text = self.by.currentText()
        return f"{text}: {self.mood.currentText()}" if self.choice().mood else text

    def _has_room(self) -> bool:
        size = self._map.size()
        return size.width() >= _LEGEND_FROM[0] and size.height() >= _LEGEND_FROM[1]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    def _write(self) -> None:
        names = {
            ColorBy.QUADRANT: translate("CircumplexView", "Colour: quadrant"),
            ColorBy.MOOD: translate("CircumplexView", "Colour: how probable"),
            ColorBy.CONFIDENCE: translate("CircumplexView", "Colour: how sure"),
            ColorBy.ALBUM: translate("CircumplexView", "Colour: album"),
            ColorBy.TAG: translate("CircumplexView", "Colour: mood in the file"),
        }
        for by, name in names.items():
            self.by.setItemText(self.by.findData(by), name)
        self.by.setAccessibleName(translate("CircumplexView", "What the colours of the map tell"))
        self.mood.setAccessibleName(translate("CircumplexView", "Mood that the colours tell of"))
        self.by.setToolTip(self.by.accessibleName())
        self.mood.setToolTip(self.mood.accessibleName())

    def _choose(self) -> None:
        choice = self.choice()
        self.show_choice(choice)
        self.chosen.emit(choice)
