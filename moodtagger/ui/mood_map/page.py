"""The page on which moods are picked from the map to filter the library."""

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

from moodtagger.core.tag_map import MapLabel
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.mood_map.map_view import MoodMapView
from moodtagger.ui.theme import SPACE, SPACE_S
from moodtagger.ui.widgets import ElidedLabel, FlowLayout


class MoodMapPage(QWidget):
    """The mood map with its options; `filterChanged` by the user, `showRequested` for the table."""

    filterChanged = Signal()
    showRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map_view = MoodMapView()
        self.result_label = ElidedLabel()
        self.match_box = QComboBox()
        self.match_box.addItems(
            [self.tr("with any of these moods"), self.tr("with all of these moods")]
        )
        self.match_box.setAccessibleName(self.tr("Any or all of the moods"))
        self.likely_box = QCheckBox(self.tr("Include &likely"))
        self.likely_box.setToolTip(
            self.tr("Include songs where the mood is a likely suggestion, though not a clear one")
        )
        self.clear_button = QPushButton(self.tr("&Clear"))
        self.show_button = QPushButton(self.tr("&Show songs"))
        self.show_button.setToolTip(self.tr("Show these songs in the table"))
        self._create_layout()
        self.map_view.picked.connect(self.filterChanged)
        self.match_box.currentIndexChanged.connect(lambda _index: self.filterChanged.emit())
        self.likely_box.toggled.connect(lambda _on: self.filterChanged.emit())
        self.clear_button.clicked.connect(self._clear)
        self.show_button.clicked.connect(self.showRequested)
        self.show_result_count(None)

    def heightForWidth(self, width: int) -> int:
        """Return the minimum height: the map scrolls, and the controls above it stay visible."""
        layout = self.layout()
        return -1 if layout is None else layout.totalMinimumHeightForWidth(width)

    def set_labels(self, positions: Sequence[MapLabel], vocabulary: Vocabulary) -> None:
        """Show these labels."""
        self.map_view.set_labels(positions, vocabulary)

    def moods(self) -> list[str]:
        """Return the picked moods."""
        return self.map_view.moods()

    def moods_text(self) -> str:
        """Return the names of the picked moods, joined by + if all are required."""
        separator = " + " if self.matches_all() else ", "
        return separator.join(map(mood_text, self.moods()))

    def matches_all(self) -> bool:
        """Whether a song must have all picked moods."""
        return self.match_box.currentIndex() == 1

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the number of songs with each mood."""
        self.map_view.show_counts(counts)

    def show_result_count(self, songs: int | None) -> None:
        """Show the number of songs with the picked moods; None while nothing is picked."""
        has_filter = songs is not None
        self.clear_button.setEnabled(has_filter)
        self.show_button.setEnabled(bool(songs))
        if songs is None:
            text = self.tr("Select moods. Similar moods are close together.")
        elif songs:
            text = self.tr("%Ln song(s) of %1", "", songs).replace("%1", self.moods_text())
        else:
            text = self.tr("None of %1. Select fewer moods, or “any”.").replace(
                "%1", self.moods_text()
            )
        self.result_label.setText(text)

    def show_message(self, message: str) -> None:
        """Show a message in place of the result."""
        self.result_label.setText(message)

    def _clear(self) -> None:
        self.map_view.pick([])
        self.filterChanged.emit()

    def _create_layout(self) -> None:
        top = FlowLayout(SPACE)
        for widget in (
            self.result_label,
            self.match_box,
            self.likely_box,
            self.clear_button,
            self.show_button,
        ):
            top.addWidget(widget)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.StyledPanel)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the buttons take it
        area.setWidget(self.map_view)
        area.viewport().setBackgroundRole(self.backgroundRole().Base)
        self.map_view.setBackgroundRole(self.backgroundRole().Base)
        self.map_view.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addLayout(top)
        column.addWidget(area, 1)
