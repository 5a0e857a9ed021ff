"""Library, settings, models and what learning keeps are for nobody else to read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from moodtagger import paths, settings
from moodtagger.store import open_library
from tests.support.installed_models import install_tiny_model
from tests.support.library import add_analyzed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system's own rights differ")


@pytest.fixture(autouse=True)
def open_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home that does not exist yet, of a user whose new files everybody may read and write."""
    home = tmp_path / "data" / "moodtagger"
    monkeypatch.setenv("MOODTAGGER_HOME", str(home))
    before = os.umask(0)
    yield home
    os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """What others may do with anything in the folder that they could come to, and the folder."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            found[str(path.relative_to(folder))] = oct(mode)
    return found


def test_the_library_and_the_settings(open_home: Path) -> None:
    library = open_library(paths.library_path())
    add_analyzed(library, "/music/a.flac")
    settings.save(settings.Settings(), paths.settings_path())
    assert {path.name for path in open_home.iterdir()} >= {
        "library.lock",
        "library.sqlite",
        "library.sqlite-wal",
        "settings.json",
    }
    assert open_to_others(open_home) == {}
    library.close()
    assert open_to_others(open_home) == {}


def test_in_a_folder_of_the_user_the_files_are_private(open_home: Path) -> None:
    open_home.mkdir(parents=True, mode=0o755)
    library = open_library(paths.library_path())
    add_analyzed(library, "/music/a.flac")
    settings.save(settings.Settings(), paths.settings_path())
    install_tiny_model("mine")
    assert set(open_to_others(open_home)) <= {".", *below_models(open_home)}
    assert "models" not in open_to_others(open_home)
    library.close()


def below_models(home: Path) -> set[str]:
    """What lies behind the closed folder of the models, where nobody else can come."""
    return {str(path.relative_to(home)) for path in (home / "models").rglob("*")}


def test_models_and_what_learning_keeps(open_home: Path) -> None:
    install_tiny_model("mine")
    (paths.ensure_finetuning_dir() / "features").mkdir()
    assert stat.S_IMODE(open_home.stat().st_mode) == 0o700
    assert stat.S_IMODE(paths.user_models_dir().stat().st_mode) == 0o700
    assert stat.S_IMODE((open_home / "learning").stat().st_mode) == 0o700


def test_folders_above_are_left_alone(open_home: Path) -> None:
    open_home.parent.mkdir(mode=0o755)
    paths.library_dir()
    assert stat.S_IMODE(open_home.parent.stat().st_mode) == 0o755
