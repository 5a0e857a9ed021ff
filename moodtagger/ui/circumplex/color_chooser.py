"""The corner of the map where one chooses what its colours tell, and the legend above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.circumplex.coloring import ColorBy, ColorChoice, Coloring
from moodtagger.ui.circumplex.legend import MapLegend
from moodtagger.ui.circumplex.strings import translate
from moodtagger.ui.circumplex.style import MapTheme
from moodtagger.ui.mood_display_names import mood_text
from moodtagger.ui.theme import SPACE_S

_MIN_SIZE_FOR_LEGEND = (560, 330)  # size of a map that has room for the legend


class ColorChooser(QWidget):
    """`chosen` carries a ColorChoice when the person makes one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._map_widget = parent
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.legend = MapLegend(parent)  # beside, not inside: it lets the mouse through
        self.mode_box, self.mood_box = QComboBox(), QComboBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for box in (self.mode_box, self.mood_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(box)
        for by in ColorBy:
            self.mode_box.addItem("", by)
        self._retranslate()
        self.mood_box.hide()
        self.mode_box.activated.connect(lambda _index: self._emit_choice())
        self.mood_box.activated.connect(lambda _index: self._emit_choice())

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Offer these moods, the usual ones first; the chosen one stays if it is among them."""
        before = self.mood_box.currentData()
        self.mood_box.clear()
        for mood in sorted(vocabulary, key=lambda mood: (not mood.core, mood_text(mood.label))):
            self.mood_box.addItem(mood_text(mood.label), mood.label)
        self.mood_box.setCurrentIndex(max(0, self.mood_box.findData(before)))
        model = self.mode_box.model()
        if isinstance(model, QStandardItemModel):
            model.item(self.mode_box.findData(ColorBy.MOOD)).setEnabled(len(vocabulary) > 0)

    def choice(self) -> ColorChoice:
        """What is chosen now."""
        by = ColorBy(self.mode_box.currentData())
        return ColorChoice(by, self.mood_box.currentData() or "" if by is ColorBy.MOOD else "")

    def show_choice(self, choice: ColorChoice) -> None:
        """Show a choice without telling anyone."""
        self.mode_box.setCurrentIndex(self.mode_box.findData(choice.by))
        index = self.mood_box.findData(choice.mood)
        if index >= 0:
            self.mood_box.setCurrentIndex(index)
        self.mood_box.setVisible(choice.by is ColorBy.MOOD)

    def show_legend(self, coloring: Coloring, theme: MapTheme, *, songs: bool) -> None:
        """Show what the colours stand for; without songs there is nothing to explain."""
        self.legend.show_coloring(coloring, theme, self.title())
        # Where songs lie says their quadrant, and its name stands there.
        quadrants = self.choice().by is ColorBy.QUADRANT
        self.legend.setVisible(songs and not quadrants and self._legend_fits())

    def title(self) -> str:
        """What the colours tell, in words."""
        text = self.mode_box.currentText()
        return f"{text}: {self.mood_box.currentText()}" if self.choice().mood else text

    def _legend_fits(self) -> bool:
        size = self._map_widget.size()
        return size.width() >= _MIN_SIZE_FOR_LEGEND[0] and size.height() >= _MIN_SIZE_FOR_LEGEND[1]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        names = {
            ColorBy.QUADRANT: translate("CircumplexView", "Colour: quadrant"),
            ColorBy.MOOD: translate("CircumplexView", "Colour: how probable"),
            ColorBy.CONFIDENCE: translate("CircumplexView", "Colour: how sure"),
            ColorBy.ALBUM: translate("CircumplexView", "Colour: album"),
            ColorBy.TAG: translate("CircumplexView", "Colour: mood in the file"),
        }
        for by, name in names.items():
            self.mode_box.setItemText(self.mode_box.findData(by), name)
        self.mode_box.setAccessibleName(
            translate("CircumplexView", "What the colours of the map tell")
        )
        self.mood_box.setAccessibleName(
            translate("CircumplexView", "Mood that the colours tell of")
        )
        self.mode_box.setToolTip(self.mode_box.accessibleName())
        self.mood_box.setToolTip(self.mood_box.accessibleName())

    def _emit_choice(self) -> None:
        choice = self.choice()
        self.show_choice(choice)
        self.chosen.emit(choice)
