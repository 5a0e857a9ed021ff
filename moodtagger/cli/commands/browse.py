"""`moodtagger list`, `map` and `export`: the songs of the library."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from threading import Event

from moodtagger.cli.commands.library import open_service
from moodtagger.cli.csv_table import CsvFormat, csv_bytes
from moodtagger.cli.output import (
    count_text,
    print_error,
    print_json,
    print_table,
    row_dict,
)
from moodtagger.cli.output_file import output_path, print_done
from moodtagger.cli.song_options import (
    chosen_rows,
    chosen_search,
    playlist_target,
    print_written,
    write_playlist,
)
from moodtagger.core.navidrome import navidrome_playlist
from moodtagger.core.playlist_formats import PLAYLIST_FORMATS
from moodtagger.core.playlists import Playlist, SmartRules
from moodtagger.core.song_order import sort_songs
from moodtagger.core.tracks import TrackState
from moodtagger.services.exports import write_export


def run_list(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the songs, filtered and sorted, or write them as a playlist."""
    out = playlist_target(arguments)
    with open_service(profile=arguments.profile) as service:
        rows = sort_songs(chosen_rows(service, arguments), arguments.sort)
        if out is not None:
            count = write_playlist(service, arguments, rows, out)
    if arguments.json:
        for row in rows:
            print_json(row_dict(row))
    elif out is not None:
        print_written(count, out)
    else:
        print_table(rows)
        if speech := sum(row.state is TrackState.SPEECH for row in rows):
            print(f"{count_text(speech, 'speech file')} without moods.")
    return 0


def run_map(arguments: argparse.Namespace, cancel: Event) -> int:
    """Draw the map of the songs into a PNG file."""
    from moodtagger.app import map_png

    out = output_path(arguments.out, force=arguments.force)
    with open_service(profile=arguments.profile) as service:
        rows, vocabulary = chosen_rows(service, arguments), service.preferences.vocabulary()
    write_export(out, map_png(rows, vocabulary, arguments.size, dark=arguments.dark))
    drawn = sum(row.effective_valence is not None for row in rows)
    print_done(f"{count_text(drawn, 'song')} drawn into", out)
    return 0


def run_export(arguments: argparse.Namespace, cancel: Event) -> int:
    """Write the songs into one file; playlists are in the order of albums by default."""
    out = output_path(arguments.out, force=arguments.force)
    if arguments.format == "nsp":
        return _export_to_navidrome(arguments, out)
    is_playlist = arguments.format in PLAYLIST_FORMATS
    with open_service(profile=arguments.profile) as service:
        rows = chosen_rows(service, arguments)
        if arguments.sort or is_playlist:
            rows = sort_songs(rows, arguments.sort or "album")
        if is_playlist:
            suffix = PLAYLIST_FORMATS[arguments.format]
            count = write_playlist(
                service, arguments, rows, out, suffix, absolute=arguments.absolute
            )
            print_written(count, out)
            return 0
    if arguments.format == "json":
        data = (json.dumps([row_dict(row) for row in rows], indent=1) + "\n").encode()
    else:
        data = csv_bytes(rows, CsvFormat.from_arguments(arguments))
    write_export(out, data)
    print_written(len(rows), out)
    return 0


def _export_to_navidrome(arguments: argparse.Namespace, out: Path) -> int:
    """Write the filter itself, which Navidrome keeps current; no library is needed."""
    rules = SmartRules(chosen_search(arguments), arguments.sort or "album")
    translated = navidrome_playlist(Playlist(out.stem, rules=rules))
    write_export(out, translated.data)
    for note in translated.notes:
        print_error(note)
    print_done("Smart playlist written to", out)
    return 0
