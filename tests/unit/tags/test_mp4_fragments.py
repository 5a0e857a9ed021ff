"""MP4 files in fragments: all that says where something lies moves with the index that grows."""

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
from moodtagger.tags import apply_plan, audio_hash, plan_undo, plan_write, read_tags
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
    "places and a table": "empty_moov",
    "counted from moof": "empty_moov+default_base_moof",
    "counted from moof unsaid": "empty_moov+omit_tfhd_offset",
    "first part in the index": "frag_keyframe",
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


def refused(path: Path, words: str) -> None:
    before = path.read_bytes()
    with pytest.raises(TagError, match=words) as caught:
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
    before, heard, digest, names = (
        path.read_bytes(),
        decode_samples(path),
        audio_hash(path),
        top_level_names(path),
    )
    plan = plan_write(path, LONG, WritePolicy())
    apply_plan(plan)
    assert path.stat().st_size > len(before) + 900
    np.testing.assert_array_equal(decode_samples(path), heard)
    assert (audio_hash(path), top_level_names(path)) == (digest, names)
    assert read_tags(path).moods == LONG.moods
    apply_plan(plan_undo(path, plan.changes).plan)
    assert read_tags(path).moods == ()
    assert path.read_bytes() == before


def test_places_and_the_table_at_the_end_move(fragmented: Fragmented) -> None:
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
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    assert "joyous7" in told.stdout
    assert told.stderr == ""


def test_sidx_behind_the_index_stays_and_one_before_it_moves(fragmented: Fragmented) -> None:
    path = fragmented("dash+global_sidx")
    data, heard = path.read_bytes(), decode_samples(path)
    assert sidx_target(data) == box_offsets(data, b"moof")[0]
    swapped = _sidx_in_front(data)
    for whole in (data, swapped):
        path.write_bytes(whole)
        assert sidx_target(whole) == box_offsets(whole, b"moof")[0]
        write(path)
        written = path.read_bytes()
        assert sidx_target(written) == box_offsets(written, b"moof")[0] > len(whole) - len(data)
        np.testing.assert_array_equal(decode_samples(path), heard)


def _sidx_in_front(data: bytes) -> bytes:
    """The same file with the list of segments before the index, which it then counts over."""
    where = {name: slice(start, end) for name, start, end in reversed(read_boxes(data))}
    moov, sidx = where[b"moov"], bytearray(data[where[b"sidx"]])
    first = slice(28, 36) if sidx[8] else slice(24, 28)
    size = moov.stop - moov.start
    sidx[first] = size.to_bytes(first.stop - first.start, "big")
    return data[: moov.start] + sidx + data[moov] + data[where[b"sidx"].stop :]


@pytest.mark.parametrize("layout", ["places and a table", "first part in the index"])
def test_a_writer_that_moves_nothing_is_seen(
    fragmented: Fragmented, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    monkeypatch.setattr(OffsetShift, "new_position", lambda _self, place: place)
    refused(fragmented(LAYOUTS[layout]), "something beside the tags differs")


def test_unknown_atoms_in_fragments_are_refused(fragmented: Fragmented) -> None:
    path = fragmented()
    path.write_bytes(path.read_bytes().replace(b"tfdt", b"tfxx"))
    refused(path, "refers to its sound")


def test_fragments_before_the_index_are_refused(fragmented: Fragmented) -> None:
    path = fragmented("empty_moov+skip_trailer")
    data = path.read_bytes()
    moov, moof = box_offsets(data, b"moov")[0], box_offsets(data, b"moof")
    path.write_bytes(data[:moov] + data[moof[0] : moof[1]] + data[moov : moof[0]] + data[moof[1] :])
    refused(path, "refers to its sound")


@pytest.mark.parametrize("back", [-20, 9, 1200])
def test_fragments_whose_sound_lies_in_other_parts_are_refused(
    fragmented: Fragmented, back: int
) -> None:
    path = fragmented()
    data = bytearray(path.read_bytes())
    at = data.index(b"tfhd") + 12
    data[at : at + 8] = (box_offsets(bytes(data), b"moov")[0] + back).to_bytes(8, "big")
    path.write_bytes(data)
    refused(path, "refers to its sound")


def test_a_table_that_other_taggers_left_behind_is_refused(fragmented: Fragmented) -> None:
    path = fragmented()
    data = bytearray(path.read_bytes())
    at = data.index(b"tfra")
    first = tfra_offsets(bytes(data))[0].to_bytes(8, "big").lstrip(b"\0")
    at = data.index(first, at)
    data[at : at + len(first)] = (40).to_bytes(len(first), "big")
    path.write_bytes(data)
    refused(path, "refers to its sound")


def test_fragments_that_mutagen_wrote_and_left_without_their_sound_are_refused(
    fragmented: Fragmented,
) -> None:
    """It moves the place of the first fragment only."""
    path = fragmented("empty_moov+skip_trailer")
    song = mutagen.File(path)
    song["\xa9nam"] = ["Title"]
    song.save()
    refused(path, "refers to its sound")


def test_two_indexes_are_refused(fragmented: Fragmented) -> None:
    path = fragmented()
    path.write_bytes(path.read_bytes() * 2)
    refused(path, "refers to its sound")


def test_a_fragment_cut_off_is_refused(fragmented: Fragmented) -> None:
    path = fragmented("empty_moov+skip_trailer")
    path.write_bytes(path.read_bytes()[:-50])
    refused(path, "cut off")


def test_places_of_what_decrypts_samples_move_in_a_plain_file(song_file: SongFile) -> None:
    source = song_file("m4a", "source.m4a")
    path = source.with_name("song.m4a")
    remux(source, path, movflags="faststart")
    plain = path.read_bytes()
    size = 20
    aim = plain.index(b"mdat") + 100 + size
    saio = size.to_bytes(4, "big") + b"saio" + bytes(4) + (1).to_bytes(4, "big")
    saio += aim.to_bytes(4, "big")
    path.write_bytes(_with_table(plain, saio))
    marked = path.read_bytes()[aim : aim + 64]
    write(path)
    data = path.read_bytes()
    at = data.index(b"saio") + 12
    moved = int.from_bytes(data[at : at + 4], "big")
    assert moved > aim
    assert data[moved : moved + 64] == marked


def _with_table(data: bytes, table: bytes) -> bytes:
    """One more atom at the end of `stbl`, and its parents larger; the chunks stay where they were.

    The offsets of chunks are moved too, so that the file stays one that can be heard.
    """
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
