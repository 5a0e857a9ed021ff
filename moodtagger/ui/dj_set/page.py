"""The Set page: rules, curve, steps, and what to do with a step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.dj.set_builder import SetRequest
from moodtagger.core.dj.transitions import HarmonicRule, MixRules
from moodtagger.ui import formatting
from moodtagger.ui.dj_set.curve_chart import CurveChart
from moodtagger.ui.dj_set.set_model import SetColumn, SetModel, SetStep
from moodtagger.ui.theme import SPACE, SPACE_S
from moodtagger.ui.widgets import FlowLayout

_WIDTHS = {
    SetColumn.TITLE: 26, SetColumn.ARTIST: 20, SetColumn.KEY: 6, SetColumn.RELATION: 14,
    SetColumn.BPM: 7, SetColumn.CHANGE: 9, SetColumn.ENERGY: 8, SetColumn.LENGTH: 8,
    SetColumn.STARTS: 10, SetColumn.LOCK: 8,
}  # characters  # fmt: skip
_PRESETS = {
    "build": (3.0, 4.5, 6.0, 7.5, 9.0),
    "peak": (3.0, 5.0, 7.0, 9.0, 6.0),
    "waves": (4.0, 8.0, 5.0, 9.0, 5.0),
    "cooldown": (8.0, 6.5, 5.0, 3.5, 2.0),
    "steady": (6.0, 6.0, 6.0, 6.0, 6.0),
}


class SetTable(QTableView):
    """The steps; Alt+Up and Alt+Down move the selected ones, Delete takes them out."""

    removeRequested = Signal()
    playRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = SetModel(self)
        self.setModel(self.steps)
        self.setAccessibleName(self.tr("Songs of the set"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(6 * (self.fontMetrics().height() + SPACE))
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + SPACE)
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            wide = width * self.fontMetrics().averageCharWidth()
            columns.resizeSection(column, max(wide, columns.sectionSizeHint(column)))
        columns.setStretchLastSection(True)
        self.doubleClicked.connect(self._play)

    def selected_rows(self) -> list[int]:
        """Return the numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, remove or play the selected steps; pass other keys to Qt."""
        key, rows = Qt.Key(event.key()), self.selected_rows()
        moves = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if moves and rows and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            target = rows[0] - 1 if key == Qt.Key.Key_Up else rows[-1] + 2
            if 0 <= target <= self.steps.rowCount():
                self.steps.move(rows, target)
        elif key == Qt.Key.Key_Delete and rows:
            self.removeRequested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and rows:
            self._play(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _play(self, index: QModelIndex) -> None:
        if index.isValid():
            self.playRequested.emit(self.steps.steps[index.row()].row.track_id)


class SetPage(QWidget):
    """Emits `buildRequested`, and requests to change the steps of the set that is shown."""

    buildRequested = Signal()
    saveRequested = Signal()
    undoRequested = Signal()
    reverseRequested = Signal()
    lockRequested = Signal()
    swapRequested = Signal(int)  # the number of the suggestion, 0 for the best

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = CurveChart()
        self.table = SetTable()
        self.summary = QLabel(self.tr("No set yet"))
        self.note = QLabel(wordWrap=True)
        self._make_rules()
        self._make_buttons()
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._update_buttons())
        self.table.steps.modelReset.connect(self._update_buttons)
        self.chart.targetChanged.connect(lambda _target: self.curve.setCurrentIndex(0))
        self._update_buttons()

    def request(self) -> SetRequest:
        """Return what the controls ask for, without songs at given steps."""
        target = self.chart.target()
        last = max(1, len(target) - 1)
        by_minutes = self.unit.currentData() == "minutes"
        return SetRequest(
            count=None if by_minutes else self.length.value(),
            minutes=self.length.value() if by_minutes else None,
            energy_curve=tuple((i / last, energy) for i, energy in enumerate(target)),
            max_per_artist=self.per_artist.value() or None,
            rules=self.rules(),
        )

    def rules(self) -> MixRules:
        """Return the rules for transitions."""
        return MixRules(
            HarmonicRule(self.keys.currentData()),
            self.bpm_change.value(),
            self.half_double.isChecked(),
        )

    def show_steps(self, steps: Sequence[SetStep], note: str) -> None:
        """Show a set, and what does not fit in it."""
        self.table.steps.show_steps(steps)
        self.chart.set_energies(
            [float("nan") if step.energy is None else step.energy for step in steps]
        )
        total_s = sum(step.row.duration_s or 0.0 for step in steps)
        text = (
            f"{formatting.song_count(len(steps))} \N{MIDDLE DOT} {formatting.format_time(total_s)}"
        )
        self.summary.setText(text if steps else self.tr("No set yet"))
        self.show_note(note)

    def show_note(self, text: str) -> None:
        """Show a sentence about the set; an empty one takes no room."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def show_swaps(self, texts: Sequence[str]) -> None:
        """Offer songs for the selected step."""
        self.swaps.clear()
        self.swaps.addItem(self.tr("Swap for\N{HORIZONTAL ELLIPSIS}"))
        self.swaps.addItems(list(texts))
        self.swaps.setEnabled(bool(texts))

    def _make_rules(self) -> None:
        self.length = QSpinBox(minimum=1, maximum=600, value=90)
        self.length.setAccessibleName(self.tr("Set length"))
        self.unit = QComboBox()
        self.unit.addItem(self.tr("minutes"), "minutes")
        self.unit.addItem(self.tr("songs"), "songs")
        self.unit.setAccessibleName(self.tr("Unit of the set length"))
        self.curve = QComboBox()
        names = {
            "": self.tr("Custom"), "build": self.tr("Build up"), "peak": self.tr("Peak late"),
            "waves": self.tr("Waves"), "cooldown": self.tr("Cool down"),
            "steady": self.tr("Steady"),
        }  # fmt: skip
        for key, name in names.items():
            self.curve.addItem(name, key)
        self.curve.setCurrentIndex(self.curve.findData("peak"))
        self.curve.setAccessibleName(self.tr("Energy over time"))
        self.curve.activated.connect(self._choose_curve)
        self.bpm_change = QSpinBox(minimum=0, maximum=60, value=6)
        self.bpm_change.setPrefix(
            self.tr("\N{GREEK CAPITAL LETTER DELTA} BPM \N{LESS-THAN OR EQUAL TO} ")
        )
        self.bpm_change.setAccessibleName(self.tr("Maximum tempo change"))
        self.keys = QComboBox()
        for rule, name in (
            (HarmonicRule.LOOSE, self.tr("Keys: loose")),
            (HarmonicRule.STRICT, self.tr("Keys: strict")),
            (HarmonicRule.OFF, self.tr("Keys: any")),
        ):
            self.keys.addItem(name, str(rule))
        self.keys.setAccessibleName(self.tr("Keys that may follow each other"))
        self.per_artist = QSpinBox(minimum=0, maximum=99, value=2)
        self.per_artist.setPrefix(self.tr("Max. per artist: "))
        self.per_artist.setSpecialValueText(self.tr("Unlimited per artist"))
        self.per_artist.setAccessibleName(self.tr("Songs per artist"))
        self.half_double = QCheckBox(self.tr("Include half and double tempo"))
        self.half_double.setChecked(True)
        self.only_shown = QCheckBox(self.tr("Only shown songs"))
        self.only_shown.setToolTip(self.tr("Use only songs that match the current filter"))

    def _make_buttons(self) -> None:
        self.build_button = QPushButton(self.tr("Build set"))
        self.build_button.setDefault(True)
        self.build_button.clicked.connect(self.buildRequested)
        self.lock_button = QPushButton(self.tr("Lock"))
        self.lock_button.setToolTip(self.tr("Keep the selected songs in position when rebuilding"))
        self.lock_button.clicked.connect(self.lockRequested)
        self.remove_button = QPushButton(self.tr("Remove"))
        self.remove_button.clicked.connect(self.table.removeRequested)
        self.reverse_button = QPushButton(self.tr("Reverse"))
        self.reverse_button.clicked.connect(self.reverseRequested)
        self.undo_button = QPushButton(self.tr("Undo change"))
        self.undo_button.clicked.connect(self.undoRequested)
        self.save_button = QPushButton(self.tr("Export\N{HORIZONTAL ELLIPSIS}"))
        self.save_button.clicked.connect(self.saveRequested)
        self.swaps = QComboBox()
        self.swaps.setAccessibleName(self.tr("Songs that fit the selected step"))
        self.swaps.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.swaps.setMinimumContentsLength(24)
        self.swaps.activated.connect(self._choose_swap)
        self.show_swaps(())

    def _lay_out(self) -> None:
        rules, steps = QWidget(), QWidget()
        rules_row, steps_row = FlowLayout(SPACE), FlowLayout(SPACE)
        for widget in (
            self.length, self.unit, self.curve, self.bpm_change, self.keys, self.per_artist,
            self.half_double, self.only_shown, self.build_button,
        ):  # fmt: skip
            rules_row.addWidget(widget)
        for control in (
            self.summary, self.lock_button, self.remove_button, self.swaps, self.reverse_button,
            self.undo_button, self.save_button,
        ):  # fmt: skip
            steps_row.addWidget(control)
        rules.setLayout(rules_row)
        steps.setLayout(steps_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE_S, SPACE, SPACE_S)
        column.setSpacing(SPACE_S)
        for part in (rules, self.chart, steps, self.note):
            column.addWidget(part)
        column.addWidget(self.table, stretch=1)

    def _choose_curve(self, _index: int) -> None:
        if target := _PRESETS.get(self.curve.currentData()):
            self.chart.set_target(target)

    def _choose_swap(self, index: int) -> None:
        if index > 0:
            self.swapRequested.emit(index - 1)

    def _update_buttons(self) -> None:
        chosen, some = bool(self.table.selected_rows()), bool(self.table.steps.steps)
        self.lock_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)
        self.reverse_button.setEnabled(some)
        self.save_button.setEnabled(some)
