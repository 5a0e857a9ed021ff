"""The entry in the applications menu."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from moodtagger import paths
from moodtagger.cli import main
from moodtagger.core.errors import MoodtaggerError
from moodtagger.services.desktop_integration import integrate, remove_integration


@pytest.fixture
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def entry_fields(data_home: Path) -> dict[str, str]:
    text = (data_home / "applications" / "moodtagger.desktop").read_text(encoding="utf-8")
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def test_the_entry_starts_this_installation(
    data_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "my venv $1" / "bin" / "moodtagger"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setattr(sys, "prefix", str(program.parent.parent))
    assert len(integrate()) == 3
    fields = entry_fields(data_home)
    quoted = str(program).replace("$", "\\\\$")  # the $ of a quoted argument, and its backslash
    assert fields["Exec"] == f'"{quoted}" gui %F'
    assert fields["TryExec"] == str(program)
    assert (data_home / "icons/hicolor/scalable/apps/moodtagger.svg").stat().st_size > 100


def test_an_installed_program_finds_its_files_in_share(
    data_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = (
        "applications/moodtagger.desktop",
        "icons/hicolor/scalable/apps/moodtagger.svg",
        "metainfo/io.github.moodtagger.moodtagger.metainfo.xml",
    )
    for name in names:
        (tmp_path / "share" / name).parent.mkdir(parents=True)
        (tmp_path / "share" / name).write_text(f"of {name}")
    monkeypatch.setattr(paths, "resources_dir", lambda: tmp_path / "share" / "moodtagger")
    assert [path.read_text() for path in integrate()] == [f"of {name}" for name in names]


def test_integrating_can_be_undone(data_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["integrate"]) == 0
    assert capsys.readouterr().out.count("written: ") == 3
    assert main(["integrate", "--remove"]) == 0
    assert capsys.readouterr().out.count("removed: ") == 3
    assert not [path for path in data_home.rglob("*") if path.is_file()]
    assert remove_integration() == []


def test_other_systems_name_what_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(MoodtaggerError, match="moodtagger-gui"):
        integrate()


def test_a_folder_that_cannot_be_written_is_named(data_home: Path) -> None:
    data_home.parent.mkdir(parents=True, exist_ok=True)
    data_home.write_text("a file")
    with pytest.raises(MoodtaggerError) as raised:
        integrate()
    assert raised.value.path is not None
    assert raised.value.path.startswith(str(data_home))
