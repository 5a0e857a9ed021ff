"""A song never gets the result of another one that takes its place meanwhile."""

import random
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.services.analyze_files import analyze_files
from moodtagger.services.reanalysis_job import ReanalysisJob
from moodtagger.services.scan.scanner import ScanJob
from moodtagger.services.workers.priority import PriorityGate
from moodtagger.store import Library, open_library
from tests.robustness.library.exchanged_files import exchange_at, missing, mixed_up
from tests.support.exchanged_files import (
    EXCHANGES,
    STEPS,
    ExchangePool,
    exchange_names,
    title_of,
    write_songs,
)
from tests.support.fake_pool import run_scan


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
    assert "exchanged this file" in result.error


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
