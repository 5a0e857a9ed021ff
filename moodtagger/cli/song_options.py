"""The options that choose songs of the library, and where a command writes them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moodtagger import settings
from moodtagger.cli.output import count_text, printable
from moodtagger.cli.output_file import output_path, print_done
from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.dj.rekordbox import RekordboxOptions
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.playlist_formats import PLAYLIST_WRITERS, playlist_bytes
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.paths import settings_path
from moodtagger.services.exports import write_export

if TYPE_CHECKING:
    from moodtagger.core.filter_language import Node
    from moodtagger.services.library_service import LibraryService


def add_filter_options(parser: argparse.ArgumentParser) -> None:
    """Add what chooses songs; see `moodtagger help filter`."""
    add_filter_option(parser)
    parser.add_argument("--mood", metavar="M", help="only songs with this mood or mood tag")
    parser.add_argument("--quadrant", choices=[str(q) for q in QUADRANTS])


def add_filter_option(parser: argparse.ArgumentParser) -> None:
    """Add the filter alone, where other options name moods."""
    parser.set_defaults(mood=None, quadrant=None)
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="FILTER",
        type=filter_text,
        help="only songs that match, such as 'mood:happy bpm:120-130 -live' (see "
        "moodtagger help filter)",
    )


def add_playlist_option(parser: argparse.ArgumentParser) -> None:
    """Add the playlist that the songs are written to."""
    parser.add_argument(
        "--playlist",
        "--out",
        metavar="FILE",
        help="write the songs as a playlist: .m3u8, .pls, .xspf, .xml (rekordbox), "
        ".nml (Traktor) or .crate (Serato)",
    )
    add_color_option(parser)
    parser.add_argument(
        "--force", action="store_true", help="replace a file that moodtagger did not write"
    )


def add_color_option(parser: argparse.ArgumentParser) -> None:
    """Add whether songs get colors."""
    parser.add_argument(
        "--colors", action="store_true", help="rekordbox: color the songs by quadrant"
    )


def filter_text(text: str) -> str:
    """Return the text of a filter, if it can be read."""
    from moodtagger.core.filter_language import FilterError, parse

    try:
        parse(text)
    except FilterError as error:
        raise argparse.ArgumentTypeError(printable(error.full_message)) from error
    return text


def chosen_search(arguments: argparse.Namespace) -> str:
    """Return the filter of all options together as one text, for a smart playlist."""
    parts = [f"({text})" for text in arguments.filter if text.strip()]
    if arguments.mood:
        mood = arguments.mood.replace('"', "")
        parts.append(f'(mood:"{mood}" | tag:"{mood}")')
    if arguments.quadrant:
        parts.append(f"quadrant:{arguments.quadrant}")
    return parts[0][1:-1] if len(parts) == 1 and arguments.filter else " ".join(parts)


def chosen_filter(arguments: argparse.Namespace) -> Node | None:
    """Return the filter of all options together; None without any."""
    from moodtagger.core.filter_language import parse
    from moodtagger.core.filter_language.syntax import And, Or

    parts: list[Node] = list(map(parse, arguments.filter))
    if arguments.mood:
        parts.append(Or((_term("mood", arguments.mood), _term("tag", arguments.mood))))
    if arguments.quadrant:
        parts.append(_term("quadrant", arguments.quadrant))
    return And(tuple(parts)) if parts else None


def _term(name: str, value: str) -> Node:
    from moodtagger.core.filter_language import field_named
    from moodtagger.core.filter_language.syntax import Term
    from moodtagger.core.filter_language.values import RawValue, parse_value

    field = field_named(name)
    assert field is not None
    return Term(field, (parse_value(field, RawValue("", value, is_quoted=True)),))


def chosen_rows(service: LibraryService, arguments: argparse.Namespace) -> list[SongRow]:
    """Return the songs that the options choose, all of them by default."""
    song_filter = chosen_filter(arguments)
    return service.tracks.rows() if song_filter is None else service.filters.rows(song_filter)


def playlist_target(arguments: argparse.Namespace) -> Path | None:
    """Return the file of `--playlist`; MoodtaggerError when nothing may be written there."""
    if arguments.playlist is None:
        return None
    out = output_path(arguments.playlist, force=arguments.force)
    if out.suffix.lower() not in PLAYLIST_WRITERS:
        raise MoodtaggerError(
            "This is not a playlist name.",
            path=out,
            advice="Use a name ending in .m3u8, .pls, .xspf, .xml, .nml, or .crate.",
        )
    return out


def write_playlist(
    service: LibraryService,
    arguments: argparse.Namespace,
    rows: Sequence[SongRow],
    out: Path,
    suffix: str = "",
    *,
    absolute: bool = False,
) -> int:
    """Write the songs whose files are there, and return how many they are."""
    present = [row for row in rows if row.state is not TrackState.ABSENT]
    options = RekordboxOptions(
        KeyNotation(settings.load(settings_path()).key_notation),
        arguments.colors,
        service.tracks.beats(present, suffix or out.suffix),
    )
    write_export(out, playlist_bytes(present, out, suffix, options, absolute=absolute))
    return len(present)


def print_written(count: int, out: Path) -> None:
    """Say how many songs a file holds."""
    print_done(f"{count_text(count, 'song')} written to", out)
