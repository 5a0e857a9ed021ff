"""`moodtagger correct`, `tag` and `undo`: the user's decisions, and writing them into files."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

from moodtagger import settings
from moodtagger.cli.arguments import TEMPO_FACTORS
from moodtagger.cli.commands.library import open_service
from moodtagger.cli.output import (
    ProgressLine,
    count_text,
    print_error,
    print_json,
    print_left_out,
    printable,
    row_dict,
)
from moodtagger.cli.song_options import chosen_filter
from moodtagger.core.circumplex import Quadrant, quadrant_center
from moodtagger.core.cue_sheet import cue_track_path, split_cue_path
from moodtagger.core.errors import LibraryError
from moodtagger.core.music_analysis import fold_tempo
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.tag_plan import TagPlan, TagRequest, TargetPlayer, WriteMode, WritePolicy
from moodtagger.core.tracks import JobProgress, SongRow, TrackState
from moodtagger.files.open_files import file_id_of
from moodtagger.paths import settings_path
from moodtagger.services import tag_writing
from moodtagger.services.library_service import LibraryService
from moodtagger.services.scan.discovery import real_path
from moodtagger.services.tag_writing import WriteSummary


def run_correct(arguments: argparse.Namespace, cancel: Event) -> int:
    """Save a correction of each song's position or tempo, or reset it."""
    with open_service(write=True, profile=arguments.profile) as service:
        found, missing = _find_songs(service, arguments.paths)
        if arguments.tempo is not None:
            tempos = [(row.track_id, _new_tempo(row, arguments.tempo)) for row in found]
            rows = service.review.correct_tempo(tempos)
        else:
            position = _position(arguments)
            rows = service.review.correct([(row.track_id, position) for row in found])
    for row in rows:
        if arguments.tempo is not None and not arguments.json:
            _print_tempo(row)
        else:
            _print_correction(row, as_json=arguments.json)
    for path in missing:
        if Path(path).is_dir():
            print_error("This is a folder. Name the songs in it.", path)
        else:
            print_error("This song is not in the library. Scan its folder first.", path)
    return 1 if missing else 0


def _new_tempo(row: SongRow, choice: str | float) -> float | None:
    """Return the tempo that a song gets; None for the detected one."""
    if isinstance(choice, float):
        return choice
    if choice not in TEMPO_FACTORS:
        return None
    bpm = row.effective_bpm
    return row.corrected_bpm if bpm is None else bpm * TEMPO_FACTORS[choice]


def _print_tempo(row: SongRow) -> None:
    bpm = row.effective_bpm
    text = "no tempo" if bpm is None else f"{bpm:g} BPM"
    print(f"{printable(row.path)}: {text}")


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
        path = _absolute(name)
        row = service.tracks.find(path)
        if row is None:
            missing.append(path)
        else:
            found.append(row)
    return found, missing


def _absolute(name: str) -> str:
    """Return a song's absolute path; "album.flac//03" is a song in a file."""
    file, number = split_cue_path(name)
    path = os.path.abspath(file)  # noqa: PTH100 - `..` must go
    return path if number is None else cue_track_path(path, number)


def _print_correction(row: SongRow, *, as_json: bool) -> None:
    if as_json:
        print_json(row_dict(row))
        return
    if row.correction is None:
        print(f"{printable(row.path)}: correction reset")
        return
    correction = row.correction
    print(
        f"{printable(row.path)}: {correction.quadrant}, "
        f"{correction.valence:+.2f}, {correction.arousal:+.2f}"
    )


def _with_music(policy: WritePolicy, arguments: argparse.Namespace) -> WritePolicy:
    """Return the policy with what the options say of key, tempo and energy."""
    if arguments.write_key is not None:
        notation = KeyNotation(arguments.write_key or policy.key_notation)
        policy = replace(policy, key=True, key_notation=notation)
    if arguments.write_bpm:
        policy = replace(policy, bpm_digits=settings.BPM_DIGITS[arguments.write_bpm])
    elif policy.bpm_digits is None and (arguments.tempo or arguments.bpm_range):
        policy = replace(policy, bpm_digits=settings.BPM_DIGITS["integer"])
    if arguments.write_energy:
        where = arguments.write_energy
        policy = replace(
            policy,
            energy=policy.energy or where != "comment",
            energy_comment=policy.energy_comment or where != "field",
        )
    return policy


def _with_tempo(request: TagRequest, row: SongRow, arguments: argparse.Namespace) -> TagRequest:
    """Return the request with the tempo that the options make of the song's."""
    bpm = row.effective_bpm
    if bpm is None or not (arguments.tempo or arguments.bpm_range):
        return request
    if arguments.tempo:
        bpm *= 2.0 if arguments.tempo == "double" else 0.5
    if arguments.bpm_range:
        bpm = fold_tempo(bpm, *arguments.bpm_range)
    return replace(request, bpm=bpm, bpm_corrected=bpm != row.effective_bpm)


def run_tag(arguments: argparse.Namespace, cancel: Event) -> int:
    """Plan and show the changes; unless it is a dry run, write them."""
    policy = replace(settings.load(settings_path()).policy, mode=WriteMode(arguments.mode))
    if arguments.player:
        policy = replace(policy, player=TargetPlayer(arguments.player))
    if arguments.date_modified:
        policy = replace(policy, keep_mtime=arguments.date_modified == "keep")
    policy = _with_music(policy, arguments)
    with open_service(write=not arguments.dry_run, profile=arguments.profile) as service:
        selection, failed = _select_files(service, arguments, cancel)
        moods = {row.track_id: _moods_for(row, arguments) for _, row in selection if row}
        rows = [row for _, row in selection if row]
        by_path = {row.path: row for row in rows}
        requests = {
            path: _with_tempo(request, by_path[path], arguments)
            for path, request in service.tagging.requests(rows, policy, moods)
        }
        outside = TagRequest(tuple(arguments.moods or ()))
        preview = tag_writing.preview(
            [
                (path, requests[path] if row else outside)
                for path, row in selection
                if row is None or path in requests
            ],
            policy,
            reading=service.preferences.reading,
            cancel=cancel,
        )
        service.tagging.read_again(preview)
        failed += preview.failed
        if cancel.is_set():
            print_error("Stopped. Nothing was written.")
            return 1
        if arguments.dry_run:
            _print_plans(preview.plans, policy, arguments)
            if not arguments.json:
                _print_parts(preview.plans)
            return _report_failures(failed, as_json=arguments.json)
        if arguments.moods or arguments.accept_confident or arguments.accept_likely:
            _save_decisions(service, rows, moods)
        line = ProgressLine()
        summary = service.tagging.write(
            preview.plans, policy, on_step=_show_steps(line), cancel=cancel
        )
        line.finish()
    # Printed when all is done: whoever reads the output must not decide over the work.
    _print_plans(preview.plans, policy, arguments)
    failed += summary.failed
    status = _report_failures(failed, as_json=arguments.json) or int(summary.cancelled)
    if arguments.json:
        print_json({"summary": asdict(summary)})
    else:
        print(_summary_text(summary, len(failed)))
        _print_parts(preview.plans)
        if summary.written:
            print(f"To undo: moodtagger undo --batch {summary.batch_id}")
    return status


def _summary_text(summary: WriteSummary, failed: int) -> str:
    """Return one line whose counts add up to the chosen files."""
    counts = f"{count_text(summary.written, 'file')} written, {summary.unchanged} unchanged"
    return f"{counts}, {failed} failed." if failed else f"{counts}."


_Selection = list[tuple[str, SongRow | None]]  # path, and its song where the library has it


def _select_files(
    service: LibraryService, arguments: argparse.Namespace, cancel: Event
) -> tuple[_Selection, list[tuple[str, str]]]:
    """Return the files to tag, and (path, message) for those that cannot be."""
    rows = {row.path: row for row in service.tracks.rows()}
    failed: list[tuple[str, str]] = []
    if arguments.paths:
        taken = service.analysis.take_files(arguments.paths, cancel=cancel)
        failed += taken.failed
        paths = [song.path for song in taken.songs]
        if not arguments.json:
            print_left_out(taken.left_out)
    else:
        paths = [path for path, row in rows.items() if row.state is not TrackState.ABSENT]
    divided: dict[str, list[SongRow]] = {}
    for song in rows.values():
        if song.cue_number is not None:
            divided.setdefault(song.file, []).append(song)
    paths = [song.path for path in paths for song in divided.get(path, ())] + [
        path for path in paths if path not in divided
    ]
    song_filter = chosen_filter(arguments)
    if song_filter is not None:
        matching = service.filters.ids(song_filter)
        paths = [path for path in paths if path in rows and rows[path].track_id in matching]
    if any(path not in rows for path in paths):  # a song may have several names
        rows = _rows_by_all_names(rows, paths)
    selection: _Selection = []
    for path in paths:
        row = rows.get(path)
        if row is None and not arguments.moods:
            failed.append((path, "This song is not in the library. Scan its folder first."))
            continue
        selection.append((row.path if row else path, row))
    return selection, failed


def _rows_by_all_names(rows: Mapping[str, SongRow], paths: Sequence[str]) -> dict[str, SongRow]:
    """Return the rows also by those of the paths that lead to the same files."""
    files = {file_id: row for path, row in rows.items() if (file_id := file_id_of(path))}
    found = {real_path(path): row for path, row in rows.items()} | dict(rows)
    for path in paths:
        file_id = None if path in found else file_id_of(path)
        if file_id in files:
            found[path] = files[file_id]
    return found


def _moods_for(row: SongRow, arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return the moods to write: the accepted ones, and those that the options add."""
    added: list[str] = arguments.moods or []
    if added and arguments.mode == WriteMode.OVERWRITE:  # these and no others
        return tuple(added)
    if arguments.accept_confident or arguments.accept_likely:
        suggested = (*row.proposed, *row.likely) if arguments.accept_likely else row.proposed
        added = [mood for mood in suggested if mood not in row.rejected]
    return tuple(dict.fromkeys((*row.accepted, *added)))


def _save_decisions(
    service: LibraryService, rows: Sequence[SongRow], moods_by_track: Mapping[int, Sequence[str]]
) -> None:
    """Accept the moods that are written, and reopen the accepted ones that are not."""
    names = service.preferences.mood_preferences.names
    labels = {mood.label.casefold(): mood.label for mood in service.preferences.vocabulary()}
    labels |= {name.casefold(): label for label, name in names.items()}
    decisions: list[tuple[int, str, bool | None]] = []
    for row in rows:
        # "Happy" is the model's "happy"; the file gets it as it was typed.
        moods = {labels.get(mood.casefold(), mood) for mood in moods_by_track[row.track_id]}
        decisions += [(row.track_id, m, True) for m in sorted(moods.difference(row.accepted))]
        decisions += [(row.track_id, m, None) for m in row.accepted if m not in moods]
    service.review.decide(decisions)


def _show_steps(line: ProgressLine) -> Callable[[int, int, str], None]:
    return lambda done, total, path: line.show(JobProgress(done, total, 0, 0.0, None, path))


def _print_plans(
    plans: Sequence[TagPlan], policy: WritePolicy, arguments: argparse.Namespace
) -> None:
    date = "kept" if policy.keeps_mtime else "renewed"
    for plan in plans:
        if arguments.json:
            _print_plan_as_json(plan, date, dry_run=arguments.dry_run)
        else:
            _print_plan(plan)
    if not arguments.json and any(plan.changes for plan in plans):
        reason = "" if policy.keeps_mtime or policy.keep_mtime is False else f" for {policy.player}"
        print(f"Date modified: {date}{reason}")


def _print_plan_as_json(plan: TagPlan, date: str, *, dry_run: bool) -> None:
    changes = [
        {"frame": c.frame, "old": list(c.old), "new": list(c.new)} for c in plan.shown_changes
    ]
    fields = {"path": str(Path(plan.path)), "container": plan.container, "changes": changes}
    dates = {"date_modified": date} if plan.changes else {}
    print_json(fields | {"note": plan.note, "dry_run": dry_run} | dates)


def _print_plan(plan: TagPlan) -> None:
    print(f"{printable(plan.path)} [{plan.container}]")
    for change in plan.shown_changes:
        old = ", ".join(change.old) or "(none)"
        print(printable(f"  {change.frame}: {old} -> {', '.join(change.new) or '(none)'}"))
    if not plan.changes:
        print(printable(f"  {plan.note or 'Nothing changes.'}"))
    elif plan.note:
        print(printable(f"  ({plan.note})"))


def _print_parts(plans: Sequence[TagPlan]) -> None:
    """Print how many songs cannot have tags, as they are parts of files."""
    count = sum(split_cue_path(plan.path)[1] is not None for plan in plans)
    if count:
        songs = count_text(count, "song")
        print(
            f"{songs} skipped: part of a file with a CUE sheet, whose tags apply to the whole file."
        )
        print("Playlists and exports include these moods.")


def _report_failures(failed: list[tuple[str, str]], *, as_json: bool) -> int:
    for path, message in failed:
        if as_json:
            print_json({"path": path, "error": message})
        else:
            print_error(message, path)
    return 1 if failed else 0


def run_undo(arguments: argparse.Namespace, cancel: Event) -> int:
    """Undo the given batch, or the last one that is not undone yet."""
    with open_service(write=not arguments.dry_run) as service:
        batch_id = _batch_to_undo(service, arguments.batch)
        keep_mtime = settings.load(settings_path()).policy.keeps_mtime
        if arguments.date_modified:
            keep_mtime = arguments.date_modified == "keep"
        summary = service.history.undo(
            batch_id, keep_mtime=keep_mtime, dry_run=arguments.dry_run, cancel=cancel
        )
    if arguments.json:
        print_json(asdict(summary) | {"dry_run": arguments.dry_run})
    else:
        for path, message in summary.left:
            print_error(message, path)
        verb = "would be restored" if arguments.dry_run else "restored"
        print(f"Batch {batch_id}: {count_text(summary.restored, 'file')} {verb}.")
        if summary.by_fields:
            print(
                f"Tags restored, but not every byte: {summary.by_fields} "
                "(changed since, or too large to keep)."
            )
        if not summary.restored and not summary.left and not summary.cancelled:
            print("Nothing left to undo.")
        if summary.cancelled:
            print("Stopped. Run the same command to resume.")
    return 1 if summary.left or summary.cancelled else 0


def _batch_to_undo(service: LibraryService, requested: int | None) -> int:
    batches = service.history.batches()
    if requested is not None:
        if all(batch.batch_id != requested for batch in batches):
            raise LibraryError(f"There is no batch {requested} in the history.")
        return requested
    for batch in batches:
        if not batch.undone:
            return batch.batch_id
    raise LibraryError("Nothing to undo: no tags have been written.")
