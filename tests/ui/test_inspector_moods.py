"""Mood bars with keys and mouse."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.inspector.mood_bar import MoodBar
from moodtagger.ui.inspector.mood_panel import MoodPanel
from tests.support.ui.synthetic_songs import MOODS, prediction, song, vocabulary

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> MoodPanel:
    out = MoodPanel()
    qtbot.addWidget(out)
    out.show_moods(song(1), prediction(), vocabulary())
    out.resize(300, 600)
    with qtbot.waitExposed(out):
        out.show()
    return out


def visible(panel: MoodPanel) -> list[str]:
    return [bar.mood.label for bar in panel.bars if bar.isVisible()]


def bar(panel: MoodPanel, label: str) -> MoodBar:
    return next(b for b in panel.bars if b.mood.label == label)


def test_confident_moods_stand_first_and_alone(qtbot: QtBot, panel: MoodPanel) -> None:
    assert visible(panel) == ["tender", "calm", "happy"]
    assert panel.note.isHidden()
    qtbot.mouseClick(panel.more_button, LEFT)
    assert len(visible(panel)) == len(MOODS)
    chances = [b.probability for b in panel.bars[3:]]
    assert chances == sorted(chances, reverse=True)
    qtbot.mouseClick(panel.more_button, LEFT)
    assert len(visible(panel)) == 3


def test_without_confident_moods_the_likeliest_are_shown_and_said_to_be_so(
    panel: MoodPanel,
) -> None:
    heard = dataclasses.replace(prediction(), confident=())
    panel.show_moods(song(2), heard, vocabulary())
    assert panel.note.isVisible()
    assert visible(panel) == ["tender", "calm", "happy"]
    assert not any(b.confident for b in panel.bars)
    assert not panel.accept_all_button.isEnabled()


def test_keys_accept_reject_and_take_back(qtbot: QtBot, panel: MoodPanel) -> None:
    heard: list[tuple[str, object]] = []
    panel.decided.connect(lambda mood, value: heard.append((mood, value)))
    first = panel.bars[0]
    first.setFocus()
    qtbot.keyClick(first, Key.Key_A)
    qtbot.keyClick(first, Key.Key_R)
    qtbot.keyClick(first, Key.Key_R)
    assert heard == [("tender", True), ("tender", False), ("tender", None)]
    assert first.decision is None


def test_arrow_keys_walk_and_tab_comes_to_one_bar(qtbot: QtBot, panel: MoodPanel) -> None:
    panel.bars[0].setFocus()
    qtbot.keyClick(panel.bars[0], Key.Key_Down)
    assert panel.bars[1].hasFocus()
    qtbot.keyClick(panel.bars[1], Key.Key_Down)
    qtbot.keyClick(panel.bars[2], Key.Key_Down)
    assert panel.bars[2].hasFocus()
    qtbot.keyClick(panel.bars[2], Key.Key_Up)
    assert panel.bars[1].hasFocus()
    stops = [b for b in panel.bars if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [panel.bars[1]]


def test_tab_meets_the_bars_before_the_buttons_below_them(qtbot: QtBot, panel: MoodPanel) -> None:
    panel.activateWindow()
    panel.bars[0].setFocus()
    qtbot.keyClick(panel.bars[0], Key.Key_Tab)
    assert panel.more_button.hasFocus()
    qtbot.keyClick(panel.more_button, Key.Key_Backtab)
    assert panel.bars[0].hasFocus()


def test_without_changes_neither_keys_nor_buttons_decide(qtbot: QtBot, panel: MoodPanel) -> None:
    panel.set_changeable(False)
    panel.show_moods(song(1), prediction(), vocabulary())
    with qtbot.assertNotEmitted(panel.decided):
        qtbot.keyClick(panel.bars[0], Key.Key_A)
        qtbot.mouseClick(panel.bars[0].accept_button, LEFT)
    assert panel.bars[0].decision is None
    assert not panel.accept_all_button.isEnabled()
    panel.set_changeable(True)
    assert panel.accept_all_button.isEnabled()


def test_buttons_decide_and_show_it(qtbot: QtBot, panel: MoodPanel) -> None:
    calm = bar(panel, "calm")
    with qtbot.waitSignal(panel.decided) as decided:
        qtbot.mouseClick(calm.reject_button, LEFT)
    assert decided.args == ["calm", False]
    assert calm.reject_button.isChecked()
    with qtbot.waitSignal(panel.decided) as decided:
        qtbot.mouseClick(calm.accept_button, LEFT)
    assert decided.args == ["calm", True]
    assert not calm.reject_button.isChecked()
    assert calm.accessibleName() == "calm, 71 %, confident, accepted"
    assert calm.accept_button.accessibleName() == "Accept calm"


def test_a_decision_from_outside_leaves_bars_and_focus_in_place(
    qtbot: QtBot, panel: MoodPanel
) -> None:
    qtbot.mouseClick(panel.more_button, LEFT)
    last = panel.bars[-1]
    last.setFocus()
    label = last.mood.label
    panel.show_moods(song(1, accepted=(label,)), prediction(), vocabulary())
    assert last.mood.label == label
    assert last.hasFocus()
    assert last.decision is True
    assert panel.more_button.isChecked()


def test_a_song_shown_anew_has_its_decided_moods_on_top(panel: MoodPanel) -> None:
    panel.show_moods(song(9, rejected=("epic",)), prediction(), vocabulary())
    assert visible(panel) == ["tender", "calm", "happy", "epic"]


def test_accept_all_is_offered_while_something_is_open(qtbot: QtBot, panel: MoodPanel) -> None:
    assert panel.accept_all_button.isEnabled()
    with qtbot.waitSignal(panel.acceptAllRequested):
        qtbot.mouseClick(panel.accept_all_button, LEFT)
    decided = song(1, accepted=("tender", "calm"), rejected=("happy",))
    panel.show_moods(decided, prediction(), vocabulary())
    assert not panel.accept_all_button.isEnabled()


def test_a_mood_that_the_vocabulary_lacks_is_shown_all_the_same(panel: MoodPanel) -> None:
    heard = prediction()
    heard = dataclasses.replace(heard, moods={**heard.moods, "older word": 0.9})
    panel.show_moods(song(4), heard, vocabulary())
    assert bar(panel, "older word").mood.threshold == 1.0


def test_a_mood_out_of_reach_says_so_instead_of_a_threshold(panel: MoodPanel) -> None:
    never = [dataclasses.replace(m, threshold=1.01) for m in vocabulary() if m.label == "tender"]
    rest = [m for m in vocabulary() if m.label != "tender"]
    heard = dataclasses.replace(prediction(), confident=("calm",))
    panel.show_moods(song(5), heard, Vocabulary([*rest, *never]))
    assert "never sure" in bar(panel, "tender").toolTip()
    assert "confident from" in bar(panel, "calm").toolTip()
    assert "never sure" in bar(panel, "tender").accessibleDescription()
    assert bar(panel, "tender").accessibleName() == "tender, 83 %, never proposed, not decided"
    assert "never" not in bar(panel, "sad").accessibleName()


def test_an_extended_mood_has_no_threshold_to_tell_of(panel: MoodPanel) -> None:
    extended = [dataclasses.replace(m, core=m.label != "calm") for m in vocabulary()]
    heard = dataclasses.replace(prediction(), confident=("tender",))
    panel.show_moods(song(6), heard, Vocabulary(extended))
    assert "never proposed" in bar(panel, "calm").toolTip()
    assert "confident from" in bar(panel, "happy").toolTip()


def test_moods_that_become_confident_come_to_the_top(panel: MoodPanel) -> None:
    heard = dataclasses.replace(prediction(), confident=("tender",))
    panel.show_moods(song(1), heard, vocabulary())
    assert visible(panel) == ["tender"]
    panel.show_moods(song(1), prediction(), vocabulary())
    assert visible(panel) == ["tender", "calm", "happy"]


def test_a_longer_confident_mood_has_a_longer_bar(panel: MoodPanel) -> None:
    """The picture itself: at 75 % of the bar, 83 % is filled and 58 % is not."""
    colors = []
    for label in ("tender", "happy"):
        one = bar(panel, label)
        rect = one._bar_rect()
        image = one.grab().toImage()
        scale = image.devicePixelRatio()
        x, y = (rect.left() + 0.75 * rect.width()) * scale, rect.center().y() * scale
        colors.append(image.pixelColor(int(x), int(y)))
    assert colors[0].hsvSaturation() > 60
    assert colors[1].hsvSaturation() < 30
