"""What counts as speech."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.speech import MIN_SPEECH_PROBABILITY, is_speech, speech_mask


@pytest.mark.parametrize(
    ("path", "genre", "probability", "expected"),
    [
        ("/m/a.mp3", "", None, False),
        ("/m/a.mp3", "", MIN_SPEECH_PROBABILITY, True),
        ("/m/a.mp3", "Rock", 0.8, False),
        ("/m/a.mp3", "AUDIOBOOK", 0.0, True),
        ("/m/a.mp3", "Hörbuch; Spoken Word", None, True),
        ("/m/a.mp3", "Hip-Hop; Spoken Word", None, False),  # music with words
        ("/m/a.mp3", "Comedy", None, False),
        ("/m/a.M4B", "", None, True),
        ("/m/a.m4b//03", "", None, True),
        ("/m/a.m4b", "Blues", 0.05, False),  # the audio says that it is music
        ("/m/a.m4b", "", 0.3, True),
        ("/m4b/a.mp3", "", None, False),
    ],
)
def test_audio_genre_and_kind_decide(
    path: str, genre: str, probability: float | None, expected: bool
) -> None:
    assert is_speech(path, genre, probability) is expected
    known = np.nan if probability is None else probability
    assert speech_mask([path], [genre], np.array([known])).tolist() == [expected]
