"""Ogg files of several streams: chained one after the other, and multiplexed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import mutagen
from mutagen.ogg import OggPage


def _read_pages(path: Path) -> list[Any]:
    file = BytesIO(path.read_bytes())
    found = []
    while file.tell() < len(file.getvalue()):
        found.append(OggPage(file))
    return found


def _write_pages(path: Path, pages: list[Any]) -> None:
    path.write_bytes(b"".join(page.write() for page in pages))


def _second_stream(path: Path) -> list[Any]:
    """The same audio as another stream with its own comments."""
    copy = path.with_name("other" + path.suffix)
    copy.write_bytes(path.read_bytes())
    song: Any = mutagen.File(copy)
    song["title"], song["mood"] = "The second one", ["Angry", "loud"]
    song.save()
    pages = _read_pages(copy)
    for page in pages:
        page.serial += 1
    copy.unlink()
    return pages


def chain(path: Path) -> None:
    """Chain three links: this stream, another one, and this one again with a new serial number."""
    first, second = _read_pages(path), _second_stream(path)
    song: Any = mutagen.File(path)
    song["title"], song["zebra"] = "The first one", ["1", "2"]
    song.save()
    _write_pages(path, [*_read_pages(path), *second, *first])


def chain_same_serial(path: Path) -> None:
    """Concatenate the file with itself as `cat` does, so that both links share a serial number."""
    path.write_bytes(path.read_bytes() * 2)


def multiplex(path: Path) -> None:
    """Interleave the pages of two streams."""
    first, second = _read_pages(path), _second_stream(path)
    _write_pages(path, [page for pair in zip(first, second, strict=False) for page in pair])


SHAPES: Mapping[str, Callable[[Path], None]] = {
    "chained": chain,
    "chained, one number": chain_same_serial,
    "side by side": multiplex,
}
