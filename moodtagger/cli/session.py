"""Opening the library for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from moodtagger import settings
from moodtagger.cli.output import complain
from moodtagger.paths import library_path, settings_path
from moodtagger.services.library_service import LibraryService
from moodtagger.services.models.active import model_in_use
from moodtagger.services.workers.priority import Pace


@contextmanager
def open_service(*, write: bool = False, pace: Pace | None = None) -> Iterator[LibraryService]:
    """The library, closed again at the end; `write` raises LibraryBusyError when it is taken."""
    model = model_in_use()
    chosen = settings.load(settings_path())
    if model.notice:
        complain(model.notice)
    service = LibraryService(
        library_path(),
        model.folder,
        wait_for_writer=write,
        jobs=pace,
        precision=chosen.precision,
        moods=chosen.moods,
        exclude=chosen.exclude,
    )
    try:
        for path, sentence in service.recovered:
            complain(sentence, path)
        yield service
    finally:
        service.close()
