"""Leave silent and nearly silent parts out of a song's log-mel frames.

Silence at the beginning, at the end and in the middle is dropped before anything is estimated from
the frames. Pauses of up to a second belong to the music.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import FRAMES_PER_S, N_MELS
from moodtagger.audio.convert import Floats
from moodtagger.core.silence import MUSIC_DB, frame_levels, gate_db, loudness_db

MAX_PAUSE_FRAMES = round(FRAMES_PER_S)
BLOCK_FRAMES = 313  # 10 s
_MAX_HELD_BLOCKS = 6  # held back, while it may only be the noise before the music


@dataclass(frozen=True, slots=True)
class SoundingPart:
    """A part of a song that is not silent.

    Attributes
    ----------
    frames : ndarray of float32, shape (n, 96)
        Log-mel frames in dB, n >= 1.
    start_frame : int
        Number of the first frame in the song.
    gap_frames : int
        Silent frames between the part before and this one; 0 where it follows directly. For the
        first part, the silent frames before it.
    """

    frames: Floats
    start_frame: int
    gap_frames: int


class SilenceGate:
    """Streaming gate; memory is bounded by a minute of frames, usually ten seconds.

    The threshold follows the loudest second so far, so that it only rises.

    Parameters
    ----------
    song_loudness_db : float
        Loudness of the song as of `core.silence.loudness_db`, if it is known in advance.
    start_frame : int
        Number of the first frame in the song.

    Attributes
    ----------
    sounding_frames : int
        Number of frames returned so far.
    """

    def __init__(self, song_loudness_db: float = -np.inf, start_frame: int = 0) -> None:
        self.sounding_frames = 0
        self._loudness_db = song_loudness_db
        self._incoming: list[Floats] = []  # less than a block
        self._incoming_count = 0
        # Blocks and the levels of their frames, while the song's loudness is not known.
        self._held: list[tuple[Floats, Floats]] = []
        self._pause: Floats = np.empty((0, N_MELS), np.float32)  # the last frames, all silent
        self._position = start_frame  # behind the pause
        self._end = start_frame  # of the last part

    def push(self, frames: Floats) -> list[SoundingPart]:
        """Add frames.

        Parameters
        ----------
        frames : ndarray of float32, shape (n, 96)
            The next log-mel frames in dB, any number of them.

        Returns
        -------
        list of SoundingPart
            The parts that are complete by now.
        """
        self._incoming.append(frames)
        self._incoming_count += len(frames)
        if self._incoming_count < BLOCK_FRAMES:
            return []
        rows = np.concatenate(self._incoming)
        complete = len(rows) // BLOCK_FRAMES * BLOCK_FRAMES
        self._incoming, self._incoming_count = [rows[complete:].copy()], len(rows) - complete
        parts = []
        for start in range(0, complete, BLOCK_FRAMES):
            parts += self._push_block(rows[start : start + BLOCK_FRAMES])
        return parts

    def finish(self) -> list[SoundingPart]:
        """Return the last parts; nothing may be pushed afterwards.

        Returns
        -------
        list of SoundingPart
            The parts that were held back.
        """
        if self._incoming_count:
            self._hold(np.concatenate(self._incoming))
        self._incoming, self._incoming_count = [], 0
        return self._release()

    def _push_block(self, block: Floats) -> list[SoundingPart]:
        self._hold(block)
        is_known = self._loudness_db > MUSIC_DB or len(self._held) >= _MAX_HELD_BLOCKS
        return self._release() if is_known else []

    def _hold(self, block: Floats) -> None:
        levels = frame_levels(block)
        self._loudness_db = max(self._loudness_db, loudness_db(levels))
        self._held.append((block, levels))

    def _release(self) -> list[SoundingPart]:
        held, self._held = self._held, []
        return [part for block, levels in held for part in self._sounding_parts(block, levels)]

    def _sounding_parts(self, block: Floats, levels: Floats) -> list[SoundingPart]:
        frames, is_sounding = block, levels >= gate_db(self._loudness_db)
        if len(self._pause):
            frames = np.concatenate([self._pause, block])
            is_sounding = np.concatenate([np.zeros(len(self._pause), np.bool_), is_sounding])
        first_frame = self._position - len(self._pause)
        self._position += len(block)
        parts = []
        for start, end in _joined_runs(is_sounding):
            gap = first_frame + start - self._end
            if gap <= MAX_PAUSE_FRAMES and self._has_begun:  # only a pause
                start, gap = self._end - first_frame, 0
            parts.append(SoundingPart(frames[start:end], first_frame + start, gap))
            self.sounding_frames += end - start
            self._end = first_frame + end
        silent_count = min(self._position - self._end, MAX_PAUSE_FRAMES)
        self._pause = frames[len(frames) - silent_count :].copy()
        return parts

    @property
    def _has_begun(self) -> bool:
        return self.sounding_frames > 0


def _joined_runs(is_sounding: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return start and end of what sounds, joined across pauses."""
    if is_sounding.all():
        return [(0, len(is_sounding))]
    sounding = np.flatnonzero(is_sounding)
    if not len(sounding):
        return []
    breaks = np.flatnonzero(np.diff(sounding) > MAX_PAUSE_FRAMES + 1)
    starts = [sounding[0], *sounding[breaks + 1]]
    ends = [*sounding[breaks], sounding[-1]]
    return [(int(start), int(end) + 1) for start, end in zip(starts, ends, strict=True)]
