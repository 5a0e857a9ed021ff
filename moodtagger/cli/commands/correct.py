"""`moodtagger correct`: where you hear a song, when that is not where the network put it."""

from __future__ import annotations

import argparse
import os
from threading import Event

from moodtagger.cli.output import complain, print_json, printable, row_dict
from moodtagger.cli.session import open_service
from moodtagger.core.circumplex import Quadrant, middle_of
from moodtagger.core.tracks import SongRow
from moodtagger.services.library_service import LibraryService


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Keep the place of each song, or take its correction back."""
    place = _place(arguments)
    with open_service(write=True) as service:
        found, missing = _songs(service, arguments.paths)
        rows = service.correct([(row.track_id, place) for row in found])
    for row in rows:
        _show(row, as_json=arguments.json)
    for path in missing:
        complain("This song is not in the library. Scan its folder first.", path)
    return 1 if missing else 0


def _place(arguments: argparse.Namespace) -> tuple[float, float] | None:
    if arguments.back:
        return None
    if arguments.quadrant is not None:
        return middle_of(Quadrant(arguments.quadrant))
    valence, arousal = arguments.place
    return valence, arousal


def _songs(service: LibraryService, paths: list[str]) -> tuple[list[SongRow], list[str]]:
    found, missing = [], []
    for name in paths:
        path = os.path.abspath(name)  # noqa: PTH100 - `..` must go
        row = service.row_of(path)
        if row is None:
            missing.append(path)
        else:
            found.append(row)
    return found, missing


def _show(row: SongRow, *, as_json: bool) -> None:
    if as_json:
        print_json(row_dict(row))
        return
    if row.correction is None:
        print(f"{printable(row.path)}: the network's place counts")
        return
    own = row.correction
    print(f"{printable(row.path)}: {own.quadrant}, {own.valence:+.2f}, {own.arousal:+.2f}")
