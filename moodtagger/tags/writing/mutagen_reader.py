"""A file's tags as mutagen has them; it runs in the helper process of `second_opinion`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mutagen
from mutagen.id3 import ID3, ID3NoHeaderError

from moodtagger.tags.formats.base import MAX_TEXT


def read_with_mutagen(kind: str, path: Path) -> Mapping[str, tuple[str, ...]] | None:
    """Name -> texts, of covers and the like only a part; empty without tags, None when it fails."""
    try:
        if kind == "id3" and not _is_iff(path):
            return _id3_texts(ID3(os.fspath(path), translate=False, load_v1=False))
        opened = mutagen.File(os.fspath(path))
        if opened is None:
            return None
        if opened.tags is None:
            return {}
        if kind == "id3":
            return _id3_texts(opened.tags)
        names = opened.tags.keys()  # iterating over Vorbis comments gives pairs
        return {name: tuple(map(_as_text, _as_list(opened.tags[name]))) for name in names}
    except ID3NoHeaderError:
        return {}
    except Exception:  # mutagen lets many kinds through on damaged files
        return None


def _is_iff(path: Path) -> bool:
    """Whether the ID3 tag stands in a chunk of a WAV or AIFF file."""
    with path.open("rb") as file:
        return file.read(4) in (b"RIFF", b"FORM")


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
