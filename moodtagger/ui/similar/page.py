"""The similar songs page: seeds, criteria and results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.similar.criteria_panel import CriteriaPanel
from moodtagger.ui.similar.results_model import ResultRow
from moodtagger.ui.similar.results_table import ResultsTable
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.theme import SPACE, SPACE_S
from moodtagger.ui.widgets import ElidedLabel

_SEARCH_DELAY_MS = 40  # slider moves within this time trigger one search
_DEFAULT_PATH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class SimilaritySeeds:
    """What the results should resemble: library songs, or an analyzed file outside the library."""

    songs: tuple[SongRow, ...] = ()
    external_file: AnalysisResult | None = None

    def __bool__(self) -> bool:
        return bool(self.songs) or self.external_file is not None


class SimilarSongsPage(QWidget):
    """Shows seeds, criteria and results; emits `searchRequested` when results are out of date.

    `chosen` carries the track ids of the selected results, `playRequested` the one to play.
    """

    searchRequested = Signal()
    seedsRequested = Signal()  # use the selected songs as seeds
    chosen = Signal(object)
    playRequested = Signal(int)
    playFileRequested = Signal(str)
    saveRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seeds = SimilaritySeeds()
        self.criteria = CriteriaPanel()
        self.table = ResultsTable()
        self.title_label = ElidedLabel()
        self.note = QLabel(wordWrap=True)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY_MS)
        self._timer.timeout.connect(self.searchRequested)
        self._make_buttons()
        self._make_path_controls()
        self._lay_out()
        self.criteria.changed.connect(self.schedule_search)
        self.table.chosen.connect(self.chosen)
        self.table.playRequested.connect(self.playRequested)
        self.set_seeds_available(False)
        self.set_seeds(SimilaritySeeds())

    def set_seeds(self, seeds: SimilaritySeeds) -> None:
        """Search for songs like these from now on."""
        self.seeds = seeds
        self.play_file_button.setVisible(seeds.external_file is not None)
        is_pair = len(seeds.songs) == 2
        if not is_pair:
            self.mode_box.setCurrentIndex(0)
        self.mode_box.setVisible(is_pair)
        self._mode_changed()
        if not seeds:
            self._clear(
                self.tr(
                    "Select one or more songs, then choose “Similar to selection” (Ctrl+L).\n"
                    "Or drop a file here; it is not added to your library."
                )
            )

    def schedule_search(self) -> None:
        """Request a search soon, once for several changes in a row."""
        if self.seeds:
            self._timer.start()

    def wants_path(self) -> bool:
        """Return whether a path between two songs is requested."""
        return len(self.seeds.songs) == 2 and self.mode_box.currentIndex() == 1

    def show_busy(self) -> None:
        """Show that a search is running; earlier results stay until it is done."""
        self.table.set_empty_text(self.tr("Searching your library…"))

    def show_results(
        self,
        results: Sequence[ResultRow],
        tempo: float | None,
        note: str,
        copies: Mapping[int, Sequence[SongRow]] = MappingProxyType({}),
    ) -> None:
        """Show similar songs, best first; `copies` are the other songs of their recordings."""
        self.criteria.suggest_tempo(tempo)
        self.table.results.show_results(results, tempo, copies)
        self._results_shown(note, bool(results))

    def show_path(self, results: Sequence[ResultRow], note: str) -> None:
        """Show the songs of a path, in order."""
        self.table.results.show_path(results)
        self._results_shown(note, bool(results))

    def show_problem(self, sentence: str) -> None:
        """Show why there are no results."""
        self._clear(sentence)

    def set_seeds_available(self, available: bool) -> None:
        """Set whether songs are selected that could be used as seeds."""
        self.use_selected.setEnabled(available)

    def _results_shown(self, note: str, has_results: bool) -> None:
        self.table.set_empty_text(
            self.tr(
                "No matching songs.\n"
                "Widen the tempo range, or allow more songs per artist or album."
            )
        )
        if has_results:
            self.table.scrollToTop()
        self._set_note(note)
        self._enable_buttons(has_results)

    def _clear(self, text: str) -> None:
        self._timer.stop()
        self.table.results.show_results([], None)
        self.table.set_empty_text(text)
        self._set_note("")
        self._enable_buttons(False)

    def _set_note(self, note: str) -> None:
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _enable_buttons(self, has_results: bool) -> None:
        for button in (self.select_all, self.save):
            button.setEnabled(has_results)

    def _title(self) -> str:
        seeds = self.seeds
        if seeds.external_file is not None:
            name = formatting.file_name(seeds.external_file.path)
            return self.tr("Similar to the file “%1”, which is not in your library").replace(
                "%1", name
            )
        if not seeds.songs:
            return self.tr("Similar songs")
        names = [formatting.quote(display_text(row.name)) for row in seeds.songs[:2]]
        if len(seeds.songs) == 1:
            return self.tr("Similar to %1").replace("%1", names[0])
        if len(seeds.songs) == 2:
            is_path = self.wants_path()
            text = self.tr("From %1 to %2") if is_path else self.tr("Similar to %1 and %2")
            text = text.replace("%1", names[0])
            return text.replace("%2", names[1])
        text = self.tr("Similar to %1 and %2 more").replace("%1", names[0])
        return text.replace("%2", formatting.song_count(len(seeds.songs) - 1))

    def _make_buttons(self) -> None:
        self.use_selected = QPushButton(self.tr("&Similar to selection"))
        self.use_selected.setToolTip(self.tr("Find songs similar to the selection (Ctrl+L)"))
        self.use_selected.clicked.connect(self.seedsRequested)
        self.play_file_button = QPushButton(self.tr("Play the file"))
        self.play_file_button.clicked.connect(self._play_file)
        self.select_all = QPushButton(self.tr("Select all results"))
        self.select_all.clicked.connect(self.table.selectAll)
        self.save = QPushButton(self.tr("Save as pla&ylist\N{HORIZONTAL ELLIPSIS}"))
        self.save.clicked.connect(self.saveRequested)

    def _make_path_controls(self) -> None:
        self.mode_box = QComboBox()
        self.mode_box.addItems([self.tr("Similar to both"), self.tr("Path between them")])
        self.mode_box.setAccessibleName(self.tr("Search for"))
        self.mode_box.currentIndexChanged.connect(lambda _index: self._mode_changed())
        self.steps = QSpinBox(minimum=3, maximum=100, value=_DEFAULT_PATH_LENGTH)
        self.steps.setKeyboardTracking(False)
        self.steps.setAccessibleName(self.tr("Songs in the path, including both ends"))
        self.steps.setToolTip(self.steps.accessibleName())
        self.steps.valueChanged.connect(lambda _count: self.schedule_search())
        self.swap_button = QPushButton(self.tr("&Reverse"))
        self.swap_button.setToolTip(self.tr("Start the path at the other song"))
        self.swap_button.clicked.connect(self._swap_ends)

    def _mode_changed(self) -> None:
        self.title_label.setText(self._title())
        for widget in (self.steps, self.swap_button):
            widget.setVisible(self.wants_path())
        self.schedule_search()

    def _swap_ends(self) -> None:
        self.set_seeds(SimilaritySeeds(self.seeds.songs[::-1]))

    def _play_file(self) -> None:
        if self.seeds.external_file is not None:
            self.playFileRequested.emit(self.seeds.external_file.path)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.title_label, 1)
        for widget in (self.play_file_button, self.mode_box, self.steps, self.swap_button):
            top.addWidget(widget)
        top.addWidget(self.use_selected)
        side = QScrollArea()
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setWidget(self.criteria)
        bar = side.verticalScrollBar().sizeHint().width()
        side.setFixedWidth(max(220, self.criteria.sizeHint().width() + bar))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.note, 1)
        buttons.addStretch()
        buttons.addWidget(self.select_all)
        buttons.addWidget(self.save)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_S)
        middle.addWidget(side)
        middle.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addLayout(buttons)
