"""The way back from what was written, and forth again: a batch, a file of it, or one field."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Event

from moodtagger.core.errors import LibraryError, TagError, UnsettledError
from moodtagger.core.tag_plan import FieldChange, TagReturn
from moodtagger.services.tagging.temp_cleanup import Sweep
from moodtagger.services.tagging.writing import Step, refresh_tags
from moodtagger.store import EntryState, FieldState, JournalEntry, Library
from moodtagger.tags import apply_plan, plan_redo, plan_undo

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

    plan: Callable[[str, Sequence[FieldChange], str], TagReturn]
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
        sweep = Sweep()
        for done, (entry, frames) in enumerate(todo, 1):
            if cancel is not None and cancel.is_set():
                self.summary.cancelled = True
                break
            if not self.dry_run:
                sweep.beside(entry.path)
            try:
                self._one(entry, [c for c in entry.changes if c.frame in frames])
            except LibraryError as fault:  # without a journal nothing is touched
                self.summary.left += [(left.path, fault.sentence) for left, _ in todo[done - 1 :]]
                break
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
            way = self.way.plan(entry.path, changes, entry.container)
            if way.plan.changes and not self.dry_run:
                self.library.begin_move(entry.entry_id)
                apply_plan(way.plan, keep_mtime=self.keep_mtime)
        except TagError as error:
            self.summary.left.append((entry.path, error.sentence))
            if not self.dry_run and not isinstance(error, UnsettledError):
                with contextlib.suppress(LibraryError):  # what stays open is settled later
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
            with contextlib.suppress(LibraryError):
                self.library.settle(entry, states, " ".join(why for _, why in left))
                known = way.plan.audio_hash or None
                refresh_tags(self.library, entry.path, self.separator, known)

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
