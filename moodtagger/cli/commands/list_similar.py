"""`moodtagger list` and `moodtagger similar`."""

from __future__ import annotations

import argparse
import os
from threading import Event

from moodtagger.cli.output import print_error, print_json, print_table, printable, row_dict
from moodtagger.cli.session import open_service
from moodtagger.cli.sort_keys import sort_rows
from moodtagger.core.errors import AudioError
from moodtagger.core.tracks import Neighbor
from moodtagger.services.library_service import LibraryService


def run_list(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the songs, filtered and sorted."""
    with open_service() as service:
        rows = service.rows()
    if arguments.mood:
        mood = arguments.mood.casefold()
        rows = [row for row in rows if mood in {m.casefold() for m in row.proposed + row.accepted}]
    if arguments.quadrant:
        rows = [row for row in rows if row.effective_quadrant == arguments.quadrant]
    rows = sort_rows(rows, arguments.sort)
    if arguments.json:
        for row in rows:
            print_json(row_dict(row))
    else:
        print_table(rows)
    return 0


def run_similar(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the songs of the library that feel like the file, which may lie outside it."""
    with open_service() as service:
        neighbors = _nearest_songs(service, arguments.file, arguments.count, cancel)
        rows = {row.track_id: row for row in service.rows([n.track_id for n in neighbors])}
    for neighbor in neighbors:
        row = rows[neighbor.track_id]
        if arguments.json:
            print_json({"distance": round(neighbor.distance, 5)} | row_dict(row))
        else:
            artist = f"{row.tags.artist} - " if row.tags.artist else ""
            print(f"{neighbor.distance:.3f}  {printable(artist + row.name)}")
    if not neighbors:
        print_error("The library has no other song that was heard. Scan a folder first.")
        return 1
    return 0


def _nearest_songs(service: LibraryService, file: str, count: int, cancel: Event) -> list[Neighbor]:
    path = os.path.abspath(file)  # noqa: PTH100 - `..` must go
    row = service.row_of(path)
    if row is not None and row.valence is not None:
        return service.nearest_songs(row.track_id, count)
    analysis = service.analyze_external_file(path, cancel=cancel)
    if analysis is None or analysis.prediction is None:
        reason = "Stopped." if analysis is None else analysis.error or analysis.skip_reason
        raise AudioError(reason, path=path)
    return service.nearest_to(analysis.prediction, count)
