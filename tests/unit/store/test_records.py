"""What the plain values of the library say about themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moodtagger.core.tag_plan import FieldChange
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.store.records import (
    BatchInfo,
    EntryState,
    FieldState,
    FileStamp,
    JournalEntry,
    StaleTrack,
)

WRITTEN, UNDONE, SKIPPED = FieldState.WRITTEN, FieldState.UNDONE, FieldState.SKIPPED


@pytest.mark.parametrize(
    ("files", "restored", "undone"), [(0, 0, False), (1, 1, True), (2, 1, False), (2, 2, True)]
)
def test_a_batch_is_undone_with_its_last_file(files: int, restored: int, undone: bool) -> None:
    assert BatchInfo(1, datetime.now(UTC), "Moods", files, restored).undone is undone


def test_frames_are_found_by_the_state_of_their_fields() -> None:
    changes = tuple(FieldChange(name, (), ("x",)) for name in "abc")
    states = (WRITTEN, UNDONE, SKIPPED)
    entry = JournalEntry(1, 1, "/a", None, "MP4", "h", changes, EntryState.DONE, "", states)
    assert entry.frames(WRITTEN) == ("a",)
    assert entry.frames(SKIPPED, WRITTEN) == ("a", "c")
    assert entry.frames() == ()


@pytest.mark.parametrize(
    ("start_s", "end_s", "excerpt"),
    [(None, None, None), (0.0, 10.0, (0.0, 10.0)), (10.0, None, (10.0, None))],
)
def test_a_stale_song_of_a_divided_file_knows_its_place(
    start_s: float | None, end_s: float | None, excerpt: tuple[float, float | None] | None
) -> None:
    assert StaleTrack(1, "/a", 1, 1, "h", start_s, end_s).excerpt == excerpt


def test_tags_are_read_again_when_they_are_old_or_are_read_differently() -> None:
    stamp = FileStamp(1, 1, 1, "h", reading=DEFAULT_READING.key)
    assert not stamp.differs(DEFAULT_READING)
    assert stamp.differs(TagReading(("+",)))
    assert FileStamp(1, 1, 1, "h", old_tags=True, reading=DEFAULT_READING.key).differs(
        DEFAULT_READING
    )
