"""Ten-second windows over a stream of log-mel frames, in memory that does not grow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.float32]

WINDOW_FRAMES = 313  # 10 s
FRAME_S = 512 / 16000
SMALLEST_REST = 31  # a rest under 1 s joins the window before it
SILENT_DB = -60.0
SILENT_WEIGHT = 0.02


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
        self._rest: list[Frames] = []
        self._waiting = 0
        self._before: Frames | None = None  # the window before, for the last one to reach back
        self._start_s = 0.0

    def push(self, frames: Frames) -> list[Window]:
        """Take frames (n, 96) in dB; the windows that are complete by now."""
        self._rest.append(np.asarray(frames, dtype=np.float32))
        self._waiting += len(frames)
        if self._waiting < WINDOW_FRAMES:
            return []
        rows = np.concatenate(self._rest)
        whole = len(rows) // WINDOW_FRAMES * WINDOW_FRAMES
        self._rest = [rows[whole:].copy()]
        self._waiting = len(rows) - whole
        cut = range(0, whole, WINDOW_FRAMES)
        return [self._full(rows[k : k + WINDOW_FRAMES]) for k in cut]

    def finish(self) -> list[Window]:
        """The window of what is left of this stretch, if it is long enough to count."""
        rest = np.concatenate(self._rest) if self._waiting else np.empty((0, 96), np.float32)
        before, start = self._before, self._start_s
        self._rest, self._waiting, self._before = [], 0, None
        self._start_s = start + len(rest) * FRAME_S
        if len(rest) == 0 or (before is not None and len(rest) < SMALLEST_REST):
            return []
        if before is None:
            frames = np.resize(rest, (WINDOW_FRAMES, rest.shape[1]))
        else:
            frames = np.concatenate([before, rest])[-WINDOW_FRAMES:]
        share = len(rest) / WINDOW_FRAMES
        return [Window(frames, start, self._start_s, share * _loudness_weight(rest))]

    def jump(self, start_s: float) -> None:
        """Begin a new stretch at `start_s`; call `finish` first."""
        self._start_s = start_s

    def _full(self, frames: Frames) -> Window:
        start = self._start_s
        self._start_s = start + WINDOW_FRAMES * FRAME_S
        self._before = frames.copy()
        return Window(self._before, start, self._start_s, _loudness_weight(frames))


def _loudness_weight(frames: Frames) -> float:
    """Silence says nothing about a song's mood."""
    return 1.0 if float(frames.max(axis=1).mean()) > SILENT_DB else SILENT_WEIGHT
