"""The inspector, through the interface that the window uses."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from moodtagger.core.attributes import ATTRIBUTES
from moodtagger.core.circumplex import QUADRANTS, Correction, Quadrant
from moodtagger.core.music_analysis import NO_MUSIC, MusicAnalysis
from moodtagger.core.prediction import AudioInfo, Prediction
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.inspector import Inspector
from moodtagger.ui.inspector.similar_songs import COPIES_ROLE, SimilarSongsModel
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
SIMILAR = [(row, 0.1 * i) for i, row in enumerate(many_songs(12))]


@dataclass
class Detail:
    row: SongRow
    prediction: Prediction | None = None
    info: AudioInfo | None = None
    original: Prediction | None = None
    music: MusicAnalysis = NO_MUSIC


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
def loaded(inspector: Inspector) -> Inspector:
    inspector.show_song(Detail(song(7, "Home"), prediction(), info()))
    inspector.show_spectrogram(spectrogram())
    inspector.show_similar_songs(SIMILAR)
    return inspector


def visible_text(inspector: Inspector) -> str:
    return "\n".join(label.text() for label in inspector.findChildren(QLabel) if label.isVisible())


def test_without_a_selection_the_inspector_suggests_what_to_do(inspector: Inspector) -> None:
    assert "No song selected" in visible_text(inspector)
    assert "Select a song" in visible_text(inspector)


def test_loading_shows_the_song_title(inspector: Inspector) -> None:
    inspector.show_loading(song(1, "Coming soon"))
    assert "Coming soon" in visible_text(inspector)
    assert "Loading…" in visible_text(inspector)


def test_a_song_is_described_in_numbers_and_texts(loaded: Inspector) -> None:
    loaded.song_page.header.position.button.click()
    text = visible_text(loaded)
    for expected in (
        "Home",
        "Ana Lima",
        "First",
        "medium confidence",
        "3:20 · FLAC, 44.1 kHz, stereo · To review",
        "+0.42 ± 0.18\nSlightly positive · high confidence",
        "−0.21 ± 0.31\nSlightly calm · medium confidence",
    ):
        assert expected in text
    headline = loaded.song_page.header.headline
    assert headline.accessibleName() == "Quadrant: Relaxed, medium confidence"
    assert headline.toolTip().startswith("Relaxed 64%, ")
    assert "at 4:00" in loaded.song_page.curve.accessibleDescription()


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (TrackState.WAITING, "Not analyzed"),
        (TrackState.FAILED, "Couldn't analyze"),
        (TrackState.ABSENT, "File missing"),
        (TrackState.UNSURE, "No moods"),
    ],
)
def test_a_missing_prediction_is_explained(
    inspector: Inspector, state: TrackState, expected: str
) -> None:
    row = song(3, "Lost", state=state, valence=None, message="The reason <b>why</b>.")
    inspector.show_song(Detail(row))
    assert expected in visible_text(inspector)
    assert "The reason <b>why</b>." in visible_text(inspector)
    assert not inspector.song_page.analysis.isVisible()


def test_a_missing_file_keeps_its_analysis(inspector: Inspector) -> None:
    row = song(3, state=TrackState.ABSENT)
    inspector.show_song(Detail(row, prediction(), info()))
    assert "File missing" in visible_text(inspector)
    assert inspector.song_page.analysis.isVisible()
    assert inspector.song_page.spectrogram.message == "No spectrogram for this song"


def test_all_labels_are_plain_text(loaded: Inspector) -> None:
    loaded.show_song(Detail(song(8, "<img src=x>"), prediction(), info()))
    title = next(label for label in loaded.findChildren(QLabel) if "<img" in label.text())
    assert title.textFormat() == Qt.TextFormat.PlainText


def test_every_button_and_plot_has_an_accessible_name(loaded: Inspector) -> None:
    loaded.song_page.moods.more_button.setChecked(True)
    for button in loaded.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.accessibleName() or button.text(), button
    for plot in loaded.findChildren(TimePlot):
        assert plot.accessibleName()
        assert plot.accessibleDescription()


def test_a_decision_carries_the_track_id(qtbot: QtBot, loaded: Inspector) -> None:
    bar = loaded.song_page.moods.bars[0]
    bar.setFocus()
    with qtbot.waitSignal(loaded.decided) as decided:
        qtbot.keyClick(bar, Key.Key_R)
    assert decided.args == [7, "tender", False]
    with qtbot.waitSignal(loaded.acceptConfidentRequested) as accepted:
        qtbot.mouseClick(loaded.song_page.moods.accept_all_button, LEFT)
    assert accepted.args == [[7]]


@pytest.mark.parametrize("name", ["curve", "spectrogram"])
def test_clicking_a_plot_seeks(qtbot: QtBot, loaded: Inspector, name: str) -> None:
    plot: TimePlot = getattr(loaded.song_page, name)
    rect = plot.plot_rect()
    position = QPoint(round(rect.left() + rect.width() * 0.25), round(rect.center().y()))
    with qtbot.waitSignal(loaded.seekRequested) as seek:
        qtbot.mouseClick(plot, LEFT, pos=position)
    assert seek.args[0] == pytest.approx(60.0, abs=1.0)
    with qtbot.waitSignal(loaded.seekRequested) as seek:
        qtbot.mouseClick(plot, LEFT, pos=QPoint(1, 20))
    assert seek.args == [0.0]


def test_arrow_keys_seek_from_the_playhead(qtbot: QtBot, loaded: Inspector) -> None:
    loaded.set_position(100.0)
    loaded.song_page.curve.setFocus()
    positions: list[float] = []
    loaded.seekRequested.connect(positions.append)
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_Home):
        qtbot.keyClick(loaded.song_page.curve, key)
    assert positions == [105.0, 95.0, 0.0]


def test_seeking_stays_within_the_song(qtbot: QtBot, loaded: Inspector) -> None:
    curve = loaded.song_page.curve
    positions: list[float] = []
    loaded.seekRequested.connect(positions.append)
    loaded.set_position(2.0)
    qtbot.keyClick(curve, Key.Key_Left)
    loaded.set_position(239.0)
    qtbot.keyClick(curve, Key.Key_Right)
    qtbot.mouseClick(curve, LEFT, pos=QPoint(curve.width() - 1, 20))
    assert positions == [0.0, 240.0, 240.0]


def test_the_prediction_is_labeled_where_the_user_corrected_it(loaded: Inspector) -> None:
    header = loaded.song_page.header
    assert not header.position.body.isVisible()
    header.position.button.click()
    assert not header.prediction_label.isVisible()
    corrected = dataclasses.replace(
        song(7), correction=Correction(-0.5, -0.5, datetime.now(UTC)), stale=True
    )
    loaded.show_song(Detail(corrected, prediction(), info()))
    assert header.prediction_label.isVisible()
    assert header.user_position.isVisible()
    assert header.headline.accessibleName() == "Quadrant: Sad, your position"
    assert "older model" in header.model.text()


def test_the_playhead_is_drawn_until_the_song_changes(loaded: Inspector) -> None:
    before = loaded.song_page.curve.grab().toImage()
    loaded.set_position(120.0)
    assert loaded.song_page.curve.grab().toImage() != before
    loaded.show_song(Detail(song(8), prediction(), info()))
    assert loaded.song_page.curve.grab().toImage() == before


def test_similar_songs_open_with_double_click_and_enter(qtbot: QtBot, loaded: Inspector) -> None:
    songs = loaded.song_page.similar_songs
    assert songs.model().rowCount() == 12
    point = songs.visualRect(songs.model().index(3, 0)).center()
    qtbot.mouseClick(songs.viewport(), LEFT, pos=point)
    with qtbot.waitSignal(loaded.similarSongActivated) as opened:
        qtbot.mouseDClick(songs.viewport(), LEFT, pos=point)
    assert opened.args == [4]
    qtbot.keyClick(songs, Key.Key_Down)
    with qtbot.waitSignal(loaded.similarSongActivated) as opened:
        qtbot.keyClick(songs, Key.Key_Return)
    assert opened.args == [5]


def test_similar_songs_keep_the_keyboard_focus(qtbot: QtBot, loaded: Inspector) -> None:
    loaded.activateWindow()
    loaded.song_page.similar_songs.setFocus()
    loaded.show_loading(song(8, "Away"))
    assert loaded.hasFocus()
    loaded.show_song(Detail(song(8, "Away"), prediction(), info()))
    loaded.show_similar_songs(SIMILAR)
    assert loaded.song_page.similar_songs.hasFocus()


def test_similar_songs_take_no_focus_from_elsewhere(qtbot: QtBot, loaded: Inspector) -> None:
    loaded.activateWindow()
    loaded.song_page.similar_songs.setFocus()
    loaded.show_loading(song(8, "Away"))
    loaded.show_song(Detail(song(8, "Away"), prediction(), info()))
    loaded.song_page.curve.setFocus()
    loaded.show_similar_songs(SIMILAR)
    assert loaded.song_page.curve.hasFocus()


def test_a_read_only_selection_cannot_be_accepted(inspector: Inspector) -> None:
    inspector.show_selection(many_songs(12))
    assert inspector.summary.accept_button.isEnabled()
    inspector.set_changeable(False)
    assert not inspector.summary.accept_button.isEnabled()


def test_the_similar_songs_model_passes_qts_model_tester(qapp: object) -> None:
    model = SimilarSongsModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.set_similar_songs(SIMILAR)
    accessible_text = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert accessible_text.endswith("björk guðmunds, Distance 0.10")
    model.set_similar_songs([])
    assert model.rowCount() == 0
    assert tester.model() is model


def test_a_similar_song_names_its_other_copies(qapp: object) -> None:
    row = song(1)
    row = replace(row, tags=replace(row.tags, album="Album"))
    best_of = replace(row, tags=replace(row.tags, album="Best of"))
    same_album = replace(row, path="/music/mp3/01.mp3")
    model = SimilarSongsModel()
    model.set_similar_songs([(row, 0.1)], {1: (best_of, same_album)})
    index = model.index(0, 0)
    for role in (COPIES_ROLE, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert "also on Best of, 01.mp3" in index.data(role)


def test_copies_of_the_song_itself_are_named_above_the_list(loaded: Inspector) -> None:
    loaded.show_similar_songs(SIMILAR, own_copies="also on Best of")
    assert loaded.song_page.similar_songs_message.text() == "Same recording: also on Best of."
    assert loaded.song_page.similar_songs.isVisibleTo(loaded)
    loaded.show_similar_songs(SIMILAR)
    assert not loaded.song_page.similar_songs_message.isVisibleTo(loaded)


def test_no_similar_songs_shows_a_message(loaded: Inspector) -> None:
    loaded.show_similar_songs([])
    assert "No other songs analyzed yet." in visible_text(loaded)


def test_another_song_clears_spectrogram_and_similar_songs(loaded: Inspector) -> None:
    assert loaded.song_page.spectrogram.message == ""
    loaded.show_song(Detail(song(7, accepted=("calm",)), prediction(), info()))
    assert loaded.song_page.spectrogram.message == ""
    assert loaded.song_page.similar_songs.isVisible()
    loaded.show_song(Detail(song(8), prediction(), info()))
    assert loaded.song_page.spectrogram.message == "Reading the file…"
    assert not loaded.song_page.similar_songs.isVisible()
    loaded.show_spectrogram(None)
    assert loaded.song_page.spectrogram.message == "No spectrogram for this song"


def test_reloading_the_same_song_does_not_scroll(qtbot: QtBot, loaded: Inspector) -> None:
    loaded.resize(320, 300)
    bar = loaded.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(90)
    loaded.show_song(Detail(song(7, accepted=("calm",)), prediction(), info()))
    assert bar.value() == 90
    loaded.show_song(Detail(song(8), prediction(), info()))
    assert bar.value() == 0


def test_several_songs_are_summarized(qtbot: QtBot, inspector: Inspector) -> None:
    rows = [
        song(1, valence=0.4, arousal=0.2, proposed=("happy", "calm")),
        song(2, valence=0.6, arousal=0.4, accepted=("happy",)),
        song(3, valence=-0.4, arousal=-0.6, proposed=()),
        song(4, state=TrackState.WAITING, valence=None),
    ]
    inspector.show_selection(rows)
    text = visible_text(inspector)
    for expected in (
        "4 songs selected",
        "Total length: 13:20",
        "Average valence +0.20, slightly positive",
        "Average arousal 0.00, neutral energy",
        "Most common moods: happy 2, calm 1",
        "Not analyzed: 1",
    ):
        assert expected in text
    assert inspector.summary.bars.accessibleName().startswith("Happy: 2 songs, Angry: 0 songs")
    assert inspector.summary.accept_button.text() == "Accept suggestions (2)"
    with qtbot.waitSignal(inspector.acceptConfidentRequested) as accepted:
        qtbot.mouseClick(inspector.summary.accept_button, LEFT)
    assert accepted.args == [[1]]


def test_no_decision_is_emitted_without_a_song(qtbot: QtBot, loaded: Inspector) -> None:
    loaded.clear()
    with qtbot.assertNotEmitted(loaded.decided):
        loaded.song_page.moods.bars[0].accept_button.click()


def test_a_song_without_segments_and_duration_is_painted(inspector: Inspector) -> None:
    empty = dataclasses.replace(prediction(), segments=())
    inspector.show_song(Detail(song(1, duration_s=None), empty, None))
    assert not inspector.grab().isNull()
    assert inspector.song_page.curve.accessibleDescription() == "Not analyzed."


def test_the_headline_says_how_sure_the_quadrant_is(inspector: Inspector) -> None:
    shares = dict.fromkeys(QUADRANTS, 0.0)
    for probability, expected in ((0.7, "high"), (0.5, "medium"), (0.3, "low")):
        quadrant = shares | {Quadrant.HAPPY: probability}
        inspector.show_song(Detail(song(1), replace(prediction(), quadrant=quadrant), info()))
        headline = inspector.song_page.header.headline
        assert headline.accessibleName() == f"Quadrant: Happy, {expected} confidence"


def test_the_spectrogram_is_folded_and_requested_when_it_is_unfolded(
    qtbot: QtBot, loaded: Inspector
) -> None:
    assert not loaded.song_page.spectrogram.isVisible()
    with qtbot.waitSignal(loaded.spectrogramRequested):
        qtbot.keyClick(loaded.song_page.spectrogram_part.button, Key.Key_Space)
    assert loaded.song_page.spectrogram.isVisible()
    assert loaded.wants_spectrogram


def test_the_character_is_shown_where_the_model_knows_it(inspector: Inspector) -> None:
    character = inspector.song_page.character
    inspector.show_song(Detail(song(1), prediction(), info()))
    assert character.isHidden()
    attributes = dict.fromkeys(ATTRIBUTES, 0.3) | {"instrumentalness": 0.9}
    inspector.show_song(Detail(replace(song(2), attributes=attributes), prediction(), info()))
    assert character.isVisible()
    assert character.accessibleName() == "Danceable 30, Acoustic 30, Vocal 10, Live 30"
    assert not character.grab().isNull()
