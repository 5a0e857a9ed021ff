"""What a file's tags say, read in bounded memory: covers and lyrics are stepped over."""

from __future__ import annotations

import os
import re

from moodtagger.core.errors import TagError
from moodtagger.core.tracks import FileTags
from moodtagger.tags.formats.base import Container
from moodtagger.tags.formats.detection import container_of, open_file
from moodtagger.tags.formats.field_names import READ_NAMES
from moodtagger.tags.mood_text import split_moods, unique

_MAX_TEXT = 1000  # characters shown of a title or a name
_MAX_MOODS = 100


def read_tags(path: str | os.PathLike[str], *, separator: str = "") -> FileTags:
    """Title, artist, album, genre, moods, BPM and key of a file.

    Moods come from all usual places and are divided at ";", " / ", NUL and `separator`. Empty
    tags when the kind of file is not known; TagError when it is damaged or cannot be read.
    """
    with open_file(path) as file:
        container = container_of(file)
        return FileTags() if container is None else _tags_of(container, separator)


def supported(path: str | os.PathLike[str]) -> bool:
    """Whether moodtagger can write moods into this file, judged by its content."""
    try:
        with open_file(path) as file:
            container = container_of(file)
            if container is None:
                return False
            container.refuse_if_unsafe()
    except TagError:
        return False
    return True


def moods_of(container: Container, separator: str = "") -> tuple[str, ...]:
    """The moods in all usual places of the main tag."""
    names = READ_NAMES[container.kind]["mood"]
    return split_moods((text for name in names for text in container.values(name)), separator)


def _tags_of(container: Container, separator: str) -> FileTags:
    legacy = container.legacy()

    def texts(field: str) -> tuple[str, ...]:
        for name in READ_NAMES[container.kind].get(field, ()):
            found = unique(container.values(name))
            if found:
                return found
        return legacy.get(field, ())

    moods = moods_of(container, separator) or split_moods(legacy.get("mood", ()), separator)
    return FileTags(
        title=_joined(texts("title")),
        artist=_joined(texts("artist")),
        album=_joined(texts("album")),
        genre=_joined(_genres(texts("genre"))),
        moods=tuple(mood[:_MAX_TEXT] for mood in moods[:_MAX_MOODS]),
        bpm=_bpm(texts("bpm")),
        key=_joined(texts("key")),
    )


def _joined(texts: tuple[str, ...]) -> str:
    return "; ".join(texts)[:_MAX_TEXT]


def _genres(texts: tuple[str, ...]) -> tuple[str, ...]:
    """ID3 may write genres as numbers, "17" or "(17)Rock"."""
    if not any(re.match(r"\(?\d+", text) for text in texts):
        return texts
    from mutagen.id3 import TCON

    return unique(TCON(encoding=3, text=[text[:_MAX_TEXT] for text in texts[:_MAX_MOODS]]).genres)


def _bpm(texts: tuple[str, ...]) -> float | None:
    """Beats a minute; None for what is no sensible number."""
    for text in texts:
        try:
            bpm = float(text.replace(",", ".").split()[0])
        except (ValueError, IndexError):
            continue
        if 0 < bpm < 1000:
            return bpm
    return None
