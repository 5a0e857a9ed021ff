"""Songs handed to other programs: dragged, copied, shown in the file manager; one menu for all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from moodtagger.core.cue_sheet import cue_track_path
from moodtagger.core.tracks import SongRow
from moodtagger.ui import song_files
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.song_files import dragged_songs, file_url, song_mime_data
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory

LEFT = Qt.MouseButton.LeftButton
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, make_window: WindowFactory) -> MainWindow:
    window = make_window(FakeService(songs(8)))
    qtbot.waitUntil(lambda: window.views.table.model.rowCount() == 8)
    return window


@pytest.fixture
def dragged(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The ids of the songs of each drag, which does not run here."""
    found: list[list[int]] = []

    def drag_songs(_source: object, rows: list[SongRow]) -> None:
        found.append([row.track_id for row in rows])

    for module in ("library.table", "main_window.controllers.song_menu"):
        monkeypatch.setattr(f"moodtagger.ui.{module}.drag_songs", drag_songs)
    return found


def test_songs_are_files_for_other_programs() -> None:
    album = "/music/al bum.flac"
    parts = [
        replace(song, path=cue_track_path(album, number), start_s=0.0)
        for number, song in enumerate(songs(2), 1)
    ]
    odd = replace(songs(1)[0], track_id=9, path=os.fsdecode(b"/music/\xff#%.mp3"))
    data = song_mime_data([*parts, odd])
    urls = [bytes(url.toEncoded().data()) for url in data.urls()]
    assert urls == [b"file:///music/al%20bum.flac", b"file:///music/%FF%23%25.mp3"]
    assert dragged_songs(data) == [parts[0].track_id, parts[1].track_id, 9]


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b'["a", 1.5, null]'])
def test_foreign_data_holds_no_songs(content: bytes) -> None:
    data = QMimeData()
    data.setData(song_files.SONGS_MIME, content)
    assert dragged_songs(data) == []


def test_rows_of_the_table_are_dragged_together(
    window: MainWindow, dragged: list[list[int]]
) -> None:
    view = window.views.table.view
    ids = window.views.table.model.track_ids().tolist()
    window.library.select(set(ids[1:3]))
    start = view.visualRect(view.model().index(1, 0)).center()
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    QTest.mouseMove(view.viewport(), start + QPoint(1, 1))
    assert dragged == []
    move_with_button(view.viewport(), start + QPoint(0, 40))
    assert dragged == [ids[1:3]]
    QTest.mouseRelease(view.viewport(), LEFT, pos=start + QPoint(0, 40))
    other = view.visualRect(view.model().index(4, 0)).center()
    QTest.mousePress(view.viewport(), LEFT, pos=other)
    move_with_button(view.viewport(), other + QPoint(0, 40))
    assert dragged[1:] == [[ids[4]]]


def move_with_button(widget: object, at: QPoint) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    kind, none = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, QPointF(at), QPointF(at), Qt.MouseButton.NoButton, LEFT, none)
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type]


def test_selected_points_of_the_map_are_dragged(
    window: MainWindow, dragged: list[list[int]]
) -> None:
    song_map = window.views.map
    ids = window.views.table.model.track_ids().tolist()[:3]
    window.library.select(set(ids))
    place = song_map.scene.screen_position(ids[0])
    assert place is not None
    start = QPoint(round(place[0]), round(place[1]))
    assert song_map.scene.song_at(start.x(), start.y()) in ids
    QTest.mousePress(song_map, LEFT, pos=start)
    move_with_button(song_map, start + QPoint(60, 0))
    assert [set(drag) for drag in dragged] == [set(ids)]
    assert window.views.table.selection() == set(ids)


def test_the_windows_own_songs_are_no_new_files(window: MainWindow) -> None:
    rows = window.views.table.songs(window.views.table.model.track_ids().tolist()[:1])
    for data, taken in ((song_mime_data(rows), False), (QMimeData(), True)):
        data.setUrls([file_url("/music/a.mp3")])
        none = Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, none)
        event.ignore()
        QApplication.sendEvent(window, event)
        assert window.views.drop_hint.isVisible() == taken


def test_paths_are_copied(qtbot: QtBot, window: MainWindow) -> None:
    ids = window.views.table.model.track_ids().tolist()[:2]
    window.library.select(set(ids))
    qtbot.keyClick(window, Qt.Key.Key_C, CTRL_SHIFT)
    paths = [row.path for row in window.views.table.songs(ids)]
    assert QGuiApplication.clipboard().text() == "\n".join(paths)
    assert "2 files" in window.views.messages.texts()[-1]


def test_a_file_is_shown_in_its_folder(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    where = "moodtagger.ui.main_window.controllers.song_menu.show_in_folder"
    monkeypatch.setattr(where, lambda path: bool(asked.append(path)))
    (row,) = window.views.table.songs(window.views.table.model.track_ids().tolist()[:1])
    window.library.select({row.track_id})
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL_SHIFT)
    qtbot.waitUntil(lambda: asked == [row.path])
    qtbot.waitUntil(lambda: "Couldn't open" in " ".join(window.views.messages.texts()))


def test_what_is_missing_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        song_files.QDesktopServices, "openUrl", lambda url: not opened.append(url.toLocalFile())
    )
    monkeypatch.setattr(song_files, "_select_by_dbus", lambda path: False)
    monkeypatch.setattr(song_files.sys, "platform", "linux")
    song = tmp_path / "a.mp3"
    assert song_files.show_in_folder(str(song))  # its folder is there
    song.touch()
    assert song_files.show_in_folder(str(song))
    assert opened == [str(tmp_path)] * 2
    assert not song_files.show_in_folder(str(tmp_path / "gone" / "a.mp3"))


def test_table_and_map_have_the_same_menu(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.library.select(set(window.views.table.model.track_ids().tolist()[:1]))
    texts = [a.text().replace("&", "") for a in window.song_menu.menu(window).actions()]
    wanted = ["Play", "Show similar songs", "Path between songs…", "Correct mood…"]
    wanted += ["Review selected songs", "Add to playlist", "Show in folder", "Copy file paths"]
    positions = [texts.index(text) for text in wanted]
    assert positions == sorted(positions)
    assert "Re-analyze selected songs" in texts
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: shown.append(menu))
    window.views.table.view.customContextMenuRequested.emit(QPoint(5, 5))
    window.views.map.menuRequested.emit(QPoint(5, 5))
    on_table, on_map = ([a.text().replace("&", "") for a in menu.actions()] for menu in shown)
    assert on_table == texts
    assert on_map[: len(texts)] == texts
    assert "Show selection on map" in on_map


def test_selected_songs_are_analyzed_again(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(3))
    window = make_window(service)
    qtbot.waitUntil(lambda: window.views.table.model.rowCount() == 3)
    ids = window.views.table.model.track_ids().tolist()
    window.library.select({ids[0]})
    window.song_menu.reanalyze_action.trigger()
    qtbot.waitUntil(lambda: service.reanalyzed == [ids[0]])
