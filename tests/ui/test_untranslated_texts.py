"""All visible texts pass through the translator.

A translator marks every text it is asked for, so that unmarked texts are untranslated ones. The
requested texts are compared with the translation files too, to find wrong contexts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from moodtagger.core.tracks import SongRow
from tests.support.ui.dialogs import dialog_openers, is_inside
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory
from tests.ui.test_translation import script

OPEN, CLOSE = "⟦", "⟧"
_MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
CHECKED_ROWS = 12
# Names that are the same in every language: programs, formats, frames, languages, keys.
UNTRANSLATED = re.compile(
    r"Navidrome|Kodi|MusicBee|foobar2000|Rekordbox|Mixxx|"
    r"moodtagger|moodnet [0-9.]+|MOOD|Vorbis|English|Deutsch|[A-Z]|F[0-9]+|m3u8|ID3v2\.[34]|"
    r"(Ctrl|Shift|Alt|Return|Enter|Space|Left|Right|Up|Down)"
)
# Contexts of Qt's own texts, which Qt translates itself.
QT_CONTEXTS = re.compile("^Q[A-Z]|^$")


class MarkingTranslator(QTranslator):
    """Returns every text in brackets and records it."""

    def __init__(self) -> None:
        super().__init__()
        self.requested: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        self.requested.add((context, source))
        if not source or (not source.strip("%0123456789 ")):
            return source
        return f"{OPEN}{source}{CLOSE}"


@pytest.fixture
def marking(qtbot: QtBot) -> Iterator[MarkingTranslator]:
    """Install the marking translator."""
    app = QCoreApplication.instance()
    assert app is not None
    translator = MarkingTranslator()
    app.installTranslator(translator)
    yield translator
    app.removeTranslator(translator)


class UntranslatedTextCollector:
    """Collects texts of widgets that are neither marked nor from a song."""

    def __init__(self, rows: list[SongRow]) -> None:
        self._song_texts = {""}
        for row in rows:
            tags = row.tags
            self._song_texts |= {tags.title, tags.artist, tags.album, tags.genre, *tags.moods}
            self._song_texts |= {part for part in row.path.split("/") if part} | {
                row.path,
                row.message,
            }
        self.found: dict[str, str] = {}

    def check(self, top: QWidget) -> None:
        """Check a widget and its children, hidden ones too."""
        for widget in [top, *top.findChildren(QWidget)]:
            if widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView):
                continue
            for text in texts_of(widget):
                self._check_text(text, widget)
        for action in top.findChildren(QAction):
            if action.objectName() or action.parent() is None:
                continue
            for text in (action.text(), action.toolTip(), action.statusTip()):
                self._check_text(text, action)

    def _check_text(self, text: str, owner: object) -> None:
        rest, previous = re.sub("<[^>]*>", "", text), ""
        while rest != previous:  # from the innermost brackets outwards
            rest, previous = _MARKED.sub("", rest), rest
        for song_text in sorted(filter(None, self._song_texts), key=len, reverse=True):
            rest = rest.replace(song_text, "")
        rest = UNTRANSLATED.sub("", rest)
        if re.search("[A-Za-z]{2}", rest):
            self.found[text] = type(owner).__name__


def texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.windowTitle(), widget.whatsThis(), widget.statusTip())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(i) for i in range(widget.count()))
    elif isinstance(widget, QTabBar):
        for i in range(widget.count()):
            yield from (widget.tabText(i), widget.tabToolTip(i))
    elif isinstance(widget, QAbstractItemView):
        model = widget.model()
        if model is not None:
            yield from _model_texts(model, headers=_has_header(widget))


def _has_header(view: QAbstractItemView) -> bool:
    if isinstance(view, QTreeWidget) and view.isHeaderHidden():
        return False
    return hasattr(view, "horizontalHeader") or isinstance(view, QTreeWidget)


def _model_texts(model: QAbstractItemModel, *, headers: bool) -> Iterator[str]:
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        if headers:
            for role in (roles[0], roles[1]):
                yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(min(CHECKED_ROWS, model.rowCount(QModelIndex()))):
            for role in roles:
                value = model.index(row, column, QModelIndex()).data(role)
                yield value if isinstance(value, str) else ""


def test_every_visible_text_is_translated(
    qtbot: QtBot, make_window: WindowFactory, marking: MarkingTranslator
) -> None:
    rows = songs(40)
    service = FakeService([replace(row, message="") for row in rows])
    window = make_window(service)
    collector = UntranslatedTextCollector(rows)
    collector.check(window)
    for page in range(window.views.bottom_tabs.count()):
        window.views.bottom_tabs.setCurrentIndex(page)
        settle(qtbot, window)
    window.library.select({3, 4})
    settle(qtbot, window)
    collector.check(window)
    window.library.select({3})
    qtbot.waitUntil(lambda: window.inspector.track_id == 3)
    settle(qtbot, window)
    collector.check(window)
    for name, show in dialog_openers(window).items():
        show()
        settle(qtbot, window)
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible() and is_inside(top, window):
                collector.check(top)
                assert OPEN in top.windowTitle() or not top.windowTitle(), name
                top.reject()
        settle(qtbot, window)
    collector.check(window)
    assert collector.found == {}
    known = set(script.all_texts())
    requested = {(c, s) for c, s in marking.requested if s and not QT_CONTEXTS.match(c)}
    sources = {source for _, source in known}
    unknown = {
        (c, s)
        for c, s in requested - known
        if c not in (script.MOODS_CONTEXT, script.MESSAGES_CONTEXT) and s not in sources
    }
    assert unknown == set()


def test_the_collector_finds_an_untranslated_text(qtbot: QtBot, marking: MarkingTranslator) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = songs(1)
    song_label = QLabel(f"{rows[0].tags.title} - {rows[0].path}", window)
    inserted = f"{OPEN}%1 of{CLOSE}".replace("%1", f"{OPEN}3 songs{CLOSE}")
    QLabel(inserted, window).setToolTip("Never put through a translator")
    QLabel(f"{inserted}, and more", window)
    box = QComboBox(window)
    box.addItems([QCoreApplication.translate("any", "Marked"), "Plain item", "12 %"])
    collector = UntranslatedTextCollector(rows)
    collector.check(window)
    assert song_label.text() not in collector.found
    assert set(collector.found) == {
        "Never put through a translator",
        f"{inserted}, and more",
        "Plain item",
    }
