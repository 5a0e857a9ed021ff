"""What was read of one song and arrives when another is selected is not shown.

No thread reads anything here: the test itself says when a result arrives.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.ui.inspector import Inspector
from moodtagger.ui.jobs.job_runner import Job, JobQueue
from moodtagger.ui.main_window.app_context import AppContext, Work
from moodtagger.ui.main_window.controllers.inspector import InspectorController
from moodtagger.ui.main_window.controllers.loaders import CoverLoader
from moodtagger.ui.player.player import Player
from tests.support.ui.fake_service import FakeAudioBackend, FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.synthetic_songs import vocabulary

LOADING = "Reading the file…"
NONE = "No spectrogram for this song"


class Read:
    """A read that was begun; `arrive` delivers its result, `fail` an error."""

    def __init__(
        self, work: Callable[[], Any], done: Callable[[Any], None], fail: Callable[[Any], None]
    ) -> None:
        self._work, self._done, self.fail = work, done, fail

    def arrive(self) -> None:
        self._done(self._work())


class ManualContext:
    """The part of `AppContext` that the inspector uses; its reads wait for the test."""

    def __init__(self, inspector: Inspector) -> None:
        self.service = FakeService(songs(12))
        self.reads: dict[str, Read] = {}
        self.selected: list[int] = []
        rows = self.service.rows_by_id
        self.views = SimpleNamespace(
            inspector=inspector,
            table=SimpleNamespace(ordered_selection=lambda: self.selected, song=rows.get),
            map=SimpleNamespace(
                set_detail=lambda prediction: None, set_playback_position=lambda position: None
            ),
        )

    def run(
        self,
        queue: JobQueue,
        work: Work,
        done: Callable[[Any], None],
        *,
        failed: Callable[[MoodtaggerError], None] = lambda error: None,
        supersede_key: str = "",
    ) -> None:
        self.reads[supersede_key] = Read(
            lambda: work(cast(Any, self.service), Job(queue, "")), done, failed
        )


@pytest.fixture
def context(qtbot: QtBot) -> ManualContext:
    inspector = Inspector()
    inspector.set_vocabulary(vocabulary())
    qtbot.addWidget(inspector)
    return ManualContext(inspector)


@pytest.fixture
def select(context: ManualContext) -> Callable[[int], None]:
    player = Player(FakeAudioBackend)
    shown = cast(AppContext, context)
    controller = InspectorController(shown, player, CoverLoader(shown))
    context.views.inspector.song_page.spectrogram_part.button.setChecked(True)

    def select_song(track_id: int) -> None:
        context.selected = [track_id]
        controller.follow_selection()

    select_song.controller = controller  # type: ignore[attr-defined]  # kept alive
    return select_song


def message(context: ManualContext) -> str:
    return str(context.views.inspector.song_page.spectrogram.message)


def test_a_spectrogram_is_shown(context: ManualContext, select: Callable[[int], None]) -> None:
    select(3)
    context.reads["detail"].arrive()
    assert message(context) == LOADING
    context.reads["spectrogram"].arrive()
    assert message(context) == ""


def test_a_spectrogram_of_another_song_is_not_shown(
    context: ManualContext, select: Callable[[int], None]
) -> None:
    select(3)
    context.reads["detail"].arrive()
    late = context.reads["spectrogram"]
    select(4)
    context.reads["detail"].arrive()
    late.arrive()
    assert message(context) == LOADING
    late.fail(MoodtaggerError("Damaged.", advice="Replace it."))
    assert message(context) == LOADING
    context.reads["spectrogram"].arrive()
    assert message(context) == ""


def test_details_of_another_song_are_not_shown(
    context: ManualContext, select: Callable[[int], None]
) -> None:
    select(3)
    late = context.reads["detail"]
    select(4)
    late.arrive()
    assert "spectrogram" not in context.reads
    assert context.views.inspector.song_page.track_id is None
    context.reads["detail"].arrive()
    assert context.views.inspector.song_page.track_id == 4


def test_a_song_that_cannot_be_read_has_no_spectrogram(
    context: ManualContext, select: Callable[[int], None]
) -> None:
    select(3)
    context.reads["detail"].arrive()
    context.reads["spectrogram"].fail(CancelledError())
    assert message(context) == LOADING
    context.reads["spectrogram"].fail(MoodtaggerError("Damaged.", advice="Replace it."))
    assert message(context) == NONE
