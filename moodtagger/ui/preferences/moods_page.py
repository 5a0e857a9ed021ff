"""Settings page: roles, precisions and custom names of moods."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QTableView,
    QWidget,
)

from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.vocabulary import DEFAULT_PRECISION, PRECISIONS, Vocabulary
from moodtagger.settings import Settings
from moodtagger.ui.preferences.base_page import SettingsPage
from moodtagger.ui.preferences.mood_editor import MoodEditor
from moodtagger.ui.preferences.moods_model import MoodColumn, MoodsModel, accuracy_text
from moodtagger.ui.widgets import PaddedItemDelegate


class MoodsPage(SettingsPage):
    """A table of all moods, with an editor for the selected ones."""

    FIELDS = ("find_speech", "precision", "mood_roles", "mood_names", "mood_precisions")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MoodsModel(self)
        self.add_heading(self.tr("Moods"))
        self.precision = QComboBox()
        for precision in PRECISIONS:
            self.precision.addItem(accuracy_text(precision), precision)
        self.precision.setAccessibleName(self.tr("Suggestion accuracy"))
        self.precision.activated.connect(
            lambda index: self.edited.emit({"precision": PRECISIONS[index]})
        )
        label = QLabel(self.tr("&Suggestion accuracy"))
        label.setBuddy(self.precision)
        self.add_row(label, self.precision)
        self.add_hint(
            self.tr(
                "Measured on songs the model had not analyzed before: the higher the "
                "accuracy, the fewer suggestions. Select moods to change how they are "
                "used. Decisions about a hidden mood come back when you show it again."
            )
        )
        self.find_speech = QCheckBox(self.tr("&No moods for speech (audiobooks, podcasts)"))
        self.find_speech.clicked.connect(lambda on: self.edited.emit({"find_speech": on}))
        self.column.addWidget(self.find_speech)
        self.loading_hint = self.add_hint(self.tr("Moods appear here when the library is open."))
        self.table = self._make_table()
        self.column.addWidget(self.table, stretch=1)
        self.editor = MoodEditor()
        self.editor.edited.connect(self._on_mood_edited)
        self.column.addWidget(self.editor)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._edit_selected())
        self.model.modelReset.connect(self._edit_selected)

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Moods")

    def show_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Show the moods of the active model."""
        self.model.show_vocabulary(vocabulary)
        self.loading_hint.setVisible(not len(vocabulary))
        if len(vocabulary):
            self.select(0)

    def show_settings(self, settings: Settings) -> None:
        """Show the given settings."""
        self.find_speech.setChecked(settings.find_speech)
        self._show_preferences(settings.mood_preferences, settings.precision)

    def select(self, row: int) -> None:
        """Select one mood, regardless of modifier keys."""
        flags = QItemSelectionModel.SelectionFlag
        command = flags.ClearAndSelect | flags.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), command)

    def _show_preferences(self, preferences: MoodPreferences, precision: float) -> None:
        if precision not in PRECISIONS:
            precision = DEFAULT_PRECISION
        self.precision.setCurrentIndex(PRECISIONS.index(precision))
        self.model.show_preferences(preferences, precision)
        self._edit_selected()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegate(PaddedItemDelegate(table))
        table.setAccessibleName(self.tr("Moods of the model"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(MoodColumn.PRECISION, QHeaderView.ResizeMode.ResizeToContents)
        table.setMinimumHeight(150)
        return table

    def _edit_selected(self) -> None:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        moods = [self.model.moods[row] for row in rows if row < len(self.model.moods)]
        self.editor.show_moods(
            moods, self.model.preferences, self.model.moods, self.precision.currentData()
        )

    def _on_mood_edited(self, preferences: MoodPreferences) -> None:
        self.model.preferences = preferences
        fields = Settings().with_mood_preferences(preferences)
        names = ("mood_roles", "mood_names", "mood_precisions")
        self.edited.emit({name: getattr(fields, name) for name in names})
