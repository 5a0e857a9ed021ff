"""The changes of a write as plain text, to be copied."""

from __future__ import annotations

from collections.abc import Iterable

from moodtagger.core.tag_plan import FieldChange
from moodtagger.ui import formatting as words
from moodtagger.ui.review.changes_model import FileChanges
from moodtagger.ui.text_normalization import display_text


def changes_as_text(files: Iterable[FileChanges]) -> str:
    """One block a file: its path and kind, then `- old`, `+ new` and what stays, frame by frame."""
    return "\n".join(_file_text(file) for file in files)


def _file_text(file: FileChanges) -> str:
    container = file.container or file.state
    lines = [
        f"{words.display_path(file.path)}  [{container}]"
        if container
        else words.display_path(file.path)
    ]
    if file.note:
        lines.append(f"    ({file.note})")
    for change in file.changes:
        lines += _change_lines(change)
    return "\n".join(lines) + "\n"


def _change_lines(change: FieldChange) -> list[str]:
    """Values that stay have no sign; ordered as the frame will hold them, gone ones first."""
    removed = [value for value in change.old if value not in change.new]
    lines = [("-", value) for value in removed]
    lines += [(" " if value in change.old else "+", value) for value in change.new]
    return [f"  {sign} {change.frame} = {display_text(value)}" for sign, value in lines]
