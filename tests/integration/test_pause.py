"""A paused scan stands still, resumes where it was, and can be canceled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import soundfile

from moodtagger.core.tracks import JobProgress
from moodtagger.paths import default_model_dir
from moodtagger.services.library_service import LibraryService
from moodtagger.services.scan.summary import ScanSummary
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Task
from tests.support.audio_files import tone

SONGS, JOBS = 8, 2
POLLS = 20  # of the pool, at least 0.1 s apart, while it is paused
# Each worker has two tasks and may be past the last block of one when the pause begins.
MOST_DONE = 1 + 2 * JOBS


class PolledPool(AnalysisPool):
    """A pool that calls `on_poll` whenever it waits for its workers."""

    on_poll: Callable[[], None]

    def run(
        self,
        tasks: Iterable[Task],
        on_result: Callable[[Task, Any], Iterable[Task]],
        cancel: Event,
        on_wait: Callable[[], None] = lambda: None,
        pause: Event | None = None,
        *,
        low_priority: bool = False,
    ) -> None:
        def wait() -> None:
            on_wait()
            self.on_poll()

        super().run(tasks, on_result, cancel, wait, pause, low_priority=low_priority)


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Songs with different audio."""
    folder = tmp_path / "music"
    folder.mkdir()
    for i in range(SONGS):
        soundfile.write(folder / f"{i}.wav", tone(30.0, 22050, 1, 220.0 + 20 * i), 22050)
    return folder


def scan_with_pause(
    tmp_path: Path, music: Path, after_polls: Callable[[Event, Event], None]
) -> tuple[ScanSummary, int, int]:
    """Scan, pause after the first song, and call `after_polls(pause, cancel)` after some polls.

    Returns the summary, the songs that were done at that time, and the number of later polls.
    """
    pool = PolledPool(default_model_dir(), JOBS)
    pause, cancel = Event(), Event()
    polls, steps, held = 0, list[JobProgress](), list[int]()

    def show(progress: JobProgress) -> None:
        steps.append(progress)
        if progress.done == 1:
            pause.set()

    def poll() -> None:
        nonlocal polls
        polls += pause.is_set() or bool(held)
        if polls == POLLS and not held:
            held.append(steps[-1].done)
            after_polls(pause, cancel)

    pool.on_poll = poll
    service = LibraryService(tmp_path / "library.sqlite", default_model_dir(), pool=pool)
    try:
        summary = service.analysis.scan([music], on_progress=show, cancel=cancel, pause=pause)
    finally:
        service.close()
    return summary, held[0], polls - POLLS


@pytest.mark.slow
def test_a_paused_scan_stands_still_and_resumes(tmp_path: Path, music: Path) -> None:
    summary, held, _ = scan_with_pause(tmp_path, music, lambda pause, cancel: pause.clear())
    assert 1 <= held <= MOST_DONE
    assert (summary.analysed, summary.failed) == (SONGS, [])


@pytest.mark.slow
def test_a_paused_scan_can_be_canceled(tmp_path: Path, music: Path) -> None:
    summary, held, later_polls = scan_with_pause(
        tmp_path, music, lambda pause, cancel: cancel.set()
    )
    assert summary.cancelled
    assert 1 <= held <= summary.analysed <= MOST_DONE
    assert later_polls == 0
