"""A library file of made-up songs in a home of its own."""

from __future__ import annotations

from pathlib import Path

from moodtagger.core.tracks import SongRow
from moodtagger.paths import default_model_dir
from moodtagger.services.models.active import model_info
from moodtagger.store import open_library
from tests.support.synthetic_library import add_synthetic_songs

LIBRARY_FILE = "library.sqlite"  # as `paths.library_path` has it in a home of one's own


def create_library(home: Path, songs: int) -> None:
    """A library in `home`, as a program whose MOODTAGGER_HOME that is would find it."""
    home.mkdir(parents=True)
    model = model_info(default_model_dir())
    with open_library(home / LIBRARY_FILE) as library:
        add_synthetic_songs(library, songs, model.vocabulary, model.name)


def read_rows(home: Path) -> list[SongRow]:
    """All its songs, as the window gets them."""
    with open_library(home / LIBRARY_FILE, read_only=True) as library:
        return library.rows()
