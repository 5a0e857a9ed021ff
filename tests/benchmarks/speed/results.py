"""The results of one run, compared with the goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.benchmarks.measurements import Relation
from tests.benchmarks.speed import competitor_env
from tests.benchmarks.speed.interleaved_runs import InterleavedRuns, Subject
from tests.benchmarks.speed.run_statistics import GoalResult, RunStatistics, Spread
from tests.benchmarks.speed.scan import RescanTimes, ScanMetrics, WorkerScaling
from tests.benchmarks.speed.startup import StartupTimes

MOODTAGGER, QUICK, STAGES = "moodtagger", "moodtagger --quick", "moodtagger, stage by stage"
WITH_ONNX = "moodtagger with ONNX Runtime"
DECODERS = ("decode only, libsndfile", "decode only, FFmpeg", "decode only, FFmpeg at once")
OWN_SUBJECTS = (
    Subject(MOODTAGGER, "moodtagger_pipeline", "torch whole"),
    Subject(WITH_ONNX, "moodtagger_pipeline", "onnx whole"),
    Subject(QUICK, "moodtagger_pipeline", "torch quick"),
    Subject(STAGES, "moodtagger_pipeline", "torch stages"),
    Subject(DECODERS[0], "decoders", "libsndfile"),
    Subject(DECODERS[1], "decoders", "ffmpeg"),
    Subject(DECODERS[2], "decoders", "at once"),
)
PARTS = ("songs", "workers", "scan", "window", "rescan")
SONGS, WORKERS, SCAN, WINDOW, RESCAN = PARTS
_NO_COMPETITORS = "run with --peers"


@dataclass(slots=True)
class SpeedResults:
    """Results of a run; `failed` says why a part could not be measured."""

    host: Mapping[str, str]
    runs: InterleavedRuns
    rounds: int
    seconds: float
    unchanged_files: int
    competitors: Mapping[str, str] = field(default_factory=dict)
    workers: WorkerScaling | None = None
    scans: ScanMetrics | None = None
    scans_with_onnx: ScanMetrics | None = None
    startup: StartupTimes | None = None
    rescan: RescanTimes | None = None
    failed: dict[str, str] = field(default_factory=dict)

    def goals(self) -> list[GoalResult]:
        """The goals with what was measured, in the order of the page."""
        workers = None if self.workers is None else self.workers.ratio
        window = None if self.startup is None else self.startup.wall_ratio
        rescan = None if self.rescan is None else self.rescan.wall_s
        memory = None if self.scans is None else self.scans.pss
        with_onnx = None if self.scans_with_onnx is None else self.scans_with_onnx.pss
        startup_name = "time to first window over that after importing everything"
        rescan_name = f"rescan of {self.unchanged_files:,} unchanged files"
        return [
            self._decode_bound_goal(MOODTAGGER, "CPU over the decode-only bound, mp3"),
            self._decode_bound_goal(WITH_ONNX, "the same with ONNX Runtime"),
            self._competitor_goal(MOODTAGGER, competitor_env.BLISS, 0.6, "CPU against bliss-audio"),
            self._competitor_goal(
                MOODTAGGER, competitor_env.LIBROSA_BASELINE, 0.5, "CPU against the librosa baseline"
            ),
            self._competitor_goal(
                QUICK,
                competitor_env.LIBROSA_BASELINE,
                0.12,
                "`--quick` against the librosa baseline",
            ),
            self._goal_row(WORKERS, "wall, 1 worker over 2", ">=", 1.8, "", workers),
            self._goal_row(WINDOW, startup_name, "<=", 0.2, "", window),
            self._goal_row(RESCAN, rescan_name, "<=", 3, "s", rescan),
            self._goal_row(SCAN, "peak memory, 2 workers (PSS)", "<=", 350, "MB", memory),
            self._goal_row(SCAN, "the same memory with ONNX Runtime", "<=", 350, "MB", with_onnx),
        ]

    def kinds(self) -> dict[str, list[int]]:
        """Song indices by kind."""
        kinds: dict[str, list[int]] = {}
        for number, song in enumerate(self.runs.songs):
            kinds.setdefault(song.kind, []).append(number)
        return kinds

    def run_statistics(self) -> RunStatistics:
        """Statistics over all runs."""
        return RunStatistics(self.runs.runs)

    def subject_names(self) -> list[str]:
        """Subjects with at least one result, in the order of the table."""
        present = {turn.name for turn in self.runs.runs}
        order = (
            MOODTAGGER,
            WITH_ONNX,
            QUICK,
            *DECODERS,
            competitor_env.LIBROSA_BASELINE,
            competitor_env.BLISS,
            competitor_env.ESSENTIA_MEL,
        )
        return [name for name in (*order, competitor_env.ESSENTIA_EXTRACTOR) if name in present]

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain values for JSON, single runs included."""
        songs = [
            {"file": song.path.name, "kind": song.kind, "seconds": song.seconds}
            for song in self.runs.songs
        ]
        return {
            "machine": dict(self.host),
            "rounds": self.rounds,
            "songs": songs,
            "reach": [asdict(row) | {"reached": row.reached} for row in self.goals()],
            "turns": [asdict(turn) for turn in self.runs.runs],
            "out": self.runs.failures,
            "peers": dict(self.competitors),
            "failed": self.failed,
            **{
                name: None if part is None else asdict(part)
                for name, part in (
                    *((WORKERS, self.workers), (SCAN, self.scans)),
                    ("scan with ONNX Runtime", self.scans_with_onnx),
                    *((WINDOW, self.startup), (RESCAN, self.rescan)),
                )
            },
        }

    def _decode_bound_goal(self, subject: str, name: str) -> GoalResult:
        songs = [i for i, song in enumerate(self.runs.songs) if song.kind.startswith("mp3")]
        spread = self.run_statistics().ratio(subject, DECODERS, songs)
        return GoalResult(
            name, "<=", 1.4, "", spread, self.runs.failures.get(subject, "no mp3 was analyzed")
        )

    def _competitor_goal(self, subject: str, competitor: str, goal: float, name: str) -> GoalResult:
        songs = range(len(self.runs.songs))
        spread = self.run_statistics().ratio(subject, [competitor], songs)
        notes = [
            f"{who}: {why}" for who, why in self.competitors.items() if who.startswith(competitor)
        ]
        reason = self.runs.failures.get(competitor) or "; ".join(notes) or _NO_COMPETITORS
        return GoalResult(name, "<=", goal, "", spread, reason)

    def _goal_row(
        self,
        part: str,
        name: str,
        relation: Relation,
        goal: float,
        unit: str,
        spread: Spread | None,
    ) -> GoalResult:
        return GoalResult(
            name, relation, goal, unit, spread, self.failed.get(part, "it was left out")
        )
