"""Operations during which faults are injected: write, undo and redo of batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.services.tag_history import redo, undo
from moodtagger.services.tag_writing import preview, write
from moodtagger.store import Library, open_library

POLICY = WritePolicy(mode=WriteMode.OVERWRITE, dimensions=True, energy=True)
FIRST = TagRequest(("happy", "calm"), 0.5, -0.2)
SECOND = TagRequest(("dark",), -0.5, 0.7)
OPERATIONS = ("write", "undo", "redo")
SEQUENCE = ("write", "undo", "redo", "write more", "undo")

OnFile = Callable[[str], None]  # called for each finished file


def run_operation(
    library: Library, name: str, songs: Iterable[Path], on_file: OnFile = lambda path: None
) -> None:
    """Run one operation of `SEQUENCE`; undo and redo apply to the newest batch."""

    def step(done: int, total: int, path: str) -> None:
        on_file(path)

    if name.startswith("write"):
        wanted = SECOND if name == "write more" else FIRST
        plans = preview([(str(song), wanted) for song in songs], POLICY).plans
        write(library, plans, POLICY, on_step=step)
    else:
        (undo if name == "undo" else redo)(
            library, library.journal.batches()[0].batch_id, on_step=step
        )


def run_preceding(library: Library, name: str, songs: Sequence[Path]) -> None:
    """Run the operations that have to precede this one."""
    for preceding in OPERATIONS[: OPERATIONS.index(name)]:
        run_operation(library, preceding, songs)


def run_sequence(home: Path, songs: Sequence[Path], log_path: Path) -> None:
    """Run all of `SEQUENCE`; each finished file is a line in the log, which survives a kill."""
    with open_library(home) as library, log_path.open("a", encoding="utf-8", buffering=1) as file:
        for name in SEQUENCE:
            run_operation(library, name, songs, lambda path: print(path, file=file))
