"""Write accepted moods into the files with a journal, and settle writes that were interrupted."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event

from moodtagger.core.cue_sheet import split_cue_path
from moodtagger.core.errors import (
    CancelledError,
    FileChangedError,
    LibraryError,
    MoodtaggerError,
    TagError,
    UnverifiedWriteError,
)
from moodtagger.core.messages import Message
from moodtagger.core.tag_plan import RestorePlan, TagPlan, TagRequest, WritePolicy
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.core.tracks import SongRow
from moodtagger.files.open_files import file_id_of
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.store import EntryState, FieldState, JournalEntry, Library
from moodtagger.tags import (
    apply_plan,
    clean_up_folder,
    plan_undo_isolated,
    plan_write_isolated,
    read_tags_isolated,
)

PART_OF_A_FILE = Message.of("This song is part of a file with a CUE sheet, so no tags are written.")
_MIN_AGE_S = 60.0  # of temporary files, as another process may still be writing to younger ones


class TempFileCleaner:
    """Removes temporary files that interrupted saves left; visits each folder once."""

    def __init__(self, older_than_s: float = _MIN_AGE_S) -> None:
        self._older_than_s = older_than_s
        self._seen: set[str] = set()

    def clean_beside(self, path: str) -> None:
        """Clean the folder of this file, or of the file that a link leads to."""
        self.clean_folder(str(Path(os.path.realpath(path)).parent))

    def clean_folder(self, folder: str) -> None:
        """Clean this folder, unless it was cleaned before."""
        if folder not in self._seen:
            self._seen.add(folder)
            clean_up_folder(folder, older_than_s=self._older_than_s)


StepCallback = Callable[[int, int, str], None]  # done, total, path


@dataclass(slots=True)
class WriteSummary:
    """Counts of a batch of writes; `failed` and `skipped` are (path, message)."""

    batch_id: int | None = None
    written: int = 0
    unchanged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    cancelled: bool = False


@dataclass(slots=True)
class Preview:
    """The plans of some songs, and (path, message) of files that could not be planned.

    `exchanged` are those among them that hold other audio than the library's song.
    """

    plans: list[TagPlan] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    exchanged: list[str] = field(default_factory=list)


def tag_requests(
    library: Library,
    rows: Sequence[SongRow],
    policy: WritePolicy,
    mood_names: Mapping[str, str],
    moods_by_track: Mapping[int, Sequence[str]] | None = None,
) -> list[tuple[str, TagRequest]]:
    """Return the paths to write to, each with the tags that its file should get.

    The moods are the accepted ones, or those of `moods_by_track` for the songs in it, under the
    user's `mood_names`. They replace the tags that the user gave up in the tag check. A song
    without moods is left out, unless the user corrected it and the policy writes numbers, or the
    policy writes energy, key or tempo and those are known.
    """
    answers = library.tag_conflict_answers.load([row.track_id for row in rows])
    hashes = library.tracks.audio_hashes([row.track_id for row in rows])
    writes_numbers = policy.dimensions or policy.energy
    requests = []
    for row in rows:
        moods = (moods_by_track or {}).get(row.track_id, row.accepted)
        corrected = row.correction is not None
        if not moods and not (writes_numbers and corrected) and not _has_music(row, policy):
            continue
        request = TagRequest(
            tuple(mood_names.get(mood, mood) for mood in moods),
            row.effective_valence,
            row.effective_arousal,
            user_corrected=corrected,
            replaced_moods=tuple(
                tag for tag, kept in answers.get(row.track_id, {}).items() if not kept
            ),
            audio_hash=hashes.get(row.track_id),
            key=row.effective_key if row.predicted_key is None else row.predicted_key,
            bpm=row.corrected_bpm or row.predicted_bpm,
            bpm_corrected=row.corrected_bpm is not None,
        )
        requests.append((row.path, request))
    return requests


def _has_music(row: SongRow, policy: WritePolicy) -> bool:
    """Whether the policy writes anything besides moods that is known of the song."""
    known = (
        ((policy.energy or policy.energy_comment), row.effective_arousal),
        (policy.key, row.effective_key),
        (policy.bpm_digits is not None, row.corrected_bpm or row.predicted_bpm),
    )
    return any(wanted and value is not None for wanted, value in known)


def preview(
    tags_by_path: Iterable[tuple[str, TagRequest]],
    policy: WritePolicy,
    *,
    reading: TagReading = DEFAULT_READING,
    on_step: StepCallback = lambda done, total, path: None,
    cancel: Event | None = None,
) -> Preview:
    """Plan the exact changes of each file; write nothing."""
    result = Preview()
    requests = list(tags_by_path)
    in_albums = [path for path, _ in requests if split_cue_path(path)[1] is not None]
    result.plans += [TagPlan(path, "", (), "", PART_OF_A_FILE) for path in in_albums]
    todo, aliases = _merge_names(r for r in requests if split_cue_path(r[0])[1] is None)
    for path in aliases:
        note = Message.of("Another name of a file that is already written.")
        result.plans.append(TagPlan(path, "", (), "", note))
    for done, (path, tags) in enumerate(todo, 1):
        if cancel is not None and cancel.is_set():
            break
        try:
            result.plans.append(plan_write_isolated(path, tags, policy, reading, cancel))
        except CancelledError:
            break
        except MoodtaggerError as error:
            result.failed.append((path, error.full_message))
            if isinstance(error, FileChangedError):
                result.exchanged.append(path)
        on_step(done, len(todo), path)
    return result


def _merge_names(
    tags_by_path: Iterable[tuple[str, TagRequest]],
) -> tuple[list[tuple[str, TagRequest]], list[str]]:
    """Return one request for each file, with the moods of all its names; and the other names."""
    requests: dict[str, TagRequest] = {}
    names: dict[tuple[int, int], str] = {}
    aliases = []
    for path, tags in tags_by_path:
        file_id = file_id_of(path)
        name = path if file_id is None else names.setdefault(file_id, path)
        if name == path:
            requests[path] = tags
        else:
            aliases.append(path)
            moods = dict.fromkeys((*requests[name].moods, *tags.moods))
            requests[name] = replace(requests[name], moods=tuple(moods))
    return list(requests.items()), aliases


def write(
    library: Library,
    plans: Sequence[TagPlan],
    policy: WritePolicy,
    *,
    reading: TagReading = DEFAULT_READING,
    description: str = "",
    on_step: StepCallback = lambda done, total, path: None,
    cancel: Event | None = None,
) -> WriteSummary:
    """Carry out the plans as one batch; each is in the journal before its file is touched."""
    summary = WriteSummary()
    reading = reading.with_separator(policy.separator)
    changing = [plan for plan in plans if plan.changes]
    summary.unchanged = len(plans) - len(changing)
    summary.skipped = [(plan.path, plan.note) for plan in plans if not plan.changes and plan.note]
    if not changing:
        return summary
    cleaner = TempFileCleaner()
    summary.batch_id = library.journal.begin_batch(description or _description(len(changing)))
    for done, plan in enumerate(changing, 1):
        if cancel is not None and cancel.is_set():
            summary.cancelled = True
            break
        cleaner.clean_beside(plan.path)
        try:
            error = _write_file(library, summary.batch_id, plan, policy, reading)
        except LibraryError as fault:  # without a journal nothing is written
            summary.failed += [(rest.path, fault.full_message) for rest in changing[done - 1 :]]
            break
        if error:
            summary.failed.append((plan.path, error))
        else:
            summary.written += 1
        on_step(done, len(changing), plan.path)
    return summary


def _description(count: int) -> Message:
    return Message.plural("Moods of {count} song", "Moods of {count} songs", count=count)


def _write_file(
    library: Library, batch_id: int, plan: TagPlan, policy: WritePolicy, reading: TagReading
) -> str:
    entry_id = library.journal.record(batch_id, plan)
    try:
        apply_plan(
            plan,
            keep_mtime=policy.keeps_mtime,
            keep_old_bytes=partial(library.journal.keep_old_bytes, entry_id),
        )
    except MoodtaggerError as error:
        if isinstance(error, UnverifiedWriteError):
            return error.full_message
        with contextlib.suppress(LibraryError):  # an unfinished entry is settled later
            library.journal.finish(entry_id, ok=False, message=error.full_message)
            if isinstance(error, FileChangedError):
                refresh_tags(library, plan.path, reading)
        return error.full_message
    with contextlib.suppress(LibraryError):
        library.journal.finish(entry_id, ok=True)
        refresh_tags(library, plan.path, reading, plan.audio_hash)
    return ""


def refresh_tags(
    library: Library,
    path: str,
    reading: TagReading = DEFAULT_READING,
    audio_hash: str | None = None,
) -> None:
    """Read the tags of a file into the library, with its `audio_hash` where that is known.

    Where that fails the library stays as it is; the next scan sees the file's new date.
    """
    track_id = library.tracks.id_of(path)
    if track_id is None:
        return
    with contextlib.suppress(TagError, OSError):
        info = Path(path).stat()
        tags = read_tags_isolated(path, reading)
        stamp = (info.st_size, info.st_mtime_ns)
        library.tracks.update_tags(track_id, tags, *stamp, audio_hash, reading.key)


def recover(library: Library, reading: TagReading = DEFAULT_READING) -> list[tuple[str, str]]:
    """Settle the writes that a killed program left unfinished; return (path, message) of each.

    A save leaves either the old file or the new one, and reading it shows which. A missing file
    stays unfinished, which is reported once.
    """
    # This process holds the writer lock, so no other one is saving files of this library.
    cleaner = TempFileCleaner(older_than_s=0)
    report = []
    for entry in library.journal.unfinished_entries():
        message = _recover_one(library, entry, reading, cleaner)
        if message != entry.message:
            report.append((entry.path, message))
    return report


def _recover_one(
    library: Library, entry: JournalEntry, reading: TagReading, cleaner: TempFileCleaner
) -> str:
    try:
        cleaner.clean_beside(entry.path)
        found = plan_undo_isolated(entry.path, entry.changes)
    except (MoodtaggerError, OSError) as error:
        message = Message.of(
            "moodtagger stopped while writing the tags; now: {error}",
            error=Message.from_error(error),
        )
        library.journal.postpone(entry, message)
        return message
    if entry.state is EntryState.UPDATING:
        return _settle_interrupted_undo(library, entry, found, reading)
    written = bool(found.plan.changes)
    library.journal.finish(
        entry.entry_id, ok=written, message="" if written else Message.of("Not written.")
    )
    refresh_tags(library, entry.path, reading, found.plan.audio_hash)
    if written:
        return Message.of("The tags were written completely before moodtagger stopped.")
    if not found.up_to_date:
        return Message.of(
            "Another program changed the tags after moodtagger stopped; they were not "
            "changed again."
        )
    return Message.of("moodtagger stopped before writing the tags; the file is unchanged.")


def _settle_interrupted_undo(
    library: Library, entry: JournalEntry, found: RestorePlan, reading: TagReading
) -> str:
    """Settle an interrupted undo or redo: set each field to what the file holds."""
    states = {c.frame: FieldState.WRITTEN for c in found.plan.changes}
    states |= dict.fromkeys(found.up_to_date, FieldState.UNDONE)
    states |= dict.fromkeys((frame for frame, _ in found.skipped), FieldState.SKIPPED)
    library.journal.update_fields(entry, states, "")
    refresh_tags(library, entry.path, reading, found.plan.audio_hash)
    return Message.of(
        "moodtagger stopped while restoring the tags; the history shows what is in the file."
    )


class TaggingService:
    """Planning and writing the tags of the open library's songs."""

    def __init__(self, library: Library, preferences: LibraryPreferences) -> None:
        self._library = library
        self._preferences = preferences

    def requests(
        self,
        rows: Sequence[SongRow],
        policy: WritePolicy,
        moods_by_track: Mapping[int, Sequence[str]] | None = None,
    ) -> list[tuple[str, TagRequest]]:
        """Return what to write into the files of these songs; see `tag_requests`."""
        names = self._preferences.mood_preferences.names
        return tag_requests(self._library, rows, policy, names, moods_by_track)

    def preview(
        self,
        rows: Sequence[SongRow],
        policy: WritePolicy,
        *,
        on_step: StepCallback = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> Preview:
        """Plan the exact changes that writing the accepted moods would make; write nothing."""
        found = preview(
            self.requests(rows, policy),
            policy,
            reading=self._preferences.reading,
            on_step=on_step,
            cancel=cancel,
        )
        self.read_again(found)
        return found

    def read_again(self, found: Preview) -> None:
        """Let the next scan read the exchanged files, whatever their dates say."""
        with contextlib.suppress(LibraryError):  # one that can only be read
            self._library.tracks.read_again(found.exchanged)

    def write(
        self,
        plans: Sequence[TagPlan],
        policy: WritePolicy,
        *,
        on_step: StepCallback = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> WriteSummary:
        """Carry out plans as one batch of the history."""
        reading = self._preferences.reading
        recover(self._library, reading)  # entries that could not be settled before
        return write(self._library, plans, policy, reading=reading, on_step=on_step, cancel=cancel)
