"""Results that arrive late: of another coloring, before the last save."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.circumplex.coloring import ColorBy, ColorChoice
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.controllers.decisions import DecisionQueue
from moodtagger.ui.main_window.controllers.external_requests import ExternalRequestsController
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_library import FakeTracks
from tests.support.ui.fake_review import FakeReview
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory

HAPPY = ColorChoice(ColorBy.MOOD, "happy")


class Held:
    """A call that a test holds up until it is released."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.released = threading.Event()

    def wait(self) -> None:
        self.begun.set()
        self.released.wait()


Hold = Callable[[], Held]


@pytest.fixture
def hold(make_window: WindowFactory) -> Iterator[Hold]:
    """Make calls that are held up, until the end of the test at the latest."""
    made: list[Held] = []

    def make() -> Held:
        made.append(Held())
        return made[-1]

    yield make
    for held in made:  # before the window closes, which waits for them
        held.released.set()


class HeldTracks(FakeTracks):
    """Tracks of which one song's details, or a mood's probabilities, come late."""

    def __init__(self, library: FakeService, held: Held, track_id: int = 0) -> None:
        super().__init__(library)
        self.held, self._track_id = held, track_id

    def detail(self, track_id: int) -> Any:
        if track_id == self._track_id:
            self.held.wait()
        return super().detail(track_id)

    def mood_probabilities(self, mood: str) -> tuple[np.ndarray, np.ndarray]:
        if not self._track_id:
            self.held.wait()
        return super().mood_probabilities(mood)


def has_job(window: MainWindow, queue: JobQueue) -> bool:
    return any(job.queue is queue for job in window.context.runner.jobs)


@pytest.mark.parametrize("is_wanted", [True, False])
def test_probabilities_color_the_map_only_while_they_are_wanted(
    qtbot: QtBot, make_window: WindowFactory, hold: Hold, is_wanted: bool
) -> None:
    service = FakeService(songs(12))
    service.tracks = tracks = HeldTracks(service, hold())
    window = make_window(service)
    view = window.views.map
    view.corners.colors.show_choice(HAPPY)
    view.colorRequested.emit(HAPPY)
    qtbot.waitUntil(tracks.held.begun.is_set)
    if not is_wanted:
        view.corners.colors.show_choice(ColorChoice())
        view.colorRequested.emit(ColorChoice())
    tracks.held.released.set()
    settle(qtbot, window)
    assert view.scene.color_choice == (HAPPY if is_wanted else ColorChoice())


class SteppedReview(FakeReview):
    """A review whose second decision is saved late; one on no mood fails."""

    def __init__(self, library: FakeService, held: Held) -> None:
        super().__init__(library)
        self.held = held
        self._calls = 0

    def decide(self, decisions: Sequence[tuple[int, str, bool | None]]) -> list[SongRow]:
        self._calls += 1
        if self._calls == 2:
            self.held.wait()
        if any(not mood for _, mood, _ in decisions):
            raise MoodtaggerError("The library is full.")
        return super().decide(decisions)


@pytest.mark.parametrize("last", ["calm", ""])
def test_decisions_show_until_the_last_of_them_is_saved(
    qtbot: QtBot, make_window: WindowFactory, hold: Hold, last: str
) -> None:
    service = FakeService(songs(12))
    service.review = review = SteppedReview(service, hold())
    window = make_window(service)
    row = replace(service.rows_by_id[5], accepted=(), rejected=())
    decisions = DecisionQueue(window.context, window.library)
    decisions.decide([(5, "dreamy", True)])
    decisions.decide([(5, last, True)])
    qtbot.waitUntil(review.held.begun.is_set)
    qtbot.waitUntil(lambda: "dreamy" in service.rows_by_id[5].accepted)
    qtbot.waitUntil(lambda: len(window.context.runner.jobs) == 1)
    assert decisions.with_pending(row).accepted == ("dreamy", last)
    review.held.released.set()
    settle(qtbot, window)
    assert decisions.with_pending(row).accepted == ()  # what is saved is in the row


def test_the_window_reopens_once_nothing_is_being_written(
    qtbot: QtBot, make_window: WindowFactory, hold: Hold
) -> None:
    window = make_window(FakeService(songs(3)))
    held = hold()
    window.context.run(JobQueue.WRITE, lambda service, job: held.wait(), lambda _nothing: None)
    qtbot.waitUntil(held.begun.is_set)
    reopened: list[bool] = []
    requests = ExternalRequestsController(
        window.context, lambda paths: None, lambda: reopened.append(True)
    )
    requests.set_language("")  # as it is
    timer = requests.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()
    requests.set_language("de")
    assert timer.isActive()
    assert reopened == []
    assert any("language changes" in text for text in window.views.messages.texts())
    with qtbot.waitSignal(timer.timeout):
        pass
    assert reopened == []
    held.released.set()
    qtbot.waitUntil(lambda: reopened == [True])
    assert not timer.isActive()


def test_the_cover_of_an_absent_song_is_not_read(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(3))
    window = make_window(service)
    settle(qtbot, window)
    row = service.rows_by_id[2]
    assert window.covers.cover(replace(row, state=TrackState.ABSENT)) is None
    assert not has_job(window, JobQueue.COVER)
    assert window.covers.cover(row) is None
    assert has_job(window, JobQueue.COVER)
