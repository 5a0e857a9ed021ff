"""A song that must stay the same file is written in place, and a kill takes it back."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagPlan, TagRequest, WritePolicy
from moodtagger.tags import apply_plan, clean_up_folder, plan_write, read_tags
from moodtagger.tags.files import in_place_write

SongFile = Callable[..., Path]
STEPS = frozenset(("open", "os.rename", "os.remove", "os.truncate", "os.utime", "os.chmod"))


@pytest.fixture
def song(song_file: SongFile, tmp_path: Path) -> Path:
    """A song with two names."""
    path = song_file("flac", "music/one.flac")
    (path.parent / "two.flac").hardlink_to(path)
    return path


def planned(path: Path, moods: tuple[str, ...] = ("happy", "calm" * 5000)) -> TagPlan:
    return plan_write(path, TagRequest(moods), WritePolicy())


def killed(action: Callable[[], None], at: int) -> bool:
    """Do it in a process that is killed before its step number `at`; whether it came so far."""
    child = os.fork()
    if child:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, -signal.SIGKILL)
        return status != 0
    count = 0

    def hook(event: str, _arguments: object) -> None:
        nonlocal count
        if event in STEPS:
            count += 1
            if count > at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    status = 1
    try:
        action()
        status = 0
    finally:
        os._exit(status)


def test_a_kill_before_any_step_leaves_the_old_song_or_the_new_one(song: Path) -> None:
    inode, old = song.stat().st_ino, song.read_bytes()
    plan = planned(song)
    apply_plan(plan)
    new = song.read_bytes()
    seen = set()
    for at in range(1000):
        with song.open("rb+") as file:
            file.write(old)
            file.truncate()
        if not killed(lambda: apply_plan(planned(song)), at):
            break
        clean_up_folder(song.parent, older_than_s=0)
        assert song.stat().st_ino == inode
        assert song.read_bytes() in (old, new), at
        seen.add(song.read_bytes() == new)
        assert sorted(os.listdir(song.parent)) == ["one.flac", "two.flac"], at
    assert at > 10
    assert False in seen


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.99, 1.0])
def test_a_kill_in_the_middle_of_the_bytes_is_taken_back(
    song: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    old, plan = song.read_bytes(), planned(song)

    def half(read: object, write: object, _block: int) -> None:
        data = read.read()  # type: ignore[attr-defined]
        write.write(data[: int(share * len(data)) // 4096 * 4096])  # type: ignore[attr-defined]
        write.flush()  # type: ignore[attr-defined]
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(in_place_write.shutil, "copyfileobj", half)
    assert killed(lambda: apply_plan(plan), 1000)
    monkeypatch.undo()
    assert share == 0.0 or song.read_bytes() != old
    assert in_place_write.restore_interrupted(song.parent) == 1
    assert song.read_bytes() == old
    assert sorted(os.listdir(song.parent)) == ["one.flac", "two.flac"]
    apply_plan(plan_write(song, TagRequest(("sad",)), WritePolicy()))
    assert read_tags(song.with_name("two.flac")).moods == ("sad",)


def test_what_somebody_wrote_after_the_kill_is_theirs(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, plan = song.read_bytes(), planned(song)
    monkeypatch.setattr(
        in_place_write.shutil, "copyfileobj", lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    )
    assert killed(lambda: apply_plan(plan), 1000)
    monkeypatch.undo()
    song.write_bytes(b"another song altogether" * 1000)
    assert in_place_write.restore_interrupted(song.parent) == 0
    assert song.read_bytes().startswith(b"another song")
    kept = [path for path in song.parent.iterdir() if "back" in path.name]
    assert [path.read_bytes() for path in kept] == [old]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failure_in_the_middle_puts_the_old_bytes_back(
    song: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    old, plan, stamp = song.read_bytes(), planned(song), song.stat().st_mtime_ns
    failed = []

    def half(read: object, write: object, block: int) -> None:
        if not failed:
            failed.append(1)
            write.write(read.read(50_000))  # type: ignore[attr-defined]
            raise OSError(code, os.strerror(code))
        shutil_copy(read, write, block)

    shutil_copy = shutil.copyfileobj
    monkeypatch.setattr(in_place_write.shutil, "copyfileobj", half)
    with pytest.raises(TagError):
        apply_plan(plan)
    assert song.read_bytes() == old
    assert song.stat().st_mtime_ns == stamp
    assert sorted(os.listdir(song.parent)) == ["one.flac", "two.flac"]


def test_on_a_drive_that_would_reorder_its_folder_songs_stay_in_place(
    song_file: SongFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = song_file("mp3")
    device = song.stat().st_dev
    table = tmp_path / "mountinfo"
    table.write_text(
        f"22 1 {os.major(device)}:{os.minor(device)} / /media/stick rw - exfat /dev/sdb1 rw\n"
    )
    inode = song.stat().st_ino
    apply_plan(planned(song))
    assert song.stat().st_ino != inode, "usually it is exchanged"
    monkeypatch.setattr(in_place_write, "MOUNT_TABLE", table)
    inode = song.stat().st_ino
    apply_plan(planned(song, ("sad",)))
    assert song.stat().st_ino == inode


def test_attributes_that_a_copy_cannot_get_keep_the_file_in_place(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = song_file("mp3")
    try:
        os.setxattr(song, "user.note", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    inode = song.stat().st_ino
    monkeypatch.setattr(shutil, "_copyxattr", lambda *_, **__: None)
    apply_plan(planned(song))
    assert song.stat().st_ino == inode
    assert os.getxattr(song, "user.note") == b"mine"
