"""Settings dialog by keyboard and mouse: emitted at once, validated, reset to defaults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from moodtagger.core.mood_preferences import MoodPreferences, MoodRole
from moodtagger.settings import Settings
from moodtagger.ui.preferences.dialog import SettingsDialog
from moodtagger.ui.preferences.moods_model import MoodColumn, MoodsModel
from tests.support.ui.fake_songs import vocabulary_with_choices

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
MUSIC, MOODS, WRITING, APPEARANCE, TASTE = range(5)


class EditRecorder:
    """Collects the fields that the dialog emits."""

    def __init__(self, dialog: SettingsDialog) -> None:
        self.fields: dict[str, Any] = {}
        dialog.edited.connect(self._record)

    def _record(self, fields: dict[str, Any]) -> None:
        self.fields |= fields


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[SettingsDialog]:
    out = SettingsDialog(Settings())
    out.show_vocabulary(vocabulary_with_choices())
    out.show_folders(["/music", "/more"], changeable=True)
    with qtbot.waitExposed(out):
        out.show()
    yield out
    if isValid(out):  # it deletes itself when it is closed
        out.deleteLater()


@pytest.fixture
def edits(dialog: SettingsDialog) -> EditRecorder:
    return EditRecorder(dialog)


def test_keys_switch_pages(dialog: SettingsDialog) -> None:
    assert dialog.stack.currentIndex() == MUSIC
    QTest.keyClick(dialog.list, Key.Key_Down)
    assert dialog.stack.currentIndex() == MOODS
    QTest.keyClick(dialog, Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert dialog.stack.currentIndex() == MUSIC
    QTest.keyClick(dialog, Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert dialog.stack.currentIndex() == TASTE
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_theme_is_emitted_at_once_and_reset(dialog: SettingsDialog, edits: EditRecorder) -> None:
    dialog.show_page(APPEARANCE)
    assert not dialog.reset_button.isEnabled()
    dialog.appearance.themes["contrast-dark"].click()
    assert edits.fields == {"theme": "contrast-dark"}
    QTest.mouseClick(dialog.reset_button, LEFT)
    assert edits.fields == {"theme": "system"}
    assert dialog.appearance.themes["system"].isChecked()
    QTest.mouseClick(dialog.reset_button, LEFT)  # reverts the reset
    assert edits.fields == {"theme": "contrast-dark"}


def test_an_edit_after_a_reset_makes_it_final(dialog: SettingsDialog, edits: EditRecorder) -> None:
    dialog.show_page(APPEARANCE)
    dialog.appearance.themes["dark"].click()
    QTest.mouseClick(dialog.reset_button, LEFT)
    assert "Undo" in dialog.reset_button.text()
    dialog.appearance.themes["light"].click()
    assert "this page" in dialog.reset_button.text()
    QTest.mouseClick(dialog.reset_button, LEFT)
    dialog.show_page(MUSIC)
    assert "this page" in dialog.reset_button.text()
    assert edits.fields == {"theme": "system"}


def test_choosing_a_language(dialog: SettingsDialog, edits: EditRecorder) -> None:
    dialog.show_page(APPEARANCE)
    dialog.appearance.language.setFocus()
    QTest.keyClick(dialog.appearance.language, Key.Key_End)
    assert dialog.appearance.language.currentData() == "de"
    dialog.appearance.language.activated.emit(2)
    assert edits.fields == {"language": "de"}


def test_patterns_are_validated_added_and_removed(
    qtbot: QtBot, dialog: SettingsDialog, edits: EditRecorder
) -> None:
    patterns = dialog.music.patterns
    assert not patterns.list.isVisible()
    QTest.keyClicks(patterns.field, "*")
    QTest.keyClick(patterns.field, Key.Key_Return)
    assert "every song" in patterns.problem.text
    assert (edits.fields, dialog.isVisible()) == ({}, True)
    QTest.keyClicks(patterns.field, ".wma")
    assert patterns.problem.text == ""
    QTest.keyClick(patterns.field, Key.Key_Return)
    assert edits.fields == {"exclude": ("*.wma",)}
    assert patterns.field.text() == ""
    QTest.keyClicks(patterns.field, "*.wma")
    QTest.mouseClick(patterns.add_button, LEFT)
    assert "lready" in patterns.problem.text
    patterns.list.setCurrentRow(0)
    dialog.activateWindow()
    patterns.list.setFocus()
    qtbot.waitUntil(patterns.list.hasFocus)
    QTest.keyClick(patterns.list, Key.Key_Delete)
    assert edits.fields == {"exclude": ()}


def test_worker_count_by_keyboard(dialog: SettingsDialog, edits: EditRecorder) -> None:
    assert "Half" in dialog.music.analysis.workers.text()
    QTest.keyClick(dialog.music.analysis.workers, Key.Key_Up)
    assert edits.fields == {"workers": 1}


def test_full_speed_overrides_the_worker_count(dialog: SettingsDialog, edits: EditRecorder) -> None:
    analysis = dialog.music.analysis
    analysis.full_speed.click()
    assert edits.fields == {"full_speed": True}
    assert not analysis.workers.isEnabled()
    analysis.full_speed.click()
    assert analysis.workers.isEnabled()


def test_folder_buttons_emit_requests(qtbot: QtBot, dialog: SettingsDialog) -> None:
    music = dialog.music
    assert not music.remove_button.isEnabled()
    music.folders.setFocus()
    QTest.keyClick(music.folders, Key.Key_End)
    with qtbot.waitSignal(music.removeFolderRequested) as requested:
        QTest.mouseClick(music.remove_button, LEFT)
    assert requested.args == ["/more"]
    with qtbot.waitSignal(music.addFolderRequested):
        QTest.mouseClick(music.add_button, LEFT)
    dialog.show_folders([], changeable=False)
    assert music.no_folder_hint.isVisible()
    assert not music.add_button.isEnabled()


def test_an_invalid_separator_is_not_applied(
    qtbot: QtBot, dialog: SettingsDialog, edits: EditRecorder
) -> None:
    dialog.show_page(WRITING)
    box = dialog.writing.policy_box
    box.separator.selectAll()
    QTest.keyClicks(box.separator, "and")
    assert "character" in box.problem.text
    assert box.policy.separator == "; "
    assert not any(timer.isActive() for timer in dialog.findChildren(QTimer))  # nothing is due
    assert edits.fields == {}
    box.separator.selectAll()
    QTest.keyClicks(box.separator, " | ")
    qtbot.waitUntil(lambda: edits.fields == {"separator": " | "})
    assert box.problem.text == ""
    box.energy.click()
    assert edits.fields == {"separator": " | ", "write_energy": True}


def test_naming_a_mood(qtbot: QtBot, dialog: SettingsDialog, edits: EditRecorder) -> None:
    dialog.show_page(MOODS)
    editor = dialog.moods.editor
    QTest.keyClicks(editor.name, "Energetic")
    QTest.keyClick(editor.name, Key.Key_Return)
    assert "Another mood" in editor.problem.text
    assert (edits.fields, dialog.isVisible()) == ({}, True)
    editor.name.selectAll()
    QTest.keyClicks(editor.name, "Froh ")
    qtbot.waitUntil(lambda: edits.fields == {"mood_names": {"happy": "Froh"}})
    assert dialog.moods.model.index(0, MoodColumn.NAME).data() == "Froh"
    assert editor.name.text() == "Froh "  # still being typed
    QTest.keyClicks(editor.name, "sinn")
    dialog.moods.select(1)  # the pending name belongs to the first mood
    assert edits.fields == {"mood_names": {"happy": "Froh sinn"}}
    assert editor.name.text() == ""


def test_several_moods_can_be_hidden_but_not_all(
    dialog: SettingsDialog, edits: EditRecorder
) -> None:
    dialog.show_page(MOODS)
    moods = dialog.moods
    moods.select(0)
    QTest.keyClick(moods.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert not moods.editor.name.isEnabled()
    hidden = list(MoodRole).index(MoodRole.HIDDEN)
    moods.editor.role.activated.emit(hidden)
    assert edits.fields["mood_roles"] == {"happy": "hidden", "energetic": "hidden"}
    assert moods.model.index(1, MoodColumn.ROLE).data() == "Hidden"
    moods.table.selectAll()
    moods.editor.role.activated.emit(hidden)
    assert "At least one mood" in moods.editor.problem.text
    assert len(edits.fields["mood_roles"]) == 2


def test_precision_of_one_mood_and_of_all(dialog: SettingsDialog, edits: EditRecorder) -> None:
    dialog.show_page(MOODS)
    moods = dialog.moods
    moods.select(10)  # reaches a precision of 0.7, but not 0.9
    moods.precision.setCurrentIndex(4)
    moods.precision.activated.emit(4)
    assert edits.fields == {"precision": 0.9}
    assert "not reached" in moods.model.index(10, MoodColumn.PRECISION).data()
    assert "never reaches" in moods.editor.explanation.text()
    label = moods.model.moods[10].label
    moods.editor.precision.activated.emit(1)
    assert edits.fields["mood_precisions"] == {label: 0.5}
    assert "accurate for" in moods.editor.explanation.text()
    QTest.mouseClick(dialog.reset_button, LEFT)
    assert (edits.fields["mood_precisions"], edits.fields["precision"]) == ({}, 0.6)


def test_the_moods_model_passes_qts_model_tester(qtbot: QtBot) -> None:
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
    assert "Display name: Ruhig" in texts
    assert "Display name: none" in texts
    model.show_vocabulary(type(vocabulary_with_choices())([]))
    del tester


def test_every_control_has_an_accessible_name(dialog: SettingsDialog) -> None:
    for page in dialog.pages:
        for kind in ("QLineEdit", "QComboBox", "QSpinBox", "QListWidget", "QTableView"):
            for widget in page.findChildren(object):
                if widget.metaObject().className() == kind and widget.objectName()[:3] != "qt_":
                    assert widget.accessibleName(), (page.title(), kind)


def test_size_and_page_are_restored(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.resize(900, 700)
    dialog.show_page(WRITING)
    again = SettingsDialog(Settings())
    qtbot.addWidget(again)
    again.restore(dialog.state())
    assert (again.width(), again.height(), again.stack.currentIndex()) == (900, 700, WRITING)
    again.restore("nonsense")
    again.restore("900x700:9")
    assert again.stack.currentIndex() == TASTE
