"""Batches of tag writes with their journal: partial failure, undo, and a killed program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.core.tracks import FileTags
from moodtagger.services.tag_history import undo
from moodtagger.services.tag_writing import preview, recover, write
from moodtagger.store import FoundFile, Library, open_library
from moodtagger.tags import apply_plan, audio_hash, is_temp_file, plan_write, read_tags

POLICY = WritePolicy()
HAPPY = TagRequest(("happy", "calm"), 0.5, -0.2)
WRITABLE = ["mp3_v23", "mp3_v24", "mp3", "flac", "ogg", "opus", "m4a", "wav", "aiff", "wma", "wv"]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "home" / "library.sqlite") as opened:
        yield opened


def add(library: Library, path: Path) -> int:
    info = path.stat()
    digest = audio_hash(path)
    found = FoundFile(str(path), info.st_size, info.st_mtime_ns, digest, FileTags())
    return library.tracks.upsert_files([found])[0]


def test_a_batch_over_all_formats_is_written_and_taken_back(
    library: Library, song_file: Callable[..., Path]
) -> None:
    paths = [song_file(name) for name in WRITABLE]
    for path in paths:
        add(library, path)
    before = {path: (read_tags(path), audio_hash(path)) for path in paths}
    planned = preview([(str(path), HAPPY) for path in paths], POLICY)
    assert planned.failed == []
    steps: list[int] = []
    summary = write(
        library, planned.plans, POLICY, on_step=lambda done, total, path: steps.append(done)
    )
    assert (summary.written, summary.failed) == (len(paths), [])
    assert steps == list(range(1, len(paths) + 1))
    for path in paths:
        assert read_tags(path).moods == ("happy", "calm")
        assert audio_hash(path) == before[path][1]
    assert all(set(row.tags.moods) == {"happy", "calm"} for row in library.songs.rows())
    assert summary.batch_id is not None
    taken_back = undo(library, summary.batch_id)
    assert (taken_back.restored, taken_back.left) == (len(paths), [])
    assert {path: (read_tags(path), audio_hash(path)) for path in paths} == before
    assert library.journal.batches()[0].undone


def test_a_file_changed_since_the_preview_is_refused_and_the_others_written(
    library: Library, song_file: Callable[..., Path]
) -> None:
    changed, gone, fine = song_file("mp3"), song_file("flac"), song_file("ogg")
    planned = preview([(str(path), HAPPY) for path in (changed, gone, fine)], POLICY)
    apply_plan(plan_write(str(changed), TagRequest(("dark",)), POLICY))
    gone.unlink()
    summary = write(library, planned.plans, POLICY)
    assert summary.written == 1
    assert {path for path, _ in summary.failed} == {str(changed), str(gone)}
    assert read_tags(changed).moods == ("dark",)
    assert read_tags(fine).moods == ("happy", "calm")


def test_cancel_leaves_the_rest_unwritten(library: Library, song_file: Callable[..., Path]) -> None:
    paths = [song_file("mp3"), song_file("flac")]
    cancel = Event()
    planned = preview([(str(path), HAPPY) for path in paths], POLICY)
    summary = write(
        library,
        planned.plans,
        POLICY,
        on_step=lambda done, total, path: cancel.set(),
        cancel=cancel,
    )
    assert (summary.written, summary.cancelled) == (1, True)
    assert read_tags(paths[1]).moods == ()


def test_after_a_kill_the_journal_is_settled_by_looking_at_the_file(
    library: Library, song_file: Callable[..., Path]
) -> None:
    before, after = song_file("mp3"), song_file("flac")
    batch = library.journal.begin_batch("killed")
    for path in (before, after):
        add(library, path)
        plan = plan_write(str(path), HAPPY, POLICY)
        library.journal.record(batch, plan)
        if path == after:
            apply_plan(plan)
    report = dict(recover(library))
    assert "before writing" in report[str(before)]
    assert "written completely" in report[str(after)]
    assert library.journal.unfinished_entries() == []
    assert undo(library, batch).restored == 1
    assert read_tags(after).moods == ()
    assert recover(library) == []


def test_recovery_removes_the_copy_that_a_kill_left_behind(
    library: Library, song_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file("mp3")
    plan = plan_write(str(path), HAPPY, POLICY)
    library.journal.record(library.journal.begin_batch("killed"), plan)

    def killed(*_: object) -> None:
        raise SystemExit  # passes every handler of errors, as a kill would

    monkeypatch.setattr("os.replace", killed)
    monkeypatch.setattr("os.unlink", lambda *_, **__: None)
    with pytest.raises(SystemExit):
        apply_plan(plan)
    monkeypatch.undo()
    left = [p for p in path.parent.iterdir() if is_temp_file(p)]
    recover(library)
    assert [p for p in path.parent.iterdir() if is_temp_file(p)] == []
    assert left, "the test left nothing to remove"
