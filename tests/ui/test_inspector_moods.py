"""Mood bars by keyboard and mouse."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from moodtagger.core.vocabulary import Tier, Vocabulary
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


def visible_moods(panel: MoodPanel) -> list[str]:
    return [bar.mood.label for bar in panel.bars if bar.isVisible()]


def bar(panel: MoodPanel, label: str) -> MoodBar:
    return next(b for b in panel.bars if b.mood.label == label)


def test_only_confident_moods_are_shown_at_first(qtbot: QtBot, panel: MoodPanel) -> None:
    assert visible_moods(panel) == ["tender", "calm", "happy"]
    assert panel.note.isHidden()
    qtbot.mouseClick(panel.more_button, LEFT)
    shown = panel.bars[3 : len(visible_moods(panel))]
    probabilities = [b.probability for b in shown]
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(b.mood.is_suggested for b in shown)
    if len(visible_moods(panel)) < len(MOODS):
        qtbot.mouseClick(panel.never_button, LEFT)
    assert len(visible_moods(panel)) == len(MOODS)
    qtbot.mouseClick(panel.more_button, LEFT)
    assert len(visible_moods(panel)) == 3


def test_likely_moods_follow_the_clear_ones_and_look_different(panel: MoodPanel) -> None:
    predicted = dataclasses.replace(prediction(), confident=("calm",), likely=("sad", "tender"))
    panel.show_moods(song(2), predicted, vocabulary())
    assert visible_moods(panel) == ["calm", "sad", "tender"]
    assert panel.note.isHidden()
    assert [b.tier for b in panel.bars[:3]] == [Tier.CLEAR, Tier.LIKELY, Tier.LIKELY]
    assert "likely" in bar(panel, "sad").accessibleName()
    assert "suggested" in bar(panel, "calm").accessibleName()
    panel.show_moods(song(2, accepted=("calm",)), predicted, vocabulary())
    assert not panel.accept_all_button.isEnabled()  # likely ones are accepted one by one


def test_a_bar_says_where_its_tiers_begin(panel: MoodPanel) -> None:
    mood = dataclasses.replace(vocabulary().by_label("calm"), threshold=0.6, likely=0.4)
    bar(panel, "calm").show_mood(mood, 0.5, Tier.LIKELY, None)
    assert "Suggested from 60%. Likely from 40%." in bar(panel, "calm").toolTip()


def test_without_confident_moods_the_likeliest_are_shown_with_a_note(
    panel: MoodPanel,
) -> None:
    predicted = dataclasses.replace(prediction(), confident=())
    panel.show_moods(song(2), predicted, vocabulary())
    assert panel.note.isVisible()
    assert visible_moods(panel) == ["tender", "calm", "happy"]
    assert not any(b.confident for b in panel.bars)
    assert not panel.accept_all_button.isEnabled()


def test_keys_accept_reject_and_withdraw(qtbot: QtBot, panel: MoodPanel) -> None:
    decided: list[tuple[str, object]] = []
    panel.decided.connect(lambda mood, value: decided.append((mood, value)))
    first = panel.bars[0]
    first.setFocus()
    qtbot.keyClick(first, Key.Key_A)
    qtbot.keyClick(first, Key.Key_R)
    qtbot.keyClick(first, Key.Key_R)
    assert decided == [("tender", True), ("tender", False), ("tender", None)]
    assert first.decision is None


def test_arrow_keys_move_and_one_bar_is_a_tab_stop(qtbot: QtBot, panel: MoodPanel) -> None:
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


def test_the_tab_order_has_bars_before_the_buttons_below(qtbot: QtBot, panel: MoodPanel) -> None:
    panel.activateWindow()
    panel.bars[0].setFocus()
    qtbot.keyClick(panel.bars[0], Key.Key_Tab)
    assert panel.more_button.hasFocus()
    qtbot.keyClick(panel.more_button, Key.Key_Backtab)
    assert panel.bars[0].hasFocus()


def test_a_read_only_panel_makes_no_decisions(qtbot: QtBot, panel: MoodPanel) -> None:
    panel.set_changeable(False)
    panel.show_moods(song(1), prediction(), vocabulary())
    with qtbot.assertNotEmitted(panel.decided):
        qtbot.keyClick(panel.bars[0], Key.Key_A)
        qtbot.mouseClick(panel.bars[0].accept_button, LEFT)
    assert panel.bars[0].decision is None
    assert not panel.accept_all_button.isEnabled()
    panel.set_changeable(True)
    assert panel.accept_all_button.isEnabled()


def test_buttons_decide_and_show_the_decision(qtbot: QtBot, panel: MoodPanel) -> None:
    calm = bar(panel, "calm")
    with qtbot.waitSignal(panel.decided) as decided:
        qtbot.mouseClick(calm.reject_button, LEFT)
    assert decided.args == ["calm", False]
    assert calm.reject_button.isChecked()
    with qtbot.waitSignal(panel.decided) as decided:
        qtbot.mouseClick(calm.accept_button, LEFT)
    assert decided.args == ["calm", True]
    assert not calm.reject_button.isChecked()
    assert calm.accessibleName() == "calm, 71%, suggested, accepted"
    assert calm.accept_button.accessibleName() == "Accept calm"


def test_an_external_decision_keeps_bars_and_focus_in_place(qtbot: QtBot, panel: MoodPanel) -> None:
    qtbot.mouseClick(panel.more_button, LEFT)
    last = panel.bars[-1]
    last.setFocus()
    label = last.mood.label
    panel.show_moods(song(1, accepted=(label,)), prediction(), vocabulary())
    assert last.mood.label == label
    assert last.hasFocus()
    assert last.decision is True
    assert panel.more_button.isChecked()


def test_decided_moods_are_on_top_when_a_song_is_opened(panel: MoodPanel) -> None:
    panel.show_moods(song(9, rejected=("epic",)), prediction(), vocabulary())
    assert visible_moods(panel) == ["tender", "calm", "happy", "epic"]


def test_accept_all_is_enabled_while_moods_are_undecided(qtbot: QtBot, panel: MoodPanel) -> None:
    assert panel.accept_all_button.isEnabled()
    with qtbot.waitSignal(panel.acceptAllRequested):
        qtbot.mouseClick(panel.accept_all_button, LEFT)
    decided = song(1, accepted=("tender", "calm"), rejected=("happy",))
    panel.show_moods(decided, prediction(), vocabulary())
    assert not panel.accept_all_button.isEnabled()


def test_a_mood_missing_from_the_vocabulary_is_shown(panel: MoodPanel) -> None:
    moods = {**prediction().moods, "old label": 0.9}
    predicted = dataclasses.replace(prediction(), moods=moods)
    panel.show_moods(song(4), predicted, vocabulary())
    assert not bar(panel, "old label").mood.is_suggested


def test_an_unreachable_mood_shows_no_threshold(panel: MoodPanel) -> None:
    unreachable = [
        dataclasses.replace(m, threshold=1.01) for m in vocabulary() if m.label == "tender"
    ]
    others = [m for m in vocabulary() if m.label != "tender"]
    predicted = dataclasses.replace(prediction(), confident=("calm",))
    panel.show_moods(song(5), predicted, Vocabulary([*others, *unreachable]))
    assert "never accurate" in bar(panel, "tender").toolTip()
    assert "Suggested from" in bar(panel, "calm").toolTip()
    assert "never accurate" in bar(panel, "tender").accessibleDescription()
    assert bar(panel, "tender").accessibleName() == "tender, 83%, never suggested, undecided"
    assert "never" not in bar(panel, "sad").accessibleName()


def test_moods_that_are_never_suggested_are_folded_away_with_the_reason(
    qtbot: QtBot, panel: MoodPanel
) -> None:
    never = ("sad", "epic")
    known = [dataclasses.replace(m, core=m.label not in never) for m in vocabulary()]
    panel.show_moods(song(7), prediction(), Vocabulary(known))
    panel.more_button.setChecked(True)
    assert not set(never) & set(visible_moods(panel))
    assert panel.never_note.isHidden()
    qtbot.keyClick(panel.never_button, Key.Key_Space)
    assert set(visible_moods(panel)[-2:]) == set(never)
    assert "not accurate enough" in panel.never_note.text()
    panel.more_button.setChecked(False)
    assert panel.never_button.isHidden()


def test_why_explains_the_mood_with_the_focus(qtbot: QtBot, panel: MoodPanel) -> None:
    panel.bars[1].setFocus()
    qtbot.mouseClick(panel.why_button, LEFT)
    assert panel.explanation.isVisible()
    assert panel.explanation.mood == panel.bars[1].mood
    qtbot.mouseClick(panel.why_button, LEFT)
    assert not panel.explanation.isVisible()


def test_an_extended_mood_has_no_threshold(panel: MoodPanel) -> None:
    extended = [dataclasses.replace(m, core=m.label != "calm") for m in vocabulary()]
    predicted = dataclasses.replace(prediction(), confident=("tender",))
    panel.show_moods(song(6), predicted, Vocabulary(extended))
    assert "never suggested" in bar(panel, "calm").toolTip()
    assert "Suggested from" in bar(panel, "happy").toolTip()


def test_moods_that_become_confident_move_to_the_top(panel: MoodPanel) -> None:
    predicted = dataclasses.replace(prediction(), confident=("tender",))
    panel.show_moods(song(1), predicted, vocabulary())
    assert visible_moods(panel) == ["tender"]
    panel.show_moods(song(1), prediction(), vocabulary())
    assert visible_moods(panel) == ["tender", "calm", "happy"]


def test_the_bar_is_filled_up_to_the_probability(panel: MoodPanel) -> None:
    """At 75 % of its width, a bar of 83 % is filled and one of 58 % is not."""
    colors = []
    for label in ("tender", "happy"):
        mood_bar = bar(panel, label)
        rect = mood_bar.bar_rect()
        image = mood_bar.grab().toImage()
        scale = image.devicePixelRatio()
        x, y = (rect.left() + 0.75 * rect.width()) * scale, rect.center().y() * scale
        colors.append(image.pixelColor(int(x), int(y)))
    assert colors[0].hsvSaturation() > 60
    assert colors[1].hsvSaturation() < 30
