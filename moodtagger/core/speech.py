"""Which songs are no music but speech: decided here, from the model, the genre and the file's kind.

Moods are of music, so speech gets none, unless the user decides otherwise: whoever accepts a mood
of a song or corrects its position has said that it has one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.cue_sheet import song_file
from moodtagger.core.messages import Message

# From here on audio is certain enough to be speech.
MIN_SPEECH_PROBABILITY: Final = 0.9
# Below, the name of a file is not believed: music is sold in containers of audiobooks too.
MAX_MUSIC_PROBABILITY: Final = 0.1
SPEECH: Final = Message.of("Speech, not music.")

_GENRES: Final = frozenset(
    {"audiobook", "audiobooks", "audio book", "audio books", "podcast", "podcasts", "speech"}
    | {"spoken", "spoken word", "spoken & audio", "books & spoken", "lecture", "lectures"}
    | {"interview", "sermon", "radio show", "talk", "talk show", "audio theatre", "audio drama"}
    | {"hörbuch", "hörbücher", "hörspiel", "hörspiele", "vortrag", "livre audio", "audiolibro"}
    | {"audiolivro", "luisterboek", "ljudbok", "audiobuch", "аудиокнига", "オーディオブック"}
)
_SUFFIXES: Final = (".m4b", ".aax", ".aa")
_MAX_END = 6  # characters, with the number of a song in a file


def is_speech(path: str, genre: str, probability: float | None) -> bool:
    """Return whether a song is speech, unless the user says otherwise.

    `probability` is what the model makes of its audio, None where it cannot tell.
    """
    is_certain = probability is not None and probability >= MIN_SPEECH_PROBABILITY
    is_music = probability is not None and probability < MAX_MUSIC_PROBABILITY
    return is_certain or is_speech_genre(genre) or (has_speech_suffix(path) and not is_music)


def is_speech_genre(genre: str) -> bool:
    """Return whether a genre, or each of several, is one of speech."""
    parts = [part.strip().casefold() for part in re.split(r"[;/,\0]", genre) if part.strip()]
    return bool(parts) and _GENRES.issuperset(parts)


def has_speech_suffix(path: str) -> bool:
    """Return whether the name of a file is that of an audiobook."""
    end = path[-_MAX_END:]
    return (song_file(path) if "//" in end else end).lower().endswith(_SUFFIXES)


def speech_mask(
    paths: Sequence[str], genres: Sequence[str], probabilities: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Return `is_speech` of many songs, (n,); a probability that is unknown is NaN."""
    speech_genres = {genre for genre in dict.fromkeys(genres) if is_speech_genre(genre)}
    mask: npt.NDArray[np.bool_] = probabilities >= MIN_SPEECH_PROBABILITY
    if speech_genres:
        mask |= np.fromiter(map(speech_genres.__contains__, genres), np.bool_, len(genres))
    has_suffix = np.fromiter(map(has_speech_suffix, paths), np.bool_, len(paths))
    mask |= has_suffix & ~(probabilities < MAX_MUSIC_PROBABILITY)
    return mask
