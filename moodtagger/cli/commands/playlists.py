"""`moodtagger playlist`: the playlists of the library."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from moodtagger import settings
from moodtagger.cli.commands.library import open_service
from moodtagger.cli.output import (
    count_text,
    print_error,
    print_json,
    print_table,
    printable,
    row_dict,
)
from moodtagger.cli.output_file import output_path, print_done
from moodtagger.cli.song_options import chosen_filter
from moodtagger.core.dj.rekordbox import RekordboxOptions
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.playlist_formats import PLAYLIST_WRITERS
from moodtagger.core.playlists import Playlist, SmartRules
from moodtagger.paths import settings_path
from moodtagger.services.library_service import LibraryService
from moodtagger.services.playlists import NAVIDROME_SUFFIX, PlaylistSongs


def run_list(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print all playlists with their number of songs and length."""
    with open_service() as service:
        contents = service.playlists.contents()
    for content in contents:
        if arguments.json:
            print_json(_content_dict(content))
        else:
            length = _length_text(content.length_s)
            count = count_text(len(content.track_ids), "song")
            print(f"{printable(content.playlist.name)}  {count}, {length}{_search_text(content)}")
    return 0


def run_show(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the songs of a playlist in its order."""
    with open_service() as service:
        playlist = service.playlists.find(arguments.name)
        rows = service.playlists.rows(playlist)
    missing = [entry.path for entry in playlist.entries if entry.track_id is None]
    if arguments.json:
        for row in rows:
            print_json(row_dict(row))
        return 0
    print_table(rows)
    if missing:
        print(f"{count_text(len(missing), 'song')} not in the library:")
        for path in missing:
            print(f"  {printable(path)}")
    return 0


def run_create(arguments: argparse.Namespace, cancel: Event) -> int:
    """Make a playlist of songs, or a smart one of a search."""
    if arguments.search is not None and (arguments.paths or arguments.filter):
        raise MoodtaggerError("A smart playlist takes its songs from --search alone.")
    with open_service(write=True) as service:
        playlist = Playlist(arguments.name)
        if arguments.search is None:
            playlist = playlist.with_songs(_chosen_ids(service, arguments))
        else:
            rules = SmartRules(arguments.search, arguments.sort, arguments.limit)
            playlist = replace(playlist, rules=rules)
        playlist = service.playlists.save(playlist)
        count = len(service.playlists.rows(playlist))
    print(f"Playlist “{printable(playlist.name)}” made: {count_text(count, 'song')}.")
    return 0


def run_add(arguments: argparse.Namespace, cancel: Event) -> int:
    """Add songs to a playlist."""
    with open_service(write=True) as service:
        before = service.playlists.find(arguments.name)
        if before.is_smart:
            raise MoodtaggerError("The songs of a smart playlist are those of its search.")
        after = service.playlists.save(before.with_songs(_chosen_ids(service, arguments)))
    added = len(after.entries) - len(before.entries)
    print(f"{count_text(added, 'song')} added to “{printable(after.name)}”.")
    return 0


def run_rename(arguments: argparse.Namespace, cancel: Event) -> int:
    """Give a playlist another name."""
    with open_service(write=True) as service:
        playlist = service.playlists.find(arguments.name)
        playlist = service.playlists.save(replace(playlist, name=arguments.new_name))
    print(f"Playlist renamed to “{printable(playlist.name)}”.")
    return 0


def run_remove(arguments: argparse.Namespace, cancel: Event) -> int:
    """Remove playlists: all of those named, or none where one is not there."""
    with open_service(write=True) as service:
        playlists = [service.playlists.find(name) for name in arguments.name]
        for playlist in playlists:
            service.playlists.remove(playlist)
    for playlist in playlists:
        print(f"Playlist “{printable(playlist.name)}” removed.")
    return 0


def run_export(arguments: argparse.Namespace, cancel: Event) -> int:
    """Write a playlist in the format of the file's suffix."""
    out = output_path(arguments.out, force=arguments.force)
    if out.suffix.lower() not in {*PLAYLIST_WRITERS, NAVIDROME_SUFFIX}:
        raise MoodtaggerError(
            "This is not a playlist name.",
            path=out,
            advice="Use a name ending in .m3u8, .pls, .xspf, .xml, .nml, .crate, or .nsp.",
        )
    with open_service() as service:
        playlist = service.playlists.find(arguments.name)
        notation = KeyNotation(settings.load(settings_path()).key_notation)
        options = RekordboxOptions(notation, arguments.colors)
        notes = service.playlists.export(playlist, out, options, absolute=arguments.absolute)
    for note in notes:
        print_error(note)
    print_done(f"Playlist “{printable(playlist.name)}” written to", out)
    return 0


def run_import(arguments: argparse.Namespace, cancel: Event) -> int:
    """Make playlists of files; one that cannot be read does not stop the others."""
    failed = 0
    with open_service(write=True) as service:
        for name in arguments.files:
            path = Path(os.path.abspath(name))  # noqa: PTH100 - keeps any bytes
            try:
                imported = service.playlists.import_file(path, cancel)
            except MoodtaggerError as error:
                print_error(error.full_message, str(path))
                failed += 1
                continue
            missing = f", {imported.missing} not in the library" if imported.missing else ""
            found = count_text(imported.found, "song")
            print(f"Playlist “{printable(imported.playlist.name)}” made: {found}{missing}.")
    return 1 if failed else 0


def _chosen_ids(service: LibraryService, arguments: argparse.Namespace) -> Sequence[int]:
    """Return the ids of the songs that paths and filter choose, those of paths first."""
    ids = []
    for path in arguments.paths:
        row = service.tracks.find(os.path.abspath(path))  # noqa: PTH100 - keeps any bytes
        if row is None:
            raise MoodtaggerError(
                "This song is not in the library.", path=path, advice="Scan it first."
            )
        ids.append(row.track_id)
    song_filter = chosen_filter(arguments)
    if song_filter is not None:
        ids += [row.track_id for row in service.filters.rows(song_filter)]
    return ids


def _content_dict(content: PlaylistSongs) -> dict[str, object]:
    rules = content.playlist.rules
    return {
        "name": content.playlist.name,
        "songs": len(content.track_ids),
        "length_s": round(content.length_s, 3),
        "search": None if rules is None else rules.search,
        "sort": None if rules is None else rules.sort,
        "limit": None if rules is None else rules.limit,
    }


def _search_text(content: PlaylistSongs) -> str:
    rules = content.playlist.rules
    return "" if rules is None else f"  ({printable(rules.search) or 'all songs'})"


def _length_text(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
