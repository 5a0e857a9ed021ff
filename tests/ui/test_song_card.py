"""The review card of a song, by itself."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from moodtagger.core.vocabulary import Mood
from moodtagger.ui.review.song_card import SongCard
from tests.support.ui.synthetic_songs import song


def test_likely_moods_look_different_from_clear_and_other_ones(qtbot: QtBot) -> None:
    card = SongCard()
    qtbot.addWidget(card)
    labels = ("happy", "calm", "sad")
    moods = [Mood(label, (), 0.5, 0.5, None, 0.6, likely=0.3) for label in labels]
    row = replace(song(1, proposed=("happy",)), likely=("calm",))
    card.show_song(row, moods, {"happy": 0.7, "calm": 0.5, "sad": 0.1})
    assert [line.decision_text() for line in card.rows[:3]] == [
        "undecided",
        "likely",
        "not suggested",
    ]
    assert card.rows[1].accessibleName() == "2, calm, 50%, likely"
    card.resize(700, 300)
    card.grab()
