"""`moodtagger tag`: accept moods and write them into the files."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

from moodtagger import settings
from moodtagger.cli.output import complain, print_json, printable
from moodtagger.cli.session import open_service
from moodtagger.core.mood_preferences import MoodChoice
from moodtagger.core.tag_plan import Player, TagPlan, WantedTags, WriteMode
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.paths import settings_path
from moodtagger.services.library_service import LibraryService
from moodtagger.services.scan.discovery import find_audio, real_path
from moodtagger.services.tagging import writing as tagging


def run(arguments: argparse.Namespace, cancel: Event) -> int:
    """Plan, show, and unless it is a dry run write what was accepted."""
    policy = replace(settings.load(settings_path()).policy, mode=WriteMode(arguments.mode))
    if arguments.player:
        policy = replace(policy, player=Player(arguments.player))
    with open_service(write=not arguments.dry_run) as service:
        chosen, failed = _choose(service, arguments, cancel)
        wanted = [(path, tags) for path, row, tags in chosen if tags.moods]
        if not arguments.dry_run:
            _decide(service, arguments, chosen)
        preview = tagging.preview(wanted, policy, cancel=cancel)
        failed += preview.failed
        for plan in preview.plans:
            _show(plan, as_json=arguments.json, dry_run=arguments.dry_run)
        if arguments.dry_run:
            return _end(failed, as_json=arguments.json)
        summary = service.write(preview.plans, policy, cancel=cancel)
    failed += summary.failed
    status = _end(failed, as_json=arguments.json) or int(summary.cancelled)
    if arguments.json:
        print_json({"summary": asdict(summary)})
    else:
        print(f"{summary.written} files written, {summary.unchanged} unchanged.")
        if summary.written:
            print(f"To take this back: moodtagger undo --batch {summary.batch_id}")
    return status


_Chosen = list[tuple[str, SongRow | None, WantedTags]]


def _choose(
    service: LibraryService, arguments: argparse.Namespace, cancel: Event
) -> tuple[_Chosen, list[tuple[str, str]]]:
    """The files with what is wanted for each, and those that cannot be served."""
    rows = {row.path: row for row in service.rows()}
    failed = []
    if arguments.paths:
        paths = []
        for found in find_audio(arguments.paths, cancel=cancel):
            if found.error:
                failed.append((found.path, found.error))
            else:
                paths.append(found.path)
    else:
        paths = [path for path, row in rows.items() if row.state is not TrackState.ABSENT]
    if any(path not in rows for path in paths):  # below a linked folder, a song has two names
        rows = {real_path(path): row for path, row in rows.items()} | rows
    chosen: _Chosen = []
    for path in paths:
        row = rows.get(path)
        if row is None and not arguments.moods:
            failed.append((path, "This song is not in the library. Scan its folder first."))
            continue
        chosen.append((row.path if row else path, row, _wanted(row, arguments, service.moods)))
    return chosen, failed


def _wanted(row: SongRow | None, arguments: argparse.Namespace, choice: MoodChoice) -> WantedTags:
    if row is None:
        return WantedTags(tuple(arguments.moods))
    more: list[str] = arguments.moods or []
    if more and arguments.mode == WriteMode.OVERWRITE:  # these and no others
        return tagging.wanted_tags(row, tuple(more), choice.names)
    if arguments.accept_confident:
        more = [mood for mood in row.proposed if mood not in row.rejected]
    moods = dict.fromkeys((*row.accepted, *more))
    return tagging.wanted_tags(row, tuple(moods), choice.names)


def _decide(service: LibraryService, arguments: argparse.Namespace, chosen: _Chosen) -> None:
    if not (arguments.moods or arguments.accept_confident):
        return
    labels = {mood.label.casefold(): mood.label for mood in service.vocabulary()}
    labels |= {name.casefold(): label for label, name in service.moods.names.items()}
    decisions: list[tuple[int, str, bool | None]] = []
    for _, row, tags in chosen:
        if row is not None:
            # "Happy" is the network's "happy"; the file gets it as it was typed.
            moods = {labels.get(mood.casefold(), mood) for mood in tags.moods}
            decisions += [(row.track_id, m, True) for m in sorted(moods.difference(row.accepted))]
            decisions += [(row.track_id, m, None) for m in row.accepted if m not in moods]
    service.decide(decisions)


def _show(plan: TagPlan, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        changes = [{"frame": c.frame, "old": list(c.old), "new": list(c.new)} for c in plan.changes]
        fields = {"path": str(Path(plan.path)), "container": plan.container, "changes": changes}
        print_json(fields | {"note": plan.note, "dry_run": dry_run})
        return
    print(f"{printable(plan.path)} [{plan.container}]")
    for change in plan.changes:
        old = ", ".join(change.old) or "(none)"
        print(printable(f"  {change.frame}: {old} -> {', '.join(change.new) or '(none)'}"))
    if not plan.changes:
        print(f"  {plan.note or 'Nothing changes.'}")


def _end(failed: list[tuple[str, str]], *, as_json: bool) -> int:
    for path, sentence in failed:
        if as_json:
            print_json({"path": path, "error": sentence})
        else:
            complain(sentence, path)
    return 1 if failed else 0
