"""A list of patterns with a field to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from moodtagger.core.exclude_patterns import PatternProblem, pattern_problem
from moodtagger.ui import theme
from moodtagger.ui.preferences.base_page import ProblemLabel, row_layout

_VISIBLE_PATTERNS = 4


class PatternList(QWidget):
    """`changed` carries all patterns, a tuple of str, after one was added or taken out."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Patterns that are left out"))
        self.list.setFixedHeight(_VISIBLE_PATTERNS * (self.fontMetrics().height() + 6))
        self.list.currentRowChanged.connect(lambda _row: self._update_buttons())
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("A name or path, for example *.wma"))
        self.field.setAccessibleName(self.tr("New pattern"))
        self.field.textChanged.connect(self._on_pattern_edited)
        self.field.returnPressed.connect(self._add)
        self.add_button = QPushButton(self.tr("&Leave out"), autoDefault=False)
        self.add_button.clicked.connect(self._add)
        self.remove_button = QPushButton(self.tr("&No longer leave out"), autoDefault=False)
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
        """Show these."""
        if tuple(patterns) != self.patterns:
            self.list.clear()
            self.list.addItems(list(patterns))
        self._update_buttons()

    def _on_pattern_edited(self, text: str) -> None:
        self.problem.show_message("")  # half a pattern is no mistake yet
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
    """What is wrong with a pattern, with what to do."""
    tr = QCoreApplication.translate
    return {
        PatternProblem.EMPTY: tr("PatternList", "Type a name or a path first."),
        PatternProblem.TOO_LONG: tr("PatternList", "This is too long for a name; shorten it."),
        PatternProblem.UNPRINTABLE: tr(
            "PatternList", "This holds a line break or another mark that no name has; remove it."
        ),
        PatternProblem.MATCHES_EVERYTHING: tr(
            "PatternList", "This would leave out every song; add a part of the name."
        ),
        PatternProblem.DUPLICATE: tr("PatternList", "This is left out already."),
    }[problem]
