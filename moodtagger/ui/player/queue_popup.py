"""The list of the songs to come: reorder, remove, clear, play."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import formatting, theme
from moodtagger.ui.player.queue import PlayQueue
from moodtagger.ui.widgets import PaddedItemDelegate

MAX_SHOWN = 300  # more are counted below the list
_SIZE = (360, 400)
_INDEX_ROLE = Qt.ItemDataRole.UserRole

SongText = Callable[[int], str]  # of a track id; empty for a song that is no longer there


class QueueList(QListWidget):
    """The songs; drag or Alt+Up and Alt+Down move, Delete removes, Enter plays."""

    arranged = Signal(object)  # the former indexes in their new order
    played = Signal(int)  # index

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Queue"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(PaddedItemDelegate(self))
        # Only when the drop is over: it still works with the rows that it moves.
        self._moved = QTimer(self, singleShot=True, interval=0)
        self._moved.timeout.connect(self._emit_order)
        self.model().rowsMoved.connect(lambda *_: self._moved.start())
        self.itemDoubleClicked.connect(lambda item: self.played.emit(item.data(_INDEX_ROLE)))

    def show_songs(self, texts: list[str]) -> None:
        """List the songs, and keep the current row."""
        row = self.currentRow()
        self.clear()
        for index, text in enumerate(texts):
            item = QListWidgetItem(text)
            item.setData(_INDEX_ROLE, index)
            item.setToolTip(formatting.escape_rich_text(text))
            self.addItem(item)
        if texts:
            self.setCurrentRow(min(max(row, 0), len(texts) - 1))

    def remove_selected(self) -> None:
        """Remove the selected songs from the queue."""
        removed = {self.row(item) for item in self.selectedItems()}
        self._emit_order(removed)

    def move_selected(self, step: int) -> None:
        """Move the selected songs up (-1) or down (1)."""
        rows = sorted(self.row(item) for item in self.selectedItems())
        if not rows or rows[0] + step < 0 or rows[-1] + step >= self.count():
            return
        order = list(range(self.count()))
        for row in rows if step < 0 else reversed(rows):
            order[row], order[row + step] = order[row + step], order[row]
        current = self.currentRow() + step
        self.arranged.emit([self.item(row).data(_INDEX_ROLE) for row in order])
        self.setCurrentRow(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, remove or play songs; pass other keys to Qt."""
        key, steps = event.key(), {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps:
            self.move_selected(steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Delete:
            self.remove_selected()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.played.emit(self.currentItem().data(_INDEX_ROLE))
        else:
            super().keyPressEvent(event)

    def _emit_order(self, removed: set[int] | None = None) -> None:
        rows = [row for row in range(self.count()) if row not in (removed or ())]
        self.arranged.emit([self.item(row).data(_INDEX_ROLE) for row in rows])


class QueuePopup(QFrame):
    """A panel above the player that lists the songs to come; Escape or a click elsewhere closes it.

    It lies in the window itself: not every system lets a program place windows of its own.
    """

    playRequested = Signal(int)  # index

    def __init__(self, queue: PlayQueue, song_text: SongText, button: QToolButton) -> None:
        super().__init__(button)
        self._queue = queue
        self._button = button
        self._song_text = song_text
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.hide()
        self.setAccessibleName(self.tr("Queue"))
        self.list = QueueList()
        self.list.arranged.connect(lambda order: queue.arrange(order, self.list.count()))
        self.list.played.connect(self.playRequested)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setFont(theme.scaled_font(self.font(), theme.SMALL_SCALE))
        self.remove_button = QPushButton(self.tr("&Remove"), autoDefault=False)
        self.remove_button.clicked.connect(self.list.remove_selected)
        self.clear_button = QPushButton(self.tr("C&lear"), autoDefault=False)
        self.clear_button.clicked.connect(queue.clear)
        self._create_layout()
        queue.changed.connect(self._refresh)

    def toggle(self) -> None:
        """Open above the button with the keyboard on the list, or close."""
        if self.isVisible():
            self.close_list()
            return
        window, button = self._button.window(), self._button
        self.setParent(window)
        corner = button.mapTo(window, button.rect().topRight())
        width, height = _SIZE[0], min(_SIZE[1], corner.y() - 2 * theme.SPACE)
        left = max(theme.SPACE, corner.x() - width)
        self.setGeometry(left, corner.y() - height - theme.SPACE, width, height)
        self._refresh(opening=True)
        self.show()
        self.raise_()
        self.list.setFocus()
        self._watch_clicks(on=True)

    def close_list(self) -> None:
        """Close, and give the keyboard back to the button."""
        self._watch_clicks(on=False)
        if self.isAncestorOf(QApplication.focusWidget() or self._button):
            self._button.setFocus()
        self.hide()

    def _watch_clicks(self, *, on: bool) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
            if on:
                app.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with a click outside the panel."""
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(watched, QWidget)
            and watched not in (self, self._button)
            and not self.isAncestorOf(watched)
        ):
            self.close_list()
        return False

    def _create_layout(self) -> None:
        title = QLabel(self.tr("Queue"))
        title.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        buttons = QHBoxLayout()
        buttons.addWidget(title, stretch=1)
        buttons.addWidget(self.remove_button)
        buttons.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.SPACE_L,) * 4)
        column.setSpacing(theme.SPACE)
        column.addLayout(buttons)
        column.addWidget(self.list, stretch=1)
        column.addWidget(self.hint)

    def _refresh(self, *, opening: bool = False) -> None:
        if not (opening or self.isVisible()):
            return
        shown = self._queue.upcoming(MAX_SHOWN)
        removed = self.tr("(removed from the library)")
        self.list.show_songs([self._song_text(track_id) or removed for track_id in shown])
        more = len(self._queue) - len(shown)
        if not shown:
            text = self.tr(
                "No songs are queued. Select songs and choose Add to queue, or double-click a "
                "song to play the list from there."
            )
        else:
            text = self.tr("Drag to reorder, or use Alt+Up and Alt+Down. Delete removes.")
            if more:
                text = f"{self.tr('%Ln more song(s)', '', more)}. {text}"
        self.hint.setText(text)
        self.remove_button.setEnabled(bool(shown))
        self.clear_button.setEnabled(bool(shown))


class QueueButton(QToolButton):
    """Shows how many songs are to come, and opens the list of them."""

    def __init__(self, queue: PlayQueue, song_text: SongText, parent: QWidget) -> None:
        super().__init__(parent)
        self._queue = queue
        self.popup = QueuePopup(queue, song_text, self)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Show the songs that play next"))
        self.clicked.connect(self.popup.toggle)
        queue.changed.connect(self._update)
        self._update()

    def _update(self) -> None:
        count = len(self._queue)
        text = self.tr("Queue %1").replace("%1", formatting.format_count(count))
        self.setText(text if count else self.tr("Queue"))
        self.setAccessibleName(self.tr("Queue: %Ln song(s)", "", count))
