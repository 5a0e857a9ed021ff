"""The layouts of the window: map and list, one of them alone, and what a small window folds."""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup

from moodtagger.ui import theme
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController

_SONGS_KEY, _PAGE_KEY = "layout", "page layout"  # of the saved state
_SONGS = "songs"  # the page that shares the center with the map
_ROOM_FOR_DETAILS = 1200  # pixels; a narrower window shows details of a selection only


class Layout(enum.StrEnum):
    """What the center of the window shows."""

    BOTH = "both"
    MAP = "map"
    LIST = "list"


class LayoutController(QObject):
    """Switches layouts, which are remembered: one for the songs, and one for all other pages.

    A page other than the songs has the whole center until the user wants the map beside it.
    """

    def __init__(
        self, context: AppContext, library: LibraryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.compact = False
        self._songs_layout, self._page_layout = Layout.BOTH, Layout.LIST
        self._turn = Layout.MAP  # of map and list in a small window
        self._sidebar_unfolded = False  # in a small window
        self._details_asked = False  # where they would be hidden
        self.layout_actions = self._create_actions()
        self._create_switch()
        actions, views = context.actions, context.views
        actions.go_map.triggered.connect(lambda: self._require(Layout.MAP))
        actions.go_table.triggered.connect(lambda: self._require(Layout.LIST))
        actions.go_sidebar.triggered.connect(lambda: self._show_sidebar(True))
        actions.go_inspector.triggered.connect(lambda: self._show_details(True))
        views.bottom_tabs.pageRequested.connect(lambda _key: self._require(Layout.LIST))
        views.bottom_tabs.pageShown.connect(self._page_shown)
        views.bottom_tabs.tabBar().tabBarClicked.connect(self._tab_clicked)
        actions.show_inspector.triggered.connect(
            lambda: self._show_details(views.inspector.isHidden())
        )
        actions.show_sidebar.triggered.connect(lambda: self._show_sidebar(views.sidebar.isHidden()))
        library.selectionChanged.connect(self.update_details)
        context.window.installEventFilter(self)

    @property
    def layout(self) -> Layout:
        """What is shown now."""
        if self._on_songs():
            return self._turn if self.compact else self._songs_layout
        if self.compact and self._page_layout is Layout.BOTH:
            return Layout.LIST
        return self._page_layout

    def restore(self) -> None:
        """Show the layout of the last time."""
        saved = self._context.views.saved_state
        self._songs_layout = _parse(saved.get(_SONGS_KEY, ""), Layout.BOTH)
        self._page_layout = _parse(saved.get(_PAGE_KEY, ""), Layout.LIST)
        if self._songs_layout is Layout.LIST:
            self._turn = Layout.LIST
        self._follow_width()
        self._apply()

    def show(self, layout: Layout) -> None:
        """Show a layout on the current page, and remember it."""
        if not self._on_songs():
            self._page_layout = layout
        elif self.compact:
            self._turn = Layout.MAP if layout is Layout.BOTH else layout
        else:
            self._songs_layout = layout
        state = self._context.views.saved_state
        state[_SONGS_KEY], state[_PAGE_KEY] = str(self._songs_layout), str(self._page_layout)
        self._apply()

    def update_details(self) -> None:
        """Show the details if they are wanted and there is something to say.

        Beside songs they stay where there is room; pages get their room in a small window.
        """
        views = self._context.views
        has_room = self._context.window.width() >= _ROOM_FOR_DETAILS
        selected, on_songs = bool(views.table.selection()), self._on_songs()
        useful = (selected or on_songs) if has_room else (selected and on_songs)
        visible = views.details_wanted and (useful or self._details_asked)
        if views.inspector.isHidden() == visible:
            views.inspector.setVisible(visible)
        self._context.actions.show_inspector.setChecked(visible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the window."""
        if event.type() == QEvent.Type.Resize:
            self._follow_width()
        return super().eventFilter(watched, event)

    def _on_songs(self) -> bool:
        return self._context.views.bottom_tabs.current_page() in (_SONGS, "")

    def _apply(self) -> None:
        views, layout = self._context.views, self.layout
        views.map.setVisible(layout != Layout.LIST)
        views.bottom_tabs.setVisible(layout != Layout.MAP)
        self.layout_actions[layout].setChecked(True)
        page_text = self.tr("List") if self._on_songs() else self.tr("Page")
        views.top_bar.switch.set_text(self.layout_actions[Layout.LIST], page_text)
        self._update_sidebar()
        self.update_details()

    def _follow_width(self) -> None:
        compact = self._context.window.width() < theme.ROOM_FOR_ALL
        if compact != self.compact:
            self.compact = compact
            self._sidebar_unfolded = False
            self._context.views.top_bar.set_compact(compact)
            self.layout_actions[Layout.BOTH].setVisible(not compact)
            self._apply()
            self._context.refresh()
        self.update_details()

    def _page_shown(self, _key: str) -> None:
        self._details_asked = False
        self._apply()

    def _tab_clicked(self, index: int) -> None:
        """Bring back the page whose tab is clicked although the map hides it."""
        if index == self._context.views.bottom_tabs.currentIndex():
            self._require(Layout.LIST)

    def _show_details(self, visible: bool) -> None:
        self._context.views.details_wanted = self._details_asked = visible
        self.update_details()

    def _show_sidebar(self, visible: bool) -> None:
        if self.compact:
            self._sidebar_unfolded = visible
        else:
            self._context.views.sidebar_wanted = visible
        self._update_sidebar()

    def _update_sidebar(self) -> None:
        views = self._context.views
        visible = self._sidebar_unfolded if self.compact else views.sidebar_wanted
        views.sidebar.setVisible(visible)
        self._context.actions.show_sidebar.setChecked(visible)
        views.top_bar.menu_button.setChecked(visible)
        views.top_bar.menu_button.setVisible(self.compact or not visible)

    def _require(self, part: Layout) -> None:
        """Show the part that somebody goes to, where it is hidden."""
        if self.layout in (part, Layout.BOTH):
            return
        alone = self.compact or (part is Layout.LIST and not self._on_songs())
        self.show(part if alone else Layout.BOTH)

    def _create_actions(self) -> dict[Layout, QAction]:
        texts = {
            Layout.BOTH: (self.tr("Map and li&st"), "Ctrl+Alt+1"),
            Layout.MAP: (self.tr("Map &only"), "Ctrl+Alt+2"),
            Layout.LIST: (self.tr("&List only"), "Ctrl+Alt+3"),
        }
        group = QActionGroup(self)
        created = {}
        for layout, (text, keys) in texts.items():
            action = self._context.actions.add("view", text, keys, needs=(), checkable=True)
            action.setChecked(False)  # before the group, which keeps one checked
            group.addAction(action)
            action.triggered.connect(lambda _on, chosen=layout: self.show(chosen))
            created[layout] = action
        created[Layout.BOTH].setChecked(True)
        return created

    def _create_switch(self) -> None:
        actions, bar = self._context.actions, self._context.views.top_bar
        bar.switch.set_actions(
            [
                (self.layout_actions[Layout.MAP], self.tr("Map")),
                (self.layout_actions[Layout.BOTH], self.tr("Both")),
                (self.layout_actions[Layout.LIST], self.tr("List")),
            ]
        )
        bar.set_actions(actions.show_sidebar, actions.accept_selected, actions.write, actions.undo)
        bar.order_focus(self._context.views.search, self._context.views.bottom_tabs.tabBar())


def _parse(saved: str, default: Layout) -> Layout:
    return Layout(saved) if saved in set(Layout) else default
