"""Exports: never over what moodtagger or music lives in, nor over a file of others unasked."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from moodtagger import paths
from moodtagger.core.errors import MoodtaggerError
from moodtagger.services import exports
from moodtagger.services.exports import check_target, needs_consent, unused_name, write_export


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the library of its own."""
    monkeypatch.setenv("MOODTAGGER_HOME", str(tmp_path / "home"))
    return paths.library_dir()


def make_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE songs (path)")
        database.commit()


@pytest.mark.parametrize(
    "name",
    [
        "library.sqlite",
        "library.sqlite-wal",
        "library.lock",
        "LIBRARY.sqlite",
        "library.copy.sqlite",
        "settings.json",
        "models/own/notes.txt",
        "exports.json",
    ],
)
def test_the_files_of_moodtagger_are_never_replaced(home: Path, name: str) -> None:
    with pytest.raises(MoodtaggerError, match="would overwrite"):
        write_export(home / name, b"table")
    assert not (home / name).exists()


def test_a_link_to_the_library_is_the_library(home: Path, tmp_path: Path) -> None:
    make_database(home / "library.sqlite")
    before = (home / "library.sqlite").read_bytes()
    (tmp_path / "out.csv").symlink_to(home / "library.sqlite")
    with pytest.raises(MoodtaggerError, match="would overwrite"):
        write_export(tmp_path / "out.csv", b"table")
    assert (home / "library.sqlite").read_bytes() == before


def test_another_library_and_a_model_anywhere_are_kept(tmp_path: Path) -> None:
    make_database(tmp_path / "other.sqlite")
    (tmp_path / "card.json").write_text("{}")
    bundled = paths.default_model_dir() / "extra.csv"
    for path in (tmp_path / "other.sqlite", tmp_path / "moods.json", bundled):
        with pytest.raises(MoodtaggerError, match="would overwrite"):
            check_target(path)


def test_a_song_is_kept_whatever_its_name_says(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "song.flac", np.zeros(8000), 8000)
    (tmp_path / "song.flac").rename(tmp_path / "song.csv")
    (tmp_path / "link.csv").symlink_to("later.mp3")
    for name in ("song.csv", "link.csv", "new.mp3", "new.FLAC"):
        with pytest.raises(MoodtaggerError, match="would overwrite"):
            check_target(tmp_path / name)


def test_a_file_of_others_needs_consent_and_an_export_does_not(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert not needs_consent(out)
    out.write_text("the user's own")
    assert needs_consent(out)
    write_export(out, b"table")
    assert not needs_consent(out)
    out.write_text("table, and a line of the user")
    assert needs_consent(out)


def test_a_free_name_is_found_beside_a_file_of_others(tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    assert unused_name(out) == out
    out.write_text("a picture of the user")
    second = unused_name(out)
    assert second == tmp_path / "map-2.png"
    write_export(second, b"ours")
    assert unused_name(out) == second


def test_damaged_notes_about_exports_only_mean_a_question(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    write_export(out, b"table")
    for notes in ("{", "[]", '{"a": ' * 100_000):
        (home / "exports.json").write_text(notes)
        assert needs_consent(out)


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    out = Path(f"/dev/fd/{writer}")
    if not out.exists():
        pytest.skip("needs /dev/fd")
    write_export(out, b"table")
    assert os.read(reader, 100) == b"table"
    os.close(reader)
    os.close(writer)


@pytest.mark.parametrize("name", ["settings.json", "exports.json", "models/own/notes.txt"])
def test_a_second_name_of_our_folder_is_our_folder(
    home: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a second mount has, or a file system that ignores case."""
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    other = tmp_path / "HOME"
    (other / name).parent.mkdir(parents=True, exist_ok=True)
    id_of = exports.file_id_of
    monkeypatch.setattr(exports, "file_id_of", lambda p: id_of(home if Path(p) == other else p))
    with pytest.raises(MoodtaggerError, match="would overwrite"):
        check_target(other / name)


@pytest.mark.parametrize("name", ["x" * 300 + ".csv", "file/table.csv", "loop.csv"])
def test_a_name_that_leads_nowhere_is_an_error_and_no_question(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("a file, not a folder")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    assert not needs_consent(tmp_path / name)
    with pytest.raises(MoodtaggerError, match="Couldn't write"):
        write_export(tmp_path / name, b"table")
    assert (tmp_path / "loop.csv").is_symlink()


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(pipe, os.O_WRONLY)  # the reader waits for data, not for a writer
    os.set_blocking(reader, True)
    thread = threading.Thread(target=lambda: (os.read(reader, 1), os.close(reader)))
    thread.start()
    write_export(pipe, bytes(1 << 20))
    thread.join()
    os.close(writer)
