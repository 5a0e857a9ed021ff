"""Spans of files, Vorbis comments, synchsafe numbers and old bytes, by hand."""

from __future__ import annotations

import hashlib
import io
import struct

import pytest

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import (
    BLOCK_SIZE,
    DamagedError,
    FileSpan,
    TagTooLargeError,
    digest,
    have_same_bytes,
    iter_blocks,
    read_at,
    read_span,
)
from moodtagger.tags.formats.base import Item
from moodtagger.tags.formats.id3_tag import decode_synchsafe, encode_synchsafe
from moodtagger.tags.formats.vorbis_comment import parse_comment_block
from moodtagger.tags.writing.old_bytes import WrittenCopy, is_as_written, old_file_spans

FILE = io.BytesIO(b"0123456789")


def test_a_span_is_read_whole_or_not_at_all() -> None:
    assert FileSpan(3, 4).end == 7
    assert read_at(FILE, 3, 4) == b"3456"
    assert read_at(FILE, 10, 0) == b""
    with pytest.raises(DamagedError):
        read_at(FILE, 8, 3)
    assert read_span(FILE, FileSpan(8, 2), 2) == b"89"
    assert read_span(FILE, b"ab", 2) == b"ab"
    for span in (FileSpan(7, 3), b"abc"):
        with pytest.raises(TagTooLargeError):
            read_span(FILE, span, 2)


def test_large_spans_are_read_in_blocks() -> None:
    file = io.BytesIO(bytes(2 * BLOCK_SIZE + 5))
    sizes = [len(block) for block in iter_blocks(file, [b"ab", FileSpan(0, 2 * BLOCK_SIZE + 3)])]
    assert sizes == [2, BLOCK_SIZE, BLOCK_SIZE, 3]
    assert list(iter_blocks(FILE, [FileSpan(4, 0)])) == []


def test_a_digest_is_that_of_the_bytes() -> None:
    expected = hashlib.blake2b(b"23ab9", digest_size=20).hexdigest()
    assert digest(FILE, [FileSpan(2, 2), b"ab", FileSpan(9, 1)]) == expected


def test_spans_are_compared_by_their_bytes() -> None:
    other = io.BytesIO(b"x234y")
    assert have_same_bytes(FILE, FileSpan(2, 3), other, FileSpan(1, 3))
    assert not have_same_bytes(FILE, FileSpan(2, 3), other, FileSpan(2, 3))
    assert not have_same_bytes(FILE, FileSpan(2, 3), other, FileSpan(1, 2))
    assert have_same_bytes(FILE, b"234", other, FileSpan(1, 3))
    assert have_same_bytes(FILE, FileSpan(2, 3), other, b"234")
    assert not have_same_bytes(FILE, b"235", other, FileSpan(1, 3))


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (0, b"\0\0\0\0"),
        (127, b"\0\0\0\x7f"),
        (128, b"\0\0\x01\0"),
        (0x0ABCDEF, b"\x05\x2f\x1b\x6f"),
        ((1 << 28) - 1, b"\x7f\x7f\x7f\x7f"),
    ],
)
def test_synchsafe_numbers_have_seven_bits_a_byte(number: int, data: bytes) -> None:
    assert encode_synchsafe(number) == data
    assert decode_synchsafe(data) == number


def test_a_tag_of_256_megabytes_is_too_large() -> None:
    with pytest.raises(TagError, match="too large"):
        encode_synchsafe(1 << 28)


def block(*comments: bytes, tail: bytes = b"") -> bytes:
    parts = [struct.pack("<I", len(part)) + part for part in (b"me", *comments)]
    return parts[0] + struct.pack("<I", len(comments)) + b"".join(parts[1:]) + tail


def test_a_comment_block_keeps_its_bytes() -> None:
    data = block(b"title=A", b"no name", b"Mood=\xff", tail=b"\1pad")
    found = parse_comment_block(data)
    assert (found.vendor, found.tail) == (b"me", b"\1pad")
    assert [item.name for item in found.items] == ["TITLE", "", "MOOD"]
    assert found.render(found.items) == data
    assert found.render([Item("X", b"x=1")]) == block(b"x=1", tail=b"\1pad")
    assert parse_comment_block(block()).items == ()


@pytest.mark.parametrize("size", range(len(block(b"a=b"))))
def test_a_comment_block_that_is_cut_off_is_damaged(size: int) -> None:
    with pytest.raises(DamagedError):
        parse_comment_block(block(b"a=b")[:size])


OLD = b"head" + b"A" * 50 + b"middle" + b"B" * 50 + b"end"


@pytest.mark.parametrize(
    "spans",
    [
        [b"new head", FileSpan(4, 50), b"x", FileSpan(60, 50), b"new end"],
        [FileSpan(60, 50), FileSpan(4, 50)],  # in another order
        [FileSpan(0, 60), FileSpan(50, 63)],  # ten bytes twice
        [FileSpan(4, 50), FileSpan(10, 20)],  # one within the other
        [FileSpan(0, 113)],
        [b"all of it is new", FileSpan(7, 0)],
        [],
    ],
)
def test_the_old_file_is_made_again_from_the_new_one(spans: list[bytes | FileSpan]) -> None:
    old = io.BytesIO(OLD)
    copy = WrittenCopy()
    new = b""
    for piece in iter_blocks(old, copy.follow_spans(spans)):
        copy.follow_block(piece)
        new += piece
    assert copy.size == len(new)
    kept = copy.old_bytes(old, len(OLD))
    assert kept is not None
    file = io.BytesIO(new)
    assert is_as_written(file, len(new), kept)
    assert not is_as_written(io.BytesIO(new + b"!"), len(new) + 1, kept)
    assert not is_as_written(io.BytesIO(b"?" * len(new)), len(new), kept) or not new
    assert b"".join(iter_blocks(file, old_file_spans(kept))) == OLD
    assert digest(old, [FileSpan(0, len(OLD))]) == kept.old_hash


def test_what_is_copied_is_not_kept() -> None:
    noise = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(200))
    old = io.BytesIO(noise)
    copied, changed = WrittenCopy(), WrittenCopy()
    list(copied.follow_spans([b"x", FileSpan(0, len(noise))]))
    list(changed.follow_spans([b"x"]))
    sizes = [len(kept.data) for copy in (copied, changed) if (kept := copy.old_bytes(old, 6400))]
    assert sizes[0] < 100
    assert sizes[1] > 6400
