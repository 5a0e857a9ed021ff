"""The actions Undo and Redo, with the questions before files change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMessageBox

from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.undo import UndoStep


class UndoController(QObject):
    """The actions Undo and Redo, with the questions before files change."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        context.actions.undo.triggered.connect(lambda: self.undo())
        context.actions.redo.triggered.connect(lambda: self.redo())
        context.undo.changed.connect(self._show_steps)
        self._show_steps()

    def undo(self) -> None:
        """Undo the last step, after its question."""
        step = self._context.undo.next_undo
        if step is not None and self._context.writable:
            self._after_question(step.undo_question, self.tr("Undo"), self._undo_if_last(step))

    def redo(self) -> None:
        """Do the last undone step again, after its question."""
        stack = self._context.undo
        if stack.next_redo is not None and self._context.writable:
            question = stack.next_redo.redo_question
            self._after_question(question, self.tr("Redo"), stack.redo)

    def _undo_if_last(self, step: UndoStep) -> Callable[[], None]:
        stack = self._context.undo
        return lambda: stack.undo(step) if stack.next_undo is step else None

    def _after_question(self, question: str, button: str, callback: Callable[[], None]) -> None:
        if not question:
            callback()
            return
        box = QMessageBox(self._context.window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(button)
        box.setText(question)
        yes = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(yes)
        box.accepted.connect(callback)
        box.finished.connect(box.deleteLater)
        box.open()

    def _show_steps(self) -> None:
        actions, stack = self._context.actions, self._context.undo
        shown = (
            (actions.undo, stack.next_undo, self.tr("&Undo"), self.tr("&Undo %1")),
            (actions.redo, stack.next_redo, self.tr("&Redo"), self.tr("&Redo %1")),
        )
        for action, step, plain, template in shown:
            text = plain if step is None else template.replace("%1", step.text)
            action.setText(text)
            action.setIconText(plain.replace("&", ""))
            tip = text.replace("&", "")
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setStatusTip(tip)
            action.setToolTip(f"{tip} ({keys})")
            action.setEnabled(step is not None)
