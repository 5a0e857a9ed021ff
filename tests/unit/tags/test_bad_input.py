"""Files that are not what they seem: an error with advice, and never a changed byte."""

from __future__ import annotations

import errno
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import mutagen.id3
import pytest

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.core.tracks import FileTags
from moodtagger.tags import (
    apply_plan,
    audio_hash,
    can_write_tags,
    plan_write,
    read_cover,
    read_tags,
)

SongFile = Callable[..., Path]
HAPPY = TagRequest(("happy",))

ODD_NAMES = [
    "emoji 🎧🌧️.mp3",
    "new\nline.mp3",
    "x" * 246 + ".mp3",
    os.fsdecode(b"latin \xe9\xff.mp3"),
    " leading and trailing .mp3",
    "-dash.mp3",
    "no suffix",
    "odd.s\nuffix",
]


def succeeds_or_advises(action: Callable[[Path], object], path: Path) -> bool:
    """Whether it succeeds or fails with advice; any other error is raised."""
    try:
        action(path)
    except TagError as error:
        return bool(error.advice)
    return True


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(song_file: SongFile, name: str) -> None:
    path = str(song_file("mp3_v23", name))
    digest = audio_hash(path)
    plan = plan_write(path, HAPPY, WritePolicy())
    assert plan.path == path
    apply_plan(plan)
    assert read_tags(path).moods == ("happy",)
    assert audio_hash(path) == digest
    assert os.listdir(Path(path).parent) == [name]


@pytest.mark.parametrize(
    "data", [b"", b"a shopping list\n" * 50, b"\xff\xfb", b"OggS", b"RIFF\0\0\0\0WAVE", b"<html>"]
)
def test_text_named_mp3(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(data)
    assert read_tags(path) == FileTags()
    assert read_cover(path) is None
    assert not can_write_tags(path)
    assert len(audio_hash(path)) == 40
    with pytest.raises(TagError) as caught:
        plan_write(path, HAPPY, WritePolicy())
    assert caught.value.advice
    assert caught.value.path == str(path)
    assert path.read_bytes() == data


def test_format_is_detected_by_content_not_name(song_file: SongFile) -> None:
    path = song_file("flac", "really.mp3")
    plan = plan_write(path, HAPPY, WritePolicy())
    assert plan.container == "Vorbis"
    apply_plan(plan)
    assert read_tags(path).moods == ("happy",)


@pytest.mark.parametrize("action", [read_tags, audio_hash, read_cover])
def test_anything_but_a_file_is_refused(tmp_path: Path, action: Callable[[Path], object]) -> None:
    pipe, loop, missing = tmp_path / "pipe.mp3", tmp_path / "loop.mp3", tmp_path / "missing.mp3"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    for path in (tmp_path, pipe, loop, missing):
        with pytest.raises(TagError) as caught:
            action(path)
        assert caught.value.reason.endswith(".")
        assert caught.value.advice
        assert caught.value.path == str(path)


def test_a_failing_drive_is_not_taken_for_damaged_tags(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash of the whole file, as of one with damaged tags, would be wrong."""
    path = song_file("flac")

    def fail(_file: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("moodtagger.tags.reader.detect_container", fail)
    with pytest.raises(TagError, match="drive"):
        audio_hash(path)


@pytest.mark.parametrize(("audio", "writable"), [(0, False), (1, True), (2, False)])
def test_wav_needs_exactly_one_audio_chunk(tmp_path: Path, audio: int, writable: bool) -> None:
    path = tmp_path / "song.wav"
    chunks = b"fmt \x10\0\0\0" + bytes(16) + b"data\x04\0\0\0" + bytes(4)
    chunks = chunks[:24] + chunks[24:] * audio
    path.write_bytes(b"RIFF" + (4 + len(chunks)).to_bytes(4, "little") + b"WAVE" + chunks)
    assert can_write_tags(path) == writable


def test_a_tag_longer_than_the_file(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + b"TIT2" + bytes(100))
    with pytest.raises(TagError, match="longer than the file"):
        read_tags(path)
    assert len(audio_hash(path)) == 40


def test_truncation_anywhere_gives_an_error_with_advice_at_most(
    tiny_files: dict[str, Path], tmp_path: Path
) -> None:
    for name, source in tiny_files.items():
        data = source.read_bytes()
        path = tmp_path / source.name
        for length in [*range(0, 200, 13), *range(200, len(data), max(1, len(data) // 12))]:
            path.write_bytes(data[:length])
            for action in (read_tags, audio_hash, read_cover):
                assert succeeds_or_advises(action, path), name
            assert path.read_bytes() == data[:length]


def test_a_huge_cover_is_skipped(song_file: SongFile) -> None:
    path = song_file("mp3_v24")
    tags = mutagen.id3.ID3(path)
    tags.add(mutagen.id3.APIC(mime="image/png", type=3, data=bytes(50 << 20)))
    tags.save(path)
    tracemalloc.start()
    try:
        assert read_tags(path).title == "Tiny Song"
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
        assert read_cover(path) is None
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_a_huge_text_is_refused(song_file: SongFile) -> None:
    path = song_file("flac")
    song = mutagen.File(path)
    song["mood"] = ["m" * (2 << 20)]
    song.save()
    with pytest.raises(TagError, match="far too large"):
        read_tags(path)
