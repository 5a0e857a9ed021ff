"""The pages of the center: one tab bar, one page open at a time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

_MIN_SIZE = 100  # pixels; a page with a larger minimum size is made scrollable
PAGE_ORDER = ("songs", "review", "differences", "alike", "set", "words")


class BottomTabs(QWidget):
    """Pages with a key each, in the order of `PAGE_ORDER`; unknown keys come last.

    `pageShown` carries the key of the page that became current, `pageRequested` that of a page
    that `show_page` shows, current or not. The tab bar may be moved to another layout.
    """

    pageShown = Signal(str)
    pageRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._bar = QTabBar()
        self._bar.setObjectName("pages")
        self._bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(True)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, stretch=1)
        self.setAccessibleName(self.tr("Pages"))
        self._bar.setAccessibleName(self.tr("Pages"))
        self._bar.setAccessibleDescription(
            self.tr("Use the left and right arrow keys to switch pages.")
        )
        self._bar.currentChanged.connect(self._tab_changed)

    def add_page(self, widget: QWidget, title: str, key: str) -> None:
        """Insert a page by its rank; its title becomes its accessible name if it has none."""
        if not widget.accessibleName():
            widget.setAccessibleName(title)
        index = sum(_rank(other) <= _rank(key) for other in self._keys)
        self._keys.insert(index, key)
        self._stack.insertWidget(index, _wrap_in_scroll_area(widget))
        self._bar.insertTab(index, title)

    def page(self, key: str) -> QWidget:
        """Return the page with a key; raise KeyError when there is none."""
        if key not in self._keys:
            raise KeyError(key)
        area = self._stack.widget(self._keys.index(key))
        content = area.widget() if isinstance(area, PageScrollArea) else None
        assert area is not None  # each key has a tab
        return content or area

    def show_page(self, key: str) -> None:
        """Show a page; unknown keys, as from another version, are ignored."""
        if key in self._keys:
            self.setCurrentIndex(self._keys.index(key))
            self.pageRequested.emit(key)

    def current_page(self) -> str:
        """Return the key of the current page."""
        return self._keys[self.currentIndex()] if self._keys else ""

    # -- as of a QTabWidget

    def tabBar(self) -> QTabBar:
        """Return the bar with the titles."""
        return self._bar

    def count(self) -> int:
        """Return the number of pages."""
        return len(self._keys)

    def tabText(self, index: int) -> str:
        """Return the title of a page."""
        return self._bar.tabText(index)

    def currentIndex(self) -> int:
        """Return the position of the current page."""
        return self._bar.currentIndex()

    def setCurrentIndex(self, index: int) -> None:
        """Show the page at a position."""
        self._bar.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Switch pages with Ctrl+Page up and Ctrl+Page down."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.setCurrentIndex((self.currentIndex() + step) % max(1, self.count()))
            return
        super().keyPressEvent(event)

    def _tab_changed(self, index: int) -> None:
        if 0 <= index < len(self._keys):
            self._stack.setCurrentIndex(index)
            self.pageShown.emit(self._keys[index])


class PageScrollArea(QScrollArea):
    """Makes a page usable in a window that is too small for it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:
        """Return a small size, as the page scrolls."""
        return QSize(_MIN_SIZE, _MIN_SIZE)


def _wrap_in_scroll_area(page: QWidget) -> QWidget:
    """Return the page, in a scroll area if its minimum size is large."""
    minimum = page.minimumSizeHint()
    if minimum.width() <= _MIN_SIZE and minimum.height() <= _MIN_SIZE:
        return page
    return PageScrollArea(page)


def _rank(key: str) -> int:
    return PAGE_ORDER.index(key) if key in PAGE_ORDER else len(PAGE_ORDER)
