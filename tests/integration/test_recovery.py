"""The next start after a kill, where the file is not simply there; and a journal that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from moodtagger.core.errors import LibraryError, UnverifiedWriteError
from moodtagger.core.tag_plan import TagPlan, TagRequest, WriteMode, WritePolicy
from moodtagger.core.tracks import FileTags
from moodtagger.services import tag_writing
from moodtagger.services.tag_history import undo
from moodtagger.services.tag_writing import recover
from moodtagger.store import EntryState, FoundFile, Library, open_library
from moodtagger.store.tag_journal import TagJournal
from moodtagger.tags import apply_plan, audio_hash, plan_write, read_tags

POLICY = WritePolicy(mode=WriteMode.OVERWRITE)
HAPPY = TagRequest(("happy",))
SongFile = Callable[..., Path]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "home" / "library.sqlite") as opened:
        yield opened


def under_way(library: Library, path: Path, *, written: bool) -> int:
    """As a kill leaves it; the batch."""
    batch = library.journal.begin_batch("killed")
    plan = plan_write(path, HAPPY, POLICY)
    library.journal.record(batch, plan)
    if written:
        apply_plan(plan)
    return batch


@pytest.mark.parametrize("written", [True, False])
def test_a_drive_that_is_away_leaves_it_open_and_says_so_once(
    library: Library, song_file: SongFile, written: bool
) -> None:
    path = song_file("flac")
    batch = under_way(library, path, written=written)
    away = path.rename(path.with_suffix(".away"))
    ((_, sentence),) = recover(library)
    assert "missing" in sentence
    assert recover(library) == []
    assert len(library.journal.unfinished_entries()) == 1
    away.rename(path)
    ((_, sentence),) = recover(library)
    assert ("written completely" in sentence) is written
    assert undo(library, batch).restored == written
    assert read_tags(path).moods == ()


def test_what_another_program_wrote_since_is_not_taken_for_ours(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("mp3")
    under_way(library, path, written=True)
    apply_plan(plan_write(path, TagRequest(("dark",)), POLICY))
    ((_, sentence),) = recover(library)
    assert "Another program" in sentence
    assert library.journal.unfinished_entries() == []
    assert read_tags(path).moods == ("dark",)


def plans_of(*paths: Path) -> list[TagPlan]:
    return tag_writing.preview([(str(path), HAPPY) for path in paths], POLICY).plans


def test_nothing_is_written_without_a_journal_and_the_account_is_whole(
    library: Library, song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [song_file("flac"), song_file("mp3"), song_file("ogg")]
    record = TagJournal.record

    def full(self: TagJournal, batch_id: int, plan: TagPlan) -> int:
        if plan.path != str(paths[0]):
            raise LibraryError("The disk is full.")
        return record(self, batch_id, plan)

    monkeypatch.setattr(TagJournal, "record", full)
    summary = tag_writing.write(library, plans_of(*paths), POLICY)
    assert summary.written == 1
    assert summary.failed == [(str(path), "The disk is full.") for path in paths[1:]]
    assert [read_tags(path).moods for path in paths] == [("happy",), (), ()]


def test_a_write_whose_end_is_not_known_stays_open(
    library: Library, song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file("flac")

    def torn(plan: TagPlan, **_: object) -> None:
        raise UnverifiedWriteError("The song could not be taken back.")

    monkeypatch.setattr(tag_writing, "apply_plan", torn)
    assert len(tag_writing.write(library, plans_of(path), POLICY).failed) == 1
    assert [entry.state for entry in library.journal.unfinished_entries()] == [EntryState.PENDING]


def test_other_audio_behind_a_written_tag_is_read_again(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("flac")
    old = FoundFile(str(path), 1000, 1, "of another song", FileTags())
    library.tracks.upsert_files([old])
    assert tag_writing.write(library, plans_of(path), POLICY).written == 1
    (stamp,) = library.tracks.file_stamps().values()
    assert (stamp.size, stamp.mtime_ns) == (1000, 1)  # so the next scan sees that it is another one
    assert library.songs.rows()[0].tags.moods == ("happy",)
    assert audio_hash(path) != "of another song"
