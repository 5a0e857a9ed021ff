"""APEv2 tags made by hand: where they lie, what they hold, and where the audio ends."""

from __future__ import annotations

import io
import struct

import pytest

from moodtagger.tags.files.byte_spans import DamagedError, FileSpan
from moodtagger.tags.formats.apev2 import (
    TruncatedAudioError,
    check_audio_complete,
    decode_item,
    find_audio_end,
    id3v1_start,
    new_item,
    parse_ape_tag,
    render_tag,
)

AUDIO = bytes(range(1, 201)) * 2
ID3V1 = b"TAG" + bytes(125)
LYRICS3_BODY = b"LYRICSBEGIN" + b"IND00200"
LYRICS3 = LYRICS3_BODY + b"%06d" % len(LYRICS3_BODY) + b"LYRICS200"
ITEMS = [new_item("Mood", ["calm", "sad"]), new_item("Title", ["A"])]


def tag(version: int = 2000, items: list[bytes] = ITEMS) -> bytes:
    return b"".join(part for part in render_tag(version, list(items)) if isinstance(part, bytes))


def test_a_tag_has_the_bytes_of_the_specification() -> None:
    assert ITEMS[1] == b"\x01\0\0\0" + bytes(4) + b"Title\0A"
    size = 32 + sum(map(len, ITEMS))
    body = b"APETAGEX" + struct.pack("<III", 2000, size, 2)
    header, footer = struct.pack("<I8x", 0xA0000000), struct.pack("<I8x", 0x80000000)
    assert tag() == body + header + b"".join(ITEMS) + body + footer
    first = b"APETAGEX" + struct.pack("<III", 1000, size, 2) + bytes(12)
    assert tag(1000) == b"".join(ITEMS) + first  # version 1 has no header


@pytest.mark.parametrize("before", [b"", b"junk before it"])
@pytest.mark.parametrize("version", [1000, 2000])
@pytest.mark.parametrize("behind", [b"", ID3V1, LYRICS3, LYRICS3 + ID3V1])
def test_a_tag_is_found_before_lyrics_and_id3v1(before: bytes, version: int, behind: bytes) -> None:
    data = before + AUDIO + tag(version) + behind
    file, start = io.BytesIO(data), len(before)
    end = start + len(AUDIO)
    assert find_audio_end(file, start, len(data)) == end
    found = parse_ape_tag(file, start, len(data))
    assert found is not None
    assert found.span == FileSpan(end, len(tag(version)))
    assert (found.version, found.is_gapless) == (version, True)
    assert [item.name for item in found.items] == ["Mood", "Title"]
    assert [found.texts(item) for item in found.items] == [("calm", "sad"), ("A",)]


@pytest.mark.parametrize(
    "parts",
    [
        (LYRICS3, tag()),
        (ID3V1,),
        (LYRICS3,),
        (tag(), LYRICS3, ID3V1),
        (tag(), tag(1000)),
        (tag(1000, []),),  # a tag without items
        (tag(2000, []), ID3V1),
        (),
    ],
)
def test_the_audio_ends_before_all_tags_in_any_order(parts: tuple[bytes, ...]) -> None:
    data = AUDIO + b"".join(parts)
    assert find_audio_end(io.BytesIO(data), 0, len(data)) == len(AUDIO)


@pytest.mark.parametrize(
    "tail",
    [
        LYRICS3.replace(b"LYRICS200", b"LYRICS100"),
        LYRICS3_BODY + b"00x019" + b"LYRICS200",
        b"%06d" % 900 + b"LYRICS200",  # would begin before the file
        ID3V1[1:],
        b"TAG",
        tag()[:-1],
    ],
)
def test_what_only_looks_like_a_tag_is_audio(tail: bytes) -> None:
    data = AUDIO + tail
    assert find_audio_end(io.BytesIO(data), 0, len(data)) == len(data)
    assert parse_ape_tag(io.BytesIO(data), 0, len(data)) is None


def test_lyrics_and_id3v1_may_be_all_of_a_file() -> None:
    for whole in (LYRICS3, ID3V1, tag(), tag(1000), tag(1000, [])):
        assert find_audio_end(io.BytesIO(whole), 0, len(whole)) == 0
    for whole in (LYRICS3, ID3V1):
        assert find_audio_end(io.BytesIO(b"x" + whole), 2, len(whole) + 1) == len(whole) + 1


def test_the_magic_of_an_ape_tag_is_no_id3v1_tag() -> None:
    footer = b"APETAGEX" + bytes(123)
    data = AUDIO + footer  # 131 bytes: "TAG" stands where that of ID3v1 would
    assert id3v1_start(io.BytesIO(data), 0, len(data)) == len(data)
    assert id3v1_start(io.BytesIO(data), len(AUDIO) + 1, len(data)) == len(AUDIO) + 3


def damaged(**changes: int) -> bytes:
    values = {"version": 2000, "size": 32 + sum(map(len, ITEMS)), "count": 2, "flags": 1 << 31}
    values.update(changes)
    footer = b"APETAGEX" + struct.pack("<IIII8x", *values.values())
    return AUDIO + b"".join(ITEMS) + footer


@pytest.mark.parametrize(
    "changes", [{"flags": 1 << 29}, {"size": 31}, {"size": 100_000}, {"count": 20_001}]
)
def test_impossible_sizes_are_audio_for_the_end_and_damage_for_a_reader(
    changes: dict[str, int],
) -> None:
    data = damaged(**changes)
    assert find_audio_end(io.BytesIO(data), 0, len(data)) == len(data)
    with pytest.raises(DamagedError):
        parse_ape_tag(io.BytesIO(data), 0, len(data))


def test_a_tag_with_fewer_items_than_bytes_is_not_gapless() -> None:
    data = damaged(count=1)
    found = parse_ape_tag(io.BytesIO(data), 0, len(data))
    assert found is not None
    assert len(found.items) == 1
    assert not found.is_gapless
    with pytest.raises(DamagedError):
        parse_ape_tag(io.BytesIO(damaged(count=3)), 0, len(damaged(count=3)))


def test_an_item_longer_than_its_tag_is_damage() -> None:
    item = struct.pack("<II", 3, 0) + b"Title\0AB"
    data = AUDIO + tag(items=[item])
    with pytest.raises(DamagedError, match="longer"):
        parse_ape_tag(io.BytesIO(data), 0, len(data))


@pytest.mark.parametrize(
    ("flags", "value", "texts"),
    [
        (0, b"one\0two\0", ("one", "two")),
        (1, b"one", ("one",)),  # read-only, still a text
        (0b010, b"one", ()),  # binary
        (0b100, b"http://x", ()),  # a link
        (1 << 3, b"one", ("one",)),
    ],
)
def test_items_of_other_kinds_are_no_text(flags: int, value: bytes, texts: tuple[str]) -> None:
    assert decode_item(struct.pack("<II", len(value), flags) + b"Mood\0" + value) == texts


def block(size: int, version: int = 0x402) -> bytes:
    """A WavPack block whose header declares this size as a whole."""
    return (b"wvpk" + struct.pack("<IH", size - 8, version)).ljust(32, b"\0")


@pytest.mark.parametrize(
    ("data", "is_truncated"),
    [
        (block(100) + bytes(68), False),
        (block(100) + bytes(67), True),
        (block(100) + bytes(68) + block(64) + bytes(31), True),
        (block(100) + bytes(68) + block(64) + bytes(32), False),
        (block(100)[:31], True),
        (block(100) + bytes(68) + block(64)[:31], True),
        (block(100, 0x401) + bytes(20), False),  # no version of a decoder
        (block(100, 0x410) + bytes(20), True),
        (block(100, 0x411) + bytes(20), False),
        (block((1 << 20) + 9) + bytes(20), False),  # larger than any block
        (block((1 << 20) + 8) + bytes(20), True),
    ],
)
def test_wavpack_that_breaks_off_is_noticed(data: bytes, is_truncated: bool) -> None:
    _check(b"ID" + data, 2, is_truncated)


@pytest.mark.parametrize("high", [0, 1])
@pytest.mark.parametrize("missing", [-1, 0, 1])
def test_monkeys_audio_that_breaks_off_is_noticed(high: int, missing: int) -> None:
    lengths = (52, 24, 8, 0, 100, high, 7)
    head = b"MAC " + struct.pack("<HH7I", 3990, 0, *lengths)
    data = b"ID" + head.ljust(52 + 24 + 8 + 100 + 7 - missing, b"\0")
    _check(data, 2, missing > 0 or high > 0)


def test_an_older_monkeys_audio_declares_no_end() -> None:
    head = b"MAC " + struct.pack("<HH7I", 3979, 0, *[1000] * 7)
    _check(head, 0, False)
    _check(b"MAC " + struct.pack("<HH7I", 3980, 0, *[1000] * 7), 0, True)
    _check(head[:35], 0, True)  # not even a header
    _check(b"RIFF" + bytes(8), 0, False)


def _check(data: bytes, start: int, is_truncated: bool) -> None:
    if is_truncated:
        with pytest.raises(TruncatedAudioError):
            check_audio_complete(io.BytesIO(data), start, len(data))
    else:
        check_audio_complete(io.BytesIO(data), start, len(data))


def test_a_tag_whose_header_is_cut_off_at_the_start_of_a_file() -> None:
    data = tag()[32:]  # its footer still says that there is one
    assert find_audio_end(io.BytesIO(data), 0, len(data)) == 0
    assert find_audio_end(io.BytesIO(b"1234567" + data), 7, 7 + len(data)) == 7
