"""All moods of a song: the suggested ones first, the others on demand, with quiet links below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from moodtagger.core.own_moods import vocabulary_mood
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.inspector.explanation_panel import ExplanationPanel
from moodtagger.ui.inspector.mood_bar import MoodBar
from moodtagger.ui.inspector.quiet_widgets import LinkButton, faint_label
from moodtagger.ui.theme import SPACE, SPACE_S
from moodtagger.ui.widgets import FlowLayout

_FALLBACK_COUNT = 3  # shown when no mood is suggested
_MAX_LABEL_WIDTH = 110


class MoodPanel(QWidget):
    """The moods of a song as bars, with an explanation below the expanded one.

    Moods that are never suggested are folded away, with the reason. `links` is the row below the
    bars, to which others may add.

    `decided` carries a mood's label and True, False or None; `seekRequested` carries seconds,
    `explanationShown` the label of the explained mood.
    """

    decided = Signal(str, object)
    acceptAllRequested = Signal()
    seekRequested = Signal(float)
    explanationShown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: list[str] = []
        self._top_count = 0
        self._suggestible_count = 0  # the moods after these are never suggested
        self._current_bar: MoodBar | None = None
        self._changeable = True
        self._has_undecided = False
        self._shown_key: tuple[int, tuple[str, ...], tuple[str, ...]] | None = None
        self.bars: list[MoodBar] = []
        self._segments: tuple[Segment, ...] = ()
        self._length_s = 0.0
        self._expanded_bar: MoodBar | None = None  # its explanation is shown below it
        self.explanation = ExplanationPanel()
        self.explanation.hide()
        self.explanation.seekRequested.connect(self.seekRequested)
        self.note = faint_label(self.tr("No clear mood. Most likely:"))
        self.more_button = LinkButton(self.tr("All moods"), checkable=True)
        self.more_button.toggled.connect(self._update_bars)
        self.never_button = LinkButton(self.tr("Never suggested"), checkable=True)
        self.never_button.toggled.connect(self._update_bars)
        self.never_note = faint_label(
            self.tr(
                "These moods are not accurate enough to be suggested. You can still accept them."
            )
        )
        self.why_button = LinkButton(self.tr("Why?"))
        self.why_button.setToolTip(self.tr("Show where in the song the mood is strongest"))
        self.why_button.clicked.connect(self._explain_current)
        self.accept_all_button = LinkButton(self.tr("Accept suggestions"))
        self.accept_all_button.clicked.connect(self.acceptAllRequested)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        for widget in (self.explanation, self.never_button, self.never_note):
            self._rows.addWidget(widget)
        self.links = FlowLayout(SPACE)
        for link in (self.more_button, self.why_button, self.accept_all_button):
            self.links.addWidget(link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.note)
        layout.addLayout(self._rows)
        layout.addLayout(self.links)

    def clear(self) -> None:
        """Show no moods, as of a song without analysis; the links of others stay."""
        self._shown_key = None
        self._order, self._top_count, self._suggestible_count = [], 0, 0
        self._has_undecided = False
        self._close_explanation()
        self.note.hide()
        self._update_enabled()
        self._update_bars()

    def show_moods(
        self,
        row: SongRow,
        prediction: Prediction,
        vocabulary: Vocabulary,
        length_s: float | None = None,
    ) -> None:
        """Show a song's moods; while the same ones are suggested, the bars keep their order."""
        self._segments = prediction.segments
        self._length_s = (row.duration_s or 0.0) if length_s is None else length_s
        shown_key = (row.track_id, prediction.confident, prediction.likely)
        known = {*prediction.moods, *row.accepted, *row.rejected}  # with moods of the user's own
        if self._shown_key != shown_key or not known.issubset(self._order):
            self._sort_moods(row, prediction, vocabulary)
        self._shown_key = shown_key
        tiers = {suggestion.label: suggestion.tier for suggestion in prediction.suggestions}
        decisions = dict.fromkeys(row.accepted, True) | dict.fromkeys(row.rejected, False)
        for bar, label in zip(self.bars, self._order, strict=False):
            mood = vocabulary_mood(vocabulary, label)
            tier = tiers.get(label)
            bar.show_mood(mood, prediction.moods.get(label), tier, decisions.get(label))
        self._has_undecided = any(label not in decisions for label in prediction.confident)
        self._update_enabled()
        self.note.setVisible(not prediction.confident and not prediction.likely)
        self._update_bars()
        if self._expanded_bar is not None:
            self._show_explanation(self._expanded_bar)

    def set_position(self, seconds: float | None) -> None:
        """Set the playback position; None when the song is not playing."""
        self.explanation.strip.set_position(seconds)

    def set_changeable(self, changeable: bool) -> None:
        """Set whether decisions can be made; False for a read-only library."""
        self._changeable = changeable
        self._update_enabled()

    def _update_enabled(self) -> None:
        self.accept_all_button.setEnabled(self._changeable and self._has_undecided)
        self.accept_all_button.setVisible(self._has_undecided)
        for bar in self.bars:
            bar.set_changeable(self._changeable)

    def _sort_moods(self, row: SongRow, prediction: Prediction, vocabulary: Vocabulary) -> None:
        """Order the moods: clear, likely and decided ones, the others, those never suggested."""
        self._close_explanation()
        by_probability = sorted(prediction.moods, key=lambda label: -prediction.moods[label])
        suggested = (*prediction.confident, *prediction.likely)
        top_set = {*suggested, *row.accepted, *row.rejected}
        if not suggested:
            top_set.update(by_probability[:_FALLBACK_COUNT])
        likely = [label for label in prediction.likely if label in top_set]
        own = [x for x in (*row.accepted, *row.rejected) if x not in prediction.moods]
        top = [label for label in by_probability if label in top_set and label not in likely] + own
        top[len(prediction.confident) : len(prediction.confident)] = likely
        rest = [label for label in by_probability if label not in top_set]
        never = [x for x in rest if not vocabulary_mood(vocabulary, x).is_suggested]
        self._order = top + [label for label in rest if label not in never] + never
        self._top_count = len(top)
        self._suggestible_count = len(self._order) - len(never)
        self.more_button.setChecked(False)
        self.never_button.setChecked(False)
        while len(self.bars) < len(self._order):
            self._add_bar()

    def _add_bar(self) -> None:
        bar = MoodBar()
        bar.decided.connect(self.decided)
        bar.stepRequested.connect(lambda step: self._move_focus(bar, step))
        bar.focused.connect(lambda: self._set_tab_stop(bar))
        bar.explanationRequested.connect(lambda: self._toggle_explanation(bar))
        bar.highlightRequested.connect(lambda rank: self._play_highlight(bar, rank))
        self._rows.addWidget(bar)
        # Bars are created after the rest of the window, but belong here in the tab order.
        QWidget.setTabOrder(self.bars[-1] if self.bars else self.note, bar)
        self.bars.append(bar)

    def _update_bars(self) -> None:
        """Show the top moods, all that can be suggested, or really all, depending on the links."""
        expanded = self.more_button.isChecked()
        count = self._suggestible_count if expanded else self._top_count
        has_never = expanded and self._suggestible_count < len(self._order)
        if has_never and self.never_button.isChecked():
            count = len(self._order)
        if has_never:
            for widget in (self.never_button, self.never_note):
                self._rows.removeWidget(widget)
                first = self._rows.indexOf(self.bars[self._suggestible_count])
                self._rows.insertWidget(first, widget)
        self.never_button.setVisible(has_never)
        self.never_note.setVisible(has_never and self.never_button.isChecked())
        width = min(_MAX_LABEL_WIDTH, self._label_width(self._order[:count]))
        for index, bar in enumerate(self.bars):
            bar.set_label_width(width)
            bar.setVisible(index < count)
        if self._expanded_bar is not None and self.bars.index(self._expanded_bar) >= count:
            self._close_explanation()
        shown = self.bars[:count]
        if shown and not any(bar.focusPolicy() & Qt.FocusPolicy.TabFocus for bar in shown):
            self._set_tab_stop(shown[0])
        self.more_button.setText(self.tr("Fewer moods") if expanded else self.tr("All moods"))
        self.more_button.setVisible(self._top_count < len(self._order))
        self.why_button.setVisible(count > 0)

    def _explain_current(self) -> None:
        """Explain the mood that has or had the focus, else the first; or close it again."""
        if self._expanded_bar is not None:
            self._close_explanation()
        elif self.bars:
            bar = self._current_bar
            shown = bar is not None and not bar.isHidden()
            self._toggle_explanation(bar if bar is not None and shown else self.bars[0])

    def _toggle_explanation(self, bar: MoodBar) -> None:
        if self._expanded_bar is bar:
            self._close_explanation()
            return
        self._close_explanation()
        self._expanded_bar = bar
        self._rows.removeWidget(self.explanation)
        self._rows.insertWidget(self._rows.indexOf(bar) + 1, self.explanation)
        # Tab goes from the bar into its explanation.
        for before, after in pairwise([bar, self.explanation.strip, *self.explanation.buttons]):
            QWidget.setTabOrder(before, after)
        self._show_explanation(bar)
        self.explanation.show()
        self.explanationShown.emit(bar.mood.label)

    def _show_explanation(self, bar: MoodBar) -> None:
        self.explanation.show_explanation(bar.mood, self._segments, self._length_s)

    def _close_explanation(self) -> None:
        if self._expanded_bar is not None:
            self._expanded_bar = None
            self.explanation.hide()

    def _play_highlight(self, bar: MoodBar, rank: int) -> None:
        if self._expanded_bar is not bar:
            self._toggle_explanation(bar)
        self.explanation.play_highlight(rank)

    def _set_tab_stop(self, tab_stop: MoodBar) -> None:
        """Make one bar the tab stop; the arrow keys lead to the others."""
        self._current_bar = tab_stop
        for bar in self.bars:
            is_stop = bar is tab_stop
            policy = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            bar.setFocusPolicy(policy)

    def _move_focus(self, bar: MoodBar, step: int) -> None:
        index = self.bars.index(bar) + step
        if 0 <= index < len(self.bars) and self.bars[index].isVisibleTo(self):
            self.bars[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def _label_width(self, labels: Sequence[str]) -> int:
        advance = self.fontMetrics().horizontalAdvance
        return max((advance(mood_text(label)) + 8 for label in labels), default=0)
