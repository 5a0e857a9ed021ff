"""A library file of made-up songs in a home of its own."""

from __future__ import annotations

from pathlib import Path

from moodtagger.core.tracks import SongRow
from moodtagger.paths import default_model_dir
from moodtagger.services.models.active import model_info
from moodtagger.store import open_library
from tests.support.synthetic_library import fill

LIBRARY = "library.sqlite"  # as `paths.library_path` has it in a home of one's own


def make(home: Path, songs: int) -> None:
    """A library in `home`, as a program whose MOODTAGGER_HOME that is would find it."""
    home.mkdir(parents=True)
    model = model_info(default_model_dir())
    with open_library(home / LIBRARY) as library:
        fill(library, songs, model.vocabulary, model.name)


def read(home: Path) -> list[SongRow]:
    """All its songs, as the window gets them."""
    with open_library(home / LIBRARY, read_only=True) as library:
        return library.rows()
