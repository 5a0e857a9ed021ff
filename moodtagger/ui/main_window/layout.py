"""The window's views and their layout, which is saved and restored."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from moodtagger.settings import Settings
from moodtagger.ui import theme
from moodtagger.ui.circumplex import CircumplexView
from moodtagger.ui.inspector import Inspector
from moodtagger.ui.library import Sidebar, SongTable
from moodtagger.ui.main_window.bottom_tabs import BottomTabs
from moodtagger.ui.main_window.messages import MessageArea
from moodtagger.ui.main_window.status_pages import ProblemPage, TextPage, WelcomePage
from moodtagger.ui.main_window.top_bar import TopBar
from moodtagger.ui.player.player import Player
from moodtagger.ui.player.player_bar import PlayerBar
from moodtagger.ui.search import Catalog, SearchBox

if TYPE_CHECKING:
    from moodtagger.ui.dropped_file_card import DroppedFileCard

_MAX_HEIGHT_FRACTION = 0.35  # of the window's height at most


class CardStack(QScrollArea):
    """A scrolling stack of cards, newest on top; hidden without cards.

    It has a place of its own above the player, so that it never covers anything.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Dropped files"))
        self._content = QWidget()
        self._cards: dict[str, DroppedFileCard] = {}  # by path, oldest first
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._content)
        self._content.installEventFilter(self)
        self.hide()

    def card(self, path: str) -> DroppedFileCard | None:
        """Return the card of a file, if there is one."""
        return self._cards.get(path)

    def cards(self) -> list[DroppedFileCard]:
        """Return all cards, oldest first."""
        return list(self._cards.values())

    def add(self, card: DroppedFileCard) -> None:
        """Add a card on top."""
        self._cards[card.path] = card
        self._column.insertWidget(0, card)
        self.show()
        self._update_height()

    def remove(self, path: str) -> None:
        """Remove the card of a file."""
        card = self._cards.pop(path, None)
        if card is not None:
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self.setVisible(bool(self.cards()))
        self._update_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow size changes of the cards."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._update_height()
        return super().eventFilter(watched, event)

    def _update_height(self) -> None:
        preferred = self._column.heightForWidth(self.width())
        if preferred < 0:
            preferred = self._column.sizeHint().height()
        limit = round(self.window().height() * _MAX_HEIGHT_FRACTION)
        self.setFixedHeight(max(1, min(preferred, limit)))


_MAIN_SIZES = (227, 731, 322)
_CENTER_SIZES = (430, 270)
_SIDEBAR_MIN_CHARS = 24


class Views(QWidget):
    """The top bar, messages, a stack of screens, and the player at the bottom.

    The screen `main_splitter` holds the sidebar, the map above the current page, and the inspector.
    """

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved_state: dict[str, str] = {}  # of the controllers, stored in the settings
        self.details_wanted = self.sidebar_wanted = True  # even while a small window hides them
        self.messages = MessageArea()
        self.sidebar = Sidebar()
        self.table = SongTable()
        self.search = SearchBox(Catalog(lambda: self.table.model.songs))
        self.top_bar = TopBar(self.search)
        self.map = CircumplexView()
        self.inspector = Inspector()
        self.player_bar = PlayerBar(player)
        self.player_bar.setObjectName("playerBar")  # for the style sheet
        self.player_bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bottom_tabs = BottomTabs()
        self.add_page(self.table, self.tr("Songs"), "songs")
        self.center_splitter = self._split(
            Qt.Orientation.Vertical, _CENTER_SIZES, self.map, self.bottom_tabs
        )
        self.main_splitter = self._split(
            Qt.Orientation.Horizontal,
            _MAIN_SIZES,
            self.sidebar,
            self.center_splitter,
            self.inspector,
        )
        self.main_splitter.setStretchFactor(1, 1)
        self._set_margins()
        self.opening = TextPage(
            self.tr("Opening your library\N{HORIZONTAL ELLIPSIS}"),
            self.tr("This may take a moment for large libraries."),
        )
        self.welcome = WelcomePage()
        self.problem = ProblemPage()
        self.screens = QStackedWidget()
        for screen in (self.opening, self.welcome, self.problem, self.main_splitter):
            self.screens.addWidget(screen)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.bottom_tabs.tabBar())
        column.addWidget(self.messages.banners)
        column.addWidget(self.screens, stretch=1)
        column.addWidget(self.player_bar)
        self.cards = CardStack()
        self.add_strip(self.cards)
        self.messages.float_over(self, self._notice_area)
        self.map.installEventFilter(self.messages)
        self.drop_hint = DropHint(self)
        self._disable_child_drops()

    def show_screen(self, screen: QWidget) -> None:
        """Show `opening`, `welcome`, `problem` or `main_splitter`, the last with its bars."""
        shown, focus = self.screens.currentWidget(), self.focusWidget()
        if focus is not None and shown not in (None, screen) and shown.isAncestorOf(focus):
            focus.clearFocus()  # else the next widget would get it
        self.screens.setCurrentWidget(screen)
        self.player_bar.setVisible(screen is self.main_splitter)
        self.top_bar.setVisible(screen is self.main_splitter)
        self.bottom_tabs.tabBar().setVisible(screen is self.main_splitter)

    def add_strip(self, widget: QWidget) -> None:
        """Insert a widget of the full width above the player."""
        self._column.insertWidget(self._column.indexOf(self.player_bar), widget)

    def add_page(self, widget: QWidget, title: str, key: str) -> None:
        """Add a page, at the position of its key."""
        self.bottom_tabs.add_page(widget, title, key)

    def show_page(self, key: str) -> None:
        """Show one of the pages."""
        self.bottom_tabs.show_page(key)

    def _notice_area(self) -> QRect:
        """Return where messages float: over the map, else from the right of the pages' titles."""
        on_songs = self.screens.currentWidget() is self.main_splitter
        if on_songs and not self.map.isHidden():
            return QRect(self.map.mapTo(self, QPoint(0, 0)), self.map.size())
        top = self.bottom_tabs.tabBar().y() - theme.SPACE if on_songs else 0
        return self.rect().adjusted(0, top, 0, 0)

    def _split(
        self, orientation: Qt.Orientation, sizes: tuple[int, ...], *widgets: QWidget
    ) -> QSplitter:
        splitter = QSplitter(orientation)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)  # Qt lets the mouse grab it from beside
        for widget in widgets:
            splitter.addWidget(widget)
        splitter.setSizes(list(sizes))
        return splitter

    def _set_margins(self) -> None:
        char_width = self.fontMetrics().averageCharWidth()
        self.sidebar.setMinimumWidth(_SIDEBAR_MIN_CHARS * char_width)  # also in a small window
        layout = self.sidebar.layout()
        if layout is not None:
            layout.setContentsMargins(*(theme.SPACE_S,) * 4)

    def _disable_child_drops(self) -> None:
        # Otherwise line edits would insert dropped files as text.
        for edit in self.findChildren(QLineEdit):
            edit.setAcceptDrops(False)


class DropHint(QLabel):
    """Covers the window during a drag and explains what a drop does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setText(
            self.tr(
                "Drop a folder to add it to your library\n\n"
                "Drop a file to analyze it without adding it"
            )
        )
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme.scaled_font(self.font(), theme.TITLE_SCALE, bold=True))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.hide()

    def cover_parent(self) -> None:
        """Cover the whole parent and show."""
        palette = self.palette()
        background = theme.blend(palette.window().color(), palette.highlight().color(), 0.25)
        background.setAlpha(235)
        palette.setColor(palette.ColorRole.Window, background)
        self.setPalette(palette)
        self.setGeometry(self._parent.rect())
        self.raise_()
        self.show()


DEFAULT_SIZE = (1280, 800)


def save_window_state(window: QMainWindow, views: Views) -> dict[str, str]:
    """Return the state of the window as text values for the settings."""
    return {
        **views.saved_state,
        "geometry": _encode(window.saveGeometry().data()),
        "sides": _encode(views.main_splitter.saveState().data()),
        "centre": _encode(views.center_splitter.saveState().data()),
        "columns": _encode(views.table.save_state()),
        "page": views.bottom_tabs.current_page(),
        "map": views.map.corners.colors.choice().as_text(),
        "sidebar": "shown" if views.sidebar_wanted else "hidden",
        "inspector": "shown" if views.details_wanted else "hidden",
    }


def restore_window_state(window: QMainWindow, views: Views, settings: Settings) -> None:
    """Restore a saved state; invalid values keep their defaults."""
    window.resize(*DEFAULT_SIZE)
    state = {name: _decode(text) for name, text in settings.window.items()}
    if state.get("geometry"):
        window.restoreGeometry(QByteArray(state["geometry"]))
    if state.get("sides"):
        views.main_splitter.restoreState(QByteArray(state["sides"]))
    if state.get("centre"):
        views.center_splitter.restoreState(QByteArray(state["centre"]))
    if state.get("columns"):
        views.table.restore_state(state["columns"])
    views.saved_state.update(settings.window)
    views.show_page(settings.window.get("page", ""))
    views.sidebar_wanted = settings.window.get("sidebar") != "hidden"
    views.details_wanted = settings.window.get("inspector") != "hidden"


def _encode(state: bytes | bytearray | memoryview) -> str:
    return base64.b64encode(state).decode("ascii")


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
