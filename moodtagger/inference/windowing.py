"""Ten-second windows over a stream of log-mel frames, in memory that does not grow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.float32]

WINDOW_FRAMES = 313  # 10 s
FRAME_S = 512 / 16000
MIN_REMAINDER_FRAMES = 31  # a rest under 1 s joins the window before it
SILENCE_DB = -60.0
SILENCE_WEIGHT = 0.02


@dataclass(frozen=True, slots=True)
class Window:
    """What the network hears at once.

    `frames` (313, 96) in dB; the window stands for `start_s` to `end_s` of the song, which is
    less than it hears where it had to reach back; `weight` is its share in the song's answer.
    """

    frames: Frames
    start_s: float
    end_s: float
    weight: float


class WindowStream:
    """Cuts frames into windows without gap or overlap.

    The last window of a stretch is aligned to its end; a stretch shorter than a window is
    repeated to fill one.
    """

    def __init__(self) -> None:
        self._remainder: list[Frames] = []
        self._remainder_frames = 0
        self._previous: Frames | None = None  # the window before, for the last one to reach back
        self._start_s = 0.0

    def push(self, frames: Frames) -> list[Window]:
        """Take frames (n, 96) in dB; the windows that are complete by now."""
        self._remainder.append(np.asarray(frames, dtype=np.float32))
        self._remainder_frames += len(frames)
        if self._remainder_frames < WINDOW_FRAMES:
            return []
        rows = np.concatenate(self._remainder)
        complete = len(rows) // WINDOW_FRAMES * WINDOW_FRAMES
        self._remainder = [rows[complete:].copy()]
        self._remainder_frames = len(rows) - complete
        starts = range(0, complete, WINDOW_FRAMES)
        return [self._full_window(rows[k : k + WINDOW_FRAMES]) for k in starts]

    def finish(self) -> list[Window]:
        """The window of what is left of this stretch, if it is long enough to count."""
        remainder = (
            np.concatenate(self._remainder)
            if self._remainder_frames
            else np.empty((0, 96), np.float32)
        )
        previous, start = self._previous, self._start_s
        self._remainder, self._remainder_frames, self._previous = [], 0, None
        self._start_s = start + len(remainder) * FRAME_S
        if len(remainder) == 0 or (previous is not None and len(remainder) < MIN_REMAINDER_FRAMES):
            return []
        if previous is None:
            frames = np.resize(remainder, (WINDOW_FRAMES, remainder.shape[1]))
        else:
            frames = np.concatenate([previous, remainder])[-WINDOW_FRAMES:]
        fraction = len(remainder) / WINDOW_FRAMES
        return [Window(frames, start, self._start_s, fraction * _loudness_weight(remainder))]

    def seek(self, start_s: float) -> None:
        """Begin a new stretch at `start_s`; call `finish` first."""
        self._start_s = start_s

    def _full_window(self, frames: Frames) -> Window:
        start = self._start_s
        self._start_s = start + WINDOW_FRAMES * FRAME_S
        self._previous = frames.copy()
        return Window(self._previous, start, self._start_s, _loudness_weight(frames))


def _loudness_weight(frames: Frames) -> float:
    """Silence says nothing about a song's mood."""
    return 1.0 if float(frames.max(axis=1).mean()) > SILENCE_DB else SILENCE_WEIGHT
