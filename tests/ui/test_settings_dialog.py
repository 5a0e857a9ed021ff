"""The settings with real keys and clicks: told at once, validated, brought back to defaults."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from moodtagger.core.mood_preferences import MoodPreferences, MoodRole
from moodtagger.settings import Settings
from moodtagger.ui.preferences.dialog import SettingsDialog
from moodtagger.ui.preferences.moods_model import MoodColumn, MoodsModel
from tests.support.ui.fake_service import vocabulary_with_choices

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
MUSIC, MOODS, WRITING, LOOK = range(4)


class Told:
    """What the dialog told, put together."""

    def __init__(self, dialog: SettingsDialog) -> None:
        self.fields: dict[str, Any] = {}
        self.times = 0
        dialog.edited.connect(self._take)

    def _take(self, fields: dict[str, Any]) -> None:
        self.fields |= fields
        self.times += 1


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    out = SettingsDialog(Settings())
    out.show_vocabulary(vocabulary_with_choices())
    out.show_folders(["/music", "/more"], changeable=True)
    with qtbot.waitExposed(out):
        out.show()
    return out


@pytest.fixture
def told(dialog: SettingsDialog) -> Told:
    return Told(dialog)


def test_pages_are_walked_with_keys(dialog: SettingsDialog) -> None:
    assert dialog.stack.currentIndex() == MUSIC
    QTest.keyClick(dialog.list, Key.Key_Down)
    assert dialog.stack.currentIndex() == MOODS
    QTest.keyClick(dialog, Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert dialog.stack.currentIndex() == MUSIC
    QTest.keyClick(dialog, Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert dialog.stack.currentIndex() == LOOK
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_colours_are_told_at_once_and_come_back(dialog: SettingsDialog, told: Told) -> None:
    dialog.show_page(LOOK)
    assert not dialog.reset_button.isEnabled()
    dialog.appearance.themes["contrast-dark"].click()
    assert told.fields == {"theme": "contrast-dark"}
    QTest.mouseClick(dialog.reset_button, LEFT)
    assert told.fields == {"theme": "system"}
    assert dialog.appearance.themes["system"].isChecked()
    QTest.mouseClick(dialog.reset_button, LEFT)  # now: take the reset back
    assert told.fields == {"theme": "contrast-dark"}


def test_a_language_is_chosen(dialog: SettingsDialog, told: Told) -> None:
    dialog.show_page(LOOK)
    dialog.appearance.language.setFocus()
    QTest.keyClick(dialog.appearance.language, Key.Key_End)
    assert dialog.appearance.language.currentData() == "de"
    dialog.appearance.language.activated.emit(2)
    assert told.fields == {"language": "de"}


def test_patterns_are_added_checked_and_taken_out(
    qtbot: QtBot, dialog: SettingsDialog, told: Told
) -> None:
    patterns = dialog.music.patterns
    assert not patterns.list.isVisible()
    QTest.keyClicks(patterns.field, "*")
    QTest.keyClick(patterns.field, Key.Key_Return)
    assert "every song" in patterns.problem.text
    assert (told.fields, dialog.isVisible()) == ({}, True)
    QTest.keyClicks(patterns.field, ".wma")
    assert patterns.problem.text == ""
    QTest.keyClick(patterns.field, Key.Key_Return)
    assert told.fields == {"exclude": ("*.wma",)}
    assert patterns.field.text() == ""
    QTest.keyClicks(patterns.field, "*.wma")
    QTest.mouseClick(patterns.add_button, LEFT)
    assert "already" in patterns.problem.text
    patterns.list.setCurrentRow(0)
    dialog.activateWindow()
    patterns.list.setFocus()
    qtbot.waitUntil(patterns.list.hasFocus)
    QTest.keyClick(patterns.list, Key.Key_Delete)
    assert told.fields == {"exclude": ()}


def test_workers_by_keys(dialog: SettingsDialog, told: Told) -> None:
    assert "Half" in dialog.music.analysis.workers.text()
    QTest.keyClick(dialog.music.analysis.workers, Key.Key_Up)
    assert told.fields == {"workers": 1}


def test_folders_are_added_and_removed_by_the_window(qtbot: QtBot, dialog: SettingsDialog) -> None:
    music = dialog.music
    assert not music.remove_button.isEnabled()
    music.folders.setFocus()
    QTest.keyClick(music.folders, Key.Key_End)
    with qtbot.waitSignal(music.removeFolderRequested) as wanted:
        QTest.mouseClick(music.remove_button, LEFT)
    assert wanted.args == ["/more"]
    with qtbot.waitSignal(music.addFolderRequested):
        QTest.mouseClick(music.add_button, LEFT)
    dialog.show_folders([], changeable=False)
    assert music.no_folder_hint.isVisible()
    assert not music.add_button.isEnabled()


def test_a_separator_has_to_separate(qtbot: QtBot, dialog: SettingsDialog, told: Told) -> None:
    dialog.show_page(WRITING)
    box = dialog.writing.policy_box
    box._separator.selectAll()
    QTest.keyClicks(box._separator, "and")
    assert "mark" in box.problem.text
    assert not any(timer.isActive() for timer in dialog.findChildren(QTimer))  # nothing is due
    assert told.fields == {}
    box._separator.selectAll()
    QTest.keyClicks(box._separator, " | ")
    qtbot.waitUntil(lambda: told.fields == {"separator": " | "})
    assert box.problem.text == ""
    box._energy.click()
    assert told.fields == {"separator": " | ", "write_energy": True}


def test_a_mood_gets_a_name(qtbot: QtBot, dialog: SettingsDialog, told: Told) -> None:
    dialog.show_page(MOODS)
    editor = dialog.moods.editor
    QTest.keyClicks(editor.name, "Energetic")
    QTest.keyClick(editor.name, Key.Key_Return)
    assert "Another mood" in editor.problem.text
    assert (told.fields, dialog.isVisible()) == ({}, True)
    editor.name.selectAll()
    QTest.keyClicks(editor.name, "Froh ")
    qtbot.waitUntil(lambda: told.fields == {"mood_names": {"happy": "Froh"}})
    assert dialog.moods.model.index(0, MoodColumn.NAME).data() == "Froh"
    assert editor.name.text() == "Froh "  # still being typed
    QTest.keyClicks(editor.name, "sinn")
    dialog.moods.select(1)  # what was typed is for the first
    assert told.fields == {"mood_names": {"happy": "Froh sinn"}}
    assert editor.name.text() == ""


def test_several_moods_are_hidden_at_once_but_not_all(dialog: SettingsDialog, told: Told) -> None:
    dialog.show_page(MOODS)
    moods = dialog.moods
    moods.select(0)
    QTest.keyClick(moods.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert not moods.editor.name.isEnabled()
    hidden = list(MoodRole).index(MoodRole.HIDDEN)
    moods.editor.role.activated.emit(hidden)
    assert told.fields["mood_roles"] == {"happy": "hidden", "energetic": "hidden"}
    assert moods.model.index(1, MoodColumn.ROLE).data() == "Hidden"
    moods.table.selectAll()
    moods.editor.role.activated.emit(hidden)
    assert "One mood at least" in moods.editor.problem.text
    assert len(told.fields["mood_roles"]) == 2


def test_a_precision_for_one_and_for_all(dialog: SettingsDialog, told: Told) -> None:
    dialog.show_page(MOODS)
    moods = dialog.moods
    moods.select(10)  # can be right 7 times in 10, but not 9
    moods.precision.setCurrentIndex(4)
    moods.precision.activated.emit(4)
    assert told.fields == {"precision": 0.9}
    assert "never" in moods.model.index(10, MoodColumn.PRECISION).data()
    assert "never" in moods.editor.explanation.text()
    label = moods.model.moods[10].label
    moods.editor.precision.activated.emit(1)
    assert told.fields["mood_precisions"] == {label: 0.5}
    assert "right with" in moods.editor.explanation.text()
    QTest.mouseClick(dialog.reset_button, LEFT)
    assert (told.fields["mood_precisions"], told.fields["precision"]) == ({}, 0.6)


def test_the_table_of_moods_keeps_the_rules_of_models(qtbot: QtBot) -> None:
    model = MoodsModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, None
    )
    model.show_vocabulary(vocabulary_with_choices())
    model.show_preferences(MoodPreferences({"sad": MoodRole.HIDDEN}, {"calm": "Ruhig"}), 0.6)
    texts = [
        model.index(row, MoodColumn.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]
    assert "Your name for it: Ruhig" in texts
    assert "Your name for it: none" in texts
    model.show_vocabulary(type(vocabulary_with_choices())([]))
    del tester


def test_every_control_has_a_name(dialog: SettingsDialog) -> None:
    for page in dialog.pages:
        for kind in ("QLineEdit", "QComboBox", "QSpinBox", "QListWidget", "QTableView"):
            for widget in page.findChildren(object):
                if widget.metaObject().className() == kind and widget.objectName()[:3] != "qt_":
                    assert widget.accessibleName(), (page.title(), kind)


def test_size_and_page_come_back(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.resize(900, 700)
    dialog.show_page(WRITING)
    again = SettingsDialog(Settings())
    qtbot.addWidget(again)
    again.restore(dialog.state())
    assert (again.width(), again.height(), again.stack.currentIndex()) == (900, 700, WRITING)
    again.restore("nonsense")
    again.restore("900x700:9")
    assert again.stack.currentIndex() == LOOK
