"""The commands and their options.

Each command names its function as "module:function", which is imported only when it runs, so that
the window does not wait for the imports of other commands.
"""

from __future__ import annotations

import argparse
import re
from typing import TypeAlias

from moodtagger import __version__, settings
from moodtagger.cli.arguments import (
    add_csv_options,
    add_model_commands,
    add_profile_option,
    add_taste_command,
    bpm_range,
    coordinate,
    nonempty_path,
    path_pair,
    positive_int,
    tempo_correction,
    whole_number,
)
from moodtagger.cli.performance import add_performance_options
from moodtagger.cli.playlist_options import (
    add_absolute_option,
    add_playlist_command,
    add_sort_option,
)
from moodtagger.cli.set_options import add_mix_rules, add_set_command
from moodtagger.cli.song_options import (
    add_color_option,
    add_filter_option,
    add_filter_options,
    add_playlist_option,
)
from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.playlist_formats import PLAYLIST_FORMATS
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.tag_plan import TargetPlayer, WriteMode
from moodtagger.core.tag_reading import CODE_PAGES, DEFAULT_MOOD_SEPARATORS

COMMANDS = (
    "gui", "analyze", "scan", "list", "similar", "tag", "undo", "map", "export", "train", "models",
    "precision", "taste", "correct", "library", "duplicates", "set", "playlist", "integrate",
    "help", "import",
)  # fmt: skip


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="moodtagger", description="Detect the mood of the songs in a music library."
    )
    parser.add_argument("--version", action="version", version=f"moodtagger {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_analysis_commands(commands)
    _add_import_command(commands)
    _add_library_commands(commands)
    _add_correct_command(commands)
    _add_tag_commands(commands)
    add_model_commands(commands)
    add_taste_command(commands)
    _add_restore_command(commands)
    add_set_command(commands)
    add_playlist_command(commands)
    _add_integrate_command(commands)
    _add_help_command(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_analysis_commands(commands: _Commands) -> None:
    window = commands.add_parser("gui", help="open the window (default)")
    window.add_argument("targets", nargs="*", metavar="FOLDER|FILE")
    window.add_argument(
        "--demo",
        action="store_true",
        help="show the demo songs, a folder of your library that you can remove",
    )
    window.set_defaults(run="gui:run")

    analyze_ = commands.add_parser("analyze", help="analyze files without a library")
    analyze_.add_argument("paths", nargs="+", metavar="PATH", type=nonempty_path)
    analyze_.add_argument("--quick", action="store_true", help="analyze only excerpts of each song")
    analyze_.add_argument(
        "--scheduler",
        metavar="tcp://HOST:PORT",
        help="have the workers of this Dask cluster analyze; they need the files at the same paths",
    )
    add_performance_options(analyze_)
    _add_json_option(analyze_)
    analyze_.set_defaults(run="analyze:run")

    scan_ = commands.add_parser("scan", help="analyze new and changed songs in folders")
    scan_.add_argument("folders", nargs="+", metavar="FOLDER|PLAYLIST", type=nonempty_path)
    scan_.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="exclude matching names or paths from now on",
    )
    scan_.add_argument(
        "--include",
        action="append",
        default=[],
        metavar="GLOB",
        help="include names or paths excluded before",
    )
    scan_.add_argument(
        "--mood-separators",
        metavar="MARKS",
        help=f'mood separators inside a tag, from now on (default: "{DEFAULT_MOOD_SEPARATORS}")',
    )
    scan_.add_argument(
        "--code-page",
        choices=["detect", *CODE_PAGES],
        help="encoding of old tags, from now on (default: detect)",
    )
    depth = scan_.add_mutually_exclusive_group()
    depth.add_argument(
        "--quick",
        action="store_true",
        help="analyze only excerpts of new songs; a later scan completes them",
    )
    depth.add_argument(
        "--complete",
        action="store_true",
        help="analyze new songs completely at once instead of quickly first",
    )
    add_performance_options(scan_)
    _add_json_option(scan_)
    scan_.set_defaults(run="scan:run")


def _add_import_command(commands: _Commands) -> None:
    import_ = commands.add_parser(
        "import", help="take results of `analyze --json` into the library"
    )
    import_.add_argument("results", nargs="+", metavar="RESULTS.jsonl", type=nonempty_path)
    import_.add_argument(
        "--map",
        action="append",
        default=[],
        type=path_pair,
        metavar="OLD=NEW",
        help="folder where the files were, and where they are here",
    )
    _add_json_option(import_)
    import_.set_defaults(run="import_results:run")


def _add_library_commands(commands: _Commands) -> None:
    list_ = commands.add_parser("list", help="list the songs of the library")
    add_filter_options(list_)
    add_sort_option(list_, "artist")
    add_playlist_option(list_)
    _add_json_option(list_)
    add_profile_option(list_)
    list_.set_defaults(run="browse:run_list")

    similar = commands.add_parser("similar", help="find similar songs")
    similar.add_argument("file", metavar="FILE", type=nonempty_path)
    similar.add_argument("-n", type=positive_int, default=12, dest="count", metavar="N")
    add_filter_options(similar)
    add_playlist_option(similar)
    defaults = SimilarityQuery()
    for group, default in (
        ("artist", defaults.max_per_artist),
        ("album", defaults.max_per_album),
    ):
        similar.add_argument(
            f"--per-{group}",
            type=whole_number,
            default=default,
            metavar="N",
            help=f"maximum songs per {group}, 0 for no limit (default: {default})",
        )
    _add_json_option(similar)
    add_profile_option(similar)
    similar.add_argument(
        "--mix",
        action="store_true",
        help="songs that fit after it in a set: by key, tempo, energy and mood",
    )
    add_mix_rules(similar)
    similar.set_defaults(run="similar:run_similar")

    duplicates = commands.add_parser(
        "duplicates", help="list songs that are in the library more than once, in any format"
    )
    _add_json_option(duplicates)
    duplicates.set_defaults(run="similar:run_duplicates")

    map_ = commands.add_parser("map", help="save the map as a picture")
    map_.add_argument("--out", required=True, metavar="FILE.png", type=nonempty_path)
    map_.add_argument("--size", type=_image_size, default=(1200, 1000), metavar="WxH")
    map_.add_argument("--dark", action="store_true")
    add_filter_options(map_)
    _add_force_option(map_)
    add_profile_option(map_)
    map_.set_defaults(run="browse:run_map")

    export_ = commands.add_parser("export", help="export the library as a table or playlist")
    export_.add_argument(
        "--format", required=True, choices=["csv", "json", *PLAYLIST_FORMATS, "nsp"]
    )
    export_.add_argument("--out", required=True, metavar="FILE", type=nonempty_path)
    add_filter_options(export_)
    add_sort_option(export_, None)
    _add_force_option(export_)
    add_color_option(export_)
    add_absolute_option(export_)
    add_csv_options(export_)
    add_profile_option(export_)
    export_.set_defaults(run="browse:run_export")


def _add_correct_command(commands: _Commands) -> None:
    correct_ = commands.add_parser(
        "correct", help="correct the position or tempo of songs; no files are changed"
    )
    correct_.add_argument("paths", nargs="+", metavar="PATH", type=nonempty_path)
    which = correct_.add_mutually_exclusive_group(required=True)
    which.add_argument("--place", nargs=2, type=coordinate, metavar=("VALENCE", "AROUSAL"))
    which.add_argument("--quadrant", choices=[str(q) for q in QUADRANTS])
    which.add_argument("--back", action="store_true", help="return to the original analysis")
    which.add_argument(
        "--tempo",
        type=tempo_correction,
        metavar="BPM",
        help="beats per minute, half, double, or back for the detected tempo",
    )
    _add_json_option(correct_)
    add_profile_option(correct_)
    correct_.set_defaults(run="edit:run_correct")


def _add_tag_commands(commands: _Commands) -> None:
    tag_ = commands.add_parser("tag", help="write moods to files")
    tag_.add_argument("paths", nargs="*", metavar="PATH", type=nonempty_path)
    add_filter_option(tag_)
    which = tag_.add_mutually_exclusive_group()
    which.add_argument("--moods", type=_mood_list, metavar="A,B")
    which.add_argument(
        "--accept-confident", action="store_true", help="also write the clear suggestions"
    )
    which.add_argument(
        "--accept-likely", action="store_true", help="also write the clear and likely suggestions"
    )
    tag_.add_argument("--mode", choices=[str(m) for m in WriteMode], default=str(WriteMode.MERGE))
    tag_.add_argument(
        "--for",
        dest="player",
        choices=[str(p) for p in TargetPlayer],
        help="player to be compatible with (default: as in the settings)",
    )
    tag_.add_argument(
        "--write-key",
        nargs="?",
        const="",
        choices=["", *map(str, KeyNotation)],
        metavar="|".join(KeyNotation),
        help="also write the key (default notation: as in the settings)",
    )
    tag_.add_argument(
        "--write-bpm",
        nargs="?",
        const="integer",
        choices=[name for name in settings.BPM_DIGITS if name],
        help="also write the tempo, as an integer by default",
    )
    tag_.add_argument(
        "--tempo",
        choices=["half", "double"],
        help="write half or double the tempo, in place of the file's",
    )
    tag_.add_argument(
        "--bpm-range",
        type=bpm_range,
        metavar="LOW-HIGH",
        help="halve or double tempos that are not in this range, such as 85-175",
    )
    tag_.add_argument(
        "--write-energy",
        nargs="?",
        const="field",
        choices=["field", "comment", "both"],
        help="also write the energy from 1 to 10: as EnergyLevel by default",
    )
    _add_date_option(tag_)
    tag_.add_argument("--dry-run", action="store_true", help="show the changes without writing")
    _add_json_option(tag_)
    add_profile_option(tag_)
    tag_.set_defaults(run="edit:run_tag")

    undo_ = commands.add_parser("undo", help="undo written moods")
    which = undo_.add_mutually_exclusive_group()
    which.add_argument("--last", action="store_true", help="the last write (default)")
    which.add_argument("--batch", type=positive_int, metavar="ID")
    _add_date_option(undo_)
    undo_.add_argument("--dry-run", action="store_true")
    _add_json_option(undo_)
    undo_.set_defaults(run="edit:run_undo")


def _add_help_command(commands: _Commands) -> None:
    help_ = commands.add_parser("help", help="show how to write filters, or this text")
    help_.add_argument("topic", nargs="?", choices=["filter"])
    help_.set_defaults(run="help:run")


def _add_restore_command(commands: _Commands) -> None:
    library = commands.add_parser("library", help="back up, restore, or clean up the library")
    actions = library.add_subparsers(metavar="ACTION", required=True)
    copies = actions.add_parser("copies", help="list backups, newest first")
    _add_json_option(copies)
    copies.set_defaults(run="library:run_copies")
    restore = actions.add_parser("restore", help="restore a backup; the current file is kept")
    restore.add_argument("copy", nargs="?", metavar="COPY", type=nonempty_path)
    restore.set_defaults(run="library:run_restore")
    new = actions.add_parser("new", help="start a new library; the current file is kept")
    new.set_defaults(run="library:run_new")
    forget = actions.add_parser(
        "forget", help="remove songs or folders and their results; no files are changed"
    )
    forget.add_argument("paths", nargs="+", metavar="PATH", type=nonempty_path)
    forget.add_argument("--dry-run", action="store_true", help="only show what would be removed")
    _add_json_option(forget)
    forget.set_defaults(run="library:run_forget")


def _add_integrate_command(commands: _Commands) -> None:
    integrate = commands.add_parser("integrate", help="add moodtagger to the applications menu")
    integrate.add_argument("--remove", action="store_true", help="take it out of the menu again")
    integrate.set_defaults(run="gui:run_integrate")


def _add_date_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--date-modified",
        choices=["keep", "renew"],
        help="date modified of the files (default: as in the settings)",
    )


def _add_force_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--force", action="store_true", help="replace a file that moodtagger did not write"
    )


def _add_json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")


def _image_size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,5})[xX×]([0-9]{1,5})", text)
    if not match or not all(200 <= int(side) <= 8000 for side in match.groups()):
        raise argparse.ArgumentTypeError(f"{text!r} is not WIDTHxHEIGHT, 200 to 8000 pixels")
    return int(match[1]), int(match[2])


def _mood_list(text: str) -> list[str]:
    moods = [mood.strip() for mood in text.split(",") if mood.strip()]
    if not moods:
        raise argparse.ArgumentTypeError("name at least one mood")
    if any(not mood.isprintable() or len(mood) > 100 for mood in moods):
        raise argparse.ArgumentTypeError("a mood has at most 100 printable characters")
    if any(not any(char.isalnum() or not char.isascii() for char in mood) for mood in moods):
        raise argparse.ArgumentTypeError("marks alone are no mood; they part moods in tags")
    return moods
