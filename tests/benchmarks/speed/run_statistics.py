"""Median, range and paired per-round ratios of the runs, and the table of goals."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.measurements import Measurement, Relation, format_number
from tests.benchmarks.speed.interleaved_runs import SubjectRun


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, minimum and maximum of several measurements."""

    median: float
    low: float
    high: float

    @classmethod
    def from_values(cls, values: Collection[float]) -> Spread:
        """Summarize at least one value."""
        return cls(statistics.median(values), min(values), max(values))


def cpu_seconds(turn: SubjectRun) -> float:
    """CPU seconds."""
    return turn.cpu_s


def wall_seconds(turn: SubjectRun) -> float:
    """Wall-clock seconds."""
    return turn.wall_s


class RunStatistics:
    """Runs by subject, song and round."""

    def __init__(self, runs: Iterable[SubjectRun]) -> None:
        self._runs_by_key = {(turn.name, turn.song, turn.round): turn for turn in runs}
        self.rounds = sorted({turn.round for turn in self._runs_by_key.values()})

    def runs(self, name: str, songs: Collection[int]) -> list[SubjectRun]:
        """The runs of one subject on some songs."""
        return [
            turn
            for (who, song, _), turn in self._runs_by_key.items()
            if who == name and song in songs
        ]

    def mean_song_cost(
        self, name: str, songs: Collection[int], value: Callable[[SubjectRun], float] = cpu_seconds
    ) -> float | None:
        """Cost of a song: median over rounds, then mean over songs."""
        medians = [
            statistics.median(value(turn) for turn in turns)
            for song in songs
            if (turns := self.runs(name, [song]))
        ]
        return statistics.fmean(medians) if medians else None

    def ratio(self, subject: str, others: Sequence[str], songs: Collection[int]) -> Spread | None:
        """CPU time of `one` relative to the fastest of `other`, over songs both analyzed.

        One ratio a round; None when no song was analyzed by both.
        """
        ratios = []
        for number in self.rounds:
            subject_s, fastest_s = 0.0, 0.0
            for song in songs:
                run = self._runs_by_key.get((subject, song, number))
                fastest_of_song = self.fastest(others, song, number)
                if run is not None and fastest_of_song is not None:
                    subject_s += run.cpu_s
                    fastest_s += fastest_of_song
            if fastest_s:
                ratios.append(subject_s / fastest_s)
        return Spread.from_values(ratios) if ratios else None

    def fastest(self, names: Sequence[str], song: int, number: int) -> float | None:
        runs = [self._runs_by_key.get((name, song, number)) for name in names]
        return min((turn.cpu_s for turn in runs if turn is not None), default=None)


@dataclass(frozen=True, slots=True)
class GoalResult:
    """A goal and the measurement; without `spread`, `why` there is none."""

    name: str
    relation: Relation
    goal: float
    unit: str
    spread: Spread | None
    why: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the median meets the goal; None when it was not measured."""
        if self.spread is None:
            return None
        return Measurement(
            self.name, self.spread.median, self.unit, self.goal, self.relation
        ).reached


def goal_table(rows: Sequence[GoalResult]) -> str:
    """Format the goals as a Markdown table."""
    lines = ["| figure | goal | measured | spread | reached |", "|---|---|---|---|---|"]
    for row in rows:
        goal = f"{row.relation} {row.goal:g} {row.unit}".strip()
        if row.spread is None:
            lines.append(f"| {row.name} | {goal} | | | not measured: {row.why} |")
            continue
        measured = f"{format_number(row.spread.median)} {row.unit}".strip()
        between = f"{format_number(row.spread.low)} to {format_number(row.spread.high)}"
        reached = "yes" if row.reached else "no"
        lines.append(f"| {row.name} | {goal} | {measured} | {between} | {reached} |")
    return "\n".join(lines)
