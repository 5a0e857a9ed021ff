"""The demo songs: a copy of the user's own, so that tags can be written to try it out."""

from __future__ import annotations

import shutil
from pathlib import Path

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.paths import demo_dir, library_dir


def demo_folder() -> Path:
    """The folder of the demo songs, copied there on first use; songs that are there stay."""
    source, target = demo_dir(), library_dir() / "demo-songs"
    try:
        target.mkdir(exist_ok=True)
        for song in sorted(source.iterdir()):
            if song.is_file() and not (target / song.name).exists():
                shutil.copyfile(song, target / song.name)
    except OSError as error:
        raise MoodtaggerError(
            Message.of("The demo songs cannot be copied: {error}.", error=error.strerror),
            path=error.filename,
            advice=Message.of("Install moodtagger again, or open a folder of your own."),
        ) from error
    return target
