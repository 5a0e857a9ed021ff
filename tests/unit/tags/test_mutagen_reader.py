"""The second reader of every written copy: what mutagen finds in each format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest
from mutagen.apev2 import APEv2
from mutagen.id3 import COMM, ID3, TIT2, TXXX

from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.tags import apply_plan, plan_write
from moodtagger.tags.formats.base import MAX_TEXT
from moodtagger.tags.formats.detection import detect_container
from moodtagger.tags.writing.mutagen_reader import read_with_mutagen
from tests.robustness.files.id3_variants import id3v1

SongFile = Callable[..., Path]
FORMATS = ["mp3_v23", "mp3_v24", "mp3", "flac", "ogg", "opus", "m4a", "wav", "aiff", "wma", "wv"]
FORMATS += ["ape"]
POLICY = WritePolicy(WriteMode.OVERWRITE, separator="; ", dimensions=True)


def kind_of(path: Path) -> str:
    with path.open("rb") as file:
        container = detect_container(file)
    assert container is not None
    return container.kind


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_written_is_found_by_its_name(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    plan = plan_write(path, TagRequest(("happy", "sad"), 0.5, -0.5), POLICY)
    apply_plan(plan)
    found = read_with_mutagen(kind_of(path), path)
    assert found is not None
    names = {name.casefold(): texts for name, texts in found.items()}
    assert {c.frame: names.get(c.frame.casefold()) for c in plan.changes} == {
        c.frame: c.new for c in plan.changes
    }


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_without_tags_has_no_texts(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    kind = kind_of(path)
    opened = mutagen.File(path)
    if opened.tags is not None:
        opened.delete()
    assert read_with_mutagen(kind, path) == {}


@pytest.mark.parametrize("kind", ["id3", "ape", "vorbis", "mp4", "asf"])
def test_a_file_that_mutagen_cannot_read_is_none(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "song"
    path.write_bytes(b"OggS is no song" * 100)
    expected = {} if kind in ("id3", "ape") else None  # tags are what these look for
    assert read_with_mutagen(kind, path) == expected
    assert read_with_mutagen(kind, tmp_path / "missing") is None


def test_frames_of_one_name_are_kept_apart_or_joined(song_file: SongFile) -> None:
    path = song_file("mp3")
    tags = ID3()
    tags.add(TIT2(3, ["one", "two"]))
    tags.add(TXXX(3, "MOOD", ["calm"]))
    tags.add(COMM(3, "eng", "", ["a comment"]))
    tags.add(COMM(3, "deu", "old", ["ein Kommentar"]))
    tags.add(TXXX(3, "LONG", ["x" * (MAX_TEXT + 5)]))
    tags.save(path)
    ape = APEv2()
    ape["Mood"] = "dark"
    ape.save(path)
    assert read_with_mutagen("id3", path) == {
        "TIT2": ("one", "two"),
        "TXXX:MOOD": ("calm",),
        "TXXX:LONG": ("x" * MAX_TEXT,),
        "COMM::eng": ("a comment",),
        "COMM:old:deu": ("ein Kommentar",),
        "APEv2:Mood": ("dark",),
    }


@pytest.mark.parametrize("name", ["flac", "wv"])
def test_a_tag_in_front_has_names_of_its_own(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    kind = kind_of(path)
    apply_plan(plan_write(path, TagRequest(("happy",)), WritePolicy()))
    front = ID3()
    front.add(TIT2(3, ["In front"]))
    audio = path.read_bytes()
    path.write_bytes(b"")
    front.save(path)
    path.write_bytes(path.read_bytes() + audio)
    found = read_with_mutagen(kind, path)
    assert found is not None
    assert found["ID3v2:TIT2"] == ("In front",)
    assert found.get("MOOD", found.get("Mood", found.get("mood"))) == ("happy",)


def test_a_short_tag_behind_an_ape_tag_is_none_in_front(song_file: SongFile) -> None:
    path = song_file("ape")
    apply_plan(plan_write(path, TagRequest(("happy",)), WritePolicy()))
    path.write_bytes(path.read_bytes() + id3v1())
    found = read_with_mutagen("ape", path)
    assert found is not None
    assert found["Mood"] == ("happy",)
    assert not any(name.startswith("ID3v2:") for name in found)
