"""`moodtagger correct`, `tag` and `undo`: the user's decisions, and writing them into files."""

from __future__ import annotations

import argparse
import os
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

from moodtagger import settings
from moodtagger.cli.commands.library import open_service
from moodtagger.cli.output import print_error, print_json, printable, row_dict
from moodtagger.core.circumplex import Quadrant, quadrant_center
from moodtagger.core.errors import LibraryError
from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.tag_plan import TagPlan, TagRequest, TargetPlayer, WriteMode
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.paths import settings_path
from moodtagger.services import tag_writing
from moodtagger.services.library_service import LibraryService
from moodtagger.services.scan.discovery import find_audio_files, real_path


def run_correct(arguments: argparse.Namespace, cancel: Event) -> int:
    """Keep the place of each song, or take its correction back."""
    position = _position(arguments)
    with open_service(write=True) as service:
        found, missing = _find_songs(service, arguments.paths)
        rows = service.correct([(row.track_id, position) for row in found])
    for row in rows:
        _print_correction(row, as_json=arguments.json)
    for path in missing:
        print_error("This song is not in the library. Scan its folder first.", path)
    return 1 if missing else 0


def _position(arguments: argparse.Namespace) -> tuple[float, float] | None:
    if arguments.back:
        return None
    if arguments.quadrant is not None:
        return quadrant_center(Quadrant(arguments.quadrant))
    valence, arousal = arguments.place
    return valence, arousal


def _find_songs(service: LibraryService, paths: list[str]) -> tuple[list[SongRow], list[str]]:
    found, missing = [], []
    for name in paths:
        path = os.path.abspath(name)  # noqa: PTH100 - `..` must go
        row = service.row_of(path)
        if row is None:
            missing.append(path)
        else:
            found.append(row)
    return found, missing


def _print_correction(row: SongRow, *, as_json: bool) -> None:
    if as_json:
        print_json(row_dict(row))
        return
    if row.correction is None:
        print(f"{printable(row.path)}: the network's place counts")
        return
    correction = row.correction
    print(
        f"{printable(row.path)}: {correction.quadrant}, "
        f"{correction.valence:+.2f}, {correction.arousal:+.2f}"
    )


def run_tag(arguments: argparse.Namespace, cancel: Event) -> int:
    """Plan, show, and unless it is a dry run write what was accepted."""
    policy = replace(settings.load(settings_path()).policy, mode=WriteMode(arguments.mode))
    if arguments.player:
        policy = replace(policy, player=TargetPlayer(arguments.player))
    with open_service(write=not arguments.dry_run) as service:
        selection, failed = _select_files(service, arguments, cancel)
        tags_by_path = [(path, tags) for path, row, tags in selection if tags.moods]
        if not arguments.dry_run:
            _save_decisions(service, arguments, selection)
        preview = tag_writing.preview(tags_by_path, policy, cancel=cancel)
        failed += preview.failed
        for plan in preview.plans:
            _print_plan(plan, as_json=arguments.json, dry_run=arguments.dry_run)
        if arguments.dry_run:
            return _report_failures(failed, as_json=arguments.json)
        summary = service.write(preview.plans, policy, cancel=cancel)
    failed += summary.failed
    status = _report_failures(failed, as_json=arguments.json) or int(summary.cancelled)
    if arguments.json:
        print_json({"summary": asdict(summary)})
    else:
        print(f"{summary.written} files written, {summary.unchanged} unchanged.")
        if summary.written:
            print(f"To take this back: moodtagger undo --batch {summary.batch_id}")
    return status


_Selection = list[tuple[str, SongRow | None, TagRequest]]


def _select_files(
    service: LibraryService, arguments: argparse.Namespace, cancel: Event
) -> tuple[_Selection, list[tuple[str, str]]]:
    """The files with what is wanted for each, and those that cannot be served."""
    rows = {row.path: row for row in service.rows()}
    failed = []
    if arguments.paths:
        paths = []
        for found in find_audio_files(arguments.paths, cancel=cancel):
            if found.error:
                failed.append((found.path, found.error))
            else:
                paths.append(found.path)
    else:
        paths = [path for path, row in rows.items() if row.state is not TrackState.ABSENT]
    if any(path not in rows for path in paths):  # below a linked folder, a song has two names
        rows = {real_path(path): row for path, row in rows.items()} | rows
    selection: _Selection = []
    for path in paths:
        row = rows.get(path)
        if row is None and not arguments.moods:
            failed.append((path, "This song is not in the library. Scan its folder first."))
            continue
        selection.append(
            (row.path if row else path, row, _tags_for(row, arguments, service.mood_preferences))
        )
    return selection, failed


def _tags_for(
    row: SongRow | None, arguments: argparse.Namespace, preferences: MoodPreferences
) -> TagRequest:
    if row is None:
        return TagRequest(tuple(arguments.moods))
    added: list[str] = arguments.moods or []
    if added and arguments.mode == WriteMode.OVERWRITE:  # these and no others
        return tag_writing.tags_to_write(row, tuple(added), preferences.names)
    if arguments.accept_confident:
        added = [mood for mood in row.proposed if mood not in row.rejected]
    moods = dict.fromkeys((*row.accepted, *added))
    return tag_writing.tags_to_write(row, tuple(moods), preferences.names)


def _save_decisions(
    service: LibraryService, arguments: argparse.Namespace, selection: _Selection
) -> None:
    if not (arguments.moods or arguments.accept_confident):
        return
    labels = {mood.label.casefold(): mood.label for mood in service.vocabulary()}
    labels |= {name.casefold(): label for label, name in service.mood_preferences.names.items()}
    decisions: list[tuple[int, str, bool | None]] = []
    for _, row, tags in selection:
        if row is not None:
            # "Happy" is the network's "happy"; the file gets it as it was typed.
            moods = {labels.get(mood.casefold(), mood) for mood in tags.moods}
            decisions += [(row.track_id, m, True) for m in sorted(moods.difference(row.accepted))]
            decisions += [(row.track_id, m, None) for m in row.accepted if m not in moods]
    service.decide(decisions)


def _print_plan(plan: TagPlan, *, as_json: bool, dry_run: bool) -> None:
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


def _report_failures(failed: list[tuple[str, str]], *, as_json: bool) -> int:
    for path, sentence in failed:
        if as_json:
            print_json({"path": path, "error": sentence})
        else:
            print_error(sentence, path)
    return 1 if failed else 0


def run_undo(arguments: argparse.Namespace, cancel: Event) -> int:
    """Undo the batch asked for, or the last one that is not undone yet."""
    with open_service(write=not arguments.dry_run) as service:
        batch_id = _batch_to_undo(service, arguments.batch)
        summary = service.undo(batch_id, dry_run=arguments.dry_run)
    if arguments.json:
        print_json(asdict(summary) | {"dry_run": arguments.dry_run})
    else:
        for path, sentence in summary.left:
            print_error(sentence, path)
        verb = "would be restored" if arguments.dry_run else "restored"
        print(f"Batch {batch_id}: {summary.restored} files {verb}.")
        if not summary.restored and not summary.left:
            print("Nothing of it is left to be undone.")
    return 1 if summary.left else 0


def _batch_to_undo(service: LibraryService, requested: int | None) -> int:
    batches = service.batches()
    if requested is not None:
        if all(batch.batch_id != requested for batch in batches):
            raise LibraryError(f"There is no batch {requested} in the history.")
        return requested
    for batch in batches:
        if not batch.undone:
            return batch.batch_id
    raise LibraryError("There is nothing to undo: the history holds no written batch.")
