"""The way back from what was written, and forth again: a batch, a file of it, or one field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tagging import FieldChange, TagReturn
from moodtagger.services.tagging import Step, refresh_tags
from moodtagger.store import EntryState, FieldState, JournalEntry, Library
from moodtagger.tags import apply_plan, plan_redo, plan_undo, remove_leftovers

_SETTLED = (EntryState.DONE, EntryState.UNDONE)  # files that were written


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a batch by its entry in the journal, or one field of it."""

    entry_id: int
    frame: str | None = None


@dataclass(slots=True)
class UndoSummary:
    """What an undo, or writing again, did.

    `restored` files were changed, `fields` fields in them; `there` files were so already; `left`
    says, file by file, what was not changed and why.
    """

    batch_id: int
    restored: int = 0
    fields: int = 0
    there: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """Back or forth: how it is planned, from which states of a field, and to which."""

    plan: Callable[[str, Sequence[FieldChange]], TagReturn]
    usual: tuple[FieldState, ...]  # what a whole batch means
    possible: tuple[FieldState, ...]  # what can be asked for by name
    goal: FieldState


_BACK = _Way(
    plan_undo,
    (FieldState.WRITTEN,),
    (FieldState.WRITTEN, FieldState.LEFT),
    FieldState.UNDONE,
)
_FORTH = _Way(plan_redo, (FieldState.UNDONE,), (FieldState.UNDONE,), FieldState.WRITTEN)


def undo(
    library: Library,
    batch_id: int,
    parts: Sequence[Part] | None = None,
    *,
    keep_mtime: bool = True,
    dry_run: bool = False,
    separator: str = "",
    on_step: Step = lambda done, total, path: None,
    cancel: Event | None = None,
) -> UndoSummary:
    """Put back the fields of a batch, or of some `parts` of it, that still hold what was written.

    A field that somebody changed since is left, and the summary says what was found there.
    """
    job = _Job(library, _BACK, UndoSummary(batch_id), keep_mtime, dry_run, separator)
    return job.run(parts, on_step, cancel)


def redo(
    library: Library,
    batch_id: int,
    parts: Sequence[Part] | None = None,
    *,
    keep_mtime: bool = True,
    separator: str = "",
    on_step: Step = lambda done, total, path: None,
    cancel: Event | None = None,
) -> UndoSummary:
    """Write again what was undone, where the fields still hold what they held before."""
    job = _Job(library, _FORTH, UndoSummary(batch_id), keep_mtime, False, separator)
    return job.run(parts, on_step, cancel)


@dataclass(frozen=True, slots=True)
class _Job:
    library: Library
    way: _Way
    summary: UndoSummary
    keep_mtime: bool
    dry_run: bool
    separator: str

    def run(self, parts: Sequence[Part] | None, on_step: Step, cancel: Event | None) -> UndoSummary:
        """File by file; each is settled in the journal before the next is begun."""
        todo = self._todo(parts)
        for done, (entry, frames) in enumerate(todo, 1):
            if cancel is not None and cancel.is_set():
                self.summary.cancelled = True
                break
            self._one(entry, [c for c in entry.changes if c.frame in frames])
            on_step(done, len(todo), entry.path)
        return self.summary

    def _todo(self, parts: Sequence[Part] | None) -> list[tuple[JournalEntry, tuple[str, ...]]]:
        asked = None if parts is None else _frames_asked(parts)
        out = []
        for entry in self.library.entries(self.summary.batch_id):
            if entry.state not in _SETTLED or (asked is not None and entry.entry_id not in asked):
                continue
            states = self.way.usual if asked is None else self.way.possible
            frames = entry.frames(*states)
            only = None if asked is None else asked[entry.entry_id]
            frames = tuple(f for f in frames if only is None or f in only)
            if frames:
                out.append((entry, frames))
        return out

    def _one(self, entry: JournalEntry, changes: list[FieldChange]) -> None:
        try:
            way = self.way.plan(entry.path, changes)
            if way.plan.changes and not self.dry_run:
                self.library.begin_move(entry.entry_id)
                apply_plan(way.plan, keep_mtime=self.keep_mtime)
        except MoodtaggerError as error:
            self.summary.left.append((entry.path, error.sentence))
            if not self.dry_run:
                self.library.settle(entry, {}, error.sentence)  # as it was before
            return
        left = [(frame, self._why_left(entry, frame, why)) for frame, why in way.left]
        self._count(entry, way, left)
        if not self.dry_run:
            # A field that somebody else changed since is theirs; it is settled all the same.
            states = {c.frame: self.way.goal for c in way.plan.changes}
            states |= dict.fromkeys(way.there, self.way.goal)
            if self.way is _BACK:
                states |= dict.fromkeys((frame for frame, _ in left), FieldState.LEFT)
            self.library.settle(entry, states, " ".join(why for _, why in left))
            refresh_tags(self.library, entry.path, self.separator)

    def _count(self, entry: JournalEntry, way: TagReturn, left: Iterable[tuple[str, str]]) -> None:
        self.summary.restored += bool(way.plan.changes)
        self.summary.fields += len(way.plan.changes)
        self.summary.there += bool(way.there and not way.plan.changes)
        self.summary.left += [(entry.path, why) for _, why in left]

    def _why_left(self, entry: JournalEntry, frame: str, found: str) -> str:
        """What was found; and what to do first where moodtagger itself wrote it later."""
        later = self.library.later_entries(entry)
        if any(frame in e.frames(FieldState.WRITTEN) for e in later):
            return f"{found} A later batch wrote it; undo that one first, then this one."
        return found


def _frames_asked(parts: Sequence[Part]) -> dict[int, set[str] | None]:
    """Entry -> its frames that are meant, None for all."""
    asked: dict[int, set[str] | None] = {}
    for part in parts:
        if part.frame is None:
            asked[part.entry_id] = None
        else:
            frames = asked.setdefault(part.entry_id, set())
            if frames is not None:
                frames.add(part.frame)
    return asked


def recover(library: Library, separator: str = "") -> list[tuple[str, str]]:
    """Settle the writes that were under way when the program was killed, and say what was found.

    The safe save leaves either the old file or the new one, so reading it tells which.
    """
    report = []
    for entry in library.pending():
        sentence = _recover_one(library, entry, separator)
        report.append((entry.path, sentence))
    return report


def _recover_one(library: Library, entry: JournalEntry, separator: str) -> str:
    was_moving = entry.state is EntryState.MOVING
    try:
        # We hold the writer's lock, so nobody else is in the middle of a save.
        remove_leftovers(str(Path(entry.path).parent), older_than_s=0)
        found = plan_undo(entry.path, entry.changes)
    except (MoodtaggerError, OSError) as error:
        if was_moving:
            library.settle(entry, {}, str(error))
        else:
            library.finish(entry.entry_id, ok=False, message=str(error))
        return f"Its tags were being written when the program stopped; now: {error}"
    if was_moving:
        return _recover_moving(library, entry, found, separator)
    written = bool(found.plan.changes)
    library.finish(entry.entry_id, ok=written, message="" if written else "Not written.")
    if written:
        refresh_tags(library, entry.path, separator)
        return "Its tags had been written completely before the program stopped."
    return "Its tags had not been written yet when the program stopped; the file is as it was."


def _recover_moving(library: Library, entry: JournalEntry, found: TagReturn, separator: str) -> str:
    """An undo, or writing again, that was stopped: each field is what the file says it is."""
    states = {c.frame: FieldState.WRITTEN for c in found.plan.changes}
    states |= dict.fromkeys(found.there, FieldState.UNDONE)
    states |= dict.fromkeys((frame for frame, _ in found.left), FieldState.LEFT)
    library.settle(entry, states, "")
    refresh_tags(library, entry.path, separator)
    return "Its tags were being put back when the program stopped; the history shows them as found."
