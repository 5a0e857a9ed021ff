"""Whether two acoustic fingerprints are of the same recording.

The shorter song is cut into overlapping segments of 8 s. Each is looked for in the longer song, at
first where the segment before it leads to. In two copies of one recording nearly all segments are
found, in order, with few bits that differ; a live version or another melody over the same chords
differs in more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.acoustic_fingerprint import MAX_CODES, AcousticFingerprint, Codes

SEGMENT_CODES: Final = 62
_STEP_CODES: Final = 31
_MIN_CODES: Final = 40  # 5 s; nothing is claimed about shorter songs
# Bit errors are fractions of the bits of a segment. A copy has few on average, unless its speed
# differs; another melody over the same accompaniment has more.
_MAX_ERRORS: Final = 0.1  # in each segment
_MAX_MEAN_ERRORS: Final = 0.073  # at the same speed
_ERRORS_PER_DRIFT: Final = 3.0
_MAX_EXTRA_ERRORS: Final = 0.02
_MIN_FOUND: Final = 0.85  # fraction of the segments of the shorter song
# Two different songs cannot both fill more than half of a third one, so that a medley never joins
# songs that have nothing in common.
_MIN_COVERED: Final = 0.5  # fraction of the longer song
_END_CODES: Final = 2  # left out at both ends, which are found only at half positions
_MAX_CAPPED_DIFFERENCE: Final = 0.02  # in length, where only the beginning is known
_MIN_DISTINCT: Final = 8  # codes in a segment; a steady tone has fewer and is not compared
_MAX_DRIFT: Final = 0.015  # codes per code: how much faster or slower a copy may be
_MAX_CUT_SEGMENTS: Final = 2  # that one cut goes through
_REACH: Final = 4  # codes around the expected position
_PROBES: Final = 5
_MIN_VALID: Final = 0.5  # fraction of bits that agree in both neighbors, for half positions

Ints = npt.NDArray[np.intp]


def is_same_recording(one: AcousticFingerprint, other: AcousticFingerprint) -> bool:
    """Return whether two fingerprints are of the same recording, or of an edit of it.

    Parameters
    ----------
    one, other : AcousticFingerprint
        Two songs; the order does not matter.

    Returns
    -------
    bool
        False also when a song is too short or too uniform to tell.
    """
    shorter, longer = sorted((one, other), key=lambda song: (song.total, song.codes.tobytes()))
    if len(shorter.codes) < _MIN_CODES:
        return False
    length_ratio = shorter.total / longer.total
    if length_ratio <= (1 - _MAX_CAPPED_DIFFERENCE if longer.total > MAX_CODES else _MIN_COVERED):
        return False
    search = _Search(longer.codes, min(SEGMENT_CODES, len(shorter.codes) - 2 * _END_CODES))
    starts = _segments(shorter.codes, search.size)
    if not starts or not _probes_found(search, shorter.codes, starts):
        return False
    matches, uncounted = _matches(search, shorter.codes, starts)
    found = len(matches) / (len(starts) - uncounted)
    return (
        found >= _MIN_FOUND
        and found * length_ratio > _MIN_COVERED
        and _mean_errors(matches) <= _max_mean_errors(matches[-1])
    )


def _mean_errors(matches: list[_Match]) -> float:
    return sum(match.errors for match in matches) / len(matches)


def _max_mean_errors(last: _Match) -> float:
    """Return the limit for a copy that drifts as much as it does up to its last segment."""
    passed = last.start - last.anchor[0]
    drift = abs(last.position - last.anchor[1] - passed) / passed if passed else 0.0
    return _MAX_MEAN_ERRORS + min(_MAX_EXTRA_ERRORS, _ERRORS_PER_DRIFT * drift)


def _segments(codes: Codes, size: int) -> list[int]:
    """Return where the segments begin that have enough distinct codes."""
    last = len(codes) - size - _END_CODES
    starts = sorted({*range(_END_CODES, last, _STEP_CODES), last})
    return [
        start for start in starts if len(np.unique(codes[start : start + size])) >= _MIN_DISTINCT
    ]


def _probes_found(search: _Search, codes: Codes, segments: list[int]) -> bool:
    """Return whether any of a few segments is found; unrelated songs are ruled out by this."""
    probes = {segments[i * (len(segments) - 1) // (_PROBES - 1)] for i in range(_PROBES)}
    return any(search.find(codes, start)[1] <= _MAX_ERRORS for start in sorted(probes))


def _matches(search: _Search, codes: Codes, starts: list[int]) -> tuple[list[_Match], int]:
    """Find the segments in order, each at the speed of the copy or after a cut.

    Also return how many of the others do not count, as a cut goes through them.
    """
    matches: list[_Match] = []
    uncounted = 0
    for number, start in enumerate(starts):
        match = _next_match(search, codes, number, start, matches[-1] if matches else None)
        if match is None:
            continue
        if match.is_after_cut:  # so another one came before
            missed = number - matches[-1].number - 1
            uncounted += missed if missed <= _MAX_CUT_SEGMENTS else 0
        matches.append(match)
    return matches, uncounted


@dataclass(frozen=True, slots=True)
class _Match:
    """Segment `number`, which begins at `start`, found at `position` in the longer song.

    `anchor` is the start and position of the first one since the beginning or a cut.
    """

    number: int
    start: int
    position: float
    errors: float
    anchor: tuple[int, float]
    is_after_cut: bool = False


def _next_match(
    search: _Search, codes: Codes, number: int, start: int, last: _Match | None
) -> _Match | None:
    """Look for a segment where the last one leads to, and then anywhere behind that."""
    if last is not None:
        position, errors = search.find_near(codes, start, last.position + start - last.start)
        if errors <= _MAX_ERRORS and _is_in_time(last.anchor, (start, position)):
            return _Match(number, start, position, errors, last.anchor)
    position, errors = search.find(codes, start)
    if errors > _MAX_ERRORS:
        return None
    match = _Match(number, start, position, errors, (start, position), last is not None)
    return match if last is None or _is_behind(last, match) else None


def _is_in_time(anchor: tuple[int, float], match: tuple[int, float]) -> bool:
    """Return whether a copy that is a little faster or slower can lead from one to the other."""
    passed = match[0] - anchor[0]
    return abs(match[1] - anchor[1] - passed) <= 1 + _MAX_DRIFT * passed


def _is_behind(last: _Match, match: _Match) -> bool:
    passed = match.start - last.start
    return match.position - last.position > passed + _REACH


@dataclass(slots=True)
class _Search:
    """Looks for segments of `size` codes in a song.

    A copy can begin between two codes of the song. Bits that change from one to the other are not
    known there, and are left out.
    """

    codes: Codes
    size: int

    def find(self, codes: Codes, start: int) -> tuple[float, float]:
        """Return the position of the best match anywhere, and its bit errors."""
        return self._find_among(codes, start, np.arange(len(self.codes) - self.size + 1))

    def find_near(self, codes: Codes, start: int, position: float) -> tuple[float, float]:
        """Return the best match near a position in the same way."""
        low = max(0, round(position) - _REACH)
        high = min(len(self.codes) - self.size, round(position) + _REACH)
        if high < low:
            return position, 1.0
        return self._find_among(codes, start, np.arange(low, high + 1))

    def _find_among(self, codes: Codes, start: int, positions: Ints) -> tuple[float, float]:
        segment = codes[start : start + self.size]
        windows = np.lib.stride_tricks.sliding_window_view(self.codes, self.size)[positions]
        differing = segment ^ windows
        errors = np.bitwise_count(differing).sum(axis=1, dtype=np.int32) / (16 * self.size)
        best = int(errors.argmin())
        lowest, position = float(errors[best]), float(positions[best])
        for at in (best, best - 1):  # the half position after and before
            if 0 <= at < len(positions) - 1:
                between = self._errors_between(differing[at], differing[at + 1])
                if between < lowest:
                    lowest, position = between, float(positions[at]) + 0.5
        return position, lowest

    def _errors_between(self, before: Codes, after: Codes) -> float:
        changing = int(np.bitwise_count(before ^ after).sum())
        known = 16 * self.size - changing
        if known < _MIN_VALID * 16 * self.size:
            return 1.0
        return int(np.bitwise_count(before & after).sum()) / known
