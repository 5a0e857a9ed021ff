"""Dialog that sets or removes moods on many songs at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.mood_changes import Decision, accepted_counts, mood_changes
from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.mood_synonyms import normalize_word
from moodtagger.core.own_moods import own_mood, own_mood_problem
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui import theme
from moodtagger.ui.formatting import format_count, mood_text, song_count
from moodtagger.ui.widgets import PaddedItemDelegate

_LABEL_ROLE = int(Qt.ItemDataRole.UserRole)
_State = Qt.CheckState
_NAVIGATION_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SetMoodsDialog(QDialog):
    """Ticks for all, some or none of the songs; `chosen` carries the decisions to make."""

    chosen = Signal(object)

    def __init__(
        self,
        rows: Sequence[SongRow],
        vocabulary: Vocabulary,
        own_labels: Iterable[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Moods of %1").replace("%1", song_count(len(rows))))
        self._rows = rows
        self._counts = accepted_counts(rows)
        self._wanted: dict[str, bool] = {}
        labels = {*vocabulary.labels, *own_labels, *self._counts}
        self._labels = sorted(labels, key=lambda x: (not self._counts[x], mood_text(x).casefold()))
        self._synonyms = {mood.label: mood.sources for mood in vocabulary}
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Type a mood, known or your own"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Moods"))
        self.list.setItemDelegate(PaddedItemDelegate(self.list))
        self.list.itemChanged.connect(self._item_changed)
        self.preview = QLabel(wordWrap=True)
        self.ok_button = QPushButton()
        self._lay_out()
        self._fill()
        self.search.setFocus()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.ok_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        for widget in (self.search, self.list, self.preview, buttons):
            column.addWidget(widget)
        self.ok_button.setDefault(True)
        self.resize(380, 480)

    def labels(self) -> list[str]:
        """Return the labels of the listed moods."""
        return [self.list.item(i).data(_LABEL_ROLE) for i in range(self.list.count())]

    def decisions(self) -> list[Decision]:
        """Return what would change."""
        return mood_changes(self._rows, self._wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the arrow keys from the search box to the list."""
        is_key = watched is self.search and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() in _NAVIGATION_KEYS:
            self.list.setFocus()
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        """List the moods that match, and the typed text where it names none."""
        name = " ".join(self.search.text().split())
        query = normalize_word(name)
        self.list.blockSignals(True)
        self.list.clear()
        for label in self._labels:
            words = (label, mood_text(label), *self._synonyms.get(label, ()))
            if any(normalize_word(word).startswith(query) for word in words):
                self._add_item(label, mood_text(label))
        known = [own_mood(word) for label in self._labels for word in (label, mood_text(label))]
        if own_mood_problem(name, MoodPreferences(), known) is None:
            text = self.tr("Add “%1” as a mood of your own").replace("%1", name)
            self._add_item(name, text)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show_preview()

    def _add_item(self, label: str, text: str) -> None:
        count, total = self._counts[label], len(self._rows)
        item = QListWidgetItem(text)
        item.setData(_LABEL_ROLE, label)
        state = _State.PartiallyChecked if count else _State.Unchecked
        if label in self._wanted:
            state = _State.Checked if self._wanted[label] else _State.Unchecked
        elif count == total:
            state = _State.Checked
        if 0 < count < total:  # some have it: a third press leaves them as they are
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserTristate)
            item.setText(f"{text}   {format_count(count)}")
        item.setCheckState(state)
        self.list.addItem(item)

    def _item_changed(self, item: QListWidgetItem) -> None:
        label, state = item.data(_LABEL_ROLE), item.checkState()
        if state is _State.PartiallyChecked:
            self._wanted.pop(label, None)
        else:
            self._wanted[label] = state is _State.Checked
        if label not in self._labels:  # of the user's own: keep it listed
            self._labels.insert(0, label)
        self._show_preview()

    def _show_preview(self) -> None:
        decisions = self.decisions()
        added = sum(accepted is True for _, _, accepted in decisions)
        songs = len({track_id for track_id, _, _ in decisions})
        if decisions:
            text = self.tr("Changes %1: sets %2, removes %3. No files are changed yet.")
            for number, value in enumerate(
                (song_count(songs), format_count(added), format_count(len(decisions) - added)), 1
            ):
                text = text.replace(f"%{number}", value)
        else:
            text = self.tr("Tick the moods to set, untick those to remove.")
        self.preview.setText(text)
        text_of_button = self.tr("&Change %Ln song(s)", "", songs)
        self.ok_button.setText(text_of_button if songs else self.tr("&Change"))
        self.ok_button.setEnabled(bool(decisions))
        self.list.setAccessibleDescription(text)

    def _accept(self) -> None:
        decisions = self.decisions()
        self.accept()
        if decisions:
            self.chosen.emit(decisions)
