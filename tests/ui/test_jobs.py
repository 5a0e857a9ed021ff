"""Jobs: threads, results, batches of events, cancellation and shutdown."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import AudioError, CancelledError, MoodtaggerError
from moodtagger.ui.jobs.job_registry import JobEntry
from moodtagger.ui.jobs.job_runner import Job, JobQueue, JobRunner
from moodtagger.ui.jobs.thread_bridge import ThreadBridge


class Outcome:
    """Collects results with the threads they arrived on."""

    def __init__(self) -> None:
        self.results: list[Any] = []
        self.errors: list[MoodtaggerError] = []
        self.threads: set[threading.Thread] = set()

    def done(self, result: Any) -> None:
        self.results.append(result)
        self.threads.add(threading.current_thread())

    def failed(self, error: MoodtaggerError) -> None:
        self.errors.append(error)
        self.threads.add(threading.current_thread())


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner(ThreadBridge())
    yield runner
    runner.shut_down_and_wait(lambda: None)


def test_work_runs_on_another_thread_and_its_result_arrives_on_this_one(
    qtbot: QtBot, runner: JobRunner
) -> None:
    got = Outcome()
    runner.start(
        JobQueue.READ, lambda job: threading.current_thread(), done=got.done, failed=got.failed
    )
    qtbot.waitUntil(lambda: bool(got.results))
    assert got.results[0] is not threading.current_thread()
    assert got.threads == {threading.current_thread()}
    assert runner.jobs == []


def test_an_error_for_the_user_is_passed_on(qtbot: QtBot, runner: JobRunner) -> None:
    def work(job: Job) -> None:
        raise AudioError("This file is damaged.")

    got = Outcome()
    runner.start(JobQueue.DECODE, work, done=got.done, failed=got.failed)
    qtbot.waitUntil(lambda: bool(got.errors))
    assert got.errors[0].full_message == "This file is damaged."


def test_an_unexpected_exception_becomes_an_error_message(
    qtbot: QtBot, runner: JobRunner, caplog: pytest.LogCaptureFixture
) -> None:
    got = Outcome()
    runner.start(JobQueue.READ, lambda job: 1 / 0, done=got.done, failed=got.failed)
    qtbot.waitUntil(lambda: bool(got.errors))
    assert "ZeroDivisionError" in got.errors[0].full_message
    assert "division by zero" in caplog.text


def test_events_arrive_in_batches_before_the_result(qtbot: QtBot, runner: JobRunner) -> None:
    batches: list[list[int]] = []
    seen_at_the_end: list[int] = []
    first_half = threading.Event()

    def work(job: Job) -> None:
        for i in range(500):
            job.report(i)
            if i == 249:
                first_half.wait()

    def done(_result: object) -> None:
        seen_at_the_end.append(sum(map(len, batches)))

    got = Outcome()
    runner.start(JobQueue.SCAN, work, done=done, failed=got.failed, events=batches.append)
    qtbot.waitUntil(lambda: sum(map(len, batches)) == 250)  # while the job runs
    assert seen_at_the_end == []
    first_half.set()
    qtbot.waitUntil(lambda: bool(seen_at_the_end))
    assert seen_at_the_end == [500]
    assert [i for batch in batches for i in batch] == list(range(500))


def test_events_arrive_before_the_result_while_another_job_runs(
    qtbot: QtBot, runner: JobRunner
) -> None:
    arrived: list[str] = []
    got = Outcome()
    runner.start(JobQueue.READ, lambda job: job.cancel.wait(), done=got.done, failed=got.failed)
    runner.start(
        JobQueue.SCAN,
        lambda job: job.report("event"),
        done=lambda _result: arrived.append("result"),
        failed=got.failed,
        events=arrived.extend,
    )
    qtbot.waitUntil(lambda: "result" in arrived)
    assert arrived == ["event", "result"]
    assert len(runner.jobs) == 1


def test_the_rate_of_a_job_excludes_its_pauses() -> None:
    now = [0.0]
    job = Job(JobQueue.SCAN, "Scan")
    entry = JobEntry("Scan", pausable=True, job=job, clock=lambda: now[0])
    entry.mark_started()
    for time_s, paused in ((10, True), (100, False)):
        now[0] = time_s
        entry.pause(paused)
    now[0] = 110
    entry.update_progress(40, 100, "/music/a.mp3")
    assert entry.progress is not None
    assert entry.progress.rate == pytest.approx(2.0)
    assert entry.progress.eta_s == pytest.approx(30.0)


def test_a_batch_holds_all_events_since_the_last_one(qtbot: QtBot) -> None:
    bridge = ThreadBridge()
    batches: list[list[int]] = []
    handler = batches.append
    for i in range(40):
        bridge.stream(handler, i)
    assert batches == []
    bridge.set_streaming(False)
    assert batches == [list(range(40))]


def test_a_job_supersedes_older_ones_of_its_key(qtbot: QtBot, runner: JobRunner) -> None:
    gate = threading.Event()
    got = Outcome()
    ran: list[int] = []

    def work(i: int) -> int:
        gate.wait()
        ran.append(i)
        return i

    for i in range(5):
        runner.start(
            JobQueue.READ,
            lambda job, i=i: work(i),
            done=got.done,
            failed=got.failed,
            supersede_key="detail",
        )
    gate.set()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert got.results == [4]
    assert got.errors == []
    assert ran in ([4], [0, 4])  # jobs that had not started are skipped


def test_queues_do_not_wait_for_each_other(qtbot: QtBot, runner: JobRunner) -> None:
    gate = threading.Event()
    got = Outcome()
    runner.start(JobQueue.SCAN, lambda job: gate.wait(), done=got.done, failed=got.failed)
    runner.start(JobQueue.READ, lambda job: "read", done=got.done, failed=got.failed)
    qtbot.waitUntil(lambda: got.results == ["read"])
    gate.set()
    qtbot.waitUntil(lambda: len(got.results) == 2)


def test_shutting_down_cancels_jobs_but_runs_queued_writes(qtbot: QtBot, runner: JobRunner) -> None:
    got, log = Outcome(), []

    def scan(job: Job) -> None:
        job.cancel.wait()
        log.append("scan stopped")
        raise CancelledError

    runner.start(JobQueue.SCAN, scan, done=got.done, failed=got.failed)
    for i in range(3):
        runner.start(
            JobQueue.WRITE,
            lambda job, i=i: log.append(f"write {i}"),
            done=got.done,
            failed=got.failed,
        )
    ended: list[Exception | None] = []
    runner.shut_down(lambda: log.append("closed"), ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [None]
    assert sorted(log[:-1]) == ["scan stopped", "write 0", "write 1", "write 2"]
    assert log[-1] == "closed"


def test_after_shutting_down_nothing_starts(qtbot: QtBot, runner: JobRunner) -> None:
    runner.shut_down_and_wait(lambda: None)
    got = Outcome()
    runner.start(JobQueue.WRITE, lambda job: 1, done=got.done, failed=got.failed)
    qtbot.waitUntil(lambda: bool(got.errors))
    assert isinstance(got.errors[0], CancelledError)
