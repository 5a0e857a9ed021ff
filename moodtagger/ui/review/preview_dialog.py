"""Shows, file by file, the exact frames a write would change, and asks for consent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.tag_plan import TagPlan, WritePolicy
from moodtagger.ui import formatting, theme
from moodtagger.ui.preferences.writing_page import WritePolicyBox
from moodtagger.ui.review.changes_model import ChangesModel, FileChanges
from moodtagger.ui.review.changes_view import ChangesView, NoteLabel, changes_as_text
from moodtagger.ui.translation import translate_error


class PreviewDialog(QDialog):
    """Nothing is written before its Write button; it does no work itself but asks for it."""

    previewRequested = Signal(object)  # WritePolicy
    writeRequested = Signal(object, object)  # list[TagPlan], WritePolicy
    stopRequested = Signal()

    def __init__(self, policy: WritePolicy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Write moods into files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 640)
        self._plans: list[TagPlan] = []
        self._busy = False
        self._model = ChangesModel(checkable=True, parent=self)
        self._model.dataChanged.connect(lambda *_: self._update_summary())
        self._view = ChangesView(self._model, parent=self)
        self._heading = QLabel(wordWrap=True)
        self._heading.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        self._subline = QLabel(wordWrap=True)
        self._policy_box = WritePolicyBox(policy, self)
        self._policy_box.changed.connect(self._request_preview)
        self._progress = QProgressBar(textVisible=False)
        self._make_buttons()
        self._lay_out()
        self.show_reading()

    @property
    def policy(self) -> WritePolicy:
        """The choices as they stand."""
        return self._policy_box.policy

    def show_reading(self) -> None:
        """While the files' present tags are being read."""
        self._plans = []
        self._model.set_files([])
        self._heading.setText(self.tr("Reading the files' tags\N{HORIZONTAL ELLIPSIS}"))
        self._subline.setText(self.tr("Nothing is written yet."))
        self._progress.setRange(0, 0)
        self._progress.show()
        self._update_buttons(write=False)

    def show_plans(self, plans: Sequence[TagPlan], failed: Sequence[tuple[str, str]] = ()) -> None:
        """The answer to `previewWanted`: files that change first, those that cannot be last."""
        unreadable = [TagPlan(path, "", (), "", note) for path, note in failed]
        self._plans = sorted([*plans, *unreadable], key=lambda plan: not plan.changes)
        self._model.set_files(
            [
                FileChanges(p.path, p.container, p.changes, translate_error(p.note))
                for p in self._plans
            ]
        )
        self._progress.hide()
        self._update_summary()

    def show_problem(self, sentence: str) -> None:
        """The preview or the write could not be made."""
        self._set_busy(False)
        self._progress.hide()
        self._heading.setText(self.tr("That did not work"))
        self._subline.setText(sentence)

    def show_progress(self, done: int, total: int, path: str) -> None:
        """How the reading or the writing stands."""
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        text = self.tr("Writing %1 of %2") if self._busy else self.tr("Reading %1 of %2")
        text = text.replace("%1", formatting.format_count(done)).replace(
            "%2", formatting.format_count(total)
        )
        self._heading.setText(text)
        self._subline.setText(formatting.shorten(formatting.file_name(path), 90))

    def finish(self) -> None:
        """The write is over; the window tells its result."""
        self._set_busy(False)
        self.accept()

    def checked_plans(self) -> list[TagPlan]:
        """The plans of the files that are checked."""
        return [self._plans[row] for row in self._model.checked_rows()]

    def _make_buttons(self) -> None:
        self._copy = QPushButton(self.tr("&Copy as text"))
        self._copy.clicked.connect(self._copy_text)
        self._all = QPushButton(self.tr("Check &all"))
        self._all.clicked.connect(lambda: self._model.check_all(True))
        self._none = QPushButton(self.tr("Check &none"))
        self._none.clicked.connect(lambda: self._model.check_all(False))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.reject)
        self._write = QPushButton()
        self._write.setDefault(True)
        self._write.clicked.connect(self._start_writing)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self._copy, self._all, self._none):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._write)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._heading)
        column.addWidget(self._subline)
        column.addWidget(self._progress)
        column.addWidget(self._view, stretch=1)
        column.addWidget(NoteLabel(self._view))
        column.addWidget(self._policy_box)
        column.addLayout(buttons)

    def _update_summary(self) -> None:
        """Say how many files and frames are meant by the checked boxes."""
        checked = self.checked_plans()
        frames = sum(len(plan.changes) for plan in checked)
        changing = sum(bool(plan.changes) for plan in self._plans)
        if changing:
            frames_text = formatting.pluralize(frames, self.tr("%1 frame"), self.tr("%1 frames"))
            text = self.tr("%1 in %2 will change").replace("%1", frames_text)
            self._heading.setText(text.replace("%2", formatting.file_count(len(checked))))
        else:
            self._heading.setText(self.tr("Nothing would change"))
        self._subline.setText(self._summary_text(len(self._plans) - changing, changing))
        self._write.setText(self.tr("&Write %1").replace("%1", formatting.file_count(len(checked))))
        self._update_buttons(write=bool(checked))

    def _summary_text(self, unchanged: int, changing: int) -> str:
        same = formatting.pluralize(
            unchanged, self.tr("%1 file stays as it is."), self.tr("%1 files stay as they are.")
        )
        promise = self.tr("The sound is never touched, and every change can be undone.")
        if not self._plans:
            return self.tr("Accept some moods first; only accepted moods are written.")
        parts = ([same] if unchanged else []) + ([promise] if changing else [])
        return " ".join(parts)

    def _update_buttons(self, *, write: bool) -> None:
        self._write.setEnabled(write and not self._busy)
        for widget in (self._copy, self._all, self._none):
            widget.setEnabled(bool(self._plans) and not self._busy)
        if not self._plans:
            self._write.setText(self.tr("&Write"))

    def _request_preview(self, policy: WritePolicy) -> None:
        self.show_reading()
        self.previewRequested.emit(policy)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(changes_as_text(self._model.files))

    def _start_writing(self) -> None:
        plans = self.checked_plans()
        self._set_busy(True)
        self._progress.setRange(0, len(plans))
        self._progress.setValue(0)
        self._progress.show()
        self.writeRequested.emit(plans, self.policy)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._policy_box.setEnabled(not busy)
        self._view.setEnabled(not busy)
        self._cancel.setText(self.tr("Stop") if busy else self.tr("Cancel"))
        self._update_buttons(write=not busy and bool(self.checked_plans()))

    def reject(self) -> None:
        """Escape and Cancel: while writing they stop after the present file."""
        if self._busy:
            self.stopRequested.emit()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As `reject`."""
        if self._busy:
            self.stopRequested.emit()
            event.ignore()
        else:
            super().closeEvent(event)
