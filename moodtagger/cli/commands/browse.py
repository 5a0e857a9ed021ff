"""`moodtagger list`, `similar`, `map` and `export`: the songs of the library."""

from __future__ import annotations

import argparse
import json
import os
from threading import Event

from moodtagger.cli.commands.library import open_service
from moodtagger.cli.csv_table import CsvFormat, csv_bytes
from moodtagger.cli.output import (
    count_text,
    print_error,
    print_json,
    print_table,
    printable,
    row_dict,
)
from moodtagger.cli.output_file import output_path
from moodtagger.core.errors import AudioError
from moodtagger.core.similarity.query import SimilarityQuery, SimilarityResult
from moodtagger.core.song_order import sort_songs
from moodtagger.core.tracks import SongRow, TrackState, playlist_text
from moodtagger.services.exports import write_export
from moodtagger.services.library_service import LibraryService


def run_list(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the songs, filtered and sorted."""
    with open_service() as service:
        rows = service.tracks.rows()
    if arguments.mood:
        mood = arguments.mood.casefold()
        rows = [row for row in rows if mood in {m.casefold() for m in row.proposed + row.accepted}]
    if arguments.quadrant:
        rows = [row for row in rows if row.effective_quadrant == arguments.quadrant]
    rows = sort_songs(rows, arguments.sort)
    if arguments.json:
        for row in rows:
            print_json(row_dict(row))
    else:
        print_table(rows)
    return 0


def run_similar(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the library's songs most similar to a file, which may be outside the library."""
    with open_service() as service:
        similar = _similar_songs(service, arguments.file, arguments.count, cancel)
    for row, result in similar:
        if arguments.json:
            print_json({"distance": round(result.distance, 5)} | row_dict(row))
        else:
            artist = f"{row.tags.artist} - " if row.tags.artist else ""
            print(f"{result.distance:.3f}  {printable(artist + row.name)}")
    if not similar:
        print_error("The library has no other song that was heard. Scan a folder first.")
        return 1
    return 0


def _similar_songs(
    service: LibraryService, file: str, count: int, cancel: Event
) -> list[tuple[SongRow, SimilarityResult]]:
    """Rank as the window does, but with any number of songs by one artist."""
    query = SimilarityQuery(count=count, max_per_artist=0, max_per_album=0)
    path = os.path.abspath(file)  # noqa: PTH100 - `..` must go
    row = service.tracks.find(path)
    if row is not None and row.valence is not None:
        return service.similarity.find_similar([row.track_id], query).results
    analysis = service.analysis.analyze_file(path, cancel=cancel)
    if analysis is None or analysis.prediction is None:
        reason = "Stopped." if analysis is None else analysis.error or analysis.skip_reason
        raise AudioError(reason, path=path)
    return service.similarity.find_similar_to_file(analysis, query).results


def run_map(arguments: argparse.Namespace, cancel: Event) -> int:
    """Draw the map of all songs into a PNG file."""
    from moodtagger.app import map_png

    out = output_path(arguments.out, force=arguments.force)
    with open_service() as service:
        rows, vocabulary = service.tracks.rows(), service.preferences.vocabulary()
    write_export(out, map_png(rows, vocabulary, arguments.size, dark=arguments.dark))
    drawn = sum(row.effective_valence is not None for row in rows)
    print(f"{count_text(drawn, 'song')} drawn into {printable(str(out))}")
    return 0


def run_export(arguments: argparse.Namespace, cancel: Event) -> int:
    """Write all songs into one file."""
    out = output_path(arguments.out, force=arguments.force)
    with open_service() as service:
        rows = service.tracks.rows()
    if arguments.format == "m3u8":
        rows = [row for row in rows if row.state is not TrackState.ABSENT]
        data = os.fsencode(playlist_text(rows, out))
    elif arguments.format == "json":
        data = (json.dumps([row_dict(row) for row in rows], indent=1) + "\n").encode()
    else:
        data = csv_bytes(rows, CsvFormat.from_arguments(arguments))
    write_export(out, data)
    print(f"{count_text(len(rows), 'song')} written to {printable(str(out))}")
    return 0
