"""The inspector as the window uses it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.inspector import Inspector
from moodtagger.ui.inspector.similar_songs import SimilarSongsModel
from moodtagger.ui.inspector.time_plot import TimePlot
from tests.support.ui.synthetic_songs import (
    info,
    many_songs,
    prediction,
    song,
    spectrogram,
    vocabulary,
)

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NEAR = [(row, 0.1 * i) for i, row in enumerate(many_songs(12))]


@dataclass
class Detail:
    row: SongRow
    prediction: Prediction | None = None
    info: AudioInfo | None = None


@pytest.fixture
def inspector(qtbot: QtBot) -> Inspector:
    out = Inspector()
    qtbot.addWidget(out)
    out.set_vocabulary(vocabulary())
    out.resize(320, 1300)
    with qtbot.waitExposed(out):
        out.show()
    return out


@pytest.fixture
def heard(inspector: Inspector) -> Inspector:
    inspector.show_song(Detail(song(7, "Home"), prediction(), info()))
    inspector.show_spectrogram(spectrogram())
    inspector.show_similar_songs(NEAR)
    return inspector


def words(inspector: Inspector) -> str:
    return "\n".join(label.text() for label in inspector.findChildren(QLabel) if label.isVisible())


def test_nothing_selected_says_what_to_do(inspector: Inspector) -> None:
    assert "No song selected" in words(inspector)
    assert "Choose a song" in words(inspector)


def test_loading_names_the_song(inspector: Inspector) -> None:
    inspector.show_loading(song(1, "Coming soon"))
    assert "Coming soon" in words(inspector)
    assert "Reading…" in words(inspector)


def test_a_song_is_told_in_numbers_and_words(heard: Inspector) -> None:
    text = words(heard)
    for expected in (
        "Home",
        "Ana Lima – First",
        "3:20 · FLAC, 44.1 kHz, stereo · Needs review",
        "+0.42 ± 0.18\nrather pleasant, quite certain",
        "−0.21 ± 0.31\nrather calm, fairly certain",
    ):
        assert expected in text
    assert heard.song_page.header.chip.accessibleName() == "Quadrant: Relaxed 64 %"
    assert "at 4:00" in heard.song_page.curve.accessibleDescription()


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (TrackState.WAITING, "Not heard yet"),
        (TrackState.FAILED, "could not be heard"),
        (TrackState.ABSENT, "The file is away"),
        (TrackState.UNSURE, "No mood can be told"),
    ],
)
def test_without_a_prediction_words_say_why(
    inspector: Inspector, state: TrackState, expected: str
) -> None:
    row = song(3, "Lost", state=state, valence=None, message="The reason <b>why</b>.")
    inspector.show_song(Detail(row))
    assert expected in words(inspector)
    assert "The reason <b>why</b>." in words(inspector)
    assert not inspector.song_page.analysis.isVisible()


def test_an_absent_song_keeps_what_was_heard(inspector: Inspector) -> None:
    row = song(3, state=TrackState.ABSENT)
    inspector.show_song(Detail(row, prediction(), info()))
    assert "The file is away" in words(inspector)
    assert inspector.song_page.analysis.isVisible()
    assert inspector.song_page.spectrogram.message == "No spectrogram for this song"


def test_all_labels_are_plain_text(heard: Inspector) -> None:
    heard.show_song(Detail(song(8, "<img src=x>"), prediction(), info()))
    shown = next(label for label in heard.findChildren(QLabel) if "<img" in label.text())
    assert shown.textFormat() == Qt.TextFormat.PlainText


def test_every_button_and_picture_has_a_name(heard: Inspector) -> None:
    heard.song_page.moods.more_button.setChecked(True)
    for button in heard.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.accessibleName() or button.text(), button
    for plot in heard.findChildren(TimePlot):
        assert plot.accessibleName()
        assert plot.accessibleDescription()


def test_a_decision_carries_the_song(qtbot: QtBot, heard: Inspector) -> None:
    bar = heard.song_page.moods.bars[0]
    bar.setFocus()
    with qtbot.waitSignal(heard.decided) as decided:
        qtbot.keyClick(bar, Key.Key_R)
    assert decided.args == [7, "tender", False]
    with qtbot.waitSignal(heard.acceptConfidentRequested) as accepted:
        qtbot.mouseClick(heard.song_page.moods.accept_all_button, LEFT)
    assert accepted.args == [[7]]


@pytest.mark.parametrize("name", ["curve", "spectrogram"])
def test_a_click_on_a_picture_seeks(qtbot: QtBot, heard: Inspector, name: str) -> None:
    plot: TimePlot = getattr(heard.song_page, name)
    rect = plot.plot_rect()
    at = QPoint(round(rect.left() + rect.width() * 0.25), round(rect.center().y()))
    with qtbot.waitSignal(heard.seekRequested) as seek:
        qtbot.mouseClick(plot, LEFT, pos=at)
    assert seek.args[0] == pytest.approx(60.0, abs=1.0)
    with qtbot.waitSignal(heard.seekRequested) as seek:
        qtbot.mouseClick(plot, LEFT, pos=QPoint(1, 20))
    assert seek.args == [0.0]


def test_arrow_keys_seek_from_the_playhead(qtbot: QtBot, heard: Inspector) -> None:
    heard.set_position(100.0)
    heard.song_page.curve.setFocus()
    sought: list[float] = []
    heard.seekRequested.connect(sought.append)
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_Home):
        qtbot.keyClick(heard.song_page.curve, key)
    assert sought == [105.0, 95.0, 0.0]


def test_the_playhead_is_drawn_and_goes_with_the_song(heard: Inspector) -> None:
    before = heard.song_page.curve.grab().toImage()
    heard.set_position(120.0)
    assert heard.song_page.curve.grab().toImage() != before
    heard.show_song(Detail(song(8), prediction(), info()))
    assert heard.song_page.curve.grab().toImage() == before


def test_neighbours_open_with_double_click_and_enter(qtbot: QtBot, heard: Inspector) -> None:
    songs = heard.song_page.similar_songs
    assert songs.model().rowCount() == 12
    point = songs.visualRect(songs.model().index(3, 0)).center()
    qtbot.mouseClick(songs.viewport(), LEFT, pos=point)
    with qtbot.waitSignal(heard.similarSongActivated) as opened:
        qtbot.mouseDClick(songs.viewport(), LEFT, pos=point)
    assert opened.args == [4]
    qtbot.keyClick(songs, Key.Key_Down)
    with qtbot.waitSignal(heard.similarSongActivated) as opened:
        qtbot.keyClick(songs, Key.Key_Return)
    assert opened.args == [5]


def test_the_keyboard_stays_with_the_neighbours(qtbot: QtBot, heard: Inspector) -> None:
    heard.activateWindow()
    heard.song_page.similar_songs.setFocus()
    heard.show_loading(song(8, "Away"))
    assert heard.hasFocus()
    heard.show_song(Detail(song(8, "Away"), prediction(), info()))
    heard.show_similar_songs(NEAR)
    assert heard.song_page.similar_songs.hasFocus()


def test_the_neighbours_take_no_focus_from_elsewhere(qtbot: QtBot, heard: Inspector) -> None:
    heard.activateWindow()
    heard.song_page.similar_songs.setFocus()
    heard.show_loading(song(8, "Away"))
    heard.show_song(Detail(song(8, "Away"), prediction(), info()))
    heard.song_page.curve.setFocus()
    heard.show_similar_songs(NEAR)
    assert heard.song_page.curve.hasFocus()


def test_without_changes_no_selection_can_be_accepted(inspector: Inspector) -> None:
    inspector.show_selection(many_songs(12))
    assert inspector.summary.accept_button.isEnabled()
    inspector.set_changeable(False)
    assert not inspector.summary.accept_button.isEnabled()


def test_the_neighbour_model_is_lawful(qapp: object) -> None:
    model = SimilarSongsModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.set_similar_songs(NEAR)
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("björk guðmunds, Distance 0.10")
    model.set_similar_songs([])
    assert model.rowCount() == 0
    assert tester.model() is model


def test_no_neighbours_says_so(heard: Inspector) -> None:
    heard.show_similar_songs([])
    assert "No other song was heard yet." in words(heard)


def test_another_song_waits_for_its_own_pictures(heard: Inspector) -> None:
    assert heard.song_page.spectrogram.message == ""
    heard.show_song(Detail(song(7, accepted=("calm",)), prediction(), info()))
    assert heard.song_page.spectrogram.message == ""
    assert heard.song_page.similar_songs.isVisible()
    heard.show_song(Detail(song(8), prediction(), info()))
    assert heard.song_page.spectrogram.message == "Reading the file…"
    assert not heard.song_page.similar_songs.isVisible()
    heard.show_spectrogram(None)
    assert heard.song_page.spectrogram.message == "No spectrogram for this song"


def test_the_same_song_read_again_does_not_scroll(qtbot: QtBot, heard: Inspector) -> None:
    heard.resize(320, 300)
    bar = heard.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(90)
    heard.show_song(Detail(song(7, accepted=("calm",)), prediction(), info()))
    assert bar.value() == 90
    heard.show_song(Detail(song(8), prediction(), info()))
    assert bar.value() == 0


def test_several_songs_are_summarised(qtbot: QtBot, inspector: Inspector) -> None:
    rows = [
        song(1, valence=0.4, arousal=0.2, proposed=("happy", "calm")),
        song(2, valence=0.6, arousal=0.4, accepted=("happy",)),
        song(3, valence=-0.4, arousal=-0.6, proposed=()),
        song(4, state=TrackState.WAITING, valence=None),
    ]
    inspector.show_selection(rows)
    text = words(inspector)
    for expected in (
        "4 songs selected",
        "13:20 in all",
        "Mean valence +0.20, rather pleasant",
        "Mean arousal 0.00, neither calm nor energetic",
        "Most frequent moods: happy 2, calm 1",
        "Not heard yet: 1",
    ):
        assert expected in text
    assert inspector.summary.bars.accessibleName().startswith("Happy: 2 songs, Angry: 0 songs")
    assert inspector.summary.accept_button.text() == "Accept all confident moods (2)"
    with qtbot.waitSignal(inspector.acceptConfidentRequested) as accepted:
        qtbot.mouseClick(inspector.summary.accept_button, LEFT)
    assert accepted.args == [[1]]


def test_no_decision_is_sent_for_a_song_that_is_no_longer_shown(
    qtbot: QtBot, heard: Inspector
) -> None:
    heard.clear()
    with qtbot.assertNotEmitted(heard.decided):
        heard.song_page.moods.bars[0].accept_button.click()


def test_a_song_without_segments_and_length_is_painted(inspector: Inspector) -> None:
    empty = dataclasses.replace(prediction(), segments=())
    inspector.show_song(Detail(song(1, duration_s=None), empty, None))
    assert not inspector.grab().isNull()
    assert inspector.song_page.curve.accessibleDescription() == "Nothing was heard."
