"""The commands and their options.

Each names its function as "module:function", which is imported when it runs: the window should
not wait for what only other commands need.
"""

from __future__ import annotations

import argparse
import re
from typing import TypeAlias

from moodtagger import __version__
from moodtagger.cli.options.argument_types import coordinate, path_name, whole_number
from moodtagger.cli.options.models import add_networks
from moodtagger.cli.options.performance import add_manners
from moodtagger.cli.sort_keys import SORT_KEYS
from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.tag_plan import Player, WriteMode

COMMANDS = (
    "gui", "analyze", "scan", "list", "similar", "tag", "undo", "map", "export", "train", "models",
    "precision", "correct", "library",
)  # fmt: skip


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="moodtagger", description="Hears the mood of the songs in a music library."
    )
    parser.add_argument("--version", action="version", version=f"moodtagger {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _listening(commands)
    _library(commands)
    _correcting(commands)
    _writing(commands)
    add_networks(commands)
    _rescue(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _listening(commands: _Commands) -> None:
    window = commands.add_parser("gui", help="the window (default)")
    window.add_argument("targets", nargs="*", metavar="FOLDER|FILE")
    window.add_argument("--demo", action="store_true", help="open the demo songs")
    window.set_defaults(run="gui:run")

    analyze_ = commands.add_parser("analyze", help="listen to files; no library is touched")
    analyze_.add_argument("paths", nargs="+", metavar="PATH", type=path_name)
    analyze_.add_argument("--quick", action="store_true", help="three excerpts of each song")
    add_manners(analyze_)
    _json(analyze_)
    analyze_.set_defaults(run="analyze:run")

    scan_ = commands.add_parser("scan", help="listen to what is new or changed in some folders")
    scan_.add_argument("folders", nargs="+", metavar="FOLDER", type=path_name)
    scan_.add_argument("--exclude", action="append", default=[], metavar="GLOB")
    add_manners(scan_)
    _json(scan_)
    scan_.set_defaults(run="scan:run")


def _library(commands: _Commands) -> None:
    list_ = commands.add_parser("list", help="the songs of the library")
    list_.add_argument("--mood", metavar="M")
    list_.add_argument("--quadrant", choices=[str(q) for q in QUADRANTS])
    list_.add_argument("--sort", default="artist", metavar="FIELD", type=_sort_field)
    _json(list_)
    list_.set_defaults(run="list_similar:run_list")

    similar = commands.add_parser("similar", help="songs that feel like this one")
    similar.add_argument("file", metavar="FILE", type=path_name)
    similar.add_argument("-n", type=whole_number, default=12, dest="count", metavar="N")
    _json(similar)
    similar.set_defaults(run="list_similar:run_similar")

    map_ = commands.add_parser("map", help="the library's circumplex as a picture")
    map_.add_argument("--out", required=True, metavar="FILE.png", type=path_name)
    map_.add_argument("--size", type=_size, default=(1200, 1000), metavar="WxH")
    map_.add_argument("--dark", action="store_true")
    map_.set_defaults(run="export:run_map")

    export_ = commands.add_parser("export", help="the library as a table or a playlist")
    export_.add_argument("--format", required=True, choices=["csv", "json", "m3u8"])
    export_.add_argument("--out", required=True, metavar="FILE", type=path_name)
    export_.set_defaults(run="export:run_export")


def _correcting(commands: _Commands) -> None:
    correct_ = commands.add_parser("correct", help="say where you hear songs; files stay as are")
    correct_.add_argument("paths", nargs="+", metavar="PATH", type=path_name)
    which = correct_.add_mutually_exclusive_group(required=True)
    which.add_argument("--place", nargs=2, type=coordinate, metavar=("VALENCE", "AROUSAL"))
    which.add_argument("--quadrant", choices=[str(q) for q in QUADRANTS])
    which.add_argument("--back", action="store_true", help="let the network's place count again")
    _json(correct_)
    correct_.set_defaults(run="correct:run")


def _writing(commands: _Commands) -> None:
    tag_ = commands.add_parser("tag", help="write moods into files")
    tag_.add_argument("paths", nargs="*", metavar="PATH", type=path_name)
    which = tag_.add_mutually_exclusive_group()
    which.add_argument("--moods", type=_moods, metavar="A,B")
    which.add_argument("--accept-confident", action="store_true")
    tag_.add_argument("--mode", choices=[str(m) for m in WriteMode], default=str(WriteMode.MERGE))
    tag_.add_argument(
        "--for",
        dest="player",
        choices=[str(p) for p in Player],
        help="where this player looks for moods (default: as in the settings)",
    )
    tag_.add_argument("--dry-run", action="store_true", help="show the frames, write nothing")
    _json(tag_)
    tag_.set_defaults(run="tag:run")

    undo_ = commands.add_parser("undo", help="take written moods back")
    which = undo_.add_mutually_exclusive_group()
    which.add_argument("--last", action="store_true", help="the last batch (default)")
    which.add_argument("--batch", type=whole_number, metavar="ID")
    undo_.add_argument("--dry-run", action="store_true")
    _json(undo_)
    undo_.set_defaults(run="undo:run")


def _rescue(commands: _Commands) -> None:
    library = commands.add_parser("library", help="when the library's file is damaged")
    actions = library.add_subparsers(metavar="ACTION", required=True)
    copies = actions.add_parser("copies", help="its copies, newest first")
    _json(copies)
    copies.set_defaults(run="library:run_copies")
    restore = actions.add_parser("restore", help="put a copy back; the old file is kept")
    restore.add_argument("copy", nargs="?", metavar="COPY", type=path_name)
    restore.set_defaults(run="library:run_restore")
    new = actions.add_parser("new", help="begin a new library; the old file is kept")
    new.set_defaults(run="library:run_new")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,5})[xX×]([0-9]{1,5})", text)
    if not match or not all(200 <= int(side) <= 8000 for side in match.groups()):
        raise argparse.ArgumentTypeError(f"{text!r} is not WIDTHxHEIGHT, 200 to 8000 pixels")
    return int(match[1]), int(match[2])


def _sort_field(text: str) -> str:
    if text.lstrip("-") not in SORT_KEYS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is none of {', '.join(SORT_KEYS)} (with - before it: descending)"
        )
    return text


def _moods(text: str) -> list[str]:
    moods = [mood.strip() for mood in text.split(",") if mood.strip()]
    if not moods:
        raise argparse.ArgumentTypeError("name at least one mood")
    if any(not mood.isprintable() or len(mood) > 100 for mood in moods):
        raise argparse.ArgumentTypeError("a mood is a word of at most 100 printable characters")
    return moods
