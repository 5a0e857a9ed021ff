"""Messages in the wire format of Protocol Buffers, as far as an ONNX file needs it.

The `onnx` package writes such files too; for these few lines it would be 33 MB more to install, and
13 MB in every process that listens.
See https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

_VARINT, _BYTES, _FIXED32 = 0, 2, 5


def encode_message(fields: Iterable[tuple[int, int | float | str | bytes]]) -> bytes:
    """A message of (field number, value); a message within it is its bytes."""
    return b"".join(_encode_field(number, value) for number, value in fields)


def _encode_field(number: int, value: int | float | str | bytes) -> bytes:
    if isinstance(value, float):
        return _encode_varint(number << 3 | _FIXED32) + struct.pack("<f", value)
    if isinstance(value, int):
        return _encode_varint(number << 3 | _VARINT) + _encode_varint(value)
    payload = value.encode() if isinstance(value, str) else value
    return _encode_varint(number << 3 | _BYTES) + _encode_varint(len(payload)) + payload


def _encode_varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; a negative one has 64 bits."""
    remaining = value & (1 << 64) - 1
    out = bytearray()
    while remaining > 0x7F:
        out.append(remaining & 0x7F | 0x80)
        remaining >>= 7
    out.append(remaining)
    return bytes(out)
