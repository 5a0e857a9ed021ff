"""Two programs with one library: one writes, the other reads and knows why."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from moodtagger.core.errors import LibraryBusyError, LibraryError
from moodtagger.store import open_library
from moodtagger.store.database.session import lock_path
from tests.support.library import add_analyzed, scanned_file

HOLDER = """
import sys
from pathlib import Path
from moodtagger.store import FoundFile, open_library
from moodtagger.core.tracks import FileTags
from moodtagger.core.tag_plan import FieldChange, TagPlan

library = open_library(Path(sys.argv[1]))
batch = library.journal.begin_batch("Moods of a song")
print("ready", flush=True)
for number, line in enumerate(sys.stdin):
    library.tracks.upsert_files([FoundFile(f"/music/{number}.mp3", 1, 1, f"{number}", FileTags())])
    plan = TagPlan(f"/music/{number}.mp3", "MP4", (FieldChange("mood", (), ("sad",)),), "h")
    library.journal.record(batch, plan)
    print(number, flush=True)
library.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the library open and writes when it gets a line."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def make_it_write(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline().strip().isdigit()


def test_the_error_names_the_program_that_holds_the_library(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(LibraryBusyError, match=f"process {holder.pid}") as caught:
        open_library(path)
    assert caught.value.advice


def test_the_second_program_reads_what_the_first_writes(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    with open_library(path, read_only=True) as library:
        assert library.read_only
        assert library.songs.rows() == []
        make_it_write(holder)
        make_it_write(holder)
        assert [row.path for row in library.songs.rows()] == ["/music/0.mp3", "/music/1.mp3"]
        with pytest.raises(LibraryError, match="read-only"):
            library.tracks.mark_absent([1])


def test_a_killed_writer_leaves_a_sound_library_and_its_journal(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    make_it_write(holder)
    holder.kill()
    holder.wait()
    with open_library(path) as library:
        assert not library.read_only
        assert library.tracks.id_of("/music/0.mp3") is not None
        (entry,) = library.journal.unfinished_entries()
        assert (entry.path, entry.changes[0].new) == ("/music/0.mp3", ("sad",))


def test_one_program_cannot_open_a_library_for_writing_twice(path: Path) -> None:
    with open_library(path):
        with pytest.raises(LibraryBusyError):
            open_library(path)
        open_library(path, read_only=True).close()
    open_library(path).close()


OPEN_FILES = Path("/proc/self/fd")


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="needs the list of open files")
def test_a_busy_library_leaves_no_file_open(path: Path) -> None:
    with open_library(path):
        before = len(list(OPEN_FILES.iterdir()))
        for _ in range(3):
            with pytest.raises(LibraryBusyError):
                open_library(path)
        assert len(list(OPEN_FILES.iterdir())) < before + 3


def test_the_lock_names_its_holder_only_while_held(path: Path) -> None:
    with open_library(path):
        assert lock_path(path).read_text().isdigit()
    assert lock_path(path).read_text() == ""


def test_threads_read_while_others_write(path: Path) -> None:
    errors: list[BaseException] = []

    def write(start: int) -> None:
        try:
            for i in range(start, start + 20):
                add_analyzed(library, f"/music/{i}.flac", f"hash {i}")
        except BaseException as error:
            errors.append(error)

    def read() -> None:
        try:
            for _ in range(30):
                library.songs.rows()
                library.analyses.embeddings()
        except BaseException as error:
            errors.append(error)

    with open_library(path) as library:
        threads = [Thread(target=write, args=(start,)) for start in (0, 100)]
        threads += [Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert len(library.analyses.embeddings()[0]) == 40


def test_the_lock_of_another_program_means_busy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moodtagger.store.database.connections.BUSY_TIMEOUT_S", 0.05)
    with open_library(path) as library:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusyError, match="locked the library"):
            library.tracks.upsert_files([scanned_file("/music/a.mp3")])
        other.execute("ROLLBACK")
        other.close()
        library.tracks.upsert_files([scanned_file("/music/a.mp3")])
