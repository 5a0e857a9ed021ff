"""Opening the library for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from moodtagger.cli.output import complain
from moodtagger.paths import default_model_dir, library_path
from moodtagger.services.library import LibraryService


@contextmanager
def open_service(*, write: bool = False, jobs: int | None = None) -> Iterator[LibraryService]:
    """The library, closed again at the end; `write` raises LibraryBusyError when it is taken."""
    service = LibraryService(library_path(), default_model_dir(), wait_for_writer=write, jobs=jobs)
    try:
        for path, sentence in service.recovered:
            complain(sentence, path)
        yield service
    finally:
        service.close()
