"""Re-analysis of known songs with another model, without worker processes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import FileTags, JobProgress, SongRow, TrackState
from moodtagger.services.reanalysis_job import ReanalysisJob, ReanalysisQueue, ReanalysisSummary
from moodtagger.services.workers.priority import PriorityGate
from moodtagger.services.workers.worker import Operation, Task
from moodtagger.store import FoundFile, Library, StaleTrack, open_library
from tests.support.library import MODEL, analysis_result, prediction

NEW = "moodnet 2.0"
NEW_PREDICTION = prediction({"happy": 0.2, "calm": 0.9}, ("calm",), valence=0.75, model=NEW)


@dataclass
class FakeWorkers:
    """A pool that runs one task after the other and stops at `cancel`."""

    analyzed_names: list[str] = field(default_factory=list)
    at: Callable[[str], None] = lambda name: None

    def run(
        self,
        tasks: Iterable[Task],
        on_result: Callable[[Task, Any], Iterable[Task]],
        cancel: Event,
        on_wait: Callable[[], None],
        pause: Event,
        *,
        low_priority: bool,
    ) -> None:
        assert low_priority
        for task in tasks:
            assert task.operation is Operation.ANALYZE
            self.at(Path(task.path).name)
            on_wait()
            while pause.is_set() and not cancel.is_set():
                on_wait()
            if cancel.is_set():
                on_result(task, None)
                return
            self.analyzed_names.append(Path(task.path).name)
            on_result(task, self._analyze(task.path))

    def _analyze(self, path: str) -> AnalysisResult:
        if Path(path).read_bytes().startswith(b"bad"):
            return AnalysisResult(path, error="This is damaged.")
        return analysis_result(path, NEW_PREDICTION)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def ids(library: Library, tmp_path: Path) -> dict[str, int]:
    """Add three songs that the older model analyzed; return their ids by name."""
    return {name: add(library, tmp_path / f"{name}.mp3") for name in "abc"}


def add(library: Library, path: Path, content: bytes = b"", audio: str = "") -> int:
    path.write_bytes(content or path.name.encode())
    track_id = upsert(library, path, audio or path.name)
    library.analyses.save(
        [(track_id, audio or path.name, MODEL, analysis_result(path, prediction()))]
    )
    return track_id


def upsert(library: Library, path: Path, audio: str) -> int:
    stat = path.stat()
    file = FoundFile(str(path), stat.st_size, stat.st_mtime_ns, audio, FileTags())
    return library.tracks.upsert_files([file])[0]


def reanalyze(
    library: Library, pool: FakeWorkers, priority_gate: PriorityGate | None = None, **options: Any
) -> Any:
    job = ReanalysisJob(library, pool, NEW, priority_gate or PriorityGate(), **options)  # type: ignore[arg-type]
    return job.run()


def by_name(library: Library) -> dict[str, SongRow]:
    return {Path(row.path).stem: row for row in library.songs.rows(model=NEW)}


def test_stale_analyses_are_replaced_one_by_one(library: Library, ids: dict[str, int]) -> None:
    seen: list[dict[str, float | None]] = []
    shown: list[SongRow] = []
    steps: list[JobProgress] = []

    def look(name: str) -> None:
        seen.append({stem: row.valence for stem, row in by_name(library).items()})

    summary = reanalyze(
        library, FakeWorkers(at=look), on_rows=shown.extend, on_progress=steps.append
    )
    assert summary == ReanalysisSummary(analyzed=3)
    # Until then, the older analysis is shown.
    assert seen[0] == dict.fromkeys("abc", prediction().valence)
    assert {row.valence for row in by_name(library).values()} == {NEW_PREDICTION.valence}
    assert not any(row.stale for row in by_name(library).values())
    assert sorted(row.track_id for row in shown) == sorted(ids.values())
    assert [(step.done, step.total) for step in steps][-1] == (3, 3)
    assert library.stale_analyses.count(NEW) == 0


def test_decisions_and_corrections_survive(library: Library, ids: dict[str, int]) -> None:
    library.decisions.save([(ids["a"], "happy", True), (ids["a"], "sad", False)])
    library.corrections.save([(ids["b"], (-0.5, 0.5))])
    library.tag_conflict_answers.save([(ids["c"], "Rain", True)])
    answers = library.tag_conflict_answers.load()
    reanalyze(library, FakeWorkers())
    rows = by_name(library)
    assert (rows["a"].accepted, rows["a"].rejected) == (("happy",), ("sad",))
    assert rows["a"].proposed == ("calm",)
    assert (rows["b"].effective_valence, rows["b"].valence) == (-0.5, NEW_PREDICTION.valence)
    assert library.tag_conflict_answers.load() == answers


def test_priority_songs_come_first_then_the_most_played(
    library: Library, tmp_path: Path, ids: dict[str, int]
) -> None:
    add(library, tmp_path / "d.mp3")
    for name in ("c", "c", "b"):
        library.tracks.count_play(ids[name])
    priorities = iter([[], [ids["a"], ids["c"]], [], []])
    pool = FakeWorkers()
    reanalyze(library, pool, priority_ids=lambda: next(priorities, []))
    assert pool.analyzed_names == ["c.mp3", "a.mp3", "b.mp3", "d.mp3"]


def test_copies_are_analyzed_once(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path / "a.mp3", audio="same")
    add(library, tmp_path / "b.mp3", audio="same")
    pool, shown = FakeWorkers(), list[SongRow]()
    assert reanalyze(library, pool, on_rows=shown.extend).analyzed == 1
    assert pool.analyzed_names == ["a.mp3"]
    assert [row.valence for row in shown] == [NEW_PREDICTION.valence] * 2


def test_a_copy_is_analyzed_where_the_first_is_missing(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path / "a.mp3", audio="same")
    add(library, tmp_path / "b.mp3", audio="same")
    (tmp_path / "a.mp3").unlink()
    pool = FakeWorkers()
    assert reanalyze(library, pool) == ReanalysisSummary(analyzed=1)
    assert pool.analyzed_names == ["b.mp3"]


def test_missing_or_changed_files_are_left_to_the_next_scan(
    library: Library, tmp_path: Path, ids: dict[str, int]
) -> None:
    (tmp_path / "a.mp3").unlink()
    (tmp_path / "b.mp3").write_bytes(b"other audio")
    pool = FakeWorkers()
    assert reanalyze(library, pool) == ReanalysisSummary(analyzed=1, skipped=2)
    assert pool.analyzed_names == ["c.mp3"]
    rows = by_name(library)
    assert [(rows[n].stale, rows[n].state) for n in "ab"] == [(True, TrackState.REVIEW)] * 2


def test_a_file_that_changes_during_its_analysis_keeps_the_older_one(
    library: Library, tmp_path: Path, ids: dict[str, int]
) -> None:
    def change(name: str) -> None:
        if name == "b.mp3":
            (tmp_path / name).write_bytes(b"other audio, put there meanwhile")

    assert reanalyze(library, FakeWorkers(at=change)) == ReanalysisSummary(analyzed=2, skipped=1)
    assert by_name(library)["b"].stale


def test_a_file_written_meanwhile_is_analyzed_in_the_same_run(
    library: Library, tmp_path: Path, ids: dict[str, int]
) -> None:
    def write_tags(name: str) -> None:
        path = tmp_path / "c.mp3"
        if name == "a.mp3":
            path.write_bytes(b"the same audio with other tags")
            upsert(library, path, "c.mp3")

    pool = FakeWorkers(at=write_tags)
    steps: list[JobProgress] = []
    assert reanalyze(library, pool, on_progress=steps.append) == ReanalysisSummary(analyzed=3)
    assert pool.analyzed_names == ["a.mp3", "b.mp3", "c.mp3"]
    assert (steps[-1].done, steps[-1].total) == (3, 3)


def test_a_song_that_fails_keeps_its_older_result_and_is_not_tried_again(
    library: Library, tmp_path: Path
) -> None:
    add(library, tmp_path / "a.mp3", b"bad")
    add(library, tmp_path / "b.mp3")
    summary = reanalyze(library, FakeWorkers())
    assert summary.analyzed == 1
    assert summary.failed == [(str(tmp_path / "a.mp3"), "This is damaged.")]
    row = by_name(library)["a"]
    assert (row.valence, row.stale, row.state) == (prediction().valence, True, TrackState.REVIEW)
    pool = FakeWorkers()
    reanalyze(library, pool)
    assert pool.analyzed_names == []


def test_a_canceled_run_is_resumed(library: Library, ids: dict[str, int]) -> None:
    cancel = Event()

    def stop(name: str) -> None:
        if name == "b.mp3":
            cancel.set()

    first = FakeWorkers(at=stop)
    summary = reanalyze(library, first, cancel=cancel)
    assert (summary.analyzed, summary.cancelled, first.analyzed_names) == (1, True, ["a.mp3"])
    assert [row.stale for row in by_name(library).values()] == [False, True, True]
    second = FakeWorkers()
    assert reanalyze(library, second) == ReanalysisSummary(analyzed=2)
    assert second.analyzed_names == ["b.mp3", "c.mp3"]


class PollEvent(Event):
    """An event that does not sleep: `on_poll` is called with the number of each wait."""

    def __init__(self, on_poll: Callable[[int], None]) -> None:
        super().__init__()
        self.polls = 0
        self._on_poll = on_poll

    def wait(self, timeout: float | None = None) -> bool:
        self.polls += 1
        self._on_poll(self.polls)
        return self.is_set()


def test_it_yields_to_a_scan_and_resumes_after_it(library: Library, ids: dict[str, int]) -> None:
    gate, scan = PriorityGate(), contextlib.ExitStack()
    started: list[str] = []

    def start_scan(name: str) -> None:
        if name == "b.mp3" and not started:
            started.append(name)
            scan.enter_context(gate.urgent())

    def poll(count: int) -> None:
        assert pool.analyzed_names == ["a.mp3"]
        if count == 3:
            scan.close()

    pool, cancel = FakeWorkers(at=start_scan), PollEvent(poll)
    assert reanalyze(library, pool, gate, cancel=cancel).analyzed == 3
    assert pool.analyzed_names == ["a.mp3", "b.mp3", "c.mp3"]  # b, which was interrupted, once
    assert cancel.polls == 3


def test_a_paused_run_can_be_canceled(library: Library, ids: dict[str, int]) -> None:
    pause, cancel = Event(), PollEvent(lambda count: cancel.set() if count == 3 else None)
    pause.set()
    pool = FakeWorkers()
    summary = reanalyze(library, pool, pause=pause, cancel=cancel)
    assert (summary.analyzed, summary.cancelled, pool.analyzed_names) == (0, True, [])
    assert cancel.polls == 3


def test_excluded_songs_are_not_analyzed(library: Library, ids: dict[str, int]) -> None:
    pool = FakeWorkers()
    reanalyze(library, pool, is_excluded=lambda path: path.endswith("b.mp3"))
    assert pool.analyzed_names == ["a.mp3", "c.mp3"]


def test_a_queue_returns_each_song_once() -> None:
    songs = [StaleTrack(i, f"/{i}", 1, 1, audio) for i, audio in enumerate("abab")]
    queue = ReanalysisQueue(songs)
    assert len(queue) == 2
    assert [song.track_id for song in queue.take([99, 3])] == [1, 3]
    queue.requeue("b")
    assert [song.track_id for song in queue.take()] == [1, 3]
    assert [song.track_id for song in queue.take([1])] == [0, 2]
    assert (queue.take(), len(queue)) == ([], 0)
