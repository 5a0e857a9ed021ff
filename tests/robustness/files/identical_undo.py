"""Write a song, undo it, and compare every byte with the original."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from moodtagger.services.tag_history import redo, undo
from moodtagger.services.tag_writing import preview, write
from moodtagger.store import Library, open_library
from tests.robustness.files.file_variants import FileVariant
from tests.robustness.files.unchanged_content import random_request


@dataclass(frozen=True, slots=True)
class IdenticalUndoTrial:
    """Trial number n takes the variants in turn, with random moods and policy; all are writable."""

    variants: Mapping[str, FileVariant]
    folder: Path
    seed: int

    def __call__(self, number: int) -> str:
        """Run a trial; returns which bytes are not restored, or ""."""
        name = list(self.variants)[number % len(self.variants)]
        rng = random.Random(f"{self.seed} {name} {number}")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        path = self.folder / f"song{self.variants[name].path.suffix}"
        path.write_bytes(self.variants[name].path.read_bytes())
        with open_library(self.folder / "home" / "library.sqlite") as library:
            failure = _check_undone(library, path, rng)
        return f"{name}: {failure}" if failure else ""


def _check_undone(library: Library, path: Path, rng: random.Random) -> str:
    contents, batches = [path.read_bytes()], []
    for _ in range(rng.randint(1, 2)):
        tags, policy = random_request(rng)
        summary = write(library, preview([(str(path), tags)], policy).plans, policy)
        if summary.failed:
            return f"not written: {summary.failed}"
        if summary.batch_id is not None:  # else it holds all of this already
            batches.append(summary.batch_id)
            contents.append(path.read_bytes())
    for batch in reversed(batches):
        after = contents.pop()
        if failure := _check_batch_undone(library, batch, path, contents[-1]):
            return failure
        redo(library, batch)
        if path.read_bytes() != after:
            return "written again, it is another file"
        if failure := _check_batch_undone(library, batch, path, contents[-1]):
            return f"after it was written again: {failure}"
    return ""


def _check_batch_undone(library: Library, batch: int, path: Path, before: bytes) -> str:
    summary = undo(library, batch)
    if summary.left:
        return f"not undone: {summary.left}"
    if path.read_bytes() != before:
        return f"{path.stat().st_size} other bytes instead of {len(before)}"
    return "" if summary.identical == 1 else "the same bytes, but not known to be"
