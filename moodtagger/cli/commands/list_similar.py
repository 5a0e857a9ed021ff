"""`moodtagger list` and `moodtagger similar`."""

from __future__ import annotations

import argparse
import os
from threading import Event

from moodtagger.cli.output import complain, print_json, print_table, printable, row_dict
from moodtagger.cli.session import open_service
from moodtagger.cli.sort_keys import sort_rows
from moodtagger.core.errors import AudioError
from moodtagger.core.tracks import Neighbour
from moodtagger.services.library_service import LibraryService


def run_list(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the songs, filtered and sorted."""
    with open_service() as service:
        rows = service.rows()
    if arguments.mood:
        mood = arguments.mood.casefold()
        rows = [row for row in rows if mood in {m.casefold() for m in row.proposed + row.accepted}]
    if arguments.quadrant:
        rows = [row for row in rows if row.felt_quadrant == arguments.quadrant]
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
        neighbours = _neighbours(service, arguments.file, arguments.count, cancel)
        rows = {row.track_id: row for row in service.rows([n.track_id for n in neighbours])}
    for neighbour in neighbours:
        row = rows[neighbour.track_id]
        if arguments.json:
            print_json({"distance": round(neighbour.distance, 5)} | row_dict(row))
        else:
            artist = f"{row.tags.artist} - " if row.tags.artist else ""
            print(f"{neighbour.distance:.3f}  {printable(artist + row.name)}")
    if not neighbours:
        complain("The library has no other song that was heard. Scan a folder first.")
        return 1
    return 0


def _neighbours(service: LibraryService, file: str, count: int, cancel: Event) -> list[Neighbour]:
    path = os.path.abspath(file)  # noqa: PTH100 - `..` must go
    row = service.row_of(path)
    if row is not None and row.valence is not None:
        return service.similar(row.track_id, count)
    heard = service.analyse_outside(path, cancel=cancel)
    if heard is None or heard.prediction is None:
        reason = "Stopped." if heard is None else heard.error or heard.note
        raise AudioError(reason, path=path)
    return service.similar_to(heard.prediction, count)
