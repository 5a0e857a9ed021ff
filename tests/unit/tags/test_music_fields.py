"""Key, tempo and energy in every format, in the chosen notation; the user's own values stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger.core.musical_keys import KeyNotation, MusicalKey
from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.tags import apply_plan, plan_undo, plan_write, read_tags

SongFile = Callable[..., Path]
FILES = ("mp3", "mp3_v23", "flac", "ogg", "opus", "m4a", "wma", "wv", "wav", "aiff")
A_MINOR, E_MINOR = MusicalKey(9, minor=True), MusicalKey(4, minor=True)
REQUEST = TagRequest((), key=A_MINOR, bpm=173.96, arousal=0.2)
KEY_AND_BPM = WritePolicy(key=True, bpm_digits=0)


@pytest.mark.parametrize("kind", FILES)
def test_key_and_tempo_are_read_as_they_were_written_and_undone(
    song_file: SongFile, kind: str
) -> None:
    path = song_file(kind)
    before = path.read_bytes()
    plan = plan_write(path, REQUEST, KEY_AND_BPM)
    apply_plan(plan)
    tags = read_tags(path)
    assert (tags.key, tags.bpm) == ("8A", 174.0)
    assert plan_write(path, REQUEST, KEY_AND_BPM).changes == ()
    apply_plan(plan_undo(path, plan.changes).plan)
    assert (read_tags(path).key, read_tags(path).bpm) == ("", None)
    assert len(path.read_bytes()) >= len(before) // 2


@pytest.mark.parametrize(
    ("notation", "text"),
    [(KeyNotation.MUSICAL, "Am"), (KeyNotation.CAMELOT, "8A"), (KeyNotation.OPEN_KEY, "1m")],
)
def test_a_key_of_the_file_stays_in_the_chosen_notation(
    song_file: SongFile, notation: KeyNotation, text: str
) -> None:
    path = song_file("flac")
    policy = WritePolicy(key=True, key_notation=KeyNotation.MUSICAL)
    apply_plan(plan_write(path, TagRequest((), key=A_MINOR), policy))
    other = TagRequest((), key=E_MINOR)
    apply_plan(plan_write(path, other, WritePolicy(key=True, key_notation=notation)))
    assert read_tags(path).key == text
    apply_plan(
        plan_write(path, other, replace(policy, mode=WriteMode.OVERWRITE, key_notation=notation))
    )
    assert read_tags(path).key == E_MINOR.text(notation)


def test_a_tempo_of_the_file_stays_unless_it_is_overwritten(song_file: SongFile) -> None:
    path = song_file("flac")
    apply_plan(plan_write(path, TagRequest((), bpm=120.0), WritePolicy(bpm_digits=2)))
    assert read_tags(path).bpm == 120.0
    assert plan_write(path, TagRequest((), bpm=60.0), WritePolicy(bpm_digits=2)).changes == ()
    policy = WritePolicy(WriteMode.OVERWRITE, bpm_digits=2)
    (change,) = plan_write(path, TagRequest((), bpm=60.004), policy).changes
    assert (change.old, change.new) == (("120.00",), ("60.00",))


def test_nothing_unknown_is_written(song_file: SongFile) -> None:
    policy = WritePolicy(key=True, bpm_digits=0, energy_comment=True)
    assert plan_write(song_file("mp3"), TagRequest(()), policy).changes == ()


@pytest.mark.parametrize("kind", ["mp3", "flac", "m4a", "wv"])
def test_the_energy_is_in_front_of_the_comment_once(song_file: SongFile, kind: str) -> None:
    path = song_file(kind)
    policy = WritePolicy(energy_comment=True)
    (first,) = plan_write(path, REQUEST, policy).changes
    apply_plan(plan_write(path, REQUEST, policy))
    (change,) = plan_write(path, TagRequest((), arousal=-0.9), policy).changes
    rest = first.old[0] if first.old else ""
    assert first.new[0] == (f"Energy 8 - {rest}" if rest else "Energy 8")
    assert change.old == first.new
    assert change.new[0] == (f"Energy 1 - {rest}" if rest else "Energy 1")
    assert plan_write(path, REQUEST, policy).changes == ()
