"""Key, beats and energy as a library keeps them."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.music_analysis import (
    BeatEstimate,
    EnergyEstimate,
    KeyEstimate,
    KeySpan,
    MusicAnalysis,
    fold_tempo,
    fold_tempos,
)
from moodtagger.core.musical_keys import MusicalKey

A_MINOR, C_MAJOR = MusicalKey(9, minor=True), MusicalKey(0, minor=False)
MUSIC = MusicAnalysis(
    KeyEstimate(A_MINOR, 0.875, -12.5, (KeySpan(32.5, 65.0, C_MAJOR),)),
    BeatEstimate(174.25, 0.5, 0.125, 0.0025),
    EnergyEstimate(7.5, (1.0, 9.5), 8.0),
)


@pytest.mark.parametrize("music", [MUSIC, MusicAnalysis(), MusicAnalysis(beat=MUSIC.beat)])
def test_what_is_kept_is_read_again(music: MusicAnalysis) -> None:
    assert MusicAnalysis.from_json(music.to_json()) == music


@pytest.mark.parametrize(
    "text",
    ["", "[]", "7", "{", '{"key": 5}', '{"key": {}}', '{"beat": null}', '{"energy": {"level": 1}}'],
)
def test_nothing_is_known_from_damaged_text(text: str) -> None:
    assert MusicAnalysis.from_json(text) == MusicAnalysis()


@pytest.mark.parametrize(
    ("bpm", "folded"),
    [(87.0, 87.0), (43.5, 87.0), (174.0, 174.0), (348.0, 174.0), (21.75, 87.0), (84.0, 168.0)],
)
def test_tempos_are_folded_into_a_range(bpm: float, folded: float) -> None:
    assert fold_tempo(bpm, 85.0, 175.0) == folded


def test_a_tempo_that_no_octave_brings_into_a_narrow_range_stays() -> None:
    assert fold_tempo(100.0, 120.0, 150.0) == 100.0
    folded = fold_tempos(np.array([87.0, np.nan, 130.0, 260.0, 100.0]), 120.0, 180.0)
    assert np.array_equal(folded, [174.0, np.nan, 130.0, 130.0, 100.0], equal_nan=True)
