"""The map in the window: covers, colors, playback, corrections and context menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from moodtagger.settings import Settings
from moodtagger.ui import cover_cache
from moodtagger.ui.circumplex.coloring import ColorBy, ColorChoice
from moodtagger.ui.cover_cache import MAX_SIDE, CoverCache, decode_cover
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from moodtagger.ui.main_window.window import MainWindow

Make = Callable[..., "MainWindow"]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
HAPPY = ColorChoice(ColorBy.MOOD, "happy")


def encoded(width: int, height: int, form: str = "PNG") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form)
    return buffer.data().data()


def placed(window: MainWindow) -> int:
    """A song on the map without neighbors."""
    scene = window.views.map.scene
    return next(
        row.track_id
        for row in scene.cloud.rows
        if scene.song_at(*scene.screen_position(row.track_id)) == row.track_id  # type: ignore[misc]
    )


def at(window: MainWindow, track_id: int) -> QPoint:
    position = window.views.map.scene.screen_position(track_id)
    assert position is not None
    return QPoint(round(position[0]), round(position[1]))


@pytest.mark.parametrize("form", ["PNG", "JPG"])
def test_a_large_cover_is_scaled_down(qapp: object, form: str) -> None:
    cover_image = decode_cover(encoded(1200, 600, form))
    assert cover_image is not None
    assert (cover_image.width(), cover_image.height()) == (MAX_SIDE, MAX_SIDE // 2)
    assert cover_image.pixelColor(10, 10).red() > 200


@pytest.mark.parametrize("data", [None, b"", b"no picture", encoded(40, 40)[:60]])
def test_invalid_image_data_is_no_cover(qapp: object, data: bytes | None) -> None:
    assert decode_cover(data) is None


def test_vector_and_huge_images_are_no_covers(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="9"/></svg>'
    assert decode_cover(svg) is None
    assert decode_cover(encoded(40, 40)) is not None
    monkeypatch.setattr(cover_cache, "_MAX_SOURCE_SIDE", 39)
    assert decode_cover(encoded(40, 40)) is None


def test_the_least_recently_used_cover_is_evicted() -> None:
    cache = CoverCache(max_size=2)
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    cache.put("a", image)
    cache.put("b", None)
    assert cache.get("a") is image
    cache.put("c", image)
    assert "b" not in cache
    assert "a" in cache


def test_the_hover_card_shows_the_cover_read_off_the_gui_thread(
    qtbot: QtBot, make_window: Make
) -> None:
    service = FakeService(songs(20))
    service.covers = {row.path: encoded(300, 300) for row in service.rows_by_id.values()}
    window = make_window(service)
    view = window.views.map
    song = placed(window)
    view.hover_at(QPointF(at(window, song)))
    row = view.scene.row(song)
    assert row is not None
    view.hover_card()
    qtbot.waitUntil(lambda: window.covers.cover(row) is not None)
    card = view.hover_card()
    assert card is not None
    assert card.cover is not None
    assert all(name.startswith("moodtagger-") for name in service.threads)
    assert any("cover" in name for name in service.threads)


def test_coloring_by_mood_probability_is_restored(qtbot: QtBot, make_window: Make) -> None:
    window = make_window(FakeService(songs(30)))
    window.views.map.colorRequested.emit(HAPPY)
    window.views.map.corners.colors.show_choice(HAPPY)
    qtbot.waitUntil(lambda: window.views.map.scene.color_choice == HAPPY)
    assert len(set(window.views.map.scene.coloring(dark=False).codes.tolist())) > 3
    with qtbot.waitSignal(window.closed):
        window.close()
    saved = window.saved_settings[0]  # type: ignore[attr-defined]
    assert saved.window["map"] == "mood:happy"
    again = make_window(FakeService(songs(30)), settings=saved)
    qtbot.waitUntil(lambda: again.views.map.scene.color_choice == HAPPY)


def test_a_saved_mood_that_no_longer_exists_means_quadrants(
    qtbot: QtBot, make_window: Make
) -> None:
    saved = Settings(window={"map": "mood:no longer known"})
    window = make_window(FakeService(songs(10)), settings=saved)
    assert window.views.map.scene.color_choice == ColorChoice()


def test_the_map_follows_playback_of_the_selected_song(qtbot: QtBot, make_window: Make) -> None:
    window = make_window(FakeService(songs(20)))
    view = window.views.map
    song = placed(window)
    QTest.mouseClick(view, LEFT, NONE, at(window, song))
    qtbot.waitUntil(lambda: view.scene.detail is not None)
    assert view.playback_s is None
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert window.player.is_playing
    assert window.player.track_id == song
    window.player.seek(12.5)
    assert view.playback_s == 12.5
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not window.player.is_playing
    other = next(r.track_id for r in view.scene.cloud.rows if r.track_id != song)
    window.library.select({other})
    assert view.playback_s is None


def test_a_double_click_plays(qtbot: QtBot, make_window: Make) -> None:
    window = make_window(FakeService(songs(20)))
    song = placed(window)
    QTest.mouseDClick(window.views.map, LEFT, NONE, at(window, song))
    assert window.player.track_id == song


def test_points_can_be_dragged_only_in_a_writable_library(qtbot: QtBot, make_window: Make) -> None:
    assert make_window(FakeService(songs(5))).views.map.correctable
    assert not make_window(FakeService(songs(5), read_only=True)).views.map.correctable


def test_a_dragged_song_keeps_its_prediction_beside_the_correction(
    qtbot: QtBot, make_window: Make
) -> None:
    window = make_window(FakeService(songs(20)))
    view = window.views.map
    song = placed(window)
    predicted = window.library.song(song)
    assert predicted is not None
    QTest.mouseClick(view, LEFT, NONE, at(window, song))
    start, end = at(window, song), view.rect().center() + QPoint(30, 30)
    wanted = view.scene.viewport.to_plane(end.x(), end.y())
    QTest.mousePress(view, LEFT, NONE, start)
    for fraction in (0.3, 0.6, 1.0):
        QTest.mouseMove(view, start + (end - start) * fraction)
    QTest.mouseRelease(view, LEFT, NONE, end)

    def corrected() -> bool:
        row = window.library.song(song)
        return row is not None and row.correction is not None

    qtbot.waitUntil(corrected)
    row = window.library.song(song)
    assert row is not None
    assert (row.valence, row.arousal) == (predicted.valence, predicted.arousal)
    assert (row.effective_valence, row.effective_arousal) == pytest.approx(wanted, abs=0.001)
    assert view.scene.cloud.valence[view.scene.cloud.index[song]] == pytest.approx(
        wanted[0], abs=0.001
    )


def test_the_view_menu_zooms_to_the_selection_and_back(qtbot: QtBot, make_window: Make) -> None:
    window = make_window(FakeService(songs(20)))
    view = window.views.map
    window.library.select({placed(window)})
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert view.scene.viewport.zoom > 2
    QTest.keyClick(window, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert view.scene.viewport.zoom == 1.0


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_context_menu_of_the_map_offers_song_actions(qtbot: QtBot, make_window: Make) -> None:
    window = make_window(FakeService(songs(20)))
    view = window.views.map
    song = placed(window)
    QTest.mouseClick(view, Qt.MouseButton.RightButton, NONE, at(window, song))
    menu = view.findChild(QMenu)
    assert menu is not None
    assert view.selection() == {song}
    texts = [action.text().replace("&", "") for action in menu.actions()]
    assert "Play" in texts
    assert any(text.startswith("Correct mood") for text in texts)
    menu.close()
