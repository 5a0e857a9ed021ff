"""A sample library, and how a program uses one."""

from __future__ import annotations

import shutil
from pathlib import Path

from moodtagger.core.tracks import SongRow
from moodtagger.paths import default_model_dir
from moodtagger.services.active_model import model_info
from moodtagger.services.library_service import LibraryService
from moodtagger.store import Library, open_library
from tests.robustness.library.user_model import SimulatedUser
from tests.support.synthetic_library import add_synthetic_songs


def create_sample_library(path: Path, songs: int) -> SimulatedUser:
    """Create a library of synthetic songs with a user's edits, and its backup."""
    path.parent.mkdir(parents=True, exist_ok=True)
    model = model_info(default_model_dir())
    with open_library(path) as library:
        add_synthetic_songs(library, songs, model.vocabulary, model.name)
        library.folders.add("/music")
        user = SimulatedUser(max_songs=40)
        user.edit_songs(library)
    open_library(path).close()  # which makes the copy
    return user


def copy_library(template: Path, home: Path) -> Path:
    """Copy the library at `pattern` and its side files into a fresh folder; returns its path."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(template.parent, home)
    return home / template.name


def read_everything(library: Library) -> list[SongRow]:
    """Read whatever the window would."""
    rows = library.songs.rows()
    library.folders.paths()
    library.tracks.file_stamps()
    library.analyses.embeddings()
    library.tag_conflict_answers.load()
    library.corrections.load()
    for row in rows[::50]:
        library.analyses.prediction(row.track_id)
        library.analyses.audio_info(row.track_id)
    for batch in library.journal.batches()[:20]:
        library.journal.entries(batch.batch_id)
    return rows


def open_service(path: Path) -> LibraryService:
    """Open the library as the window and the command line do."""
    return LibraryService(path, default_model_dir(), jobs=1)
