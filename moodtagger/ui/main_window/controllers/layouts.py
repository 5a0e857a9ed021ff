"""The layouts of the window: map and list, one of them alone, and details when there is room."""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup

from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController

_STATE_KEY = "layout"
_ROOM_FOR_DETAILS = 1000  # pixels; a narrower window shows details of a selection only


class Layout(enum.StrEnum):
    """What the center of the window shows."""

    BOTH = "both"
    MAP = "map"
    LIST = "list"


class LayoutController(QObject):
    """Switches layouts, which are remembered, and hides details that say nothing."""

    def __init__(
        self, context: AppContext, library: LibraryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.layout = Layout.BOTH
        self.layout_actions = self._create_actions()
        actions, views = context.actions, context.views
        actions.go_map.triggered.connect(lambda: self._require(Layout.MAP))
        actions.go_table.triggered.connect(lambda: self._require(Layout.LIST))
        views.bottom_tabs.pageShown.connect(lambda _key: self._require(Layout.LIST))
        actions.show_inspector.toggled.connect(self._details_toggled)
        library.selectionChanged.connect(self.update_details)
        context.window.installEventFilter(self)

    def restore(self) -> None:
        """Show the layout of the last time."""
        saved = self._context.views.saved_state.get(_STATE_KEY, "")
        self.show(Layout(saved) if saved in set(Layout) else Layout.BOTH)
        self.update_details()

    def show(self, layout: Layout) -> None:
        """Show a layout, and remember it."""
        views = self._context.views
        self.layout = layout
        views.map.setVisible(layout is not Layout.LIST)
        views.bottom_tabs.setVisible(layout is not Layout.MAP)
        views.saved_state[_STATE_KEY] = str(layout)
        self.layout_actions[layout].setChecked(True)

    def update_details(self) -> None:
        """Show the details if they are wanted and there is something to say, or room anyway."""
        views = self._context.views
        has_room = self._context.window.width() >= _ROOM_FOR_DETAILS
        visible = views.details_wanted and (has_room or bool(views.table.selection()))
        if views.inspector.isHidden() == visible:
            views.inspector.setVisible(visible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the window."""
        if event.type() == QEvent.Type.Resize:
            self.update_details()
        return super().eventFilter(watched, event)

    def _details_toggled(self, wanted: bool) -> None:
        views = self._context.views
        views.details_wanted = wanted
        views.inspector.setVisible(wanted)  # asked for, so shown even where there is little room

    def _require(self, part: Layout) -> None:
        """Show both where the part that somebody goes to is hidden."""
        if self.layout not in (part, Layout.BOTH):
            self.show(Layout.BOTH)

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
            group.addAction(action)
            action.triggered.connect(lambda _on, chosen=layout: self.show(chosen))
            created[layout] = action
        created[Layout.BOTH].setChecked(True)
        return created
