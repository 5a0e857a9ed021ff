"""A batch of writes: what it reports, what it cleans up, and what the library knows afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from moodtagger.core.cue_sheet import cue_track_path
from moodtagger.core.errors import CancelledError
from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.core.tag_reading import TagReading
from moodtagger.core.tracks import FileTags
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.services.active_model import ModelInfo
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.tag_writing import (
    PART_OF_A_FILE,
    Preview,
    TaggingService,
    TempFileCleaner,
    preview,
    recover,
    refresh_tags,
    write,
)
from moodtagger.store import EntryState, FoundFile, Library, open_library
from moodtagger.tags import apply_plan, audio_hash, plan_write, read_tags
from moodtagger.tags.writing import reader_process
from tests.support.library import MODEL

SongFile = Callable[..., Path]
POLICY = WritePolicy()
HAPPY = TagRequest(("happy", "calm"))
VOCABULARY = Vocabulary([Mood("happy", ("Happy",), 0.5, 0.5, None, 0.5)])
LEFT = ".moodtagger-0123456789abcdef.flac"  # named as a temporary file


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "home" / "library.sqlite") as opened:
        yield opened


def add(library: Library, path: Path) -> int:
    info = path.stat()
    found = FoundFile(
        str(path), info.st_size, info.st_mtime_ns, audio_hash(path), FileTags(title="Old")
    )
    return library.tracks.upsert_files([found])[0]


def planned(*paths: Path, policy: WritePolicy = POLICY) -> Preview:
    return preview([(str(path), HAPPY) for path in paths], policy)


def service(library: Library, *separators: str) -> TaggingService:
    info = ModelInfo(Path("/models/a"), MODEL, VOCABULARY)
    reading = TagReading(separators)
    return TaggingService(library, LibraryPreferences(library, info, reading=reading))


def hour_later(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    now = path.stat().st_ctime + 3600
    monkeypatch.setattr("moodtagger.tags.files.atomic_replace.time.time", lambda: now)


def test_files_with_nothing_to_change_are_counted_and_explained(
    library: Library, song_file: SongFile
) -> None:
    new, tagged = song_file("flac"), song_file("mp3")
    part = cue_track_path(str(song_file("ogg")), 2)
    apply_plan(plan_write(tagged, TagRequest(("dark",)), POLICY))
    same = song_file("m4a")
    apply_plan(plan_write(same, HAPPY, POLICY))
    requests = [(str(path), HAPPY) for path in (new, tagged, same)]
    requests.append((part, HAPPY))
    plans = preview(requests, WritePolicy(mode=WriteMode.SKIP)).plans
    summary = write(library, plans, POLICY)
    assert (summary.written, summary.unchanged, summary.failed) == (1, 3, [])
    notes = dict(summary.skipped)
    assert notes[part] == PART_OF_A_FILE
    assert notes[str(tagged)]
    assert not summary.cancelled


def test_a_batch_without_changes_is_none(library: Library) -> None:
    for plans in ([], planned().plans):
        summary = write(library, plans, POLICY)
        assert (summary.batch_id, summary.written) == (None, 0)
    assert library.journal.batches() == []


@pytest.mark.parametrize(
    ("count", "description", "expected"),
    [(1, "", "Moods of 1 song"), (2, "", "Moods of 2 songs"), (1, "By hand", "By hand")],
)
def test_a_batch_says_what_it_wrote(
    library: Library, song_file: SongFile, count: int, description: str, expected: str
) -> None:
    paths = [song_file(name) for name in ("flac", "mp3")[:count]]
    write(library, planned(*paths).plans, POLICY, description=description)
    assert str(library.journal.batches()[0].description) == expected


def test_each_written_file_is_a_step(library: Library, song_file: SongFile) -> None:
    paths = [song_file("flac"), song_file("mp3")]
    steps: list[tuple[int, int, str]] = []
    write(library, planned(*paths).plans, POLICY, on_step=lambda *step: steps.append(step))
    assert steps == [(1, 2, str(paths[0])), (2, 2, str(paths[1]))]


def test_a_batch_that_is_canceled_at_once_writes_nothing(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("flac")
    cancel = Event()
    cancel.set()
    summary = write(library, planned(path).plans, POLICY, cancel=cancel)
    assert (summary.written, summary.cancelled) == (0, True)
    assert read_tags(path).moods == ()
    assert preview([(str(path), HAPPY)], POLICY, cancel=cancel).plans == []


def test_a_preview_can_be_canceled_while_a_file_is_read(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = reader_process.ask
    asked: list[str] = []

    def cancel_the_first(*arguments: Any, **options: Any) -> Any:
        asked.append("a file")
        if len(asked) == 1:
            raise CancelledError
        return ask(*arguments, **options)

    monkeypatch.setattr(reader_process, "ask", cancel_the_first)
    steps: list[int] = []
    requests = [(str(song_file(name)), HAPPY) for name in ("flac", "mp3")]
    found = preview(requests, POLICY, on_step=lambda done, *_: steps.append(done))
    assert (found.plans, found.failed, steps) == ([], [], [])


def test_a_file_that_changed_is_read_into_the_library_and_noted(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("flac")
    add(library, path)
    plans = planned(path).plans
    apply_plan(plan_write(path, TagRequest(("dark",)), POLICY))
    summary = write(library, plans, POLICY)
    ((failed, why),) = summary.failed
    assert failed == str(path)
    assert summary.batch_id is not None
    (entry,) = library.journal.entries(summary.batch_id)
    assert (entry.state, entry.message) == (EntryState.FAILED, why)
    assert library.songs.rows()[0].tags.moods == ("dark",)


def test_a_file_that_is_missing_leaves_the_library_as_it_was(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("flac")
    add(library, path)
    plans = planned(path).plans
    path.unlink()
    assert len(write(library, plans, POLICY).failed) == 1
    refresh_tags(library, str(path))
    refresh_tags(library, "/music/unknown.flac")
    (row,) = library.songs.rows()
    assert (row.path, row.tags) == (str(path), FileTags(title="Old"))


def test_written_tags_are_read_as_the_user_wants_and_the_file_counts_as_known(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("mp3_v23")
    add(library, path)
    policy = WritePolicy(separator=" + ")
    tagging = service(library, ";")
    assert tagging.write(planned(path, policy=policy).plans, policy).written == 1
    (row,) = library.songs.rows()
    assert row.tags.moods == ("happy", "calm")
    info = path.stat()
    (stamp,) = library.tracks.file_stamps().values()
    assert (stamp.size, stamp.mtime_ns) == (info.st_size, info.st_mtime_ns)
    assert stamp.audio_hash == audio_hash(path)


def test_a_cleaner_follows_links_and_visits_each_folder_once(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "music", tmp_path / "elsewhere"
    for place in (folder, elsewhere):
        place.mkdir()
        (place / LEFT).touch()
    (elsewhere / "song.flac").symlink_to(folder / "song.flac")
    cleaner = TempFileCleaner(older_than_s=0)
    cleaner.clean_beside(str(elsewhere / "song.flac"))
    assert not (folder / LEFT).exists()
    assert (elsewhere / LEFT).exists()
    (folder / LEFT).touch()
    cleaner.clean_folder(str(folder))
    assert (folder / LEFT).exists()
    cleaner.clean_folder(str(elsewhere))
    assert not (elsewhere / LEFT).exists()


def test_what_an_interrupted_save_left_goes_with_the_next_write(
    library: Library, song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file("flac")
    left = path.with_name(LEFT)
    left.touch()
    plans = planned(path).plans
    hour_later(monkeypatch, left)
    assert write(library, plans, POLICY).written == 1
    assert not left.exists()


@pytest.mark.parametrize("separator", [";", "+"])
def test_a_settled_write_is_read_as_the_user_wants(
    library: Library, song_file: SongFile, separator: str
) -> None:
    path = song_file("flac")
    add(library, path)
    (plan,) = preview([(str(path), TagRequest(("sad+dark",)))], POLICY).plans
    entry_id = library.journal.record(library.journal.begin_batch("killed"), plan)
    apply_plan(plan)
    assert len(recover(library, TagReading((separator,)))) == 1
    moods = ("sad", "dark") if separator == "+" else ("sad+dark",)
    assert library.songs.rows()[0].tags.moods == moods
    (batch,) = library.journal.batches()
    (entry,) = library.journal.entries(batch.batch_id)
    assert (entry.entry_id, entry.state, entry.message) == (entry_id, EntryState.DONE, "")


def test_a_write_that_never_began_says_so_in_the_history(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("flac")
    library.journal.record(library.journal.begin_batch("killed"), planned(path).plans[0])
    assert len(recover(library)) == 1
    (batch,) = library.journal.batches()
    (entry,) = library.journal.entries(batch.batch_id)
    assert (entry.state, entry.message) == (EntryState.FAILED, "Not written.")


def test_an_exchanged_file_is_read_again_by_the_next_scan(
    library: Library, song_file: SongFile, tmp_path: Path
) -> None:
    path = song_file("flac")
    track_id = add(library, path)
    library.decisions.save([(track_id, "happy", True)])
    path.write_bytes(song_file("flac", "other.flac").read_bytes()[:-1] + b"x")
    before = library.tracks.file_stamps()[str(path)]
    with open_library(tmp_path / "home" / "library.sqlite", read_only=True) as reader:
        found = service(reader, ";").preview(reader.songs.rows(), POLICY)
        assert found.exchanged == [str(path)]
    assert library.tracks.file_stamps()[str(path)] == before
    steps: list[int] = []
    found = service(library, ";").preview(
        library.songs.rows(), POLICY, on_step=lambda done, *_: steps.append(done)
    )
    assert (found.exchanged, steps) == ([str(path)], [1])
    assert library.tracks.file_stamps()[str(path)] != before
