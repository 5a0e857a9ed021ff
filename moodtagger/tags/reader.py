"""Read a file in bounded memory: tags, audio hash, and whether decoders can handle it."""

from __future__ import annotations

import os
import re
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.tracks import FileTags
from moodtagger.tags.errors import as_tag_error
from moodtagger.tags.fields import READ_NAMES, split_moods, unique_texts
from moodtagger.tags.files.byte_spans import FileSpan, TooManyEntriesError, digest, span_size
from moodtagger.tags.formats.base import MAX_ITEMS, Container
from moodtagger.tags.formats.detection import detect_container, open_file

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


def audio_hash(path: str | os.PathLike[str]) -> str:
    """Hex blake2b-160 of the audio bytes without any tag.

    FLAC frames, MP3 bytes between the tags, Ogg packets, MP4 mdat, WAV data, AIFF SSND, the ASF
    data, APE/WavPack/Musepack between the tags; the whole file where its kind is unknown or its
    tags are damaged. Reads the file once, in bounded memory; TagError when it cannot be read.
    """
    with open_file(path) as file:
        try:
            with as_tag_error(path):
                container = detect_container(file)
        except TagError as error:
            if isinstance(error.__cause__, OSError):
                raise
            container = None
        return hash_audio_data(file, container)


def hash_audio_data(file: BinaryIO, container: Container | None) -> str:
    """The same for a file that is open and taken apart."""
    size = os.fstat(file.fileno()).st_size
    if container is None or not any(map(span_size, container.audio_data())):
        return digest(file, [FileSpan(0, size)])
    return digest(file, container.audio_data())


def check_decoder_limits(path: str | os.PathLike[str]) -> None:
    """TagError when a tag has so many entries that decoders would not come to an end with it.

    Every other fault of the file passes: it can often be heard all the same.
    """
    try:
        with open_file(path) as file:
            container = detect_container(file)
            if container is not None and len(container.items) >= MAX_ITEMS:
                raise TooManyEntriesError
    except TooManyEntriesError:
        raise
    except TagError:
        return
