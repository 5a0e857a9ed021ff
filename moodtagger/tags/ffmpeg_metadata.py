"""Read the metadata that FFmpeg finds in kinds of files which moodtagger's own parsers do not read.

Call it where a crash of a demuxer does no harm: in an analysis process or in the helper process.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import BinaryIO

Metadata = dict[str, tuple[str, ...]]

_MAX_ENTRIES = 1000
_MAX_CHARS = 1 << 16
_OPEN_OPTIONS = {"protocol_whitelist": "none"}  # no file that is named in this one


def read_metadata(demuxer: str, file: BinaryIO) -> Metadata:
    """Return the texts of an open file by lower-case name; empty where FFmpeg cannot read it.

    What is said of the whole file comes before what is said of its audio stream.
    """
    import av

    try:
        file.seek(0)
        with av.open(
            file, "r", format=demuxer, options=_OPEN_OPTIONS, metadata_errors="replace"
        ) as container:
            streams = [stream.metadata for stream in container.streams.audio[:1]]
            entries = [item for found in (*streams, container.metadata) for item in found.items()]
    except Exception:  # PyAV raises errors of many kinds on damaged files
        return {}
    texts = islice(((name, text) for name, text in entries if text), _MAX_ENTRIES)
    return {name.casefold(): (text[:_MAX_CHARS],) for name, text in texts}


def read_metadata_of_path(demuxer: str, path: Path) -> Metadata:
    """Return what `read_metadata` does for a path."""
    with path.open("rb") as file:
        return read_metadata(demuxer, file)
