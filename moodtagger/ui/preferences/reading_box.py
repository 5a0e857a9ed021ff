"""Settings of how tags are read: separators of moods, and the code page of old texts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QGroupBox, QLineEdit, QWidget

from moodtagger.core.tag_reading import CODE_PAGES, are_valid_separators
from moodtagger.settings import Settings
from moodtagger.ui.preferences.base_page import ProblemLabel, wrapped_label

_DELAY_MS = 250  # apply separators only after typing stops


def _code_page_names() -> dict[str, str]:
    """Return the names of `CODE_PAGES`."""
    tr = QCoreApplication.translate
    return {
        "cp1252": tr("code pages", "Western (Windows-1252)"),
        "cp1250": tr("code pages", "Central European (Windows-1250)"),
        "cp1257": tr("code pages", "Baltic (Windows-1257)"),
        "cp1254": tr("code pages", "Turkish (Windows-1254)"),
        "cp1251": tr("code pages", "Cyrillic (Windows-1251)"),
        "koi8_r": tr("code pages", "Cyrillic (KOI8-R)"),
        "cp1253": tr("code pages", "Greek (Windows-1253)"),
        "cp1255": tr("code pages", "Hebrew (Windows-1255)"),
        "cp1256": tr("code pages", "Arabic (Windows-1256)"),
        "cp874": tr("code pages", "Thai (Windows-874)"),
        "cp1258": tr("code pages", "Vietnamese (Windows-1258)"),
        "cp932": tr("code pages", "Japanese (Shift-JIS)"),
        "gbk": tr("code pages", "Simplified Chinese (GBK)"),
        "big5": tr("code pages", "Traditional Chinese (Big5)"),
        "cp949": tr("code pages", "Korean (EUC-KR)"),
    }


class TagReadingBox(QGroupBox):
    """Edits how tags are read; `edited` carries the fields of `Settings` that changed."""

    FIELDS = ("mood_separators", "tag_code_page")
    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Reading tags"))
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self._emit_separators)
        self.separators = QLineEdit()
        self.separators.setMaximumWidth(160)
        self.separators.setToolTip(
            self.tr(
                "Splits moods stored in one text, such as Happy/Sad. Separate the "
                "characters with spaces."
            )
        )
        self.separators.setAccessibleName(self.tr("Mood separators"))
        self.separators.setAccessibleDescription(self.separators.toolTip())
        self.separators.textEdited.connect(self._on_separators_edited)
        self.problem = ProblemLabel()
        self.code_page = QComboBox()
        self.code_page.addItem(self.tr("Detect automatically"), "")
        names = _code_page_names()
        for code_page in CODE_PAGES:
            self.code_page.addItem(names[code_page], code_page)
        self.code_page.setAccessibleName(self.tr("Text encoding of old tags"))
        self.code_page.setToolTip(
            self.tr("For tags that don't state their encoding. No file is changed.")
        )
        self.code_page.setAccessibleDescription(self.code_page.toolTip())
        self.code_page.currentIndexChanged.connect(
            lambda _row: self.edited.emit({"tag_code_page": self.code_page.currentData()})
        )
        form = QFormLayout(self)
        form.addRow(self.tr("&Mood separators:"), self.separators)
        form.addRow("", self.problem)
        form.addRow(self.tr("&Text encoding of old tags:"), self.code_page)
        form.addRow(
            wrapped_label(
                self.tr(
                    "Your own moods are never split. The next scan reads the tags of all "
                    "songs again."
                )
            )
        )

    def show_settings(self, settings: Settings) -> None:
        """Show the given settings without emitting `edited`."""
        if not self._timer.isActive():
            if self.separators.text().split() != settings.mood_separators.split():
                self.separators.setText(settings.mood_separators)
            self.problem.show_message("")
        with QSignalBlocker(self.code_page):
            self.code_page.setCurrentIndex(self.code_page.findData(settings.tag_code_page))

    def _on_separators_edited(self, text: str) -> None:
        if are_valid_separators(text):
            self.problem.show_message("")
            self._timer.start()
        else:
            self._timer.stop()
            self.problem.show_message(
                self.tr("Letters and digits can't be separators. This is ignored.")
            )

    def _emit_separators(self) -> None:
        self.edited.emit({"mood_separators": self.separators.text()})
