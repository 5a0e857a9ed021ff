"""Changes of many songs at once do not block the window."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.core.track_table import TrackTable
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.main_window.controllers import library
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory


def test_many_changed_songs_are_prepared_off_the_gui_thread(
    qtbot: QtBot, make_window: WindowFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = songs(30)
    proposed = next(row.track_id for row in rows if row.proposed and not row.accepted)
    window = make_window(FakeService(rows))
    monkeypatch.setattr(library, "AT_ONCE", 3)
    threads = []
    ready = SongColumns.from_table

    def watched(table: TrackTable) -> SongColumns:
        threads.append(threading.current_thread())
        return ready(table)

    monkeypatch.setattr(SongColumns, "from_table", watched)
    window.library.select({5})
    window.tagging.accept_shown()
    qtbot.waitUntil(lambda: bool(threads))
    qtbot.waitUntil(lambda: bool(window.views.table.song(proposed).accepted))
    assert threading.main_thread() not in threads
    assert window.views.table.selection() == {5}
