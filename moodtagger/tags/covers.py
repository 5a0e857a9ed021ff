"""The front cover of a song, for the window to show."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from typing import Any

from moodtagger.tags.container import Container
from moodtagger.tags.detect import container_of, open_file
from moodtagger.tags.failures import as_tag_error
from moodtagger.tags.pieces import size_of

MAX_COVER = 20 << 20
_MAX_TAGS = 40 << 20  # mutagen holds all tags in memory
_FRONT = 3


def read_cover(path: str | os.PathLike[str]) -> bytes | None:
    """The encoded picture (JPEG, PNG, ...) of at most 20 MB; None when there is none.

    TagError when the file is damaged or cannot be read.
    """
    with open_file(path) as file:
        container = container_of(file)
        if container is None or sum(size_of(item.data) for item in container.items) > _MAX_TAGS:
            return None
        return _cover_of(container, path)


def _cover_of(container: Container, path: str | os.PathLike[str]) -> bytes | None:
    import mutagen

    with as_tag_error(path):
        try:
            opened = mutagen.File(os.fspath(path))
        except mutagen.MutagenError:
            return None  # it reads less than moodtagger does; a song without a cover is no failure
        pictures = _PICTURES[container.kind](opened) if opened is not None else []
    front = [data for kind, data in pictures if kind == _FRONT]
    cover = next(iter(front or [data for _, data in pictures]), None)
    return cover if cover and len(cover) <= MAX_COVER else None


Pictures = list[tuple[int, bytes]]


def _id3(opened: Any) -> Pictures:
    if opened.tags is None:
        return []
    return [(int(frame.type), frame.data) for frame in opened.tags.getall("APIC")]


def _vorbis(opened: Any) -> Pictures:
    from mutagen.flac import Picture

    pictures = list(getattr(opened, "pictures", []))
    for text in (opened.tags or {}).get("metadata_block_picture", []):
        pictures.append(Picture(base64.b64decode(text)))
    return [(picture.type, picture.data) for picture in pictures]


def _mp4(opened: Any) -> Pictures:
    return [(_FRONT, bytes(cover)) for cover in (opened.tags or {}).get("covr", [])]


def _asf(opened: Any) -> Pictures:
    return [_asf_picture(found.value) for found in (opened.tags or {}).get("WM/Picture", [])]


def _asf_picture(data: bytes) -> tuple[int, bytes]:
    """Kind (1), length (4), MIME type and description as UTF-16 with NUL, then the picture."""
    position = 5
    for _ in range(2):
        while data[position : position + 2] not in (b"\0\0", b""):
            position += 2
        position += 2
    return data[0], data[position:]


def _ape(opened: Any) -> Pictures:
    found: Pictures = []
    for name, kind in (("Cover Art (Front)", _FRONT), ("Cover Art (Back)", _FRONT + 1)):
        value = (opened.tags or {}).get(name)
        if value is not None:
            found.append((kind, bytes(value.value).partition(b"\0")[2]))
    return found


_PICTURES: dict[str, Callable[[Any], Pictures]] = {
    "id3": _id3,
    "vorbis": _vorbis,
    "mp4": _mp4,
    "asf": _asf,
    "ape": _ape,
}
