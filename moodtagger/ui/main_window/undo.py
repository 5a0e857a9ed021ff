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

from PySide6.QtCore import QObject, Signal

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
