"""Songs that a set begins or ends with, must have or must not have, as removable chips."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from moodtagger.core.dj.library_set import Roles, SongRole
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.theme import SPACE
from moodtagger.ui.widgets import FlowLayout

_NAME_CHARS = 28
_CROSS = "\N{MULTIPLICATION SIGN}"


class SongRules(QWidget):
    """A menu that gives the selected songs a role, and a chip for each song that has one.

    `roleChosen` carries a SongRole, `removed` the id of a song that has none any more.
    """

    roleChosen = Signal(object)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menu_button = QToolButton()
        self.menu_button.setText(self.tr("Selected songs"))
        self.menu_button.setToolTip(
            self.tr("Choose where the songs selected in the window belong in the set")
        )
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.menu_button)
        for role, text in self._menu_texts().items():
            action = menu.addAction(text)
            action.triggered.connect(lambda _on=False, role=role: self.roleChosen.emit(role))
        self.menu_button.setMenu(menu)
        self.chips: dict[int, QToolButton] = {}
        self._row = FlowLayout(SPACE)
        self.setLayout(self._row)
        self._row.addWidget(self.menu_button)

    def show_roles(self, roles: Roles) -> None:
        """Show a chip for each song, by its id."""
        for chip in self.chips.values():
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = {track_id: self._chip(role, row) for track_id, (role, row) in roles.items()}
        for chip in self.chips.values():
            self._row.addWidget(chip)

    def _chip(self, role: SongRole, row: SongRow) -> QToolButton:
        name = formatting.shorten(display_text(row.name), _NAME_CHARS)
        text = self._chip_texts()[role].replace("%1", name)
        chip = QToolButton()
        chip.setText(f"{text} {_CROSS}")
        chip.setAccessibleName(text)
        chip.setToolTip(self.tr("Click to remove this rule"))
        chip.clicked.connect(lambda _on=False, track_id=row.track_id: self.removed.emit(track_id))
        return chip

    def _menu_texts(self) -> dict[SongRole, str]:
        return {
            SongRole.FIRST: self.tr("Start the set with it"),
            SongRole.LAST: self.tr("End the set with it"),
            SongRole.REQUIRED: self.tr("Must be in the set"),
            SongRole.EXCLUDED: self.tr("Never in the set"),
        }

    def _chip_texts(self) -> dict[SongRole, str]:
        return {
            SongRole.FIRST: self.tr("Starts: %1"),
            SongRole.LAST: self.tr("Ends: %1"),
            SongRole.REQUIRED: self.tr("With: %1"),
            SongRole.EXCLUDED: self.tr("Without: %1"),
        }
