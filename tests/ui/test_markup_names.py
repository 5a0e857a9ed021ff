"""Names and tags that are markup are shown letter by letter, in every view, dialog and tooltip."""

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
from tests.support.ui.fake_service import FakeService, songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory

EVIL = '<b>x</b><img src="http://example.invalid/i.png">'
ROWS = 8


def evil(row: SongRow) -> SongRow:
    """The song with markup wherever a stranger's words may stand."""
    words = FileTags(EVIL, EVIL, EVIL, EVIL, moods=(EVIL,), key=EVIL)
    return replace(row, path=f"/music/{EVIL}/{row.track_id} {EVIL}.flac", tags=words)


def read_as_markup(text: str) -> bool:
    """Whether Qt would draw the text as markup that holds the strangers' tags."""
    if not GuiQt.mightBeRichText(text):
        return False
    document = QTextDocument()
    document.setHtml(text)
    return "x" in text and "<b>" in text and "<b>" not in document.toPlainText()


def texts(top: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of all that Qt may take for markup by itself."""
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
    above = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
    for row in range(min(ROWS, model.rowCount(above))):
        for column in range(columns):
            index = model.index(row, column, above)
            value = index.data(Qt.ItemDataRole.ToolTipRole)
            yield value if isinstance(value, str) else ""
        if not isinstance(model, QAbstractListModel | QAbstractTableModel):
            yield from tooltips(model, model.index(row, 0, above))


class Watch:
    """What was read as markup, and how often a stranger's words were met at all."""

    def __init__(self) -> None:
        self.markup: set[tuple[str, str]] = set()
        self.met = 0

    def look(self, top: QWidget) -> None:
        for where, text in texts(top):
            self.met += "x&lt;/b&gt;" in text or EVIL[:8] in text
            if read_as_markup(text):
                self.markup.add((where, text[:200]))


def test_names_are_never_markup(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService([evil(row) for row in songs(24)])
    service.folder_paths = [f"/music/{EVIL}"]
    service.recovered = [(f"/music/{EVIL}.flac", f"{EVIL} was found.")]
    service.notice = EVIL
    service.set_mood_preferences(MoodPreferences(names={"happy": EVIL, "sad": EVIL}))
    window = make_window(service, settings=Settings(mood_names={"happy": EVIL, "sad": EVIL}))
    watch = Watch()
    for page in range(window.views.bottom_tabs.count()):
        window.views.bottom_tabs.setCurrentIndex(page)
        settle(qtbot, window)
        watch.look(window)
    window.library.select({3})
    qtbot.waitUntil(lambda: window.inspector.track_id == 3)
    settle(qtbot, window)
    watch.look(window)
    window.library.select({3, 4, 5})
    settle(qtbot, window)
    watch.look(window)
    for mood in ("happy", "sad"):
        window.tagging.decide(4, mood, True)
    settle(qtbot, window)
    for show in dialog_openers(window).values():
        if window._closing:
            break
        show()
        settle(qtbot, window)
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible() and is_inside(top, window):
                watch.look(top)
                top.reject()
        settle(qtbot, window)
    watch.look(window)
    assert watch.markup == set()
    assert watch.met > 20


def test_messages_jobs_and_questions_are_never_markup(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    service = FakeService([evil(row) for row in songs(6)])
    window = make_window(service)
    watch = Watch()
    window.views.messages.show_message(EVIL, warning=True)
    window.views.messages.show_banner(EVIL)
    outside = tmp_path / "<b>x<" / "<b>x<.mp3"
    outside.parent.mkdir()
    outside.write_bytes(b"no song")
    window.drops.open_paths([str(outside)])
    window.folders.ask_to_remove(f"/music/{EVIL}")
    window.scans.scan([f"/music/{EVIL}"])
    settle(qtbot, window)
    for top in QApplication.topLevelWidgets():
        if is_inside(top, window):
            watch.look(top)
            if isinstance(top, QDialog):
                top.reject()
    assert watch.markup == set()
    assert watch.met > 2


def test_markup_would_be_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QLabel(EVIL, window)
    ElidedLabel(EVIL, window)
    window.setToolTip(f"<qt>{EVIL}</qt>")
    watch = Watch()
    watch.look(window)
    assert {where for where, _ in watch.markup} == {"label in QWidget", "tooltip of QWidget"}
