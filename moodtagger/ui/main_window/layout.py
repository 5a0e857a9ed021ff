"""The window's views and where they stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from moodtagger.ui import theme
from moodtagger.ui.circumplex import CircumplexView
from moodtagger.ui.inspector import Inspector
from moodtagger.ui.library import Sidebar, SongTable
from moodtagger.ui.main_window.bottom_tabs import SongPages
from moodtagger.ui.main_window.card_stack import CardStack
from moodtagger.ui.main_window.messages import MessageArea
from moodtagger.ui.main_window.status_pages import ProblemPage, WordsPage
from moodtagger.ui.main_window.welcome import WelcomePage
from moodtagger.ui.player.player import Player
from moodtagger.ui.player.player_bar import PlayerBar

_SIDES = (227, 731, 322)
_CENTRE = (430, 270)
_SIDEBAR_LETTERS = 24


class Views(QWidget):
    """Messages on top, a screen below them, the player at the bottom.

    The screen `sides` holds filters, map, the `pages` below the map, and the song's details.
    """

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept: dict[str, str] = {}  # what parts of the window remember in the settings
        self.messages = MessageArea()
        self.sidebar = Sidebar()
        self.map = CircumplexView()
        self.table = SongTable()
        self.inspector = Inspector()
        self.player_bar = PlayerBar(player)
        self.pages = SongPages()
        self.add_page(self.table, self.tr("Songs"), "songs")
        self.centre = self._split(Qt.Orientation.Vertical, _CENTRE, self.map, self.pages)
        self.sides = self._split(
            Qt.Orientation.Horizontal, _SIDES, self.sidebar, self.centre, self.inspector
        )
        self.sides.setStretchFactor(1, 1)
        self._give_air()
        self.opening = WordsPage(
            self.tr("Opening your library\N{HORIZONTAL ELLIPSIS}"),
            self.tr("This takes a moment when it holds many songs."),
        )
        self.welcome = WelcomePage()
        self.problem = ProblemPage()
        self.screens = QStackedWidget()
        for screen in (self.opening, self.welcome, self.problem, self.sides):
            self.screens.addWidget(screen)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.screens, stretch=1)
        column.addWidget(self.player_bar)
        self.cards = CardStack(self.screens)
        self.hint = DropHint(self)
        self._leave_drops_to_the_window()

    def show_screen(self, screen: QWidget) -> None:
        """Show one of `opening`, `welcome`, `problem`, `sides`; the player goes with songs."""
        self.screens.setCurrentWidget(screen)
        self.player_bar.setVisible(screen is self.sides)

    def add_strip(self, widget: QWidget) -> None:
        """One more strip over the whole width, above the player."""
        self._column.insertWidget(self._column.indexOf(self.player_bar), widget)

    def add_page(self, widget: QWidget, title: str, key: str) -> None:
        """One more page below the map, at the place that its key has."""
        self.pages.add_page(widget, title, key)

    def show_page(self, key: str) -> None:
        """Bring one of the pages below the map to the front."""
        self.pages.show_page(key)

    def _split(
        self, orientation: Qt.Orientation, sizes: tuple[int, ...], *widgets: QWidget
    ) -> QSplitter:
        splitter = QSplitter(orientation)
        splitter.setChildrenCollapsible(False)
        for widget in widgets:
            splitter.addWidget(widget)
        splitter.setSizes(list(sizes))
        return splitter

    def _give_air(self) -> None:
        letters = self.fontMetrics().averageCharWidth()
        self.sidebar.setMinimumWidth(_SIDEBAR_LETTERS * letters)  # also in a small window
        layout = self.sidebar.layout()
        if layout is not None:
            layout.setContentsMargins(*(theme.SPACE_S,) * 4)

    def _leave_drops_to_the_window(self) -> None:
        # A line edit would otherwise take a dropped file as text.
        for edit in self.findChildren(QLineEdit):
            edit.setAcceptDrops(False)


class DropHint(QLabel):
    """Covers the window while something is dragged over it and says what a drop will do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setText(
            self.tr("Drop a folder to listen to it\n\nDrop a file to hear its mood, no more")
        )
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme.scaled_font(self.font(), theme.TITLE_SCALE, bold=True))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.hide()

    def cover(self) -> None:
        """Lie over the whole parent."""
        palette = self.palette()
        ground = theme.blend(palette.window().color(), palette.highlight().color(), 0.25)
        ground.setAlpha(235)
        palette.setColor(palette.ColorRole.Window, ground)
        self.setPalette(palette)
        self.setGeometry(self._parent.rect())
        self.raise_()
        self.show()
