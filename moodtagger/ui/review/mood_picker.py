"""Dialog to find any mood of the vocabulary by typing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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

from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.mood_synonyms import normalize_word
from moodtagger.core.own_moods import own_mood, own_mood_problem
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.formatting import escape_rich_text, mood_text
from moodtagger.ui.library.cell_formatting import ACCEPTED_MARK, REJECTED_MARK, percent
from moodtagger.ui.review.review_queue import decision_of
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.widgets import PaddedItemDelegate

_LABEL_ROLE = int(Qt.ItemDataRole.UserRole)
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NAVIGATION_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class MoodPicker(QDialog):
    """`chosen` carries a label and True, False, or None when a decision is withdrawn.

    A mood is found by its name or by any of its synonyms. A text that names none can be added as a
    mood of the user's own.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        row: SongRow,
        vocabulary: Vocabulary,
        probabilities: Mapping[str, float],
        own_labels: Iterable[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Moods of “%1”").replace("%1", display_text(row.name)))
        self._row = row
        known = [*vocabulary, *map(own_mood, own_labels)]
        self._vocabulary = known
        self.mood_counts = sorted(known, key=lambda m: -probabilities.get(m.label, 0.0))
        self._probabilities = probabilities
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Type a mood, known or your own"))
        self.search.setAccessibleName(self.tr("Type a mood"))
        self.search.setAcceptDrops(False)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setItemDelegate(PaddedItemDelegate(self.list))
        self.list.setAccessibleName(self.tr("Moods"))
        self.list.itemDoubleClicked.connect(lambda _item: self._choose(True))
        self.list.installEventFilter(self)
        hint = QLabel(self.tr("Enter accepts, Shift+Enter rejects. Press again to undo."))
        hint.setWordWrap(True)
        self.search.setAccessibleDescription(hint.text())
        self._lay_out(hint)
        self._filter("")
        self.search.setFocus()

    def _lay_out(self, hint: QLabel) -> None:
        accept = QPushButton(self.tr("&Accept"))
        reject = QPushButton(self.tr("&Reject"))
        accept.clicked.connect(lambda: self._choose(True))
        reject.clicked.connect(lambda: self._choose(False))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(accept, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(reject, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]
        column = QVBoxLayout(self)
        for widget in (self.search, self.list, hint, buttons):
            column.addWidget(widget)
        self.resize(400, 440)

    def labels(self) -> list[str]:
        """Return the labels of the listed moods."""
        return [self.list.item(i).data(_LABEL_ROLE) for i in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide on Return; pass arrow keys from the search box to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER_KEYS:
                self._choose(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                return True
            if watched is self.search and event.key() in _NAVIGATION_KEYS:
                self.list.event(event)
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        self.list.clear()
        query = normalize_word(text)
        matches = [mood for mood in self.mood_counts if _rank(mood, query) < _NOT_FOUND]
        for mood in sorted(matches, key=lambda mood: _rank(mood, query)):
            self.list.addItem(self._item(mood, query))
        name = " ".join(text.split())
        if own_mood_problem(name, MoodPreferences(), self._named_moods()) is None:
            added = QListWidgetItem(self.tr("Add “%1” as a mood of your own").replace("%1", name))
            added.setData(_LABEL_ROLE, name)
            self.list.addItem(added)
        self.list.setCurrentRow(0)

    def _named_moods(self) -> list[Mood]:
        """Return the moods under their labels and under the names that are shown."""
        return [*self._vocabulary, *(own_mood(mood_text(m.label)) for m in self._vocabulary)]

    def _item(self, mood: Mood, query: str) -> QListWidgetItem:
        name = mood_text(mood.label)
        decision = decision_of(self._row, mood.label)
        mark = "" if decision is None else f"  {ACCEPTED_MARK if decision else REJECTED_MARK}"
        item = QListWidgetItem(
            f"{name}  {percent(self._probabilities.get(mood.label))}{mark}".rstrip()
        )
        synonym = _matching_synonym(mood, query)
        if synonym:
            item.setText(f"{item.text()}   ({synonym})")
        decision_text = {None: "", True: self.tr("accepted"), False: self.tr("rejected")}[decision]
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()} {decision_text}".strip())
        item.setToolTip(escape_rich_text(", ".join(mood.sources)))
        item.setData(_LABEL_ROLE, mood.label)
        return item

    def _choose(self, accepted: bool) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        label = item.data(_LABEL_ROLE)
        decision = None if decision_of(self._row, label) is accepted else accepted
        self.accept()
        self.chosen.emit(label, decision)


_NOT_FOUND = 3


def _rank(mood: Mood, query: str) -> int:
    """Rank a match: 0 for a prefix of the name, 1 inside it, 2 for a prefix of a synonym."""
    names = {normalize_word(mood_text(mood.label)), normalize_word(mood.label)}
    if any(name.startswith(query) for name in names):
        return 0
    if any(query in name for name in names):
        return 1
    return 2 if _matching_synonym(mood, query) else _NOT_FOUND


def _matching_synonym(mood: Mood, query: str) -> str:
    """Return the synonym by which a mood was found; empty if its name matches."""
    if (
        not query
        or query in normalize_word(mood.label)
        or query in normalize_word(mood_text(mood.label))
    ):
        return ""
    return next(
        (synonym for synonym in mood.sources if normalize_word(synonym).startswith(query)), ""
    )
