"""Texts and flags of ID3v2 frames, byte by byte."""

from __future__ import annotations

import io
import zlib

import pytest

from moodtagger.tags.files.byte_spans import DamagedError, FileSpan, TagTooLargeError
from moodtagger.tags.formats.id3_tag import (
    appended_tag_start,
    encode_synchsafe,
    parse_tag,
    tag_length,
)
from moodtagger.tags.formats.id3_text import (
    apply_unsync,
    decode_strings,
    encode_strings,
    frame_content,
    frame_header_size,
    is_utf16,
    undo_unsync,
)

PLAIN = b"\0text"
SIZE = b"\0\0\0\x05"


def frame(flags: int, body: bytes) -> bytes:
    return b"TMOO" + bytes(4) + flags.to_bytes(2, "big") + body


@pytest.mark.parametrize(
    ("version", "flags", "body"),
    [
        (3, 0x0000, PLAIN),
        (4, 0x0000, PLAIN),
        (3, 0x0020, b"g" + PLAIN),  # grouped
        (4, 0x0040, b"g" + PLAIN),
        (3, 0x0080, SIZE + zlib.compress(PLAIN)),
        (4, 0x0009, SIZE + zlib.compress(PLAIN)),  # compressed, with its length
        (4, 0x0008, zlib.compress(PLAIN)),
        (4, 0x0001, SIZE + PLAIN),
        (4, 0x0041, b"g" + SIZE + PLAIN),
        (3, 0x00A0, b"g" + SIZE + zlib.compress(PLAIN)),
        (3, 0xFF1F, PLAIN),  # flags that say nothing about the form
    ],
)
def test_the_content_of_a_frame_with_flags(version: int, flags: int, body: bytes) -> None:
    assert frame_content(version, frame(flags, body)) == PLAIN


def test_version_2_has_no_flags() -> None:
    assert frame_content(2, b"TT2" + bytes(3) + PLAIN) == PLAIN
    assert [frame_header_size(version) for version in (2, 3, 4)] == [6, 10, 10]


@pytest.mark.parametrize(("version", "flag"), [(3, 0x40), (4, 0x04)])
def test_what_is_encrypted_or_damaged_has_no_content(version: int, flag: int) -> None:
    assert frame_content(version, frame(flag, PLAIN)) is None
    compressed = 0x80 if version == 3 else 0x08
    assert frame_content(version, frame(compressed, b"\0\0\0\x05nonsense")) is None


def test_unsynchronization_of_a_frame_or_of_the_whole_tag() -> None:
    synced, unsynced = b"\0\xff\xe0\xff\0", b"\0\xff\0\xe0\xff\0\0"
    assert apply_unsync(synced) == unsynced
    assert undo_unsync(unsynced) == synced
    assert frame_content(4, frame(0x0002, unsynced)) == synced
    assert frame_content(4, frame(0, unsynced), all_unsync=True) == synced
    assert frame_content(4, frame(0, unsynced)) == unsynced
    assert frame_content(3, frame(0x0002, unsynced), all_unsync=True) == unsynced
    for plain in (b"", b"\xff", b"\xff\xdf", b"\xff\xff\xff", b"\xff\x01"):
        assert undo_unsync(apply_unsync(plain)) == plain
    assert apply_unsync(b"\xff\xdf\xff") == b"\xff\xdf\xff\0"


def test_a_frame_decompresses_up_to_a_limit() -> None:
    packed = frame(0x0008, zlib.compress(bytes(100)))
    assert frame_content(4, packed, limit=100) == bytes(100)
    with pytest.raises(TagTooLargeError):
        frame_content(4, packed, limit=99)
    assert frame_content(4, frame(0x0008, zlib.compress(bytes(64 << 10)))) == bytes(64 << 10)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (b"", ()),
        (b"\x04text", ()),  # no encoding
        (b"\x03S\xc3\xbc\xc3\x9f\0two\0\0", ("Süß", "two")),
        (b"\0one\0\0three", ("one", "", "three")),
        (b"\x01\xff\xfea\0\0\0\xfe\xff\0b", ("a", "b")),  # a mark each
        (b"\x01\xfe\xff\0a\0\0\0b\0c", ("a", "bc")),  # the order of the one before
        (b"\x01C\0a\0l\0m\0", ("Calm",)),  # no mark: guessed
        (b"\x01\0C\0a\0l\0m", ("Calm",)),
        (b"\x01AB", ("\u4241",)),  # as likely in either order
        (b"\x02\0C\0a\0\0\0b", ("Ca", "b")),
        (b"\x02\0C\0\0\0\0", ("C",)),
        (b"\x01\xff\xfea\0x", ("a",)),  # half a letter
        (b"\x01\xff\xfe\0\x01\0\0", ("\u0100",)),  # NUL bytes of two letters are no end
    ],
)
def test_strings_of_all_encodings(body: bytes, texts: tuple[str, ...]) -> None:
    assert decode_strings(body) == texts


@pytest.mark.parametrize("letter", "AłΩбԱשفเṀ※™あ主鼻갱휴Ｂ")
def test_the_byte_order_is_guessed_for_letters_of_any_common_script(letter: str) -> None:
    assert decode_strings(b"\x01" + letter.encode("utf-16-be")) == (letter,)
    assert decode_strings(b"\x01" + letter.encode("utf-16-le")) == (letter,)


@pytest.mark.parametrize(
    ("version", "texts", "body"),
    [
        (4, ["Süß", "two"], b"\x03S\xc3\xbc\xc3\x9f\0two"),
        (3, ["one", "two"], b"\0one\0two"),
        (2, ["one"], b"\0one"),
        (3, ["é", "b"], b"\x01\xff\xfe\xe9\0\0\0\xff\xfeb\0"),
    ],
)
def test_texts_are_encoded_so_that_any_reader_shows_them(
    version: int, texts: list[str], body: bytes
) -> None:
    assert encode_strings(version, texts) == body
    assert decode_strings(body) == tuple(texts)


def test_two_encodings_have_two_bytes_for_each_letter() -> None:
    assert [is_utf16(encoding) for encoding in range(5)] == [False, True, True, False, False]


def whole_tag(version: int, flags: int, body: bytes) -> io.BytesIO:
    return io.BytesIO(b"ID3" + bytes([version, 0, flags]) + encode_synchsafe(len(body)) + body)


def title_frame() -> bytes:
    return b"TIT2\0\0\0\2\0\0\0A"


@pytest.mark.parametrize(
    ("version", "header"),
    [
        (3, b"\0\0\0\6" + bytes(6)),  # its size does not count itself
        (3, b"\0\0\0\x0a" + bytes(10)),
        (4, b"\0\0\0\6\1\0"),  # its size counts itself
        (4, b"\0\0\1\0" + bytes(124)),  # seven bits a byte
        (3, b""),  # the flag alone
        (4, b""),
    ],
)
def test_an_extended_header_is_skipped(version: int, header: bytes) -> None:
    file = whole_tag(version, 0x40, header + title_frame())
    size = len(file.getvalue())
    tag = parse_tag(file, 0, size)
    assert [item.name for item in tag.items] == ["TIT2"]
    assert tag.total_size == size
    without = parse_tag(whole_tag(version, 0, title_frame()), 0, 22)
    assert [item.name for item in without.items] == ["TIT2"]


@pytest.mark.parametrize(("version", "size"), [(3, 9), (4, 13)])
def test_an_extended_header_ends_within_its_tag(version: int, size: int) -> None:
    body = bytes([0, 0, 0, size - 1]) + bytes(8)
    parse_tag(whole_tag(version, 0x40, body), 0, 22)
    with pytest.raises(DamagedError, match="extended header"):
        parse_tag(whole_tag(version, 0x40, bytes([0, 0, 0, size]) + bytes(8)), 0, 22)


HEAD = b"ID3\x04\0\0" + encode_synchsafe(1234567)


@pytest.mark.parametrize(
    ("head", "length"),
    [
        (HEAD, 10 + 1234567),
        (HEAD[:9], 0),
        (b"ID3\x04\0\x10" + encode_synchsafe(5), 25),  # a footer follows
        (b"ID3\x03\0\x10" + encode_synchsafe(5), 15),  # which version 3 does not know
        (b"ID3\xff" + HEAD[4:], 0),
        (b"3DI" + HEAD[3:], 0),
        *((HEAD[:i] + bytes([HEAD[i] | 0x80]) + HEAD[i + 1 :], 0) for i in range(6, 10)),
    ],
)
def test_only_a_sound_head_begins_a_tag(head: bytes, length: int) -> None:
    assert tag_length(io.BytesIO(b"xx" + head), 2, 2 + len(head)) == length


@pytest.mark.parametrize("spoiled", [None, *range(10, 20)])
def test_a_tag_at_the_end_is_found_by_its_footer(spoiled: int | None) -> None:
    rest = b"\x04\0\x10" + encode_synchsafe(5)
    data = bytearray(b"audio" + b"ID3" + rest + b"frame" + b"3DI" + rest)
    if spoiled is not None:
        data[len(data) - 20 + spoiled] ^= 0x80
    found = appended_tag_start(io.BytesIO(data), 5, len(data))
    assert found == (5 if spoiled is None else len(data))


def test_a_tag_at_the_end_may_be_empty_but_begins_behind_the_start() -> None:
    rest = b"\x04\0\x10" + encode_synchsafe(0)
    data = b"ID3" + rest + b"3DI" + rest
    assert appended_tag_start(io.BytesIO(data), 0, len(data)) == 0
    assert appended_tag_start(io.BytesIO(data), 1, len(data)) == len(data)
    assert appended_tag_start(io.BytesIO(b"x" + data), 1, len(data) + 1) == 1


@pytest.mark.parametrize("place", [None, 0, 1, 3000])
def test_what_is_behind_the_frames_is_kept_unless_it_is_all_zeros(place: int | None) -> None:
    behind = bytearray(3001)
    if place is not None:
        behind[place] = 1
    body = b"TIT2" + (6).to_bytes(4, "big") + b"\0\0" + b"\0Title" + behind
    data = b"ID3\x03\0\0" + encode_synchsafe(len(body)) + body
    tag = parse_tag(io.BytesIO(data), 0, len(data))
    assert [item.name for item in tag.items] == ["TIT2"]
    kept = b"" if place is None else FileSpan(len(data) - len(behind), len(behind))
    assert tag.trailing_data == kept
