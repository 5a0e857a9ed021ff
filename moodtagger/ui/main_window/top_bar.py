"""The bar at the top: search, layouts, and the steps of the workflow; fewer in a small window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from moodtagger.ui import formatting, icons, theme

_ICON_SIZE = QSize(18, 18)
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


class ActionButton(QPushButton):
    """A button that shows an action's text, state and tooltip, and triggers it."""

    def __init__(self, action: QAction, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action = action
        self._text = text  # instead of the action's, which may be long
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.clicked.connect(action.trigger)
        action.changed.connect(self.follow_action)
        self.follow_action()

    def label(self) -> str:
        """Return the action's text without mnemonic and dots."""
        return self.action.iconText().replace("&", "").rstrip(_ELLIPSIS)

    def follow_action(self) -> None:
        """Show the state of the action."""
        self.setText(self._text or self.label())
        self.setAccessibleName(self.label())
        self.setAccessibleDescription(self.action.statusTip())
        self.setToolTip(self.action.toolTip())
        self.setEnabled(self.action.isEnabled())


class WriteButton(ActionButton):
    """The main action, with the number of songs that are ready to write."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        self._count = 0
        self._compact = False
        super().__init__(action, parent=parent)
        self.setProperty("primary", True)

    def set_count(self, count: int) -> None:
        """Show how many songs are ready to write."""
        self._count = count
        self.follow_action()

    def set_compact(self, compact: bool) -> None:
        """Use a shorter text."""
        self._compact = compact
        self.follow_action()

    def follow_action(self) -> None:
        """Show the state of the action and the number of songs."""
        super().follow_action()
        text = self.tr("Write") if self._compact else self.label()
        if self._count:
            text += f"  {formatting.format_count(self._count)}"
            ready = self.tr("%Ln song(s) ready to write", "", self._count)
            self.setAccessibleDescription(ready)
        self.setText(text)


class SegmentedSwitch(QFrame):
    """Checkable actions side by side, of which one is checked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.buttons: dict[QAction, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_actions(self, actions: Sequence[tuple[QAction, str]]) -> None:
        """Show one segment for each action, with its short text."""
        for action, text in actions:
            button = QPushButton(text)
            button.setCheckable(True)
            button.setChecked(action.isChecked())
            button.setProperty("segment", True)
            button.setAutoDefault(False)
            button.setAccessibleName(action.text().replace("&", ""))
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            action.changed.connect(lambda action=action: self._follow(action))
            # The group keeps the focus on the checked button.
            click, tab = Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.StrongFocus
            button.setFocusPolicy(tab if button.isChecked() else click)
            self._group.addButton(button)
            self._row.addWidget(button)
            self.buttons[action] = button

    def set_text(self, action: QAction, text: str) -> None:
        """Change the short text of a segment."""
        self.buttons[action].setText(text)

    def _follow(self, action: QAction) -> None:
        button = self.buttons[action]
        if action.isChecked():  # the group unchecks the others
            button.setChecked(True)
        button.setHidden(not action.isVisible())


class TopBar(QWidget):
    """Holds the search box, the layout switch and the buttons of the workflow."""

    def __init__(self, search: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.menu_button = QToolButton(autoRaise=True)
        self.menu_button.setCheckable(True)
        self.menu_button.setIconSize(_ICON_SIZE)
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.switch = SegmentedSwitch()
        self._search_slot = QHBoxLayout()
        self._compact = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.SPACE_L, theme.SPACE, theme.SPACE_L, theme.SPACE)
        self._row.setSpacing(theme.SPACE)
        self._row.addWidget(self.menu_button)
        self._row.addLayout(self._search_slot, stretch=1)
        self._row.addWidget(self.switch)
        self.set_search(search)

    def set_search(self, search: QWidget) -> None:
        """Put a search box into the bar."""
        policy = search.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        search.setSizePolicy(policy)
        self._search_slot.addWidget(search)

    def set_actions(self, sidebar: QAction, accept: QAction, write: QAction, undo: QAction) -> None:
        """Create the buttons of these actions."""
        self.accept_button = ActionButton(accept)
        self.write_button = WriteButton(write)
        self.undo_button = ActionButton(undo, self.tr("Undo"))
        for button in (self.accept_button, self.write_button, self.undo_button):
            self._row.addWidget(button)
        self.menu_button.clicked.connect(sidebar.trigger)
        self.menu_button.setAccessibleName(sidebar.text().replace("&", ""))
        self.menu_button.setToolTip(sidebar.toolTip())
        self._draw_icons()
        self.set_compact(False)

    def order_focus(self, search: QWidget, following: QWidget) -> None:
        """Let Tab go through the bar from left to right, then to the following widget."""
        fields = [w for w in [search, *search.findChildren(QWidget)] if _takes_tab(w)]
        buttons = [*self.switch.buttons.values(), self.accept_button, self.write_button]
        chain = [self.menu_button, *fields, *buttons, self.undo_button, following]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    def set_compact(self, compact: bool) -> None:
        """Show only what a small window has room for; the menus hold the rest."""
        self._compact = compact
        space = theme.SPACE_S // 2 if compact else theme.SPACE
        self._row.setContentsMargins(theme.SPACE_L, space, theme.SPACE_L, space)
        self.accept_button.setHidden(compact)
        self.undo_button.setHidden(compact)
        self.write_button.set_compact(compact)

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons in the new colors."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "undo_button"):
            self._draw_icons()
        super().changeEvent(event)

    def _draw_icons(self) -> None:
        self.menu_button.setIcon(icons.icon("menu", self.palette()))
        self.undo_button.setIcon(icons.icon("undo", self.palette(), QPalette.ColorRole.ButtonText))
        self.undo_button.setIconSize(_ICON_SIZE)


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.focusProxy() is None
