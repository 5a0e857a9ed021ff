"""A hash of the audio that no edit of the tags changes."""

from __future__ import annotations

import os
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.errors import as_tag_error
from moodtagger.tags.files.byte_spans import FileSpan, digest, span_size
from moodtagger.tags.formats.base import Container
from moodtagger.tags.formats.detection import detect_container, open_file


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
