"""What counts as speech."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.speech import is_speech, speech_mask


@pytest.mark.parametrize(
    ("path", "genre", "probability", "expected"),
    [
        ("/m/a.mp3", "", None, False),
        ("/m/a.mp3", "", 0.9, True),
        ("/m/a.mp3", "", 0.89, False),
        ("/m/a.mp3", "Rock", 0.8, False),
        ("/m/a.mp3", "AUDIOBOOK", 0.0, True),
        ("/m/a.mp3", "Hörbuch; Spoken Word", None, True),
        ("/m/a.mp3", "Hip-Hop; Spoken Word", None, False),  # music with words
        ("/m/a.mp3", "Comedy", None, False),
        ("/m/a.M4B", "", None, True),
        ("/m/a.m4b//03", "", None, True),
        ("/m/a.m4b", "Blues", 0.05, False),  # the audio says that it is music
        ("/m/a.m4b", "", 0.3, True),
        ("/m/a.m4b", "", 0.1, True),
        ("/m/a.m4b", "", 0.09, False),
        ("/m/a.m4b//103", "", None, True),
        ("/m/a.mp3", " / ", None, False),
        ("/m4b/a.mp3", "", None, False),
    ],
)
def test_audio_genre_and_kind_decide(
    path: str, genre: str, probability: float | None, expected: bool
) -> None:
    assert is_speech(path, genre, probability) is expected
    known = np.nan if probability is None else probability
    assert speech_mask([path], [genre], np.array([known])).tolist() == [expected]


def test_each_song_has_its_own_answer() -> None:
    paths = ["/m/a.mp3", "/m/b.m4b", "/m/c.mp3", "/m/d.m4b", "/m/e.mp3"]
    genres = ["Podcast", "", "Rock", "Rock", "Rock"]
    probabilities = np.array([np.nan, np.nan, 0.95, 0.05, np.nan])
    assert speech_mask(paths, genres, probabilities).tolist() == [True, True, True, False, False]
