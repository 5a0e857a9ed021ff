"""Every format: write, read with mutagen, decode, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
import pytest
from mutagen.id3 import COMM, TALB, TIT2, TPE1, TXXX
from mutagen.mp4 import MP4FreeForm

from moodtagger.core.tag_plan import FieldChange, TagRequest, WriteMode, WritePolicy
from moodtagger.tags import apply_plan, audio_hash, can_write_tags, plan_undo, plan_write, read_tags

WRITABLE = ["wav", "wav24", "wav_float", "aiff", "flac", "mp3", "mp3_v23", "mp3_v24", "ogg", "opus"]
WRITABLE += ["m4a", "alac", "wma", "wv", "ape"]
WANTED = TagRequest(("happy", "zärtlich 🎵"), valence=0.5, arousal=-0.2)
EVERYTHING = WritePolicy(dimensions=True, energy=True)
SongFile = Callable[..., Path]

# The mood field of each format, as mutagen names it.
MOOD_FIELDS = {
    "ID3v2.4": "TMOO",
    "ID3v2.3": "TXXX:MOOD",
    "Vorbis": "MOOD",
    "MP4": "----:com.apple.iTunes:MOOD",
    "ASF": "WM/Mood",
    "APEv2": "Mood",
}


def add_foreign_tags(path: Path) -> None:
    """Write title, artist, album and an unknown field with mutagen."""
    song = mutagen.File(path)
    if song.tags is None:
        song.add_tags()
    tags: Any = song.tags
    if path.suffix in (".mp3", ".wav", ".aiff"):
        version = tags.version[1] if path.suffix == ".mp3" and tags.size else 4
        for frame in (TIT2, TPE1, TALB):
            tags.add(frame(encoding=1, text=["Ünïcode"]))
        tags.add(TXXX(encoding=1, desc="Foreign", text=["kept"]))
        tags.add(COMM(encoding=1, lang="eng", desc="", text=["a comment"]))
        song.save(v2_version=version)
        return
    names = {".m4a": ("©nam", "©ART", "©alb"), ".wma": ("Title", "Author", "WM/AlbumTitle")}
    for name in names.get(path.suffix, ("title", "artist", "album")):
        tags[name] = ["Ünïcode"]
    if path.suffix == ".m4a":
        tags["----:org.example:Foreign"] = [MP4FreeForm(b"kept")]
        tags["trkn"] = [(3, 9)]
    else:
        tags["Foreign"] = ["kept"]
    song.save()


def everything(path: Path) -> dict[str, str]:
    """All tags as mutagen reads them."""
    tags = mutagen.File(path).tags
    return {} if tags is None else {name: repr(tags[name]) for name in tags.keys()}  # noqa: SIM118


def texts(path: Path, name: str) -> list[str]:
    value = mutagen.File(path).tags[name]
    values = getattr(value, "text", value)
    return [v.decode() if isinstance(v, bytes) else str(v) for v in values]


def decode(path: Path) -> np.ndarray:
    with av.open(str(path)) as opened:
        frames = [frame.to_ndarray() for frame in opened.decode(audio=0)]
    return np.concatenate(frames, axis=-1)


@pytest.mark.parametrize("name", WRITABLE)
def test_write_and_undo(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    add_foreign_tags(path)
    before, tags, digest, samples = (
        everything(path),
        read_tags(path),
        audio_hash(path),
        decode(path),
    )
    assert tags.title == tags.artist == tags.album == "Ünïcode"
    assert can_write_tags(path)

    plan = plan_write(path, WANTED, EVERYTHING)
    assert everything(path) == before, "planning must not write"
    apply_plan(plan)

    field = MOOD_FIELDS[plan.container]
    joined = plan.container == "ID3v2.3"
    assert texts(path, field) == (["; ".join(WANTED.moods)] if joined else list(WANTED.moods))
    assert read_tags(path).moods == WANTED.moods
    assert audio_hash(path) == digest
    np.testing.assert_array_equal(decode(path), samples)
    after = everything(path)
    assert {k: v for k, v in after.items() if k in before} == before
    assert len(after) - len(before) == len(plan.changes)

    back = plan_undo(path, plan.changes)
    assert (back.skipped, back.up_to_date) == ((), ())
    apply_plan(back.plan)
    assert everything(path) == before
    assert read_tags(path) == tags
    assert audio_hash(path) == digest


@pytest.mark.parametrize("name", WRITABLE)
def test_numbers_follow_the_table(song_file: SongFile, name: str) -> None:
    plan = plan_write(song_file(name), WANTED, EVERYTHING)
    written = {change.frame.rsplit(":")[-1].upper(): change.new for change in plan.changes}
    assert written["VALENCE"] == ("0.75",)
    assert written["AROUSAL"] == ("0.40",)
    assert written.get("ENERGYLEVEL") == (None if plan.container == "ASF" else ("4",))


@pytest.mark.parametrize("name", WRITABLE)
def test_second_write_changes_nothing(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    apply_plan(plan_write(path, WANTED, EVERYTHING))
    stamp, data = path.stat(), path.read_bytes()
    for mode in WriteMode:
        plan = plan_write(path, WANTED, WritePolicy(mode=mode, dimensions=True, energy=True))
        assert plan.changes == ()
        assert plan.note
        apply_plan(plan)
    assert path.read_bytes() == data
    assert path.stat().st_ino == stamp.st_ino


@pytest.mark.parametrize("name", WRITABLE)
def test_merge_then_overwrite(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    apply_plan(plan_write(path, TagRequest(("Happy",)), WritePolicy()))
    apply_plan(plan_write(path, TagRequest(("happy", "calm")), WritePolicy()))
    assert read_tags(path).moods == ("Happy", "calm")
    apply_plan(plan_write(path, TagRequest(("sad",)), WritePolicy(mode=WriteMode.OVERWRITE)))
    assert read_tags(path).moods == ("sad",)


@pytest.mark.parametrize("name", WRITABLE)
def test_undo_leaves_fields_that_were_changed_since(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    plan = plan_write(path, WANTED, EVERYTHING)
    apply_plan(plan)
    by_hand = WritePolicy(mode=WriteMode.OVERWRITE)
    apply_plan(plan_write(path, TagRequest(("mine",)), by_hand))
    back = plan_undo(path, plan.changes)
    assert len(back.skipped) == 1
    assert "mine" in back.skipped[0][1]
    assert len(back.plan.changes) == len(plan.changes) - 1
    apply_plan(back.plan)
    assert read_tags(path).moods == ("mine",)


@pytest.mark.parametrize("name", WRITABLE)
def test_no_rating_is_ever_written(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    apply_plan(plan_write(path, WANTED, EVERYTHING))
    names = " ".join(everything(path)).upper()
    assert not any(word in names for word in ("POPM", "RATE", "RATING", "RTNG"))


def test_hash_is_the_same_after_another_program_wrote(song_file: SongFile) -> None:
    for name in WRITABLE:
        path = song_file(name)
        digest = audio_hash(path)
        add_foreign_tags(path)
        assert audio_hash(path) == digest, name


def test_hashes_distinguish_songs(tiny_files: dict[str, Path]) -> None:
    same_audio = {"mp3_v23", "mp3_v24"}  # the tags differ, the audio is that of "mp3"
    hashes = {audio_hash(path) for name, path in tiny_files.items() if name not in same_audio}
    assert len(hashes) == len(tiny_files) - len(same_audio)
    assert len({audio_hash(tiny_files[n]) for n in (*same_audio, "mp3")}) == 1


def test_matroska_is_refused_with_advice(song_file: SongFile) -> None:
    path = song_file("mka")
    assert not can_write_tags(path)
    assert read_tags(path).moods == ()
    with pytest.raises(Exception, match="can't be written to Matroska") as caught:
        plan_write(path, WANTED, WritePolicy())
    assert caught.value.advice  # type: ignore[attr-defined]


def test_undo_plan_reverses_each_field(song_file: SongFile) -> None:
    path = song_file("flac")
    apply_plan(plan_write(path, TagRequest(("calm",)), WritePolicy()))
    plan = plan_write(path, TagRequest(("sad",)), WritePolicy())
    assert plan.changes == (FieldChange("MOOD", ("calm",), ("calm", "sad")),)
    apply_plan(plan)
    back = plan_undo(path, plan.changes).plan
    assert back.changes == (FieldChange("MOOD", ("calm", "sad"), ("calm",)),)
