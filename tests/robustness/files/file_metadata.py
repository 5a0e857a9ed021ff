"""A file's metadata: links, owner, permissions, dates, and its position in the folder."""

from __future__ import annotations

import os
import random
import shutil
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.tags import apply_plan, plan_write, read_tags
from tests.support.trial_results import TrialPlan

Check = Callable[[Path, random.Random], str]
_ACL = "system.posix_acl_access"
_USERS = (1234, 2345)


@dataclass(frozen=True, slots=True)
class MetadataTrial:
    """A check of one kind of metadata; trial number n takes the formats in turn."""

    songs: Mapping[str, Path]
    plan: TrialPlan
    check: Check

    def __call__(self, number: int) -> str:
        """Run a trial; returns what was lost, or ""."""
        name = list(self.songs)[number % len(self.songs)]
        folder = self.plan.work / "files" / "nature"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "music").mkdir(parents=True)
        song = folder / "music" / f"song{self.songs[name].suffix}"
        song.write_bytes(self.songs[name].read_bytes())
        rng = random.Random(f"{self.plan.seed} {number}")
        failure = self.check(song, rng)
        strays = [path.name for path in song.parent.iterdir() if ".moodtagger" in path.name]
        return f"{name}: {failure or strays}" if failure or strays else ""


def _write(path: Path, mood: str = "happy") -> str:
    apply_plan(plan_write(path, TagRequest((mood,)), WritePolicy()))
    return "" if mood in read_tags(path).moods else "the mood was not written"


def hard_links(song: Path, rng: random.Random) -> str:
    """written in place, so that all names show the new tags"""
    names = [song.with_name(f"again {n}{song.suffix}") for n in range(rng.randint(1, 3))]
    for name in names:
        name.hardlink_to(song)
    before = song.stat()
    loss = _write(rng.choice([song, *names]))
    now = song.stat()
    if (now.st_ino, now.st_nlink, now.st_mtime_ns) != (
        before.st_ino,
        before.st_nlink,
        before.st_mtime_ns,
    ):
        return "a name led to another file, or the date moved"
    return loss or ("" if all("happy" in read_tags(n).moods for n in names) else "a name is old")


def symbolic_links(song: Path, _rng: random.Random) -> str:
    """the link stays, its target is written"""
    link = song.parent.parent / "links" / ("link" + song.suffix)
    link.parent.mkdir()
    link.symlink_to(os.path.relpath(song, link.parent))
    loss = _write(link)
    if not link.is_symlink() or song.is_symlink() or "happy" not in read_tags(song).moods:
        return "the link or its file is not what it was"
    return loss


def attributes(song: Path, rng: random.Random) -> str:
    """extended attributes and access lists, where the file system has them"""
    wanted = {"user.note": rng.randbytes(20), "user.more": b"x"}
    entries = [(1, 6, -1), (2, 7, rng.randint(1000, 2000)), (4, 4, -1), (16, 7, -1), (32, 0, -1)]
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    try:
        for name, value in wanted.items():
            os.setxattr(song, name, value)
        os.setxattr(song, _ACL, acl)
    except (OSError, AttributeError):
        return _write(song)  # nothing to keep here
    loss = _write(song)
    now = {name: os.getxattr(song, name) for name in os.listxattr(song)}
    return loss or ("" if now == wanted | {_ACL: acl} else f"attributes are {sorted(now)}")


def owner_and_permissions(song: Path, rng: random.Random) -> str:
    """owner (as root), group, mode"""
    if os.geteuid() == 0:
        os.chown(song, *_USERS)
    song.chmod(rng.choice([0o600, 0o640, 0o644, 0o664, 0o666, 0o755]))
    before = song.stat()
    loss = _write(song)
    now = song.stat()
    same = (now.st_uid, now.st_gid, now.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
    return loss or ("" if same else "owner or rights changed")


def modification_time(song: Path, rng: random.Random) -> str:
    """the date of change, to the nanosecond"""
    stamp = rng.randint(10**17, 2 * 10**18)
    os.utime(song, ns=(stamp, stamp))
    loss = _write(song)
    return loss or ("" if song.stat().st_mtime_ns == stamp else "the date of change moved")


def directory_order(song: Path, rng: random.Random) -> str:
    """as the system lists it, on this file system"""
    for number in range(rng.randint(2, 9)):
        song.with_name(f"{number} other{song.suffix}").write_bytes(song.read_bytes())
    order = os.listdir(song.parent)
    loss = _write(song)
    return loss or ("" if os.listdir(song.parent) == order else "the song stands elsewhere")


CHECKS: Mapping[str, Check] = {
    "hard links": hard_links,
    "symbolic links": symbolic_links,
    "attributes and access lists": attributes,
    "owner and rights": owner_and_permissions,
    "dates": modification_time,
    "order of the folder": directory_order,
}
