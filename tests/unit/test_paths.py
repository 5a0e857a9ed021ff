"""Where the library is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from moodtagger import paths


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MOODTAGGER_HOME", "~/x")
    assert paths.library_dir() == tmp_path / "x"
    assert paths.settings_path() == tmp_path / "x" / "settings.json"


@pytest.mark.parametrize("prefix", ["python", "elsewhere"])
def test_resources_of_an_installation_outside_of_pythons_prefix_are_found(
    prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "app" / "lib" / "python3.13" / "site-packages" / "moodtagger" / "paths.py"
    share = tmp_path / ("app" if prefix == "elsewhere" else "python") / "share" / "moodtagger"
    share.mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(module))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "python"))
    assert paths.resources_dir() == share
