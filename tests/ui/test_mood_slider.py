"""The seek bar: colors over time, mouse and keys, accessible description."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from moodtagger.core.prediction import Segment
from moodtagger.core.vocabulary import Mood
from moodtagger.ui import theme
from moodtagger.ui.player.mood_bands import MoodTimeline, mood_bands, mood_text_at, mood_timeline
from moodtagger.ui.player.mood_slider import MoodSlider, contrasting_color
from moodtagger.ui.player.player import Player
from moodtagger.ui.player.player_bar import PlayerBar
from moodtagger.ui.player.waveform_painter import bar_heights, paint_waveform
from tests.support.ui.fake_service import FakeAudioBackend, FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.synthetic_songs import prediction, vocabulary

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
HAPPY, SAD = (0.6, 0.5), (-0.6, -0.5)
DARK = Mood("dark", ("dark",), -0.6, 0.1, 0.8, 0.5)


def windows(*positions: tuple[float, float], dark: float = 0.4) -> tuple[Segment, ...]:
    return tuple(
        Segment(i * 10.0, (i + 1) * 10.0, v, a, {"dark": dark + i / 10})
        for i, (v, a) in enumerate(positions)
    )


SEGMENTS = windows(HAPPY, HAPPY, SAD, HAPPY)


@pytest.fixture
def slider(qtbot: QtBot) -> MoodSlider:
    out = MoodSlider()
    qtbot.addWidget(out)
    out.setRange(0, 400)
    out.resize(412, out.sizeHint().height())
    out.show_timeline(SEGMENTS, None)
    with qtbot.waitExposed(out):
        out.show()
    return out


def image(slider: MoodSlider) -> QImage:
    return slider.grab().toImage()


def near(a: QColor, b: QColor) -> bool:
    pairs = zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)
    return all(abs(x - y) <= 12 for x, y in pairs)


def test_adjacent_segments_of_a_quadrant_are_one_band() -> None:
    found = mood_bands(SEGMENTS, None, dark=False)
    assert [(b.start_s, b.end_s, b.name) for b in found] == [
        (0, 20, "Happy"),
        (20, 30, "Sad"),
        (30, 40, "Happy"),
    ]


def test_segments_with_a_gap_are_not_joined() -> None:
    parts = (SEGMENTS[0], Segment(100, 110, *HAPPY, {}))
    assert len(mood_bands(parts, None, dark=False)) == 2
    assert mood_text_at(parts, None, 50) == ""


def test_bands_of_a_mood_are_as_high_as_its_probability() -> None:
    heights = [b.height for b in mood_bands(SEGMENTS, DARK, dark=True)]
    assert heights == pytest.approx([0.4, 0.5, 0.6, 0.7])


def test_a_timeline_lists_confident_moods_first() -> None:
    predicted = prediction()
    timeline = mood_timeline(predicted, vocabulary())
    assert tuple(m.label for m in timeline.moods[:3]) == ("tender", "calm", "happy")
    assert len(timeline.moods) == len(vocabulary())


def test_the_bands_are_painted_in_their_colors(slider: MoodSlider) -> None:
    slider.setValue(400)  # all of it is played
    pixels = image(slider)
    scale = pixels.devicePixelRatio()
    dark = theme.is_dark(QGuiApplication.palette())
    bottom = int((slider.height() / 2 + 8) * scale)
    for seconds, quadrant in ((2, "happy"), (22, "sad"), (32, "happy")):
        found = pixels.pixelColor(int(slider.x_of(seconds) * scale), bottom)
        wanted = next(
            b.color for b in mood_bands(SEGMENTS, None, dark) if b.name.lower() == quadrant
        )
        assert near(found, wanted), (seconds, found.name(), wanted.name())


def test_the_position_is_described_as_text(qtbot: QtBot, slider: MoodSlider) -> None:
    slider.setValue(250)
    assert slider.position_text() == "0:25 of 0:40, Sad"
    slider.show_timeline(SEGMENTS, DARK)
    assert slider.position_text(35) == "0:35 of 0:40, dark 70%"
    qtbot.keyClick(slider, Key.Key_Left)
    assert slider.value() == 200
    assert slider.accessibleDescription() == "0:20 of 0:40, dark 60%"
    slider.show_timeline((), None)
    assert slider.position_text() == "0:20 of 0:40"


def test_a_drag_seeks_up_to_the_end(qtbot: QtBot, slider: MoodSlider) -> None:
    moved: list[int] = []
    slider.sliderMoved.connect(moved.append)
    y = slider.height() // 2
    qtbot.mousePress(slider, LEFT, pos=QPoint(round(slider.x_of(10)), y))
    assert slider.isSliderDown()
    qtbot.mouseMove(slider, QPoint(round(slider.x_of(30)), y))
    qtbot.mouseMove(slider, QPoint(2000, y))
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(2000, y))
    assert moved == [pytest.approx(100, abs=2), pytest.approx(300, abs=2), 400]
    assert not slider.isSliderDown()


@pytest.mark.parametrize("key_and_value", [(Key.Key_Right, 250), (Key.Key_PageUp, 300)])
def test_keys_seek(qtbot: QtBot, slider: MoodSlider, key_and_value: tuple[Qt.Key, int]) -> None:
    key, value = key_and_value
    slider.setValue(200)
    qtbot.keyClick(slider, key)
    assert slider.value() == value
    qtbot.keyClick(slider, Key.Key_Home)
    assert slider.value() == 0
    qtbot.keyClick(slider, Key.Key_End)
    assert slider.value() == 400


def test_names_are_readable_on_every_band() -> None:
    for dark in (False, True):
        for quadrant in ("happy", "angry", "sad", "relaxed"):
            color = theme.quadrant_color(quadrant, dark)  # type: ignore[arg-type]
            assert contrast(color, contrasting_color(color)) >= 4.5


def contrast(a: QColor, b: QColor) -> float:
    lights = sorted((luminance(a), luminance(b)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_mood_chosen_from_the_menu_colors_the_bar(qtbot: QtBot) -> None:
    bar = PlayerBar(Player(FakeAudioBackend))
    qtbot.addWidget(bar)
    bar.set_timeline(MoodTimeline(SEGMENTS, (DARK,)))
    menu = bar.colors.findChild(QMenu)
    assert menu is not None
    menu.aboutToShow.emit()
    assert [(a.text(), a.isChecked()) for a in menu.actions()] == [
        ("Quadrant", True),
        ("dark", False),
    ]
    menu.actions()[1].trigger()
    assert bar.colors.accessibleName() == "Seek bar: dark"
    assert [b.height for b in bar.slider.bands] == pytest.approx([0.4, 0.5, 0.6, 0.7])
    bar.set_timeline(None)
    assert bar.slider.bands == []
    assert bar.colors.isHidden()


def test_the_explained_mood_of_the_playing_song_colors_the_bar(
    qtbot: QtBot, make_window: Callable[..., object]
) -> None:
    service = FakeService(songs(6))
    window = make_window(service)
    row = next(r for r in service.tracks.rows() if r.valence is not None and r.proposed)
    qtbot.waitUntil(lambda: window.library.song(row.track_id) is not None)  # type: ignore[attr-defined]
    window.library.select({row.track_id})  # type: ignore[attr-defined]
    inspector = window.views.inspector  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: inspector.song_page.track_id == row.track_id)
    first = inspector.song_page.moods.bars[0]
    qtbot.keyClick(first, Key.Key_1)  # asks why, and plays the strongest moment
    player_bar = window.views.player_bar  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: player_bar.colors.mood is not None)
    assert player_bar.colors.mood.label == first.mood.label
    qtbot.waitUntil(lambda: len(player_bar.slider.bands) == 24)
    window.player.stop()  # type: ignore[attr-defined]
    assert player_bar.slider.bands == []


def test_the_waveform_has_the_colors_of_the_moods(qtbot: QtBot) -> None:
    gray, red, blue = QColor(120, 120, 120), QColor(200, 0, 0), QColor(0, 0, 200)
    white = QColor(Qt.GlobalColor.white)
    picture = QImage(300, 40, QImage.Format.Format_RGB32)
    picture.fill(white)
    painter = QPainter(picture)
    points = bytes([255] * 80 + [20] * 20)
    spans = [(30.0, red), (150.0, blue)]
    paint_waveform(painter, QRectF(0, 0, 300, 40), points, spans, gray, white, 99.0)
    painter.end()

    def bar(x: int, y: int = 20) -> QColor:
        return picture.pixelColor(x, y)

    assert [bar(x) for x in (0, 30, 90)] == [gray, red, red]  # none is known before the first
    assert near(bar(120), theme.blend(red, white, 0.55))  # not yet played
    assert near(bar(240), theme.blend(blue, white, 0.55))
    assert (bar(120, 4), bar(270, 4)) == (bar(120), white)  # the end is quiet


def test_the_seek_bar_draws_the_waveform_instead_of_bands(slider: MoodSlider) -> None:
    bands = image(slider)
    slider.show_waveform(bytes([255, 10] * 20))
    assert image(slider) != bands
    slider.show_timeline((), None)  # gray without an analysis
    slider.setValue(400)
    pixels = image(slider)
    x = range(pixels.width() // 4, pixels.width() // 2)
    assert max(pixels.pixelColor(i, pixels.height() // 2).saturation() for i in x) < 60
    slider.show_waveform(b"")
    slider.show_timeline(SEGMENTS, None)
    slider.setValue(0)
    assert image(slider) == bands


@pytest.mark.parametrize("count", [1, 40, 300, 777])
def test_bars_show_the_loudest_of_their_part(count: int) -> None:
    heights = bar_heights(bytes([0] * 299 + [255]), count)
    assert len(heights) == count
    assert heights[-1] == 1.0
    assert heights[0] == (1.0 if count == 1 else 0.0)
