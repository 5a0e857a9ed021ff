"""Read a file's tags and hash its audio, in bounded memory."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.core.tracks import FileTags
from moodtagger.tags.album_fields import ALBUM_NAMES, read_album_fields
from moodtagger.tags.bpm import read_bpm
from moodtagger.tags.errors import as_tag_error
from moodtagger.tags.fields import READ_NAMES, split_moods, unique_texts
from moodtagger.tags.files.byte_spans import FileSpan, TooManyEntriesError, digest, span_size
from moodtagger.tags.formats.base import MAX_ITEMS, Container
from moodtagger.tags.formats.detection import detect_container, open_file
from moodtagger.tags.formats.read_only import ReadOnly, read_metadata
from moodtagger.tags.texts import FileTexts
from moodtagger.tags.writing.reader_process import read_metadata_isolated

_MAX_TEXT_CHARS = 1000  # of a title, a name or a mood; the rest is cut off
_MAX_MOODS = 100


def read_tags(
    path: str | os.PathLike[str], reading: TagReading = DEFAULT_READING, *, isolated: bool = True
) -> FileTags:
    """Read the tags of a file that `FileTags` holds.

    Moods come from all usual fields and are split as `reading` says. The tags are empty when the
    format is unknown. Some kinds of files are read by FFmpeg: in a helper process, unless not
    `isolated`, which is for processes that may crash. Raises TagError when the file is damaged or
    unreadable.
    """
    with open_file(path) as file:
        container = detect_container(file)
        if container is None:
            return FileTags()
        if isinstance(container, ReadOnly) and container.demuxer:
            container.metadata = (
                read_metadata_isolated(container.demuxer, Path(path))
                if isolated
                else read_metadata(container.demuxer, file)
            )
        return _file_tags(container, reading)


def has_known_format(path: str | os.PathLike[str]) -> bool:
    """Whether the header is that of a format that is parsed here, be it damaged or not."""
    try:
        with open_file(path) as file:
            container = detect_container(file)
            return container is not None and not isinstance(container, ReadOnly)
    except TagError as error:
        return not isinstance(error.__cause__, OSError)


def can_write_tags(path: str | os.PathLike[str]) -> bool:
    """Whether moods can be written into this file, judging by its content."""
    try:
        with open_file(path) as file:
            container = detect_container(file)
            if container is None:
                return False
            container.check_rewritable()
    except TagError:
        return False
    return True


def read_moods(container: Container, reading: TagReading = DEFAULT_READING) -> tuple[str, ...]:
    """Return the moods in all fields that may hold moods."""
    return FileTexts(container, reading).moods()


def _file_tags(container: Container, reading: TagReading) -> FileTags:
    file_texts = FileTexts(container, reading)
    fallback = file_texts.fallback
    names = {**ALBUM_NAMES[container.kind], **READ_NAMES[container.kind]}

    def texts(field: str) -> tuple[str, ...]:
        for name in names.get(field, ()):
            found = unique_texts(file_texts.values(name))
            if found:
                return found
        return fallback.get(field, ())

    moods = file_texts.moods() or split_moods(fallback.get("mood", ()), reading)
    bpm_texts = [text for name in names["bpm"] for text in file_texts.values(name)]
    bpm, ignored_bpm = read_bpm((*bpm_texts, *fallback.get("bpm", ())))
    return FileTags(
        title=_join(texts("title")),
        artist=_join(texts("artist")),
        album=_join(texts("album")),
        genre=_join(_genre_names(texts("genre")) or _podcast_genre(container)),
        moods=tuple(mood[:_MAX_TEXT_CHARS] for mood in moods[:_MAX_MOODS]),
        bpm=bpm,
        key=_join(texts("key")),
        ignored_bpm=ignored_bpm[:_MAX_TEXT_CHARS],
        **read_album_fields(texts, _join),
    )


def _join(texts: tuple[str, ...]) -> str:
    return "; ".join(texts)[:_MAX_TEXT_CHARS]


def _genre_names(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Resolve the genre numbers of ID3, such as "17" or "(17)Rock"."""
    if not any(re.match(r"\(?\d+", text) for text in texts):
        return texts
    from mutagen.id3 import TCON

    return unique_texts(
        TCON(encoding=3, text=[text[:_MAX_TEXT_CHARS] for text in texts[:_MAX_MOODS]]).genres
    )


def _podcast_genre(container: Container) -> tuple[str, ...]:
    """Return the genre of a file that says that it is a podcast, as iTunes marks them."""
    is_marked = any(item.name in ("PCST", "PCS", "pcst") for item in container.items)
    return ("Podcast",) if is_marked else ()


def audio_hash(path: str | os.PathLike[str]) -> str:
    """Return the hex blake2b-160 digest of the encoded audio, which no change of tags affects.

    It covers the FLAC frames, the MP3, APE, WavPack or Musepack data between the tags, the Ogg
    packets, the MP4 mdat, the WAV data, the AIFF SSND or the ASF data; the whole file where the
    format is unknown or its tags are damaged. The file is read once, in bounded memory. Raises
    TagError when it cannot be read.
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
    """Return the digest of `audio_hash` for an open file with its parsed container, if any."""
    size = os.fstat(file.fileno()).st_size
    if container is None or not any(map(span_size, container.audio_data())):
        return digest(file, [FileSpan(0, size)])
    return digest(file, container.audio_data())


def check_decoder_limits(path: str | os.PathLike[str]) -> None:
    """Raise TagError when a tag has so many entries that decoders would take hours.

    Other damage is ignored, since such a file can often be decoded all the same.
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
