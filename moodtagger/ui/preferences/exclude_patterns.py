"""A list of patterns with a field to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from moodtagger.core.exclude_patterns import PatternProblem, pattern_problem
from moodtagger.ui import theme
from moodtagger.ui.preferences.base_page import Problem, row_of

_LINES = 4


class PatternList(QWidget):
    """`changed` carries all patterns, a tuple of str, after one was added or taken out."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Patterns that are left out"))
        self.list.setFixedHeight(_LINES * (self.fontMetrics().height() + 6))
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("A name or path, for example *.wma"))
        self.field.setAccessibleName(self.tr("New pattern"))
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._add)
        self.add = QPushButton(self.tr("&Leave out"), autoDefault=False)
        self.add.clicked.connect(self._add)
        self.remove = QPushButton(self.tr("&No longer leave out"), autoDefault=False)
        self.remove.clicked.connect(self._remove)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        self.problem = Problem()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(row_of((self.field, self.add), stretch=False))
        column.addWidget(self.problem)
        column.addWidget(self.list)
        column.addLayout(row_of((self.remove,)))
        self._allow()

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns from top to bottom."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    def show_patterns(self, patterns: Sequence[str]) -> None:
        """Show these."""
        if tuple(patterns) != self.patterns:
            self.list.clear()
            self.list.addItems(list(patterns))
        self._allow()

    def _typed(self, text: str) -> None:
        self.problem.say("")  # half a pattern is no mistake yet
        self.add.setEnabled(bool(text.strip()))

    def _add(self) -> None:
        pattern = self.field.text().strip()
        problem = pattern_problem(pattern, self.patterns)
        if problem is not None:
            self.problem.say(problem_text(problem))
            return
        self.list.addItem(pattern)
        self.field.clear()
        self._allow()
        self.changed.emit(self.patterns)

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            self._allow()
            self.changed.emit(self.patterns)

    def _allow(self) -> None:
        self.add.setEnabled(bool(self.field.text().strip()))
        self.remove.setEnabled(self.list.currentRow() >= 0)
        self.list.setVisible(self.list.count() > 0)
        self.remove.setVisible(self.list.count() > 0)


def problem_text(problem: PatternProblem) -> str:
    """What is wrong with a pattern, with what to do."""
    tr = QCoreApplication.translate
    return {
        PatternProblem.EMPTY: tr("PatternList", "Type a name or a path first."),
        PatternProblem.LONG: tr("PatternList", "This is too long for a name; shorten it."),
        PatternProblem.UNPRINTABLE: tr(
            "PatternList", "This holds a line break or another mark that no name has; remove it."
        ),
        PatternProblem.ALL: tr(
            "PatternList", "This would leave out every song; add a part of the name."
        ),
        PatternProblem.TWICE: tr("PatternList", "This is left out already."),
    }[problem]
