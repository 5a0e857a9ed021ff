"""Workflows of the window from key press to result, on an in-memory library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moodtagger.core.tracks import TrackState
from moodtagger.ui.inspector.selection_summary import SelectionSummary
from moodtagger.ui.main_window.controllers.external_requests import dropped_paths
from moodtagger.ui.main_window.dialogs import FileListDialog
from moodtagger.ui.main_window.messages import MessageWidget
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.review.history_dialog import HistoryDialog
from moodtagger.ui.review.preview_dialog import PreviewDialog
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory

Key, Mod = Qt.Key, Qt.KeyboardModifier


def drop(window: MainWindow, *paths: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Mod.NoModifier
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(300, 300), action, mime, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.views.drop_hint.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), action, mime, buttons, keys))
    assert not window.views.drop_hint.isVisible()


def shows_message(window: MainWindow, part: str) -> bool:
    return any(part in text for text in window.views.messages.texts())


def press(window: MainWindow, text: str) -> None:
    """Press the button with that text in a message."""
    for message in window.findChildren(MessageWidget):
        for button in message.buttons:
            if button.text().startswith(text):
                button.click()
                return
    raise AssertionError(f"no button {text!r}")


def test_the_first_start_offers_a_folder_or_the_demo(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService()
    window = make_window(service)
    assert window.views.screens.currentWidget() is window.views.welcome
    assert "Nothing is written" in window.views.welcome.text()
    assert not window.actions_.rescan.isEnabled()
    window.views.welcome.demo.setFocus()
    QTest.keyClick(window.views.welcome.demo, Key.Key_Space)
    qtbot.waitUntil(lambda: shows_message(window, "Scan finished"))
    assert service.scanned[0].endswith("demo")
    assert window.views.screens.currentWidget() is window.views.main_splitter


def test_a_scan_shows_rows_as_they_arrive_and_counts_failures(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(5))
    service.files_per_scan, service.file_limit = 40, 15
    window = make_window(service)
    QTest.keyClick(window, Key.Key_F5)
    qtbot.waitUntil(lambda: len(window.views.table.model.songs) == 5 + 15)
    assert window.status.isVisible()
    assert "of 40" in window.status.text
    assert not window.actions_.rescan.isEnabled()
    service.file_limit = None
    qtbot.waitUntil(lambda: shows_message(window, "4 failed"))
    assert len(window.views.table.model.songs) == 45
    assert not window.status.isVisible()
    press(window, "Show details")
    dialog = window.findChild(FileListDialog)
    assert dialog is not None
    assert not dialog.isModal()
    assert dialog.tree.topLevelItemCount() == 4
    dialog.close()


def test_cancel_stops_before_the_next_file_and_can_resume(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(3))
    service.files_per_scan, service.file_limit = 10_000, 7
    window = make_window(service)
    QTest.keyClick(window, Key.Key_F5)
    qtbot.waitUntil(lambda: len(window.views.table.model.songs) == 3 + 7)
    QTest.keyClick(window.status.cancel_button, Key.Key_Space)
    qtbot.waitUntil(lambda: shows_message(window, "Scan stopped"))
    assert not window.context.scanning
    assert len(service.rows_by_id) == 3 + 7
    service.files_per_scan, service.file_limit = 2, None
    press(window, "Resume")
    qtbot.waitUntil(lambda: shows_message(window, "Scan finished"))


def test_a_second_scan_waits_for_the_first(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(3))
    service.gate.clear()
    window = make_window(service)
    window.scans.scan(["/one"])
    window.scans.scan(["/two"])
    assert shows_message(window, "after the current scan")
    service.gate.set()
    qtbot.waitUntil(lambda: service.scanned == ["/one", "/two"] and not window.context.scanning)


def test_a_dropped_folder_is_scanned(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    service = FakeService()
    window = make_window(service)
    drop(window, str(tmp_path))
    qtbot.waitUntil(lambda: shows_message(window, "Scan finished"))
    assert service.scanned == [str(tmp_path)]


def test_a_dropped_file_is_analyzed_but_added_only_on_request(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    service = FakeService(songs(4))
    window = make_window(service)
    song = tmp_path / "from outside.mp3"
    song.write_bytes(b"sound")
    drop(window, str(song))
    stack = window.views.cards
    qtbot.waitUntil(lambda: stack.card(str(song)) is not None)
    card = stack.cards()[0]
    qtbot.waitUntil(lambda: "Mostly" in card.moods_label.text())
    assert "Valence" in card.valence_arousal_label.text()
    assert len(service.rows_by_id) == 4
    assert service.scanned == []
    card.add_button.setFocus()
    QTest.keyClick(card.add_button, Key.Key_Space)
    qtbot.waitUntil(lambda: not stack.cards())
    assert service.scanned == [str(song)]
    qtbot.waitUntil(lambda: window.views.table.selection() == {5})


def test_a_dropped_copy_of_a_song_says_so_and_shows_the_song(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    service = FakeService(songs(4))
    window = make_window(service)
    copy = tmp_path / "copy.mp3"
    copy.write_bytes(b"sound")
    service.recordings.copies_of_files[str(copy)] = [2]
    drop(window, str(copy))
    qtbot.waitUntil(lambda: window.views.table.selection() == {2})
    card = window.views.cards.cards()[0]
    assert service.rows_by_id[2].path in card.status_label.text()
    window.library.select({1})
    QTest.mouseClick(card.show_button, Qt.MouseButton.LeftButton)
    assert window.views.table.selection() == {2}
    bottom = card.mapTo(window.views, card.rect().topLeft()).y()
    assert bottom >= window.views.screens.geometry().bottom()  # covers nothing


def test_closing_a_card_does_not_add_its_file(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    service = FakeService(songs(4))
    window = make_window(service)
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"noise")
    drop(window, str(broken))
    qtbot.waitUntil(lambda: bool(window.views.cards.cards()))
    card = window.views.cards.cards()[0]
    qtbot.waitUntil(lambda: "no sound" in card.moods_label.text())
    assert not card.add_button.isEnabled()
    QTest.mouseClick(card.close_button, Qt.MouseButton.LeftButton)
    assert not window.views.cards.isVisible()
    assert len(service.rows_by_id) == 4


def test_a_dropped_song_of_the_library_is_selected(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(4))
    window = make_window(service)
    drop(window, service.rows_by_id[3].path)
    qtbot.waitUntil(lambda: window.views.table.selection() == {3})
    assert window.views.map.selection() == {3}
    assert shows_message(window, "Already in your library")


def test_one_selection_in_map_table_and_inspector(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(30)))
    views = window.views
    views.table.view.setFocus()
    QTest.keyClick(views.table.view, Key.Key_Home, Mod.ControlModifier)
    QTest.keyClick(views.table.view, Key.Key_Down)
    chosen = views.table.selection()
    assert len(chosen) == 1
    assert views.map.selection() == chosen
    assert window.inspector.track_id in chosen
    other = next(
        r.track_id for r in songs(30) if r.valence is not None and r.track_id not in chosen
    )
    views.map.select({other}, current=other)
    assert views.table.selection() == {other}
    assert window.inspector.track_id == other


def test_accept_preview_write_undo(qtbot: QtBot, make_window: WindowFactory) -> None:
    rows = [row for row in songs(40) if row.proposed and not row.accepted]
    rows = [row for row in rows if "Shadow" not in row.path][:6]
    service = FakeService(rows)
    before = dict(service.moods_in_files)
    window = make_window(service)
    QTest.keyClick(window, Key.Key_Return, Mod.ControlModifier | Mod.ShiftModifier)
    qtbot.waitUntil(lambda: shows_message(window, "Accepted"))
    assert service.moods_in_files == before
    QTest.keyClick(window, Key.Key_S, Mod.ControlModifier)
    dialog = window.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: len(dialog.checked_plans()) == 6)
    assert service.moods_in_files == before
    assert "6 files" in dialog.heading.text()
    # Space excludes the first file.
    dialog.view.setFocus()
    QTest.keyClick(dialog.view, Key.Key_Space)
    left_out, *written = [plan.path for plan in dialog.plans]
    assert "5 files" in dialog.write_button.text()
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert f"+ MOOD = {service.tracks.find(written[0]).accepted[0]}" in text  # type: ignore[union-attr]
    QTest.keyClick(dialog.write_button, Key.Key_Space)
    qtbot.waitUntil(lambda: shows_message(window, "written to 5 files"))
    assert service.moods_in_files[left_out] == before[left_out]
    assert all(service.moods_in_files[path] != before[path] for path in written)
    assert window.library.song(service.tracks.find(written[0]).track_id).state is TrackState.WRITTEN  # type: ignore[union-attr]
    press(window, "Undo")
    qtbot.waitUntil(lambda: service.moods_in_files == before)


def test_the_summary_of_a_selection_follows_decisions(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = [row for row in songs(40) if row.proposed and not row.accepted][:3]
    window = make_window(FakeService(rows))
    window.library.select({row.track_id for row in rows})
    summary = window.views.inspector.findChild(SelectionSummary)
    assert summary is not None
    button = summary.accept_button
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not button.isEnabled())


def test_accepting_can_be_undone(qtbot: QtBot, make_window: WindowFactory) -> None:
    rows = [row for row in songs(40) if row.proposed and not row.accepted][:3]
    service = FakeService(rows)
    window = make_window(service)
    QTest.keyClick(window, Key.Key_Return, Mod.ControlModifier | Mod.ShiftModifier)
    qtbot.waitUntil(lambda: shows_message(window, "Accepted"))
    press(window, "Undo")
    qtbot.waitUntil(lambda: not any(row.accepted for row in service.rows_by_id.values()))


def test_escape_stops_a_write_after_the_current_file(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = [row for row in songs(60) if row.accepted and "Shadow" not in row.path][:4]
    service = FakeService(rows)
    window = make_window(service)
    QTest.keyClick(window, Key.Key_S, Mod.ControlModifier)
    dialog = window.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.write_button.isEnabled())
    service.gate.clear()
    QTest.keyClick(dialog.write_button, Key.Key_Space)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    service.gate.set()
    qtbot.waitUntil(lambda: shows_message(window, "Stopped."))
    assert window.tagging.dialog is None


def test_changed_policies_update_the_preview_and_are_saved(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = [row for row in songs(60) if row.accepted][:2]
    window = make_window(FakeService(rows))
    QTest.keyClick(window, Key.Key_S, Mod.ControlModifier)
    dialog = window.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "2 tags" in dialog.heading.text())
    QTest.keyClick(dialog.policy_box.energy, Key.Key_Space)
    qtbot.waitUntil(lambda: "4 tags" in dialog.heading.text())
    QTest.keyClick(dialog.write_button, Key.Key_Space)
    qtbot.waitUntil(lambda: shows_message(window, "Moods written"))
    assert window.context.settings.write_energy


def test_undo_in_the_history_reports_skipped_files(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = [row for row in songs(60) if row.accepted and "Shadow" not in row.path][:3]
    service = FakeService(rows)
    plans = service.tagging.preview(rows, window_policy()).plans
    service.tagging.write(plans, window_policy())
    service.moods_in_files[rows[0].path] = ("Rain",)
    window = make_window(service)
    QTest.keyClick(window, Key.Key_H, Mod.ControlModifier)
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    QTest.keyClick(dialog.undo_button, Key.Key_Space)
    qtbot.waitUntil(lambda: "2 files restored" in dialog.message.text())
    assert "Rain" in dialog.message.text()
    dialog.close()


def window_policy():  # noqa: ANN201
    from moodtagger.core.tag_plan import WritePolicy

    return WritePolicy()


def test_an_unusable_model_is_reported(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(5))
    service.notice = "Couldn't use the model “mine”."
    window = make_window(service)
    assert service.notice in window.context.views.messages.texts()


def test_a_read_only_library_disables_changes(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(5), read_only=True))
    assert shows_message(window, "not change anything")
    actions = window.actions_
    for action in (actions.add_folder, actions.rescan, actions.accept_shown, actions.write):
        assert not action.isEnabled()
    assert actions.history.isEnabled()
    window.library.select({window.views.table.model.row(0).track_id})
    moods = window.views.inspector.song_page.moods
    qtbot.waitUntil(lambda: bool(moods.bars))
    assert not moods.accept_all_button.isEnabled()
    assert not moods.bars[0].accept_button.isEnabled()


def test_a_message_of_one_line_has_the_height_of_one_line(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(5)))
    window.resize(1000, 700)
    short = window.views.messages.show_banner("Short.")
    long = window.views.messages.show_banner(
        "A long sentence that still finds room in one line. " * 2
    )
    qtbot.waitUntil(lambda: 0 < long.height() < 2 * short.height())
    assert long.height() == short.height()


def test_a_dropped_name_that_is_not_utf8_keeps_its_bytes() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromEncoded(b"file:///music/%FF%20a.mp3"), QUrl("file:///music/%C3%A9.mp3")])
    assert dropped_paths(mime) == [
        "/music/\udcff a.mp3",
        "/music/\N{LATIN SMALL LETTER E WITH ACUTE}.mp3",
    ]


def test_double_click_plays_and_space_pauses(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(20)))
    view = window.views.table.view
    view.setFocus()
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Return)
    assert window.player.is_playing
    assert window.player.track_id in window.views.table.selection()
    QTest.keyClick(view, Key.Key_Space)
    assert not window.player.is_playing


def test_the_playing_file_is_closed_before_it_is_written(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = [row for row in songs(60) if row.accepted and "Shadow" not in row.path][:1]
    window = make_window(FakeService(rows))
    window.playback.play(rows[0].track_id)
    QTest.keyClick(window, Key.Key_S, Mod.ControlModifier)
    dialog = window.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.write_button.isEnabled())
    QTest.keyClick(dialog.write_button, Key.Key_Space)
    assert window.player.path is None
    qtbot.waitUntil(lambda: shows_message(window, "Moods written"))


def test_removing_a_folder_needs_confirmation(qtbot: QtBot, make_window: WindowFactory) -> None:
    from PySide6.QtWidgets import QMessageBox, QPushButton

    service = FakeService(songs(5))
    window = make_window(service)
    window.views.sidebar.folderRemoveRequested.emit("/music")
    box = window.findChild(QMessageBox)
    assert box is not None
    assert service.folder_paths == ["/music"]
    forget = next(b for b in box.findChildren(QPushButton) if "delete" in b.text())
    QTest.keyClick(forget, Key.Key_Space)
    qtbot.waitUntil(lambda: window.views.screens.currentWidget() is window.views.welcome)
    assert service.folder_paths == []
