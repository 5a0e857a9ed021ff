"""The interface of all tagged files: named items, the audio data, and how to rebuild the file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, ClassVar

from moodtagger.tags.files.byte_spans import ByteSpan, TagTooLargeError, read_span

# Bytes; longer texts are not moods, titles or keys, and covers and lyrics are not read as texts.
MAX_TEXT = 1 << 20
MAX_ITEMS = 20_000
MAX_TEXTS = 1_000  # of one name


@dataclass(frozen=True, slots=True)
class Item:
    """A frame, comment, atom or attribute: its name in the file and its exact bytes."""

    name: str
    data: ByteSpan


class Container(ABC):
    """An open file whose tags are parsed; it is never written to.

    `label` names the tag format; `kind` is the key of its field names in `fields.READ_NAMES`;
    `demuxer` is FFmpeg's name of the file format.
    """

    label: str
    kind: ClassVar[str]
    demuxer: str

    def __init__(self, file: BinaryIO, size: int) -> None:
        """Parse `file`, which the caller closes; `size` is its length in bytes."""
        self.file = file
        self.size = size
        self.items: tuple[Item, ...] = ()

    @abstractmethod
    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield the audio data without any tags, which no change of tags affects."""

    @abstractmethod
    def other_data(self) -> Iterator[ByteSpan]:
        """Yield what must not change either: all but items, audio data, sizes and offsets."""

    @abstractmethod
    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the whole file with its items replaced by these."""

    @abstractmethod
    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return the texts in an item's bytes; empty when it holds none."""

    @abstractmethod
    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create items for the values of a name, one or several as the format demands."""

    @abstractmethod
    def check_rewritable(self) -> None:
        """Raise TagError when the file cannot be rewritten safely."""

    def set_new_tag_version(self, version: int) -> None:
        """Set the ID3v2 version for a file without a tag; other formats have only one version."""
        _ = version

    def fallback_tags(self) -> dict[str, tuple[str, ...]]:
        """Return the texts by field of older tags next to the main one, which are only read."""
        return {}

    def values(self, name: str) -> tuple[str, ...]:
        """Return all texts of a name, ignoring case; empty when absent.

        Raises TagTooLargeError when they are more or longer than those of any real file.
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
        """Return the name as spelled in this file, or as given when it has no such item."""
        folded_name = name.casefold()
        return next((item.name for item in self.items if item.name.casefold() == folded_name), name)

    def with_values(
        self, items: Sequence[Item], name: str, values: Sequence[str]
    ) -> tuple[Item, ...]:
        """Return `items` with the texts of a name replaced at their position, or removed."""
        folded_name = name.casefold()
        new = self.encode(self.name_as_spelled(name), values) if values else []
        index = next(
            (i for i, item in enumerate(items) if item.name.casefold() == folded_name), len(items)
        )
        following = [item for item in items[index:] if item.name.casefold() != folded_name]
        return (*items[:index], *new, *following)
