"""The review page, and the songs and moods it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import numpy.typing as npt
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

from moodtagger.core.own_moods import vocabulary_mood
from moodtagger.core.track_table import STATES
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui import formatting, theme
from moodtagger.ui.library.song_columns import shown_moods
from moodtagger.ui.library.table_model import SongTableModel
from moodtagger.ui.review.song_card import MAX_MOODS, SongCard
from moodtagger.ui.widgets import ElidedLabel, FlowLayout

_MIN_MOODS = 5  # moods on a card, if that many are known
_STATES_BY_KIND = {
    "review": (TrackState.REVIEW,),
    "unsure": (TrackState.UNSURE,),
    "heard": (TrackState.REVIEW, TrackState.UNSURE, TrackState.DECIDED, TrackState.WRITTEN),
}


def ids_of_kind(model: SongTableModel, kind: str) -> npt.NDArray[np.int64]:
    """Return the ids of the shown songs of a kind in `ReviewPage.KINDS`, from top to bottom."""
    codes = [STATES.index(state) for state in _STATES_BY_KIND[kind]]
    return model.track_ids()[np.isin(model.states(), codes)]


def moods_on_card(
    row: SongRow, vocabulary: Vocabulary, probabilities: Mapping[str, float]
) -> list[Mood]:
    """Return proposed and decided moods, then the likeliest other core moods."""
    labels = list(shown_moods(row))
    likely = sorted(
        (mood.label for mood in vocabulary if mood.core and mood.label not in labels),
        key=lambda label: -probabilities.get(label, 0.0),
    )
    likely = [label for label in likely if label in probabilities]
    labels += likely[: max(0, _MIN_MOODS - len(labels))]
    return [vocabulary_mood(vocabulary, label) for label in labels[:MAX_MOODS]]


_Context = Qt.ShortcutContext.WidgetWithChildrenShortcut


class ReviewPage(QWidget):
    """View of the review; it makes no decisions itself.

    `commandRequested` carries accept, reject, next, previous, first, last, play, edit, undo,
    bulk or write; `kindChosen` one of `KINDS`. `allSongsRequested` asks to replace a queue of
    selected songs by the regular one.
    """

    commandRequested = Signal(str)
    kindChosen = Signal(str)
    allSongsRequested = Signal()

    KINDS = ("review", "unsure", "heard")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = SongCard()
        self.kind_box = self._kind_box()
        self.all_songs_button = QPushButton(self.tr("Back to all shown songs"))
        self.all_songs_button.clicked.connect(self.allSongsRequested)
        self.position_label = QLabel()
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("Review progress"))
        self.status_label = ElidedLabel()
        self.empty_label = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.commands: dict[str, QAction] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._make_commands()
        self._make_number_keys()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Review"))
        self.setAccessibleDescription(
            self.tr(
                "A accepts all moods of this song, R rejects them, 1 to 9 switch single "
                "moods, N and P go to the next and previous song, Space plays, E finds "
                "any mood or adds one of your own, U undoes the last step, W writes tags."
            )
        )
        self.show_empty(self.tr("No songs yet.\nAdd a music folder, or try the demo songs."))

    def heightForWidth(self, width: int) -> int:
        """Return the minimum height: the moods scroll, so that the buttons stay visible."""
        layout = self.layout()
        return -1 if layout is None else layout.totalMinimumHeightForWidth(width)

    def selected_kind(self) -> str:
        """Return the kind of songs to review, one of `KINDS`."""
        return str(self.kind_box.currentData())

    def show_kind(self, kind: str) -> None:
        """Select a kind without emitting a signal; an unknown one changes nothing."""
        self.kind_box.blockSignals(True)
        if self.kind_box.findData(kind) >= 0:
            self.kind_box.setCurrentIndex(self.kind_box.findData(kind))
        self.kind_box.blockSignals(False)

    def show_position(self, position: int, count: int, decided: int, selected_only: bool) -> None:
        """Show '12 of 240 · 5 decided', and whether only selected songs are reviewed."""
        text = self.tr("%1 of %2 · %3 decided")
        for number, value in enumerate((position + 1, count, decided), start=1):
            text = text.replace(f"%{number}", formatting.format_count(value))
        self.position_label.setText(text if count else "")
        self.progress.setRange(0, max(1, count))
        self.progress.setValue(decided)
        self.progress.setAccessibleDescription(self.position_label.text())
        self.all_songs_button.setVisible(selected_only)
        self.kind_box.setEnabled(not selected_only)

    def show_card(self) -> None:
        """Show the card of a song."""
        self._stack.setCurrentWidget(self._scroll)

    def show_empty(self, text: str) -> None:
        """Show why there is no song, and what to do."""
        self.empty_label.setText(text)
        self._stack.setCurrentWidget(self.empty_label)
        self.setAccessibleDescription(text)

    def show_status(self, text: str) -> None:
        """Show the result of the last command."""
        self.status_label.setText(text)
        self.status_label.setAccessibleName(text)

    def enable_commands(self, *, song: bool, writable: bool, undo: bool) -> None:
        """Enable each command where it applies."""
        for name in ("next", "previous", "first", "last", "play"):
            self.commands[name].setEnabled(song)
        for name in ("accept", "reject", "edit"):
            self.commands[name].setEnabled(song and writable)
        self.commands["undo"].setEnabled(undo and writable)
        for name in ("bulk", "write"):
            self.commands[name].setEnabled(writable)
        for name, button in self.buttons.items():
            button.setEnabled(self.commands[name].isEnabled())
        for row in self.card.rows:
            row.setEnabled(writable)

    # --- construction

    def _kind_box(self) -> QComboBox:
        box = QComboBox()
        texts = (
            self.tr("To review"),
            self.tr("No clear mood"),
            self.tr("All analyzed"),
        )
        for kind, text in zip(self.KINDS, texts, strict=True):
            box.addItem(text, kind)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        policy = box.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        box.setSizePolicy(policy)
        box.setAccessibleName(self.tr("Songs to review"))
        box.setToolTip(self.tr("Only songs that match the filters on the left"))
        box.currentIndexChanged.connect(lambda _i: self.kindChosen.emit(self.selected_kind()))
        return box

    def _make_commands(self) -> None:
        self._add_command("previous", self.tr("Previous"), "P", "K")
        self._add_command("reject", self.tr("Reject all"), "R")
        self._add_command("play", self.tr("Play"), "Space")
        self._add_command("accept", self.tr("Accept all"), "A")
        self._add_command("next", self.tr("Next"), "N", "J")
        self._add_command("edit", self.tr("Other mood") + "\N{HORIZONTAL ELLIPSIS}", "E")
        self._add_command("undo", self.tr("Undo"), "U")
        self._add_command("bulk", self.tr("Accept by confidence") + "\N{HORIZONTAL ELLIPSIS}", "B")
        self._add_command("write", self.tr("Write tags") + "\N{HORIZONTAL ELLIPSIS}", "W")
        self._add_command("first", "", "Home")
        self._add_command("last", "", "End")

    def _add_command(self, name: str, text: str, *keys: str) -> None:
        action = self._add_shortcut(keys, lambda: self.commandRequested.emit(name))
        self.commands[name] = action
        if text:
            button = QPushButton(f"{text}  ({_shortcut_text(keys[0])})")
            button.setAccessibleName(text)
            button.setToolTip(self._tooltip(text, keys))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(action.trigger)
            self.buttons[name] = button

    def _tooltip(self, text: str, keys: tuple[str, ...]) -> str:
        alternatives = (
            self.tr("%1 or %2")
            .replace("%1", _shortcut_text(keys[0]))
            .replace("%2", _shortcut_text(keys[-1]))
        )
        return f"{text} ({alternatives if len(keys) > 1 else _shortcut_text(keys[0])})"

    def _make_number_keys(self) -> None:
        for index in range(MAX_MOODS):
            self._add_shortcut((str(index + 1),), partial(self.card.press_row, index))

    def _add_shortcut(self, keys: tuple[str, ...], slot: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(_Context)
        action.triggered.connect(lambda _checked=False: slot())
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addWidget(self.kind_box, stretch=1)
        top.addWidget(self.all_songs_button)
        top.addWidget(self.position_label)
        top.addWidget(self.status_label, stretch=2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.card)
        self.empty_label.setContentsMargins(*(theme.SPACE_XL,) * 4)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty_label)
        bottom = FlowLayout(theme.SPACE_S)
        for name in ("previous", "reject", "play", "accept", "next", "edit", "undo"):
            bottom.addWidget(self.buttons[name])
        for name in ("bulk", "write"):
            bottom.addWidget(self.buttons[name])
        policy = self.status_label.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.status_label.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(top)
        column.addWidget(self.progress)
        column.addWidget(self._stack, stretch=1)
        column.addLayout(bottom)


def _shortcut_text(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
