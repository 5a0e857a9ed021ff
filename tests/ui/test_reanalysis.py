"""Background re-analysis of stale songs in the window, visible songs first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.tracks import SongRow
from moodtagger.services.similarity_search import SimilarSongs
from moodtagger.settings import Settings
from moodtagger.ui.job_panel import stage_text
from moodtagger.ui.jobs.job_registry import JobEntry, JobStage
from moodtagger.ui.library.cell_formatting import accessible_text, cell_tooltip
from moodtagger.ui.library.column_definitions import TableColumn
from moodtagger.ui.main_window.controllers import reanalysis
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import analyzed_row, unanalyzed_row

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from moodtagger.ui.main_window.window import MainWindow

Make = Callable[..., "MainWindow"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reanalysis, "SOON_MS", 0)


def stale_songs(count: int) -> list[SongRow]:
    rng = np.random.default_rng(3)
    rows = [analyzed_row(unanalyzed_row(i, rng), rng) for i in range(1, count + 1)]
    return [replace(row, stale=True) for row in rows]


def service_with_permits(count: int) -> FakeService:
    """A library whose stale songs are re-analyzed one at a time, as the test permits."""
    service = FakeService(stale_songs(count))
    while service.song_permits.acquire(blocking=False):
        pass
    return service


def entry(window: MainWindow) -> JobEntry:
    return window.context.job_registry.entries[-1]


def started(qtbot: QtBot, window: MainWindow) -> JobEntry:
    qtbot.waitUntil(lambda: window.reanalysis.job is not None)
    return entry(window)


def ended(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(
        lambda: window.reanalysis.job is None and bool(window.context.job_registry.entries)
    )


def test_quick_analyses_are_completed_without_a_message(make_window: Make, qtbot: QtBot) -> None:
    service = service_with_permits(2)
    service.quick_songs = 2
    window = make_window(service)
    job = started(qtbot, window)
    assert job.title == "Analyzing completely: 2 songs"
    assert not window.views.messages.texts()
    service.song_permits.release(2)
    ended(qtbot, window)
    assert service.reanalysis.count_stale() == 0


def test_stopped_completing_goes_on_after_a_scan(make_window: Make, qtbot: QtBot) -> None:
    service = service_with_permits(2)
    service.quick_songs = 2
    window = make_window(service)
    window.context.job_registry.stop(started(qtbot, window))
    ended(qtbot, window)
    window.reanalysis.start_timer.start()
    qtbot.wait(50)
    assert window.reanalysis.job is None
    window.scans.finished.emit(["/music"])
    started(qtbot, window)
    service.song_permits.release(2)
    ended(qtbot, window)


def test_it_starts_by_itself_and_updates_the_views(make_window: Make, qtbot: QtBot) -> None:
    service = service_with_permits(3)
    window = make_window(service)
    job = started(qtbot, window)
    assert job.pausable
    assert job.stoppable
    assert "3" in job.title
    assert [row.stale for row in map(window.views.table.song, (1, 2, 3)) if row] == [True] * 3
    service.song_permits.release(3)
    ended(qtbot, window)
    assert all(row.valence == 0.99 for row in service.rows_by_id.values())
    qtbot.waitUntil(lambda: window.views.table.song(3) == service.rows_by_id[3])
    assert job.stage is JobStage.DONE
    assert job.progress is not None
    assert (job.progress.done, job.progress.total) == (3, 3)
    assert job.summary == "Done: 3 songs updated."


def test_nothing_starts_without_stale_songs(make_window: Make, qtbot: QtBot) -> None:
    window = make_window(FakeService([replace(row, stale=False) for row in stale_songs(2)]))
    with qtbot.waitSignal(window.reanalysis.start_timer.timeout):
        window.reanalysis.start_timer.start()
    window.reanalysis.action.trigger()
    messages = window.views.messages
    qtbot.waitUntil(lambda: "The analysis of all songs is up to date." in messages.texts())
    assert not window.context.job_registry.entries


def test_nothing_starts_in_a_read_only_library(make_window: Make, qtbot: QtBot) -> None:
    service = FakeService(stale_songs(2), read_only=True)
    window = make_window(service)
    with qtbot.waitSignal(window.reanalysis.start_timer.timeout):
        window.reanalysis.start_timer.start()
    assert not window.context.job_registry.entries
    assert not window.reanalysis.action.isEnabled()


def test_it_is_announced_once_per_model(make_window: Make, qtbot: QtBot) -> None:
    first = make_window(FakeService(stale_songs(2)))
    ended(qtbot, first)
    assert any("Updating the analysis of" in text for text in first.views.messages.texts())
    saved = first.reanalysis.save_state()
    second = make_window(FakeService(stale_songs(2)), settings=Settings(window=saved))
    ended(qtbot, second)
    assert second.views.messages.texts() == []


def test_visible_and_selected_songs_come_first(make_window: Make, qtbot: QtBot) -> None:
    service = service_with_permits(400)
    window = make_window(service)
    window.resize(1100, 700)
    started(qtbot, window)
    window.library.select({333})
    window.views.table.view.scrollToTop()
    qtbot.waitUntil(lambda: window.reanalysis.priority_ids[:1] == (333,))
    shown = set(window.views.table.ids_on_screen())
    assert 0 < len(shown) < 100
    count = len(shown | {333})
    service.song_permits.release(count)
    qtbot.waitUntil(lambda: len(service.reanalyzed) == count)
    assert service.reanalyzed[0] == 333
    assert set(service.reanalyzed) == shown | {333}


def test_once_stopped_it_starts_only_on_request(make_window: Make, qtbot: QtBot) -> None:
    service = service_with_permits(3)
    window = make_window(service)
    job = started(qtbot, window)
    service.song_permits.release(1)
    qtbot.waitUntil(lambda: len(service.reanalyzed) == 1)
    window.context.job_registry.stop(job)
    ended(qtbot, window)
    assert job.stage is JobStage.STOPPED
    assert job.summary == "Stopped: 1 song updated."
    saved = window.reanalysis.save_state()
    again = make_window(service, settings=Settings(window=saved))
    with qtbot.waitSignal(again.reanalysis.start_timer.timeout):
        again.reanalysis.start_timer.start()
    assert not again.context.job_registry.entries
    service.song_permits.release(2)
    again.reanalysis.action.trigger()
    ended(qtbot, again)
    assert service.reanalysis.count_stale() == 0
    assert again.reanalysis.save_state()["anew"].startswith("told:")


def test_stopping_applies_to_one_model_only(make_window: Make, qtbot: QtBot) -> None:
    service = FakeService(stale_songs(2))
    window = make_window(service, settings=Settings(window={"anew": "stopped:moodnet 0.9"}))
    ended(qtbot, window)
    assert service.reanalysis.count_stale() == 0


def test_it_stays_paused_at_the_next_start(make_window: Make, qtbot: QtBot) -> None:
    service = service_with_permits(2)
    window = make_window(service)
    window.context.job_registry.pause(started(qtbot, window), True)
    saved = window.reanalysis.save_state()
    window.close()
    qtbot.waitUntil(lambda: window.has_closed)
    service.song_permits.release(9)
    again = make_window(service, settings=Settings(window=saved))
    job = started(qtbot, again)
    assert job.stage is JobStage.PAUSED
    assert service.reanalyzed == []
    again.context.job_registry.pause(job, False)
    ended(qtbot, again)
    assert service.reanalysis.count_stale() == 0


def test_closing_does_not_count_as_stopping(make_window: Make, qtbot: QtBot) -> None:
    service = service_with_permits(2)
    window = make_window(service)
    started(qtbot, window)
    window.close()
    qtbot.waitUntil(lambda: window.has_closed)
    (saved,) = window.saved_settings  # type: ignore[attr-defined]
    assert saved.window["anew"] == "told:moodnet 1.0"


def test_it_checks_for_stale_songs_after_a_scan(make_window: Make, qtbot: QtBot) -> None:
    service = FakeService([replace(row, stale=False) for row in stale_songs(2)])
    window = make_window(service)
    with qtbot.waitSignal(window.reanalysis.start_timer.timeout):
        window.reanalysis.start_timer.start()
    service.rows_by_id[2] = replace(service.rows_by_id[2], stale=True)
    window.scans.scan(["/music"])
    qtbot.waitUntil(lambda: service.reanalyzed == [2])


def test_the_table_marks_stale_songs() -> None:
    (row,) = stale_songs(1)
    text = "Preliminary: the complete analysis follows."
    for column in (
        TableColumn.CONFIDENCE,
        TableColumn.VALENCE,
        TableColumn.PROPOSED,
        TableColumn.STATE,
    ):
        assert text in cell_tooltip(row, column)
        assert text not in cell_tooltip(replace(row, stale=False), column)
    assert accessible_text(row, TableColumn.CONFIDENCE).endswith(text)


def test_the_inspector_marks_stale_songs_and_follows_the_new_analysis(
    make_window: Make, qtbot: QtBot
) -> None:
    service = service_with_permits(2)
    window = make_window(service)
    started(qtbot, window)
    window.library.select({1})
    note = window.views.inspector.song_page.header.model
    qtbot.waitUntil(lambda: note.text() == "analyzed with an older model")
    service.song_permits.release(2)
    qtbot.waitUntil(lambda: note.text() == "")
    assert "+0.99" in window.views.inspector.song_page.header.valence.text()


def test_a_play_is_counted_once_enough_has_been_played(make_window: Make, qtbot: QtBot) -> None:
    service = FakeService([replace(row, stale=False) for row in stale_songs(2)])
    window = make_window(service)
    backend = play_seconds(window, 1, 29)
    backend.seek(100_000)  # seeking does not count
    for second in range(101, 103):
        backend.positionChanged.emit(second * 1000)
    qtbot.waitUntil(lambda: service.played == [1])
    for second in range(103, 190):
        backend.positionChanged.emit(second * 1000)
    play_seconds(window, 2, 10)
    play_seconds(window, 1, 40)
    qtbot.waitUntil(lambda: service.played == [1, 1])


def play_seconds(window: MainWindow, track_id: int, seconds: int) -> object:
    window.playback.play(track_id)
    backend = window.player.backend
    assert backend is not None
    for second in range(1, seconds + 1):
        backend.positionChanged.emit(second * 1000)
    return backend


def test_similar_songs_name_the_model_that_compared_them(
    make_window: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = FakeService([replace(row, stale=False) for row in stale_songs(5)])
    answer = service.similarity.find_similar

    def find_similar_with_older_model(
        track_ids: Sequence[int], query: SimilarityQuery
    ) -> SimilarSongs:
        return replace(answer(track_ids, query), other_model="moodnet 0.9", not_analyzed=2)

    monkeypatch.setattr(service.similarity, "find_similar", find_similar_with_older_model)
    window = make_window(service)
    window.library.select({1})
    window.similar_songs.search_selected()
    note = window.similar_songs.page.note
    qtbot.waitUntil(lambda: "moodnet 0.9" in note.text())
    assert note.text() == (
        "Of 5 songs. Compared with the analysis of moodnet 0.9 until the update is finished. "
        "Not compared: 2 songs analyzed with another model."
    )


def test_it_shows_that_it_waits_during_a_scan(make_window: Make, qtbot: QtBot) -> None:
    service = service_with_permits(2)
    window = make_window(service)
    job = started(qtbot, window)
    service.gate.clear()
    window.scans.scan(["/music"])
    qtbot.waitUntil(lambda: stage_text(job) == "Waiting for the scan to finish")
    service.gate.set()
    qtbot.waitUntil(lambda: not job.yielding)
    service.song_permits.release(2)
    ended(qtbot, window)
