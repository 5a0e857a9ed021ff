"""By what the seek bar is coloured: the quadrant, or one mood of the song."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from moodtagger.core.vocabulary import Mood
from moodtagger.ui import formatting as words
from moodtagger.ui.library.cell_text import mood_text
from moodtagger.ui.player.mood_bands import MAX_MENU_MOODS

_MAX_LABEL_LENGTH = 16  # characters of a mood on the button


class SeekBarColorButton(QToolButton):
    """A button with a menu; `chosen` says that another mood, or none, is `mood` now."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood: Mood | None = None
        self._moods: tuple[Mood, ...] = ()
        self._pending_label = ""  # a label that was asked for while no song offered it
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoRaise(True)
        self.setToolTip(self.tr("What the seek bar shows over time"))
        self._update_label()

    def set_moods(self, moods: Sequence[Mood]) -> None:
        """The moods of the song that plays, the likeliest first."""
        self._moods = tuple(moods)
        self.setEnabled(bool(moods))
        if self.mood is not None:
            # With another network the word may have another colour and threshold.
            self.mood = next((m for m in moods if m.label == self.mood.label), self.mood)
        if self._pending_label and moods:
            self.choose_label(self._pending_label)
            self._pending_label = ""

    def choose(self, mood: Mood | None) -> None:
        """Colour by this mood from now on, by quadrant when it is None."""
        if mood != self.mood:
            self.mood = mood
            self._update_label()
            self.chosen.emit()

    def choose_label(self, label: str) -> None:
        """The same by a mood's label; while no song plays, as soon as one does."""
        self._pending_label = "" if self._moods else label
        for mood in self._moods:
            if mood.label == label:
                self.choose(mood)

    def _update_label(self) -> None:
        name = self.tr("Quadrant") if self.mood is None else mood_text(self.mood.label)
        self.setText(words.shorten(name, _MAX_LABEL_LENGTH))
        self.setAccessibleName(self.tr("Seek bar shows: %1").replace("%1", name))

    def _fill_menu(self) -> None:
        """Quadrant and the likeliest moods; the chosen one even if it is none of them."""
        self._menu.clear()
        group = QActionGroup(self._menu)
        moods = list(self._moods[:MAX_MENU_MOODS])
        if self.mood is not None and self.mood not in moods:
            moods.append(self.mood)
        entries = [(self.tr("Quadrant"), None), *((mood_text(m.label), m) for m in moods)]
        for text, mood in entries:
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(mood == self.mood)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, mood=mood: self.choose(mood))
