"""What a whole write holds open, and lets go."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from moodtagger.tags.files.atomic_replace import release_temp_file, sync_folder


def test_a_copy_without_a_lock_needs_no_release() -> None:
    release_temp_file(-1)  # where the system or the drive cannot lock files


def test_a_lock_is_released_with_its_descriptor(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "copy", os.O_CREAT | os.O_RDWR)
    release_temp_file(descriptor)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


@pytest.mark.skipif(sys.platform != "linux", reason="counts descriptors in /proc")
def test_flushing_a_folder_keeps_nothing_open(tmp_path: Path) -> None:
    before = os.listdir("/proc/self/fd")
    sync_folder(tmp_path)
    sync_folder(tmp_path / "not there")
    assert len(os.listdir("/proc/self/fd")) == len(before)
