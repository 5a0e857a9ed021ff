"""A file as a row of pieces: stretches of an open file, and bytes to stand between them.

A container describes its new form as such a row, so a save copies everything it did not mean
to change straight from the original, in bounded memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import BinaryIO, TypeAlias

from moodtagger.core.errors import TagError

BLOCK = 1 << 20
DIGEST_BYTES = 20  # blake2b-160


class DamagedError(TagError):
    """The file's own structure contradicts itself."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"The file's tags are damaged ({detail}).",
            advice="Repair it with a tag editor or get the song anew.",
        )


class AbsurdError(TagError):
    """Reading a tag would take more memory or time than any real one does."""

    def __init__(self) -> None:
        super().__init__(
            "A tag of this file is absurdly large.", advice="Clean the file up with a tag editor."
        )


class TooManyError(AbsurdError):
    """So many entries that decoders, which compare each with all others, take hours for them."""


@dataclass(frozen=True, slots=True)
class Span:
    """`size` bytes of an open file from `start` on."""

    start: int
    size: int

    @property
    def end(self) -> int:
        """First byte behind the span."""
        return self.start + self.size


Piece: TypeAlias = bytes | Span


def size_of(piece: Piece) -> int:
    """Length in bytes."""
    return piece.size if isinstance(piece, Span) else len(piece)


def read_at(file: BinaryIO, start: int, size: int) -> bytes:
    """Exactly `size` bytes; DamagedError when the file ends before."""
    file.seek(start)
    data = file.read(size)
    if len(data) != size:
        raise DamagedError("it ends too early")
    return data


def read_piece(file: BinaryIO, piece: Piece, limit: int) -> bytes:
    """The whole piece; TagError when it is longer than `limit` bytes."""
    if size_of(piece) > limit:
        raise AbsurdError
    return read_at(file, piece.start, piece.size) if isinstance(piece, Span) else piece


def blocks(file: BinaryIO, pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The bytes of the pieces in blocks of at most 1 MiB (given bytes come whole)."""
    for piece in pieces:
        if isinstance(piece, bytes):
            yield piece
            continue
        position = piece.start
        while position < piece.end:
            data = read_at(file, position, min(BLOCK, piece.end - position))
            position += len(data)
            yield data


def digest(file: BinaryIO, pieces: Iterable[Piece]) -> str:
    """Hex blake2b-160 of the pieces' bytes in a row."""
    state = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for block in blocks(file, pieces):
        state.update(block)
    return state.hexdigest()


def same_piece(file_a: BinaryIO, a: Piece, file_b: BinaryIO, b: Piece) -> bool:
    """Whether two pieces hold the same bytes."""
    if size_of(a) != size_of(b):
        return False
    if isinstance(a, bytes) or isinstance(b, bytes):
        return b"".join(blocks(file_a, [a])) == b"".join(blocks(file_b, [b]))
    return all(x == y for x, y in zip_longest(blocks(file_a, [a]), blocks(file_b, [b])))
