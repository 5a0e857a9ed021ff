"""Fragmented MP4 files: all file offsets are shifted when the index grows."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import mutagen
import numpy as np
import pytest

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.tags import (
    apply_plan,
    audio_hash,
    can_write_tags,
    plan_undo,
    plan_write,
    read_tags,
)
from moodtagger.tags.formats.mp4.offsets import OffsetShift
from tests.support.mp4_files import (
    box_offsets,
    decode_samples,
    fragment_base_offsets,
    read_boxes,
    remux,
    sidx_target,
    tfra_offsets,
    top_level_names,
)

SongFile = Callable[..., Path]
Fragmented = Callable[..., Path]
LONG = TagRequest(tuple(f"mood number {i}" for i in range(60)))
LAYOUTS = {
    "base offsets and a table": "empty_moov",
    "relative to moof": "empty_moov+default_base_moof",
    "implicitly relative to moof": "empty_moov+omit_tfhd_offset",
    "first fragment in the index": "frag_keyframe",
    "sidx": "dash+global_sidx",
    "sidx for each": "dash",
    "each frame": "empty_moov+frag_every_frame",
    "no table": "cmaf+skip_trailer",
}


def write(path: Path) -> None:
    apply_plan(plan_write(path, LONG, WritePolicy()))


@pytest.fixture
def fragmented(song_file: SongFile) -> Fragmented:
    """`fragmented(flags, name)`: a song in fragments of a fifth of a second."""

    def make(flags: str = "empty_moov", name: str = "m4a") -> Path:
        source = song_file(name, "source.m4a")
        path = source.with_name("song.m4a")
        remux(source, path, movflags=flags, frag_duration="200000")
        source.unlink()
        return path

    return make


def refused(path: Path, reason: str) -> None:
    before = path.read_bytes()
    with pytest.raises(TagError, match=reason) as caught:
        write(path)
    assert caught.value.advice
    assert path.read_bytes() == before
    read_tags(path)


@pytest.mark.parametrize("name", ["m4a", "alac"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_sound_stays_and_undo_gives_the_old_bytes(
    fragmented: Fragmented, layout: str, name: str
) -> None:
    path = fragmented(LAYOUTS[layout], name)
    assert b"moof" in top_level_names(path)
    before, samples, digest, names = (
        path.read_bytes(),
        decode_samples(path),
        audio_hash(path),
        top_level_names(path),
    )
    plan = plan_write(path, LONG, WritePolicy())
    apply_plan(plan)
    assert path.stat().st_size > len(before) + 900
    np.testing.assert_array_equal(decode_samples(path), samples)
    assert (audio_hash(path), top_level_names(path)) == (digest, names)
    assert read_tags(path).moods == LONG.moods
    apply_plan(plan_undo(path, plan.changes).plan)
    assert read_tags(path).moods == ()
    assert path.read_bytes() == before


def test_base_offsets_and_the_final_table_are_shifted(fragmented: Fragmented) -> None:
    path = fragmented("empty_moov")
    old = path.read_bytes()
    assert fragment_base_offsets(old) == tfra_offsets(old) == box_offsets(old, b"moof"), (
        "FFmpeg writes them so"
    )
    write(path)
    new = path.read_bytes()
    assert len(fragment_base_offsets(new)) > 3
    assert fragment_base_offsets(new) == tfra_offsets(new) == box_offsets(new, b"moof")
    assert new[box_offsets(new, b"moof")[0] :] != old[box_offsets(old, b"moof")[0] :]


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed")
def test_ffprobe_finds_the_moods(fragmented: Fragmented) -> None:
    path = fragmented("empty_moov")
    apply_plan(plan_write(path, TagRequest(("joyous7",)), WritePolicy()))
    command = ["ffprobe", "-v", "warning", "-show_entries", "format_tags:packet=pos", str(path)]
    result = subprocess.run(command, capture_output=True, check=True, text=True)
    assert "joyous7" in result.stdout
    assert result.stderr == ""


def test_sidx_after_the_index_stays_and_one_before_it_is_shifted(fragmented: Fragmented) -> None:
    path = fragmented("dash+global_sidx")
    data, samples = path.read_bytes(), decode_samples(path)
    assert sidx_target(data) == box_offsets(data, b"moof")[0]
    swapped = _sidx_in_front(data)
    for content in (data, swapped):
        path.write_bytes(content)
        assert sidx_target(content) == box_offsets(content, b"moof")[0]
        write(path)
        written = path.read_bytes()
        assert sidx_target(written) == box_offsets(written, b"moof")[0] > len(content) - len(data)
        np.testing.assert_array_equal(decode_samples(path), samples)


def _sidx_in_front(data: bytes) -> bytes:
    """Move the segment index in front of `moov`, so that its offset spans it."""
    where = {name: slice(start, end) for name, start, end in reversed(read_boxes(data))}
    moov, sidx = where[b"moov"], bytearray(data[where[b"sidx"]])
    first = slice(28, 36) if sidx[8] else slice(24, 28)
    size = moov.stop - moov.start
    sidx[first] = size.to_bytes(first.stop - first.start, "big")
    return data[: moov.start] + sidx + data[moov] + data[where[b"sidx"].stop :]


@pytest.mark.parametrize("layout", ["base offsets and a table", "first fragment in the index"])
def test_offsets_that_were_not_shifted_are_noticed(
    fragmented: Fragmented, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    monkeypatch.setattr(OffsetShift, "new_position", lambda _self, position: position)
    refused(fragmented(LAYOUTS[layout]), "something other than the tags differs")


def test_unknown_atoms_in_fragments_are_refused(fragmented: Fragmented) -> None:
    path = fragmented()
    path.write_bytes(path.read_bytes().replace(b"tfdt", b"tfxx"))
    refused(path, "refers to its audio")


def test_fragments_before_the_index_are_refused(fragmented: Fragmented) -> None:
    path = fragmented("empty_moov+skip_trailer")
    data = path.read_bytes()
    moov, moof = box_offsets(data, b"moov")[0], box_offsets(data, b"moof")
    path.write_bytes(data[:moov] + data[moof[0] : moof[1]] + data[moov : moof[0]] + data[moof[1] :])
    refused(path, "refers to its audio")


@pytest.mark.parametrize("back", [-20, 9, 1200])
def test_fragments_whose_samples_are_outside_mdat_are_refused(
    fragmented: Fragmented, back: int
) -> None:
    path = fragmented()
    data = bytearray(path.read_bytes())
    at = data.index(b"tfhd") + 12
    data[at : at + 8] = (box_offsets(bytes(data), b"moov")[0] + back).to_bytes(8, "big")
    path.write_bytes(data)
    refused(path, "refers to its audio")


def test_an_outdated_table_of_another_tagger_is_refused(fragmented: Fragmented) -> None:
    path = fragmented()
    data = bytearray(path.read_bytes())
    at = data.index(b"tfra")
    first = tfra_offsets(bytes(data))[0].to_bytes(8, "big").lstrip(b"\0")
    at = data.index(first, at)
    data[at : at + len(first)] = (40).to_bytes(len(first), "big")
    path.write_bytes(data)
    refused(path, "refers to its audio")


def test_fragments_broken_by_mutagen_are_refused(
    fragmented: Fragmented,
) -> None:
    """It shifts the offset of the first fragment only."""
    path = fragmented("empty_moov+skip_trailer")
    song = mutagen.File(path)
    song["\xa9nam"] = ["Title"]
    song.save()
    refused(path, "refers to its audio")


@pytest.mark.parametrize(("count", "writable"), [(10, True), (1_000_001, False)])
def test_fragments_of_too_many_atoms_are_refused(
    fragmented: Fragmented, count: int, writable: bool
) -> None:
    path = fragmented("empty_moov+skip_trailer")
    moof = (8 + 8 * count).to_bytes(4, "big") + b"moof" + b"\0\0\0\x08free" * count
    path.write_bytes(path.read_bytes() + moof)
    assert can_write_tags(path) == writable


def test_too_many_atoms_are_not_read(song_file: SongFile) -> None:
    path = song_file("m4a")
    data = path.read_bytes()
    path.write_bytes(data + b"\0\0\0\x08free" * 90_000)
    assert read_tags(path).moods == ()
    path.write_bytes(data + b"\0\0\0\x08free" * 100_001)
    with pytest.raises(TagError, match="impossible number"):
        read_tags(path)


def test_two_indexes_are_refused(fragmented: Fragmented) -> None:
    path = fragmented()
    path.write_bytes(path.read_bytes() * 2)
    refused(path, "refers to its audio")


def test_a_truncated_fragment_is_refused(fragmented: Fragmented) -> None:
    path = fragmented("empty_moov+skip_trailer")
    path.write_bytes(path.read_bytes()[:-50])
    refused(path, "cut off")


def test_saio_offsets_are_shifted_in_a_file_without_fragments(song_file: SongFile) -> None:
    source = song_file("m4a", "source.m4a")
    path = source.with_name("song.m4a")
    remux(source, path, movflags="faststart")
    plain = path.read_bytes()
    size = 20
    target = plain.index(b"mdat") + 100 + size
    saio = size.to_bytes(4, "big") + b"saio" + bytes(4) + (1).to_bytes(4, "big")
    saio += target.to_bytes(4, "big")
    path.write_bytes(_with_table(plain, saio))
    marked = path.read_bytes()[target : target + 64]
    write(path)
    data = path.read_bytes()
    at = data.index(b"saio") + 12
    moved = int.from_bytes(data[at : at + 4], "big")
    assert moved > target
    assert data[moved : moved + 64] == marked


def _with_table(data: bytes, table: bytes) -> bytes:
    """Append an atom to `stbl`, and adjust its parents' sizes and the chunk offsets."""
    stbl = data.index(b"stbl") - 4
    end = stbl + int.from_bytes(data[stbl : stbl + 4], "big")
    grown = bytearray(data[:end] + table + data[end:])
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
        at = data.index(name) - 4
        size = int.from_bytes(data[at : at + 4], "big") + len(table)
        grown[at : at + 4] = size.to_bytes(4, "big")
    stco = data.index(b"stco") + 8
    for index in range(int.from_bytes(data[stco : stco + 4], "big")):
        at = stco + 4 + 4 * index
        moved = int.from_bytes(data[at : at + 4], "big") + len(table)
        grown[at : at + 4] = moved.to_bytes(4, "big")
    return bytes(grown)
