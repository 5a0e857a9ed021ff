"""The songs that play next: those that the user queued, then the rest of a list."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import chain, islice

from PySide6.QtCore import QObject, Signal

_MAX_PLAYED = 500


class PlayQueue(QObject):
    """Track ids of the playing song, of the ones before and of the ones to come."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: int | None = None
        self._played: deque[int] = deque(maxlen=_MAX_PLAYED)
        self._queued: deque[int] = deque()
        self._rest: deque[int] = deque()

    def __len__(self) -> int:
        """Return how many songs are to come."""
        return len(self._queued) + len(self._rest)

    def upcoming(self, limit: int | None = None) -> list[int]:
        """Return the songs to come, first the queued ones, at most `limit` of them."""
        return list(islice(chain(self._queued, self._rest), limit))

    def play(self, track_id: int | None, rest: Sequence[int] = ()) -> None:
        """Make a song the playing one, with the rest of its list; queued ones come first."""
        self._remember()
        self.current = track_id
        self._rest = deque(rest)
        self.changed.emit()

    def next(self) -> int | None:
        """Go to the next song and return it; None at the end."""
        if not len(self):
            return None
        self._remember()
        self.current = (self._queued or self._rest).popleft()
        self.changed.emit()
        return self.current

    def previous(self) -> int | None:
        """Go back to the song before and return it; None at the start."""
        if not self._played:
            return None
        if self.current is not None:
            (self._queued or self._rest).appendleft(self.current)
        self.current = self._played.pop()
        self.changed.emit()
        return self.current

    @property
    def has_previous(self) -> bool:
        """Whether a song was played before."""
        return bool(self._played)

    def peek(self) -> int | None:
        """Return the next song without going there."""
        return next(iter(self._queued or self._rest), None)

    def play_next(self, track_ids: Sequence[int]) -> None:
        """Let songs play after the playing one, in this order."""
        self._queued.extendleft(reversed(track_ids))
        self.changed.emit()

    def add(self, track_ids: Sequence[int]) -> None:
        """Let songs play after all queued ones, before the rest of the list."""
        self._queued.extend(track_ids)
        self.changed.emit()

    def arrange(self, order: Sequence[int], count: int) -> None:
        """Put the first `count` songs to come into an order of indexes; the others are removed.

        As many songs stay queued as were.
        """
        queued_count = len(self._queued)
        songs = self.upcoming()
        kept = sum(index < queued_count for index in order) + max(0, queued_count - count)
        arranged = [*(songs[index] for index in order), *songs[count:]]
        self._queued, self._rest = deque(arranged[:kept]), deque(arranged[kept:])
        self.changed.emit()

    def skip(self, count: int) -> None:
        """Leave out the next songs."""
        self.arrange([], min(count, len(self)))

    def clear(self) -> None:
        """Forget all songs to come."""
        self._queued.clear()
        self._rest.clear()
        self.changed.emit()

    def _remember(self) -> None:
        if self.current is not None:
            self._played.append(self.current)
