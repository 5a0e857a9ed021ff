"""Cut a stream of log-mel frames into ten-second windows in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.silence import frame_levels, gate_db, loudness_db

Frames = npt.NDArray[np.float32]
FrameNumbers = npt.NDArray[np.intp]
Weights = npt.NDArray[np.float64]

WINDOW_FRAMES = 313  # 10 s
FRAME_S = 512 / 16000
MIN_REMAINDER_FRAMES = 31  # a remainder under 1 s joins the window before it
# A quieter window is amplified to this level (power of all bands), as the network itself makes up
# for no more than 20 dB.
_MIN_POWER_DB = -3.0
# In windows this loud (see `core.silence`), all bands together are above the level above.
_SURELY_LOUD_DB = _MIN_POWER_DB + 10.0


@dataclass(frozen=True, slots=True)
class Window:
    """One window of network input.

    Where the last window of a stretch overlaps the one before, `start_s` to `end_s` is only the
    part that it adds.

    Attributes
    ----------
    frames : Frames
        Log-mel frames in dB, (313, 96).
    start_s : float
        Start of the represented part of the song, in seconds.
    end_s : float
        End of the represented part of the song, in seconds.
    weight : float
        Number of frames that the window adds, as a fraction of a full window, in (0, 1].
    loudness_db : float
        Loudness of these frames, see `core.silence.loudness_db`.
    """

    frames: Frames
    start_s: float
    end_s: float
    weight: float
    loudness_db: float


class WindowStream:
    """Cuts frames into windows without gaps or overlap.

    The last window of a stretch is aligned to its end; a stretch shorter than a window is repeated
    to fill one.
    """

    def __init__(self) -> None:
        self._remainder: list[Frames] = []
        self._remainder_numbers: list[FrameNumbers] = []
        self._remainder_frames = 0
        self._previous: Frames | None = None  # lets the last window overlap the one before
        self._has_window = False
        self._start_s = 0.0  # of frame 0
        self._next_number = 0

    def push(self, frames: Frames) -> list[Window]:
        """Append frames.

        Parameters
        ----------
        frames : Frames
            Log-mel frames in dB, (n, 96), any number of them.

        Returns
        -------
        list[Window]
            The windows completed by these frames.
        """
        self._remainder.append(np.asarray(frames, dtype=np.float32))
        self._remainder_numbers.append(np.arange(len(frames)) + self._next_number)
        self._remainder_frames += len(frames)
        self._next_number += len(frames)
        if self._remainder_frames < WINDOW_FRAMES:
            return []
        rows, numbers = np.concatenate(self._remainder), np.concatenate(self._remainder_numbers)
        complete = len(rows) // WINDOW_FRAMES * WINDOW_FRAMES
        self._remainder = [rows[complete:].copy()]
        self._remainder_numbers = [numbers[complete:].copy()]
        self._remainder_frames = len(rows) - complete
        parts = (slice(k, k + WINDOW_FRAMES) for k in range(0, complete, WINDOW_FRAMES))
        return [self._full_window(rows[part], numbers[part]) for part in parts]

    def finish(self) -> list[Window]:
        """End the current stretch.

        Returns
        -------
        list[Window]
            The last window, or an empty list if too few frames remain.
        """
        remainder = np.concatenate([np.empty((0, 96), np.float32), *self._remainder])
        numbers = np.concatenate([np.empty(0, np.intp), *self._remainder_numbers])
        previous, has_window = self._previous, self._has_window
        self._remainder, self._remainder_numbers, self._remainder_frames = [], [], 0
        self._previous = None
        if len(remainder) == 0 or (has_window and len(remainder) < MIN_REMAINDER_FRAMES):
            return []
        if previous is None:
            frames = np.resize(remainder, (WINDOW_FRAMES, remainder.shape[1]))
        else:
            frames = np.concatenate([previous, remainder])[-WINDOW_FRAMES:]
        return [self._window(frames, remainder, numbers)]

    def skip(self, frame_count: int) -> None:
        """Leave frames out without ending the stretch.

        Parameters
        ----------
        frame_count : int
            Number of frames between the last one and the next.
        """
        self._next_number += frame_count

    def seek(self, start_s: float) -> None:
        """Start a new stretch; call `finish` first.

        Parameters
        ----------
        start_s : float
            Its position in the song, in seconds.
        """
        self._start_s, self._next_number = start_s, 0

    def _full_window(self, frames: Frames, numbers: FrameNumbers) -> Window:
        self._previous = frames.copy()
        return self._window(self._previous, frames, numbers)

    def _window(self, frames: Frames, added: Frames, numbers: FrameNumbers) -> Window:
        """Make a window of `frames`, of which those with the `numbers` are `added` by it."""
        self._has_window = True
        loudness = loudness_db(frame_levels(added))
        return Window(
            frames if loudness > _SURELY_LOUD_DB else _audible(frames),
            self._start_s + int(numbers[0]) * FRAME_S,
            self._start_s + (int(numbers[-1]) + 1) * FRAME_S,
            len(added) / WINDOW_FRAMES,
            loudness,
        )


def sounding_weights(weights: Sequence[float], loudness_db: Sequence[float]) -> Weights:
    """Weigh a song's windows: one that is silent beside the loudest ones has no weight.

    Parameters
    ----------
    weights : Sequence[float]
        Weight of each window, (n,).
    loudness_db : Sequence[float]
        Loudness of each window in dB, (n,).

    Returns
    -------
    Weights
        Weight of each window in the song's mean, (n,); at least one is above 0 if n is.
    """
    loudness = np.array(loudness_db, np.float64)
    is_sounding = loudness >= gate_db(float(loudness.max(initial=-np.inf)))
    return np.where(is_sounding | ~is_sounding.any(), np.array(weights, np.float64), 0.0)


def _audible(frames: Frames) -> Frames:
    """Amplify a very quiet window, which may be of a song that was recorded at a low level."""
    power = np.exp(frames.astype(np.float64) * (np.log(10) / 10)).sum(axis=1).mean()
    gain_db = _MIN_POWER_DB - 10 * np.log10(max(float(power), 1e-20))
    return frames + np.float32(gain_db) if gain_db > 0 else frames
