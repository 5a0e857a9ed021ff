"""The whole workflow with real files, real services and the bundled model."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger import paths
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.tracks import TrackState
from moodtagger.services.library_service import LibraryService
from moodtagger.settings import Settings
from moodtagger.tags import audio_hash, read_tags
from moodtagger.ui.inspector.similar_songs import SIMILAR_SONG_ROLE
from moodtagger.ui.jobs.job_runner import JobRunner
from moodtagger.ui.jobs.thread_bridge import ThreadBridge
from moodtagger.ui.main_window.controllers.inspector import SIMILAR_COUNT
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.review.preview_dialog import PreviewDialog
from tests.support.synthetic_library import LIBRARY_FILE, create_library


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """One short demo song per tag format, and a text file with an audio suffix."""
    folder = tmp_path / "music"
    folder.mkdir()
    songs = {song.suffix: song for song in sorted(paths.demo_dir().iterdir())}
    for suffix in (".mp3", ".flac", ".m4a"):
        shutil.copy(songs[suffix], folder)
    (folder / "letter.mp3").write_text("Dear listener, this is no song.\n" * 40)
    return folder


def accepted(window: MainWindow) -> list[int]:
    """Songs with an accepted mood, as the window shows them."""
    rows = map(window.library.song, window.views.table.shown_ids())
    return [row.track_id for row in rows if row is not None and row.accepted]


@pytest.mark.slow
def test_scan_map_accept_preview_write_undo(qtbot: QtBot, music: Path, tmp_path: Path) -> None:
    window = MainWindow(
        JobRunner(ThreadBridge()),
        lambda: LibraryService(tmp_path / "library.sqlite", paths.default_model_dir(), jobs=1),
        Settings(),
        save_settings=lambda settings: None,
        demo_folder=lambda: music,
    )
    window.show()
    with qtbot.waitSignal(window.scans.finished):
        window.start([str(music)])
    views = window.views
    rows = [window.library.song(i) for i in sorted(views.table.shown_ids())]
    songs = [row for row in rows if row is not None and row.state is not TrackState.FAILED]
    assert len(rows) == 4
    assert len(songs) == 3
    assert any("1 failed" in text for text in views.messages.texts())
    before = {row.path: (audio_hash(row.path), read_tags(row.path)) for row in songs}

    views.map.select({songs[0].track_id}, current=songs[0].track_id)
    qtbot.waitUntil(lambda: views.inspector.song_page.track_id == songs[0].track_id)
    for row in songs:
        window.tagging.decide(row.track_id, "tender", True)
    qtbot.waitUntil(lambda: len(accepted(window)) == 3)

    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: len(dialog.checked_plans()) == 3)
    assert {path: read_tags(path) for path in before} == {p: b[1] for p, b in before.items()}
    QTest.keyClick(dialog.write_button, Qt.Key.Key_Space)
    shows_message = lambda part: any(part in text for text in views.messages.texts())  # noqa: E731
    qtbot.waitUntil(lambda: shows_message("Moods written to 3 files"))
    for path, (digest, tags) in before.items():
        assert read_tags(path).moods == (*tags.moods, "tender")
        assert audio_hash(path) == digest
    window.history.undo(1)
    qtbot.waitUntil(lambda: shows_message("3 files restored"))
    assert {p: (audio_hash(p), read_tags(p)) for p in before} == before
    with qtbot.waitSignal(window.closed):
        window.close()


@pytest.mark.slow
def test_inspector_and_similarity_page_give_the_same_order(qtbot: QtBot, tmp_path: Path) -> None:
    create_library(tmp_path / "home", 400)
    service = LibraryService(tmp_path / "home" / LIBRARY_FILE, paths.default_model_dir(), jobs=1)
    window = MainWindow(
        JobRunner(ThreadBridge()),
        lambda: service,
        Settings(),
        save_settings=lambda settings: None,
        demo_folder=lambda: tmp_path,
    )
    window.show()
    window.start([])
    qtbot.waitUntil(lambda: window.views.table.model.rowCount() == 400)
    listed, page = window.views.inspector.song_page.similar_songs.model(), window.similar_songs.page
    for track_id in (8, 200):
        window.library.select({track_id})
        qtbot.waitUntil(lambda i=track_id: window.views.inspector.song_page.track_id == i)
        qtbot.waitUntil(lambda: listed.rowCount() == SIMILAR_COUNT)
        in_inspector = [
            listed.index(i, 0).data(SIMILAR_SONG_ROLE)[0].track_id for i in range(SIMILAR_COUNT)
        ]
        with qtbot.waitSignal(page.table.results.modelReset):
            window.similar_songs.search_selected()
        on_page = [row.track_id for row in page.table.results.songs()]
        assert in_inspector == on_page[:SIMILAR_COUNT]
        any_artist = SimilarityQuery(max_per_artist=0, max_per_album=0)
        nearest = service.similarity.find_similar([track_id], any_artist).results
        assert [row.track_id for row, _ in nearest] != on_page  # so the limits matter here
    with qtbot.waitSignal(window.closed):
        window.close()


def test_the_map_is_rendered_without_a_display(tmp_path: Path) -> None:
    code = (
        "import os, sys, pathlib\n"
        "for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM'):\n"
        "    os.environ[name] = 'nowhere:9'\n"
        "from moodtagger.app import map_png\n"
        "from tests.support.ui.fake_songs import songs, vocabulary\n"
        "for i in range(2):\n"
        "    png = map_png(songs(9), vocabulary(), (640, 480), True)\n"
        "    pathlib.Path(sys.argv[1]).write_bytes(png)\n"
    )
    out = tmp_path / "map.png"
    subprocess.run([sys.executable, "-c", code, str(out)], check=True)
    data = out.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 640
    assert int.from_bytes(data[20:24], "big") == 480
