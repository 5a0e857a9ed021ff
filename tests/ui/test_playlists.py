"""Playlists in the window: made, shown, ordered by keys and drags, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from moodtagger.core.playlists import Playlist, SmartRules
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.song_files import song_mime_data
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def service() -> FakeService:
    service = FakeService(songs(6))
    ids = list(service.rows_by_id)
    service.playlists.save(Playlist("Friday").with_songs([ids[4], ids[0], ids[2], ids[1]]))
    service.playlists.save(Playlist("All", rules=SmartRules("", "-title", 3)))
    return service


@pytest.fixture
def window(qtbot: QtBot, make_window: WindowFactory, service: FakeService) -> MainWindow:
    window = make_window(service)
    qtbot.waitUntil(lambda: len(window.playlists.listed) == 2)
    return window


def order(window: MainWindow) -> list[int]:
    return window.views.table.model.track_ids().tolist()


def friday(service: FakeService) -> list[int]:
    return next(p for p in service.playlists.by_id.values() if p.name == "Friday").track_ids


def entry(window: MainWindow, name: str) -> QModelIndex:
    tree = window.views.sidebar.tree
    model = tree.model()
    flags = Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly
    (found,) = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, name, 1, flags)
    tree.scrollTo(found)
    return found


def click(window: MainWindow, name: str) -> None:
    tree = window.views.sidebar.tree
    at = tree.visualRect(entry(window, name)).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def drop(view: QAbstractScrollArea, data: QMimeData, at: QPoint) -> bool:
    """Drag data to a point of a view and drop it there, where it is taken."""
    actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, actions, data, button, none)
    QApplication.sendEvent(view.viewport(), enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(at), actions, data, button, none))
    return True


def focus(qtbot: QtBot, widget: QWidget) -> None:
    """Give a widget the focus, also after a dialog had it."""
    widget.window().activateWindow()
    qtbot.waitUntil(widget.window().isActiveWindow)
    widget.setFocus()


def undo(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.actions_.undo.isEnabled)
    qtbot.keyClick(window, Key.Key_Z, CTRL)


def test_a_playlist_is_shown_in_its_order(window: MainWindow, service: FakeService) -> None:
    click(window, "Friday")
    assert order(window) == friday(service)
    assert "4 of 6" in window.context.summary.text()
    header = window.views.table.view.horizontalHeader()
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert sorted(order(window)) == sorted(friday(service))
    assert not window.views.table.order_can_change
    click(window, "All")
    assert len(order(window)) == 3
    assert not window.views.table.order_can_change
    click(window, "All")
    assert len(order(window)) == 6


def test_songs_are_moved_and_removed_by_keys(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    before = friday(service)
    click(window, "Friday")
    view = window.views.table.view
    window.library.select({before[2]})
    focus(qtbot, view)
    qtbot.keyClick(view, Key.Key_Up, ALT)
    moved = [before[0], before[2], before[1], before[3]]
    qtbot.waitUntil(lambda: order(window) == moved == friday(service))
    assert window.views.table.selection() == {before[2]}
    qtbot.keyClick(view, Key.Key_Delete)
    kept = [before[0], before[1], before[3]]
    qtbot.waitUntil(lambda: order(window) == kept == friday(service))
    undo(qtbot, window)
    qtbot.waitUntil(lambda: order(window) == moved)
    undo(qtbot, window)
    qtbot.waitUntil(lambda: order(window) == before == friday(service))
    qtbot.keyClick(window, Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: order(window) == moved)


def test_songs_are_dragged_within_a_playlist(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    before = friday(service)
    view = window.views.table.view
    data = song_mime_data([service.rows_by_id[before[3]]])
    assert not drop(view, data, QPoint(20, 5))  # of all songs, the order is not the user's
    click(window, "Friday")
    second = view.visualRect(view.model().index(1, 0))
    assert drop(view, data, second.topLeft() + QPoint(20, 2))
    expected = [before[0], before[3], before[1], before[2]]
    qtbot.waitUntil(lambda: order(window) == expected == friday(service))
    assert drop(view, data, QPoint(20, view.viewport().height() - 2))  # below all of them
    qtbot.waitUntil(lambda: friday(service) == before)


def test_songs_are_dropped_on_a_playlist(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    tree = window.views.sidebar.tree
    ids = list(service.rows_by_id)
    data = song_mime_data([service.rows_by_id[ids[5]], service.rows_by_id[ids[0]]])
    before = friday(service)
    assert not drop(tree, data, tree.visualRect(entry(window, "All")).center())
    assert drop(tree, data, tree.visualRect(entry(window, "Friday")).center())
    qtbot.waitUntil(lambda: friday(service) == [*before, ids[5]])
    undo(qtbot, window)
    qtbot.waitUntil(lambda: friday(service) == before)
    files = QMimeData()
    files.setText("no songs")
    assert not drop(tree, files, tree.visualRect(entry(window, "Friday")).center())


def test_a_playlist_is_made_of_the_selection_renamed_and_removed(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    ids = list(service.rows_by_id)
    window.library.select({ids[1], ids[3]})
    menu = window.song_menu.menu(window)
    adds = next(m for m in menu.findChildren(QMenu))
    assert [a.text() for a in adds.actions() if a.text()] == ["&New playlist…", "Friday"]
    adds.actions()[0].trigger()
    window.playlists.dialog.setTextValue("Sunday")
    window.playlists.dialog.accept()
    qtbot.waitUntil(lambda: len(service.playlists.by_id) == 3)
    qtbot.waitUntil(lambda: len(window.playlists.listed) == 3)
    tree = window.views.sidebar.tree
    click(window, "Sunday")
    assert set(order(window)) == {ids[1], ids[3]}
    focus(qtbot, tree)
    qtbot.keyClick(tree, Key.Key_F2)
    edit = window.playlists.dialog.findChild(QLineEdit)
    edit.setText("Monday")
    qtbot.keyClick(edit, Key.Key_Return)
    qtbot.waitUntil(lambda: any(c.playlist.name == "Monday" for c in window.playlists.listed))
    focus(qtbot, tree)
    qtbot.keyClick(tree, Key.Key_Delete)
    qtbot.waitUntil(lambda: len(service.playlists.by_id) == 2)
    qtbot.waitUntil(lambda: len(order(window)) == 6)  # all songs again
    undo(qtbot, window)
    qtbot.waitUntil(lambda: any(c.playlist.name == "Monday" for c in window.playlists.listed))


def test_a_search_is_saved_as_a_smart_playlist_and_kept_current(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    wanted = next(iter(service.rows_by_id.values()))
    window.views.search.edit.setText(f'title:"{wanted.name}"')
    window.playlists.save_search()
    dialog = window.playlists.dialog
    assert dialog.search.text() == f'title:"{wanted.name}"'
    dialog.search.setText("bpm:x")
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Save).isEnabled()
    assert "x" in dialog.problem.text()
    dialog.search.setText(f'title:"{wanted.name}"')
    dialog.name.setText("One")
    dialog.limit.setValue(5)
    dialog.descending.setChecked(True)
    dialog.accept()
    qtbot.waitUntil(lambda: len(window.playlists.listed) == 3)
    saved = next(p for p in service.playlists.by_id.values() if p.name == "One")
    assert saved.rules == SmartRules(f'title:"{wanted.name}"', "-artist", 5)
    window.views.search.clear()
    click(window, "One")
    assert wanted.track_id in order(window)
    del service.rows_by_id[wanted.track_id]
    window.playlists.reload()
    qtbot.waitUntil(lambda: wanted.track_id not in order(window))


def test_playlists_are_imported_and_exported(
    qtbot: QtBot, window: MainWindow, service: FakeService, tmp_path: Path
) -> None:
    window.playlists.files.import_files([str(tmp_path / "mix.m3u8"), str(tmp_path / "x.bad")])
    qtbot.waitUntil(lambda: len(window.views.messages.texts()) == 2)
    texts = " ".join(window.views.messages.texts())
    assert "Imported “mix”: 2 songs. 1 song is not in the library yet." in texts
    assert "no songs" in texts
    undo(qtbot, window)
    qtbot.waitUntil(lambda: len(service.playlists.by_id) == 2)
    menu = QMenu(window)
    window.playlists.fill_menu("playlist:2", menu, smart=True)
    assert [a.text().replace("&", "") for a in menu.actions()] == [
        "Edit…",
        "Rename…",
        "Export…",
        "Remove",
    ]
    menu.actions()[2].trigger()
    dialog = window.playlists.files.dialog
    assert dialog is not None
    assert any("nsp" in text for text in dialog.nameFilters())
    dialog.fileSelected.emit(str(tmp_path / "all.nsp"))
    qtbot.waitUntil(lambda: len(service.playlists.exported) == 1)
    dialog.reject()


def test_a_library_that_is_read_only_shows_playlists_only(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(3), read_only=True)
    service.playlists.save(Playlist("Friday").with_songs(list(service.rows_by_id)))
    window = make_window(service)
    qtbot.waitUntil(lambda: len(window.playlists.listed) == 1)
    click(window, "Friday")
    assert not window.views.table.order_can_change
    menu = QMenu(window)
    window.playlists.fill_menu("playlist:1", menu, smart=False)
    assert [a.isEnabled() for a in menu.actions()] == [False, True, False]
    window.playlists.remove("playlist:1")
    assert len(service.playlists.by_id) == 1
