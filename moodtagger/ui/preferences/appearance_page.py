"""Settings page: theme and language of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QComboBox, QLabel, QRadioButton, QSpinBox, QWidget

from moodtagger.core.musical_keys import KeyNotation
from moodtagger.settings import MAX_RANGE_BPM, THEMES, Settings
from moodtagger.ui.formatting import notation_text
from moodtagger.ui.preferences.base_page import SettingsPage


class AppearancePage(SettingsPage):
    """One button for each theme, and a list of languages."""

    FIELDS = ("theme", "language", "key_notation", "lowest_bpm", "highest_bpm")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_heading(self.tr("Theme"))
        self._group = QButtonGroup(self)
        self.themes = {mode: QRadioButton(text) for mode, text in self._theme_texts().items()}
        for mode, button in self.themes.items():
            self._group.addButton(button)
            self.column.addWidget(button)
            button.clicked.connect(lambda _on=False, mode=mode: self.edited.emit({"theme": mode}))
        self.add_heading(self.tr("Musical keys and tempo"))
        self.notation = QComboBox()
        for notation in KeyNotation:
            self.notation.addItem(notation_text(notation), notation.value)
        self.notation.setAccessibleName(self.tr("Key notation"))
        self.notation.activated.connect(
            lambda row: self.edited.emit({"key_notation": self.notation.itemData(row)})
        )
        notation_label = QLabel(self.tr("Show &keys as:"))
        notation_label.setBuddy(self.notation)
        self.add_row(notation_label, self.notation)
        self._add_bpm_range()
        self.add_heading(self.tr("Language"))
        self.language = QComboBox()
        for name, choice in self._languages():
            self.language.addItem(name, choice)
        self.language.setAccessibleName(self.tr("Language"))
        self.language.activated.connect(self._choose_language)
        label = QLabel(self.tr("&Language:"))
        label.setBuddy(self.language)
        self.add_row(label, self.language)
        self.add_hint(
            self.tr(
                "The window reopens in the new language. If a scan is running, start it "
                "again to finish the remaining songs; analyzed songs are kept."
            )
        )
        self.column.addStretch(1)

    def _add_bpm_range(self) -> None:
        self.lowest_bpm = self._bpm_box("lowest_bpm", self.tr("My lowest BPM"))
        self.highest_bpm = self._bpm_box("highest_bpm", self.tr("My highest BPM"))
        label = QLabel(self.tr("My &BPM range:"))
        label.setBuddy(self.lowest_bpm)
        self.add_row(label, self.lowest_bpm, QLabel("\N{EN DASH}"), self.highest_bpm)
        self.add_hint(
            self.tr(
                "Detected tempos are doubled or halved into this range, as 85 to 175 for drum "
                "and bass. Tempos in tags and those that you corrected stay."
            )
        )

    def _bpm_box(self, field: str, name: str) -> QSpinBox:
        box = QSpinBox(minimum=0, maximum=MAX_RANGE_BPM)
        box.setSpecialValueText(self.tr("any"))
        box.setAccessibleName(name)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda bpm: self.edited.emit({field: bpm}))
        return box

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Appearance")

    def show_settings(self, settings: Settings) -> None:
        """Show the given settings."""
        self.themes[settings.theme].setChecked(True)
        self.notation.setCurrentIndex(self.notation.findData(settings.key_notation))
        for box, bpm in (
            (self.lowest_bpm, settings.lowest_bpm),
            (self.highest_bpm, settings.highest_bpm),
        ):
            box.blockSignals(True)
            box.setValue(bpm)
            box.blockSignals(False)
        index = self.language.findData(settings.language)
        self.language.setCurrentIndex(max(0, index))

    def _theme_texts(self) -> dict[str, str]:
        texts = {
            "system": self.tr("Use &system theme"),
            "light": self.tr("Li&ght"),
            "dark": self.tr("&Dark"),
            "contrast-light": self.tr("High contrast, black on &white"),
            "contrast-dark": self.tr("High contrast, white on &black"),
        }
        return {mode: texts[mode] for mode in THEMES}

    def _languages(self) -> list[tuple[str, str]]:
        # Each language by its native name, for users who do not read the current one.
        return [(self.tr("Use system language"), ""), ("English", "en"), ("Deutsch", "de")]

    def _choose_language(self, index: int) -> None:
        self.edited.emit({"language": self.language.itemData(index)})
