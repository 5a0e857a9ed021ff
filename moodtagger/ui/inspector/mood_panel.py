"""All moods of a song: the confident ones first, the others on demand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.inspector.explanation_panel import WhyPanel
from moodtagger.ui.inspector.message_page import plain_label
from moodtagger.ui.inspector.mood_bar import MoodBar
from moodtagger.ui.library.cell_text import mood_text
from moodtagger.ui.theme import SPACE_S

_LIKELIEST = 3  # shown when no mood is confident
_MAX_LABEL = 110


class MoodPanel(QWidget):
    """`decided` carries a mood's label and True, False or None; `acceptAll` has no value.

    `seekRequested` carries seconds, `whyShown` the label of the mood whose moments are shown.
    """

    decided = Signal(str, object)
    acceptAll = Signal()
    seekRequested = Signal(float)
    whyShown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: list[str] = []
        self._first = 0
        self._changeable = True
        self._undecided = False
        self._shown: tuple[int, tuple[str, ...]] | None = None
        self.bars: list[MoodBar] = []
        self._segments: tuple[Segment, ...] = ()
        self._length_s = 0.0
        self._asked: MoodBar | None = None  # its moments are shown below it
        self.why = WhyPanel()
        self.why.hide()
        self.why.seekRequested.connect(self.seekRequested)
        self.note = plain_label(self.tr("No mood is confident. The likeliest ones are:"))
        self.more = QToolButton()
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.toggled.connect(self._place)
        self.accept_all = QPushButton(self.tr("Accept all confident"))
        self.accept_all.clicked.connect(self.acceptAll)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._rows.addWidget(self.why)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.note)
        layout.addLayout(self._rows)
        # Below each other: side by side they would not fit a narrow column in every language.
        layout.addWidget(self.more)
        layout.addWidget(self.accept_all)

    def show_moods(
        self,
        row: SongRow,
        prediction: Prediction,
        vocabulary: Vocabulary,
        length_s: float | None = None,
    ) -> None:
        """Show a song's moods; while the same ones are confident the bars stay where they are."""
        self._segments = prediction.segments
        self._length_s = (row.duration_s or 0.0) if length_s is None else length_s
        shown = (row.track_id, prediction.confident)
        if self._shown != shown or set(self._order) != set(prediction.moods):
            self._arrange(row, prediction)
        self._shown = shown
        decisions = dict.fromkeys(row.accepted, True) | dict.fromkeys(row.rejected, False)
        for bar, label in zip(self.bars, self._order, strict=False):
            mood = _mood(vocabulary, label)
            confident = label in prediction.confident
            bar.show_mood(mood, prediction.moods[label], confident, decisions.get(label))
        self._undecided = any(label not in decisions for label in prediction.confident)
        self._allow()
        self.note.setVisible(not prediction.confident)
        self._place()
        if self._asked is not None:
            self._show_why(self._asked)

    def set_position(self, seconds: float | None) -> None:
        """Where the song plays now; None when it does not play."""
        self.why.strip.set_position(seconds)

    def set_changeable(self, changeable: bool) -> None:
        """Whether decisions can be made; a library open for reading only takes none."""
        self._changeable = changeable
        self._allow()

    def _allow(self) -> None:
        self.accept_all.setEnabled(self._changeable and self._undecided)
        for bar in self.bars:
            bar.set_changeable(self._changeable)

    def _arrange(self, row: SongRow, prediction: Prediction) -> None:
        """Confident moods and decided ones first, the likeliest on top."""
        self._close_why()
        by_chance = sorted(prediction.moods, key=lambda label: -prediction.moods[label])
        first = {*prediction.confident, *row.accepted, *row.rejected}
        if not prediction.confident:
            first.update(by_chance[:_LIKELIEST])
        top = [label for label in by_chance if label in first]
        self._order = top + [label for label in by_chance if label not in first]
        self._first = len(top)
        self.more.setChecked(False)
        while len(self.bars) < len(self._order):
            self._add_bar()

    def _add_bar(self) -> None:
        bar = MoodBar()
        bar.decided.connect(self.decided)
        bar.stepWanted.connect(lambda step: self._step(bar, step))
        bar.focused.connect(lambda: self._set_tab_stop(bar))
        bar.whyWanted.connect(lambda: self._toggle_why(bar))
        bar.momentWanted.connect(lambda place: self._play_moment(bar, place))
        self._rows.addWidget(bar)
        # Bars are made after the rest of the window; Tab is to meet them where they stand.
        QWidget.setTabOrder(self.bars[-1] if self.bars else self.note, bar)
        self.bars.append(bar)

    def _place(self) -> None:
        """Show the bars that are wanted now."""
        count = len(self._order) if self.more.isChecked() else self._first
        width = min(_MAX_LABEL, self._label_width(self._order[:count]))
        for place, bar in enumerate(self.bars):
            bar.set_label_width(width)
            bar.setVisible(place < count)
        if self._asked is not None and self.bars.index(self._asked) >= count:
            self._close_why()
        shown = self.bars[:count]
        if shown and not any(bar.focusPolicy() & Qt.FocusPolicy.TabFocus for bar in shown):
            self._set_tab_stop(shown[0])
        text = self.tr("Show fewer") if self.more.isChecked() else self.tr("Show all moods")
        self.more.setText(text)
        arrow = Qt.ArrowType.UpArrow if self.more.isChecked() else Qt.ArrowType.DownArrow
        self.more.setArrowType(arrow)
        self.more.setVisible(self._first < len(self._order))

    def _toggle_why(self, bar: MoodBar) -> None:
        if self._asked is bar:
            self._close_why()
            return
        self._close_why()
        self._asked = bar
        bar.set_open(True)
        self._rows.removeWidget(self.why)
        self._rows.insertWidget(self._rows.indexOf(bar) + 1, self.why)
        # Tab goes from the bar into its moments.
        for before, after in pairwise([bar, self.why.strip, *self.why.buttons]):
            QWidget.setTabOrder(before, after)
        self._show_why(bar)
        self.why.show()
        self.whyShown.emit(bar.mood.label)

    def _show_why(self, bar: MoodBar) -> None:
        self.why.show_why(bar.mood, self._segments, self._length_s)

    def _close_why(self) -> None:
        if self._asked is not None:
            self._asked.set_open(False)
            self._asked = None
            self.why.hide()

    def _play_moment(self, bar: MoodBar, place: int) -> None:
        if self._asked is not bar:
            self._toggle_why(bar)
        self.why.play_moment(place)

    def _set_tab_stop(self, wanted: MoodBar) -> None:
        """Tab comes to one bar only; the arrow keys lead to the others."""
        for bar in self.bars:
            is_stop = bar is wanted
            policy = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            bar.setFocusPolicy(policy)

    def _step(self, bar: MoodBar, step: int) -> None:
        place = self.bars.index(bar) + step
        if 0 <= place < len(self.bars) and self.bars[place].isVisibleTo(self):
            self.bars[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _label_width(self, labels: Sequence[str]) -> int:
        font = self.font()
        font.setBold(True)
        metrics = QFontMetrics(font)  # confident moods are bold
        return max((metrics.horizontalAdvance(mood_text(x)) + 8 for x in labels), default=0)


def _mood(vocabulary: Vocabulary, label: str) -> Mood:
    """The mood of a label; an earlier network may have known words that this one does not."""
    if label in vocabulary.labels:
        return vocabulary.by_label(label)
    return Mood(label, (label,), 0.0, 0.0, None, 1.0, core=False)
