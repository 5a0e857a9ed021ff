"""Scanning into the library, with a stand-in for the processes that listen."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction, Segment
from moodtagger.core.tracks import FileTags, JobProgress, TrackState
from moodtagger.services.scan.scanner import ScanJob
from moodtagger.services.scan.summary import ScanSummary
from moodtagger.services.workers.worker import Fingerprint, Operation, Task
from moodtagger.store import Library, open_library

MODEL = "stand-in 1"


def prediction() -> Prediction:
    return Prediction(
        valence=0.5,
        arousal=0.4,
        valence_sd=0.2,
        arousal_sd=0.2,
        quadrant=dict(zip(QUADRANTS, (0.7, 0.1, 0.1, 0.1), strict=True)),
        moods={"happy": 0.9, "sad": 0.1},
        confident=("happy",),
        segments=(Segment(0.0, 10.0, 0.5, 0.4, {"happy": 0.9, "sad": 0.1}),),
        embedding=np.ones(128, np.float32) / np.float32(np.sqrt(128)),
        model=MODEL,
    )


@dataclass
class InlinePool:
    """Runs tasks at once: the content of a file is its hash, "bad" content fails."""

    analyzed: list[str] = field(default_factory=list)
    before_listen: Callable[[str], None] = lambda path: None

    def run(
        self,
        tasks: Iterable[Task],
        on_result: Callable[[Task, Any], Iterable[Task]],
        cancel: Event,
        on_wait: Callable[[], None],
        pause: Event,
    ) -> None:
        for first in tasks:
            stack = [first]
            while stack and not cancel.is_set():
                task = stack.pop()
                stack += on_result(task, self._perform(task))
                on_wait()

    def _perform(self, task: Task) -> Fingerprint | AnalysisResult:
        if task.operation is Operation.FINGERPRINT:
            try:
                content = Path(task.path).read_bytes()
            except OSError as error:
                return Fingerprint(None, FileTags(), f"Cannot be read: {error.strerror}.")
            title = Path(task.path).stem.encode(errors="replace").decode()
            return Fingerprint(hashlib.sha256(content).hexdigest(), FileTags(title=title))
        self.analyzed.append(Path(task.path).name)
        self.before_listen(task.path)
        if Path(task.path).read_bytes().startswith(b"bad"):
            return AnalysisResult(task.path, error="This is damaged.")
        return AnalysisResult(task.path, AudioInfo(10.0, 44100, 2, "mp3"), prediction())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "home" / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    for name in ("a.mp3", "b.flac", "c.ogg"):
        (folder / name).write_bytes(f"audio of {name}".encode())
    return folder


def scan(library: Library, pool: InlinePool, *folders: Path, **options: Any) -> ScanSummary:
    return ScanJob(library, pool, MODEL, folders, **options).run()  # type: ignore[arg-type]


def states(library: Library) -> dict[str, TrackState]:
    return {Path(row.path).name: row.state for row in library.songs.rows(model=MODEL)}


def test_new_songs_are_analyzed_and_stored(library: Library, music: Path) -> None:
    pool = InlinePool()
    summary = scan(library, pool, music)
    assert (summary.found, summary.new, summary.analysed, summary.failed) == (3, 3, 3, [])
    assert states(library) == dict.fromkeys(("a.mp3", "b.flac", "c.ogg"), TrackState.REVIEW)
    assert library.folders.paths() == [str(music)]


def test_an_unchanged_file_is_never_analyzed_again(library: Library, music: Path) -> None:
    scan(library, InlinePool(), music)
    pool = InlinePool()
    summary = scan(library, pool, music)
    assert pool.analyzed == []
    assert (summary.unchanged, summary.analysed) == (3, 0)


def test_changed_audio_is_analyzed_and_changed_tags_are_not(library: Library, music: Path) -> None:
    scan(library, InlinePool(), music)
    (music / "a.mp3").write_bytes(b"another recording")
    os.utime(music / "b.flac", ns=(1, 1))  # as a tagger does: same audio, other date
    pool = InlinePool()
    scan(library, pool, music)
    assert pool.analyzed == ["a.mp3"]


def test_a_renamed_file_keeps_its_results_and_decisions(library: Library, music: Path) -> None:
    scan(library, InlinePool(), music)
    track_id = library.tracks.id_of(str(music / "a.mp3"))
    assert track_id is not None
    library.decisions.save([(track_id, "happy", True)])
    (music / "sub").mkdir()
    (music / "a.mp3").rename(music / "sub" / "new name.mp3")
    pool = InlinePool()
    scan(library, pool, music)
    assert pool.analyzed == []
    row = library.songs.rows([track_id], model=MODEL)[0]
    assert Path(row.path).name == "new name.mp3"
    assert row.accepted == ("happy",)
    assert len(library.songs.rows(model=MODEL)) == 3


def test_two_copies_are_analyzed_once(library: Library, music: Path) -> None:
    shutil.copy(music / "a.mp3", music / "copy of a.mp3")
    pool = InlinePool()
    summary = scan(library, pool, music)
    assert len(pool.analyzed) == 3
    assert summary.found == 4
    assert set(states(library).values()) == {TrackState.REVIEW}


def test_a_drive_that_is_away_marks_absent_and_deletes_nothing(
    library: Library, music: Path
) -> None:
    scan(library, InlinePool(), music)
    away = music.rename(music.with_name("unplugged"))
    summary = scan(library, InlinePool(), music)
    assert summary.absent == 3
    assert set(states(library).values()) == {TrackState.ABSENT}
    away.rename(music)
    pool = InlinePool()
    scan(library, pool, music)
    assert pool.analyzed == []
    assert set(states(library).values()) == {TrackState.REVIEW}


def test_one_bad_file_does_not_stop_the_run_and_is_not_tried_again(
    library: Library, music: Path
) -> None:
    (music / "a.mp3").write_bytes(b"bad bytes")
    summary = scan(library, InlinePool(), music)
    assert summary.failed == [(str(music / "a.mp3"), "This is damaged.")]
    assert states(library)["a.mp3"] is TrackState.FAILED
    assert states(library)["c.ogg"] is TrackState.REVIEW
    pool = InlinePool()
    scan(library, pool, music)
    assert pool.analyzed == []


def test_a_failed_file_is_tried_again_once_it_was_touched(library: Library, music: Path) -> None:
    (music / "a.mp3").write_bytes(b"bad bytes")
    scan(library, InlinePool(), music)
    os.utime(music / "a.mp3", ns=(1, 1))
    pool = InlinePool()
    scan(library, pool, music)
    assert pool.analyzed == ["a.mp3"]


def test_a_copy_of_a_bad_file_is_reported_too(library: Library, music: Path) -> None:
    for name in ("a.mp3", "copy of a.mp3"):
        (music / name).write_bytes(b"bad bytes")
    summary = scan(library, InlinePool(), music)
    assert {Path(path).name for path, _ in summary.failed} == {"a.mp3", "copy of a.mp3"}


def test_a_file_that_could_not_be_read_is_tried_again(library: Library, music: Path) -> None:
    class Locked(InlinePool):
        def _perform(self, task: Task) -> Fingerprint | AnalysisResult:
            if task.path.endswith("a.mp3"):
                return Fingerprint(None, FileTags(), "This is locked.")
            return super()._perform(task)

    assert len(scan(library, Locked(), music).failed) == 1
    pool = InlinePool()  # its permissions were changed, which leaves size and date as they are
    assert scan(library, pool, music).failed == []
    assert pool.analyzed == ["a.mp3"]
    assert states(library)["a.mp3"] is TrackState.REVIEW


def test_a_moved_file_is_not_called_absent(library: Library, music: Path) -> None:
    scan(library, InlinePool(), music)
    (music / "a.mp3").rename(music / "d.mp3")
    (music / "b.flac").unlink()
    assert scan(library, InlinePool(), music).absent == 1


def test_a_file_that_disappears_during_a_scan_is_reported_and_not_kept(
    library: Library, music: Path
) -> None:
    def remove_b(path: str) -> None:
        (music / "b.flac").unlink(missing_ok=True)

    summary = scan(library, InlinePool(before_listen=remove_b), music)
    assert [Path(path).name for path, _ in summary.failed] == ["b.flac"]
    assert set(states(library)) == {"a.mp3", "c.ogg"}


def test_cancel_keeps_what_is_done_and_the_next_scan_goes_on(library: Library, music: Path) -> None:
    cancel = Event()
    summary = scan(
        library, InlinePool(before_listen=lambda path: cancel.set()), music, cancel=cancel
    )
    assert summary.cancelled
    pool = InlinePool()
    scan(library, pool, music)
    assert len(pool.analyzed) == 2
    assert set(states(library).values()) == {TrackState.REVIEW}


def test_progress_counts_up_to_the_total(library: Library, music: Path) -> None:
    seen: list[JobProgress] = []
    rows: list[str] = []
    scan(
        library,
        InlinePool(),
        music,
        on_progress=seen.append,
        on_rows=lambda new: rows.extend(row.path for row in new),
    )
    assert [p.done for p in seen] == [0, 1, 2, 3, 3]
    assert {p.total for p in seen} == {3}
    assert len(rows) == 3


def test_excluded_names_are_left_out_but_not_called_absent(library: Library, music: Path) -> None:
    scan(library, InlinePool(), music)
    summary = scan(library, InlinePool(), music, exclude=["*.ogg"])
    assert (summary.found, summary.absent) == (2, 0)


@pytest.mark.parametrize("step", [-1, 1])
def test_a_renumbered_album_keeps_every_decision(
    library: Library, tmp_path: Path, step: int
) -> None:
    music = tmp_path / "many"
    music.mkdir()
    for number in range(2, 60):  # more than are kept in one go
        (music / f"{number:02}.mp3").write_bytes(b"audio %d" % number)
    scan(library, InlinePool(), music)
    for row in library.songs.rows():
        library.decisions.save([(row.track_id, f"mood {Path(row.path).stem}", True)])
    for number in sorted(range(2, 60), reverse=step > 0):
        (music / f"{number:02}.mp3").rename(music / f"{number + step:02}.mp3")
    pool = InlinePool()
    scan(library, pool, music)
    assert pool.analyzed == []
    there = [row for row in library.songs.rows(model=MODEL) if row.state is not TrackState.ABSENT]
    assert {Path(row.path).stem: row.accepted for row in there} == {
        f"{number + step:02}": (f"mood {number:02}",) for number in range(2, 60)
    }


def test_new_audio_in_a_renumbered_album(library: Library, tmp_path: Path) -> None:
    music = tmp_path / "many"
    music.mkdir()
    for number in range(40):
        (music / f"{number:02}.mp3").write_bytes(b"audio %d" % number)
    scan(library, InlinePool(), music)
    ids = {row.path: row.track_id for row in library.songs.rows()}
    for number in range(1, 40):
        (music / f"{number:02}.mp3").rename(music / f"{number - 1:02}.mp3")
    (music / "20.mp3").write_bytes(b"another recording")  # where song 21 went
    pool = InlinePool()
    summary = scan(library, pool, music)
    assert pool.analyzed == ["20.mp3"]
    assert (summary.analysed, summary.failed) == (1, [])
    now = {row.track_id: row for row in library.songs.rows(model=MODEL)}
    for number in [*range(1, 21), *range(22, 40)]:
        row = now[ids[str(music / f"{number:02}.mp3")]]
        assert Path(row.path).name == f"{number - 1:02}.mp3"
        assert row.state is TrackState.REVIEW


def test_stopped_before_every_changed_file_was_read(library: Library, music: Path) -> None:
    scan(library, InlinePool(), music)
    before = library.songs.rows(model=MODEL)
    for name in ("a.mp3", "b.flac", "c.ogg"):
        (music / name).write_bytes(b"other audio of " + name.encode())
    cancel = Event()
    scan(library, InlinePool(), music, cancel=cancel, on_progress=lambda p: cancel.set())
    assert library.songs.rows(model=MODEL) == before
    pool = InlinePool()
    scan(library, pool, music)
    assert sorted(pool.analyzed) == ["a.mp3", "b.flac", "c.ogg"]
    assert set(states(library).values()) == {TrackState.REVIEW}


def test_what_cannot_be_read_now_stays_as_it_was(library: Library, music: Path) -> None:
    class Unplugged(InlinePool):
        def _perform(self, task: Task) -> Fingerprint | AnalysisResult:
            return Fingerprint(None, FileTags(), "The system cannot read this.")

    scan(library, InlinePool(), music)
    before = library.songs.rows(model=MODEL)
    for path in music.iterdir():
        os.utime(path, ns=(1, 1))
    assert len(scan(library, Unplugged(), music).failed) == 3
    assert library.songs.rows(model=MODEL) == before
    pool = InlinePool()
    scan(library, pool, music)
    assert (pool.analyzed, library.songs.rows(model=MODEL)) == ([], before)


def test_a_linked_song_has_one_row_in_whatever_order_it_is_scanned(
    library: Library, music: Path, tmp_path: Path
) -> None:
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "a.mp3").symlink_to(music / "a.mp3")
    os.link(music / "b.flac", linked / "b.flac")
    scan(library, InlinePool(), linked)
    scan(library, InlinePool(), music)
    paths = sorted(row.path for row in library.songs.rows())
    assert paths == sorted([str(linked / "a.mp3"), str(linked / "b.flac"), str(music / "c.ogg")])
    pool = InlinePool()
    summary = scan(library, pool, tmp_path / "linked", music)
    assert sorted(row.path for row in library.songs.rows()) == paths
    assert (summary.found, summary.unchanged, pool.analyzed) == (3, 3, [])


def test_the_counts_add_up_after_touch(library: Library, music: Path) -> None:
    scan(library, InlinePool(), music)
    (music / "a.mp3").touch()
    shutil.copy(music / "b.flac", music / "copy.flac")
    (music / "d.mp3").write_bytes(b"bad")
    summary = scan(library, InlinePool(), music)
    assert (summary.found, summary.unchanged, summary.known_audio) == (5, 2, 2)
    assert (summary.analysed, len(summary.failed)) == (0, 1)
