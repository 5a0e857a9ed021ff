"""Write texts into files' tags with mutagen, as other programs would."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import mutagen
import mutagen.id3
from mutagen.mp4 import MP4FreeForm

# One file of `audio_files.TINY_NAMES` for each kind of tag.
TAGGED_NAMES = ("mp3_v23", "mp3_v24", "wav", "aiff", "flac", "ogg", "opus", "m4a", "wma", "wv")
_ID3_NAMES = {"bpm": "TBPM", "genre": "TCON", "title": "TIT2"}
_MP4_NAMES = {"genre": "©gen", "title": "©nam"}
_ASF_NAMES = {"mood": "WM/Mood", "bpm": "WM/BeatsPerMinute", "genre": "WM/Genre", "title": "Title"}


def write_texts(path: Path, field: str, texts: Sequence[str]) -> None:
    """Replace the texts of a field: "mood", "bpm", "genre" or "title"."""
    file: Any = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    kind = type(file.tags).__name__
    if "ID3" in kind:
        _write_id3(file, path, field, texts)
        return
    if kind == "MP4Tags" and field not in _MP4_NAMES:
        name = f"----:com.apple.iTunes:{field.upper()}"
        file.tags[name] = [MP4FreeForm(text.encode()) for text in texts]
    else:
        names = {"MP4Tags": _MP4_NAMES, "ASFTags": _ASF_NAMES}.get(kind, {})
        file.tags[names.get(field, field)] = list(texts)
    file.save()


def _write_id3(file: Any, path: Path, field: str, texts: Sequence[str]) -> None:
    version = file.tags.version[1] if file.tags.version[1] in (3, 4) else 4
    if field == "mood":
        file.tags.add(mutagen.id3.TXXX(encoding=1, desc="MOOD", text=list(texts)))
    else:
        frame = getattr(mutagen.id3, _ID3_NAMES[field])
        file.tags.add(frame(encoding=1, text=list(texts)))
    if path.suffix == ".mp3":
        file.save(v2_version=version, v23_sep=None)
    else:
        file.save()
