"""Whether decoders can be let loose on a file's tags, which they read before any sound."""

from __future__ import annotations

import os

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import TooManyEntriesError
from moodtagger.tags.formats.base import MAX_ITEMS
from moodtagger.tags.formats.detection import detect_container, open_file


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
