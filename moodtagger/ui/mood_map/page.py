"""Picking moods from the map of words: the library shows the songs that have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.tag_map_layout import WordPlace
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui import formatting as words
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.flow_layout import FlowLayout
from moodtagger.ui.mood_display_names import mood_text
from moodtagger.ui.mood_map.map_view import WordPlane
from moodtagger.ui.theme import SPACE, SPACE_S


class WordsPage(QWidget):
    """`wanted` comes when other songs are asked for, `showWanted` to see them in the table."""

    wanted = Signal()
    showWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plane = WordPlane()
        self.found = ElidedLabel()
        self.every = QComboBox()
        self.every.addItems(
            [self.tr("with any of these moods"), self.tr("with all of these moods")]
        )
        self.every.setAccessibleName(self.tr("Any or all of the moods"))
        self.likely = QCheckBox(self.tr("Also &likely ones"))
        self.likely.setChecked(True)
        self.likely.setToolTip(
            self.tr(
                "Also songs for which the mood is among its three most probable, though not sure"
            )
        )
        self.clear = QPushButton(self.tr("&Clear"))
        self.show_songs = QPushButton(self.tr("&Show the songs"))
        self.show_songs.setToolTip(self.tr("Go to the table, which holds only these songs"))
        self._lay_out()
        self.plane.picked.connect(self.wanted)
        self.every.currentIndexChanged.connect(lambda _index: self.wanted.emit())
        self.likely.toggled.connect(lambda _on: self.wanted.emit())
        self.clear.clicked.connect(self._clear)
        self.show_songs.clicked.connect(self.showWanted)
        self.show_found(None)

    def heightForWidth(self, width: int) -> int:
        """The least height: the map scrolls, so that what stands above it stays in sight."""
        layout = self.layout()
        return -1 if layout is None else layout.totalMinimumHeightForWidth(width)

    def set_words(self, places: Sequence[WordPlace], vocabulary: Vocabulary) -> None:
        """Show these words."""
        self.plane.set_words(places, vocabulary)

    def moods(self) -> list[str]:
        """The picked moods."""
        return self.plane.moods()

    def moods_in_words(self) -> str:
        """The picked moods as they are called, and whether all are asked for."""
        between = " + " if self.wants_every() else ", "
        return between.join(map(mood_text, self.moods()))

    def wants_every(self) -> bool:
        """Whether a song must have all picked moods."""
        return self.every.currentIndex() == 1

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many songs have each mood."""
        self.plane.show_counts(counts)

    def show_found(self, songs: int | None) -> None:
        """How many songs meet the picked moods; None while nothing is picked."""
        any_ = songs is not None
        self.clear.setEnabled(any_)
        self.show_songs.setEnabled(bool(songs))
        if songs is None:
            text = self.tr("Pick moods: words that sound alike lie near each other.")
        elif songs:
            text = words.counted(
                songs, self.tr("%1 song of %2"), self.tr("%1 songs of %2")
            ).replace("%2", self.moods_in_words())
        else:
            text = self.tr("No song of %1. Pick fewer moods, or any of them.").replace(
                "%1", self.moods_in_words()
            )
        self.found.setText(text)

    def say(self, sentence: str) -> None:
        """Why there are no words, or no songs."""
        self.found.setText(sentence)

    def _clear(self) -> None:
        self.plane.pick([])
        self.wanted.emit()

    def _lay_out(self) -> None:
        top = FlowLayout(SPACE)
        for widget in (self.found, self.every, self.likely, self.clear, self.show_songs):
            top.addWidget(widget)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.StyledPanel)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the words take it
        area.setWidget(self.plane)
        area.viewport().setBackgroundRole(self.backgroundRole().Base)
        self.plane.setBackgroundRole(self.backgroundRole().Base)
        self.plane.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addLayout(top)
        column.addWidget(area, 1)
