"""Settings: which moods are proposed, shown or hidden, how sure, and under which names."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLabel, QTableView, QWidget

from moodtagger.core.mood_preferences import MoodChoice
from moodtagger.core.vocabulary import PRECISIONS, USUAL_PRECISION, Vocabulary
from moodtagger.settings import Settings
from moodtagger.ui.padded_delegate import RoomyDelegate
from moodtagger.ui.preferences.base_page import SettingsPage
from moodtagger.ui.preferences.mood_editor import MoodEditor
from moodtagger.ui.preferences.moods_model import Column, MoodsModel, often


class MoodsPage(SettingsPage):
    """A table of all moods, and below it what can be said of those that are selected."""

    FIELDS = ("precision", "mood_roles", "mood_names", "mood_precisions")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MoodsModel(self)
        self.heading(self.tr("Moods"))
        self.precision = QComboBox()
        for asked in PRECISIONS:
            self.precision.addItem(often(asked), asked)
        self.precision.setAccessibleName(self.tr("Proposed moods are to be right at least"))
        self.precision.activated.connect(
            lambda place: self.edited.emit({"precision": PRECISIONS[place]})
        )
        label = QLabel(self.tr("&Proposed moods are to be right at least"))
        label.setBuddy(self.precision)
        self.row(label, self.precision)
        self.hint(
            self.tr(
                "Measured on songs that the network had not heard before: the more often, the "
                "fewer moods are proposed. Select moods to say what they are for; what you have "
                "decided about a hidden one comes back with it."
            )
        )
        self.waiting = self.hint(self.tr("The moods appear here as soon as the library is open."))
        self.table = self._make_table()
        self.column.addWidget(self.table, stretch=1)
        self.editor = MoodEditor()
        self.editor.chosen.connect(self._tell)
        self.column.addWidget(self.editor)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._edit())
        self.model.modelReset.connect(self._edit)

    def title(self) -> str:
        """The page's name."""
        return self.tr("Moods")

    def show_vocabulary(self, vocabulary: Vocabulary) -> None:
        """The moods of the network in use."""
        self.model.show_vocabulary(vocabulary)
        self.waiting.setVisible(not len(vocabulary))
        if len(vocabulary):
            self.select(0)

    def show_settings(self, settings: Settings) -> None:
        """Show these choices."""
        self._show(settings.moods, settings.precision)

    def select(self, row: int) -> None:
        """Select one mood, whatever keys are held."""
        flags = QItemSelectionModel.SelectionFlag
        how = flags.ClearAndSelect | flags.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), how)

    def _show(self, choice: MoodChoice, precision: float) -> None:
        if precision not in PRECISIONS:
            precision = USUAL_PRECISION
        self.precision.setCurrentIndex(PRECISIONS.index(precision))
        self.model.show_choice(choice, precision)
        self._edit()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegate(RoomyDelegate(table))
        table.setAccessibleName(self.tr("Moods of the network"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.PRECISION, QHeaderView.ResizeMode.ResizeToContents)
        table.setMinimumHeight(150)
        return table

    def _edit(self) -> None:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        moods = [self.model.moods[row] for row in rows if row < len(self.model.moods)]
        self.editor.show_moods(
            moods, self.model.choice, self.model.moods, self.precision.currentData()
        )

    def _tell(self, choice: MoodChoice) -> None:
        self.model.choice = choice
        fields = Settings().with_moods(choice)
        names = ("mood_roles", "mood_names", "mood_precisions")
        self.edited.emit({name: getattr(fields, name) for name in names})
