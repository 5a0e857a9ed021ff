"""The table view: appearance, keyboard, and a message when there is nothing to show."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QItemSelectionModel, QLineF, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QWidget,
)

from moodtagger.core.tracks import TrackState
from moodtagger.ui.draggable_rows import DraggableRows
from moodtagger.ui.library.cell_formatting import state_text
from moodtagger.ui.library.column_definitions import (
    HIDDEN_BY_DEFAULT,
    MAX_WIDTHS,
    MIN_TITLE_WIDTH,
    SHRINKING_COLUMNS,
    TYPICAL_TEXTS,
    TableColumn,
    default_order,
)
from moodtagger.ui.library.delegates import (
    CellDelegate,
    EnergyDelegate,
    KeyDelegate,
    QuadrantDelegate,
    StateDelegate,
    TitleDelegate,
)
from moodtagger.ui.library.mood_chips import MoodDelegate
from moodtagger.ui.library.table_header import TableHeader
from moodtagger.ui.library.table_model import SongTableModel
from moodtagger.ui.theme import SPACE, blend

_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROW_PADDING, _MIN_ROW_HEIGHT = 12, 30
_MEASURED_ROWS = 25  # whose contents the columns are sized to
_HAIRLINE = 0.87  # of the background's color in the lines between rows
_Cursor = QAbstractItemView.CursorAction
_EMPTY_MARGIN = 24


class SongTableView(DraggableRows):
    """Selects whole rows; `enterPressed` is emitted for Enter on the current song."""

    enterPressed = Signal()

    def __init__(self, model: SongTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setHorizontalHeader(TableHeader(self))
        self.setAccessibleName(self.tr("Songs"))
        self.setAccessibleDescription(
            self.tr(
                "Use the arrow keys to select a song, Enter to play it, or type to find a title."
            )
        )
        self._set_behavior()
        self._set_appearance()
        self.fills_width = True  # whether the title takes the width that the others leave
        self._unsized = set(TableColumn)  # columns that wait for songs to be sized to
        self._preferred: dict[int, int] = {}  # widths that columns have where there is room
        self._fitting = False
        self.horizontalHeader().sectionResized.connect(self._section_resized)
        self.setItemDelegate(CellDelegate(self))
        self.setItemDelegateForColumn(TableColumn.STATE, StateDelegate(self))
        self.setItemDelegateForColumn(TableColumn.CONFIDENCE, QuadrantDelegate(self))
        self.setItemDelegateForColumn(TableColumn.ENERGY, EnergyDelegate(self))
        for column in (TableColumn.KEY, TableColumn.TAG_KEY, TableColumn.DETECTED_KEY):
            self.setItemDelegateForColumn(column, KeyDelegate(self))
        self.title_delegate = TitleDelegate(self)
        self.setItemDelegateForColumn(TableColumn.TITLE, self.title_delegate)
        self.mood_delegate = MoodDelegate(self)
        self.setItemDelegateForColumn(TableColumn.PROPOSED, self.mood_delegate)
        self.reset_columns()
        # Not setSortingEnabled: SongTable sorts, which keeps the selection.
        self.horizontalHeader().setSortIndicatorShown(True)

    def song_model(self) -> SongTableModel:
        """Return the model with its concrete type."""
        return cast(SongTableModel, self.model())

    def _set_behavior(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)

    def _set_appearance(self) -> None:
        font = QFont(self.font())
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(_MIN_ROW_HEIGHT, self.fontMetrics().height() + _ROW_PADDING))
        columns = self.horizontalHeader()
        # With the selection model of the table, each repaint would check all rows for each column.
        columns.setSelectionModel(QItemSelectionModel(self.model(), columns))
        columns.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 5)
        columns.setAccessibleName(self.tr("Columns"))

    def reset_columns(self) -> None:
        """Restore the default columns, order and widths, sorted by artist."""
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for position, column in enumerate(default_order()):
            header.moveSection(header.visualIndex(column), position)
            header.setSectionHidden(column, False)  # a hidden section takes no width
        self.fills_width, self._unsized = True, set(TableColumn)
        for column in TableColumn:
            header.resizeSection(column, header.sectionSizeHint(column))
            header.setSectionHidden(column, column in HIDDEN_BY_DEFAULT)
        self.size_columns()
        header.setSortIndicator(TableColumn.ARTIST, Qt.SortOrder.AscendingOrder)

    def size_columns(self) -> None:
        """Size the shown columns to their content, once; later only the user does."""
        if not self._unsized or not self.song_model().rowCount():
            return
        for column in self._unsized & set(self.shown_columns()):
            self._size_to_content(column)
        self.fit_columns()

    def _size_to_content(self, column: TableColumn) -> None:
        self._unsized.discard(column)
        header = self.horizontalHeader()
        most = MAX_WIDTHS.get(column, 1000) * self.fontMetrics().averageCharWidth()
        content = min(self._content_width(column), most)
        header.resizeSection(column, max(content, header.sectionSizeHint(column)))

    def _content_width(self, column: TableColumn) -> int:
        """Return the width of the longest content of the first rows."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        delegate = self.itemDelegateForColumn(column) or self.itemDelegate()
        rows = range(min(_MEASURED_ROWS, self.song_model().rowCount()))
        indexes = (self.song_model().index(row, column) for row in rows)
        widths = [delegate.sizeHint(option, index).width() for index in indexes]
        if column is TableColumn.STATE:
            texts = [state_text(state) for state in TrackState]
        else:
            texts = [TYPICAL_TEXTS.get(column, "")]
        room = 2 * SPACE + cast(CellDelegate, delegate).content_width()
        return max([*widths, *(self.fontMetrics().horizontalAdvance(t) + room for t in texts)])

    def fit_columns(self) -> None:
        """Let the title fill the view; where there is not enough room, others give way first."""
        if not self.fills_width:
            return
        header, character = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        shown = [column for column in self.shown_columns() if column is not TableColumn.TITLE]
        widths: dict[TableColumn, int] = {c: self.preferred_width(c) for c in shown}
        least_title = MIN_TITLE_WIDTH * character + self.title_delegate.content_width() + 2 * SPACE
        excess = sum(widths.values()) + least_title - self.viewport().width()
        for column, least in SHRINKING_COLUMNS.items():
            if excess > 0 and column in widths:
                least_width = max(header.minimumSectionSize(), least * character + 2 * SPACE)
                room = max(0, widths[column] - least_width)
                # A state is shown in full or by its icon.
                cut = room if column is TableColumn.STATE else min(excess, room)
                widths[column] -= cut
                excess -= cut
        rest = self.viewport().width() - sum(widths.values())
        widths[TableColumn.TITLE] = max(least_title, rest)
        self._fitting = True
        for column, width in widths.items():
            header.resizeSection(column, width)
        self._fitting = False

    def preferred_width(self, column: TableColumn) -> int:
        """Return the width that a column has where there is room, also while it is hidden."""
        return self._preferred.get(column, self.horizontalHeader().sectionSizeHint(column))

    def _section_resized(self, section: int, _old: int, width: int) -> None:
        if width and not self._fitting:
            self._preferred[section] = width

    def show_column(self, column: TableColumn, visible: bool) -> None:
        """Show or hide a column; the title gives way."""
        if self.isColumnHidden(column) == visible:
            self.setColumnHidden(column, not visible)
            self.size_columns()
            self.fit_columns()

    def show_covers(self, shown: bool) -> None:
        """Show or hide the covers before the titles."""
        if shown != self.title_delegate.shows_covers:
            self.title_delegate.shows_covers = shown
            self.viewport().update()

    def restore_layout(self, *, fills_width: bool) -> None:
        """Keep the restored widths; layouts of earlier versions stretch the last column."""
        self.fills_width, self._unsized = fills_width, set()
        self.horizontalHeader().setStretchLastSection(not fills_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the title what the other columns leave."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    def shown_columns(self) -> list[TableColumn]:
        """Return the visible columns, from left to right."""
        header = self.horizontalHeader()
        columns = [TableColumn(header.logicalIndex(position)) for position in range(header.count())]
        return [column for column in columns if not header.isSectionHidden(column)]

    def scroll_anchor(self) -> tuple[int, int] | None:
        """Return the topmost song and its pixels above the edge; None when not scrolled."""
        top = self.indexAt(self.viewport().rect().topLeft())
        if not self.verticalScrollBar().value() or not top.isValid():
            return None
        return self.song_model().row(top.row()).track_id, -self.rowViewportPosition(top.row())

    def scroll_to_anchor(self, anchor: tuple[int, int] | None) -> None:
        """Scroll the song of an earlier `scroll_anchor` back to where it was, if still shown."""
        if anchor is None:
            return
        rows = self.song_model().rows_of([anchor[0]])
        if len(rows):
            self.updateGeometries()
            height = self.verticalHeader().defaultSectionSize()
            self.verticalScrollBar().setValue(int(rows[0]) * height + anchor[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Enter; pass other keys to Qt."""
        if event.key() in _ENTER_KEYS and self.currentIndex().isValid():
            self.enterPressed.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End go to the first and the last song, as rows are what is selected."""
        last = self.song_model().rowCount() - 1
        if action in (_Cursor.MoveHome, _Cursor.MoveEnd) and last >= 0:
            column = max(0, self.currentIndex().column())
            return self.song_model().index(0 if action == _Cursor.MoveHome else last, column)
        return super().moveCursor(action, modifiers)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows with hairlines between them, or a message why there are none."""
        count = self.song_model().rowCount()
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        rows = max(0, first), count - 1 if last < 0 else last
        self.song_model().load_rows(*rows)
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if count:
            self._paint_hairlines(painter, *rows)
        else:
            self._paint_empty_text(painter)
        painter.end()

    def _paint_hairlines(self, painter: QPainter, first: int, last: int) -> None:
        text = self.palette().color(QPalette.ColorRole.Text)
        base = self.palette().color(QPalette.ColorRole.Base)
        painter.setPen(QPen(blend(text, base, _HAIRLINE), 1.0))
        height, right = self.verticalHeader().defaultSectionSize(), self.viewport().width()
        bottoms = [self.rowViewportPosition(row) + height - 0.5 for row in range(first, last + 1)]
        painter.drawLines([QLineF(0, bottom, right, bottom) for bottom in bottoms])

    def _paint_empty_text(self, painter: QPainter) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        margin = _EMPTY_MARGIN
        area = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, int(wrapped), self.empty_text())

    def empty_text(self) -> str:
        """Return why no song is shown and what to do about it."""
        if len(self.song_model().songs):
            return self.tr("No matching songs.\nClear the search or choose “All songs”.")
        return self.tr("No songs yet.\nAdd a music folder, or drop one here.")
