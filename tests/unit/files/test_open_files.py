"""The identity of open files, and files that consist of holes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from moodtagger.core.errors import FileExchangedError
from moodtagger.files import open_files
from moodtagger.files.open_files import (
    FileIdentity,
    PinnedFile,
    check_pinned,
    file_id_of,
    is_mostly_holes,
)

ONE = FileIdentity(device=1, inode=2, size=3, mtime_ns=4, ctime_ns=5)


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"device": 9}, True),  # the same file on a second mount
        ({"size": 9, "mtime_ns": 9}, True),  # written to meanwhile
        ({"device": 9, "inode": 9}, False),
        ({"inode": 9}, False),
        ({"device": 9, "size": 9}, False),
        ({"device": 9, "mtime_ns": 9}, False),
        ({"device": 9, "ctime_ns": 9}, False),
    ],
)
def test_files_are_one_by_device_and_inode_or_by_all_the_rest(
    changes: dict[str, int], is_same: bool
) -> None:
    assert ONE.is_same_file(ONE._replace(**changes)) is is_same


def test_an_identity_is_that_of_the_system(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"123")
    info = path.stat()
    assert FileIdentity.of(info) == (
        *(info.st_dev, info.st_ino, 3, info.st_mtime_ns, info.st_ctime_ns),
    )
    assert file_id_of(str(path)) == (info.st_dev, info.st_ino)
    os.link(path, tmp_path / "b")
    assert file_id_of(str(tmp_path / "b")) == file_id_of(str(path))
    assert file_id_of(str(tmp_path / "missing")) is None
    assert file_id_of("nul\0") is None


def test_a_pinned_file_may_be_read_and_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"123")
    with PinnedFile(path) as pinned, open(pinned) as file:  # noqa: PTH123 - any opener will do
        check_pinned(pinned, file.fileno())
        check_pinned(path, file.fileno())  # not pinned: nothing to check
        descriptors = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    if descriptors:
        assert len(os.listdir("/proc/self/fd")) == descriptors - 2


@pytest.mark.parametrize("change", ["write", "replace", "remove"])
def test_a_file_that_changes_while_it_is_pinned_is_noticed(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"123")
    with pytest.raises(FileExchangedError), PinnedFile(path):  # noqa: PT012 - leaving raises
        if change == "write":
            path.write_bytes(b"1234")
        elif change == "replace":
            (tmp_path / "b").write_bytes(b"123")
            (tmp_path / "b").replace(path)
        else:
            path.unlink()


@pytest.mark.skipif(os.name == "nt", reason="folders of open files cannot be renamed")
@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_folder_that_is_renamed_or_exchanged_is_noticed(
    tmp_path: Path, is_replaced: bool
) -> None:
    path = tmp_path / "album" / "a"
    path.parent.mkdir()
    path.write_bytes(b"123")
    with pytest.raises(FileExchangedError), PinnedFile(path):  # noqa: PT012 - leaving raises
        path.parent.rename(tmp_path / "elsewhere")  # the file itself stays as it was
        if is_replaced:
            path.parent.mkdir()
            path.write_bytes(b"123")


def test_another_file_is_not_opened_in_its_place(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"123")
    other.write_bytes(b"123")
    with PinnedFile(path) as pinned, other.open() as file, pytest.raises(FileExchangedError):
        check_pinned(pinned, file.fileno())


def leave_after_a_change(path: Path, error: BaseException) -> None:
    """Write to a pinned file, then leave it because of an error."""
    with PinnedFile(path):
        path.write_bytes(path.read_bytes() + b"more")
        raise error


def test_an_error_within_is_blamed_on_the_exchange_but_a_cancel_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"123")
    with pytest.raises(FileExchangedError):
        leave_after_a_change(path, ValueError("nonsense was read"))
    with pytest.raises(KeyboardInterrupt):
        leave_after_a_change(path, KeyboardInterrupt())
    known = FileExchangedError("/elsewhere")
    with pytest.raises(FileExchangedError) as raised:
        leave_after_a_change(path, known)
    assert raised.value is known


BIG = 512 << 20


@pytest.mark.skipif(not hasattr(os, "SEEK_DATA"), reason="the system does not tell of holes")
@pytest.mark.parametrize(
    ("size", "written", "expected"),
    [(BIG, 0, True), (BIG, 4096, True), (BIG - 1, 0, False), (BIG, BIG // 8, False)],
)
def test_a_huge_file_of_holes_is_noticed(
    tmp_path: Path, size: int, written: int, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if written > 1 << 20:  # as if so much were written
        monkeypatch.setattr(open_files, "_data_bytes", lambda descriptor, size: written)
    path = tmp_path / "sparse"
    with path.open("wb+") as file:
        file.truncate(size)
        file.seek(size // 2)
        file.write(b"x" * min(written, 4096))
        file.seek(7)
        assert is_mostly_holes(file.fileno()) is expected
        assert file.tell() == 7
    path.unlink()


@pytest.mark.skipif(not hasattr(os, "SEEK_DATA"), reason="the system does not tell of holes")
def test_blocks_of_data_are_added_up_wherever_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    spans = [(10, 20), (30, 35), (90, 100)]

    def seek(descriptor: int, position: int, whence: int) -> int:
        if whence == os.SEEK_DATA:
            for start, end in spans:
                if position < end:
                    return max(start, position)
            raise OSError(6, "no data behind")
        if whence == os.SEEK_HOLE:
            return next(end for start, end in spans if start <= position < end)
        return 0

    monkeypatch.setattr(os, "lseek", seek)
    assert open_files._data_bytes(0, 100) == 25
    spans.pop()
    assert open_files._data_bytes(0, 100) == 15


@pytest.mark.skipif(not hasattr(os, "SEEK_DATA"), reason="the system does not tell of holes")
def test_a_system_that_cannot_tell_means_no_holes(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int, position: int, whence: int) -> int:
        if whence == os.SEEK_DATA:
            raise OSError(22, "invalid")
        return 0

    monkeypatch.setattr(os, "lseek", refuse)
    assert open_files._data_bytes(0, 100) == 100
