"""A song never gets the result of another one that takes its place meanwhile."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.services.analyze_files import analyze_files
from moodtagger.services.reanalysis_job import ReanalysisJob
from moodtagger.services.scan import scanner
from moodtagger.services.scan.scanner import ScanJob
from moodtagger.services.workers.pool import WorkerCrash
from moodtagger.services.workers.priority import PriorityGate
from moodtagger.services.workers.worker import Operation, Task
from moodtagger.store import Library, open_library
from tests.robustness.library.exchanged_files import (
    ExchangeTrials,
    decide,
    exchange_at,
    lost_decisions,
    missing,
    mixed_up,
)
from tests.support.exchanged_files import (
    EXCHANGES,
    STEPS,
    ExchangePool,
    exchange_names,
    title_of,
    write_songs,
)
from tests.support.fake_pool import FakePool, run_scan


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "home" / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def songs(tmp_path: Path) -> list[Path]:
    return write_songs(tmp_path / "music", 3)


def pool_at(
    step: str, times: int, songs: list[Path], kind: str = "names exchanged"
) -> ExchangePool:
    return ExchangePool(exchange_at(step, times, EXCHANGES[kind], random.Random(1), songs))


def quiet() -> ExchangePool:
    return ExchangePool(lambda step, path: None)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind", EXCHANGES)
def test_songs_that_are_exchanged_once_are_right_at_once(
    library: Library, songs: list[Path], step: str, kind: str
) -> None:
    summary = run_scan(library, songs[0].parent, pool=pool_at(step, 1, songs, kind))
    assert missing(library, songs) == []
    assert mixed_up(library) == []
    assert summary.failed == []
    assert summary.found == summary.analysed + summary.known_audio


@pytest.mark.parametrize("step", STEPS)
def test_endless_exchange_is_bounded_and_mended_by_the_next_scan(
    library: Library, songs: list[Path], step: str
) -> None:
    pool = pool_at(step, 10_000, songs)
    run_scan(library, songs[0].parent, pool=pool)
    assert len(pool.analyzed) <= 9 * len(songs)
    assert mixed_up(library) == []
    summary = run_scan(library, songs[0].parent, pool=quiet())
    assert summary.failed == []
    assert missing(library, songs) == []
    assert mixed_up(library) == []


def test_a_scan_that_is_canceled_leaves_exchanged_songs_to_the_next(
    library: Library, songs: list[Path]
) -> None:
    cancel = Event()
    exchange = exchange_at("analyzed", 1, exchange_names, random.Random(1), songs)

    def hook(step: str, path: str) -> None:
        exchange(step, path)
        if step == "analyzed":
            cancel.set()

    folder = str(songs[0].parent)
    ScanJob(library, ExchangePool(hook), "stand-in 1", [folder], cancel=cancel).run()
    run_scan(library, songs[0].parent, pool=quiet())
    assert missing(library, songs) == []
    assert mixed_up(library) == []


def analyze(pool: ExchangePool, song: Path) -> AnalysisResult:
    results: list[AnalysisResult] = []
    analyze_files(pool, [str(song)], results.append, Vocabulary(()))
    return results[0]


@pytest.mark.parametrize("step", ["identified", "opened", "decoded"])
def test_analyze_tells_of_the_file_that_is_there_at_the_end(songs: list[Path], step: str) -> None:
    result = analyze(pool_at(step, 1, songs), songs[0])
    assert result.prediction is not None
    assert f"{result.prediction.valence:.2f}" == title_of(songs[0])


def test_analyze_gives_up_on_a_file_that_never_stays(songs: list[Path]) -> None:
    result = analyze(pool_at("opened", 10_000, songs), songs[0])
    assert result.prediction is None
    assert "replaced this file" in result.error


@pytest.mark.parametrize("step", ["identified", "opened", "decoded", "analyzed"])
def test_reanalysis_leaves_an_exchanged_song_to_the_next_scan(
    library: Library, songs: list[Path], step: str
) -> None:
    run_scan(library, songs[0].parent, pool=quiet())
    before = {row.path: row.valence for row in library.songs.rows()}
    pool = pool_at(step, 1, songs)
    gate = PriorityGate()
    summary = ReanalysisJob(library, pool, "a newer model", gate).run()
    titles = {row.path: row.tags.title for row in library.songs.rows()}
    for row in library.songs.rows(model="a newer model"):
        assert row.valence is not None
        assert f"{row.valence:.2f}" == titles[row.path]
    assert summary.failed == []
    assert len(before) == len(songs)


@pytest.mark.parametrize(
    "number",
    [
        102,  # two exchanges before the files are read, one of them of a file read before
        105,  # a file in the first of many exchanges was read as it had been
        25,  # exchanged again and again with songs that keep their sizes and dates
    ],
)
def test_decisions_stay_with_songs_that_are_exchanged_while_they_are_read(
    tmp_path: Path, number: int
) -> None:
    assert ExchangeTrials(tmp_path, seed=1).trial(number) == ""


@pytest.mark.parametrize("touched", [True, False])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("saved", ["after each file", "rarely"])
def test_a_known_song_and_a_new_one_exchange_their_names(
    library: Library,
    songs: list[Path],
    step: str,
    touched: bool,
    saved: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    interval_s = -1.0 if saved == "after each file" else 1000.0
    monkeypatch.setattr(scanner, "_FLUSH_INTERVAL_S", interval_s)
    known, new = songs[0], songs[1]
    songs[2].unlink()
    run_scan(library, known, pool=quiet())
    decide(library)
    if touched:
        known.touch()
    exchange = exchange_at(step, 1, exchange_names, random.Random(1), [known])
    run_scan(
        library,
        known.parent,
        pool=ExchangePool(
            lambda reached, path: exchange(reached, path) if path == str(new) else None
        ),
    )
    assert missing(library, [known, new]) == []
    assert lost_decisions(library, {title_of(new)}) == []


def test_the_old_name_of_a_song_has_a_new_one(library: Library, songs: list[Path]) -> None:
    run_scan(library, songs[0], pool=quiet())
    decide(library)
    songs[0].rename(songs[0].with_name("9.wav"))
    songs[1].rename(songs[0])
    songs[0].touch()
    run_scan(library, songs[0].parent, pool=quiet())
    assert lost_decisions(library, {title_of(songs[0].with_name("9.wav"))}) == []


def test_a_song_that_is_between_two_names_when_the_folder_is_listed(
    library: Library, songs: list[Path]
) -> None:
    run_scan(library, songs[0].parent, pool=quiet())
    decide(library)
    titles = {title_of(song) for song in songs}
    for song in songs:
        song.touch()
    between = songs[0].rename(songs[0].with_name("between.txt"))

    def finish_the_exchange(step: str, path: str) -> None:
        if step == "listed" and between.exists():
            songs[1].rename(songs[0])
            between.rename(songs[1])

    summary = run_scan(library, songs[0].parent, pool=ExchangePool(finish_the_exchange))
    assert summary.failed == []
    assert summary.found == summary.unchanged + summary.analysed + summary.known_audio
    assert missing(library, songs) == []
    assert lost_decisions(library, titles) == []


def test_a_song_that_is_between_two_names_is_not_called_unreadable(
    library: Library, songs: list[Path]
) -> None:
    between = songs[0].with_name("between.txt")
    moved: list[str] = []

    def move(step: str, path: str) -> None:
        if between.exists():
            between.rename(songs[0])
        elif step == "identified" and path == str(songs[0]) and not moved:
            moved.append(path)
            songs[0].rename(between)

    summary = run_scan(library, songs[0].parent, pool=ExchangePool(move))
    assert summary.failed == []
    assert missing(library, songs) == []


def test_a_copy_of_a_song_elsewhere_is_only_a_copy(library: Library, songs: list[Path]) -> None:
    run_scan(library, songs[0].parent, pool=quiet())
    copy = songs[0].parent.parent / "copies" / "0.wav"
    copy.parent.mkdir()
    shutil.copy2(songs[0], copy)
    tasks: list[Task] = []
    summary = run_scan(library, copy.parent, pool=FakePool(tasks.append))
    assert [task.path for task in tasks] == [str(copy)]
    assert (summary.found, summary.known_audio) == (1, 1)


def test_a_file_that_grows_holds_nothing_back(library: Library, songs: list[Path]) -> None:
    run_scan(library, songs[0].parent, pool=quiet())
    decide(library)
    exchange_names(songs[0], songs[1])
    for song in songs:
        song.touch()

    def record(step: str, path: str) -> None:
        if step == "listed":
            with songs[2].open("ab") as file:
                file.write(bytes(1000))

    summary = run_scan(library, songs[0].parent, pool=ExchangePool(record))
    assert not [path for path, _ in summary.failed if path != str(songs[2])]
    titles = {row.path: row.tags.title for row in library.songs.rows()}
    assert [titles[str(song)] for song in songs] == [title_of(song) for song in songs]
    assert lost_decisions(library, set(titles.values())) == []


def test_a_worker_that_crashes_on_an_exchanged_file_ends_the_tries(
    library: Library, songs: list[Path]
) -> None:
    exchange = exchange_at("opened", 1, exchange_names, random.Random(1), songs)
    crashed: list[str] = []

    class CrashingPool(ExchangePool):
        def _perform(self, task: Task) -> Any:
            if task.operation is Operation.FINGERPRINT and crashed:
                return WorkerCrash()
            return super()._perform(task)

    def hook(step: str, path: str) -> None:
        exchange(step, path)
        if step == "opened":
            crashed.append(path)

    run_scan(library, songs[0].parent, pool=CrashingPool(hook))
    assert crashed
