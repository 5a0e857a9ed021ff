"""FLAC files behind ID3v2 tags: what is read of them, and moods that may not contradict."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import APIC, COMM, ID3, TALB, TDRC, TIT2, TMOO, TPE1, TXXX

from moodtagger.core.tag_plan import OldBytes, TagRequest, WriteMode, WritePolicy
from moodtagger.tags import (
    apply_plan,
    audio_hash,
    plan_undo,
    plan_write,
    read_tags,
    restore_old_file,
)
from tests.robustness.files.id3_variants import id3v1

OVERWRITE = WritePolicy(mode=WriteMode.OVERWRITE)
SAD = TagRequest(("sad",))


def id3(*frames: Any, version: int = 4) -> bytes:
    tags, target = ID3(), BytesIO()
    for frame in frames:
        tags.add(frame)
    tags.save(target, v2_version=version, padding=lambda _: 16)
    return target.getvalue()


def comments_behind_tags(path: Path) -> FLAC:
    """Read with mutagen, which skips only one ID3 tag."""
    data = path.read_bytes()
    return FLAC(BytesIO(data[data.index(b"fLaC") :]))


@pytest.fixture
def flac_behind(song_file: Callable[..., Path]) -> Callable[..., Path]:
    """`flac_behind(id3 bytes, title=...)`: a FLAC with these comments behind the ID3 tags."""

    def make(front: bytes, **comments: str) -> Path:
        path = song_file("flac")
        song = FLAC(path)
        song.delete()
        for name, value in comments.items():
            song[name] = value
        song.save()
        path.write_bytes(front + path.read_bytes())
        return path

    return make


def test_what_stands_only_in_front_is_read(flac_behind: Callable[..., Path]) -> None:
    path = flac_behind(id3(TIT2(3, "Only ID3"), TPE1(3, "Id Artist"), TMOO(3, ["calm"])))
    tags = read_tags(path)
    assert (tags.title, tags.artist, tags.moods) == ("Only ID3", "Id Artist", ("calm",))


def test_each_field_comes_from_the_first_tag_that_has_it(flac_behind: Callable[..., Path]) -> None:
    first, year = id3(TIT2(3, "First tag")), TDRC(3, "1999-03-01")
    second = id3(TIT2(3, "Second tag"), TPE1(3, "Second artist"), TALB(3, "Second album"), year)
    tags = read_tags(flac_behind(first + second))
    assert (tags.title, tags.artist, tags.album) == ("First tag", "Second artist", "Second album")
    assert tags.year == 1999


def test_comments_come_before_tags_in_front(flac_behind: Callable[..., Path]) -> None:
    path = flac_behind(id3(TIT2(3, "Id title"), TPE1(3, "Id artist")), title="Comment title")
    tags = read_tags(path)
    assert (tags.title, tags.artist) == ("Comment title", "Id artist")


def test_an_id3v1_tag_at_the_end_comes_last(flac_behind: Callable[..., Path]) -> None:
    path = flac_behind(id3(TIT2(3, "Id title")))
    path.write_bytes(path.read_bytes() + id3v1())
    tags = read_tags(path)
    assert tags.title == "Id title"
    assert tags.artist == "Old artist"


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("mode", [WriteMode.OVERWRITE, WriteMode.MERGE])
def test_moods_go_into_the_comments_and_none_in_front_contradicts(
    flac_behind: Callable[..., Path], version: int, mode: WriteMode
) -> None:
    picture = APIC(3, "image/png", 3, "front", b"picture" * 100)
    mood = TMOO(3, ["calm"]) if version == 4 else TXXX(3, "MOOD", ["calm"])
    front = id3(TIT2(3, "Id title"), mood, picture, version=version)
    path = flac_behind(front + id3(COMM(3, "eng", "Songs-DB_Mood", ["calm"]), TPE1(3, "Second")))
    audio = audio_hash(path)
    before = path.read_bytes()
    plan = plan_write(path, SAD, WritePolicy(mode=mode))
    kept: list[OldBytes | None] = []
    apply_plan(plan, keep_old_bytes=kept.append)

    assert audio_hash(path) == audio
    assert comments_behind_tags(path)["mood"] == ["sad"]
    assert ID3(path)["TIT2"].text == ["Id title"]
    assert ID3(path)["APIC:front"].data == picture.data
    expected = ("sad",) if mode is WriteMode.OVERWRITE else ("sad", "calm")
    assert read_tags(path).moods == expected
    assert read_tags(path).artist == "Second"
    if mode is WriteMode.OVERWRITE:
        assert not ID3(path).getall("TMOO")
        assert {change.frame for change in plan.changes} == {
            "MOOD",
            "ID3v2:TMOO" if version == 4 else "ID3v2:TXXX:MOOD",
            "ID3v2 tag 2:COMM:Songs-DB_Mood:eng",
        }
    assert kept[0] is not None
    undone = plan_undo(path, plan.changes, plan.container)
    assert restore_old_file(undone.plan, kept[0])
    assert path.read_bytes() == before


def test_a_tag_in_front_of_nothing_but_moods_stays_as_padding(
    flac_behind: Callable[..., Path],
) -> None:
    front = id3(TMOO(3, ["calm"]))
    path = flac_behind(front, title="Comment title")
    plan = plan_write(path, SAD, OVERWRITE)
    apply_plan(plan)
    assert FLAC(path)["mood"] == ["sad"]
    assert path.read_bytes()[: len(front)] == front[:10] + bytes(len(front) - 10)
    apply_plan(plan_undo(path, plan.changes, plan.container).plan)
    assert ID3(path)["TMOO"].text == ["calm"]
    assert "mood" not in FLAC(path)


def test_a_damaged_tag_in_front_stays_as_it_is(flac_behind: Callable[..., Path]) -> None:
    front = b"ID3\x07\x00\x00" + bytes([0, 0, 0, 30]) + b"x" * 30
    path = flac_behind(front, title="Comment title")
    apply_plan(plan_write(path, SAD, OVERWRITE))
    assert path.read_bytes().startswith(front)
    assert read_tags(path).moods == ("sad",)
