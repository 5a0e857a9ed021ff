"""The search box by keyboard and mouse: chips, completion, errors, help."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from moodtagger.core.filter_language import MoodWords, parse
from moodtagger.core.mood_synonyms import MoodSynonyms
from moodtagger.ui.library import Filter, SongSet
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.search import Catalog, SearchBox
from moodtagger.ui.search.chips import Chip
from moodtagger.ui.search.entries import help_entries
from moodtagger.ui.search.terms import joined, split_finished
from tests.support.ui.synthetic_songs import many_songs, vocabulary

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def columns() -> SongColumns:
    out = SongColumns()
    out.update(many_songs(60))
    return out


@pytest.fixture
def box(qtbot: QtBot, columns: SongColumns) -> SearchBox:
    catalog = Catalog(lambda: columns)
    catalog.moods = MoodWords(MoodSynonyms(vocabulary(), {}))
    window = QMainWindow()
    out = SearchBox(catalog)
    window.setMenuWidget(out)
    window.resize(900, 600)
    qtbot.addWidget(window)
    out.window_of_test = window  # type: ignore[attr-defined]
    with qtbot.waitActive(window):
        window.show()
    out.edit.setFocus()
    return out


def chips(box: SearchBox) -> list[str]:
    return [chip.text() for chip in box.chips.chips()]


def type_keys(box: SearchBox, text: str) -> None:
    QTest.keyClicks(box.edit, text)


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def suggested(qtbot: QtBot, box: SearchBox) -> list[str]:
    qtbot.waitUntil(box.popup.isVisible)
    return [entry.text for entry in box.popup.entries()]


def test_a_finished_term_becomes_a_chip(qtbot: QtBot, box: SearchBox) -> None:
    filters: list[Filter] = []
    box.filterChanged.connect(filters.append)
    type_keys(box, 'mood:calm -genre:rap artist:"the who" river ')
    assert chips(box) == ["mood:calm", "-genre:rap", 'artist:"the who"']
    assert box.edit.text() == "river "
    assert filters[-1].text == 'mood:calm -genre:rap artist:"the who" river'
    type_keys(box, "energy:>6")
    assert len(chips(box)) == 3  # it may go on
    press(Key.Key_Return)
    assert chips(box)[-1] == "energy:>6"
    assert box.edit.text() == "river "


def test_terms_become_chips_when_the_focus_leaves(qtbot: QtBot, box: SearchBox) -> None:
    terms: list[str] = []
    box.termsChanged.connect(lambda: terms.append(box.terms()))
    type_keys(box, "mood:calm")
    box.help_button.setFocus()
    assert chips(box) == ["mood:calm"]
    assert terms == ["mood:calm"]


def test_alternatives_stay_text(box: SearchBox) -> None:
    type_keys(box, "mood:calm ")
    assert chips(box) == ["mood:calm"]
    type_keys(box, "| mood:sad ")
    assert chips(box) == []
    assert box.text() == "mood:calm | mood:sad"
    box.set_filter(Filter(text="mood:calm (river | gold)"))
    assert (chips(box), box.edit.text()) == (["mood:calm"], "(river | gold)")
    box.edit.setText("river | gold")
    assert parse(box.text()) == parse("mood:calm (river | gold)")


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        (["a:b"], "", "a:b"),
        ([], "x | y", "x | y"),
        (["a:b"], "(x) | (y)", "a:b ((x) | (y))"),
        (["a:b"], "(x | y)", "a:b (x | y)"),
        (["a:b"], "broken:", "a:b broken:"),
    ],
)
def test_terms_and_text_are_joined(terms: list[str], text: str, expected: str) -> None:
    assert joined(terms, text) == expected


def test_unfinished_text_is_not_split() -> None:
    assert split_finished("(mood:calm ", 11) == ([], "(mood:calm ")
    assert split_finished("mood:calm | x", 10) == ([], "mood:calm | x")
    assert split_finished("mood:calm  river bpm:9", 11) == (["mood:calm"], "river bpm:9")


def test_a_chip_is_removed_by_its_cross_and_by_keys(qtbot: QtBot, box: SearchBox) -> None:
    box.set_filter(Filter(text="mood:calm bpm:90-110 energy:>6 key:8A river"))
    qtbot.waitUntil(lambda: box.chips.chips()[-1].isVisible())
    first = box.chips.chips()[0]
    QTest.mouseClick(first, LEFT, NONE, first.cross().center())
    assert chips(box) == ["bpm:90-110", "energy:>6", "key:8A"]
    box.edit.setFocus()
    box.edit.setCursorPosition(0)
    press(Key.Key_Backspace)
    assert chips(box) == ["bpm:90-110", "energy:>6"]
    press(Key.Key_Left, Key.Key_Left)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Chip)
    assert focused.text() == "bpm:90-110"
    press(Key.Key_Delete)
    assert chips(box) == ["energy:>6"]
    assert isinstance(QApplication.focusWidget(), Chip)
    press(Key.Key_Right)
    assert QApplication.focusWidget() is box.edit
    assert box.filter() == Filter(text="energy:>6 river")


def test_a_chip_is_edited_by_double_click_and_by_enter(qtbot: QtBot, box: SearchBox) -> None:
    box.set_filter(Filter(text="mood:calm bpm:90-110 river"))
    chip = box.chips.chips()[0]
    QTest.mouseDClick(chip, LEFT, NONE, QPoint(10, 8))
    assert (chips(box), box.edit.text()) == (["bpm:90-110"], "mood:calm river")
    assert box.edit.cursorPosition() == len("mood:calm")
    press(*[Key.Key_Backspace] * 4)
    type_keys(box, "sad ")
    assert chips(box) == ["bpm:90-110", "mood:sad"]
    assert (box.edit.text(), box.edit.cursorPosition()) == ("river", 0)
    press(Key.Key_Left, Key.Key_Left, Key.Key_Return)
    assert box.edit.text() == "bpm:90-110 river"
    assert box.edit.hasFocus()


def test_typing_on_a_chip_goes_to_the_text(box: SearchBox) -> None:
    box.set_filter(Filter(text="mood:calm"))
    press(Key.Key_Left)
    press(Key.Key_X)
    assert box.edit.hasFocus()
    assert box.edit.text() == "x"


def test_fields_then_values_are_offered(qtbot: QtBot, box: SearchBox) -> None:
    type_keys(box, "mo")
    assert "mood:" in suggested(qtbot, box)
    press(*[Key.Key_Down] * (suggested(qtbot, box).index("mood:") + 1), Key.Key_Return)
    assert box.edit.text() == "mood:"
    qtbot.waitUntil(lambda: "calm" in suggested(qtbot, box))
    type_keys(box, "ca")
    qtbot.waitUntil(lambda: suggested(qtbot, box) == ["calm"])
    press(Key.Key_Down, Key.Key_Tab)
    assert chips(box) == ["mood:calm"]
    assert not box.popup.isVisible()
    assert box.edit.hasFocus()


def test_a_plain_word_is_offered_as_a_mood_and_as_a_name(qtbot: QtBot, box: SearchBox) -> None:
    type_keys(box, "joyf")
    assert suggested(qtbot, box) == ["Mood: happy"]
    press(Key.Key_Escape)
    assert not box.popup.isVisible()
    assert box.edit.text() == "joyf"
    press(Key.Key_Escape)
    assert box.edit.text() == ""
    type_keys(box, "lima")
    assert suggested(qtbot, box)[0] == "Artist: Ana Lima"
    row = box.popup.list.model().index(0, 0)
    QTest.mouseClick(box.popup.list.viewport(), LEFT, NONE, box.popup.list.visualRect(row).center())
    assert chips(box) == ['artist="Ana Lima"']


def test_enter_without_a_choice_keeps_the_words(qtbot: QtBot, box: SearchBox) -> None:
    type_keys(box, "lima")
    suggested(qtbot, box)
    press(Key.Key_Return)
    assert not box.popup.isVisible()
    assert box.filter() == Filter(text="lima")


def test_mistakes_are_explained_below_without_moving_anything(qtbot: QtBot, box: SearchBox) -> None:
    height = box.height()
    type_keys(box, "river moood:")
    qtbot.wait(90)
    assert not box.popup.problem.isVisible()  # the value is still to come
    type_keys(box, "x")
    qtbot.waitUntil(box.popup.problem.isVisible)
    problem = box.popup.problem.text()
    assert problem.startswith("Character 7: There is no field moood. Did you mean mood?")
    assert box.edit.accessibleDescription() == problem
    assert box.height() == height
    box.edit.clear()
    assert box.edit.accessibleDescription() == ""


def test_the_help_lists_every_field_and_enters_examples(qtbot: QtBot, box: SearchBox) -> None:
    QTest.mouseClick(box.help_button, LEFT)
    assert "bpm:120-130" in suggested(qtbot, box)
    press(Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert box.popup.current() == "river"
    press(Key.Key_Return)
    assert box.filter() == Filter(text="river")
    QTest.mouseClick(box.help_button, LEFT)
    suggested(qtbot, box)
    QTest.mouseClick(box.help_button, LEFT)
    assert not box.popup.isVisible()
    for entry in help_entries():
        if entry.value is not None:
            parse(str(entry.value))


def test_down_in_an_empty_box_opens_the_help(qtbot: QtBot, box: SearchBox) -> None:
    press(Key.Key_Down)
    assert "mood:happy,calm" in suggested(qtbot, box)


def test_a_set_of_songs_is_a_chip_that_can_be_removed(box: SearchBox) -> None:
    cleared: list[str] = []
    box.songSetCleared.connect(cleared.append)
    song_set = SongSet(np.array([1, 2]), "Moods: calm", "moods")
    box.set_filter(Filter(text="mood:sad"))
    box.set_song_set(song_set)
    assert chips(box) == ["Moods: calm", "mood:sad"]
    assert box.filter() == Filter(text="mood:sad", song_set=song_set)
    chip = box.chips.chips()[0]
    QTest.mouseDClick(chip, LEFT, NONE, QPoint(8, 8))
    assert len(chips(box)) == 2
    QTest.mouseClick(chip, LEFT, NONE, chip.cross().center())
    assert cleared == ["moods"]
    assert box.filter() == Filter(text="mood:sad")
    box.set_song_set(song_set)
    QTest.mouseClick(box.clear_button, LEFT)
    assert cleared == ["moods", "moods"]
    assert box.filter() == Filter()
    assert not box.clear_button.isVisible()


def test_many_chips_leave_room_for_text(qtbot: QtBot, box: SearchBox) -> None:
    box.set_filter(Filter(text=" ".join(f"artist:name{i}" for i in range(30))))
    qtbot.waitUntil(lambda: box.chips.horizontalScrollBar().value() > 0)
    assert box.edit.width() >= 70
    assert box.chips.geometry().right() < box.edit.geometry().left()
    assert not box.chips.chips()[-1].visibleRegion().isEmpty()


def test_escape_takes_back_one_thing_after_the_other(box: SearchBox) -> None:
    box.set_filter(Filter(text="mood:sad rain"))
    press(Key.Key_Escape)
    assert box.filter() == Filter(text="mood:sad")
    press(Key.Key_Escape)
    assert box.filter() == Filter()


def test_copy_without_a_selection_copies_the_whole_filter(box: SearchBox) -> None:
    box.set_filter(Filter(text="mood:sad rain"))
    box.edit.deselect()
    QTest.keyClick(box.edit, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "mood:sad rain"
    box.edit.setSelection(0, 2)
    QTest.keyClick(box.edit, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "ra"


def test_set_filter_emits_once(box: SearchBox) -> None:
    filters: list[Filter] = []
    box.filterChanged.connect(filters.append)
    box.set_filter(Filter(text="mood:sad rain"))
    box.set_filter(Filter(text="mood:sad rain"))
    assert filters == [Filter(text="mood:sad rain")]
