"""A paused scan stands still within a second, keeps what it has, and goes on where it was."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event, Thread

import pytest
import soundfile

from moodtagger.core.tracks import JobProgress, SongRow
from moodtagger.paths import default_model_dir
from moodtagger.services.library_service import LibraryService
from moodtagger.services.scan.scanner import ScanSummary
from tests.support.audio_files import tone

WITHIN_S = 1.0


class Scan(Thread):
    """A scan on a thread of its own, as the window runs it."""

    def __init__(self, service: LibraryService, folder: Path) -> None:
        super().__init__()
        self.cancel, self.pause = Event(), Event()
        self.steps: list[JobProgress] = []
        self.rows: dict[int, SongRow] = {}
        self.summary: ScanSummary | None = None
        self._service, self._folder = service, folder

    def run(self) -> None:
        self.summary = self._service.analysis.scan(
            [self._folder],
            on_progress=self.steps.append,
            on_rows=lambda rows: self.rows.update({row.track_id: row for row in rows}),
            cancel=self.cancel,
            pause=self.pause,
        )

    def wait_for(self, done: int) -> None:
        until = time.monotonic() + 60
        while not self.steps or self.steps[-1].done < done:
            assert time.monotonic() < until
            time.sleep(0.02)


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Songs whose sounds differ, long enough to be caught listening."""
    folder = tmp_path / "music"
    folder.mkdir()
    for i in range(8):
        soundfile.write(folder / f"{i}.wav", tone(30.0, 22050, 1, 220.0 + 20 * i), 22050)
    return folder


@pytest.mark.slow
def test_pause_holds_within_a_second_and_goes_on(tmp_path: Path, music: Path) -> None:
    service = LibraryService(tmp_path / "library.sqlite", default_model_dir(), jobs=2)
    scan = Scan(service, music)
    try:
        scan.start()
        scan.wait_for(1)
        scan.pause.set()
        time.sleep(WITHIN_S)
        held = scan.steps[-1].done
        assert held < 8
        time.sleep(1.5)
        assert scan.steps[-1].done == held
        assert len([row for row in scan.rows.values() if row.valence is not None]) == held
        scan.pause.clear()
        scan.join(60)
    finally:
        scan.cancel.set()
        scan.join(10)
        service.close()
    assert scan.summary is not None
    assert (scan.summary.analysed, scan.summary.failed) == (8, [])


@pytest.mark.slow
def test_a_paused_scan_can_be_stopped_at_once(tmp_path: Path, music: Path) -> None:
    service = LibraryService(tmp_path / "library.sqlite", default_model_dir(), jobs=1)
    scan = Scan(service, music)
    try:
        scan.start()
        scan.wait_for(1)
        scan.pause.set()
        time.sleep(0.3)
        began = time.monotonic()
        scan.cancel.set()
        scan.join(10)
        assert time.monotonic() - began < WITHIN_S
    finally:
        scan.cancel.set()
        scan.join(10)
        service.close()
    assert scan.summary is not None
    assert scan.summary.cancelled
    assert 1 <= scan.summary.analysed < 8
