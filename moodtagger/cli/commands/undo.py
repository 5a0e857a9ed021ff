"""`moodtagger undo`: put back what a batch changed."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from threading import Event

from moodtagger.cli.output import print_error, print_json
from moodtagger.cli.session import open_service
from moodtagger.core.errors import LibraryError
from moodtagger.services.library_service import LibraryService


def run_undo(arguments: argparse.Namespace, cancel: Event) -> int:
    """Undo the batch asked for, or the last one that is not undone yet."""
    with open_service(write=not arguments.dry_run) as service:
        batch_id = _batch_to_undo(service, arguments.batch)
        summary = service.undo(batch_id, dry_run=arguments.dry_run)
    if arguments.json:
        print_json(asdict(summary) | {"dry_run": arguments.dry_run})
    else:
        for path, sentence in summary.left:
            print_error(sentence, path)
        verb = "would be restored" if arguments.dry_run else "restored"
        print(f"Batch {batch_id}: {summary.restored} files {verb}.")
        if not summary.restored and not summary.left:
            print("Nothing of it is left to be undone.")
    return 1 if summary.left else 0


def _batch_to_undo(service: LibraryService, requested: int | None) -> int:
    batches = service.batches()
    if requested is not None:
        if all(batch.batch_id != requested for batch in batches):
            raise LibraryError(f"There is no batch {requested} in the history.")
        return requested
    for batch in batches:
        if not batch.undone:
            return batch.batch_id
    raise LibraryError("There is nothing to undo: the history holds no written batch.")
