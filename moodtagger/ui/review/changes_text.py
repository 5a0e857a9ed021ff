"""The changes of a write as plain text, to be copied."""

from __future__ import annotations

from collections.abc import Iterable

from moodtagger.core.tagging import FieldChange
from moodtagger.ui import words
from moodtagger.ui.review.changes_model import FileChanges


def as_text(files: Iterable[FileChanges]) -> str:
    """One block a file: its path and kind, then `- old` and `+ new` for every frame."""
    return "\n".join(_block(file) for file in files)


def _block(file: FileChanges) -> str:
    lines = [f"{words.shown(file.path)}  [{file.kind}]" if file.kind else words.shown(file.path)]
    if file.note:
        lines.append(f"    ({file.note})")
    for change in file.changes:
        lines += _lines(change)
    return "\n".join(lines) + "\n"


def _lines(change: FieldChange) -> list[str]:
    old = [f"  - {change.frame} = {value}" for value in change.old]
    new = [f"  + {change.frame} = {value}" for value in change.new]
    return old + new
