"""`moodtagger correct`: where you hear a song, when that is not where the network put it."""

from __future__ import annotations

import argparse
import os
from threading import Event

from moodtagger.cli.output import print_error, print_json, printable, row_dict
from moodtagger.cli.session import open_service
from moodtagger.core.circumplex import Quadrant, quadrant_center
from moodtagger.core.tracks import SongRow
from moodtagger.services.library_service import LibraryService


def run_correct(arguments: argparse.Namespace, cancel: Event) -> int:
    """Keep the place of each song, or take its correction back."""
    position = _position(arguments)
    with open_service(write=True) as service:
        found, missing = _find_songs(service, arguments.paths)
        rows = service.correct([(row.track_id, position) for row in found])
    for row in rows:
        _print_correction(row, as_json=arguments.json)
    for path in missing:
        print_error("This song is not in the library. Scan its folder first.", path)
    return 1 if missing else 0


def _position(arguments: argparse.Namespace) -> tuple[float, float] | None:
    if arguments.back:
        return None
    if arguments.quadrant is not None:
        return quadrant_center(Quadrant(arguments.quadrant))
    valence, arousal = arguments.place
    return valence, arousal


def _find_songs(service: LibraryService, paths: list[str]) -> tuple[list[SongRow], list[str]]:
    found, missing = [], []
    for name in paths:
        path = os.path.abspath(name)  # noqa: PTH100 - `..` must go
        row = service.row_of(path)
        if row is None:
            missing.append(path)
        else:
            found.append(row)
    return found, missing


def _print_correction(row: SongRow, *, as_json: bool) -> None:
    if as_json:
        print_json(row_dict(row))
        return
    if row.correction is None:
        print(f"{printable(row.path)}: the network's place counts")
        return
    correction = row.correction
    print(
        f"{printable(row.path)}: {correction.quadrant}, "
        f"{correction.valence:+.2f}, {correction.arousal:+.2f}"
    )
