"""The search box: finished terms are chips, what is typed is text; both make one filter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from moodtagger.core.filter_language import (
    Completion,
    FilterError,
    FilterSuggestion,
    MoodWords,
    complete,
    parse,
)
from moodtagger.ui import icons, theme
from moodtagger.ui.library.filter import Filter, SongSet
from moodtagger.ui.search.catalog import Catalog
from moodtagger.ui.search.chips import ChipRow, RoundedField
from moodtagger.ui.search.entries import help_entries, suggestion_entries
from moodtagger.ui.search.popup import SearchPopup
from moodtagger.ui.search.terms import begins_with_or, joined, split_finished
from moodtagger.ui.translation import translate_message

_SUGGEST_DELAY_MS = 60  # the songs come first
_ICON_SIZE = QSize(16, 16)
_MIN_TEXT_CHARS = 12
_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchBox(RoundedField):
    """`filterChanged` carries the Filter of chips and text."""

    filterChanged = Signal(object)
    termsChanged = Signal()  # the chips, perhaps without a change of the filter
    songSetCleared = Signal(str)  # key of the SongSet whose chip was removed

    def __init__(self, catalog: Catalog | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.catalog = catalog or Catalog()
        self._last_filter, self._last_terms = Filter(), ""
        self._song_set: SongSet | None = None
        self._completion = Completion(0, ())
        self._shows_help = False
        self.chips = ChipRow()
        self.edit = self._make_edit()
        self.clear_button = self._make_button(self.tr("Clear the search"))
        self.help_button = self._make_button(self.tr("What can I search for?"))
        self._magnifier = QLabel()
        self.popup = SearchPopup(self)
        self._suggest_timer = QTimer(self, singleShot=True, interval=_SUGGEST_DELAY_MS)
        self._make_layout()
        self._connect()
        self.setFocusProxy(self.edit)
        self._draw_icons()
        self._changed()

    def _make_edit(self) -> QLineEdit:
        edit = QLineEdit(frame=False)
        edit.setPlaceholderText(self.tr("Search titles, moods, bpm:120-128, energy:>6"))
        edit.setAccessibleName(self.tr("Search songs"))
        edit.setMinimumWidth(_MIN_TEXT_CHARS * edit.fontMetrics().averageCharWidth())
        edit.setStyleSheet("border: none; background: transparent; padding: 0")
        edit.setAcceptDrops(False)
        edit.installEventFilter(self)
        return edit

    def _make_button(self, name: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setIconSize(_ICON_SIZE)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _make_layout(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE + 2, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._magnifier)
        row.addWidget(self.chips)
        row.addWidget(self.edit, stretch=1)
        row.addWidget(self.clear_button)
        row.addWidget(self.help_button)

    def _connect(self) -> None:
        self.edit.textEdited.connect(self._edited)
        self.edit.textChanged.connect(self._changed)
        self.clear_button.clicked.connect(self.clear)
        self.help_button.clicked.connect(self.toggle_help)
        self.chips.changed.connect(self._chips_changed)
        self.chips.editRequested.connect(self._edit_chip)
        self.chips.textWanted.connect(self._type)
        self.popup.chosen.connect(self._choose)
        self.popup.announced.connect(self._announce)
        self._suggest_timer.timeout.connect(self._suggest)

    # --- the filter

    def filter(self) -> Filter:
        """Return the current filter."""
        return Filter(text=self.text(), song_set=self._song_set)

    def set_filter(self, song_filter: Filter) -> None:
        """Show a filter; emits `filterChanged` once if it changed."""
        self._show_song_set(song_filter.song_set)
        self._set_text(song_filter.text)
        self._changed()

    def text(self) -> str:
        """Return the whole filter as text."""
        return joined(self.chips.texts(), self.edit.text())

    def terms(self) -> str:
        """Return the filter of the chips."""
        return " ".join(self.chips.texts())

    def set_terms(self, text: str) -> None:
        """Show chips for the terms of a filter, beside the text that is typed."""
        finished, rest = split_finished(text)
        self.chips.set_texts(finished)
        if rest:
            self.edit.setText(f"{rest} {self.edit.text()}".strip())
        self._changed()

    def set_song_set(self, song_set: SongSet | None) -> None:
        """Filter by songs chosen elsewhere, or stop doing so; instead of an earlier set."""
        self._show_song_set(song_set)
        self._changed()

    def set_mood_words(self, moods: MoodWords) -> None:
        """Offer the moods of a model."""
        self.catalog.moods = moods

    def clear(self) -> None:
        """Show all songs."""
        song_set = self._song_set
        self.set_filter(Filter())
        if song_set is not None:
            self.songSetCleared.emit(song_set.key)
        self._hide_popup()

    def focus(self) -> None:
        """Focus the text and select it."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def toggle_help(self) -> None:
        """Show what can be asked, or hide it."""
        if self._shows_help and self.popup.isVisible():
            self._hide_popup()
            return
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._suggest_timer.stop()
        self._shows_help = True
        self.popup.show_rows(help_entries())

    # --- typing

    def _edited(self) -> None:
        text = self.edit.text()
        if begins_with_or(text) and self.chips.texts():
            self._put_before(self.chips.take_last())
        elif self.edit.cursorPosition() and text[self.edit.cursorPosition() - 1].isspace():
            self._finish(self.edit.cursorPosition())
        self._suggest_timer.start()

    def _finish(self, end: int) -> None:
        """Turn the terms before a character into chips."""
        text = self.edit.text()
        finished, rest = split_finished(text, end)
        if not finished:
            return
        for term in finished:
            if term not in self.chips.texts():
                self.chips.add(term)
        after = len(text) - end
        self.edit.setText(rest)
        self.edit.setCursorPosition(len(rest) - after)

    def _finish_all(self) -> None:
        self._finish(len(self.edit.text()))
        self._changed()

    def _put_before(self, term: str) -> None:
        rest = self.edit.text().strip()
        self.edit.setText(f"{term} {rest}".strip())
        self.edit.setCursorPosition(len(self.edit.text()) if rest else len(term))

    def _edit_chip(self, term: str) -> None:
        self._put_before(term)
        self.edit.setCursorPosition(len(term))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()
        self._suggest_timer.start()

    def _type(self, character: str) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if character:
            self.edit.insert(character)

    def _chips_changed(self) -> None:
        if self._song_set is not None and len(self.chips.chips()) == len(self.chips.texts()):
            key, self._song_set = self._song_set.key, None
            self._changed()
            self.songSetCleared.emit(key)
        self._changed()

    def _show_song_set(self, song_set: SongSet | None) -> None:
        texts = self.chips.texts()
        self._song_set = None
        for chip in self.chips.chips():
            if not chip.is_editable:
                self.chips.discard(chip)
        self._song_set = song_set
        if song_set is not None:
            self.chips.set_texts([])
            self.chips.add(song_set.label, editable=False)
            self.chips.set_texts(texts)

    def _set_text(self, text: str) -> None:
        finished, rest = split_finished(text)
        self.chips.set_texts(finished)
        self.edit.setText(rest)

    def _changed(self) -> None:
        song_filter = self.filter()
        is_empty = song_filter == Filter()
        self.clear_button.setVisible(not is_empty)
        self.edit.setAccessibleDescription(self._problem())
        terms, last_terms = self.terms(), self._last_terms
        self._last_terms = terms
        if song_filter != self._last_filter:
            self._last_filter = song_filter
            self.filterChanged.emit(song_filter)
        elif terms != last_terms:
            self.termsChanged.emit()

    # --- suggestions

    def _problem(self) -> str:
        """Say what is wrong with the text, but not that something is still to be typed."""
        try:
            parse(self.edit.text())
        except FilterError as error:
            return "" if error.incomplete else translate_message(error.full_message)
        return ""

    def _suggest(self) -> None:
        if not self.edit.hasFocus():
            return
        self._shows_help = False
        text, cursor = self.edit.text(), self.edit.cursorPosition()
        self._completion = complete(text, cursor, self.catalog.values, self.catalog.moods)
        typed = text[self._completion.start : cursor]
        problem = self._problem()
        entries = suggestion_entries(self._completion, typed)
        self.popup.show_rows(entries, problem)
        if problem:
            self._announce(problem)

    def _choose(self, value: object) -> None:
        text = self.edit.text()
        if isinstance(value, FilterSuggestion):
            start, end = self._completion.start, self.edit.cursorPosition()
            gap = " " if value.is_finished else ""
            new, is_finished = value.text + gap, value.is_finished
        else:  # an example of the help
            start = end = len(text)
            new, is_finished = f"{' ' if text.strip() else ''}{value} ", True
        self.edit.setText(text[:start] + new + text[end:].lstrip())
        self.edit.setCursorPosition(start + len(new))
        self._hide_popup()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if is_finished:
            self._finish(start + len(new))
            self._changed()
        else:
            self._suggest_timer.start()

    def _hide_popup(self) -> None:
        self._suggest_timer.stop()
        self._shows_help = False
        self.popup.hide()

    def _announce(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, text))

    # --- keys, focus, painting

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the keys that go to chips and suggestions before the text."""
        if watched is not self.edit:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QFocusEvent):
            self.update()
            if event.lostFocus() and event.reason() not in _FOCUS_STAYS:
                self._hide_popup()
                self._finish_all()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, edit = event.key(), self.edit
        at_start = not edit.cursorPosition() and not edit.hasSelectedText()
        if key in _STEPS:
            self._go(_STEPS[key])
        elif key in (*_ENTER, Qt.Key.Key_Tab) and self.popup.isVisible() and self.popup.current():
            self._choose(self.popup.current())
        elif key in _ENTER:
            self._hide_popup()
            self._finish_all()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif event.matches(QKeySequence.StandardKey.Copy) and not edit.hasSelectedText():
            QGuiApplication.clipboard().setText(self.text())  # as for the command line
        elif key == Qt.Key.Key_Left and at_start and self.chips.chips():
            self.chips.focus_last()
        elif key == Qt.Key.Key_Backspace and at_start and self.chips.chips():
            if not event.isAutoRepeat():
                self.chips.remove(self.chips.chips()[-1])
        else:
            return False
        return True

    def _go(self, step: int) -> None:
        if self.popup.isVisible():
            self.popup.go(step)
        elif self.edit.text().strip():
            self._suggest()
        elif step > 0:
            self.toggle_help()

    def _escape(self) -> None:
        """Take back one thing after the other: what floats, the text, the chips."""
        if self.popup.isVisible():
            self._hide_popup()
        elif self.edit.text():
            self.edit.clear()
        else:
            self.clear()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Focus the text."""
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons in the new colors."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_magnifier"):
            self._draw_icons()
        super().changeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide what floats below."""
        self._hide_popup()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what floats at the old size."""
        self._hide_popup()
        super().resizeEvent(event)

    def is_active(self) -> bool:
        """Whether text or a chip has the focus."""
        return self.edit.hasFocus() or any(chip.hasFocus() for chip in self.chips.chips())

    def _draw_icons(self) -> None:
        palette = self.palette()
        self._magnifier.setPixmap(icons.icon("search", palette).pixmap(_ICON_SIZE))
        self.clear_button.setIcon(icons.icon("close", palette))
        self.help_button.setIcon(icons.icon("help", palette))


_FOCUS_STAYS = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
