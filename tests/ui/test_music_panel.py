"""The inspector's energy curve with key changes, and its sentences on key and tempo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger.core.music_analysis import (
    NO_MUSIC,
    BeatEstimate,
    EnergyEstimate,
    KeyEstimate,
    KeySpan,
    MusicAnalysis,
)
from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.ui.inspector.music_panel import MusicPanel, key_spans

A_MINOR, C_MAJOR = MusicalKey(9, minor=True), MusicalKey(0, minor=False)
ROW = SongRow(1, "/a.mp3", FileTags(key="9A", bpm=124.0), 240.0)
MUSIC = MusicAnalysis(
    KeyEstimate(A_MINOR, 0.86, changes=(KeySpan(60.0, 120.0, C_MAJOR),)),
    BeatEstimate(124.1, 0.9, 0.3, drift=0.03),
    EnergyEstimate(6.0, tuple([3.0] * 8 + [8.6] * 15 + [4.0] * 7), 8.0),
)


@pytest.fixture
def panel(qtbot: QtBot) -> MusicPanel:
    panel = MusicPanel()
    qtbot.addWidget(panel)
    panel.resize(320, 200)
    return panel


def test_intro_peak_outro_key_and_drift_are_shown(panel: MusicPanel) -> None:
    panel.show_music(ROW, MUSIC, 240.0)
    panel.show()
    assert panel.facts.text().splitlines() == [
        "Energy: intro 3, peak 9, outro 4",
        "Key: 8A (86%); the file says 9A",
        "Tempo: 124.0 BPM, drifts by 3.0%",
    ]
    assert panel.plot.accessibleDescription() == "8A from 0:00, 8B from 1:00, 8A from 2:00"
    assert not panel.plot.grab().isNull()


def test_a_click_plays_from_there(qtbot: QtBot, panel: MusicPanel) -> None:
    panel.show_music(ROW, MUSIC, 240.0)
    panel.show()
    center = panel.plot.plot_rect().center().toPoint()
    with qtbot.waitSignal(panel.plot.seekRequested) as seek:
        QTest.mouseClick(panel.plot, Qt.MouseButton.LeftButton, pos=center)
    assert seek.args[0] == pytest.approx(120.0, abs=2.0)


def test_songs_without_a_beat_say_so(panel: MusicPanel) -> None:
    silent = SongRow(2, "/b.mp3", FileTags(), 60.0)
    panel.show_music(silent, MusicAnalysis(energy=EnergyEstimate(2.0)), 60.0)
    assert panel.facts.text() == "Tempo: no clear beat"
    assert not panel.plot.isVisibleTo(panel)
    steady = MusicAnalysis(beat=BeatEstimate(120.0, 0.9))
    panel.show_music(silent, steady, 60.0)
    assert panel.facts.text() == "Tempo: 120.0 BPM, steady"


def test_nothing_is_shown_of_older_analyses(panel: MusicPanel) -> None:
    panel.show_music(ROW, NO_MUSIC, 240.0)
    assert panel.isHidden()


def test_keys_cover_the_whole_song() -> None:
    assert key_spans(NO_MUSIC, 100.0) == []
    changes = (KeySpan(80.0, 100.0, C_MAJOR), KeySpan(0.0, 20.0, C_MAJOR))
    spans = key_spans(MusicAnalysis(KeyEstimate(A_MINOR, 1.0, changes=changes)), 100.0)
    assert [(span.start_s, span.end_s) for span in spans] == [(0, 20), (20, 80), (80, 100)]
