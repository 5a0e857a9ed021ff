"""`moodtagger library`: the way out of a damaged library, in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from moodtagger.cli import main
from moodtagger.store import open_library
from tests.support.library import add_analyzed


@pytest.fixture
def library(moodtagger_home: Path) -> Path:
    """A library of one song that has a copy, damaged since."""
    path = moodtagger_home / "library.sqlite"
    with open_library(path) as opened:
        add_analyzed(opened, "/music/a.flac")
    open_library(path).close()
    path.write_bytes(b"damaged")
    return path


def test_a_copy_is_put_back(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 1
    assert "Restore a backup" in capsys.readouterr().err
    assert main(["library", "copies", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["songs"] == 1
    assert main(["library", "restore"]) == 0
    kept = library.with_name("library.kept1.sqlite")
    assert str(kept) in capsys.readouterr().out
    assert kept.read_bytes() == b"damaged"
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["path"] == "/music/a.flac"


def test_a_new_library(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "new"]) == 0
    assert main(["library", "new"]) == 1
    assert "There is no library yet." in capsys.readouterr().err
    with open_library(library) as opened:
        assert opened.songs.rows() == []


def test_the_copy_that_is_named(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "restore", str(library)]) == 1
    assert "damaged too" in capsys.readouterr().err
    library.with_name("library.copy.sqlite").unlink()
    assert main(["library", "restore"]) == 1
    assert "There are no backups of the library." in capsys.readouterr().err
