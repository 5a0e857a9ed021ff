"""Painting of the map: labels, points, hover card and rendering without a window."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.circumplex import labels, render_map
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.hover_card import HoverCard
from moodtagger.ui.circumplex.label_painter import EXTENDED_WORDS_ZOOM
from moodtagger.ui.circumplex.labels import (
    LabelCache,
    moved_inside,
)
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.painter import MapPainter
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.theme import quadrant_color, window_palette
from tests.support.executed_lines import executed_lines
from tests.support.ui.map_songs import MOOD_POINTS, many_songs, song, vocabulary

PaintedLabels = list[tuple[str, QRectF]]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> PaintedLabels:
    """Every painted label, with its rectangle."""
    out: PaintedLabels = []
    original = LabelCache.draw

    def draw(self: LabelCache, painter: QPainter, rect: QRectF, text: str, *rest: object) -> None:
        out.append((text, QRectF(rect)))
        original(self, painter, rect, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(LabelCache, "draw", draw)
    return out


@pytest.mark.parametrize("size", [(280, 240), (700, 500), (1400, 900)])
@pytest.mark.parametrize("zoom", [1.0, 6.0])
def test_labels_never_overlap(
    qapp: QApplication, painted: PaintedLabels, size: tuple[int, int], zoom: float
) -> None:
    scene = MapScene(Viewport(*size, zoom=zoom, center=(0.3, -0.3)))
    scene.vocabulary = vocabulary()
    scene.set_rows(many_songs(30))
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    MapPainter().paint(painter, scene, MapTheme.from_palette(window_palette(False), QFont()))
    painter.end()
    assert len(painted) > 6
    for i, (text, rect) in enumerate(painted):
        for other, taken in painted[:i]:
            assert not rect.intersects(taken), (text, other)


def test_all_labels_are_painted_when_they_fit(qapp: QApplication, painted: PaintedLabels) -> None:
    render_map([song(1, 0.1, 0.2, "Only Song")], vocabulary(), (1400, 1200))
    texts = [text for text, _ in painted]
    assert set(MOOD_POINTS) <= set(texts)
    assert {"positive", "negative", "energetic", "calm"} <= set(texts)
    assert "Only Song" in texts
    assert not {"Happy", "Angry", "Sad", "Relaxed"} & set(texts)


def test_a_quadrant_without_a_mood_has_its_name(qapp: QApplication, painted: PaintedLabels) -> None:
    render_map([], Vocabulary([Mood("calm", (), 0.5, -0.5, 0.7, 0.5)]), (700, 600))
    texts = {text for text, _ in painted}
    assert {"calm", "Happy", "Angry", "Sad"} <= texts
    assert "Relaxed" not in texts


def test_extended_moods_are_labeled_when_zoomed_in(
    qapp: QApplication, painted: PaintedLabels
) -> None:
    moods = [*vocabulary(), Mood("wistful", ("Wistful",), 0.1, -0.1, 0.7, 0.5, core=False)]
    for zoom in (1.0, EXTENDED_WORDS_ZOOM):
        scene = MapScene(Viewport(900, 700, zoom=zoom, margin=150))
        scene.vocabulary = Vocabulary(moods)
        image = QImage(900, 700, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        MapPainter().paint(painter, scene, MapTheme.from_palette(window_palette(False), QFont()))
        painter.end()
        assert ("wistful" in [text for text, _ in painted]) is (zoom > 1)
        assert "happy" in [text for text, _ in painted]


def test_titles_are_painted_for_few_songs_only(qapp: QApplication, painted: PaintedLabels) -> None:
    render_map(many_songs(41), vocabulary(), (600, 500))
    assert not [text for text, _ in painted if text.startswith("Song")]


def test_an_empty_map_shows_advice(qapp: QApplication, painted: PaintedLabels) -> None:
    empty = render_map([], vocabulary(), (500, 420))
    waiting = render_map([song(1, None, None)], vocabulary(), (500, 420))
    bare = render_map([song(1, 0.9, 0.9)], vocabulary(), (500, 420))
    assert len({empty.cacheKey(), waiting.cacheKey(), bare.cacheKey()}) == 3
    assert empty != waiting != bare


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", [1, 3000])
def test_songs_are_painted_in_the_color_of_their_quadrant(
    qapp: QApplication, dark: bool, count: int
) -> None:
    rows = [song(i + 1, 0.5 + i * 1e-6, 0.5) for i in range(count)]
    scene = MapScene(Viewport(500, 500))
    scene.set_rows(rows)
    image = QImage(500, 500, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    MapPainter().paint(painter, scene, MapTheme.from_palette(window_palette(dark), QFont()))
    painter.end()
    x, y = scene.viewport.to_screen(0.5, 0.5)
    painted_color, expected = image.pixelColor(int(x), int(y)), quadrant_color(Quadrant.HAPPY, dark)
    assert abs(painted_color.hue() - expected.hue()) < 12
    assert painted_color != image.pixelColor(int(x) + 40, int(y))


def test_a_filter_fades_but_does_not_hide(qapp: QApplication) -> None:
    def middle(passing: set[int] | None) -> QColor:
        scene = MapScene(Viewport(300, 300))
        scene.set_rows([song(1, -0.5, -0.5)])
        scene.set_filter(passing)
        image = QImage(300, 300, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        MapPainter().paint(painter, scene, MapTheme.from_palette(window_palette(False), QFont()))
        painter.end()
        at = scene.screen_position(1)
        assert at is not None
        return image.pixelColor(int(at[0]), int(at[1]))

    full, faded, background = middle(None), middle(set()), QColor("#ffffff")
    assert full.lightnessF() + 0.1 < faded.lightnessF() < background.lightnessF() - 0.02


@settings(max_examples=60, deadline=None)
@given(
    x=st.floats(0, 1),
    y=st.floats(0, 1),
    size=st.tuples(st.integers(280, 1500), st.integers(220, 1200)),
    title=st.text(max_size=400),
)
def test_the_card_is_never_cut_off(
    qapp: QApplication, x: float, y: float, size: tuple[int, int], title: str
) -> None:
    row = song(1, 0.5, 0.5, title, moods=(("a", 0.9), ("b", 0.5), ("c", 1.0), ("d", 0.1)))
    card = HoverCard(row, MapTheme.from_palette(window_palette(False), QFont()))
    window = QRectF(0, 0, *size)
    assert window.contains(card.rect_beside(QPointF(x * size[0], y * size[1]), window))


def test_the_card_keeps_clear_of_the_buttons(qapp: QApplication) -> None:
    card = HoverCard(
        song(1, 0.5, 0.5, "Title"), MapTheme.from_palette(window_palette(False), QFont())
    )
    window = QRectF(0, 0, 800, 500)
    buttons = [QRectF(600, 460, 190, 30), QRectF(10, 460, 190, 30)]
    for x in range(20, 800, 60):
        for y in range(20, 440, 40):
            rect = card.rect_beside(QPointF(x, y), window, buttons)
            assert not any(rect.intersects(taken) for taken in buttons), (x, y)
            assert not rect.contains(QPointF(x, y)), (x, y)
    small = QRectF(0, 0, 440, 250)
    rect = card.rect_beside(QPointF(160, 100), small, [QRectF(0, 220, 440, 30)])
    assert rect.bottom() <= 220


def test_the_card_shows_title_artist_quadrant_and_three_moods(qapp: QApplication) -> None:
    moods = (("calm", 0.2), ("happy", 0.91), ("tense", 0.05), ("tender", 0.4))
    row = song(1, 0.5, 0.5, "<i>Title</i>", moods)
    text = HoverCard(row, MapTheme.from_palette(window_palette(True), QFont())).text()
    assert text == "<i>Title</i>, Artist 1, Happy · 78%, happy 91%, tender 40%, calm 20%"


def test_a_card_with_little_information_is_painted(qapp: QApplication) -> None:
    row = SongRow(1, "/music/\udcff\n.mp3", FileTags(), valence=0.0, arousal=0.0)
    card = HoverCard(row, MapTheme.from_palette(window_palette(True), QFont()))
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    rect = card.rect_beside(QPointF(10, 10), QRectF(0, 0, 300, 200))
    card.paint(painter, rect)
    painter.end()
    assert image.pixelColor(rect.center().toPoint()) != QColor("black")
    assert card.text() == "? .mp3"


def test_a_rectangle_larger_than_the_window_is_aligned_to_its_start() -> None:
    rect = moved_inside(QRectF(-50, 400, 500, 20), QRectF(0, 0, 200, 300))
    assert (rect.left(), rect.bottom()) == (0, 300)


def test_rendering_needs_no_widgets() -> None:
    code = (
        "from PySide6.QtGui import QGuiApplication\n"
        "app = QGuiApplication([])\n"
        "from moodtagger.ui.circumplex import render_map\n"
        "from tests.support.ui.map_songs import many_songs, vocabulary\n"
        "image = render_map(many_songs(12), vocabulary(), (320, 240), dark=True)\n"
        "print(image.width(), image.height(), image.pixelColor(3, 3).lightness() < 60)\n"
    )
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    out = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert out.stdout.split() == ["320", "240", "True"]


def lines_to_paint_and_hit_test(songs: int) -> tuple[int, int]:
    """Lines executed to paint a frame of a map with that many songs, and to hit one of them."""
    scene = MapScene(Viewport(1000, 800))
    scene.vocabulary = vocabulary()
    scene.set_rows(many_songs(songs))
    theme, map_painter = MapTheme.from_palette(window_palette(False), QFont()), MapPainter()
    image = QImage(1000, 800, QImage.Format.Format_RGB32)

    def paint_frame() -> None:
        scene.viewport = scene.viewport.panned(3, -2)
        painter = QPainter(image)
        map_painter.paint(painter, scene, theme)
        painter.end()

    paint_frame()  # fills the caches
    return executed_lines(paint_frame), executed_lines(lambda: scene.song_at(300, 400))


def test_painting_and_hit_testing_are_vectorized(qapp: QApplication) -> None:
    (paint_few, find_few), (paint_many, find_many) = map(
        lines_to_paint_and_hit_test, (5000, 20_000)
    )
    assert paint_many - paint_few < 1000  # 15,000 more songs
    assert find_many - find_few < 100


def test_a_label_is_rendered_once_until_too_many_are_kept(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    render = labels._render_label

    def record(text: str, *rest: Any) -> QPixmap:
        rendered.append(text)
        return render(text, *rest)

    monkeypatch.setattr(labels, "_render_label", record)
    monkeypatch.setattr(labels, "_MAX_CACHED", 3)
    image = QImage(100, 40, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    cache, font, black, white = LabelCache(), QFont(), QColor("black"), QColor("white")
    for text in "abcabcd" + "bca":
        cache.draw(painter, QRectF(0, 0, 50, 20), text, font, black, white)
    painter.end()
    assert rendered == [*"abc", "d", "b", "c", "a"]
