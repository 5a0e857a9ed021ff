"""The page Review: one song after the other, everything by keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import formatting as words
from moodtagger.ui import theme
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.flow_layout import FlowLayout
from moodtagger.ui.review.song_card import MOST_LINES, SongCard

_Context = Qt.ShortcutContext.WidgetWithChildrenShortcut


class ReviewPage(QWidget):
    """Shows what it is told to and says which key was pressed; it decides nothing itself.

    `wanted` carries the name of a step: accept, reject, next, previous, first, last, play, edit,
    undo or bulk; `kindChosen` one of `KINDS`; `allWanted` comes when a queue of selected songs
    is to give way to the usual one.
    """

    wanted = Signal(str)
    kindChosen = Signal(str)
    allWanted = Signal()

    KINDS = ("review", "unsure", "heard")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = SongCard()
        self.kind = self._kind_box()
        self.scope = QPushButton(self.tr("Back to all shown songs"))
        self.scope.clicked.connect(self.allWanted)
        self.place = QLabel()
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("How far the review is"))
        self.said = ElidedLabel()
        self.empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.steps: dict[str, QAction] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._make_steps()
        self._make_numbers()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Review"))
        self.setAccessibleDescription(
            self.tr(
                "A accepts the moods of this song, R rejects them, 1 to 9 turn single ones, N and "
                "P go to the next and the previous song, Space plays, E finds any mood, U takes "
                "the last step back."
            )
        )
        self.show_empty(self.tr("No songs yet.\nOpen a folder of music, or try the demo songs."))

    def heightForWidth(self, width: int) -> int:
        """The least height: the moods scroll, so that the buttons stay in sight."""
        layout = self.layout()
        return -1 if layout is None else layout.totalMinimumHeightForWidth(width)

    def kind_chosen(self) -> str:
        """Which songs are gone through, one of `KINDS`."""
        return str(self.kind.currentData())

    def show_kind(self, kind: str) -> None:
        """Mark a kind without announcing it; an unknown one changes nothing."""
        self.kind.blockSignals(True)
        if self.kind.findData(kind) >= 0:
            self.kind.setCurrentIndex(self.kind.findData(kind))
        self.kind.blockSignals(False)

    def show_place(self, place: int, count: int, selected_only: bool) -> None:
        """'12 of 240', and whether these are songs that were selected."""
        text = self.tr("%1 of %2").replace("%1", words.number(place + 1))
        self.place.setText(text.replace("%2", words.number(count)) if count else "")
        self.progress.setRange(0, max(1, count))
        self.progress.setValue(place + 1 if count else 0)
        self.progress.setAccessibleDescription(self.place.text())
        self.scope.setVisible(selected_only)
        self.kind.setEnabled(not selected_only)

    def show_card(self) -> None:
        """There is a song."""
        self._middle.setCurrentWidget(self._scroll)

    def show_empty(self, text: str) -> None:
        """There is none; why, and what to do."""
        self.empty.setText(text)
        self._middle.setCurrentWidget(self.empty)
        self.setAccessibleDescription(text)

    def say(self, text: str) -> None:
        """What the last key did."""
        self.said.setText(text)
        self.said.setAccessibleName(text)

    def enable(self, *, song: bool, writable: bool, undo: bool) -> None:
        """Let each step be possible when it makes sense."""
        for name in ("next", "previous", "first", "last", "play"):
            self.steps[name].setEnabled(song)
        for name in ("accept", "reject", "edit"):
            self.steps[name].setEnabled(song and writable)
        self.steps["undo"].setEnabled(undo and writable)
        self.steps["bulk"].setEnabled(writable)
        for name, button in self.buttons.items():
            button.setEnabled(self.steps[name].isEnabled())
        for line in self.card.lines:
            line.setEnabled(writable)

    # --- making

    def _kind_box(self) -> QComboBox:
        box = QComboBox()
        texts = (
            self.tr("Songs that wait for a decision"),
            self.tr("Songs without a confident mood"),
            self.tr("All songs that were heard"),
        )
        for kind, text in zip(self.KINDS, texts, strict=True):
            box.addItem(text, kind)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        room = box.sizePolicy()
        room.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        box.setSizePolicy(room)
        box.setAccessibleName(self.tr("Which songs to go through"))
        box.setToolTip(self.tr("Of the songs that the filters on the left leave"))
        box.currentIndexChanged.connect(lambda _i: self.kindChosen.emit(self.kind_chosen()))
        return box

    def _make_steps(self) -> None:
        self._step("previous", self.tr("Previous"), "P", "K")
        self._step("reject", self.tr("Reject all"), "R")
        self._step("play", self.tr("Play"), "Space")
        self._step("accept", self.tr("Accept all"), "A")
        self._step("next", self.tr("Next"), "N", "J")
        self._step("edit", self.tr("Other mood") + "\N{HORIZONTAL ELLIPSIS}", "E")
        self._step("undo", self.tr("Undo"), "U")
        self._step("bulk", self.tr("Accept above") + "\N{HORIZONTAL ELLIPSIS}", "B")
        self._step("first", "", "Home")
        self._step("last", "", "End")

    def _step(self, name: str, text: str, *keys: str) -> None:
        action = self._key(keys, lambda: self.wanted.emit(name))
        self.steps[name] = action
        if text:
            button = QPushButton(f"{text}  ({_shown(keys[0])})")
            button.setAccessibleName(text)
            button.setToolTip(self._tip(text, keys))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(action.trigger)
            self.buttons[name] = button

    def _tip(self, text: str, keys: tuple[str, ...]) -> str:
        both = self.tr("%1 or %2").replace("%1", _shown(keys[0])).replace("%2", _shown(keys[-1]))
        return f"{text} ({both if len(keys) > 1 else _shown(keys[0])})"

    def _make_numbers(self) -> None:
        for place in range(MOST_LINES):
            self._key((str(place + 1),), partial(self.card.press, place))

    def _key(self, keys: tuple[str, ...], slot: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(_Context)
        action.triggered.connect(lambda _checked=False: slot())
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addWidget(self.kind, stretch=1)
        top.addWidget(self.scope)
        top.addWidget(self.place)
        top.addWidget(self.said, stretch=2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.card)
        self.empty.setContentsMargins(*(theme.SPACE_XL,) * 4)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._scroll)
        self._middle.addWidget(self.empty)
        bottom = FlowLayout(theme.SPACE_S)
        for name in ("previous", "reject", "play", "accept", "next", "edit", "undo", "bulk"):
            bottom.addWidget(self.buttons[name])
        room = self.said.sizePolicy()
        room.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.said.setSizePolicy(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(top)
        column.addWidget(self.progress)
        column.addWidget(self._middle, stretch=1)
        column.addLayout(bottom)


def _shown(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
