"""Dialogs of playlists: the name of one, and the search, order and limit of a smart one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.filter_language import FilterError, parse
from moodtagger.core.playlists import Playlist, SmartRules
from moodtagger.ui.library.column_definitions import TableColumn, column_title
from moodtagger.ui.translation import translate_message

_MAX_LIMIT = 1_000_000
_NAME_CHARS = 40
_COLUMNS = {
    "artist": TableColumn.ARTIST,
    "title": TableColumn.TITLE,
    "album": TableColumn.ALBUM,
    "genre": TableColumn.GENRE,
    "year": TableColumn.YEAR,
    "added": TableColumn.ADDED,
    "bpm": TableColumn.BPM,
    "key": TableColumn.KEY,
    "energy": TableColumn.ENERGY,
    "valence": TableColumn.VALENCE,
    "arousal": TableColumn.AROUSAL,
    "duration": TableColumn.LENGTH,
}


def ask_for_name(
    title: str, name: str, done: Callable[[str], object], parent: QWidget
) -> QInputDialog:
    """Ask for the name of a playlist, without blocking."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(QCoreApplication.translate("PlaylistDialogs", "Name:"))
    dialog.setTextValue(name)
    dialog.textValueSelected.connect(lambda text: done(text) if text.strip() else None)
    dialog.open()
    return dialog


class SmartPlaylistDialog(QDialog):
    """Asks what a smart playlist holds; `chosen` carries the Playlist."""

    chosen = Signal(object)

    def __init__(self, playlist: Playlist, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Smart playlist"))
        self._playlist = playlist
        rules = playlist.rules or SmartRules("")
        self.name = QLineEdit(playlist.name)
        self.name.setMinimumWidth(_NAME_CHARS * self.name.fontMetrics().averageCharWidth())
        self.search = QLineEdit(rules.search)
        self.search.setPlaceholderText(self.tr("All songs"))
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setMinimumHeight(2 * self.problem.fontMetrics().lineSpacing())
        self.order = QComboBox()
        for field, column in _COLUMNS.items():
            self.order.addItem(column_title(column), field)
        self.descending = QCheckBox(self.tr("&Descending"))
        self.limit = QSpinBox(minimum=0, maximum=_MAX_LIMIT)
        self.limit.setSpecialValueText(self.tr("All"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self._show_rules(rules)
        self._lay_out()
        self.name.textChanged.connect(self._check)
        self.search.textChanged.connect(self._check)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.playlist()))
        self._check()

    def playlist(self) -> Playlist:
        """Return the playlist as the user wants it."""
        descending = "-" if self.descending.isChecked() else ""
        rules = SmartRules(
            self.search.text().strip(),
            descending + str(self.order.currentData()),
            self.limit.value() or None,
        )
        return Playlist(self.name.text().strip(), (), rules, self._playlist.playlist_id)

    def _show_rules(self, rules: SmartRules) -> None:
        field = rules.sort.removeprefix("-")
        if self.order.findData(field) < 0:  # made on the command line
            self.order.addItem(field, field)
        self.order.setCurrentIndex(self.order.findData(field))
        self.descending.setChecked(rules.sort.startswith("-"))
        self.limit.setValue(rules.limit or 0)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Name:"), self.name)
        form.addRow(self.tr("&Songs that match:"), self.search)
        form.addRow("", self.problem)
        form.addRow(self.tr("&Order:"), self.order)
        form.addRow("", self.descending)
        form.addRow(self.tr("At &most:"), self.limit)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.buttons)

    def _check(self) -> None:
        problem = ""
        try:
            parse(self.search.text())
        except FilterError as error:
            problem = translate_message(error.full_message)
        self.problem.setText(problem)
        self.search.setAccessibleDescription(problem)
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(bool(self.name.text().strip()) and not problem)
