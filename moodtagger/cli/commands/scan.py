"""`moodtagger scan`, and `gui` where there is no display: scan folders into the library."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

from moodtagger import settings
from moodtagger.cli.commands.library import open_service
from moodtagger.cli.output import (
    ProgressLine,
    count_text,
    print_error,
    print_json,
    print_left_out,
    print_table,
    printable,
    row_dict,
)
from moodtagger.cli.performance import limits_from_arguments, pause_on_battery
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.options import pattern_problem
from moodtagger.core.tag_reading import TagReading, are_valid_separators
from moodtagger.core.tracks import SongRow
from moodtagger.paths import settings_path
from moodtagger.services.exports import unused_name, write_export
from moodtagger.services.library_service import LibraryService
from moodtagger.services.scan.discovery import real_path
from moodtagger.services.scan.summary import ScanDepth, ScanSummary


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Scan with a progress line, and print a summary with each failed file."""
    with (
        open_service(write=True, limits=limits_from_arguments(arguments)) as service,
        pause_on_battery(arguments) as pause,
    ):
        exclude = _remember_exclusions(arguments)
        service.preferences.set_reading(_remember_reading(arguments))
        summary = scan(
            service,
            arguments.folders,
            cancel,
            exclude=exclude,
            depth=_depth(arguments),
            json=arguments.json,
            pause=pause,
        )
    if arguments.json:
        print_json({"summary": asdict(summary)})
    else:
        print_summary(summary)
    return 1 if summary.failed or summary.cancelled else 0


def _depth(arguments: argparse.Namespace) -> ScanDepth:
    if arguments.quick:
        return ScanDepth.QUICK
    at_once = arguments.complete or settings.load(settings_path()).complete_at_once
    return ScanDepth.COMPLETE if at_once else ScanDepth.TWICE


def _remember_exclusions(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Save what is left out from now on, in the window too, and return all of the patterns."""
    chosen = settings.load(settings_path())
    added = [p for p in dict.fromkeys(arguments.exclude) if p not in chosen.exclude]
    for pattern in added:
        if pattern_problem(pattern) is not None:
            raise MoodtaggerError(f'"{pattern}" is not a valid name or pattern.')
    wanted = tuple(p for p in (*chosen.exclude, *added) if p not in arguments.include)
    if wanted != chosen.exclude:
        settings.save(replace(chosen, exclude=wanted), settings_path())
        names = ", ".join(wanted) or "nothing"
        print_error(f"Excluded from now on, in the window too: {names} (undo with --include).")
    return wanted


def _remember_reading(arguments: argparse.Namespace) -> TagReading:
    """Save how tags are read from now on, in the window too, and return it."""
    chosen = settings.load(settings_path())
    wanted = chosen
    if arguments.mood_separators is not None:
        if not are_valid_separators(arguments.mood_separators):
            raise MoodtaggerError("Mood separators can't contain letters or digits.")
        wanted = replace(wanted, mood_separators=arguments.mood_separators)
    if arguments.code_page is not None:
        code_page = "" if arguments.code_page == "detect" else arguments.code_page
        wanted = replace(wanted, tag_code_page=code_page)
    if wanted != chosen:
        settings.save(wanted, settings_path())
    return wanted.reading


def scan(
    service: LibraryService,
    folders: list[str],
    cancel: Event,
    *,
    exclude: Sequence[str] = (),
    depth: ScanDepth = ScanDepth.TWICE,
    json: bool = False,
    pause: Event | None = None,
) -> ScanSummary:
    """Scan folders with the progress on standard error, and complete quick analyses."""

    def show(rows: list[SongRow]) -> None:
        for row in rows if json else ():
            print_json(row_dict(row))

    line = ProgressLine()
    summary = service.analysis.scan(
        folders,
        exclude=exclude,
        depth=depth,
        on_progress=line.show,
        on_rows=show,
        cancel=cancel,
        pause=pause,
    )
    line.finish()
    if depth is ScanDepth.TWICE and not cancel.is_set():
        _complete(service, cancel, show, pause)
    return summary


def _complete(
    service: LibraryService,
    cancel: Event,
    show: Callable[[list[SongRow]], None],
    pause: Event | None,
) -> None:
    """Analyze completely what was analyzed quickly, in this scan or one that was stopped."""
    quick = service.reanalysis.count_quick()
    if not quick:
        return
    print_error(f"Quick analysis done. Analyzing {count_text(quick, 'song')} completely.")
    line = ProgressLine()
    service.reanalysis.run(
        on_progress=line.show, on_rows=show, cancel=cancel, pause=pause, only_quick=True
    )
    line.finish()
    left = service.reanalysis.count_quick()
    if left:
        print_error(f"{count_text(left, 'song')} analyzed quickly so far. Scan again to resume.")


def print_summary(summary: ScanSummary) -> None:
    """Print what the scan did."""
    for path, message in summary.failed:
        print_error(message, path)
    print(summary_text(summary))
    if summary.failed_before:
        have = "has" if summary.failed_before == 1 else "have"
        print(f"{summary.failed_before} failed in an earlier scan and {have} not changed since.")
    if summary.speech:
        print(f"{count_text(summary.speech, 'speech file')} without moods.")
    if summary.unreadable:
        print(f"{count_text(summary.unreadable, 'file or folder', 'files or folders')} not read.")
    print_left_out(summary.left_out)
    if summary.cancelled:
        print("Stopped. Scan again to resume.")


def summary_text(summary: ScanSummary) -> str:
    """Return one line whose counts add up to the songs that were found."""
    failed = len(summary.failed) - summary.unreadable
    counts = [
        (summary.analysed, "analyzed"),
        (summary.unchanged, "unchanged"),
        (summary.known_audio, "already analyzed"),
        (failed, "failed"),
    ]
    rest = summary.found - sum(count for count, _ in counts)
    if rest > 0:
        counts.append((rest, "not found" if summary.cancelled else "removed meanwhile"))
    always = {"analyzed", "unchanged", "failed"}
    parts = [f"{count} {what}" for count, what in counts if count or what in always]
    absent = f" {count_text(summary.absent, 'song')} missing." if summary.absent else ""
    return f"{count_text(summary.found, 'song')}: {', '.join(parts)}.{absent}"


MAP_FILE = "moodtagger-map.png"


def run_headless(targets: Sequence[Path], cancel: Event) -> int:
    """Scan the folders, print their songs, draw the map, and explain how to get the window."""
    from moodtagger.app import map_png

    roots = [real_path(target) for target in targets]
    with open_service() as service:
        status = 0
        if targets and not service.read_only:
            exclude = settings.load(settings_path()).exclude
            summary = scan(service, [str(target) for target in targets], cancel, exclude=exclude)
            print_summary(summary)
            status = 1 if summary.failed or summary.cancelled else 0
        elif service.read_only:
            print_error(service.busy_message)
        rows = [row for row in service.tracks.rows() if not roots or _is_inside(row.file, roots)]
        vocabulary = service.preferences.vocabulary()
    print_table(rows)
    out = unused_name(Path.cwd() / MAP_FILE)  # nobody can be asked whether to replace another one
    write_export(out, map_png(rows, vocabulary))
    print(f"\nMap of these songs: {printable(str(out))}")
    print("No display found. To open the window, run this in a desktop session,")
    print("or over ssh with X forwarding (ssh -X).")
    return status


def _is_inside(path: str, roots: Sequence[str]) -> bool:
    return any(Path(path).is_relative_to(root) for root in roots)
