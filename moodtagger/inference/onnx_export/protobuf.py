"""Messages in the wire format of Protocol Buffers, as far as an ONNX file needs it.

The `onnx` package writes such files too; for these few lines it would be 33 MB more to install, and
13 MB in every process that listens.
See https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

_VARINT, _BYTES, _FIXED32 = 0, 2, 5


def message(fields: Iterable[tuple[int, int | float | str | bytes]]) -> bytes:
    """A message of (field number, value); a message within it is its bytes."""
    return b"".join(_field(number, value) for number, value in fields)


def _field(number: int, value: int | float | str | bytes) -> bytes:
    if isinstance(value, float):
        return _varint(number << 3 | _FIXED32) + struct.pack("<f", value)
    if isinstance(value, int):
        return _varint(number << 3 | _VARINT) + _varint(value)
    packed = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | _BYTES) + _varint(len(packed)) + packed


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; a negative one has 64 bits."""
    rest = value & (1 << 64) - 1
    out = bytearray()
    while rest > 0x7F:
        out.append(rest & 0x7F | 0x80)
        rest >>= 7
    out.append(rest)
    return bytes(out)
