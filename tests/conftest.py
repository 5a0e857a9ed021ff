"""What every test stands on: no display, one thread, a home of its own, real tiny files."""

from __future__ import annotations

import os

# Before anything imports Qt or numpy, which read these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.audio_files import make_tiny_files

# No test depends on how fast the machine is.
settings.register_profile("any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any speed")


@pytest.fixture(autouse=True)
def moodtagger_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A fresh, empty home for library and settings, so that no test sees the user's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MOODTAGGER_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def tiny_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Name -> a real file of 1.5 s for each of `audio_files.TINY_NAMES`; read them, never write."""
    return make_tiny_files(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def song_file(tiny_files: dict[str, Path], tmp_path: Path) -> Callable[..., Path]:
    """`song_file(name)`, `song_file(name, "other name.mp3")`: a fresh copy that may be written."""

    def copy(name: str, file_name: str | None = None) -> Path:
        source = tiny_files[name]
        target = tmp_path / (file_name or source.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        return target

    return copy
