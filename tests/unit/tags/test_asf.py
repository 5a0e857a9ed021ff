"""ASF headers made by hand: attributes of all types, and what stands beside them."""

from __future__ import annotations

import io
import struct
import uuid

import pytest

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import DamagedError
from moodtagger.tags.formats.asf import Asf

EXTENDED = "D2D0A440-E307-11D2-97F0-00A0C95EA850"
DESCRIPTION = "75B22633-668E-11CF-A6D9-00AA0062CE6C"
EXTENSION = "5FBF03B5-A92E-11CF-8EE3-00C00C205365"
LIBRARY = "44231C94-9498-49D1-A141-1D134E457054"
HEADER = "75B22630-668E-11CF-A6D9-00AA0062CE6C"
DATA = "75B22636-668E-11CF-A6D9-00AA0062CE6C"


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le") + b"\0\0"


def asf_object(guid: str, body: bytes) -> bytes:
    return uuid.UUID(guid).bytes_le + struct.pack("<Q", 24 + len(body)) + body


def extended(*entries: tuple[str, int, bytes]) -> bytes:
    parts = [
        struct.pack("<H", len(utf16(name))) + utf16(name) + struct.pack("<HH", kind, len(value))
        + value
        for name, kind, value in entries
    ]  # fmt: skip
    return asf_object(EXTENDED, struct.pack("<H", len(parts)) + b"".join(parts))


def extension(*entries: tuple[str, int, bytes]) -> bytes:
    parts = [
        struct.pack("<HHHHI", 0, 0, len(utf16(name)), kind, len(value)) + utf16(name) + value
        for name, kind, value in entries
    ]
    library = asf_object(LIBRARY, struct.pack("<H", len(parts)) + b"".join(parts))
    return asf_object(EXTENSION, bytes(18) + struct.pack("<I", len(library)) + library)


def asf_file(*objects: bytes, audio: bytes = b"sound") -> bytes:
    body = struct.pack("<IBB", len(objects), 1, 2) + b"".join(objects)
    return asf_object(HEADER, body) + asf_object(DATA, audio)


def parse(data: bytes) -> Asf:
    return Asf(io.BytesIO(data), len(data))


VALUES = [
    (0, utf16("Calm"), ("Calm",)),
    (0, b"\0\0", ()),
    (0, utf16("odd") + b"x", ("odd",)),
    (1, b"\1\2", ()),  # bytes
    (2, b"\1\0\0\0", ("1",)),
    (3, struct.pack("<I", 70_000), ("70000",)),
    (4, struct.pack("<Q", 1 << 40), (str(1 << 40),)),
    (5, struct.pack("<H", 258), ("258",)),
    (6, bytes(16), ()),  # a GUID
]


@pytest.mark.parametrize(("kind", "value", "texts"), VALUES)
def test_attributes_of_all_types(kind: int, value: bytes, texts: tuple[str, ...]) -> None:
    entries = [("WM/Mood", kind, value), ("Other", 0, utf16("x"))]
    for objects in ([extended(*entries), extension()], [extended(), extension(*entries)]):
        asf = parse(asf_file(*objects))
        assert [item.name for item in asf.items] == ["WM/Mood", "Other"]
        item = asf.items[0]
        assert isinstance(item.data, bytes)
        assert asf.decode(item, item.data) == texts
        assert asf.raw_value(item) == value
        asf.check_rewritable()


@pytest.mark.parametrize("library", [False, True])
def test_a_text_is_read_as_it_was_encoded(library: bool) -> None:
    asf = parse(asf_file(extended(), extension()))
    items = asf.encode("WM/Mood", ["Calm", "Süß"])
    assert [asf.decode(item, bytes(item.data)) for item in items] == [("Calm",), ("Süß",)]  # type: ignore[arg-type]
    expected = {
        False: extended(("WM/Mood", 0, utf16("Calm"))),
        True: extension(("WM/Mood", 0, utf16("Süß"))),
    }
    assert bytes(items[library].data) in expected[library]  # type: ignore[arg-type]


def test_title_and_artist_stand_in_an_object_of_their_own() -> None:
    texts = [utf16("Title"), utf16("Artist"), utf16("©"), b"", utf16("Rated")]
    body = struct.pack("<5H", *map(len, texts)) + b"".join(texts)
    described = parse(asf_file(asf_object(DESCRIPTION, body), extended(), extension()))
    assert described.fallback_tags() == {"title": ("Title",), "artist": ("Artist",)}
    assert parse(asf_file(extended(), extension())).fallback_tags() == {}
    assert parse(asf_file(asf_object(DESCRIPTION, bytes(9)), extension())).fallback_tags() == {}
    empty = parse(asf_file(asf_object(DESCRIPTION, bytes(10)), extension()))
    assert empty.fallback_tags() == {"title": ("",), "artist": ("",)}


@pytest.mark.parametrize("text", ["T", "Ti", "Tit", "Titl"])
@pytest.mark.parametrize("end", [b"", b"\0", b"\0\0"])
def test_a_title_of_any_length_and_end(text: str, end: bytes) -> None:
    texts = [text.encode("utf-16-le") + end, utf16("Artist"), b"", b"", b""]
    body = struct.pack("<5H", *map(len, texts)) + b"".join(texts)
    asf = parse(asf_file(asf_object(DESCRIPTION, body), extension()))
    assert asf.fallback_tags() == {"title": (text,), "artist": ("Artist",)}


def test_an_entry_longer_than_its_object_is_damage() -> None:
    cut = extended(("A", 0, utf16("value")))
    shorter = cut[:16] + struct.pack("<Q", len(cut) - 2) + cut[24:-2]
    with pytest.raises(DamagedError, match="longer than its object"):
        parse(asf_file(shorter, extension()))


@pytest.mark.parametrize(
    "data",
    [
        asf_file(extended()),  # nowhere to put several values
        asf_file(extended(), extended(), extension()),
        asf_file(extended(), extension())[: -len(b"sound") - 1],
        asf_file(extended(), extension()).replace(uuid.UUID(DATA).bytes_le, bytes(16)),
    ],
)
def test_a_file_that_cannot_be_rewritten_is_refused(data: bytes) -> None:
    with pytest.raises(TagError, match="cut off"):
        parse(data).check_rewritable()
