"""What every kind of tagged file has in common: items with names, a payload, a new form."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, ClassVar

from moodtagger.tags.files.byte_spans import ByteSpan, TagTooLargeError, read_span

# A text longer than this is no mood, title or key; covers and lyrics are never read as text.
MAX_TEXT = 1 << 20
MAX_ITEMS = 20_000
MAX_TEXTS = 1_000  # under one name


@dataclass(frozen=True, slots=True)
class Item:
    """One frame, comment, atom or attribute: its name in the file and its exact bytes."""

    name: str
    data: ByteSpan


class Container(ABC):
    """An open file whose tag items are known; nothing here writes to it.

    `label` names the kind of tag, `kind` the row of the table of field names in `profiles`.
    """

    label: str
    kind: ClassVar[str]

    def __init__(self, file: BinaryIO, size: int) -> None:
        """`file` is open for reading and stays the caller's; `size` is its length in bytes."""
        self.file = file
        self.size = size
        self.items: tuple[Item, ...] = ()

    @abstractmethod
    def audio_data(self) -> Iterator[ByteSpan]:
        """The audio without any tag; the same for every edit of the tags."""

    @abstractmethod
    def other_data(self) -> Iterator[ByteSpan]:
        """What is neither item nor payload nor a size or offset, and must not change."""

    @abstractmethod
    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """The whole file as it would be with these items instead."""

    @abstractmethod
    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """The texts of an item's bytes; empty when it holds none."""

    @abstractmethod
    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """New items of that name, one or several as the container has it."""

    @abstractmethod
    def check_rewritable(self) -> None:
        """Raise TagError when a file of this form cannot be rewritten with certainty."""

    def set_new_tag_version(self, version: int) -> None:
        """Use this ID3v2 version where the file has no tag yet; other kinds have but one."""
        _ = version

    def fallback_tags(self) -> dict[str, tuple[str, ...]]:
        """Texts of older tags beside the main one, by field: read, and never written."""
        return {}

    def values(self, name: str) -> tuple[str, ...]:
        """All texts under a name, whatever its case; empty when absent.

        TagError when they are more or longer than anybody's moods or titles are.
        """
        folded_name = name.casefold()
        found: list[str] = []
        items = [item for item in self.items if item.name.casefold() == folded_name]
        if len(items) > MAX_TEXTS:
            raise TagTooLargeError
        for item in items:
            found += self.decode(item, read_span(self.file, item.data, MAX_TEXT))
            if len(found) > MAX_TEXTS:
                raise TagTooLargeError
        return tuple(found)

    def name_as_spelled(self, name: str) -> str:
        """The name as this file spells it, or as given when the file has no such item."""
        folded_name = name.casefold()
        return next((item.name for item in self.items if item.name.casefold() == folded_name), name)

    def with_values(
        self, items: Sequence[Item], name: str, values: Sequence[str]
    ) -> tuple[Item, ...]:
        """`items` with that name's texts replaced in place; no texts remove it."""
        folded_name = name.casefold()
        new = self.encode(self.name_as_spelled(name), values) if values else []
        index = next(
            (i for i, item in enumerate(items) if item.name.casefold() == folded_name), len(items)
        )
        following = [item for item in items[index:] if item.name.casefold() != folded_name]
        return (*items[:index], *new, *following)
