"""Songs whose mood tags contradict the prediction: table model and page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.review import TagConflict
from moodtagger.core.tracks import SongRow
from moodtagger.ui import theme
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.text_normalization import display_text, plain_tooltip
from moodtagger.ui.widgets import ElidedLabel, FlowLayout

TITLE, ARTIST, FILE_MOODS, PREDICTED_MOODS, REASON = range(5)
_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole
SongLookup = Callable[[int], SongRow | None]


class TagConflictsModel(QAbstractTableModel):
    """Rows are songs with a conflict; `song_of` looks up their rows."""

    def __init__(self, song_of: SongLookup, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._song_of = song_of
        self._conflicts: list[TagConflict] = []

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """Return the number of conflicts."""
        return 0 if parent.isValid() else len(self._conflicts)

    def columnCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """Return the number of columns: title, artist, both moods and the reason."""
        return 0 if parent.isValid() else 5

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> Any:  # type: ignore[override]
        """Return text, tooltip or screen reader text of a cell."""
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return self._text(index.row(), index.column())
        if role == _Role.ToolTipRole:
            return plain_tooltip(self._text(index.row(), index.column()))
        if role == _Role.AccessibleTextRole:
            text = self._text(index.row(), index.column())
            return text if index.column() == TITLE else f"{_column_title(index.column())}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        return _column_title(section) if 0 <= section < 5 else None

    def conflict(self, row: int) -> TagConflict:
        """Return the conflict in a row."""
        return self._conflicts[row]

    def row_of(self, track_id: int) -> int | None:
        """Return the row of a song, or None."""
        return next((i for i, c in enumerate(self._conflicts) if c.track_id == track_id), None)

    def set_conflicts(self, conflicts: Iterable[TagConflict]) -> None:
        """Replace all conflicts, worst first."""
        self.beginResetModel()
        self._conflicts = list(conflicts)
        self.endResetModel()

    def remove(self, track_ids: set[int]) -> None:
        """Remove the conflicts of resolved songs."""
        rows = [i for i, conflict in enumerate(self._conflicts) if conflict.track_id in track_ids]
        for row in reversed(rows):
            self.beginRemoveRows(_NO_PARENT, row, row)
            del self._conflicts[row]
            self.endRemoveRows()

    def insert(self, conflicts: Iterable[TagConflict]) -> None:
        """Insert conflicts at their sorted positions, after an undo."""
        for conflict in conflicts:
            row = bisect_left(self._conflicts, (-conflict.score, conflict.track_id), key=_sort_key)
            self.beginInsertRows(_NO_PARENT, row, row)
            self._conflicts.insert(row, conflict)
            self.endInsertRows()

    def _text(self, row: int, column: int) -> str:
        conflict = self._conflicts[row]
        if column in (TITLE, ARTIST):
            song = self._song_of(conflict.track_id)
            if song is None:
                return ""
            return display_text(song.name if column == TITLE else song.tags.artist)
        if column == FILE_MOODS:
            return display_text(", ".join(conflict.file_moods))
        if column == PREDICTED_MOODS:
            return ", ".join(map(mood_text, conflict.predicted_moods))
        return reason_text(conflict)


def reason_text(conflict: TagConflict) -> str:
    """Explain what contradicts the mood tag of a song."""
    tr = QCoreApplication.translate
    file_moods = display_text(", ".join(conflict.file_moods))
    if conflict.rank is None or conflict.rank > 0.5:
        return tr("tag_check", "Far from “%1” on the map").replace("%1", file_moods)
    if round(conflict.rank * 100) == 0:
        text = tr("tag_check", "Less “%1” than almost all of your library")
        return text.replace("%1", file_moods)
    text = tr("tag_check", "Less “%1” than %2 of your library").replace("%1", file_moods)
    return text.replace("%2", percent(1 - conflict.rank))


def _sort_key(conflict: TagConflict) -> tuple[float, int]:
    return -conflict.score, conflict.track_id


def _column_title(column: int) -> str:
    tr = QCoreApplication.translate
    return (
        tr("tag_check", "Title"),
        tr("tag_check", "Artist"),
        tr("tag_check", "Mood tag"),
        tr("tag_check", "Detected mood"),
        tr("tag_check", "Reason"),
    )[column]


_WIDTHS = {TITLE: 24, ARTIST: 20, FILE_MOODS: 18, PREDICTED_MOODS: 20}  # in average characters
_Flag = QItemSelectionModel.SelectionFlag


class TagConflictsPage(QWidget):
    """`commandRequested` carries keep, take, play, undo or again."""

    commandRequested = Signal(str)
    selectionChanged = Signal()

    def __init__(self, model: TagConflictsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.summary = ElidedLabel()
        self.status_label = ElidedLabel()
        self.table = self._make_table()
        self.empty_label = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.empty_label.setContentsMargins(*(theme.SPACE_XL,) * 4)
        self.commands: dict[str, QAction] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._make_commands()
        self._lay_out()
        self.setFocusProxy(self.table)
        self.setAccessibleName(self.tr("Tag check"))

    def selected_rows(self) -> list[int]:
        """Return the selected rows, from top to bottom."""
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def select_row(self, row: int) -> None:
        """Select one row, or the last one if there are fewer."""
        last = self.model.rowCount() - 1
        if last < 0:
            return
        index = self.model.index(min(max(row, 0), last), 0)
        flags = _Flag.ClearAndSelect | _Flag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)

    def show_table(self, summary: str) -> None:
        """Show the table of conflicts."""
        self.summary.setText(summary)
        self.table.setAccessibleDescription(summary)
        self._stack.setCurrentWidget(self.table)

    def show_empty(self, text: str) -> None:
        """Show why there are no conflicts, and what to do."""
        self.summary.setText("")
        self.empty_label.setText(text)
        self.setAccessibleDescription(text)
        self._stack.setCurrentWidget(self.empty_label)

    def show_status(self, text: str) -> None:
        """Show the result of the last command."""
        self.status_label.setText(text)
        self.status_label.setAccessibleName(text)

    def enable_commands(self, *, selected: bool, writable: bool, undo: bool, opened: bool) -> None:
        """Enable each command where it applies."""
        self.commands["keep"].setEnabled(selected and writable)
        self.commands["take"].setEnabled(selected and writable)
        self.commands["play"].setEnabled(selected)
        self.commands["undo"].setEnabled(undo and writable)
        self.commands["again"].setEnabled(opened)
        for name, button in self.buttons.items():
            button.setEnabled(self.commands[name].isEnabled())

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Songs with a questionable mood tag"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setMinimumHeight(3 * (self.fontMetrics().height() + theme.SPACE))
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
        table.selectionModel().selectionChanged.connect(lambda *_: self.selectionChanged.emit())
        table.doubleClicked.connect(lambda _index: self.commandRequested.emit("play"))
        return table

    def _make_commands(self) -> None:
        self._add_command("keep", self.tr("Keep tag"), "M")
        self._add_command("take", self.tr("Use suggestion"), "T")
        self._add_command("play", self.tr("Play"), "Space")
        self._add_command("undo", self.tr("Undo"), "U")
        self._add_command("again", self.tr("Check again"), "C")
        tips = {
            "keep": self.tr("The tag is right; don't ask about it again"),
            "take": self.tr("Accept the suggested moods; they replace the tag when you write tags"),
            "again": self.tr("Check the mood tags of all songs again"),
        }
        for name, tip in tips.items():
            self.buttons[name].setToolTip(tip)
            self.buttons[name].setAccessibleDescription(tip)

    def _add_command(self, name: str, text: str, key: str) -> None:
        action = self._add_shortcut(key, lambda: self.commandRequested.emit(name))
        self.commands[name] = action
        shortcut_text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button = QPushButton(f"{text}  ({shortcut_text})")
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)
        self.buttons[name] = button

    def _add_shortcut(self, key: str, slot: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: slot())
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty_label)
        for label in (self.summary, self.status_label):
            policy = label.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            label.setSizePolicy(policy)
        top = QHBoxLayout()
        top.addWidget(self.summary, stretch=2)
        top.addWidget(self.status_label, stretch=1)
        bottom = FlowLayout(theme.SPACE_S)
        for button in self.buttons.values():
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE_S, theme.SPACE, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(top)
        column.addWidget(self._stack, stretch=1)
        column.addLayout(bottom)
