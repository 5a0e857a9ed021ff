"""The Set page: rules, curve, steps, and what to do with a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.dj.set_builder import SetRequest
from moodtagger.core.dj.transitions import MixRules
from moodtagger.ui import formatting
from moodtagger.ui.dj_set.curve_chart import CurveChart
from moodtagger.ui.dj_set.next_songs import NextSongs
from moodtagger.ui.dj_set.rules_panel import RulesPanel
from moodtagger.ui.dj_set.set_model import SetStep
from moodtagger.ui.dj_set.set_table import SetTable
from moodtagger.ui.dj_set.transition_bar import TransitionBar
from moodtagger.ui.theme import SPACE, SPACE_S
from moodtagger.ui.widgets import FlowLayout

_NAN = float("nan")
_WIDE_CHARS = 120  # from this width on there is room for what fits next


class SetPage(QWidget):
    """Emits `buildRequested`, and requests to change the steps of the set that is shown."""

    buildRequested = Signal()
    saveRequested = Signal(str, bool)  # the suffix of the format; with the colors of quadrants
    undoRequested = Signal()
    reverseRequested = Signal()
    lockRequested = Signal()
    fillRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rules_panel = RulesPanel()
        self.chart = CurveChart()
        self.table = SetTable()
        self.transition_bar = TransitionBar()
        self.next_songs = NextSongs()
        self.summary = QLabel(self.tr("No set yet"))
        self._note = ""
        self._was_shown = False
        self._make_buttons()
        self._lay_out()
        self.rules_panel.buildRequested.connect(self.buildRequested)
        self.rules_panel.presetChosen.connect(self.chart.set_target)
        self.table.lockRequested.connect(self.lockRequested)
        self.table.menuRequested.connect(self._show_menu)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._update_buttons())
        self.table.steps.modelReset.connect(self._update_buttons)
        self.chart.targetChanged.connect(lambda _target: self.rules_panel.show_custom_curve())
        self._update_buttons()

    def request(self) -> SetRequest:
        """Return what the controls ask for, without songs at given steps."""
        return self.rules_panel.request(self.chart.target())

    def rules(self) -> MixRules:
        """Return the rules for transitions."""
        return self.rules_panel.rules()

    def show_steps(self, steps: Sequence[SetStep], note: str) -> None:
        """Show a set, and what does not fit in it."""
        self.table.steps.show_steps(steps)
        self.chart.set_songs(
            [_NAN if step.energy is None else step.energy for step in steps],
            [_or_nan(step.row.effective_valence) for step in steps],
            [_or_nan(step.row.effective_bpm) for step in steps],
        )
        total_s = sum(step.row.duration_s or 0.0 for step in steps)
        text = (
            f"{formatting.song_count(len(steps))} \N{MIDDLE DOT} {formatting.format_time(total_s)}"
        )
        self.summary.setText(text if steps else self.tr("No set yet"))
        self.show_note(note)

    def show_note(self, text: str) -> None:
        """Show a sentence about the set while no step is selected."""
        self._note = text
        self.transition_bar.show_text(text)

    @property
    def note(self) -> str:
        """The sentence about the set."""
        return self._note

    def show_step(self, text: str, swaps: Sequence[str], *, can_preview: bool) -> None:
        """Show the transition to the selected step and songs for it; else the set's sentence."""
        self.transition_bar.show_text(text or self._note)
        self.transition_bar.show_swaps(swaps)
        self.transition_bar.preview_button.setEnabled(can_preview)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what fits next from the beginning where there is room."""
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            is_wide = self.width() > _WIDE_CHARS * self.fontMetrics().averageCharWidth()
            self.next_button.setChecked(is_wide)

    def heightForWidth(self, width: int) -> int:
        """Return the height below which the page scrolls: chart and table may shrink."""
        layout = self.layout()
        return -1 if layout is None else layout.minimumHeightForWidth(width)

    def _make_buttons(self) -> None:
        self.lock_button = self._button(self.tr("Lock"), self.lockRequested.emit)
        self.lock_button.setToolTip(self.tr("Keep the selected songs in position when rebuilding"))
        self.remove_button = self._button(self.tr("Remove"), self.table.removeRequested.emit)
        self.fill_button = self._button(self.tr("Fill gap"), self.fillRequested.emit)
        self.fill_button.setToolTip(
            self.tr("Insert the song that fits best in front of the selected one")
        )
        self.reverse_button = self._button(self.tr("Reverse"), self.reverseRequested.emit)
        self.undo_button = self._button(self.tr("Undo"), self.undoRequested.emit)
        self.next_button = QToolButton()
        self.next_button.setText(self.tr("What fits next"))
        self.next_button.setCheckable(True)
        self.next_button.toggled.connect(self.next_songs.setVisible)
        self.next_songs.hide()
        self.save_button = QToolButton()
        self.save_button.setText(self.tr("Export"))
        self.save_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.save_button)
        for text, suffix, with_colors in (
            (self.tr("rekordbox XML\N{HORIZONTAL ELLIPSIS}"), "xml", False),
            (self.tr("rekordbox XML with mood colors\N{HORIZONTAL ELLIPSIS}"), "xml", True),
            (self.tr("Serato crate\N{HORIZONTAL ELLIPSIS}"), "crate", False),
            (self.tr("Traktor NML\N{HORIZONTAL ELLIPSIS}"), "nml", False),
            (self.tr("M3U8 playlist\N{HORIZONTAL ELLIPSIS}"), "m3u8", False),
        ):
            action = menu.addAction(text)
            action.triggered.connect(
                lambda _on=False, s=suffix, c=with_colors: self.saveRequested.emit(s, c)
            )
        self.save_button.setMenu(menu)

    def _button(self, text: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.clicked.connect(lambda _on=False: slot())
        return button

    def _lay_out(self) -> None:
        steps, steps_row = QWidget(), FlowLayout(SPACE)
        for control in (
            self.summary, self.lock_button, self.remove_button, self.fill_button,
            self.reverse_button, self.undo_button, self.next_button, self.save_button,
        ):  # fmt: skip
            steps_row.addWidget(control)
        steps.setLayout(steps_row)
        self.next_songs.setMaximumWidth(40 * self.fontMetrics().averageCharWidth())
        middle = QHBoxLayout()
        middle.setSpacing(SPACE)
        middle.addWidget(self.table, stretch=3)
        middle.addWidget(self.next_songs, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE_S, SPACE, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addWidget(self.rules_panel)
        column.addWidget(self.chart, stretch=1)
        column.addWidget(steps)
        column.addLayout(middle, stretch=3)
        column.addWidget(self.transition_bar)

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        for button in (self.lock_button, self.remove_button, self.fill_button):
            action = QAction(button.text(), menu)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
            menu.addAction(action)
        swaps = self.transition_bar.swaps
        if swaps.isEnabled():
            submenu = menu.addMenu(self.tr("Swap for"))
            for index in range(1, swaps.count()):
                action = submenu.addAction(swaps.itemText(index))
                action.triggered.connect(
                    lambda _on=False, i=index: self.transition_bar.swapRequested.emit(i - 1)
                )
        menu.addSeparator()
        menu.addActions(self.rules_panel.song_rules.menu_button.menu().actions())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(position)

    def _update_buttons(self) -> None:
        chosen, some = bool(self.table.selected_rows()), bool(self.table.steps.steps)
        self.lock_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)
        self.fill_button.setEnabled(chosen)
        self.reverse_button.setEnabled(some)
        self.save_button.setEnabled(some)


def _or_nan(value: float | None) -> float:
    return _NAN if value is None else value
