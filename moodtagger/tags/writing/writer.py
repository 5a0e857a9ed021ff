"""Write tags safely: write a copy, verify it, and replace the file by it.

The copy is first compared byte by byte by moodtagger's own parsers. Then mutagen, which shares no
code with them, has to read the new texts and the same names of all other tags, and FFmpeg and
libsndfile, which open both files as exactly their format, have to find the same sound.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from moodtagger.core.errors import FileChangedError, TagError
from moodtagger.core.messages import Message
from moodtagger.core.tag_plan import FieldChange, OldBytes, TagPlan
from moodtagger.tags.errors import as_tag_error
from moodtagger.tags.files import atomic_replace, in_place_write
from moodtagger.tags.files.byte_spans import (
    DamagedError,
    FileSpan,
    digest,
    have_same_bytes,
    iter_blocks,
    span_size,
)
from moodtagger.tags.formats.base import Container, Item
from moodtagger.tags.formats.detection import detect_container, open_file
from moodtagger.tags.formats.side_tags import FIRST_TAG_PREFIX, LATER_TAG_PREFIX
from moodtagger.tags.reader import hash_audio_data
from moodtagger.tags.writing.old_bytes import WrittenCopy, is_as_written, old_file_spans
from moodtagger.tags.writing.planner import apply_tag_version, file_stamp, require_writable
from moodtagger.tags.writing.reader_process import read_sound_isolated, read_texts_isolated

_CURRENT_FRAME_NAMES = {"txx": "txxx", "com": "comm", "tt1": "tit1"}
_LOOK_AGAIN = Message.of("Preview it again, then write again.")
_MAX_MUTAGEN_BYTES = 64 << 20  # mutagen holds all tags in memory


class VerificationError(TagError):
    """The rewritten copy is not what it should be, so the original stays."""

    def __init__(self, detail: Message) -> None:
        super().__init__(
            Message.of(
                "The new copy did not pass the check ({detail}), so the file was not changed.",
                detail=detail,
            ),
            advice=Message.of("Please report this with the type of file."),
        )


def check_copy(
    old: Container, copy: BinaryIO, changes: Sequence[FieldChange], audio_hash: str
) -> None:
    """Compare the copy with the original; raise VerificationError at the first difference."""
    new = detect_container(copy)
    if new is None or new.demuxer != old.demuxer:
        raise VerificationError(Message.of("it is another kind of file"))
    if hash_audio_data(copy, new) != audio_hash:
        raise VerificationError(Message.of("the audio differs"))
    for change in changes:
        if new.values(change.frame) != change.new:
            raise VerificationError(Message.of("{frame} does not read back", frame=change.frame))
    if digest(old.file, old.other_data()) != digest(copy, new.other_data()):
        raise VerificationError(Message.of("something other than the tags differs"))
    _check_other_items(old, new, changes)


def _check_other_items(old: Container, new: Container, changes: Sequence[FieldChange]) -> None:
    changed_names = {change.frame.casefold() for change in changes}
    before, after = _other_items(old, changed_names), _other_items(new, changed_names)
    same = len(before) == len(after) and all(
        a.name == b.name and have_same_bytes(old.file, a.data, new.file, b.data)
        for a, b in zip(before, after, strict=True)
    )
    if not same:
        raise VerificationError(Message.of("another tag differs"))


def _other_items(container: Container, changed_names: set[str]) -> list[Item]:
    return [item for item in container.items if item.name.casefold() not in changed_names]


def check_with_mutagen(
    kind: str, original: Path, copy: Path, changes: Sequence[FieldChange], tag_bytes: int
) -> None:
    """Check the copy with mutagen; skipped where mutagen cannot read the original either."""
    if tag_bytes > _MAX_MUTAGEN_BYTES:
        return
    before = read_texts_isolated(kind, original)
    if before is None:
        return
    after = read_texts_isolated(kind, copy)
    if after is None:
        raise VerificationError(Message.of("mutagen cannot read it"))
    changed_names = {_current_name(change.frame) for change in changes}
    if _other_names(before, changed_names) != _other_names(after, changed_names):
        raise VerificationError(Message.of("mutagen finds other tags"))
    for change in changes:
        if change.frame.startswith(LATER_TAG_PREFIX):
            continue  # mutagen reads only the first tag
        if _texts_named(after, change.frame) != change.new:
            raise VerificationError(Message.of("mutagen reads another {frame}", frame=change.frame))


def check_sound(demuxer: str, original: Path, copy: Path) -> None:
    """Check that every reader that opens the original as its format finds the same in the copy."""
    before = read_sound_isolated(demuxer, original)
    after = read_sound_isolated(demuxer, copy) if before else {}
    for reader, summary in before.items():
        if after.get(reader) != summary:
            raise VerificationError(
                Message.of("{reader} does not find the same audio in it", reader=reader)
            )


def _other_names(tags: Mapping[str, Any], changed_names: set[str]) -> set[str]:
    return {name.casefold() for name in tags} - changed_names


def _texts_named(tags: Mapping[str, tuple[str, ...]], frame: str) -> tuple[str, ...]:
    folded_name = _current_name(frame)
    return tuple(
        text for name, texts in tags.items() if name.casefold() == folded_name for text in texts
    )


def _current_name(frame: str) -> str:
    """Return the name that mutagen uses: it gives ID3v2.2 frames their later names."""
    folded_name, prefix = frame.casefold(), FIRST_TAG_PREFIX.casefold()
    prefix = prefix if folded_name.startswith(prefix) else ""
    name, colon, suffix = folded_name.removeprefix(prefix).partition(":")
    return prefix + _CURRENT_FRAME_NAMES.get(name, name) + colon + suffix


KeepOldBytes = Callable[[OldBytes | None], None]


def apply_plan(
    plan: TagPlan, *, keep_mtime: bool = True, keep_old_bytes: KeepOldBytes | None = None
) -> None:
    """Carry out a plan; a plan without changes does not touch the file.

    A copy is written next to the file, verified and made durable. Then it replaces the file, or
    its bytes overwrite the file where `requires_in_place` demands it. Before that `keep_old_bytes`
    gets what `restore_old_file` needs; None when it would be too much.

    Raises FileChangedError when the file is no longer in the state that was planned for, TagError
    when it cannot be written. In both cases the file is unchanged and no copy is left.
    """
    if not plan.changes:
        return
    with as_tag_error(plan.path):
        real = atomic_replace.resolve_writable(plan.path)
        with open_file(real) as file:
            original_stat = os.fstat(file.fileno())
            container = require_writable(detect_container(file))
            apply_tag_version(container, plan.container)
            container.check_rewritable()
            _check_matches_plan(container, plan, original_stat)
            with atomic_replace.temporary_sibling(real) as copy:
                written_copy = WrittenCopy()
                _write_copy(container, plan.changes, copy, written_copy)
                with copy.open("rb") as written:
                    check_copy(container, written, plan.changes, plan.audio_hash)
                tag_bytes = sum(span_size(item.data) for item in container.items)
                check_with_mutagen(container.kind, real, copy, plan.changes, tag_bytes)
                check_sound(container.demuxer, real, copy)
                if keep_old_bytes is not None:
                    keep_old_bytes(written_copy.old_bytes(file, original_stat.st_size))
                file.close()  # Windows does not replace an open file
                _install(copy, real, original_stat, keep_mtime=keep_mtime)


def restore_old_file(plan: TagPlan, old: OldBytes, *, keep_mtime: bool = True) -> bool:
    """Make the file the one before the write again, byte for byte.

    Returns False, and leaves the file as it is, unless it is exactly what was written then. Raises
    as `apply_plan` does.
    """
    with as_tag_error(plan.path):
        real = atomic_replace.resolve_writable(plan.path)
        with open_file(real) as file:
            original_stat = os.fstat(file.fileno())
            _check_stamp(plan, original_stat)
            if not is_as_written(file, original_stat.st_size, old):
                return False
            with atomic_replace.temporary_sibling(real) as copy:
                # Where the journal is damaged, the hash is another one.
                with suppress(DamagedError, struct.error, zlib.error), copy.open("wb") as target:
                    target.writelines(iter_blocks(file, old_file_spans(old)))
                if not _has_hash(copy, old.old_hash):
                    return False
                file.close()  # Windows does not replace an open file
                _install(copy, real, original_stat, keep_mtime=keep_mtime)
    return True


def _has_hash(path: Path, expected: str) -> bool:
    with path.open("rb") as file:
        return digest(file, [FileSpan(0, path.stat().st_size)]) == expected


def _install(copy: Path, real: Path, original_stat: os.stat_result, *, keep_mtime: bool) -> None:
    """Make the verified copy durable, and let it take the place of the original."""
    atomic_replace.copy_metadata(real, original_stat, copy, keep_mtime=keep_mtime)
    atomic_replace.sync_file(copy)
    if in_place_write.requires_in_place(real, original_stat, copy):
        in_place_write.overwrite(copy, real, original_stat, keep_mtime=keep_mtime)
    else:
        atomic_replace.replace_atomically(copy, real, original_stat)


def _check_matches_plan(container: Container, plan: TagPlan, info: os.stat_result) -> None:
    """Raise FileChangedError, if possible with the current value, when the plan is out of date."""
    for change in plan.changes:
        values = container.values(change.frame)
        if values != change.old:
            raise FileChangedError(_content_message(change.frame, values), advice=_LOOK_AGAIN)
    if hash_audio_data(container.file, container) != plan.audio_hash:
        raise FileChangedError(Message.of("The audio in the file has changed."), advice=_LOOK_AGAIN)
    _check_stamp(plan, info)


def _check_stamp(plan: TagPlan, info: os.stat_result) -> None:
    if plan.stamp not in (None, file_stamp(info)):
        raise FileChangedError(
            Message.of("Another program has changed the file since the preview."),
            advice=_LOOK_AGAIN,
        )


def _content_message(frame: str, values: Sequence[str]) -> Message:
    if not values:
        return Message.of("{frame} is now empty.", frame=frame)
    return Message.of("{frame} is now “{values}”.", frame=frame, values="; ".join(values))


def _new_items(container: Container, changes: Sequence[FieldChange]) -> tuple[Item, ...]:
    items = container.items
    for change in changes:
        items = container.with_values(items, change.frame, change.new)
    return items


def _write_copy(
    container: Container, changes: Sequence[FieldChange], copy: Path, written: WrittenCopy
) -> None:
    spans = written.follow_spans(container.rebuild(_new_items(container, changes)))
    with copy.open("wb") as file:
        for block in iter_blocks(container.file, spans):
            file.write(block)
            written.follow_block(block)
