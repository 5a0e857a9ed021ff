"""The options of `moodtagger playlist`, and those of orders and exports that others share."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from moodtagger.cli.arguments import nonempty_path, positive_int
from moodtagger.cli.song_options import add_color_option, add_filter_option, filter_text
from moodtagger.core.song_order import SORT_FIELDS

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_playlist_command(commands: _Commands) -> None:
    """Add the command `playlist` with its actions."""
    parser = commands.add_parser("playlist", help="make, change, export, and import playlists")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    _add_action(actions, "list", "list all playlists", named=False, json=True)
    _add_action(actions, "show", "list the songs of a playlist", json=True)

    create = _add_action(actions, "create", "make a playlist of songs, or of a search")
    _add_songs(create)
    create.add_argument(
        "--search",
        type=filter_text,
        metavar="FILTER",
        help="make a smart playlist: songs that match now or later",
    )
    add_sort_option(create, "artist")
    create.add_argument("--limit", type=positive_int, metavar="N", help="only the first N songs")

    add = _add_action(actions, "add", "add songs at the end of a playlist")
    _add_songs(add)
    rename = _add_action(actions, "rename", "give a playlist another name")
    rename.add_argument("new_name", metavar="NEW", type=_name)
    _add_action(actions, "remove", "remove playlists; no songs and no files are removed", many=True)

    export = _add_action(actions, "export", "write a playlist to a file")
    export.add_argument(
        "--out",
        required=True,
        metavar="FILE",
        type=nonempty_path,
        help=".m3u8, .pls, .xspf, .xml (rekordbox), .nml (Traktor), .crate (Serato), or "
        ".nsp (smart playlist for Navidrome)",
    )
    add_absolute_option(export)
    add_color_option(export)
    export.add_argument(
        "--force", action="store_true", help="replace a file that moodtagger did not write"
    )
    import_ = actions.add_parser(
        "import", help="make playlists of files, also of exports by DJ programs"
    )
    import_.add_argument("files", nargs="+", metavar="FILE", type=nonempty_path)
    import_.set_defaults(run="playlists:run_import")


def _add_action(
    actions: _Commands,
    name: str,
    text: str,
    *,
    named: bool = True,
    many: bool = False,
    json: bool = False,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text)
    if named:
        parser.add_argument("name", metavar="NAME", type=_name, nargs="+" if many else None)
    if json:
        parser.add_argument("--json", action="store_true", help="print one JSON object per line")
    parser.set_defaults(run=f"playlists:run_{name}")
    return parser


def _add_songs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", type=nonempty_path)
    add_filter_option(parser)


def add_absolute_option(parser: argparse.ArgumentParser) -> None:
    """Add the choice of absolute paths."""
    parser.add_argument(
        "--absolute",
        action="store_true",
        help="absolute paths in .m3u8, .pls, and .xspf, instead of relative ones",
    )


def add_sort_option(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Add the order of the songs."""
    parser.add_argument(
        "--sort",
        default=default,
        metavar="FIELD",
        type=_sort_field,
        help=f"one of {', '.join(SORT_FIELDS)}; put - in front for descending",
    )


def _sort_field(text: str) -> str:
    field = text.lower().replace("_", "").replace(" ", "")
    if field.removeprefix("-") not in SORT_FIELDS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not one of {', '.join(SORT_FIELDS)} (put - in front for descending)"
        )
    return field


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a playlist needs a name")
    return text.strip()
