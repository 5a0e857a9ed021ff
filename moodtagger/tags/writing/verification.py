"""Proof that a rewritten file is the old one with nothing but the planned changes.

The program's own reading compares bytes; then mutagen, which shares no code with it, has to find
the new texts, and the same names of all other tags as before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import FieldChange
from moodtagger.tags.audio_hash import hash_audio_data
from moodtagger.tags.files.byte_spans import digest, have_same_bytes
from moodtagger.tags.formats.base import Container, Item
from moodtagger.tags.formats.detection import detect_container
from moodtagger.tags.writing.mutagen_process import read_texts_isolated

_CURRENT_FRAME_NAMES = {"txx": "txxx", "com": "comm", "tt1": "tit1"}
_MAX_MUTAGEN_BYTES = 64 << 20  # it holds all tags in memory


class VerificationError(TagError):
    """The new form was not what it should be, so the original stays."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"The rewritten copy did not pass the check ({detail}), so the file was left as it is.",
            advice="Please report this with the kind of file it is.",
        )


def check_copy(
    old: Container, copy: BinaryIO, changes: Sequence[FieldChange], audio_hash: str
) -> None:
    """Compare the copy with the original; VerifyError at the first difference."""
    new = detect_container(copy)
    if new is None or type(new) is not type(old):
        raise VerificationError("it is another kind of file")
    if hash_audio_data(copy, new) != audio_hash:
        raise VerificationError("the audio differs")
    for change in changes:
        if new.values(change.frame) != change.new:
            raise VerificationError(f"{change.frame} does not read back")
    if digest(old.file, old.other_data()) != digest(copy, new.other_data()):
        raise VerificationError("something beside the tags differs")
    _check_other_items(old, new, changes)


def _check_other_items(old: Container, new: Container, changes: Sequence[FieldChange]) -> None:
    changed_names = {change.frame.casefold() for change in changes}
    before, after = _other_items(old, changed_names), _other_items(new, changed_names)
    same = len(before) == len(after) and all(
        a.name == b.name and have_same_bytes(old.file, a.data, new.file, b.data)
        for a, b in zip(before, after, strict=True)
    )
    if not same:
        raise VerificationError("another tag differs")


def _other_items(container: Container, changed_names: set[str]) -> list[Item]:
    return [item for item in container.items if item.name.casefold() not in changed_names]


def check_with_mutagen(
    kind: str, original: Path, copy: Path, changes: Sequence[FieldChange], tag_bytes: int
) -> None:
    """The second opinion; left out where mutagen cannot read the original either."""
    if tag_bytes > _MAX_MUTAGEN_BYTES:
        return
    before = read_texts_isolated(kind, original)
    if before is None:
        return
    after = read_texts_isolated(kind, copy)
    if after is None:
        raise VerificationError("mutagen cannot read it")
    changed_names = {_current_name(change.frame) for change in changes}
    if _other_names(before, changed_names) != _other_names(after, changed_names):
        raise VerificationError("mutagen finds other tags")
    for change in changes:
        if _texts_named(after, change.frame) != change.new:
            raise VerificationError(f"mutagen reads another {change.frame}")


def _other_names(tags: Mapping[str, Any], changed_names: set[str]) -> set[str]:
    return {name.casefold() for name in tags} - changed_names


def _texts_named(tags: Mapping[str, tuple[str, ...]], frame: str) -> tuple[str, ...]:
    folded_name = _current_name(frame)
    return tuple(
        text for name, texts in tags.items() if name.casefold() == folded_name for text in texts
    )


def _current_name(frame: str) -> str:
    """mutagen gives frames of ID3v2.2 the names they have today."""
    name, colon, suffix = frame.casefold().partition(":")
    return _CURRENT_FRAME_NAMES.get(name, name) + colon + suffix
