"""Settings page: library folders, exclude patterns, and resources of the analysis."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.options import BatteryPolicy, PatternProblem, pattern_problem
from moodtagger.services.workers.priority import cores
from moodtagger.settings import Settings
from moodtagger.ui import formatting, theme
from moodtagger.ui.formatting import escape_rich_text
from moodtagger.ui.preferences.base_page import (
    ProblemLabel,
    SettingsPage,
    row_layout,
    wrapped_label,
)

_VISIBLE_PATTERNS = 4


class PatternList(QWidget):
    """List of exclude patterns; `changed` carries all of them as a tuple of str."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Excluded files and folders"))
        self.list.setFixedHeight(_VISIBLE_PATTERNS * (self.fontMetrics().height() + 6))
        self.list.currentRowChanged.connect(lambda _row: self._update_buttons())
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Name or path, such as *.wma"))
        self.field.setAccessibleName(self.tr("Pattern to exclude"))
        self.field.textChanged.connect(self._on_pattern_edited)
        self.field.returnPressed.connect(self._add)
        self.add_button = QPushButton(self.tr("&Exclude"), autoDefault=False)
        self.add_button.clicked.connect(self._add)
        self.remove_button = QPushButton(self.tr("&Include again"), autoDefault=False)
        self.remove_button.clicked.connect(self._remove)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        self.problem = ProblemLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(row_layout((self.field, self.add_button), stretch=False))
        column.addWidget(self.problem)
        column.addWidget(self.list)
        column.addLayout(row_layout((self.remove_button,)))
        self._update_buttons()

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns from top to bottom."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    def show_patterns(self, patterns: Sequence[str]) -> None:
        """Replace the listed patterns."""
        if tuple(patterns) != self.patterns:
            self.list.clear()
            self.list.addItems(list(patterns))
        self._update_buttons()

    def _on_pattern_edited(self, text: str) -> None:
        self.problem.show_message("")  # do not complain about an unfinished pattern
        self.add_button.setEnabled(bool(text.strip()))

    def _add(self) -> None:
        pattern = self.field.text().strip()
        problem = pattern_problem(pattern, self.patterns)
        if problem is not None:
            self.problem.show_message(pattern_problem_text(problem))
            return
        self.list.addItem(pattern)
        self.field.clear()
        self._update_buttons()
        self.changed.emit(self.patterns)

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            self._update_buttons()
            self.changed.emit(self.patterns)

    def _update_buttons(self) -> None:
        self.add_button.setEnabled(bool(self.field.text().strip()))
        self.remove_button.setEnabled(self.list.currentRow() >= 0)
        self.list.setVisible(self.list.count() > 0)
        self.remove_button.setVisible(self.list.count() > 0)


def pattern_problem_text(problem: PatternProblem) -> str:
    """Explain what is wrong with a pattern and how to fix it."""
    tr = QCoreApplication.translate
    return {
        PatternProblem.EMPTY: tr("PatternList", "Type a name or path first."),
        PatternProblem.TOO_LONG: tr("PatternList", "This name is too long. Shorten it."),
        PatternProblem.UNPRINTABLE: tr(
            "PatternList", "Names can't contain line breaks or control characters. Remove them."
        ),
        PatternProblem.MATCHES_EVERYTHING: tr(
            "PatternList", "This would exclude every song. Add part of a name."
        ),
        PatternProblem.DUPLICATE: tr("PatternList", "Already excluded."),
    }[problem]


class AnalysisSection(QWidget):
    """Worker count, full speed and battery policy; `edited` carries fields of `Settings`."""

    FIELDS = ("workers", "full_speed", "complete_at_once", "on_battery")
    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE)
        self._make_workers()
        self._make_full_speed()
        self._make_complete()
        self._make_battery()

    def show_settings(self, settings: Settings) -> None:
        """Show the given settings without emitting `edited`."""
        if self.workers.value() != settings.workers:
            self.workers.blockSignals(True)
            self.workers.setValue(settings.workers)
            self.workers.blockSignals(False)
        self.workers.setEnabled(not settings.full_speed)
        self.full_speed.setChecked(settings.full_speed)
        self.complete.setChecked(settings.complete_at_once)
        self.battery.setCurrentIndex(self.battery.findData(settings.on_battery))

    def _make_workers(self) -> None:
        count = cores()
        self.workers = QSpinBox()
        self.workers.setRange(0, max(2, count))
        default_text = self.tr("Half of the cores (%1)").replace(
            "%1", formatting.format_count(max(1, count // 2))
        )
        self.workers.setSpecialValueText(default_text)
        self.workers.valueChanged.connect(lambda value: self.edited.emit({"workers": value}))
        label = QLabel(self.tr("Songs analyzed in &parallel:"))
        label.setBuddy(self.workers)
        self.workers.setAccessibleName(self.tr("Songs analyzed in parallel"))
        self._column.addLayout(row_layout((label, self.workers)))
        text = self.tr(
            "This computer has %Ln core(s). More songs in parallel finish a scan sooner; "
            "fewer leave more power to other programs.",
            "",
            count,
        )
        self.workers.setAccessibleDescription(text)
        self._column.addWidget(wrapped_label(text))

    def _make_full_speed(self) -> None:
        self.full_speed = QCheckBox(self.tr("&Full speed"))
        self.full_speed.clicked.connect(lambda checked: self.edited.emit({"full_speed": checked}))
        text = self.tr("Use all cores. A running scan switches with its next songs.")
        self.full_speed.setAccessibleDescription(text)
        self._column.addWidget(self.full_speed)
        self._column.addWidget(wrapped_label(text))

    def _make_complete(self) -> None:
        self.complete = QCheckBox(self.tr("Analyze &completely at once"))
        self.complete.clicked.connect(
            lambda checked: self.edited.emit({"complete_at_once": checked})
        )
        text = self.tr(
            "Otherwise many new songs are analyzed quickly first, from excerpts, and completely "
            "while the computer has time."
        )
        self.complete.setAccessibleDescription(text)
        self._column.addWidget(self.complete)
        self._column.addWidget(wrapped_label(text))

    def _make_battery(self) -> None:
        self.battery = QComboBox()
        texts = {
            BatteryPolicy.PAUSE_WHEN_UNPLUGGED: self.tr("Pause when unplugged"),
            BatteryPolicy.ALWAYS_PAUSE: self.tr("Wait until plugged in"),
            BatteryPolicy.CONTINUE: self.tr("Keep running"),
        }
        for policy, text in texts.items():
            self.battery.addItem(text, policy.value)
        self.battery.activated.connect(
            lambda index: self.edited.emit({"on_battery": self.battery.itemData(index)})
        )
        label = QLabel(self.tr("Scanning on &battery:"))
        label.setBuddy(self.battery)
        self.battery.setAccessibleName(self.tr("Scanning on battery"))
        self.battery.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon  # some texts are long
        )
        self.battery.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._column.addLayout(row_layout((label, self.battery), stretch=False))


_VISIBLE_FOLDERS = 4


class FoldersPage(SettingsPage):
    """Folders, patterns and analysis; the window adds and removes folders on request."""

    FIELDS = ("exclude", "watch_folders", *AnalysisSection.FIELDS)
    addFolderRequested = Signal()
    removeFolderRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_folders()
        self.add_heading(self.tr("Exclude"))
        self.add_hint(
            self.tr(
                "Names or full paths of files and folders. * matches any characters, ? a "
                "single one: *.wma, Podcasts, */Long mixes. Excluded songs are hidden; "
                "their analysis and your decisions are kept."
            )
        )
        self.patterns = PatternList()
        self.patterns.changed.connect(lambda patterns: self.edited.emit({"exclude": patterns}))
        self.column.addWidget(self.patterns)
        self.add_heading(self.tr("Analysis"))
        self.analysis = AnalysisSection()
        self.analysis.edited.connect(self.edited)
        self.column.addWidget(self.analysis)
        self.column.addStretch(1)

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Music")

    def show_settings(self, settings: Settings) -> None:
        """Show the given settings."""
        self.patterns.show_patterns(settings.exclude)
        self.watch.setChecked(settings.watch_folders)
        self.analysis.show_settings(settings)

    def show_folders(self, folders: Sequence[str], *, changeable: bool) -> None:
        """List the library's folders."""
        self._changeable = changeable
        selected = self._selected_folder()
        self.folders.clear()
        for folder in folders:
            item = QListWidgetItem(formatting.display_path(folder))
            item.setData(Qt.ItemDataRole.UserRole, folder)
            item.setToolTip(escape_rich_text(formatting.display_path(folder)))
            self.folders.addItem(item)
            if folder == selected:
                self.folders.setCurrentItem(item)
        self.no_folder_hint.setVisible(not folders)
        self.folders.setVisible(bool(folders))
        self.add_button.setEnabled(changeable)
        self._update_buttons()

    def _make_folders(self) -> None:
        self._changeable = False
        self.add_heading(self.tr("Library folders"))
        self.no_folder_hint = self.add_hint(
            self.tr("No folders yet. Add one to analyze its songs.")
        )
        self.folders = QListWidget()
        self.folders.setAccessibleName(self.tr("Library folders"))
        self.folders.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.folders.setFixedHeight(_VISIBLE_FOLDERS * (self.fontMetrics().height() + 6))
        self.folders.currentRowChanged.connect(lambda _row: self._update_buttons())
        self.column.addWidget(self.folders)
        self.add_button = QPushButton(
            self.tr("&Add folder\N{HORIZONTAL ELLIPSIS}"), autoDefault=False
        )
        self.add_button.clicked.connect(self.addFolderRequested)
        self.remove_button = QPushButton(
            self.tr("&Remove\N{HORIZONTAL ELLIPSIS}"), autoDefault=False
        )
        self.remove_button.setAccessibleDescription(
            self.tr("Asks first whether to keep the results")
        )
        self.remove_button.clicked.connect(
            lambda: self.removeFolderRequested.emit(self._selected_folder())
        )
        self.add_row(self.add_button, self.remove_button)
        self.watch = QCheckBox(self.tr("&Watch these folders"))
        self.watch.clicked.connect(lambda on: self.edited.emit({"watch_folders": on}))
        self.column.addWidget(self.watch)
        text = self.tr("New and changed songs are analyzed in the background.")
        self.watch.setAccessibleDescription(text)
        self.add_hint(text)

    def _selected_folder(self) -> str:
        item = self.folders.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _update_buttons(self) -> None:
        self.remove_button.setEnabled(self._changeable and self.folders.currentItem() is not None)
