"""Colors that differ for every color vision, and switching the theme."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.vocabulary import Mood
from moodtagger.ui import theme

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
EYES = {
    "usual": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(color: QColor, eye: np.ndarray) -> np.ndarray:
    srgb = np.array([color.redF(), color.greenF(), color.blueF()])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(eye @ linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("eye", EYES)
def test_quadrant_colors_differ_for_every_color_vision(eye: str, dark: bool) -> None:
    seen = {q: lab(theme.quadrant_color(q, dark), EYES[eye]) for q in QUADRANTS}
    for a, b in itertools.combinations(QUADRANTS, 2):
        assert np.linalg.norm(seen[a] - seen[b]) > 25, (a, b)  # CIE 1976, 2.3 is just noticeable


@pytest.mark.parametrize("dark", [False, True])
def test_quadrant_colors_differ_on_a_gray_print(dark: bool) -> None:
    gray = np.tile(XYZ[1], (3, 1))  # luminance; a second cue is where the points lie
    seen = [lab(theme.quadrant_color(q, dark), gray) for q in QUADRANTS]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 8


def test_a_mood_in_the_middle_of_a_quadrant_has_its_color() -> None:
    mood = Mood("sad", (), -0.5, -0.5, None, 0.5)
    assert theme.mood_color(mood, dark=False) == theme.quadrant_color(Quadrant.SAD, dark=False)


def test_a_mood_between_two_quadrants_blends_them() -> None:
    tense = theme.circumplex_color(0.0, 0.8, dark=True)
    assert tense not in [theme.quadrant_color(q, dark=True) for q in QUADRANTS]
    near = theme.circumplex_color(-0.001, 0.8, dark=True)
    assert abs(near.red() - tense.red()) <= 1


def test_light_and_dark_palettes_are_recognized() -> None:
    assert theme.is_dark(theme.window_palette(dark=True))
    assert not theme.is_dark(theme.window_palette(dark=False))


def test_the_theme_switches_and_reaches_widgets(qtbot: QtBot, qapp: QApplication) -> None:
    label = QLabel("mood")
    qtbot.addWidget(label)
    try:
        theme.apply_theme(qapp, "dark")
        qtbot.waitUntil(lambda: theme.is_dark(label))
        theme.apply_theme(qapp, "light")
        qtbot.waitUntil(lambda: not theme.is_dark(label))
    finally:
        theme.apply_theme(qapp, "system")
    assert qapp.styleSheet()
    qapp.setStyleSheet("")  # shows the style below
    assert qapp.style().name() == "fusion"


@pytest.mark.parametrize("pixels", [False, True])
def test_fonts_scale_with_the_users_own(pixels: bool) -> None:
    font = QFont()
    if pixels:
        font.setPixelSize(20)
        assert theme.scaled_font(font, 0.5).pixelSize() == 10
    else:
        font.setPointSizeF(20)
        assert theme.scaled_font(font, 0.5).pointSizeF() == 10
