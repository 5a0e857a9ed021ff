"""The user's own copy of the demo songs, to try out writing tags."""

from __future__ import annotations

import shutil
from pathlib import Path

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.paths import demo_dir, library_dir

DEMO_FOLDER_NAME = "demo-songs"


def demo_folder() -> Path:
    """Return the folder of the demo songs, which are copied on first use and then kept."""
    source, target = demo_dir(), library_dir() / DEMO_FOLDER_NAME
    try:
        target.mkdir(exist_ok=True)
        for song in sorted(source.iterdir()):
            if song.is_file() and not (target / song.name).exists():
                shutil.copyfile(song, target / song.name)
    except OSError as error:
        raise MoodtaggerError(
            Message.of("Couldn't copy the demo songs: {error}.", error=error.strerror),
            path=error.filename,
            advice=Message.of("Reinstall moodtagger, or add a music folder of your own."),
        ) from error
    return target
