"""What a file's tags say, read in bounded memory: covers and lyrics are stepped over."""

from __future__ import annotations

import os
import re

from moodtagger.core.errors import TagError
from moodtagger.core.tracks import FileTags
from moodtagger.tags.formats.base import Container
from moodtagger.tags.formats.detection import detect_container, open_file
from moodtagger.tags.formats.field_names import READ_NAMES
from moodtagger.tags.mood_text import split_moods, unique_texts

_MAX_TEXT_CHARS = 1000  # characters shown of a title or a name
_MAX_MOODS = 100


def read_tags(path: str | os.PathLike[str], *, separator: str = "") -> FileTags:
    """Title, artist, album, genre, moods, BPM and key of a file.

    Moods come from all usual places and are divided at ";", " / ", NUL and `separator`. Empty
    tags when the kind of file is not known; TagError when it is damaged or cannot be read.
    """
    with open_file(path) as file:
        container = detect_container(file)
        return FileTags() if container is None else _file_tags(container, separator)


def can_write_tags(path: str | os.PathLike[str]) -> bool:
    """Whether moodtagger can write moods into this file, judged by its content."""
    try:
        with open_file(path) as file:
            container = detect_container(file)
            if container is None:
                return False
            container.check_rewritable()
    except TagError:
        return False
    return True


def read_moods(container: Container, separator: str = "") -> tuple[str, ...]:
    """The moods in all usual places of the main tag."""
    names = READ_NAMES[container.kind]["mood"]
    return split_moods((text for name in names for text in container.values(name)), separator)


def _file_tags(container: Container, separator: str) -> FileTags:
    fallback = container.fallback_tags()

    def texts(field: str) -> tuple[str, ...]:
        for name in READ_NAMES[container.kind].get(field, ()):
            found = unique_texts(container.values(name))
            if found:
                return found
        return fallback.get(field, ())

    moods = read_moods(container, separator) or split_moods(fallback.get("mood", ()), separator)
    return FileTags(
        title=_join(texts("title")),
        artist=_join(texts("artist")),
        album=_join(texts("album")),
        genre=_join(_genre_names(texts("genre"))),
        moods=tuple(mood[:_MAX_TEXT_CHARS] for mood in moods[:_MAX_MOODS]),
        bpm=_parse_bpm(texts("bpm")),
        key=_join(texts("key")),
    )


def _join(texts: tuple[str, ...]) -> str:
    return "; ".join(texts)[:_MAX_TEXT_CHARS]


def _genre_names(texts: tuple[str, ...]) -> tuple[str, ...]:
    """ID3 may write genres as numbers, "17" or "(17)Rock"."""
    if not any(re.match(r"\(?\d+", text) for text in texts):
        return texts
    from mutagen.id3 import TCON

    return unique_texts(
        TCON(encoding=3, text=[text[:_MAX_TEXT_CHARS] for text in texts[:_MAX_MOODS]]).genres
    )


def _parse_bpm(texts: tuple[str, ...]) -> float | None:
    """Beats a minute; None for what is no sensible number."""
    for text in texts:
        try:
            bpm = float(text.replace(",", ".").split()[0])
        except (ValueError, IndexError):
            continue
        if 0 < bpm < 1000:
            return bpm
    return None
