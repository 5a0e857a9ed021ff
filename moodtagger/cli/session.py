"""Opening the library for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from moodtagger import settings
from moodtagger.cli.output import print_error
from moodtagger.paths import library_path, settings_path
from moodtagger.services.library_service import LibraryService
from moodtagger.services.models.active import active_model
from moodtagger.services.workers.priority import WorkerLimits


@contextmanager
def open_service(
    *, write: bool = False, limits: WorkerLimits | None = None
) -> Iterator[LibraryService]:
    """The library, closed again at the end; `write` raises LibraryBusyError when it is taken."""
    model = active_model()
    chosen = settings.load(settings_path())
    if model.notice:
        print_error(model.notice)
    service = LibraryService(
        library_path(),
        model.folder,
        require_writer=write,
        jobs=limits,
        precision=chosen.precision,
        mood_preferences=chosen.mood_preferences,
        exclude=chosen.exclude,
    )
    try:
        for path, sentence in service.recovered:
            print_error(sentence, path)
        yield service
    finally:
        service.close()
