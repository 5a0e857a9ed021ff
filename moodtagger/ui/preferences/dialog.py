"""The settings dialog: a list of pages at the left, the current page at the right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.settings import Settings
from moodtagger.ui import theme
from moodtagger.ui.preferences.appearance_page import AppearancePage
from moodtagger.ui.preferences.base_page import ProblemLabel, SettingsPage
from moodtagger.ui.preferences.folders_page import FoldersPage
from moodtagger.ui.preferences.moods_page import MoodsPage
from moodtagger.ui.preferences.taste_page import TastePage
from moodtagger.ui.preferences.writing_page import WritingPage
from moodtagger.ui.widgets import PaddedItemDelegate

DEFAULT_SIZE = (820, 640)


class _PageArea(QScrollArea):
    """Scrolls a page downwards only."""

    def minimumSizeHint(self) -> QSize:
        """Return a size with the width of the page."""
        page, bar = self.widget(), self.verticalScrollBar().sizeHint().width()
        width = page.minimumSizeHint().width() + bar if page is not None else 0
        return QSize(max(width, super().minimumSizeHint().width()), 0)


class SettingsDialog(QDialog):
    """`edited` carries the fields of `Settings` that the user changed, by name."""

    edited = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*DEFAULT_SIZE)
        self._settings = settings
        self._before_reset: dict[str, Any] = {}
        self.music = FoldersPage()
        self.moods = MoodsPage()
        self.writing = WritingPage()
        self.appearance = AppearancePage()
        self.taste = TastePage()
        self.problem = ProblemLabel()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Settings pages"))
        self.stack = QStackedWidget()
        for page in self.pages:
            self._add_page(page)
        self.reset_button = QPushButton(autoDefault=False)
        self.reset_button.clicked.connect(self._toggle_reset)
        self.close_button = QPushButton(self.tr("&Close"), autoDefault=False)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self._add_keys()
        self.list.currentRowChanged.connect(self._show_page)
        self.list.setCurrentRow(0)
        self.show_settings(settings)

    @property
    def pages(self) -> tuple[SettingsPage, ...]:
        """The pages in order."""
        return (self.music, self.moods, self.writing, self.appearance, self.taste)

    def show_settings(self, settings: Settings) -> None:
        """Show the given settings on all pages."""
        self._settings = settings
        for page in self.pages:
            page.show_settings(settings)
        self._update_reset_button()

    def show_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Show the moods of the active model."""
        self.moods.show_vocabulary(vocabulary)

    def show_folders(self, folders: Sequence[str], *, changeable: bool) -> None:
        """Show the library's folders."""
        self.music.show_folders(folders, changeable=changeable)

    def show_problem(self, sentence: str) -> None:
        """Show why a choice could not be saved; an empty text hides the message."""
        self.problem.show_message(sentence)

    def show_page(self, row: int) -> None:
        """Bring a page to the front."""
        self.list.setCurrentRow(row)

    def state(self) -> str:
        """Return size and page, for `restore`."""
        return f"{self.width()}x{self.height()}:{self.list.currentRow()}"

    def restore(self, state: str) -> None:
        """Restore what `state` returned; anything else changes nothing."""
        match = re.fullmatch(r"(\d{1,5})x(\d{1,5}):(\d)", state)
        if match:
            width, height, row = map(int, match.groups())
            self.resize(width, height)
            self.show_page(min(row, self.list.count() - 1))

    def _add_page(self, page: SettingsPage) -> None:
        area = _PageArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        page.setAccessibleName(page.title())
        page.edited.connect(self._on_page_edited)
        self.stack.addWidget(area)
        self.list.addItem(page.title())

    def _lay_out(self) -> None:
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 3 * theme.SPACE)
        self.list.setItemDelegate(PaddedItemDelegate(self.list))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.list)
        middle.addWidget(self.stack, stretch=1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reset_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.SPACE_L,) * 4)
        column.setSpacing(theme.SPACE)
        column.addLayout(middle, stretch=1)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def _add_keys(self) -> None:
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self._step(step))

    def _step(self, step: int) -> None:
        self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())

    def _show_page(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self._before_reset = {}
        self._update_reset_button()

    def _current_page(self) -> SettingsPage:
        return self.pages[max(0, self.list.currentRow())]

    def _on_page_edited(self, fields: Mapping[str, Any]) -> None:
        self._before_reset = {}
        self._apply(fields)

    def _apply(self, fields: Mapping[str, Any]) -> None:
        changed = {k: v for k, v in fields.items() if getattr(self._settings, k) != v}
        if changed:
            self.show_settings(replace(self._settings, **changed))
            self.edited.emit(changed)

    def _toggle_reset(self) -> None:
        """Reset the page to its defaults, or revert that."""
        page = self._current_page()
        if self._before_reset:
            before, self._before_reset = self._before_reset, {}
            self._apply(before)
            return
        current = {name: getattr(self._settings, name) for name in page.FIELDS}
        self._before_reset = current
        self._apply({name: getattr(Settings(), name) for name in page.FIELDS})
        self._update_reset_button()

    def _update_reset_button(self) -> None:
        if self._before_reset:
            self.reset_button.setText(self.tr("&Undo reset"))
            self.reset_button.setEnabled(True)
            return
        page, default = self._current_page(), Settings()
        differs = any(
            getattr(self._settings, name) != getattr(default, name) for name in page.FIELDS
        )
        self.reset_button.setText(self.tr("&Reset this page"))
        self.reset_button.setEnabled(differs)
