"""A median with what it was taken from, and ratios of two contestants round by round."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.speed.interleaved_runs import Turn


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several measurements, the lowest and the highest of them."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Collection[float]) -> Spread:
        """Of at least one value."""
        return cls(statistics.median(values), min(values), max(values))


def cpu(turn: Turn) -> float:
    """CPU seconds."""
    return turn.cpu_s


def wall(turn: Turn) -> float:
    """Seconds by the clock."""
    return turn.wall_s


class Results:
    """The turns of a contest, by contestant, song and round."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        self._by = {(turn.name, turn.song, turn.round): turn for turn in turns}
        self.rounds = sorted({turn.round for turn in self._by.values()})

    def turns(self, name: str, songs: Collection[int]) -> list[Turn]:
        """Of one contestant on some songs."""
        return [turn for (who, song, _), turn in self._by.items() if who == name and song in songs]

    def a_song(
        self, name: str, songs: Collection[int], value: Callable[[Turn], float] = cpu
    ) -> float | None:
        """What a song costs: the median over the rounds, then the mean over the songs."""
        heard = [
            statistics.median(value(turn) for turn in turns)
            for song in songs
            if (turns := self.turns(name, [song]))
        ]
        return statistics.fmean(heard) if heard else None

    def ratio(self, one: str, other: Sequence[str], songs: Collection[int]) -> Spread | None:
        """CPU of `one` over that of the fastest of the `other`, of all songs that both heard.

        Round by round; None when they have nothing in common.
        """
        ratios = []
        for number in self.rounds:
            ours, theirs = 0.0, 0.0
            for song in songs:
                mine = self._by.get((one, song, number))
                best = self._fastest(other, song, number)
                if mine is not None and best is not None:
                    ours += mine.cpu_s
                    theirs += best
            if theirs:
                ratios.append(ours / theirs)
        return Spread.of(ratios) if ratios else None

    def _fastest(self, names: Sequence[str], song: int, number: int) -> float | None:
        turns = [self._by.get((name, song, number)) for name in names]
        return min((turn.cpu_s for turn in turns if turn is not None), default=None)
