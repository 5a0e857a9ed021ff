"""Hearing known songs anew with another network, with a stand-in for the processes that listen."""

from __future__ import annotations

import threading
import time
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
ANEW = prediction({"happy": 0.2, "calm": 0.9}, ("calm",), valence=0.75, model=NEW)


@dataclass
class StandIn:
    """Does one task after the other; stops at `cancel` before the next, as the pool does."""

    listened: list[str] = field(default_factory=list)
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
            self.listened.append(Path(task.path).name)
            on_result(task, self._hear(task.path))

    def _hear(self, path: str) -> AnalysisResult:
        if Path(path).read_bytes().startswith(b"bad"):
            return AnalysisResult(path, error="This is damaged.")
        return analysis_result(path, ANEW)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def ids(library: Library, tmp_path: Path) -> dict[str, int]:
    """Three songs that the older network heard, by their names."""
    return {name: add(library, tmp_path / f"{name}.mp3") for name in "abc"}


def add(library: Library, path: Path, content: bytes = b"", audio: str = "") -> int:
    path.write_bytes(content or path.name.encode())
    track_id = take_in(library, path, audio or path.name)
    library.analyses.save(
        [(track_id, audio or path.name, MODEL, analysis_result(path, prediction()))]
    )
    return track_id


def take_in(library: Library, path: Path, audio: str) -> int:
    stat = path.stat()
    file = FoundFile(str(path), stat.st_size, stat.st_mtime_ns, audio, FileTags())
    return library.tracks.upsert_files([file])[0]


def rehear(
    library: Library, pool: StandIn, turns: PriorityGate | None = None, **options: Any
) -> Any:
    job = ReanalysisJob(library, pool, NEW, turns or PriorityGate(), **options)  # type: ignore[arg-type]
    return job.run()


def by_name(library: Library) -> dict[str, SongRow]:
    return {Path(row.path).stem: row for row in library.songs.rows(model=NEW)}


def test_old_results_are_replaced_one_by_one(library: Library, ids: dict[str, int]) -> None:
    seen: list[dict[str, float | None]] = []
    shown: list[SongRow] = []
    steps: list[JobProgress] = []

    def look(name: str) -> None:
        seen.append({stem: row.valence for stem, row in by_name(library).items()})

    summary = rehear(library, StandIn(at=look), on_rows=shown.extend, on_progress=steps.append)
    assert summary == ReanalysisSummary(analyzed=3)
    # While they wait, the older answer is there.
    assert seen[0] == dict.fromkeys("abc", prediction().valence)
    assert {row.valence for row in by_name(library).values()} == {ANEW.valence}
    assert not any(row.stale for row in by_name(library).values())
    assert sorted(row.track_id for row in shown) == sorted(ids.values())
    assert [(step.done, step.total) for step in steps][-1] == (3, 3)
    assert library.stale_analyses.count(NEW) == 0


def test_what_the_person_said_survives(library: Library, ids: dict[str, int]) -> None:
    library.decisions.save([(ids["a"], "happy", True), (ids["a"], "sad", False)])
    library.corrections.save([(ids["b"], (-0.5, 0.5))])
    library.tag_conflict_answers.save([(ids["c"], "Rain", True)])
    words = library.tag_conflict_answers.load()
    rehear(library, StandIn())
    rows = by_name(library)
    assert (rows["a"].accepted, rows["a"].rejected) == (("happy",), ("sad",))
    assert rows["a"].proposed == ("calm",)
    assert (rows["b"].effective_valence, rows["b"].valence) == (-0.5, ANEW.valence)
    assert library.tag_conflict_answers.load() == words


def test_what_is_looked_at_first_then_the_most_played(
    library: Library, tmp_path: Path, ids: dict[str, int]
) -> None:
    add(library, tmp_path / "d.mp3")
    for name in ("c", "c", "b"):
        library.tracks.count_play(ids[name])
    looks = iter([[], [ids["a"], ids["c"]], [], []])
    pool = StandIn()
    rehear(library, pool, priority_ids=lambda: next(looks, []))
    assert pool.listened == ["c.mp3", "a.mp3", "b.mp3", "d.mp3"]


def test_copies_are_heard_once(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path / "a.mp3", audio="same")
    add(library, tmp_path / "b.mp3", audio="same")
    pool, shown = StandIn(), list[SongRow]()
    assert rehear(library, pool, on_rows=shown.extend).analyzed == 1
    assert pool.listened == ["a.mp3"]
    assert [row.valence for row in shown] == [ANEW.valence] * 2


def test_a_copy_is_heard_where_the_first_is_away(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path / "a.mp3", audio="same")
    add(library, tmp_path / "b.mp3", audio="same")
    (tmp_path / "a.mp3").unlink()
    pool = StandIn()
    assert rehear(library, pool) == ReanalysisSummary(analyzed=1)
    assert pool.listened == ["b.mp3"]


def test_files_that_are_away_or_changed_are_left_to_the_next_scan(
    library: Library, tmp_path: Path, ids: dict[str, int]
) -> None:
    (tmp_path / "a.mp3").unlink()
    (tmp_path / "b.mp3").write_bytes(b"other audio")
    pool = StandIn()
    assert rehear(library, pool) == ReanalysisSummary(analyzed=1, skipped=2)
    assert pool.listened == ["c.mp3"]
    rows = by_name(library)
    assert [(rows[n].stale, rows[n].state) for n in "ab"] == [(True, TrackState.REVIEW)] * 2


def test_a_file_that_changes_while_it_is_heard_keeps_its_older_result(
    library: Library, tmp_path: Path, ids: dict[str, int]
) -> None:
    def change(name: str) -> None:
        if name == "b.mp3":
            (tmp_path / name).write_bytes(b"other audio, put there meanwhile")

    assert rehear(library, StandIn(at=change)) == ReanalysisSummary(analyzed=2, skipped=1)
    assert by_name(library)["b"].stale


def test_a_file_that_was_written_meanwhile_is_heard_in_the_same_run(
    library: Library, tmp_path: Path, ids: dict[str, int]
) -> None:
    def write_tags(name: str) -> None:
        path = tmp_path / "c.mp3"
        if name == "a.mp3":
            path.write_bytes(b"the same audio with other tags")
            take_in(library, path, "c.mp3")

    pool = StandIn(at=write_tags)
    steps: list[JobProgress] = []
    assert rehear(library, pool, on_progress=steps.append) == ReanalysisSummary(analyzed=3)
    assert pool.listened == ["a.mp3", "b.mp3", "c.mp3"]
    assert (steps[-1].done, steps[-1].total) == (3, 3)


def test_a_song_that_fails_keeps_its_older_result_and_is_not_tried_again(
    library: Library, tmp_path: Path
) -> None:
    add(library, tmp_path / "a.mp3", b"bad")
    add(library, tmp_path / "b.mp3")
    summary = rehear(library, StandIn())
    assert summary.analyzed == 1
    assert summary.failed == [(str(tmp_path / "a.mp3"), "This is damaged.")]
    row = by_name(library)["a"]
    assert (row.valence, row.stale, row.state) == (prediction().valence, True, TrackState.REVIEW)
    pool = StandIn()
    rehear(library, pool)
    assert pool.listened == []


def test_it_goes_on_where_it_was_stopped(library: Library, ids: dict[str, int]) -> None:
    cancel = Event()

    def stop(name: str) -> None:
        if name == "b.mp3":
            cancel.set()

    first = StandIn(at=stop)
    summary = rehear(library, first, cancel=cancel)
    assert (summary.analyzed, summary.cancelled, first.listened) == (1, True, ["a.mp3"])
    assert [row.stale for row in by_name(library).values()] == [False, True, True]
    second = StandIn()
    assert rehear(library, second) == ReanalysisSummary(analyzed=2)
    assert second.listened == ["b.mp3", "c.mp3"]


def test_it_gives_way_to_a_scan_and_goes_on_after_it(library: Library, ids: dict[str, int]) -> None:
    turns = PriorityGate()
    scan_ends = Event()
    runs = 0

    def scan() -> None:
        with turns.urgent():
            began.set()
            scan_ends.wait(10)

    began = Event()
    thread = threading.Thread(target=scan)

    def begin_scan(name: str) -> None:
        nonlocal runs
        if name == "b.mp3" and runs == 0:
            runs = 1
            thread.start()
            began.wait(10)
            threading.Timer(0.3, scan_ends.set).start()

    started = time.monotonic()
    pool = StandIn(at=begin_scan)
    assert rehear(library, pool, turns).analyzed == 3
    thread.join(10)
    assert pool.listened == ["a.mp3", "b.mp3", "c.mp3"]  # b, which was broken off, once
    assert time.monotonic() - started >= 0.3


def test_a_pause_can_be_given_up(library: Library, ids: dict[str, int]) -> None:
    pause, cancel = Event(), Event()
    pause.set()
    threading.Timer(0.3, cancel.set).start()
    pool = StandIn()
    summary = rehear(library, pool, pause=pause, cancel=cancel)
    assert (summary.analyzed, summary.cancelled, pool.listened) == (0, True, [])


def test_songs_that_are_left_out_are_not_heard(library: Library, ids: dict[str, int]) -> None:
    pool = StandIn()
    rehear(library, pool, is_excluded=lambda path: path.endswith("b.mp3"))
    assert pool.listened == ["a.mp3", "c.mp3"]


def test_a_queue_gives_out_each_song_once() -> None:
    songs = [StaleTrack(i, f"/{i}", 1, 1, audio) for i, audio in enumerate("abab")]
    queue = ReanalysisQueue(songs)
    assert len(queue) == 2
    assert [song.track_id for song in queue.take([99, 3])] == [1, 3]
    queue.requeue("b")
    assert [song.track_id for song in queue.take()] == [1, 3]
    assert [song.track_id for song in queue.take([1])] == [0, 2]
    assert (queue.take(), len(queue)) == ([], 0)
