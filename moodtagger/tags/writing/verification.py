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
from moodtagger.tags.audio_hash import hash_of
from moodtagger.tags.files.byte_spans import digest, same_piece
from moodtagger.tags.formats.base import Container, Item
from moodtagger.tags.formats.detection import container_of
from moodtagger.tags.writing.mutagen_process import texts_of

_TODAY = {"txx": "txxx", "com": "comm", "tt1": "tit1"}
_MAX_FOR_MUTAGEN = 64 << 20  # it holds all tags in memory


class VerifyError(TagError):
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
    new = container_of(copy)
    if new is None or type(new) is not type(old):
        raise VerifyError("it is another kind of file")
    if hash_of(copy, new) != audio_hash:
        raise VerifyError("the audio differs")
    for change in changes:
        if new.values(change.frame) != change.new:
            raise VerifyError(f"{change.frame} does not read back")
    if digest(old.file, old.rest()) != digest(copy, new.rest()):
        raise VerifyError("something beside the tags differs")
    _check_others(old, new, changes)


def _check_others(old: Container, new: Container, changes: Sequence[FieldChange]) -> None:
    touched = {change.frame.casefold() for change in changes}
    before, after = _others(old, touched), _others(new, touched)
    same = len(before) == len(after) and all(
        a.name == b.name and same_piece(old.file, a.data, new.file, b.data)
        for a, b in zip(before, after, strict=True)
    )
    if not same:
        raise VerifyError("another tag differs")


def _others(container: Container, touched: set[str]) -> list[Item]:
    return [item for item in container.items if item.name.casefold() not in touched]


def check_with_mutagen(
    kind: str, original: Path, copy: Path, changes: Sequence[FieldChange], tag_bytes: int
) -> None:
    """The second opinion; left out where mutagen cannot read the original either."""
    if tag_bytes > _MAX_FOR_MUTAGEN:
        return
    before = texts_of(kind, original)
    if before is None:
        return
    after = texts_of(kind, copy)
    if after is None:
        raise VerifyError("mutagen cannot read it")
    touched = {_current_name(change.frame) for change in changes}
    if _names(before, touched) != _names(after, touched):
        raise VerifyError("mutagen finds other tags")
    for change in changes:
        if _texts(after, change.frame) != change.new:
            raise VerifyError(f"mutagen reads another {change.frame}")


def _names(tags: Mapping[str, Any], touched: set[str]) -> set[str]:
    return {name.casefold() for name in tags} - touched


def _texts(tags: Mapping[str, tuple[str, ...]], frame: str) -> tuple[str, ...]:
    wanted = _current_name(frame)
    return tuple(
        text for name, texts in tags.items() if name.casefold() == wanted for text in texts
    )


def _current_name(frame: str) -> str:
    """mutagen gives frames of ID3v2.2 the names they have today."""
    name, colon, rest = frame.casefold().partition(":")
    return _TODAY.get(name, name) + colon + rest
