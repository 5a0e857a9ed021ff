"""Explanation panel: strongest passages of a mood, by keyboard and mouse."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from moodtagger.core.music_analysis import NO_MUSIC
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.ui.inspector import Inspector
from moodtagger.ui.inspector.mood_bar import MoodBar
from moodtagger.ui.inspector.mood_panel import MoodPanel
from tests.support.ui.synthetic_songs import info, prediction, song, vocabulary

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LENGTH_S = 240.0


def prediction_over_time(tender: list[float]) -> Prediction:
    """A prediction with these probabilities of "tender" in its windows."""
    step = LENGTH_S / len(tender)
    segments = tuple(
        Segment(i * step, (i + 1) * step, 0.0, 0.0, {"tender": p, "calm": 0.5})
        for i, p in enumerate(tender)
    )
    return dataclasses.replace(prediction(), segments=segments)


PEAKS = [0.1] * 6 + [0.9] + [0.1] * 10 + [0.6] + [0.1] * 6  # 10 s each


@pytest.fixture
def panel(qtbot: QtBot) -> MoodPanel:
    out = MoodPanel()
    qtbot.addWidget(out)
    out.show_moods(song(1), prediction_over_time(PEAKS), vocabulary(), LENGTH_S)
    out.resize(320, 600)
    with qtbot.waitExposed(out):
        out.show()
    return out


def bar(panel: MoodPanel, label: str) -> MoodBar:
    return next(b for b in panel.bars if b.mood.label == label)


def test_clicking_a_bar_toggles_the_explanation_below_it(qtbot: QtBot, panel: MoodPanel) -> None:
    tender = bar(panel, "tender")
    with qtbot.waitSignal(panel.explanationShown) as shown:
        qtbot.mouseClick(tender, LEFT, pos=QPoint(20, 10))
    assert shown.args == ["tender"]
    assert panel.explanation.isVisible()
    assert tender.geometry().bottom() <= panel.explanation.geometry().top() + 1
    assert panel.explanation.geometry().bottom() < bar(panel, "calm").geometry().top() + 1
    texts = [b.text().split() for b in panel.explanation.buttons if b.isVisible()]
    assert [(t[0], t[1], t[3]) for t in texts] == [("1", "1:00", "1:10"), ("2", "2:50", "3:00")]
    qtbot.mouseClick(tender, LEFT, pos=QPoint(20, 10))
    assert panel.explanation.isHidden()


def test_clicking_a_passage_plays_it(qtbot: QtBot, panel: MoodPanel) -> None:
    qtbot.mouseClick(bar(panel, "tender"), LEFT, pos=QPoint(20, 10))
    with qtbot.waitSignal(panel.seekRequested) as requested:
        qtbot.mouseClick(panel.explanation.buttons[1], LEFT)
    assert requested.args == [170.0]


def test_keys_open_the_explanation_and_play_passages(qtbot: QtBot, panel: MoodPanel) -> None:
    tender = bar(panel, "tender")
    tender.setFocus()
    qtbot.keyClick(tender, Key.Key_W)
    assert panel.explanation.isVisible()
    with qtbot.waitSignal(panel.seekRequested) as requested:
        qtbot.keyClick(tender, Key.Key_2)
    assert requested.args == [170.0]
    qtbot.keyClick(tender, Key.Key_Tab)
    assert panel.explanation.strip.hasFocus()
    qtbot.keyClick(panel.explanation.strip, Key.Key_Tab)
    with qtbot.waitSignal(panel.seekRequested) as requested:
        qtbot.keyClick(panel.explanation.buttons[0], Key.Key_Space)
    assert requested.args == [60.0]
    qtbot.keyClick(tender, Key.Key_Return)
    assert panel.explanation.isHidden()


def test_a_number_key_opens_the_explanation_too(qtbot: QtBot, panel: MoodPanel) -> None:
    with qtbot.waitSignal(panel.seekRequested) as requested:
        qtbot.keyClick(bar(panel, "tender"), Key.Key_1)
    assert requested.args == [60.0]
    assert panel.explanation.isVisible()


def test_an_even_mood_is_described_as_even(qtbot: QtBot, panel: MoodPanel) -> None:
    qtbot.keyClick(bar(panel, "calm"), Key.Key_W)
    assert "About the same throughout" in panel.explanation.summary.text()
    assert not any(b.isVisible() for b in panel.explanation.buttons)


def test_a_mood_without_window_probabilities_is_described_as_unknown(
    qtbot: QtBot, panel: MoodPanel
) -> None:
    qtbot.keyClick(bar(panel, "happy"), Key.Key_W)
    assert "no timeline" in panel.explanation.summary.text()


def test_windows_without_the_mood_are_ignored(qtbot: QtBot, panel: MoodPanel) -> None:
    segments = list(prediction_over_time([0.2, 0.4, 0.6]).segments)
    segments[1] = dataclasses.replace(segments[1], moods={})
    partial = dataclasses.replace(prediction(), segments=tuple(segments))
    panel.show_moods(song(3), partial, vocabulary(), LENGTH_S)
    qtbot.keyClick(bar(panel, "tender"), Key.Key_W)
    assert "20%" in panel.explanation.summary.text()
    assert "60%" in panel.explanation.summary.text()


def test_the_explanation_closes_with_its_bar(qtbot: QtBot, panel: MoodPanel) -> None:
    panel.more_button.setChecked(True)
    qtbot.keyClick(bar(panel, "epic"), Key.Key_W)
    assert panel.explanation.isVisible()
    panel.more_button.setChecked(False)
    assert panel.explanation.isHidden()


def test_a_decision_keeps_the_explanation_open_and_another_song_closes_it(
    qtbot: QtBot, panel: MoodPanel
) -> None:
    qtbot.keyClick(bar(panel, "tender"), Key.Key_W)
    panel.show_moods(
        song(1, accepted=("tender",)), prediction_over_time(PEAKS), vocabulary(), LENGTH_S
    )
    assert panel.explanation.isVisible()
    panel.show_moods(song(2), prediction_over_time(PEAKS), vocabulary(), LENGTH_S)
    assert panel.explanation.isHidden()


def test_clicking_the_strip_plays_there(qtbot: QtBot, panel: MoodPanel) -> None:
    qtbot.keyClick(bar(panel, "tender"), Key.Key_W)
    strip = panel.explanation.strip
    with qtbot.waitSignal(panel.seekRequested) as requested:
        qtbot.mouseClick(strip, LEFT, pos=QPoint(round(strip.x_of(120.0)), 20))
    assert requested.args == [pytest.approx(120.0, abs=1.5)]


def test_the_inspector_forwards_the_signals(qtbot: QtBot) -> None:
    inspector = Inspector()
    qtbot.addWidget(inspector)
    inspector.set_vocabulary(vocabulary())

    class Detail:
        row, prediction, info = song(1), prediction_over_time(PEAKS), info(LENGTH_S)
        original = None
        music = NO_MUSIC

    inspector.show_song(Detail())
    inspector.resize(330, 700)
    with qtbot.waitExposed(inspector):
        inspector.show()
    first = bar(inspector.song_page.moods, "tender")
    with qtbot.waitSignals([inspector.explanationShown, inspector.seekRequested]):
        qtbot.keyClick(first, Key.Key_1)
    inspector.set_position(65.0)
    assert inspector.song_page.moods.explanation.strip.position_s == 65.0
