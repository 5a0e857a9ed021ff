"""Songs that must stay the same file are overwritten; an interrupted write is rolled back."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from moodtagger.core.errors import FileChangedError, TagError, UnverifiedWriteError
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
    """Run it in a process that is killed before step `at`; False if it has fewer steps."""
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


def test_a_kill_before_any_step_leaves_the_old_or_the_new_song(song: Path) -> None:
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


@pytest.mark.parametrize("fraction", [0.0, 0.3, 0.5, 0.99, 1.0])
def test_a_kill_in_the_middle_of_the_bytes_is_rolled_back(
    song: Path, monkeypatch: pytest.MonkeyPatch, fraction: float
) -> None:
    old, plan = song.read_bytes(), planned(song)

    def half(read: object, write: object, _block: int) -> None:
        data = read.read()  # type: ignore[attr-defined]
        write.write(data[: int(fraction * len(data)) // 4096 * 4096])  # type: ignore[attr-defined]
        write.flush()  # type: ignore[attr-defined]
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(in_place_write.shutil, "copyfileobj", half)
    assert killed(lambda: apply_plan(plan), 1000)
    monkeypatch.undo()
    assert fraction == 0.0 or song.read_bytes() != old
    assert in_place_write.restore_interrupted(song.parent) == 1
    assert song.read_bytes() == old
    assert sorted(os.listdir(song.parent)) == ["one.flac", "two.flac"]
    apply_plan(plan_write(song, TagRequest(("sad",)), WritePolicy()))
    assert read_tags(song.with_name("two.flac")).moods == ("sad",)


def test_later_changes_of_other_programs_are_not_rolled_back(
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
    backups = [path for path in song.parent.iterdir() if "back" in path.name]
    assert [path.read_bytes() for path in backups] == [old]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failure_in_the_middle_restores_the_old_bytes(
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


def test_bytes_that_the_drive_did_not_keep_are_noticed(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, plan = song.read_bytes(), planned(song)
    spoiled = []

    def lose_a_byte(read: object, write: object, block: int) -> None:
        copy_bytes(read, write, block)
        if not spoiled:
            spoiled.append(1)
            write.seek(1000)  # type: ignore[attr-defined]
            write.write(b"?")  # type: ignore[attr-defined]
            write.seek(0, os.SEEK_END)  # type: ignore[attr-defined]

    copy_bytes = shutil.copyfileobj
    monkeypatch.setattr(in_place_write.shutil, "copyfileobj", lose_a_byte)
    with pytest.raises(TagError, match="did not store"):
        apply_plan(plan)
    assert song.read_bytes() == old
    assert sorted(os.listdir(song.parent)) == ["one.flac", "two.flac"]


def test_a_song_changed_while_it_is_copied_is_not_overwritten(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(song)
    back_up = shutil.copyfile

    def meanwhile(source: Path, target: Path) -> None:
        back_up(source, target)
        os.utime(song, ns=(1, 1))

    monkeypatch.setattr(in_place_write.shutil, "copyfile", meanwhile)
    old = song.read_bytes()
    with pytest.raises(FileChangedError):
        apply_plan(plan)
    assert song.read_bytes() == old
    assert sorted(os.listdir(song.parent)) == ["one.flac", "two.flac"]


def test_a_full_drive_is_noticed_before_the_song_is_touched(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(song)
    allocated = []

    def full(descriptor: int, start: int, size: int) -> None:
        allocated.append((os.fstat(descriptor).st_ino, start, size))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    old = song.read_bytes()
    overwritten = []
    monkeypatch.setattr(
        in_place_write.shutil, "copyfileobj", lambda *_: overwritten.append(song.read_bytes())
    )
    with pytest.raises(TagError, match="full"):
        apply_plan(plan)
    assert [inode for inode, _, _ in allocated] == [song.stat().st_ino]
    assert allocated[0][2] > len(old)
    assert overwritten in ([], [old])


def test_an_unresolved_backup_prevents_another_write(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its old bytes would be lost."""
    plan = planned(song)
    monkeypatch.setattr(
        in_place_write.shutil, "copyfileobj", lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    )
    assert killed(lambda: apply_plan(plan), 1000)
    monkeypatch.undo()
    interrupted, names = song.read_bytes(), sorted(os.listdir(song.parent))
    with pytest.raises(TagError, match="was interrupted"):
        apply_plan(planned(song))
    assert song.read_bytes() == interrupted
    assert sorted(os.listdir(song.parent)) == names


def test_a_write_of_a_running_program_is_not_rolled_back(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restored = []
    copy_bytes = shutil.copyfileobj

    def meanwhile(read: object, write: object, block: int) -> None:
        restored.append(in_place_write.restore_interrupted(song.parent))
        copy_bytes(read, write, block)

    plan = planned(song)
    monkeypatch.setattr(in_place_write.shutil, "copyfileobj", meanwhile)
    apply_plan(plan)
    assert restored == [0]
    assert read_tags(song).moods[0] == "happy"


def test_a_song_that_can_neither_be_written_nor_restored_keeps_its_backup(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, plan = song.read_bytes(), planned(song)

    def fail(_read: object, write: object, _block: int) -> None:
        write.write(b"half")  # type: ignore[attr-defined]
        write.flush()  # type: ignore[attr-defined]
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(in_place_write.shutil, "copyfileobj", fail)
    with pytest.raises(UnverifiedWriteError, match="or restored"):
        apply_plan(plan)
    monkeypatch.undo()
    backups = [path for path in song.parent.iterdir() if "back" in path.name]
    assert [path.read_bytes() for path in backups] == [old]


def test_backup_and_copy_are_durable_before_the_song_is_touched(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both contents and their names are flushed first, and the song itself before the end."""
    old, plan = song.read_bytes(), planned(song)
    flushed: list[tuple[str, bool, int]] = []

    def fsync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        backups = [path for path in song.parent.iterdir() if "back" in path.name]
        flushed.append((kind, song.read_bytes() == old, len(backups)))

    monkeypatch.setattr(os, "fsync", fsync)
    apply_plan(plan)
    before = [(kind, backups) for kind, is_old, backups in flushed if is_old]
    assert before == [("file", 0), ("file", 0), ("folder", 1)]
    assert ("file", False, 1) in flushed
    assert flushed[-1] == ("folder", False, 0)


@pytest.mark.parametrize("keep_mtime", [True, False])
def test_mtime_of_a_song_that_is_overwritten(song: Path, keep_mtime: bool) -> None:
    os.utime(song, ns=(10**18, 10**18))
    apply_plan(planned(song), keep_mtime=keep_mtime)
    assert (song.stat().st_mtime_ns == 10**18) == keep_mtime


def test_songs_are_overwritten_on_file_systems_that_reorder_folders(
    song_file: SongFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = song_file("mp3")
    device = song.stat().st_dev
    table = tmp_path / "mountinfo"
    table.write_text(
        f"22 1 {os.major(device)}:{os.minor(device)} / /media/stick rw - exfat /dev/sdb1 rw\n"
    )
    others = tmp_path / "others"
    others.write_text(
        "21 1 999:9 / /media/other rw - exfat /dev/sdc1 rw\n"
        + table.read_text().replace("exfat", "ext4")
    )
    monkeypatch.setattr(in_place_write, "MOUNT_TABLE", others)
    inode = song.stat().st_ino
    apply_plan(planned(song))
    assert song.stat().st_ino != inode, "replaced by default"
    monkeypatch.setattr(in_place_write, "MOUNT_TABLE", table)
    inode = song.stat().st_ino
    apply_plan(planned(song, ("sad",)))
    assert song.stat().st_ino == inode


def test_songs_are_overwritten_if_a_copy_cannot_get_their_attributes(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = song_file("mp3")
    try:
        os.setxattr(song, "user.note", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    inode = song.stat().st_ino

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(os, "setxattr", refuse)
    apply_plan(planned(song))
    assert song.stat().st_ino == inode
    assert os.getxattr(song, "user.note") == b"mine"
