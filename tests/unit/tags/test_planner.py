"""The rules of merge, overwrite and skip, and how texts are split into moods."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest

from moodtagger.core.tag_plan import (
    FieldChange,
    TagRequest,
    TargetPlayer,
    WriteMode,
    WritePolicy,
)
from moodtagger.core.tag_reading import TagReading
from moodtagger.tags import apply_plan, audio_hash, plan_redo, plan_undo, plan_write, read_tags
from moodtagger.tags.fields import missing_moods, split_moods

SongFile = Callable[..., Path]


@pytest.fixture
def song(song_file: SongFile) -> Callable[..., Path]:
    """A FLAC file with the given comments."""

    def make(**comments: list[str]) -> Path:
        path = song_file("flac")
        tags = mutagen.File(path)
        for name, values in comments.items():
            tags[name] = values
        tags.save()
        return path

    return make


def changes(path: Path, moods: tuple[str, ...], policy: WritePolicy) -> dict[str, tuple[str, ...]]:
    return {c.frame: c.new for c in plan_write(path, TagRequest(moods), policy).changes}


@pytest.mark.parametrize(
    ("text", "moods"),
    [
        ("happy;calm", ("happy", "calm")),
        (" happy ;; calm; ", ("happy", "calm")),
        ("happy / calm", ("happy", "calm")),
        ("happy/calm", ("happy", "calm")),
        ("happy\0calm", ("happy", "calm")),
        ("Happy; HAPPY; happy", ("Happy",)),
        ("happy, calm", ("happy", "calm")),
        ("happy,calm|sad", ("happy", "calm", "sad")),
        (r"happy\\calm\sad", ("happy", "calm", "sad")),
        ("laid-back & mellow", ("laid-back & mellow",)),
        ("  ", ()),
    ],
)
def test_split(text: str, moods: tuple[str, ...]) -> None:
    assert split_moods([text]) == moods


def test_split_at_a_custom_separator() -> None:
    only = TagReading(("&",))
    assert split_moods(["happy & calm; sad, tense / warm"], only) == (
        "happy",
        "calm; sad, tense",
        "warm",
    )
    assert split_moods(["a::b;c"], TagReading().with_separator(" :: ")) == ("a", "b", "c")
    assert split_moods(["happy calm"], TagReading().with_separator(" ")) == ("happy", "calm")


@pytest.mark.parametrize(
    ("text", "moods"),
    [
        ("R&B/soul", ("R&B/soul",)),
        ("Happy, r&b/SOUL;sad", ("Happy", "r&b/SOUL", "sad")),
        ("up, down and out/R&B/soul/x", ("up, down and out", "R&B/soul", "x")),
        ("R&B/soulful", ("R&B", "soulful")),
        ("up, down", ("up", "down")),
    ],
)
def test_moods_of_the_vocabulary_stay_whole(text: str, moods: tuple[str, ...]) -> None:
    reading = TagReading().with_moods(["R&B/soul", "up, down and out", "happy"])
    assert split_moods([text], reading) == moods


def test_the_key_tells_readings_apart() -> None:
    readings = [
        TagReading(),
        TagReading((";",)),
        TagReading().with_moods(["R&B/soul"]),
        TagReading(code_page="cp1251"),
    ]
    assert len({reading.key for reading in readings}) == 4
    assert TagReading().with_moods(["happy"]).key == TagReading().key


@pytest.mark.parametrize(
    "text", ["Happy/Sad", "Happy, Sad", r"Happy\\Sad", "Happy;Sad", "Happy|Sad"]
)
def test_merging_keeps_how_the_file_parts_its_moods(song: Callable[..., Path], text: str) -> None:
    path = song(mood=[text])
    assert read_tags(path).moods == ("Happy", "Sad")
    assert changes(path, ("sad",), WritePolicy()) == {}
    kept = ("Happy", "Sad") if ";" in text else (text,)
    assert changes(path, ("calm",), WritePolicy()) == {"MOOD": (*kept, "calm")}
    overwritten = changes(path, ("calm",), WritePolicy(mode=WriteMode.OVERWRITE))
    assert overwritten == {"MOOD": ("calm",)}


def test_a_player_gets_moods_parted_as_it_reads_them(song: Callable[..., Path]) -> None:
    path = song(mood=["Happy, Sad"])
    policy = WritePolicy(player=TargetPlayer.NAVIDROME)
    assert changes(path, ("sad",), policy) == {"MOOD": ("Happy", "Sad")}


def test_a_mood_with_a_separator_is_written_and_merged_whole(song: Callable[..., Path]) -> None:
    path = song(mood=["calm"])
    wanted = TagRequest(("R&B/soul",))
    apply_plan(plan_write(path, wanted, WritePolicy()))
    assert read_tags(path, TagReading().with_moods(["R&B/soul"])).moods == ("calm", "R&B/soul")
    assert plan_write(path, wanted, WritePolicy()).changes == ()


def test_missing_keeps_order_and_ignores_case() -> None:
    assert missing_moods(["Sad", "calm", "sad", "tense"], ["CALM"]) == ("Sad", "tense")


def test_merge_appends(song: Callable[..., Path]) -> None:
    path = song(mood=["Happy", "calm"])
    assert changes(path, ("sad", "happy"), WritePolicy()) == {"MOOD": ("Happy", "calm", "sad")}
    assert changes(path, ("HAPPY",), WritePolicy()) == {}


def test_overwrite_replaces_only_what_differs(song: Callable[..., Path]) -> None:
    path = song(mood=["Happy", "calm"])
    policy = WritePolicy(mode=WriteMode.OVERWRITE)
    assert changes(path, ("sad",), policy) == {"MOOD": ("sad",)}
    assert changes(path, ("calm", "happy"), policy) == {}


def test_skip_leaves_alone_only_what_has_moods(song: Callable[..., Path]) -> None:
    policy = WritePolicy(mode=WriteMode.SKIP, dimensions=True)
    plan = plan_write(song(mood=["calm"]), TagRequest(("sad",), 0.1, 0.1), policy)
    assert plan.changes == ()
    assert "Skipped" in plan.note
    assert changes(song(title=["t"], mood=[]), ("sad",), policy) == {"MOOD": ("sad",)}


def test_without_accepted_moods_the_old_ones_stay(song: Callable[..., Path]) -> None:
    path = song(mood=["calm"])
    for mode in WriteMode:
        assert changes(path, (), WritePolicy(mode=mode)) == {}
        assert changes(path, (" ",), WritePolicy(mode=mode)) == {}


def test_numbers_are_kept_unless_overwritten(song: Callable[..., Path]) -> None:
    path = song(valence=["0.9"], energylevel=["7"])
    wanted = TagRequest((), valence=-1.0, arousal=1.0)
    merge = plan_write(path, wanted, WritePolicy(dimensions=True, energy=True))
    assert {c.frame: c.new for c in merge.changes} == {"AROUSAL": ("1.00",)}
    policy = WritePolicy(mode=WriteMode.OVERWRITE, dimensions=True, energy=True)
    over = {c.frame: c.new for c in plan_write(path, wanted, policy).changes}
    assert over == {"VALENCE": ("0.00",), "AROUSAL": ("1.00",), "ENERGYLEVEL": ("10",)}


def test_numbers_entered_by_the_user_replace_those_of_the_file(song: Callable[..., Path]) -> None:
    path = song(valence=["0.9"])
    policy = WritePolicy(dimensions=True)
    corrected = TagRequest((), valence=-1.0, arousal=1.0, user_corrected=True)
    plan = plan_write(path, corrected, policy)
    assert {c.frame: c.new for c in plan.changes} == {"VALENCE": ("0.00",), "AROUSAL": ("1.00",)}


@pytest.mark.parametrize(("arousal", "energy"), [(-1.0, "1"), (0.0, "6"), (0.2, "8"), (1.0, "10")])
def test_energy_runs_from_1_to_10(song: Callable[..., Path], arousal: float, energy: str) -> None:
    plan = plan_write(song(), TagRequest((), 0.0, arousal), WritePolicy(energy=True))
    assert [c.new for c in plan.changes] == [(energy,)]


def test_dimensions_and_energy_are_optional(song: Callable[..., Path]) -> None:
    plan = plan_write(song(), TagRequest(("happy",), 0.5, 0.5), WritePolicy())
    assert [c.frame for c in plan.changes] == ["MOOD"]


def test_plan_carries_the_hash_of_the_audio(song: Callable[..., Path]) -> None:
    path = song()
    plan = plan_write(path, TagRequest(("happy",)), WritePolicy())
    assert plan.audio_hash == audio_hash(path)
    known = plan_write(path, TagRequest(("happy",)), WritePolicy(), audio_hash="known")
    assert known.audio_hash == "known"


def test_undo_reports_what_it_found(song: Callable[..., Path]) -> None:
    path = song(mood=["calm"])
    absent = FieldChange("VALENCE", (), ("0.50",))
    other = FieldChange("MOOD", (), ("happy",))
    back = plan_undo(path, [absent, other])
    assert back.plan.changes == ()
    assert back.up_to_date == ("VALENCE",)
    assert back.skipped == (("MOOD", "MOOD is now “calm”, so it was not changed."),)
    back = plan_undo(path, [FieldChange("ENERGYLEVEL", ("3",), ("4",))])
    assert back.skipped == (
        ("ENERGYLEVEL", "ENERGYLEVEL is no longer there, so nothing was changed."),
    )


def test_redo_repeats_what_was_undone(song: Callable[..., Path]) -> None:
    path = song(mood=["calm"])
    plan = plan_write(path, TagRequest(("sad",), 0.5, 0.5), WritePolicy(dimensions=True))
    apply_plan(plan)
    assert plan_redo(path, plan.changes).up_to_date == ("MOOD", "VALENCE", "AROUSAL")
    apply_plan(plan_undo(path, plan.changes).plan)
    again = plan_redo(path, plan.changes)
    assert (again.plan.changes, again.up_to_date, again.skipped) == (plan.changes, (), ())
    apply_plan(again.plan)
    assert read_tags(path).moods == ("calm", "sad")


def test_moods_are_read_trimmed_and_without_duplicates(song: Callable[..., Path]) -> None:
    path = song(mood=[" Happy ; calm", "happy", "tense"], bpm=["120.5"], initialkey=["8A"])
    tags = read_tags(path)
    assert tags.moods == ("Happy", "calm", "tense")
    assert (tags.bpm, tags.key) == (120.5, "8A")
    apply_plan(plan_write(path, TagRequest(("sad",)), WritePolicy()))
    assert mutagen.File(path)["mood"] == ["Happy", "calm", "tense", "sad"]


@pytest.mark.parametrize(("text", "bpm"), [("fast", None), ("0", None), ("1e9", None), ("97", 97)])
def test_bpm_is_a_plausible_number(song: Callable[..., Path], text: str, bpm: float | None) -> None:
    assert read_tags(song(bpm=[text])).bpm == bpm
