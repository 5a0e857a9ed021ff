"""The page Differences: likely mistakes among the files' own mood words, and an answer for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import theme
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.flow_layout import FlowLayout
from moodtagger.ui.review.tag_conflicts_model import ARTIST, MINE, THEIRS, TITLE, DifferencesModel

_WIDTHS = {TITLE: 24, ARTIST: 20, MINE: 18, THEIRS: 20}  # in average characters
_Flag = QItemSelectionModel.SelectionFlag


class DifferencesPage(QWidget):
    """`wanted` carries keep, take, play, undo or again; `selectionMoved` comes with each move."""

    wanted = Signal(str)
    selectionMoved = Signal()

    def __init__(self, model: DifferencesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.summary = ElidedLabel()
        self.said = ElidedLabel()
        self.table = self._make_table()
        self.empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.empty.setContentsMargins(*(theme.SPACE_XL,) * 4)
        self.steps: dict[str, QAction] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._make_steps()
        self._lay_out()
        self.setFocusProxy(self.table)
        self.setAccessibleName(self.tr("Differences"))

    def chosen(self) -> list[int]:
        """The selected rows, from top to bottom."""
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def choose_row(self, row: int) -> None:
        """Select one row, or the last one when there are fewer."""
        last = self.model.rowCount() - 1
        if last < 0:
            return
        index = self.model.index(min(max(row, 0), last), 0)
        flags = _Flag.ClearAndSelect | _Flag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    def show_table(self, summary: str) -> None:
        """There are differences."""
        self.summary.setText(summary)
        self.table.setAccessibleDescription(summary)
        self._middle.setCurrentWidget(self.table)

    def show_words(self, text: str) -> None:
        """There are none, or not yet; why, and what to do."""
        self.summary.setText("")
        self.empty.setText(text)
        self.setAccessibleDescription(text)
        self._middle.setCurrentWidget(self.empty)

    def say(self, text: str) -> None:
        """What the last key did."""
        self.said.setText(text)
        self.said.setAccessibleName(text)

    def enable(self, *, chosen: bool, writable: bool, undo: bool, opened: bool) -> None:
        """Let each step be possible when it makes sense."""
        self.steps["keep"].setEnabled(chosen and writable)
        self.steps["take"].setEnabled(chosen and writable)
        self.steps["play"].setEnabled(chosen)
        self.steps["undo"].setEnabled(undo and writable)
        self.steps["again"].setEnabled(opened)
        for name, button in self.buttons.items():
            button.setEnabled(self.steps[name].isEnabled())

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Songs that differ"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        rows = table.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + theme.SPACE)
        columns = table.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        width = self.fontMetrics().averageCharWidth()
        for column, characters in _WIDTHS.items():
            columns.resizeSection(column, characters * width)
        table.selectionModel().selectionChanged.connect(lambda *_: self.selectionMoved.emit())
        table.doubleClicked.connect(lambda _index: self.wanted.emit("play"))
        return table

    def _make_steps(self) -> None:
        self._step("keep", self.tr("Keep mine"), "M")
        self._step("take", self.tr("Take the network's"), "T")
        self._step("play", self.tr("Play"), "Space")
        self._step("undo", self.tr("Undo"), "U")
        self._step("again", self.tr("Compare again"), "C")
        tips = {
            "keep": self.tr("The word in the file is right; it is not asked about again"),
            "take": self.tr(
                "Accept the network's moods; they replace the word when tags are written"
            ),
            "again": self.tr("Hold all songs against their words anew"),
        }
        for name, tip in tips.items():
            self.buttons[name].setToolTip(tip)
            self.buttons[name].setAccessibleDescription(tip)

    def _step(self, name: str, text: str, key: str) -> None:
        action = self._key(key, lambda: self.wanted.emit(name))
        self.steps[name] = action
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button = QPushButton(f"{text}  ({shown})")
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)
        self.buttons[name] = button

    def _key(self, key: str, slot: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: slot())
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        self._middle = QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.empty)
        for label in (self.summary, self.said):
            room = label.sizePolicy()
            room.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            label.setSizePolicy(room)
        bottom = FlowLayout(theme.SPACE_S)
        for button in self.buttons.values():
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.summary)
        column.addWidget(self._middle, stretch=1)
        column.addWidget(self.said)
        column.addLayout(bottom)
