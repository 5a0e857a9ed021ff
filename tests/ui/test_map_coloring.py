"""Colors and shapes of the points, and the shading of crowds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.ui.circumplex import CircumplexView
from moodtagger.ui.circumplex.coloring import (
    MAX_CATEGORIES,
    SCALE_LEVELS,
    ColorBy,
    ColorChoice,
    coloring_of,
    scale_colors,
)
from moodtagger.ui.circumplex.density import DENSITY_LEVELS, density_levels
from moodtagger.ui.circumplex.map_theme import MarkerShape
from moodtagger.ui.circumplex.point_cloud import PointCloud
from moodtagger.ui.theme import quadrant_color
from tests.support.ui.map_songs import song, vocabulary

ALBUM, TAG = ColorChoice(ColorBy.ALBUM), ColorChoice(ColorBy.TAG)


def tagged(track_id: int, album: str = "", moods: tuple[str, ...] = ()) -> object:
    row = song(track_id, 0.5, 0.5)
    return replace(row, tags=replace(row.tags, album=album, moods=moods))


def labels(choice: ColorChoice, rows: list[object]) -> list[str]:
    """The label of each song's color."""
    coloring = coloring_of(choice, PointCloud(rows), None, dark=False)  # type: ignore[arg-type]
    return [coloring.swatches[code].label for code in coloring.codes.tolist()]


def test_quadrants_have_their_colors() -> None:
    cloud = PointCloud([song(1, 0.5, 0.5), song(2, -0.5, -0.5)])
    coloring = coloring_of(ColorChoice(), cloud, None, dark=True)
    assert [coloring.swatches[c].color for c in coloring.codes] == [
        quadrant_color(QUADRANTS[0], dark=True).name(),
        quadrant_color(QUADRANTS[2], dark=True).name(),
    ]


def test_a_mood_is_a_scale_by_color_and_size() -> None:
    cloud = PointCloud([song(i, 0.1 * i, 0.0) for i in range(1, 6)])
    probabilities = np.array([2, 3, 4, 9]), np.array([0.0, 0.5, 1.0, 0.7], np.float32)
    coloring = coloring_of(ColorChoice(ColorBy.MOOD, "happy"), cloud, probabilities, dark=False)
    assert coloring.codes.tolist() == [
        SCALE_LEVELS,
        0,
        SCALE_LEVELS // 2,
        SCALE_LEVELS - 1,
        SCALE_LEVELS,
    ]
    sizes = [swatch.size for swatch in coloring.swatches[:SCALE_LEVELS]]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]
    assert coloring.swatches[SCALE_LEVELS].shape is MarkerShape.RING
    assert (coloring.low, coloring.high) == ("0%", "100%")
    nothing = coloring_of(ColorChoice(ColorBy.MOOD, "happy"), cloud, None, dark=False)
    assert set(nothing.codes.tolist()) == {SCALE_LEVELS}


@pytest.mark.parametrize("dark", [False, True])
def test_the_scale_can_be_read_without_its_hues(dark: bool) -> None:
    lightness = [QColor(name).lightnessF() for name in scale_colors(dark)]
    steps = np.diff([_luminance(QColor(name)) for name in scale_colors(dark)])
    assert (steps > 0).all() if dark else (steps < 0).all()
    assert len(set(lightness)) == SCALE_LEVELS


def _luminance(color: QColor) -> float:
    parts = np.array([color.redF(), color.greenF(), color.blueF()])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_the_confidence_scale_starts_at_chance() -> None:
    rows = [
        replace(song(i, 0.5, 0.5), confidence=c) for i, c in enumerate((0.25, 1.0, None), start=1)
    ]
    coloring = coloring_of(ColorChoice(ColorBy.CONFIDENCE), PointCloud(rows), None, dark=False)
    assert coloring.codes.tolist() == [0, SCALE_LEVELS - 1, SCALE_LEVELS]
    assert coloring.low == "25%"


def test_frequent_albums_have_a_color_and_shape_and_the_others_are_gray() -> None:
    rows = [tagged(100 * a + i, f"Album {a}") for a in range(12) for i in range(12 - a)]
    rows += [tagged(5000 + i) for i in range(40)]
    found = labels(ALBUM, rows)
    assert found[0] == "Album 0"
    assert found.count("Album 7") == 5
    assert "Album 8" not in found
    assert found.count("other") == 4 + 3 + 2 + 1
    assert found.count("no album") == 40
    coloring = coloring_of(ALBUM, PointCloud(rows), None, dark=True)  # type: ignore[arg-type]
    own = coloring.swatches[:MAX_CATEGORIES]
    assert len({swatch.color for swatch in own}) == MAX_CATEGORIES
    assert len({swatch.shape for swatch in own}) == MAX_CATEGORIES


def test_tags_are_colored_by_the_first_mood_and_follow_changes() -> None:
    cloud = PointCloud([tagged(1, moods=("Calm", "Sad")), tagged(2)])  # type: ignore[list-item]
    cloud.update([tagged(2, moods=("Sad",)), tagged(3, moods=("Calm",))])  # type: ignore[list-item]
    coloring = coloring_of(TAG, cloud, None, dark=False)
    found = [coloring.swatches[code].label for code in coloring.codes.tolist()]
    assert found == ["Calm", "Sad", "Calm"]


@pytest.mark.parametrize(
    "choice", [ColorChoice(), ALBUM, ColorChoice(ColorBy.MOOD, "dark: and light")]
)
def test_a_choice_survives_as_text(choice: ColorChoice) -> None:
    assert ColorChoice.from_text(choice.as_text()) == choice


@pytest.mark.parametrize("text", ["", "mood:", "nonsense:x", "quadrant"])
def test_an_invalid_choice_means_quadrants(text: str) -> None:
    assert ColorChoice.from_text(text) == ColorChoice()


def test_crowds_are_shaded_and_single_songs_are_not() -> None:
    rng = np.random.default_rng(2)
    crowd = rng.normal(0.5, 0.02, (2, 800)).astype(np.float32)
    alone = np.array([[-0.5], [-0.5]], np.float32)
    steps = density_levels(*np.concatenate([crowd, alone], axis=1), scale=200.0, radius=5.0)
    row, column = np.argwhere(steps == DENSITY_LEVELS).mean(axis=0)
    reach = 1.12
    assert steps.max() == DENSITY_LEVELS
    assert -reach + (column + 0.5) * 2 * reach / 240 == pytest.approx(0.5, abs=0.08)
    assert reach - (row + 0.5) * 2 * reach / 240 == pytest.approx(0.5, abs=0.08)
    assert steps[120:, :120].max() == 0


@pytest.fixture
def view(qtbot: QtBot) -> CircumplexView:
    view = CircumplexView()
    qtbot.addWidget(view)
    view.resize(700, 480)
    view.set_vocabulary(vocabulary())
    view.set_songs([tagged(1, "One"), tagged(2, "Two")])  # type: ignore[list-item]
    view.colorRequested.connect(view.color_by)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_the_coloring_is_chosen_by_keyboard(view: CircumplexView, qtbot: QtBot) -> None:
    corner = view.corners.colors
    assert not corner.legend.isVisible()
    before = view.base_pixmap().toImage()
    with qtbot.waitSignal(view.colorRequested) as emitted:
        for _ in range(3):
            QTest.keyClick(corner.mode_box, Qt.Key.Key_Down)
            corner.mode_box.activated.emit(corner.mode_box.currentIndex())
    assert emitted.args == [ColorChoice(ColorBy.MOOD, corner.mood_box.currentData())]
    assert view.scene.color_choice == ALBUM
    assert view.base_pixmap().toImage() != before
    assert corner.legend.isVisible()
    assert corner.legend.accessibleDescription() == "One, Two"
    assert not corner.mood_box.isVisible()
    QTest.keyClick(corner.mode_box, Qt.Key.Key_Home)
    corner.mode_box.activated.emit(corner.mode_box.currentIndex())
    assert not corner.legend.isVisible()


def test_a_mood_is_chosen_beside_and_the_legend_explains_the_scale(view: CircumplexView) -> None:
    probabilities = np.array([1, 2]), np.array([0.1, 0.9], np.float32)
    view.color_by(ColorChoice(ColorBy.MOOD, "tender"), probabilities)
    corner = view.corners.colors
    assert corner.mood_box.isVisible()
    assert corner.mood_box.currentData() == "tender"
    assert "tender" in corner.legend.accessibleName()
    assert corner.legend.text() == "0% – 100%"
    swatch = view.scene.swatch_of(2, dark=False)
    assert swatch is not None
    assert swatch.color == scale_colors(dark=False)[7]


def test_a_small_map_leaves_the_legend_out(view: CircumplexView, qtbot: QtBot) -> None:
    view.color_by(ALBUM)
    assert view.corners.colors.legend.isVisible()
    view.resize(400, 300)
    qtbot.waitUntil(lambda: not view.corners.colors.legend.isVisible())
    assert view.rect().contains(view.corners.colors.geometry())
