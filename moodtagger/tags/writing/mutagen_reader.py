"""Read tags with mutagen; runs in the helper process of `reader_process`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Literal

import mutagen
from mutagen.apev2 import APENoHeaderError, APEv2
from mutagen.dsdiff import DSDIFF
from mutagen.dsf import DSF
from mutagen.flac import FLAC
from mutagen.id3 import ID3, ID3NoHeaderError

from moodtagger.tags.formats.base import MAX_TEXT
from moodtagger.tags.formats.side_tags import skip_id3v2_tags

_DSD_FILES: Mapping[bytes, Any] = {b"DSD ": DSF, b"FRM8": DSDIFF}


def read_with_mutagen(kind: str, path: Path) -> Mapping[str, tuple[str, ...]] | None:
    """Return the texts by name, long values cut off; empty without tags, None on failure."""
    try:
        magic = _magic(path)
        if kind == "id3" and magic in _DSD_FILES:
            return _id3_texts(_DSD_FILES[magic](os.fspath(path)).tags or {})
        if kind == "id3":
            return _iff_texts(path) if magic in (b"RIFF", b"FORM") else _mp3_texts(path)
        if kind == "ape":
            return _ape_texts(path)
        if kind == "vorbis" and magic != b"OggS":
            return _flac_texts(path)
        opened = mutagen.File(os.fspath(path))
        return None if opened is None else _texts(opened.tags)
    except Exception:  # mutagen raises errors of many kinds on damaged files
        return None


def _texts(tags: Any) -> dict[str, tuple[str, ...]]:
    names = () if tags is None else tags.keys()  # iterating over comments would yield pairs
    return {name: tuple(map(_as_text, _as_list(tags[name]))) for name in names}


def _magic(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


class _TailReader:
    """A file without its first bytes."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._start = start
        self.read = file.read
        self.seek(0)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move as in a file that begins at `start`."""
        start = self._start if whence == os.SEEK_SET else 0
        return self._file.seek(start + offset, whence) - self._start

    def tell(self) -> int:
        """Return the position behind `start`."""
        return self._file.tell() - self._start


def _flac_texts(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the comments, and the texts of an ID3 tag in front."""
    with path.open("rb") as file:
        start = skip_id3v2_tags(file, path.stat().st_size)  # mutagen skips only one
        found = _texts(FLAC(_TailReader(file, start)).tags)
    return found | _texts_in_front(path)


def _ape_texts(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the texts of the APEv2 tag, and those of an ID3 tag in front."""
    found: dict[str, tuple[str, ...]] = {}
    with suppress(APENoHeaderError):
        found = _texts(APEv2(os.fspath(path)))
    return found | _texts_in_front(path)


def _texts_in_front(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the texts of an ID3 tag beside the main tag, under names with a prefix."""
    with suppress(ID3NoHeaderError):
        id3 = ID3(os.fspath(path), translate=False, load_v1=False)
        return {f"ID3v2:{name}": texts for name, texts in _id3_texts(id3).items()}
    return {}


def _mp3_texts(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the texts of the ID3 tag, and those of an APEv2 tag under names with a prefix."""
    found: dict[str, tuple[str, ...]] = {}
    with suppress(ID3NoHeaderError):
        found = _id3_texts(ID3(os.fspath(path), translate=False, load_v1=False))
    with suppress(mutagen.MutagenError):  # there is none, or it is damaged
        for name, value in APEv2(os.fspath(path)).items():
            found[f"APEv2:{name}"] = tuple(map(_as_text, _as_list(value)))
    return found


def _iff_texts(path: Path) -> dict[str, tuple[str, ...]]:
    """Read the tag in a chunk, which is searched for here: mutagen stops at a stray chunk."""
    with path.open("rb") as file:
        is_wav = file.read(4) == b"RIFF"
        body = _find_id3_chunk(file, "little" if is_wav else "big")
    with suppress(ID3NoHeaderError):
        return _id3_texts(ID3(BytesIO(body or b""), translate=False, load_v1=False))
    return {}


def _find_id3_chunk(file: BinaryIO, byte_order: Literal["little", "big"]) -> bytes | None:
    position = 12
    while True:
        file.seek(position)
        header = file.read(8)
        if len(header) < 8:
            return None
        length = int.from_bytes(header[4:], byte_order)
        if header[:4].lower() == b"id3 ":
            return file.read(length)
        file.seek(position + 8 + length)
        has_pad_byte = length % 2 and file.read(1) == b"\0"
        position += 8 + length + has_pad_byte


def _id3_texts(tags: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for frame in tags.values():
        name = frame.FrameID
        if name == "TXXX":
            name = f"{name}:{frame.desc}"
        elif name == "COMM":
            name = f"{name}:{frame.desc}:{frame.lang}"
        found[name] = found.get(name, ()) + tuple(map(_as_text, getattr(frame, "text", ())))
    return found


def _as_list(value: Any) -> list[Any]:
    is_ape_text = getattr(value, "kind", None) == 0
    return list(value) if isinstance(value, list) or is_ape_text else [value]


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return value[:MAX_TEXT].decode("utf-8", "replace")
    return str(value)[:MAX_TEXT]
