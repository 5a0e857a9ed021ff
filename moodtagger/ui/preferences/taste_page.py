"""Settings page: learning from the user's decisions, and profiles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QInputDialog, QLabel, QPushButton, QWidget

from moodtagger.core.taste import MIN_DECISIONS
from moodtagger.settings import Settings
from moodtagger.ui import formatting
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.preferences.base_page import SettingsPage
from moodtagger.ui.text_normalization import display_text

if TYPE_CHECKING:
    from moodtagger.services.taste.service import TasteSummary


class TastePage(SettingsPage):
    """A switch, how well the taste is known, the profiles, and export and import.

    `profileChosen` and `profileAdded` carry a name; the default profile has none.
    """

    FIELDS = ("learn",)
    profileChosen = Signal(str)
    profileAdded = Signal(str)
    exportRequested = Signal()
    importRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_heading(self.tr("Your taste"))
        self.learn = QCheckBox(self.tr("&Learn from my decisions"))
        self.learn.clicked.connect(lambda on: self.edited.emit({"learn": on}))
        self.column.addWidget(self.learn)
        self.add_hint(
            self.tr(
                "Moods that you accept or reject and positions that you correct adjust the "
                "suggestions and positions of all songs. The original analysis is kept."
            )
        )
        self.summary = self.add_hint("")
        self.adjusted = self.add_hint("")
        self.add_heading(self.tr("Profile"))
        self.profiles = QComboBox()
        self.profiles.setAccessibleName(self.tr("Profile"))
        self.profiles.activated.connect(
            lambda index: self.profileChosen.emit(self.profiles.itemData(index))
        )
        label = QLabel(self.tr("&Profile:"))
        label.setBuddy(self.profiles)
        self.add_button = QPushButton(self.tr("&New profile\N{HORIZONTAL ELLIPSIS}"))
        self.add_button.clicked.connect(self._ask_for_name)
        self.add_row(label, self.profiles, self.add_button)
        self.add_hint(
            self.tr(
                "Everyone who uses this library can have decisions and corrections of their own."
            )
        )
        self.export_button = QPushButton(self.tr("&Export decisions\N{HORIZONTAL ELLIPSIS}"))
        self.export_button.clicked.connect(self.exportRequested)
        self.import_button = QPushButton(self.tr("&Import decisions\N{HORIZONTAL ELLIPSIS}"))
        self.import_button.clicked.connect(self.importRequested)
        self.add_row(self.export_button, self.import_button)
        self.column.addStretch(1)
        self._needs_library = (self.profiles, self.export_button)
        self._needs_writing = (self.add_button, self.import_button)
        for widget in (*self._needs_library, *self._needs_writing):
            widget.setEnabled(False)

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Your taste")

    def show_settings(self, settings: Settings) -> None:
        """Show the given settings."""
        self.learn.setChecked(settings.learn is True)

    def show_taste(
        self, summary: TasteSummary, profiles: Sequence[str], *, changeable: bool
    ) -> None:
        """Show what was learned, and the profiles of the library."""
        self.summary.setText(self._summary_text(summary))
        parts = [formatting.mood_text(mood) for mood in summary.moods]
        if summary.position:
            parts.append(self.tr("positions on the map"))
        text = self.tr("Adjusted: %1") if summary.enabled else self.tr("Would be adjusted: %1")
        self.adjusted.setText(text.replace("%1", ", ".join(parts)) if parts else "")
        self.adjusted.setVisible(bool(parts))
        self.profiles.clear()
        for name in profiles:
            self.profiles.addItem(display_text(name) or self.tr("Default"), name)
        self.profiles.setCurrentIndex(self.profiles.findData(summary.profile))
        for widget in self._needs_library:
            widget.setEnabled(True)
        for widget in self._needs_writing:
            widget.setEnabled(changeable)

    def _ask_for_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("New profile"))
        dialog.setLabelText(self.tr("Name:"))
        dialog.textValueSelected.connect(self.profileAdded)
        dialog.open()

    def _summary_text(self, summary: TasteSummary) -> str:
        decisions = self.tr("%Ln decision(s)", "", summary.decisions)
        recent = summary.recent
        if recent is None:
            missing = MIN_DECISIONS - summary.decisions
            text = self.tr("Your taste: %1. %2 more will show how well it is known.")
            return text.replace("%1", decisions).replace("%2", formatting.format_count(missing))
        text = self.tr("Your taste: %1, %2 of your last %3 would have been right, %4 without")
        values = (
            *(decisions, percent(recent.right / recent.count)),
            *(formatting.format_count(recent.count), percent(recent.right_without / recent.count)),
        )
        for number, value in enumerate(values, start=1):
            text = text.replace(f"%{number}", value, 1)
        return text
