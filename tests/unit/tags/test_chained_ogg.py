"""Chained Ogg files: the first link's comments are the file's, every other link stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import mutagen
import numpy as np
import pytest
from mutagen.ogg import OggPage

from moodtagger.audio import open_audio
from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.tags import apply_plan, audio_hash, plan_undo, plan_write, read_tags
from moodtagger.tags.files.byte_spans import ByteSpan, iter_blocks
from moodtagger.tags.formats.base import Item
from moodtagger.tags.formats.ogg import Ogg
from tests.robustness.files import chained_ogg
from tests.support.mp4_files import decode_samples

SongFile = Callable[..., Path]
LONG = TagRequest(tuple(f"mood number {i} {'x' * 900}" for i in range(60)))
CODECS = pytest.mark.parametrize("name", ["ogg", "opus"])


def write(path: Path) -> None:
    apply_plan(plan_write(path, LONG, WritePolicy()))


def links(data: bytes) -> list[bytes]:
    """The file cut where a stream begins."""
    starts, at = [], 0
    while (at := data.find(b"OggS", at)) >= 0:
        if data[at + 5] & 2:
            starts.append(at)
        at += 4
    return [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]


def refused(path: Path, words: str) -> None:
    before = path.read_bytes()
    with pytest.raises(TagError, match=words):
        write(path)
    assert path.read_bytes() == before


@CODECS
@pytest.mark.parametrize("shape", [chained_ogg.chain, chained_ogg.chain_same_serial])
def test_only_the_first_link_changes(
    song_file: SongFile, name: str, shape: Callable[[Path], None]
) -> None:
    path = song_file(name)
    alone = decode_samples(path).shape[-1]
    shape(path)
    before, heard, digest = path.read_bytes(), decode_samples(path), audio_hash(path)
    assert heard.shape[-1] > 1.9 * alone, "the other links are heard"
    plan = plan_write(path, LONG, WritePolicy())
    apply_plan(plan)
    old, new = links(before), links(path.read_bytes())
    assert new[1:] == old[1:]
    assert len(new[0]) > len(old[0]) + 50_000, "so much that the pages behind it are renumbered"
    np.testing.assert_array_equal(decode_samples(path), heard)
    assert audio_hash(path) == digest
    assert read_tags(path).moods == LONG.moods
    assert mutagen.File(path)["mood"] == list(LONG.moods)
    _assert_numbered(path)
    apply_plan(plan_undo(path, plan.changes).plan)
    assert links(path.read_bytes())[1:] == old[1:]
    np.testing.assert_array_equal(decode_samples(path), heard)
    assert audio_hash(path) == digest


def _assert_numbered(path: Path) -> None:
    """Within each link the pages count up from its first."""
    with path.open("rb") as file:
        expected, seen = 0, 0
        while file.tell() < path.stat().st_size:
            page = OggPage(file)
            expected = page.sequence if page.first else expected + 1
            assert page.sequence == expected
            seen += 1
    assert seen > 6


def test_a_writer_that_numbers_another_link_anew_is_seen(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file("ogg")
    chained_ogg.chain(path)
    rebuilt = Ogg.rebuild

    def careless(self: Ogg, items: Sequence[Item]) -> Iterator[ByteSpan]:
        whole = bytearray(b"".join(iter_blocks(self.file, rebuilt(self, items))))
        whole[whole.rindex(b"OggS") + 18] ^= 1
        yield bytes(whole)

    monkeypatch.setattr(Ogg, "rebuild", careless)
    refused(path, "something beside the tags differs")


@CODECS
def test_streams_side_by_side_are_refused(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    chained_ogg.multiplex(path)
    assert read_tags(path).moods == ()
    refused(path, "side by side")


@CODECS
def test_streams_side_by_side_in_a_later_link_are_refused(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    alone = path.read_bytes()
    chained_ogg.multiplex(path)
    path.write_bytes(alone + path.read_bytes())
    refused(path, "side by side")


def test_bytes_between_links_are_refused(song_file: SongFile) -> None:
    path = song_file("ogg")
    path.write_bytes(path.read_bytes() + b"between" + path.read_bytes())
    refused(path, "damaged or cut off")


@CODECS
def test_headers_that_players_leave_out_are_refused(song_file: SongFile, name: str) -> None:
    """With a right checksum they would be heard, which they were not before."""
    path = song_file(name)
    chained_ogg.chain(path)
    data = bytearray(path.read_bytes())
    data[data.index(b"OggS", 4) + 22] ^= 1
    path.write_bytes(data)
    refused(path, "damaged or cut off")


@CODECS
def test_a_page_with_a_wrong_checksum_keeps_it(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    data = bytearray(path.read_bytes())
    last = data.rindex(b"OggS")
    data[last + 22] ^= 0x55
    path.write_bytes(data)
    heard = decode_samples(path)
    write(path)
    written = path.read_bytes()
    page = written[written.rindex(b"OggS") :]
    right = _rewritten(path, written.rindex(b"OggS"))
    assert page[:22] == right[:22]
    assert page[22] ^ right[22] == 0x55
    np.testing.assert_array_equal(decode_samples(path), heard)


def _rewritten(path: Path, at: int) -> bytes:
    with path.open("rb") as file:
        file.seek(at)
        data: bytes = OggPage(file).write()
        return data


def test_a_stream_that_begins_in_the_middle_does_not_stop_the_decoder(
    song_file: SongFile,
) -> None:
    """FFmpeg finds one more stream where a link's first page lost the mark of one."""
    path = song_file("opus")
    alone = path.read_bytes()
    chained_ogg.chain(path)
    data = bytearray(path.read_bytes())
    data[data.index(b"OpusHead", len(alone) // 2)] ^= 1
    path.write_bytes(data)
    with open_audio(path) as stream:
        assert sum(map(len, stream.blocks())) > 0
