"""Chained Ogg files: only the comments of the first link are read and written."""

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
    """The file split where a stream begins."""
    starts, at = [], 0
    while (at := data.find(b"OggS", at)) >= 0:
        if data[at + 5] & 2:
            starts.append(at)
        at += 4
    return [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]


def refused(path: Path, reason: str) -> None:
    before = path.read_bytes()
    with pytest.raises(TagError, match=reason):
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
    before, samples, digest = path.read_bytes(), decode_samples(path), audio_hash(path)
    assert samples.shape[-1] > 1.9 * alone, "the other links are decoded"
    plan = plan_write(path, LONG, WritePolicy())
    apply_plan(plan)
    old, new = links(before), links(path.read_bytes())
    assert new[1:] == old[1:]
    assert len(new[0]) > len(old[0]) + 50_000, "enough to renumber the following pages"
    np.testing.assert_array_equal(decode_samples(path), samples)
    assert audio_hash(path) == digest
    assert read_tags(path).moods == LONG.moods
    assert mutagen.File(path)["mood"] == list(LONG.moods)
    _assert_numbered(path)
    apply_plan(plan_undo(path, plan.changes).plan)
    assert links(path.read_bytes())[1:] == old[1:]
    np.testing.assert_array_equal(decode_samples(path), samples)
    assert audio_hash(path) == digest


def _assert_numbered(path: Path) -> None:
    """The pages of each link are numbered consecutively."""
    with path.open("rb") as file:
        expected, seen = 0, 0
        while file.tell() < path.stat().st_size:
            page = OggPage(file)
            expected = page.sequence if page.first else expected + 1
            assert page.sequence == expected
            seen += 1
    assert seen > 6


def test_renumbering_another_link_is_noticed(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file("ogg")
    chained_ogg.chain(path)
    rebuild = Ogg.rebuild

    def careless(self: Ogg, items: Sequence[Item]) -> Iterator[ByteSpan]:
        data = bytearray(b"".join(iter_blocks(self.file, rebuild(self, items))))
        data[data.rindex(b"OggS") + 18] ^= 1
        yield bytes(data)

    monkeypatch.setattr(Ogg, "rebuild", careless)
    refused(path, "something other than the tags differs")


@CODECS
def test_multiplexed_streams_are_refused(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    chained_ogg.multiplex(path)
    assert read_tags(path).moods == ()
    refused(path, "side by side")


@CODECS
def test_multiplexed_streams_in_a_later_link_are_refused(song_file: SongFile, name: str) -> None:
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
def test_headers_that_players_skip_are_refused(song_file: SongFile, name: str) -> None:
    """With a correct checksum they would be played, which they were not before."""
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
    samples = decode_samples(path)
    write(path)
    written = path.read_bytes()
    page = written[written.rindex(b"OggS") :]
    right = _rewritten(path, written.rindex(b"OggS"))
    assert page[:22] == right[:22]
    assert page[22] ^ right[22] == 0x55
    np.testing.assert_array_equal(decode_samples(path), samples)


def _rewritten(path: Path, at: int) -> bytes:
    with path.open("rb") as file:
        file.seek(at)
        data: bytes = OggPage(file).write()
        return data


def test_a_stream_that_starts_midway_does_not_stop_the_decoder(
    song_file: SongFile,
) -> None:
    """FFmpeg finds another stream where the first page of a link is damaged."""
    path = song_file("opus")
    alone = path.read_bytes()
    chained_ogg.chain(path)
    data = bytearray(path.read_bytes())
    data[data.index(b"OpusHead", len(alone) // 2)] ^= 1
    path.write_bytes(data)
    with open_audio(path) as stream:
        assert sum(map(len, stream.blocks())) > 0
