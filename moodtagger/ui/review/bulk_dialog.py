"""Accept above a confidence: a slider, and what it means before anything is accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import formatting as words
from moodtagger.ui import theme
from moodtagger.ui.library.cell_text import percent

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from moodtagger.core.bulk_accept import Outlook, Waiting

USUAL = 70  # per cent
_WIDTH = 520


class BulkDialog(QDialog):
    """`scopes` are the song ids of shown, selected and library (None: all).

    `acceptWanted` carries the pairs (track id, mood) that were counted last.
    """

    acceptWanted = Signal(object)

    def __init__(
        self,
        scopes: Mapping[str, Sequence[int] | npt.NDArray[np.int64] | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Accept above a confidence"))
        self._scopes = scopes
        self._all: Waiting | None = None
        self._chosen: Waiting | None = None
        self.scope = self._scope_box()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(5)
        self.slider.setTickInterval(10)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setValue(USUAL)
        self.slider.setAccessibleName(self.tr("Least confidence in per cent"))
        self.slider.valueChanged.connect(lambda _value: self._count())
        self.least = QLabel()
        self.outlook = QLabel(wordWrap=True)
        self.outlook.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        self.expected = QLabel(wordWrap=True)
        self.accept_button = QPushButton()
        self._lay_out()
        self._say(self.tr("Counting\N{HORIZONTAL ELLIPSIS}"))
        self._show_least()
        self.slider.setFocus()

    def show_waiting(self, waiting: Waiting) -> None:
        """The moods that wait are known now."""
        self._all = waiting
        self._choose_scope()

    def show_problem(self, sentence: str) -> None:
        """They could not be read."""
        self._say(sentence)

    def _scope_box(self) -> QComboBox:
        texts = {
            "shown": self.tr("Songs that are shown"),
            "selected": self.tr("Selected songs"),
            "library": self.tr("The whole library"),
        }
        box = QComboBox()
        for name, text in texts.items():
            if name in self._scopes:
                box.addItem(text, name)
        box.setCurrentIndex(max(0, box.findData("selected")))
        box.setAccessibleName(self.tr("Of which songs"))
        box.currentIndexChanged.connect(lambda _i: self._choose_scope())
        return box

    def _lay_out(self) -> None:
        about = QLabel(
            self.tr(
                "Accepts the proposed moods that wait for a decision and whose probability is at "
                "least this high. Nothing is written into the files; one press takes it back."
            )
        )
        about.setWordWrap(True)
        grid = QGridLayout()
        for row, (text, widget) in enumerate(
            ((self.tr("&Of"), self.scope), (self.tr("&Least confidence"), self.slider))
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.least, 1, 2)
        self.least.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %") + theme.SPACE)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE_L)
        column.addWidget(about)
        column.addLayout(grid)
        column.addWidget(self.outlook)
        column.addWidget(self.expected)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(_WIDTH)
        self.accept_button.setDefault(True)  # only now that it is in the dialog

    def _choose_scope(self) -> None:
        if self._all is None:
            return
        ids = self._scopes[self.scope.currentData()]
        self._chosen = self._all if ids is None else self._all.of(ids)
        self._count()

    def _show_least(self) -> None:
        self.least.setText(percent(self.slider.value() / 100))

    def _count(self) -> None:
        self._show_least()
        if self._chosen is None:
            return
        outlook = self._chosen.outlook(self.slider.value() / 100)
        self.outlook.setText(self._outlook_words(outlook))
        self.expected.setText(self._expected_words(outlook))
        self._show_button(outlook.tags)
        told = f"{self.least.text()}. {self.outlook.text()} {self.expected.text()}"
        self.slider.setAccessibleDescription(told)

    def _outlook_words(self, outlook: Outlook) -> str:
        if not len(self._chosen.ids if self._chosen is not None else ()):
            return self.tr("No mood of these songs waits for a decision.")
        if not outlook.tags:
            return self.tr("No mood is that sure. Move the slider to the left.")
        moods = words.counted(outlook.tags, self.tr("%1 mood"), self.tr("%1 moods"))
        text = self.tr("%1 in %2 would be accepted.")
        return text.replace("%1", moods).replace("%2", words.songs(outlook.songs))

    def _expected_words(self, outlook: Outlook) -> str:
        if not outlook.tags:
            return ""
        if outlook.right is None:
            return self.tr("How often these are right was never measured for this network.")
        text = self.tr(
            "About %1 of them are right, going by how often this network was on songs it had "
            "not heard before."
        ).replace("%1", percent(outlook.right))
        unknown = outlook.tags - outlook.measured
        if unknown:
            more = self.tr("For %1 of them nothing was measured.")
            text = f"{text} {more.replace('%1', words.number(unknown))}"
        return text

    def _show_button(self, tags: int) -> None:
        text = words.counted(tags, self.tr("&Accept %1 mood"), self.tr("&Accept %1 moods"))
        self.accept_button.setText(text if tags else self.tr("&Accept"))
        self.accept_button.setEnabled(tags > 0)

    def _say(self, text: str) -> None:
        self.outlook.setText(text)
        self._show_button(0)

    def _accept(self) -> None:
        if self._chosen is None:
            return
        pairs = self._chosen.over(self.slider.value() / 100).pairs()
        self.accept()
        if pairs:
            self.acceptWanted.emit(pairs)
