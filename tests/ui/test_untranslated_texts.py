"""Every view under a translator that marks all it is asked for: what is not marked is untranslated.

What was asked for is held against the translations too, so that no context is mistaken.
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
from tests.support.ui.fake_service import FakeService, songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory
from tests.ui.test_translation import script

OPEN, CLOSE = "⟦", "⟧"
_MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
ROWS_LOOKED_AT = 12
# Names, in any language the same: programs, formats and frames, languages, keys.
SAME = re.compile(
    r"Navidrome|Kodi|MusicBee|foobar2000|Rekordbox|Mixxx|"
    r"moodtagger|moodnet [0-9.]+|MOOD|Vorbis|English|Deutsch|[A-Z]|F[0-9]+|m3u8|ID3v2\.[34]|"
    r"(Ctrl|Shift|Alt|Return|Enter|Space|Left|Right|Up|Down)"
)
# Qt's own words: it asks for them by itself, and its own translations bring them.
QT_CONTEXTS = re.compile("^Q[A-Z]|^$")


class Marking(QTranslator):
    """Answers with the text in marks, and keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        self.asked.add((context, source))
        if not source or (not source.strip("%0123456789 ")):
            return source
        return f"{OPEN}{source}{CLOSE}"


@pytest.fixture
def marking(qtbot: QtBot) -> Iterator[Marking]:
    """The marking translator, in use."""
    app = QCoreApplication.instance()
    assert app is not None
    translator = Marking()
    app.installTranslator(translator)
    yield translator
    app.removeTranslator(translator)


class Looker:
    """Collects the texts of a widget that are neither marked nor a song's own words."""

    def __init__(self, rows: list[SongRow]) -> None:
        self._own = {""}
        for row in rows:
            tags = row.tags
            self._own |= {tags.title, tags.artist, tags.album, tags.genre, *tags.moods}
            self._own |= {part for part in row.path.split("/") if part} | {row.path, row.message}
        self.found: dict[str, str] = {}

    def look(self, top: QWidget) -> None:
        """The widget and all in it, also what is hidden at the moment."""
        for widget in [top, *top.findChildren(QWidget)]:
            if widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView):
                continue
            for text in texts_of(widget):
                self._judge(text, widget)
        for action in top.findChildren(QAction):
            if action.objectName() or action.parent() is None:
                continue
            for text in (action.text(), action.toolTip(), action.statusTip()):
                self._judge(text, action)

    def _judge(self, text: str, of: object) -> None:
        rest, again = re.sub("<[^>]*>", "", text), ""
        while rest != again:  # from the inmost marks outwards
            rest, again = _MARKED.sub("", rest), rest
        for own in sorted(filter(None, self._own), key=len, reverse=True):
            rest = rest.replace(own, "")
        rest = SAME.sub("", rest)
        if re.search("[A-Za-z]{2}", rest):
            self.found[text] = type(of).__name__


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
            yield from _of_model(model, headers=_has_header(widget))


def _has_header(view: QAbstractItemView) -> bool:
    if isinstance(view, QTreeWidget) and view.isHeaderHidden():
        return False
    return hasattr(view, "horizontalHeader") or isinstance(view, QTreeWidget)


def _of_model(model: QAbstractItemModel, *, headers: bool) -> Iterator[str]:
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
        for row in range(min(ROWS_LOOKED_AT, model.rowCount(QModelIndex()))):
            for role in roles:
                value = model.index(row, column, QModelIndex()).data(role)
                yield value if isinstance(value, str) else ""


def test_nothing_visible_is_untranslated(
    qtbot: QtBot, make_window: WindowFactory, marking: Marking
) -> None:
    rows = songs(40)
    service = FakeService([replace(row, message="") for row in rows])
    window = make_window(service)
    looker = Looker(rows)
    looker.look(window)
    for page in range(window.views.bottom_tabs.count()):
        window.views.bottom_tabs.setCurrentIndex(page)
        settle(qtbot, window)
    window.library.select({3, 4})
    settle(qtbot, window)
    looker.look(window)
    window.library.select({3})
    qtbot.waitUntil(lambda: window.inspector.track_id == 3)
    settle(qtbot, window)
    looker.look(window)
    for name, show in dialog_openers(window).items():
        if window._closing:
            break
        show()
        settle(qtbot, window)
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible() and is_inside(top, window):
                looker.look(top)
                assert OPEN in top.windowTitle() or not top.windowTitle(), name
                top.reject()
        settle(qtbot, window)
    looker.look(window)
    assert looker.found == {}
    known = set(script.all_texts())
    asked = {(c, s) for c, s in marking.asked if s and not QT_CONTEXTS.match(c)}
    sources = {source for _, source in known}
    unknown = {
        (c, s)
        for c, s in asked - known
        if c not in (script.MOODS_CONTEXT, "told") and s not in sources
    }
    assert unknown == set()


def test_an_untranslated_text_is_found(qtbot: QtBot, marking: Marking) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = songs(1)
    own = QLabel(f"{rows[0].tags.title} - {rows[0].path}", window)
    inserted = f"{OPEN}%1 of{CLOSE}".replace("%1", f"{OPEN}3 songs{CLOSE}")
    QLabel(inserted, window).setToolTip("Never put through a translator")
    QLabel(f"{inserted}, and more", window)
    box = QComboBox(window)
    box.addItems([QCoreApplication.translate("any", "Marked"), "Plain item", "12 %"])
    looker = Looker(rows)
    looker.look(window)
    assert own.text() not in looker.found
    assert set(looker.found) == {
        "Never put through a translator",
        f"{inserted}, and more",
        "Plain item",
    }
