"""Files as FFmpeg reads them: never a huge buffer, never an exception within FFmpeg."""

from __future__ import annotations

import errno
import os
from io import BytesIO

from moodtagger.files.open_files import BoundedReader


def test_a_read_is_bounded() -> None:
    reader = BoundedReader(BytesIO(bytes(3 << 20)))
    assert len(reader.read(1 << 40)) == 1 << 20
    assert len(reader.read(100)) == 100


def test_positions() -> None:
    reader = BoundedReader(BytesIO(b"0123456789"))
    assert reader.seek(-2, os.SEEK_END) == 8
    assert (reader.tell(), reader.read(5), reader.read(5)) == (8, b"89", b"")


def test_an_impossible_position_is_an_error_code() -> None:
    reader = BoundedReader(BytesIO(b"0123456789"))
    assert reader.seek(-5) == -errno.EINVAL
    assert reader.read(2) == b"01"
