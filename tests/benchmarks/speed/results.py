"""Everything that one run of the bench found out, and the goals judged by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.benchmarks.goals import Relation
from tests.benchmarks.speed import competitor_env as peers
from tests.benchmarks.speed.goal_table import Reach
from tests.benchmarks.speed.interleaved_runs import Contest, Entry
from tests.benchmarks.speed.rescan import Rescan
from tests.benchmarks.speed.scan import Scans, Workers
from tests.benchmarks.speed.startup import FirstWindow
from tests.benchmarks.speed.statistics import Results, Spread

OURS, QUICK, STAGES = "moodtagger", "moodtagger --quick", "moodtagger, stage by stage"
WITH_ONNX = "moodtagger with ONNX Runtime"
DECODERS = ("decode only, libsndfile", "decode only, FFmpeg", "decode only, FFmpeg at once")
OWN = (
    Entry(OURS, "moodtagger_pipeline", "torch whole"),
    Entry(WITH_ONNX, "moodtagger_pipeline", "onnx whole"),
    Entry(QUICK, "moodtagger_pipeline", "torch quick"),
    Entry(STAGES, "moodtagger_pipeline", "torch stages"),
    Entry(DECODERS[0], "decoders", "libsndfile"),
    Entry(DECODERS[1], "decoders", "ffmpeg"),
    Entry(DECODERS[2], "decoders", "at once"),
)
PARTS = ("songs", "workers", "scan", "window", "rescan")
SONGS, WORKERS, SCAN, WINDOW, RESCAN = PARTS
_NO_PEERS = "run with --peers"


@dataclass(slots=True)
class Measured:
    """What a run found; `failed` says why a part of it could not be measured."""

    machine: Mapping[str, str]
    contest: Contest
    rounds: int
    seconds: float
    songs_unchanged: int
    peers: Mapping[str, str] = field(default_factory=dict)
    workers: Workers | None = None
    scans: Scans | None = None
    scans_with_onnx: Scans | None = None
    window: FirstWindow | None = None
    rescan: Rescan | None = None
    failed: dict[str, str] = field(default_factory=dict)

    def reach(self) -> list[Reach]:
        """The goals, in the order in which they were set."""
        workers = None if self.workers is None else self.workers.ratio
        window = None if self.window is None else self.window.wall_ratio
        rescan = None if self.rescan is None else self.rescan.wall_s
        memory = None if self.scans is None else self.scans.pss
        with_onnx = None if self.scans_with_onnx is None else self.scans_with_onnx.pss
        first = "time to first window over that after importing everything"
        unchanged = f"rescan of {self.songs_unchanged:,} unchanged files"
        return [
            self._bound(OURS, "CPU over the decode-only bound, mp3"),
            self._bound(WITH_ONNX, "the same with ONNX Runtime"),
            self._against(OURS, peers.BLISS, 0.6, "CPU against bliss-audio"),
            self._against(OURS, peers.TUTORIAL, 0.5, "CPU against the tutorial way"),
            self._against(QUICK, peers.TUTORIAL, 0.12, "`--quick` against the tutorial way"),
            self._row(WORKERS, "wall, 1 worker over 2", ">=", 1.8, "", workers),
            self._row(WINDOW, first, "<=", 0.2, "", window),
            self._row(RESCAN, unchanged, "<=", 3, "s", rescan),
            self._row(SCAN, "peak memory, 2 workers (PSS)", "<=", 350, "MB", memory),
            self._row(SCAN, "the same memory with ONNX Runtime", "<=", 350, "MB", with_onnx),
        ]

    def kinds(self) -> dict[str, list[int]]:
        """The numbers of the songs of each kind."""
        kinds: dict[str, list[int]] = {}
        for number, song in enumerate(self.contest.songs):
            kinds.setdefault(song.kind, []).append(number)
        return kinds

    def results(self) -> Results:
        """The turns, to be asked."""
        return Results(self.contest.turns)

    def contestants(self) -> list[str]:
        """All who heard anything, in the order of the table."""
        heard = {turn.name for turn in self.contest.turns}
        order = (OURS, WITH_ONNX, QUICK, *DECODERS, peers.TUTORIAL, peers.BLISS, peers.ESSENTIA_MEL)
        return [name for name in (*order, peers.EXTRACTOR) if name in heard]

    def as_dict(self) -> dict[str, Any]:
        """All of it for programs, each single turn too."""
        songs = [
            {"file": song.path.name, "kind": song.kind, "seconds": song.seconds}
            for song in self.contest.songs
        ]
        return {
            "machine": dict(self.machine),
            "rounds": self.rounds,
            "songs": songs,
            "reach": [asdict(row) | {"reached": row.reached} for row in self.reach()],
            "turns": [asdict(turn) for turn in self.contest.turns],
            "out": self.contest.out,
            "peers": dict(self.peers),
            "failed": self.failed,
            **{
                name: None if part is None else asdict(part)
                for name, part in (
                    *((WORKERS, self.workers), (SCAN, self.scans)),
                    ("scan with ONNX Runtime", self.scans_with_onnx),
                    *((WINDOW, self.window), (RESCAN, self.rescan)),
                )
            },
        }

    def _bound(self, ours: str, name: str) -> Reach:
        songs = [i for i, song in enumerate(self.contest.songs) if song.kind.startswith("mp3")]
        spread = self.results().ratio(ours, DECODERS, songs)
        return Reach(name, "<=", 1.4, "", spread, self.contest.out.get(ours, "no mp3 was heard"))

    def _against(self, ours: str, peer: str, goal: float, name: str) -> Reach:
        songs = range(len(self.contest.songs))
        spread = self.results().ratio(ours, [peer], songs)
        told = [f"{who}: {why}" for who, why in self.peers.items() if who.startswith(peer)]
        why = self.contest.out.get(peer) or "; ".join(told) or _NO_PEERS
        return Reach(name, "<=", goal, "", spread, why)

    def _row(
        self,
        part: str,
        name: str,
        relation: Relation,
        goal: float,
        unit: str,
        spread: Spread | None,
    ) -> Reach:
        return Reach(name, relation, goal, unit, spread, self.failed.get(part, "it was left out"))
