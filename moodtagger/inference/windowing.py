"""Cut a stream of log-mel frames into ten-second windows in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.float32]

WINDOW_FRAMES = 313  # 10 s
FRAME_S = 512 / 16000
MIN_REMAINDER_FRAMES = 31  # a remainder under 1 s joins the window before it
# Mean level of the loudest mel band; a band's power, so not comparable to a peak level.
SILENT_BAND_DB = -60.0
SILENCE_WEIGHT = 0.02


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
        Weight of the window in the song's mean, in (0, 1].
    """

    frames: Frames
    start_s: float
    end_s: float
    weight: float


class WindowStream:
    """Cuts frames into windows without gaps or overlap.

    The last window of a stretch is aligned to its end; a stretch shorter than a window is repeated
    to fill one.
    """

    def __init__(self) -> None:
        self._remainder: list[Frames] = []
        self._remainder_frames = 0
        self._previous: Frames | None = None  # lets the last window overlap the one before
        self._start_s = 0.0

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
        """End the current stretch.

        Returns
        -------
        list[Window]
            The last window, or an empty list if too few frames remain.
        """
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
        """Start a new stretch; call `finish` first.

        Parameters
        ----------
        start_s : float
            Its position in the song, in seconds.
        """
        self._start_s = start_s

    def _full_window(self, frames: Frames) -> Window:
        start = self._start_s
        self._start_s = start + WINDOW_FRAMES * FRAME_S
        self._previous = frames.copy()
        return Window(self._previous, start, self._start_s, _loudness_weight(frames))


def _loudness_weight(frames: Frames) -> float:
    """Weigh silence down: it says nothing about a song's mood."""
    return 1.0 if float(frames.max(axis=1).mean()) > SILENT_BAND_DB else SILENCE_WEIGHT
