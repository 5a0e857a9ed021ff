"""Immutable and append-only files are noticed before a copy is made."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagPlan, TagRequest, WritePolicy
from moodtagger.tags import apply_plan, plan_write
from moodtagger.tags.files import atomic_replace, inode_flags


@pytest.fixture
def plan(song_file: Callable[..., Path]) -> TagPlan:
    return plan_write(song_file("flac"), TagRequest(("happy",)), WritePolicy())


@pytest.mark.parametrize(
    ("flag", "is_folder", "words"),
    [
        (0x10, False, ["The file is immutable", "chattr -i"]),
        (0x20, False, ["The file is append-only", "chattr -a"]),
        (0x10, True, ["The folder is immutable", "chattr -i"]),
        (0x20, True, ["The folder is append-only", "chattr -a"]),
    ],
)
def test_flags_are_noticed_before_the_copy(
    plan: TagPlan, monkeypatch: pytest.MonkeyPatch, flag: int, is_folder: bool, words: list[str]
) -> None:
    flagged = Path(plan.path).parent if is_folder else Path(plan.path)
    before = flagged.stat().st_ctime_ns, Path(plan.path).read_bytes()
    monkeypatch.setattr(inode_flags, "read_flags", lambda path: flag if path == flagged else 0)

    def no_copy(path: Path) -> int:
        raise AssertionError(f"{path} was created")

    monkeypatch.setattr(atomic_replace, "create_temp_file", no_copy)
    with pytest.raises(TagError) as caught:
        apply_plan(plan)
    assert all(word in caught.value.full_message for word in words)
    assert caught.value.path == plan.path
    assert (flagged.stat().st_ctime_ns, Path(plan.path).read_bytes()) == before


def test_other_flags_forbid_nothing(plan: TagPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inode_flags, "read_flags", lambda path: ~0x30 & 0xFFFFFF)
    apply_plan(plan)


def test_ordinary_files_have_no_flags(plan: TagPlan, tmp_path: Path) -> None:
    assert inode_flags.read_flags(Path(plan.path)) & 0x30 == 0
    assert inode_flags.read_flags(tmp_path / "gone") == 0
    apply_plan(plan)


@pytest.fixture(params=["i", "a"])
def protected(plan: TagPlan, request: pytest.FixtureRequest) -> Iterator[TagPlan]:
    """A file with the flag itself, where the system and our rights allow to set it."""
    if os.geteuid() or shutil.which("chattr") is None:
        pytest.skip("only root sets these flags")
    if subprocess.run(["chattr", f"+{request.param}", plan.path], capture_output=True).returncode:
        pytest.skip("this file system has no flags")
    yield plan
    subprocess.run(["chattr", f"-{request.param}", plan.path], check=True)


def test_the_flags_of_the_system(protected: TagPlan) -> None:
    names = os.listdir(Path(protected.path).parent)
    with pytest.raises(TagError, match=r"immutable|append-only"):
        apply_plan(protected)
    assert os.listdir(Path(protected.path).parent) == names
