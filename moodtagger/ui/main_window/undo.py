"""One undo and redo for everything that the user changes in the window.

A controller that has changed something pushes what it did, and how it is undone and done again:

    context.undo.push(UndoStep(self.tr("accept of %Ln mood(s)", "", n), undo, redo))

The text follows "Undo" and "Redo" in the Edit menu. Both callbacks may start a job; neither pushes
a step of its own. Where files change, `undo_question` and `redo_question` are asked first. A step
that was undone elsewhere is taken out with `discard`, and a message's Undo button calls
`context.undo.undo(step)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from moodtagger.ui.main_window.app_context import AppContext

MAX_STEPS = 500


@dataclass(frozen=True, slots=True, eq=False)
class UndoStep:
    """Something that the user did; `text` names it in the menu, as in "accept of 3 moods"."""

    text: str
    undo: Callable[[], None]
    redo: Callable[[], None]
    undo_question: str = ""
    redo_question: str = ""


class UndoStack(QObject):
    """The steps that can be undone, and those that can be done again; newest last."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[UndoStep] = []
        self._undone: list[UndoStep] = []

    @property
    def next_undo(self) -> UndoStep | None:
        """The step that is undone next."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> UndoStep | None:
        """The step that is done again next."""
        return self._undone[-1] if self._undone else None

    def push(self, step: UndoStep) -> UndoStep:
        """Add a step that was just done; those undone before cannot be done again."""
        self._done.append(step)
        del self._done[:-MAX_STEPS]
        self._undone.clear()
        self.changed.emit()
        return step

    def undo(self, step: UndoStep | None = None) -> None:
        """Undo the last step, or the given one, without a question."""
        step = step or self.next_undo
        if step in self._done:
            self._done.remove(step)
            self._undone.append(step)
            self.changed.emit()
            step.undo()

    def redo(self) -> None:
        """Do the last undone step again, without a question."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self.changed.emit()
            step.redo()

    def discard(self, step: UndoStep) -> None:
        """Forget a step that was undone, or done again, elsewhere."""
        for steps in (self._done, self._undone):
            if step in steps:
                steps.remove(step)
        self.changed.emit()

    def clear(self) -> None:
        """Forget all steps, as when another library is open."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()


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
            action.setStatusTip(text.replace("&", ""))
            action.setEnabled(step is not None)
