"""Contrast of every theme: text, the map's labels, and outlines of controls."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.paths import resources_dir
from moodtagger.ui import theme
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.palette import (
    contrast,
    item_palette,
    quadrant_color,
    style_colors,
    window_palette,
)
from moodtagger.ui.style_sheet import style_sheet

Role = QPalette.ColorRole
PAIRS = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.PlaceholderText, Role.Base),
    (Role.PlaceholderText, Role.Window),
    (Role.HighlightedText, Role.Highlight),
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.LinkVisited, Role.Base),
    (Role.LinkVisited, Role.Window),
    (Role.BrightText, Role.Window),
]
LOOKS = [(dark, high) for dark in (False, True) for high in (False, True)]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("dark", "high"), LOOKS)
@pytest.mark.parametrize(("front", "background"), PAIRS)
def test_text_is_readable(dark: bool, high: bool, front: Role, background: Role) -> None:
    palette = window_palette(dark, high)
    assert contrast(palette.color(front), palette.color(background)) >= (7 if high else 4.5)


@pytest.mark.parametrize(("dark", "high"), LOOKS)
def test_selected_and_checked_parts_are_readable(dark: bool, high: bool) -> None:
    items, colors = item_palette(dark, high), style_colors(dark, high)
    least = 7 if high else 4.5
    assert contrast(items.color(Role.HighlightedText), items.color(Role.Highlight)) >= least
    assert contrast(items.color(Role.PlaceholderText), items.color(Role.Base)) >= least
    assert contrast(QColor(colors.tint_text), QColor(colors.tint)) >= least
    for background in (Role.Base, Role.Window):
        assert contrast(QColor(colors.outline), items.color(background)) >= 3


@pytest.mark.parametrize(("dark", "high"), LOOKS)
def test_the_style_sheet_has_all_its_colors_and_images(dark: bool, high: bool) -> None:
    sheet = style_sheet(window_palette(dark, high), style_colors(dark, high), high)
    assert "$" not in sheet
    images = set(re.findall(r"url\(theme:([^)]+)\)", sheet))
    assert images
    assert all((resources_dir() / "icons" / name).exists() for name in images)


@pytest.mark.parametrize(("dark", "high"), LOOKS)
def test_labels_on_the_map_are_readable(dark: bool, high: bool) -> None:
    map_theme = MapTheme.from_palette(window_palette(dark, high), QFont())
    label_colors = [
        map_theme.readable_color(quadrant_color(quadrant, dark)) for quadrant in QUADRANTS
    ]
    for color in (*label_colors, map_theme.text, map_theme.muted):
        assert contrast(color, map_theme.background) >= (7 if high else 4.5)


@pytest.mark.parametrize(("dark", "high"), LOOKS)
def test_points_of_each_quadrant_are_visible(dark: bool, high: bool) -> None:
    background = window_palette(dark, high).color(Role.Base)
    for quadrant in QUADRANTS:
        # The lightest of four colors that also differ in lightness; its label is next to it.
        assert contrast(quadrant_color(quadrant, dark), background) >= 2.6


@pytest.mark.parametrize("mode", ["light", "dark", "contrast-light", "contrast-dark"])
@pytest.mark.parametrize("kind", [QRadioButton, QCheckBox, QLineEdit])
def test_outlines_of_controls_are_visible(
    qtbot: QtBot, qapp: QApplication, kind: type[QWidget], mode: theme.Mode
) -> None:
    theme.apply_theme(qapp, mode)
    holder = QWidget()
    qtbot.addWidget(holder)
    control = kind(holder)
    control.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    control.resize(80, 24)
    holder.resize(100, 40)
    image = holder.grab().toImage()
    background = holder.palette().color(Role.Window)
    middle = [image.pixelColor(x, 12) for x in range(40)]
    assert max(contrast(color, background) for color in middle) >= 3
    theme.apply_theme(qapp, "light")
    qapp.setStyleSheet("")  # windows of other tests are made quicker


def test_dark_and_light_palettes_are_recognized(qapp: QApplication) -> None:
    assert theme.is_dark(window_palette(True, True))
    assert not theme.is_dark(window_palette(False, True))
