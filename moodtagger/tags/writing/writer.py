"""The safe save: the file on disk is either the old one or the whole new one, never between."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from moodtagger.core.errors import FileChangedError
from moodtagger.core.tag_plan import FieldChange, TagPlan
from moodtagger.tags.audio_hash import hash_audio_data
from moodtagger.tags.errors import as_tag_error
from moodtagger.tags.files import atomic_replace as safe_file
from moodtagger.tags.files import in_place_write as in_place
from moodtagger.tags.files.byte_spans import iter_blocks, span_size
from moodtagger.tags.formats.base import Container, Item
from moodtagger.tags.formats.detection import detect_container, open_file
from moodtagger.tags.writing.planner import apply_tag_version, file_stamp, require_writable
from moodtagger.tags.writing.verification import check_copy, check_with_mutagen


def apply_plan(plan: TagPlan, *, keep_mtime: bool = True) -> None:
    """Carry out a plan; nothing is touched when it has no changes.

    A copy is written beside the file, checked against it, made durable and put in its place, or
    its bytes are where `in_place` says so.
    FileChangedError when the file is no longer as it was planned for, TagError when it cannot be
    written; in both cases the file is as it was and no copy stays behind.
    """
    if not plan.changes:
        return
    with as_tag_error(plan.path):
        real = safe_file.resolve_writable(plan.path)
        with open_file(real) as file:
            original_stat = os.fstat(file.fileno())
            container = require_writable(detect_container(file))
            apply_tag_version(container, plan.container)
            container.check_rewritable()
            _check_matches_plan(container, plan, original_stat)
            with safe_file.temporary_sibling(real) as copy:
                _write_copy(container, plan.changes, copy)
                with copy.open("rb") as written:
                    check_copy(container, written, plan.changes, plan.audio_hash)
                tag_bytes = sum(span_size(item.data) for item in container.items)
                check_with_mutagen(container.kind, real, copy, plan.changes, tag_bytes)
                safe_file.copy_metadata(real, original_stat, copy, keep_mtime=keep_mtime)
                safe_file.sync_file(copy)
                file.close()  # Windows does not exchange an open file
                if in_place.requires_in_place(real, original_stat, copy):
                    in_place.overwrite(copy, real, original_stat, keep_mtime=keep_mtime)
                else:
                    safe_file.replace_atomically(copy, real, original_stat)


def _check_matches_plan(container: Container, plan: TagPlan, info: os.stat_result) -> None:
    """The file must be as it was when the plan was made; say what it holds now, where it can."""
    advice = "Look at it again, then write again."
    for change in plan.changes:
        values = container.values(change.frame)
        if values != change.old:
            found = f"“{'; '.join(values)}”" if values else "nothing"
            raise FileChangedError(f"{change.frame} holds {found} now.", advice=advice)
    if hash_audio_data(container.file, container) != plan.audio_hash:
        raise FileChangedError("The file holds other audio than before.", advice=advice)
    if plan.stamp not in (None, file_stamp(info)):
        raise FileChangedError(
            "Another program has changed the file since it was looked at.", advice=advice
        )


def _new_items(container: Container, changes: Sequence[FieldChange]) -> tuple[Item, ...]:
    items = container.items
    for change in changes:
        items = container.with_values(items, change.frame, change.new)
    return items


def _write_copy(container: Container, changes: Sequence[FieldChange], copy: Path) -> None:
    items = _new_items(container, changes)
    with copy.open("wb") as file:
        for block in iter_blocks(container.file, container.rebuild(items)):
            file.write(block)
