"""Learning from decisions in the window: asked once, shown, switched off at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.settings import Settings
from moodtagger.ui.inspector.header import SongHeader
from moodtagger.ui.preferences.taste_page import TastePage
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.support.ui.synthetic_songs import info, prediction, song

if TYPE_CHECKING:
    from moodtagger.ui.main_window.window import MainWindow
    from tests.ui.conftest import WindowFactory


@pytest.fixture
def service() -> FakeService:
    return FakeService(songs(3))


def refresh(qtbot: QtBot, window: MainWindow) -> None:
    window.taste.refresh()
    settle(qtbot, window)


def question(window: MainWindow) -> list[str]:
    return [m.text for m in window.views.messages.messages() if m.topic == "taste"]


def test_the_question_comes_once_and_after_some_decisions(
    make_window: WindowFactory, qtbot: QtBot, service: FakeService
) -> None:
    window = make_window(service)
    refresh(qtbot, window)
    assert question(window) == []
    service.taste.decisions = 15
    refresh(qtbot, window)
    (text,) = question(window)
    assert text.startswith("Learn from your decisions?")
    (message,) = [m for m in window.views.messages.messages() if m.topic == "taste"]
    message.buttons[0].click()
    settle(qtbot, window)
    assert service.taste.enabled
    assert window.context.settings.learn is True
    refresh(qtbot, window)
    assert question(window) == []


def test_who_said_no_is_not_asked(
    make_window: WindowFactory, qtbot: QtBot, service: FakeService
) -> None:
    service.taste.decisions = 15
    window = make_window(service, settings=Settings(learn=False))
    refresh(qtbot, window)
    assert question(window) == []
    assert not service.taste.enabled


def test_the_page_shows_what_was_learned(qtbot: QtBot, service: FakeService) -> None:
    page = TastePage()
    qtbot.addWidget(page)
    assert not page.profiles.isEnabled()
    service.taste.decisions = 64
    page.show_taste(service.taste.summary(), ["", "Anna"], changeable=True)
    assert page.summary.text() == (
        "Your taste: 64 decisions, 70% of your last 20 would have been right, 55% without"
    )
    assert page.adjusted.text() == "Would be adjusted: happy, positions on the map"
    assert [page.profiles.itemText(i) for i in range(2)] == ["Default", "Anna"]
    with qtbot.waitSignal(page.profileChosen, check_params_cb=lambda name: name == "Anna"):
        page.profiles.setCurrentIndex(1)
        page.profiles.activated.emit(1)
    with qtbot.waitSignal(page.edited, check_params_cb=lambda fields: fields == {"learn": True}):
        page.learn.click()
    service.taste.decisions = 3
    page.show_taste(service.taste.summary(), [""], changeable=False)
    assert page.summary.text().startswith("Your taste: 3 decisions. 12 more")
    assert not page.add_button.isEnabled()


def test_profiles_are_chosen_in_the_settings(
    make_window: WindowFactory, qtbot: QtBot, service: FakeService
) -> None:
    window = make_window(service)
    window.settings_.show()
    settle(qtbot, window)
    dialog = window.settings_.dialog
    assert dialog is not None
    dialog.taste.profileAdded.emit("Anna")
    settle(qtbot, window)
    assert service.taste.profile == "Anna"
    assert window.context.settings.profile == "Anna"
    assert dialog.taste.profiles.currentText() == "Anna"


def test_the_original_analysis_stands_beside_personal_answers(qtbot: QtBot) -> None:
    header = SongHeader()
    qtbot.addWidget(header)
    shown = prediction()
    header.show_song(song(1, "Home"), shown, info())
    assert header.personal_note.isHidden()
    header.personal_note.show_original(replace(shown, valence=-0.25))
    assert not header.personal_note.isHidden()
    assert "valence −0.25" in header.personal_note.text.text()
    with qtbot.waitSignal(header.personal_note.offRequested):
        header.personal_note.off_button.click()
