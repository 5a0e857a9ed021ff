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
from moodtagger.cli.song_options import (
    PLAYLIST_FORMATS,
    chosen_filter,
    chosen_rows,
    playlist_target,
    print_written,
    write_playlist,
)
from moodtagger.core.errors import AudioError
from moodtagger.core.similarity.query import SimilarityQuery, SimilarityResult
from moodtagger.core.song_order import sort_songs
from moodtagger.core.tracks import SongRow
from moodtagger.services.exports import write_export
from moodtagger.services.library_service import LibraryService


def run_list(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the songs, filtered and sorted, or write them as a playlist."""
    out = playlist_target(arguments)
    with open_service() as service:
        rows = sort_songs(chosen_rows(service, arguments), arguments.sort)
    if out is not None:
        count = write_playlist(rows, out)
    if arguments.json:
        for row in rows:
            print_json(row_dict(row))
    elif out is not None:
        print_written(count, out)
    else:
        print_table(rows)
    return 0


def run_similar(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the library's songs most similar to a file, which may be outside the library."""
    out = playlist_target(arguments)
    with open_service() as service:
        similar = _similar_songs(service, arguments, cancel)
    for row, result in similar:
        if arguments.json:
            print_json({"distance": round(result.distance, 5)} | row_dict(row))
        else:
            artist = f"{row.tags.artist} - " if row.tags.artist else ""
            print(f"{result.distance:.3f}  {printable(artist + row.name)}")
    if not similar:
        print_error(_NOTHING_SIMILAR[chosen_filter(arguments) is None])
        return 1
    if out is not None:
        count = write_playlist([row for row, _ in similar], out)
        if not arguments.json:
            print_written(count, out)
    return 0


_NOTHING_SIMILAR = {
    True: "The library has no other analyzed song. Scan a folder first.",
    False: "No other analyzed song matches the filter.",
}


def _similar_songs(
    service: LibraryService, arguments: argparse.Namespace, cancel: Event
) -> list[tuple[SongRow, SimilarityResult]]:
    """Rank as the window does, but with any number of songs by one artist."""
    song_filter = chosen_filter(arguments)
    query = SimilarityQuery(
        count=arguments.count,
        max_per_artist=0,
        max_per_album=0,
        only_ids=None if song_filter is None else service.filters.ids(song_filter),
    )
    path = os.path.abspath(arguments.file)  # noqa: PTH100 - `..` must go
    row = service.tracks.find(path)
    if row is not None and row.valence is not None:
        return service.similarity.find_similar([row.track_id], query).results
    analysis = service.analysis.analyze_file(path, cancel=cancel)
    if analysis is None or analysis.prediction is None:
        reason = "Stopped." if analysis is None else analysis.error or analysis.skip_reason
        raise AudioError(reason, path=path)
    return service.similarity.find_similar_to_file(analysis, query).results


def run_map(arguments: argparse.Namespace, cancel: Event) -> int:
    """Draw the map of the songs into a PNG file."""
    from moodtagger.app import map_png

    out = output_path(arguments.out, force=arguments.force)
    with open_service() as service:
        rows, vocabulary = chosen_rows(service, arguments), service.preferences.vocabulary()
    write_export(out, map_png(rows, vocabulary, arguments.size, dark=arguments.dark))
    drawn = sum(row.effective_valence is not None for row in rows)
    print(f"{count_text(drawn, 'song')} drawn into {printable(str(out))}")
    return 0


def run_export(arguments: argparse.Namespace, cancel: Event) -> int:
    """Write the songs into one file; playlists are in the order of albums by default."""
    out = output_path(arguments.out, force=arguments.force)
    is_playlist = arguments.format in PLAYLIST_FORMATS
    with open_service() as service:
        rows = chosen_rows(service, arguments)
    if arguments.sort or is_playlist:
        rows = sort_songs(rows, arguments.sort or "album")
    if is_playlist:
        print_written(write_playlist(rows, out, f".{arguments.format}"), out)
        return 0
    if arguments.format == "json":
        data = (json.dumps([row_dict(row) for row in rows], indent=1) + "\n").encode()
    else:
        data = csv_bytes(rows, CsvFormat.from_arguments(arguments))
    write_export(out, data)
    print_written(len(rows), out)
    return 0
