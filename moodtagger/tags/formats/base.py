"""What every kind of tagged file has in common: items with names, a payload, a new form."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, ClassVar

from moodtagger.tags.files.byte_spans import AbsurdError, Piece, read_piece

# A text longer than this is no mood, title or key; covers and lyrics are never read as text.
MAX_TEXT = 1 << 20
MAX_ITEMS = 20_000
MAX_TEXTS = 1_000  # under one name


@dataclass(frozen=True, slots=True)
class Item:
    """One frame, comment, atom or attribute: its name in the file and its exact bytes."""

    name: str
    data: Piece


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
    def payload(self) -> Iterator[Piece]:
        """The audio without any tag; the same for every edit of the tags."""

    @abstractmethod
    def rest(self) -> Iterator[Piece]:
        """What is neither item nor payload nor a size or offset, and must not change."""

    @abstractmethod
    def rebuilt(self, items: Sequence[Item]) -> Iterator[Piece]:
        """The whole file as it would be with these items instead."""

    @abstractmethod
    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """The texts of an item's bytes; empty when it holds none."""

    @abstractmethod
    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """New items of that name, one or several as the container has it."""

    @abstractmethod
    def refuse_if_unsafe(self) -> None:
        """Raise TagError when a file of this form cannot be rewritten with certainty."""

    def begin_tag(self, version: int) -> None:
        """Use this ID3v2 version where the file has no tag yet; other kinds have but one."""
        _ = version

    def legacy(self) -> dict[str, tuple[str, ...]]:
        """Texts of older tags beside the main one, by field: read, and never written."""
        return {}

    def values(self, name: str) -> tuple[str, ...]:
        """All texts under a name, whatever its case; empty when absent.

        TagError when they are more or longer than anybody's moods or titles are.
        """
        wanted = name.casefold()
        found: list[str] = []
        items = [item for item in self.items if item.name.casefold() == wanted]
        if len(items) > MAX_TEXTS:
            raise AbsurdError
        for item in items:
            found += self.decode(item, read_piece(self.file, item.data, MAX_TEXT))
            if len(found) > MAX_TEXTS:
                raise AbsurdError
        return tuple(found)

    def spelling(self, name: str) -> str:
        """The name as this file spells it, or as given when the file has no such item."""
        wanted = name.casefold()
        return next((item.name for item in self.items if item.name.casefold() == wanted), name)

    def with_values(
        self, items: Sequence[Item], name: str, values: Sequence[str]
    ) -> tuple[Item, ...]:
        """`items` with that name's texts replaced in place; no texts remove it."""
        wanted = name.casefold()
        new = self.encode(self.spelling(name), values) if values else []
        at = next((i for i, item in enumerate(items) if item.name.casefold() == wanted), len(items))
        kept = [item for item in items[at:] if item.name.casefold() != wanted]
        return (*items[:at], *new, *kept)
