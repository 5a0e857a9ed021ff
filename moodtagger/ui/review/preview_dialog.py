"""Preview dialog: the exact frames that a write would change, for the user's consent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.tag_plan import TagPlan, WritePolicy
from moodtagger.ui import formatting, theme
from moodtagger.ui.preferences.writing_page import WritePolicyBox, date_text
from moodtagger.ui.review.changes_model import ChangesModel, FileChanges
from moodtagger.ui.review.changes_view import ChangesView, NoteLabel, changes_as_text
from moodtagger.ui.translation import translate_message


class PreviewDialog(QDialog):
    """Writes nothing before its Write button is pressed; it requests the work from others."""

    previewRequested = Signal(object)  # WritePolicy
    writeRequested = Signal(object, object)  # list[TagPlan], WritePolicy
    stopRequested = Signal()

    def __init__(self, policy: WritePolicy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Write tags"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 640)
        self.plans: list[TagPlan] = []
        self._busy = False
        self.model = ChangesModel(checkable=True, parent=self)
        self.model.dataChanged.connect(lambda *_: self._update_summary())
        self.view = ChangesView(self.model, parent=self)
        self.heading = QLabel(wordWrap=True)
        self.heading.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        self.subline = QLabel(wordWrap=True)
        self.policy_box = WritePolicyBox(policy, self)
        self.policy_box.changed.connect(self._request_preview)
        self.progress = QProgressBar(textVisible=False)
        self._make_buttons()
        self._lay_out()
        self.show_reading()

    @property
    def policy(self) -> WritePolicy:
        """The current choices."""
        return self.policy_box.policy

    def show_reading(self) -> None:
        """Show that the current tags of the files are being read."""
        self.plans = []
        self.model.set_files([])
        self.heading.setText(self.tr("Reading tags…"))
        self.subline.setText(self.tr("Nothing has been written yet."))
        self.progress.setRange(0, 0)
        self.progress.show()
        self._update_buttons(write=False)

    def show_plans(self, plans: Sequence[TagPlan], failed: Sequence[tuple[str, str]] = ()) -> None:
        """Show the requested plans: files that change first, failed ones last."""
        unreadable = [TagPlan(path, "", (), "", note) for path, note in failed]
        self.plans = sorted([*plans, *unreadable], key=lambda plan: not plan.changes)
        self.model.set_files(
            [
                FileChanges(p.path, p.container, p.shown_changes, translate_message(p.note))
                for p in self.plans
            ]
        )
        self.progress.hide()
        self._update_summary()

    def show_problem(self, sentence: str) -> None:
        """Show why the preview or the write failed."""
        self._set_busy(False)
        self.progress.hide()
        self.heading.setText(self.tr("Something went wrong"))
        self.subline.setText(sentence)

    def show_progress(self, done: int, total: int, path: str) -> None:
        """Show the progress of reading or writing."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        text = self.tr("Writing %1 of %2") if self._busy else self.tr("Reading %1 of %2")
        text = text.replace("%1", formatting.format_count(done)).replace(
            "%2", formatting.format_count(total)
        )
        self.heading.setText(text)
        self.subline.setText(formatting.shorten(formatting.file_name(path), 90))

    def finish(self) -> None:
        """Close after a write; the window reports the result."""
        self._set_busy(False)
        self.accept()

    def checked_plans(self) -> list[TagPlan]:
        """Return the plans of the checked files."""
        return [self.plans[row] for row in self.model.checked_rows()]

    def _make_buttons(self) -> None:
        self.copy_button = QPushButton(self.tr("&Copy as text"))
        self.copy_button.clicked.connect(self._copy_text)
        self.check_all_button = QPushButton(self.tr("Select &all"))
        self.check_all_button.clicked.connect(lambda: self.model.check_all(True))
        self.check_none_button = QPushButton(self.tr("Select &none"))
        self.check_none_button.clicked.connect(lambda: self.model.check_all(False))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.write_button = QPushButton()
        self.write_button.setDefault(True)
        self.write_button.clicked.connect(self._start_writing)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.copy_button, self.check_all_button, self.check_none_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.write_button)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.heading)
        column.addWidget(self.subline)
        column.addWidget(self.progress)
        column.addWidget(self._make_split(), stretch=1)
        column.addLayout(buttons)

    def _make_split(self) -> QSplitter:
        """Put the changes above the choices, which scroll on a small screen."""
        changes = QWidget()
        column = QVBoxLayout(changes)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, stretch=1)
        column.addWidget(NoteLabel(self.view))
        choices = QScrollArea(widgetResizable=True)
        choices.setFrameShape(QFrame.Shape.NoFrame)
        choices.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        choices.setWidget(self.policy_box)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(changes)
        split.addWidget(choices)
        split.setStretchFactor(0, 1)
        split.setSizes([280, self.policy_box.sizeHint().height()])
        return split

    def _update_summary(self) -> None:
        """Show how many files and frames are checked."""
        checked = self.checked_plans()
        frames = sum(len(plan.changes) for plan in checked)
        changing = sum(bool(plan.changes) for plan in self.plans)
        if changing:
            frames_text = self.tr("%Ln tag(s)", "", frames)
            text = self.tr("%1 in %2 will change").replace("%1", frames_text)
            self.heading.setText(text.replace("%2", formatting.file_count(len(checked))))
        else:
            self.heading.setText(self.tr("Nothing to change"))
        self.subline.setText(self._summary_text(len(self.plans) - changing, changing))
        self.write_button.setText(
            self.tr("&Write %1").replace("%1", formatting.file_count(len(checked)))
        )
        self._update_buttons(write=bool(checked))

    def _summary_text(self, unchanged: int, changing: int) -> str:
        unchanged_text = self.tr("%Ln file(s) unchanged.", "", unchanged)
        promise = self.tr("The audio is never touched, and every change can be undone.")
        if not self.plans:
            return self.tr("Accept moods first. Only accepted moods are written.")
        changes = [promise, date_text(self.policy)] if changing else []
        parts = ([unchanged_text] if unchanged else []) + changes
        return " ".join(parts)

    def _update_buttons(self, *, write: bool) -> None:
        self.write_button.setEnabled(write and not self._busy)
        for widget in (self.copy_button, self.check_all_button, self.check_none_button):
            widget.setEnabled(bool(self.plans) and not self._busy)
        if not self.plans:
            self.write_button.setText(self.tr("&Write"))

    def _request_preview(self, policy: WritePolicy) -> None:
        self.show_reading()
        self.previewRequested.emit(policy)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(changes_as_text(self.model.files))

    def _start_writing(self) -> None:
        plans = self.checked_plans()
        self._set_busy(True)
        self.progress.setRange(0, len(plans))
        self.progress.setValue(0)
        self.progress.show()
        self.writeRequested.emit(plans, self.policy)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.policy_box.setEnabled(not busy)
        self.view.setEnabled(not busy)
        self.cancel_button.setText(self.tr("Stop") if busy else self.tr("Cancel"))
        self._update_buttons(write=not busy and bool(self.checked_plans()))

    def reject(self) -> None:
        """Close on Escape or Cancel; while writing, stop after the current file."""
        if self._busy:
            self.stopRequested.emit()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, or stop while writing; see `reject`."""
        if self._busy:
            self.stopRequested.emit()
            event.ignore()
        else:
            super().closeEvent(event)
