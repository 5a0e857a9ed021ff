"""From accepted moods to tags in the files, with a journal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import MappingProxyType

from moodtagger.core.errors import (
    FileChangedError,
    LibraryError,
    MoodtaggerError,
    TagError,
    UnverifiedWriteError,
)
from moodtagger.core.tag_plan import TagPlan, TagRequest, WritePolicy
from moodtagger.core.tracks import SongRow
from moodtagger.services.tagging.temp_cleanup import TempFileCleaner
from moodtagger.store import Library
from moodtagger.tags import apply_plan, plan_write, read_tags

StepCallback = Callable[[int, int, str], None]  # done, total, path


@dataclass(slots=True)
class WriteSummary:
    """What a batch of writes did; `failed` and `skipped` are (path, sentence)."""

    batch_id: int | None = None
    written: int = 0
    unchanged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    cancelled: bool = False


@dataclass(slots=True)
class Preview:
    """The plans of some songs, and the files for which none could be made."""

    plans: list[TagPlan] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def tags_to_write(
    row: SongRow,
    moods: Sequence[str] | None = None,
    mood_names: Mapping[str, str] = MappingProxyType({}),
) -> TagRequest:
    """What shall stand in the file of `row`: its accepted moods, or `moods` when given.

    `names` says as what a mood is written where that is not its label.
    """
    chosen = tuple(
        mood_names.get(mood, mood) for mood in (row.accepted if moods is None else moods)
    )
    by_hand = row.correction is not None
    return TagRequest(chosen, row.effective_valence, row.effective_arousal, by_hand)


def preview(
    tags_by_path: Iterable[tuple[str, TagRequest]],
    policy: WritePolicy,
    *,
    on_step: StepCallback = lambda done, total, path: None,
    cancel: Event | None = None,
) -> Preview:
    """Plan the exact changes of each file; nothing is written."""
    result = Preview()
    todo = list(tags_by_path)
    for done, (path, tags) in enumerate(todo, 1):
        if cancel is not None and cancel.is_set():
            break
        try:
            result.plans.append(plan_write(path, tags, policy))
        except MoodtaggerError as error:
            result.failed.append((path, error.full_message))
        on_step(done, len(todo), path)
    return result


def write(
    library: Library,
    plans: Sequence[TagPlan],
    policy: WritePolicy,
    *,
    description: str = "",
    on_step: StepCallback = lambda done, total, path: None,
    cancel: Event | None = None,
) -> WriteSummary:
    """Carry out the plans as one batch; each is in the journal before its file is touched."""
    summary = WriteSummary()
    changing = [plan for plan in plans if plan.changes]
    summary.unchanged = len(plans) - len(changing)
    summary.skipped = [(plan.path, plan.note) for plan in plans if not plan.changes and plan.note]
    if not changing:
        return summary
    cleaner = TempFileCleaner()
    summary.batch_id = library.begin_batch(description or f"Moods of {len(changing)} songs")
    for done, plan in enumerate(changing, 1):
        if cancel is not None and cancel.is_set():
            summary.cancelled = True
            break
        cleaner.clean_beside(plan.path)
        try:
            error = _write_file(library, summary.batch_id, plan, policy)
        except LibraryError as fault:  # without a journal nothing is written
            summary.failed += [(left.path, fault.full_message) for left in changing[done - 1 :]]
            break
        if error:
            summary.failed.append((plan.path, error))
        else:
            summary.written += 1
        on_step(done, len(changing), plan.path)
    return summary


def _write_file(library: Library, batch_id: int, plan: TagPlan, policy: WritePolicy) -> str:
    entry_id = library.record(batch_id, plan)
    try:
        apply_plan(plan, keep_mtime=policy.keep_mtime)
    except MoodtaggerError as error:
        if isinstance(error, UnverifiedWriteError):
            return error.full_message
        with contextlib.suppress(LibraryError):  # an entry that stays open is settled later
            library.finish(entry_id, ok=False, message=error.full_message)
            if isinstance(error, FileChangedError):
                refresh_tags(library, plan.path, policy.separator)
        return error.full_message
    with contextlib.suppress(LibraryError):
        library.finish(entry_id, ok=True)
        refresh_tags(library, plan.path, policy.separator, plan.audio_hash)
    return ""


def refresh_tags(
    library: Library, path: str, separator: str = "", audio_hash: str | None = None
) -> None:
    """Read the tags of a file again; `separator` as in the policy, `audio_hash` where it is known.

    Where that fails the library keeps what it knew: the next scan sees the file's new date.
    """
    track_id = library.track_id_of(path)
    if track_id is None:
        return
    with contextlib.suppress(TagError, OSError):
        info = Path(path).stat()
        tags = read_tags(path, separator=separator)
        library.update_tags(track_id, tags, info.st_size, info.st_mtime_ns, audio_hash)
