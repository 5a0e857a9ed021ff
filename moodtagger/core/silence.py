"""What counts as silence: frames far below the song's own loudness, or below any music.

Gated as loudness is measured (ITU-R BS.1770-5, 2023): an absolute threshold and one relative to the
song. The relative one is far lower here, since quiet passages are music.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.float32]

# Levels are those of the loudest mel band of a frame; a sine at full scale has +30 dB.
ABSOLUTE_GATE_DB: Final = -80.0
RELATIVE_GATE_DB: Final = -45.0
# A song that has not been louder than this may not have begun: it may only be noise so far.
MUSIC_DB: Final = -10.0
_BLOCK_FRAMES: Final = 31  # 1 s
# Behind so much silence another song begins, which is hidden where it is the smaller one.
_HIDDEN_GAP_S: Final = 30.0
_MIN_MAIN: Final = 2 / 3  # fraction of what sounds


def frame_levels(frames: Frames) -> Frames:
    """Return the level of each log-mel frame, (n,), in dB: the largest of its bands.

    The lowest of the 96, below 62 Hz, does not count: a constant offset is silent.
    """
    half = np.maximum(frames[:, :48], frames[:, 48:])  # twice as fast as a maximum over rows of 96
    half[:, 0] = frames[:, 48]
    quarter = np.maximum(half[:, :24], half[:, 24:])
    levels: Frames = np.maximum(quarter[:, :12], quarter[:, 12:]).max(axis=1)
    return levels


def loudness_db(levels: Frames) -> float:
    """Return the mean level of the loudest second, in dB; minus infinity without frames."""
    count = len(levels) // _BLOCK_FRAMES
    if not count:
        return float(levels.mean()) if len(levels) else -np.inf
    blocks = levels[: count * _BLOCK_FRAMES].reshape(count, _BLOCK_FRAMES)
    return float(blocks.mean(axis=1).max())


def in_main_song(starts_s: Sequence[float], step_s: float) -> list[bool]:
    """Tell a song from a hidden one before or behind long silence.

    `starts_s` are moments that sound, in order, which follow each other every `step_s`. All of them
    count where no part is far longer than the others.
    """
    parts, part = [], 0
    for before, start in zip([*starts_s[:1], *starts_s], starts_s, strict=False):
        part += start - before > step_s + _HIDDEN_GAP_S
        parts.append(part)
    main = max(parts, key=parts.count, default=0)
    if parts.count(main) < _MIN_MAIN * len(parts):
        return [True] * len(parts)
    return [number == main for number in parts]


def gate_db(song_loudness_db: float) -> float:
    """Return the level below which a frame of such a song is silent, in dB."""
    return max(ABSOLUTE_GATE_DB, song_loudness_db + RELATIVE_GATE_DB)
