"""Settings take effect in the window at once and off the GUI thread."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moodtagger.core.mood_preferences import MoodRole
from moodtagger.core.tag_reading import TagReading
from moodtagger.settings import Settings
from moodtagger.ui import formatting, theme
from moodtagger.ui.library.column_definitions import TableColumn
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.preferences.dialog import SettingsDialog
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory


@pytest.fixture(autouse=True)
def reset_names_and_theme(qapp: QApplication) -> object:
    yield
    formatting.set_custom_names({})
    theme.apply_theme(qapp, "light")
    qapp.setStyleSheet("")


def open_settings(qtbot: QtBot, window: MainWindow) -> SettingsDialog:
    window.settings_.action.trigger()
    dialog = window.settings_.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.moods.model.rowCount() > 0)
    return dialog


def sidebar_moods(window: MainWindow) -> list[str]:
    group = window.views.sidebar.model.moods
    return [group.child(row).text() for row in range(group.rowCount())]


def test_custom_names_appear_in_table_sidebar_and_inspector(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(40))
    window = make_window(service)
    dialog = open_settings(qtbot, window)
    dialog.show_page(1)
    moods = dialog.moods
    moods.select(moods.model.moods.index(service.preferences.full_vocabulary().by_label("sad")))
    QTest.keyClicks(moods.editor.name, "Blue")
    QTest.keyClick(moods.editor.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Blue" in sidebar_moods(window))
    assert "sad" not in sidebar_moods(window)
    track_id = next(i for i, row in service.rows_by_id.items() if "sad" in row.proposed)
    table = window.views.table.model
    qtbot.waitUntil(lambda: track_id in table.songs.slot_of)
    (row,) = table.rows_of([track_id]).tolist()
    assert "Blue" in table.index(row, TableColumn.PROPOSED).data()
    qtbot.waitUntil(lambda: "blue" in table.songs.search[table.songs.slot_of[track_id]])
    window.library.select({track_id})
    inspector = window.views.inspector
    qtbot.waitUntil(lambda: "Blue" in _accessible_names(inspector))
    assert service.moods.names == {"sad": "Blue"}
    assert all(name.startswith("moodtagger-") for name in service.threads)
    qtbot.waitUntil(lambda: bool(window.saved_settings))  # type: ignore[attr-defined]
    assert window.saved_settings[-1].mood_names == {"sad": "Blue"}  # type: ignore[attr-defined]


def _accessible_names(widget: object) -> str:
    children = widget.findChildren(object)  # type: ignore[attr-defined]
    return " ".join(w.accessibleName() for w in children if hasattr(w, "accessibleName"))


def test_hidden_moods_disappear_from_the_map(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(40)))
    dialog = open_settings(qtbot, window)
    moods = dialog.moods
    moods.select(0)
    label = moods.model.moods[0].label
    moods.editor.role.activated.emit(list(MoodRole).index(MoodRole.HIDDEN))
    qtbot.waitUntil(lambda: label not in window.views.map.scene.vocabulary.labels)
    assert window.context.settings.mood_roles == {label: "hidden"}


def test_theme_workers_and_exclude_patterns_apply_at_once(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(5))
    window = make_window(service)
    dialog = open_settings(qtbot, window)
    dialog.appearance.themes["contrast-dark"].click()
    qtbot.waitUntil(lambda: theme.is_dark(window))
    assert window.actions_.themes["contrast-dark"].isChecked()
    dialog.music.analysis.workers.setValue(2)
    qtbot.waitUntil(lambda: service.applied_settings == (2, TagReading()))
    QTest.keyClicks(dialog.music.patterns.field, "*.wma")
    QTest.keyClick(dialog.music.patterns.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: service.exclude_patterns == ("*.wma",))
    saved = window.saved_settings  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(saved) and saved[-1].exclude == ("*.wma",))
    assert (saved[-1].theme, saved[-1].workers) == ("contrast-dark", 2)


def test_precision_is_passed_to_the_service(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(5))
    dialog = open_settings(qtbot, make_window(service))
    dialog.moods.precision.activated.emit(3)
    qtbot.waitUntil(lambda: service.preferences.precision == 0.8)


def test_settings_that_cannot_be_saved_are_reported(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    def fail(_settings: Settings) -> None:
        raise OSError(28, "No space left on device", "/settings.json")

    window = make_window(FakeService(songs(5)), save_settings=fail)
    dialog = open_settings(qtbot, window)
    dialog.appearance.themes["dark"].click()
    qtbot.waitUntil(lambda: "No space left" in dialog.problem.text)
    assert theme.is_dark(window)  # applies for this session


def test_the_dialog_opens_once(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService())
    dialog = open_settings(qtbot, window)
    assert dialog.music.no_folder_hint.isVisible()
    dialog.raise_ = lambda: None  # type: ignore[method-assign]  # not supported by the offscreen platform
    window.settings_.show()
    assert window.settings_.dialog is dialog
    dialog.accept()
    assert window.settings_.dialog is None


def test_folders_of_a_read_only_library_cannot_be_changed(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    dialog = open_settings(qtbot, make_window(FakeService(songs(5), read_only=True)))
    assert not dialog.music.add_button.isEnabled()
    dialog.music.folders.setCurrentRow(0)
    assert not dialog.music.remove_button.isEnabled()


def test_one_theme_is_ticked_in_the_view_menu(make_window: WindowFactory) -> None:
    for chosen in ("system", "dark"):
        window = make_window(FakeService(songs(3)), settings=Settings(theme=chosen))
        ticked = [name for name, action in window.actions_.themes.items() if action.isChecked()]
        assert ticked == [chosen]
        window.actions_.themes["light"].trigger()
        ticked = [name for name, action in window.actions_.themes.items() if action.isChecked()]
        assert ticked == ["light"]
