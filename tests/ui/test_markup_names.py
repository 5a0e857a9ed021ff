"""Names and tags that look like markup are shown literally, in every view and tooltip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    Qt,
)
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.settings import Settings
from moodtagger.ui.widgets import ElidedLabel
from tests.support.ui.dialogs import dialog_openers, is_inside
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory

MARKUP = '<b>x</b><img src="http://example.invalid/i.png">'
ROWS = 8


def with_markup(row: SongRow) -> SongRow:
    """Return the song with markup in every untrusted field."""
    tags = FileTags(MARKUP, MARKUP, MARKUP, MARKUP, moods=(MARKUP,), key=MARKUP)
    return replace(row, path=f"/music/{MARKUP}/{row.track_id} {MARKUP}.flac", tags=tags)


def read_as_markup(text: str) -> bool:
    """Return whether Qt would render the untrusted tags in the text as markup."""
    if not GuiQt.mightBeRichText(text):
        return False
    document = QTextDocument()
    document.setHtml(text)
    return "x" in text and "<b>" in text and "<b>" not in document.toPlainText()


def texts(top: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of all texts that Qt may take for markup."""
    for widget in [top, *top.findChildren(QWidget)]:
        where = type(widget).__name__
        yield f"tooltip of {where}", widget.toolTip()
        yield f"help of {where}", widget.whatsThis()
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"label in {type(widget.parentWidget()).__name__}", widget.text()
        if isinstance(widget, QMessageBox) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield where, widget.text()
            yield where, widget.informativeText()
        if isinstance(widget, QTextEdit):
            yield where, widget.toHtml()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from ((f"tooltip in {where}", text) for text in tooltips(widget.model()))
        if isinstance(widget, QMenu):
            yield from ((where, action.toolTip()) for action in widget.actions())
    for action in top.findChildren(QAction):
        yield "action", action.toolTip()


def tooltips(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(min(ROWS, model.rowCount(parent))):
        for column in range(columns):
            index = model.index(row, column, parent)
            value = index.data(Qt.ItemDataRole.ToolTipRole)
            yield value if isinstance(value, str) else ""
        if not isinstance(model, QAbstractListModel | QAbstractTableModel):
            yield from tooltips(model, model.index(row, 0, parent))


class MarkupChecker:
    """Collects rendered markup, and counts how often untrusted text was seen at all."""

    def __init__(self) -> None:
        self.markup: set[tuple[str, str]] = set()
        self.seen = 0

    def check(self, top: QWidget) -> None:
        for where, text in texts(top):
            self.seen += "x&lt;/b&gt;" in text or MARKUP[:8] in text
            if read_as_markup(text):
                self.markup.add((where, text[:200]))


def test_views_and_dialogs_show_no_markup(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService([with_markup(row) for row in songs(24)])
    service.folder_paths = [f"/music/{MARKUP}"]
    service.recovered = [(f"/music/{MARKUP}.flac", f"{MARKUP} was found.")]
    service.notice = MARKUP
    service.preferences.set_mood_preferences(
        MoodPreferences(names={"happy": MARKUP, "sad": MARKUP})
    )
    window = make_window(service, settings=Settings(mood_names={"happy": MARKUP, "sad": MARKUP}))
    checker = MarkupChecker()
    for page in range(window.views.bottom_tabs.count()):
        window.views.bottom_tabs.setCurrentIndex(page)
        settle(qtbot, window)
        checker.check(window)
    window.library.select({3})
    qtbot.waitUntil(lambda: window.inspector.track_id == 3)
    settle(qtbot, window)
    checker.check(window)
    window.library.select({3, 4, 5})
    settle(qtbot, window)
    checker.check(window)
    for mood in ("happy", "sad"):
        window.tagging.decide(4, mood, True)
    settle(qtbot, window)
    for show in dialog_openers(window).values():
        show()
        settle(qtbot, window)
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible() and is_inside(top, window):
                checker.check(top)
                top.reject()
        settle(qtbot, window)
    checker.check(window)
    assert checker.markup == set()
    assert checker.seen > 20


def test_messages_jobs_and_questions_show_no_markup(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    service = FakeService([with_markup(row) for row in songs(6)])
    window = make_window(service)
    checker = MarkupChecker()
    window.views.messages.show_message(MARKUP, warning=True)
    window.views.messages.show_banner(MARKUP)
    outside = tmp_path / "<b>x<" / "<b>x<.mp3"
    outside.parent.mkdir()
    outside.write_bytes(b"no song")
    window.drops.open_paths([str(outside)])
    window.folders.ask_to_remove(f"/music/{MARKUP}")
    window.scans.scan([f"/music/{MARKUP}"])
    settle(qtbot, window)
    for top in QApplication.topLevelWidgets():
        if is_inside(top, window):
            checker.check(top)
            if isinstance(top, QDialog):
                top.reject()
    assert checker.markup == set()
    assert checker.seen > 2


def test_the_checker_finds_markup(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QLabel(MARKUP, window)
    ElidedLabel(MARKUP, window)
    window.setToolTip(f"<qt>{MARKUP}</qt>")
    checker = MarkupChecker()
    checker.check(window)
    assert {where for where, _ in checker.markup} == {"label in QWidget", "tooltip of QWidget"}
