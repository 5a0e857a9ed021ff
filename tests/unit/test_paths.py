"""Where the library is."""

from __future__ import annotations

from pathlib import Path

import pytest

from moodtagger import paths


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MOODTAGGER_HOME", "~/x")
    assert paths.library_dir() == tmp_path / "x"
    assert paths.settings_path() == tmp_path / "x" / "settings.json"
