"""Foreign files are distinguished from damaged ones."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from moodtagger.core.errors import LibraryLocationError, TagError
from moodtagger.files.file_kinds import is_foreign, is_foreign_to_library, read_head
from moodtagger.store.database.errors import file_error
from moodtagger.tags.errors import as_tag_error
from moodtagger.tags.files.atomic_replace import resolve_writable


@pytest.mark.parametrize(
    "head",
    [b"hello", "\u00e4" * 300, b"%PDF-1.7\n\0", b"\xff\xd8\xff\xe0\0", b"PK\3\4", b"<html>"],
)
def test_texts_pictures_and_archives_are_foreign(head: bytes | str) -> None:
    data = head.encode()[:512] if isinstance(head, str) else head
    assert is_foreign(data)
    assert is_foreign_to_library(data)


@pytest.mark.parametrize(
    "head", [b"", bytes(512), b"ID3\4\0", b"fLaC\0\0\0", b"\xff\xfb\x90\0", b"OggS\0"]
)
def test_audio_and_damage_are_not_foreign(head: bytes) -> None:
    assert not is_foreign(head)


def test_pipes_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_head(tmp_path / "pipe") == b""
    assert read_head(tmp_path / "gone") == b""


def test_a_read_only_drive_is_called_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = tmp_path / "a.mp3"
    song.write_bytes(b"x")
    monkeypatch.setattr(os, "statvfs", lambda path: SimpleNamespace(f_flag=os.ST_RDONLY))
    with pytest.raises(TagError, match="drive is read-only"), as_tag_error(song):
        resolve_writable(song)
    error = file_error(PermissionError(13, "x"), tmp_path / "library.sqlite")
    assert isinstance(error, LibraryLocationError)
    assert "is read-only" in error.reason


def test_bytes_that_are_no_utf8_are_no_text_but_a_cut_character_is() -> None:
    assert not is_foreign(b"\xe9\xff\xb0\xfa" * 100)
    assert is_foreign("Grüße".encode()[:-2])
    assert not is_foreign(b"")
