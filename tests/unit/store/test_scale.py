"""The work for a library of many songs, counted in SQLite's steps and in executed lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from moodtagger.store import FoundFile, Library, open_library
from tests.support.executed_lines import executed_lines
from tests.support.library import MODEL, analysis_result, prediction, scanned_file

FEW, MANY = 500, 5000
STEPS_PER_CALL = 100  # of SQLite's virtual machine

MOODS = {f"mood {i}": i / 18 for i in range(18)}


class StepCounter:
    """Counts the steps of SQLite's virtual machine in every connection opened with it."""

    def __init__(self) -> None:
        self.steps = 0

    def __call__(self) -> None:
        self.steps += STEPS_PER_CALL

    def watch(self, connection: Any, _: object) -> None:
        """Count in this connection; see SQLAlchemy's event `connect`."""
        connection.set_progress_handler(self, STEPS_PER_CALL)

    def count(self, work: Callable[[], object]) -> int:
        """Return how many steps the work takes when its statements are compiled already."""
        work()
        before = self.steps
        work()
        return self.steps - before


def found_files(count: int) -> list[FoundFile]:
    return [scanned_file(f"/music/{i // 10}/{i}.mp3", f"{i:040x}") for i in range(count)]


@contextmanager
def library_of(path: Path, count: int) -> Iterator[Library]:
    outcome = analysis_result("/m/a.mp3", prediction(MOODS, ["mood 17", "mood 16"], windows=24))
    files = found_files(count)
    with open_library(path) as library:
        ids = library.tracks.upsert_files(files)
        library.analyses.save(
            [(i, file.audio_hash, MODEL, outcome) for i, file in zip(ids, files, strict=True)]
        )
        library.decisions.save([(i, "mood 17", True) for i in ids[::3]])
        library.thresholds.save(MODEL, {0.6: dict.fromkeys(MOODS, 0.85)})
        library.thresholds.precision = 0.6
        yield library


@pytest.fixture(scope="module")
def counter() -> Iterator[StepCounter]:
    counter = StepCounter()
    event.listen(Engine, "connect", counter.watch)
    yield counter
    event.remove(Engine, "connect", counter.watch)


@pytest.fixture(scope="module")
def libraries(
    tmp_path_factory: pytest.TempPathFactory, counter: StepCounter
) -> Iterator[tuple[Library, Library]]:
    """Two libraries, one of ten times as many songs as the other."""
    folder = tmp_path_factory.mktemp("libraries")
    with (
        library_of(folder / "few.sqlite", FEW) as few,
        library_of(folder / "many.sqlite", MANY) as many,
    ):
        yield few, many


READS: dict[str, Callable[[Library], object]] = {
    "table": lambda library: library.songs.table(model=MODEL),
    "rows": lambda library: library.songs.rows(model=MODEL),
    "stamps": lambda library: library.tracks.file_stamps(),
    "embeddings": lambda library: library.analyses.embeddings(MODEL),
    "probabilities": lambda library: library.moods.probabilities("mood 3", MODEL),
    "precision": lambda library: library.songs.count_with_confident_mood([0.6], MODEL),
    "similarity": lambda library: library.similarity.features(MODEL, tuple(MOODS)),
}


@pytest.mark.parametrize("name", READS)
def test_reading_everything_takes_work_in_proportion(
    libraries: tuple[Library, Library], counter: StepCounter, name: str
) -> None:
    few, many = (
        counter.count(lambda library=library: READS[name](library)) for library in libraries
    )
    assert 0 < many < 1.3 * MANY / FEW * few
    lines_few, lines_many = (
        executed_lines(lambda library=library: READS[name](library)) for library in libraries
    )
    assert lines_many < 1.1 * MANY / FEW * lines_few


def test_a_batch_of_a_scan_takes_the_same_work_in_any_library(
    libraries: tuple[Library, Library], counter: StepCounter
) -> None:
    def scan_batch(library: Library) -> None:
        ids = library.tracks.upsert_files(found_files(64))
        library.songs.rows(ids, model=MODEL)
        library.analyses.prediction(ids[0])

    few, many = (
        counter.count(lambda library=library: scan_batch(library)) for library in libraries
    )
    assert 0 < many < 1.2 * few
    lines_few, lines_many = (
        executed_lines(lambda library=library: scan_batch(library)) for library in libraries
    )
    assert lines_many < 1.1 * lines_few


def test_proposals_of_many_songs_are_right(libraries: tuple[Library, Library]) -> None:
    _, many = libraries
    rows = many.songs.rows()
    assert len(rows) == len(many.analyses.embeddings()[0]) == MANY
    assert rows[-1].proposed == ("mood 17", "mood 16")
