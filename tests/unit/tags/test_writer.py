"""A write is complete or has no effect, and keeps everything else."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest

from moodtagger.core.errors import FileChangedError, TagError
from moodtagger.core.tag_plan import FieldChange, TagPlan, TagRequest, WritePolicy
from moodtagger.tags import apply_plan, clean_up_folder, is_temp_file, plan_write, read_tags
from moodtagger.tags.files import atomic_replace
from moodtagger.tags.files.byte_spans import FileSpan
from moodtagger.tags.formats.base import Item
from moodtagger.tags.formats.flac import Flac
from moodtagger.tags.writing import writer
from moodtagger.tags.writing.writer import VerificationError, check_with_mutagen

SongFile = Callable[..., Path]
OLD_NS = 1_234_567_890_123_456_700


@pytest.fixture
def song(song_file: SongFile) -> Path:
    path = song_file("flac")
    path.chmod(0o640)
    os.utime(path, ns=(OLD_NS, OLD_NS))
    return path


def planned(path: Path) -> TagPlan:
    return plan_write(path, TagRequest(("happy",)), WritePolicy())


def refused(plan: TagPlan, kind: type[TagError] = TagError) -> TagError:
    """The error of a write that must fail and leave everything as it was."""
    path = Path(plan.path)
    before, names = path.read_bytes(), sorted(os.listdir(path.parent))
    stamp = path.stat().st_mtime_ns
    with pytest.raises(kind) as caught:
        apply_plan(plan)
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == stamp
    assert sorted(os.listdir(path.parent)) == names
    assert caught.value.path == plan.path
    assert caught.value.advice
    return caught.value


def fail_with(code: int) -> Callable[..., None]:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_mode_and_time_are_kept(song: Path) -> None:
    apply_plan(planned(song))
    assert song.stat().st_mode & 0o777 == 0o640
    assert song.stat().st_mtime_ns == OLD_NS
    assert os.listdir(song.parent) == [song.name]


def test_mtime_may_be_updated(song: Path) -> None:
    apply_plan(planned(song), keep_mtime=False)
    assert song.stat().st_mtime_ns > OLD_NS
    assert song.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_owner_is_kept(song: Path) -> None:
    os.chown(song, 1234, 2345)
    inode = song.stat().st_ino
    apply_plan(planned(song))
    assert (song.stat().st_uid, song.stat().st_gid) == (1234, 2345)
    assert song.stat().st_ino != inode, "replaced by a copy of the same owner"


def test_extended_attributes_are_kept(song: Path) -> None:
    try:
        os.setxattr(song, "user.note", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    inode = song.stat().st_ino
    apply_plan(planned(song))
    assert os.getxattr(song, "user.note") == b"mine"
    assert song.stat().st_ino != inode, "replaced by a copy with the same attributes"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_songs_are_overwritten_if_a_copy_cannot_get_their_owner(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.chown(song, 1234, 2345)
    monkeypatch.setattr(atomic_replace.os, "chown", fail_with(errno.EPERM))
    inode = song.stat().st_ino
    apply_plan(planned(song))
    now = song.stat()
    assert (now.st_uid, now.st_gid, now.st_ino) == (1234, 2345, inode)
    assert read_tags(song).moods == ("happy",)
    assert os.listdir(song.parent) == [song.name]


def test_link_stays_a_link(song: Path, tmp_path: Path) -> None:
    link = tmp_path / "links" / "link.flac"
    link.parent.mkdir()
    link.symlink_to(os.path.relpath(song, link.parent))
    apply_plan(planned(link))
    assert link.is_symlink()
    assert not song.is_symlink()
    assert read_tags(song).moods == ("happy",)
    assert os.listdir(link.parent) == ["link.flac"]


def test_all_names_of_a_file_show_the_new_tags(song: Path, tmp_path: Path) -> None:
    other = tmp_path / "other name.flac"
    other.hardlink_to(song)
    apply_plan(planned(song))
    assert other.samefile(song)
    assert read_tags(other).moods == ("happy",)
    assert song.stat().st_mtime_ns == OLD_NS
    assert sorted(os.listdir(tmp_path)) == [song.name, other.name]


@pytest.mark.parametrize(
    ("code", "reason"), [(errno.ENOSPC, "full"), (errno.EDQUOT, "quota"), (errno.EIO, "error")]
)
def test_full_drive_while_writing(
    song: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    plan = planned(song)
    original = writer.iter_blocks

    def half(*args: object) -> object:
        yield next(iter(original(*args)))  # type: ignore[arg-type]
        fail_with(code)()

    monkeypatch.setattr(writer, "iter_blocks", half)
    assert reason in refused(plan).reason


@pytest.mark.parametrize("step", ["sync_file", "copy_metadata", "replace_atomically"])
def test_any_step_may_fail(song: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    plan = planned(song)
    monkeypatch.setattr(atomic_replace, step, fail_with(errno.ENOSPC))
    refused(plan)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_folder_that_cannot_be_written(
    song: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    plan = planned(song)
    monkeypatch.setattr(atomic_replace.os, "open", fail_with(code))
    refused(plan)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder(song: Path) -> None:
    plan = planned(song)
    song.parent.chmod(0o500)
    try:
        refused(plan)
    finally:
        song.parent.chmod(0o700)


def test_write_protected_file(song: Path) -> None:
    plan = planned(song)
    song.chmod(0o444)
    assert "write-protected" in refused(plan).reason


def test_replace_is_retried(song: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, tries = Path.replace, []

    def blocked_once(self: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) == 1:
            raise PermissionError(errno.EACCES, "blocked")
        return replace(self, target)

    plan = planned(song)
    monkeypatch.setattr(Path, "replace", blocked_once)
    apply_plan(plan)
    assert len(tries) == 2
    assert read_tags(song).moods == ("happy",)


def test_a_rename_that_succeeds_in_spite_of_an_error(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Network drives may do what was asked and report an error."""
    replace = Path.replace

    def replace_and_fail(self: Path, target: Path) -> Path:
        replace(self, target)
        raise OSError(errno.EIO, "Input/output error")

    plan = planned(song)
    monkeypatch.setattr(Path, "replace", replace_and_fail)
    apply_plan(plan)
    assert read_tags(song).moods == ("happy",)
    assert os.listdir(song.parent) == [song.name]


def test_file_vanished(song: Path) -> None:
    plan = planned(song)
    song.unlink()
    with pytest.raises(TagError, match="missing"):
        apply_plan(plan)


def test_tags_changed_since_the_plan(song: Path) -> None:
    plan = planned(song)
    apply_plan(plan_write(song, TagRequest(("calm",)), WritePolicy()))
    assert "calm" in refused(plan, FileChangedError).reason


def test_audio_changed_since_the_plan(song: Path) -> None:
    plan = planned(song)
    data = bytearray(song.read_bytes())
    data[-10] ^= 0xFF
    song.write_bytes(data)
    assert "audio" in refused(plan, FileChangedError).reason


def test_touched_since_the_plan(song: Path) -> None:
    plan = planned(song)
    os.utime(song, ns=(OLD_NS, OLD_NS + 5))
    assert "since the preview" in refused(plan, FileChangedError).reason


@pytest.mark.parametrize("mtime_ns", [OLD_NS, OLD_NS + 5])
def test_file_changed_while_writing(
    song: Path, monkeypatch: pytest.MonkeyPatch, mtime_ns: int
) -> None:
    """Other programs may also reset the modification time."""
    plan = planned(song)
    sync = atomic_replace.sync_file

    def meanwhile(copy: Path) -> None:
        sync(copy)
        os.utime(song, ns=(OLD_NS, mtime_ns))

    monkeypatch.setattr(atomic_replace, "sync_file", meanwhile)
    with pytest.raises(FileChangedError):
        apply_plan(plan)
    assert read_tags(song).moods == ()
    assert os.listdir(song.parent) == [song.name]


def wrong_audio(spans: list[object]) -> list[object]:
    last = spans[-1]
    assert isinstance(last, FileSpan)
    return [*spans[:-1], FileSpan(last.start, last.size - 1), b"\x55"]


@pytest.mark.parametrize(
    "spoil", [wrong_audio, lambda spans: spans[:-1], lambda spans: [b"fLaX", *spans]]
)
def test_a_wrong_copy_is_never_used(
    song: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[list[object]], list[object]]
) -> None:
    plan = planned(song)
    rebuild = Flac.rebuild
    monkeypatch.setattr(Flac, "rebuild", lambda self, items: spoil(list(rebuild(self, items))))
    refused(plan)


def test_a_lost_foreign_comment_is_noticed(song: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apply_plan(plan_write(song, TagRequest((), 0.1, 0.1), WritePolicy(dimensions=True)))
    plan = planned(song)
    with_values = Flac.with_values
    monkeypatch.setattr(Flac, "with_values", lambda *args: with_values(*args)[1:])
    assert "another tag" in refused(plan, VerificationError).reason


def test_a_value_that_does_not_read_back_is_noticed(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(song)
    monkeypatch.setattr(Flac, "encode", lambda self, name, values: [Item("MOOD", b"MOOD=other")])
    assert "does not read back" in refused(plan, VerificationError).reason


def test_new_content_is_durable_before_the_rename_and_the_rename_after(
    song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = song.read_bytes()
    flushed = []

    def fsync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        flushed.append((kind, song.read_bytes() == old))

    monkeypatch.setattr(os, "fsync", fsync)
    apply_plan(planned(song))
    assert flushed == [("file", True), ("folder", False)]


def copy_with(song: Path, **comments: str) -> Path:
    """A copy with these comments, written by mutagen."""
    copy = song.with_name("copy.flac")
    copy.write_bytes(song.read_bytes())
    tags = mutagen.File(copy)
    tags.delete()
    tags.update({name: [text] for name, text in comments.items()})
    tags.save()
    return copy


MOOD_CHANGE = (FieldChange("MOOD", (), ("happy",)),)


@pytest.mark.parametrize(
    ("comments", "reason"),
    [
        ({"TITLE": "Song", "MOOD": "happy"}, ""),
        ({"MOOD": "happy"}, "finds other tags"),
        ({"TITLE": "Song", "MOOD": "happy", "EXTRA": "x"}, "finds other tags"),
        ({"TITLE": "Song", "MOOD": "sad"}, "reads another MOOD"),
        ({"TITLE": "Song"}, "reads another MOOD"),
    ],
)
def test_mutagen_checks_the_tags_of_the_copy(
    song: Path, comments: dict[str, str], reason: str
) -> None:
    original = copy_with(song, TITLE="Song").rename(song)
    copy = copy_with(song, **comments)
    if not reason:
        check_with_mutagen("vorbis", original, copy, MOOD_CHANGE, 100)
        return
    with pytest.raises(VerificationError, match=reason):
        check_with_mutagen("vorbis", original, copy, MOOD_CHANGE, 100)
    check_with_mutagen("vorbis", original, copy, MOOD_CHANGE, 1 << 30)  # too large for mutagen


def test_mutagen_has_to_read_the_copy_if_it_reads_the_original(song: Path) -> None:
    copy = song.with_name("copy.flac")
    copy.write_bytes(b"no song")
    with pytest.raises(VerificationError, match="cannot read"):
        check_with_mutagen("vorbis", song, copy, MOOD_CHANGE, 100)
    check_with_mutagen("vorbis", copy, song, MOOD_CHANGE, 100)


def test_every_write_is_checked_with_mutagen(song: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def notice(kind: str, path: Path) -> dict[str, tuple[str, ...]]:
        return {} if path == song else {"MOOD": ("happy",), "TITLE": ("new",)}

    plan = planned(song)
    monkeypatch.setattr(writer, "read_texts_isolated", notice)
    assert "other tags" in refused(plan, VerificationError).reason


def test_a_plan_without_changes_touches_nothing(tmp_path: Path) -> None:
    apply_plan(TagPlan(str(tmp_path / "gone.flac"), "Vorbis", (), ""))


def test_a_plan_for_an_unknown_format(tmp_path: Path) -> None:
    path = tmp_path / "text.mp3"
    path.write_bytes(b"text")
    refused(TagPlan(str(path), "Vorbis", (FieldChange("MOOD", (), ("x",)),), ""))


def test_temporary_files_are_recognized_by_name(tmp_path: Path) -> None:
    assert is_temp_file(tmp_path / ".moodtagger-0123456789abcdef.flac")
    assert is_temp_file(".moodtagger-0123456789abcdef")
    for name in (".moodtagger-short.flac", "moodtagger-0123456789abcdef.mp3", "song.flac"):
        assert not is_temp_file(name)


KILLED = """
import os, sys
from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.tags import apply_plan, plan_write
from moodtagger.tags.files import atomic_replace
atomic_replace.replace_atomically = lambda *args: os._exit(9)
apply_plan(plan_write(sys.argv[1], TagRequest(("happy",)), WritePolicy()))
"""


def test_a_kill_leaves_the_original_and_one_temporary_file(song: Path) -> None:
    before = song.read_bytes()
    result = subprocess.run([sys.executable, "-c", KILLED, str(song)], check=False)
    assert result.returncode == 9
    assert song.read_bytes() == before
    stray = [path for path in song.parent.iterdir() if is_temp_file(path)]
    assert len(stray) == 1
    assert stray[0].suffix == ".flac"
    with stray[0].open("rb") as file:
        fcntl = pytest.importorskip("fcntl")
        fcntl.flock(file, fcntl.LOCK_EX)
        assert clean_up_folder(song.parent, older_than_s=0.0) == 0, "another program writes it"
    assert clean_up_folder(song.parent, older_than_s=0.0) == 1
    assert os.listdir(song.parent) == [song.name]
    assert clean_up_folder(song.parent / "no such folder") == 0


@pytest.mark.parametrize(
    ("locks", "age_s", "deleted"),
    [(True, 0.5, 0), (True, 2.0, 1), (False, 2.0, 0), (False, 59.0, 0), (False, 61.0, 1)],
)
def test_fresh_temporary_files_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locks: bool, age_s: float, deleted: int
) -> None:
    """Without locks only the age shows whether a file is in use."""
    fcntl = pytest.importorskip("fcntl")
    path = tmp_path / ".moodtagger-0123456789abcdef.flac"
    path.touch()
    if not locks:
        monkeypatch.setattr(fcntl, "flock", fail_with(errno.ENOLCK))
    now = path.stat().st_ctime + age_s
    monkeypatch.setattr(atomic_replace.time, "time", lambda: now)
    assert clean_up_folder(tmp_path, older_than_s=60.0) == deleted
    assert path.exists() == (not deleted)


def test_many_threads_at_once(song_file: SongFile) -> None:
    paths = [song_file(name, f"{i}-{name}") for i in range(4) for name in ("flac", "ogg", "m4a")]
    failures: list[BaseException] = []

    def work(path: Path) -> None:
        try:
            apply_plan(planned(path))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert all(read_tags(path).moods == ("happy",) for path in paths)


def test_import_loads_no_heavy_libraries() -> None:
    code = (
        "import moodtagger.tags, sys; sys.exit('mutagen' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
