"""Moods beside the usual field: an APEv2 tag behind an MP3, comments of other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.apev2 import BINARY, APEv2, APEValue
from mutagen.id3 import COMM, ID3, TIT2, TMOO, TXXX

from moodtagger.core.tag_plan import FieldChange, TagRequest, WriteMode, WritePolicy
from moodtagger.tags import apply_plan, audio_hash, plan_undo, plan_write, read_tags
from moodtagger.tags.formats.id3_tag import encode_synchsafe
from tests.robustness.files.id3_variants import id3v1

OVERWRITE = WritePolicy(mode=WriteMode.OVERWRITE)
SAD = TagRequest(("sad",))


@pytest.fixture
def song(song_file: Callable[..., Path]) -> Path:
    """An MP3 without any tag."""
    return song_file("mp3")


def add_id3(path: Path, *frames: object, version: int = 4) -> None:
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(path, v2_version=version)


def add_ape(path: Path, *moods: str) -> None:
    tags = APEv2()
    tags["Title"], tags["Mood"], tags["Zebra"] = "From APE", list(moods), "last"
    tags["Cover Art (Front)"] = APEValue(b"c.png\0picture", BINARY)
    tags.save(path)


def ape_items(path: Path) -> dict[str, str]:
    return {name: str(value) for name, value in APEv2(path).items() if name != "Mood"}


@pytest.mark.parametrize("with_id3v1", [False, True])
@pytest.mark.parametrize("with_id3", [False, True])
def test_overwriting_clears_the_moods_of_an_ape_tag_and_nothing_else_of_it(
    song: Path, with_id3: bool, with_id3v1: bool
) -> None:
    if with_id3:
        add_id3(song, TIT2(3, "Title"), TMOO(3, ["happy"]))
    add_ape(song, "Gloomy", "calm")
    if with_id3v1:
        song.write_bytes(song.read_bytes() + id3v1())
    before, audio, others = song.read_bytes(), audio_hash(song), ape_items(song)
    assert read_tags(song).moods == (*["happy"] * with_id3, "Gloomy", "calm")
    plan = plan_write(song, SAD, OVERWRITE)
    assert FieldChange("APEv2:Mood", ("Gloomy", "calm"), ()) in plan.changes
    apply_plan(plan)
    assert read_tags(song).moods == ("sad",)
    assert "Mood" not in APEv2(song)
    assert (ape_items(song), audio_hash(song)) == (others, audio)
    assert song.read_bytes().endswith(id3v1()) is with_id3v1
    undone = plan_undo(song, plan.changes, plan.container)
    assert undone.skipped == ()
    apply_plan(undone.plan)
    assert list(APEv2(song)["Mood"]) == ["Gloomy", "calm"]
    assert (ape_items(song), audio_hash(song)) == (others, audio)
    assert read_tags(song).moods == (*["happy"] * with_id3, "Gloomy", "calm")
    assert len(song.read_bytes()) >= len(before)


def test_an_ape_tag_of_nothing_but_moods_goes_and_comes_back(song: Path) -> None:
    add_id3(song, TIT2(3, "Title"))
    tags = APEv2()
    tags["MOOD"] = "Gloomy"
    tags.save(song)
    plan = plan_write(song, SAD, OVERWRITE)
    apply_plan(plan)
    assert b"APETAGEX" not in song.read_bytes()
    apply_plan(plan_undo(song, plan.changes, plan.container).plan)
    assert list(APEv2(song)["MOOD"]) == ["Gloomy"]


def test_merging_keeps_the_moods_of_an_ape_tag(song: Path) -> None:
    add_id3(song, TMOO(3, ["happy"]))
    add_ape(song, "Gloomy")
    tail = song.read_bytes()[-100:]
    apply_plan(plan_write(song, TagRequest(("gloomy", "sad")), WritePolicy()))
    assert read_tags(song).moods == ("happy", "sad", "Gloomy")
    assert song.read_bytes()[-100:] == tail


def test_an_ape_tag_with_gaps_is_read_and_left(song: Path) -> None:
    add_ape(song, "Gloomy")
    data = bytearray(song.read_bytes())
    start = data.rindex(b"APETAGEX")
    data[start + 16] -= 1  # one item less than there is
    song.write_bytes(data)
    assert read_tags(song).title == "From APE"
    apply_plan(plan_write(song, SAD, OVERWRITE))
    assert song.read_bytes()[-200:] == bytes(data[-200:])


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("name", ["Songs-DB_Mood", "MusicMatch_Mood", "Mood", "mood"])
def test_moods_in_comments_are_read_and_overwritten(song: Path, name: str, version: int) -> None:
    mood, own = COMM(1, "deu", name, ["Upbeat"]), COMM(1, "eng", "", ["my comment"])
    add_id3(song, mood, own, TXXX(1, "Mood", ["calm"]), version=version)
    assert set(read_tags(song).moods) == {"Upbeat", "calm"}
    plan = plan_write(song, SAD, OVERWRITE)
    apply_plan(plan)
    assert read_tags(song).moods == ("sad",)
    assert [frame.text for frame in ID3(song).getall("COMM")] == [["my comment"]]
    apply_plan(plan_undo(song, plan.changes, plan.container).plan)
    assert set(read_tags(song).moods) == {"Upbeat", "calm"}
    assert ID3(song)[f"COMM:{name}:deu"].text == ["Upbeat"]


@pytest.mark.parametrize("versions", [(3, 4), (4, 3), (4, 4)])
@pytest.mark.parametrize("only_mood", [False, True])
def test_a_second_id3_tag_does_not_contradict_the_first(
    song: Path, versions: tuple[int, int], only_mood: bool
) -> None:
    audio = song.read_bytes()
    first_version, second_version = versions
    title = () if only_mood else (TIT2(0, "second title"),)
    add_id3(song, *title, TMOO(0, ["Gloomy"]), TXXX(0, "MOOD", ["dark"]), version=second_version)
    second = song.read_bytes()[: -len(audio)]
    song.write_bytes(audio)
    add_id3(song, TIT2(3, "first title"), TXXX(0, "MOOD", ["happy"]), version=first_version)
    first = song.read_bytes()[: -len(audio)]
    song.write_bytes(first + second + audio)
    moods = {"happy", "Gloomy", "dark"}
    assert set(read_tags(song).moods) == moods
    plan = plan_write(song, SAD, OVERWRITE)
    assert any(change.frame.startswith("ID3v2 tag 2:") for change in plan.changes)
    apply_plan(plan)
    assert read_tags(song).moods == ("sad",)
    assert (b"second title" in song.read_bytes()) is not only_mood
    for mood in (b"Gloomy", b"dark", b"happy"):
        assert mood not in song.read_bytes()
    assert song.read_bytes().endswith(audio)
    apply_plan(plan_undo(song, plan.changes, plan.container).plan)
    assert set(read_tags(song).moods) == moods


def appended_tag(*frames: tuple[bytes, str]) -> bytes:
    """An ID3v2.4 tag with a footer."""
    bodies = [(name, b"\3" + text.encode()) for name, text in frames]
    body = b"".join(name + encode_synchsafe(len(text)) + b"\0\0" + text for name, text in bodies)
    rest = b"\4\0\x10" + encode_synchsafe(len(body))
    return b"ID3" + rest + body + b"3DI" + rest


@pytest.mark.parametrize("with_ape", [False, True])
@pytest.mark.parametrize("with_id3v1", [False, True])
@pytest.mark.parametrize("with_first", [False, True])
@pytest.mark.parametrize("only_mood", [False, True])
def test_an_appended_tag_with_a_footer(
    song: Path, with_first: bool, with_id3v1: bool, with_ape: bool, only_mood: bool
) -> None:
    audio, digest = song.read_bytes(), audio_hash(song)
    title = () if only_mood else ((b"TIT2", "appended"), (b"TPE1", "artist"))
    song.write_bytes(audio + appended_tag((b"TMOO", "Gloomy"), *title))
    if with_ape:
        add_ape(song, "calm")
    if with_id3v1:
        song.write_bytes(song.read_bytes() + id3v1())
    if with_first:
        add_id3(song, TMOO(3, ["happy"]))
    tail = song.read_bytes()[-128:]
    moods = {"Gloomy", *["happy"] * with_first, *["calm"] * with_ape}
    tags = read_tags(song)
    assert set(tags.moods) == moods
    assert only_mood or (tags.title, tags.artist) == ("appended", "artist")
    assert audio_hash(song) == digest
    plan = plan_write(song, SAD, OVERWRITE)
    assert FieldChange("ID3v2 tag 2:TMOO", ("Gloomy",), ()) in plan.changes
    apply_plan(plan)
    assert read_tags(song).moods == ("sad",)
    data = song.read_bytes()
    assert b"Gloomy" not in data
    assert (b"3DI" in data[-600:]) is not only_mood
    assert only_mood or appended_tag(*title) in data
    assert not with_id3v1 or data.endswith(tail)
    assert audio_hash(song) == digest
    apply_plan(plan_undo(song, plan.changes, plan.container).plan)
    assert set(read_tags(song).moods) == moods


def test_a_damaged_footer_counts_as_audio(song: Path) -> None:
    data = song.read_bytes() + appended_tag((b"TMOO", "Gloomy"))
    song.write_bytes(data[:-1] + b"\1")
    assert read_tags(song).moods == ()
    apply_plan(plan_write(song, SAD, OVERWRITE))
    assert song.read_bytes().endswith(data[-40:-1] + b"\1")


def ape_tag_version_1(mood: str) -> bytes:
    item = len(mood).to_bytes(4, "little") + bytes(4) + b"Mood\0" + mood.encode()
    numbers = (1000, len(item) + 32, 1, 0)
    return item + b"APETAGEX" + b"".join(n.to_bytes(4, "little") for n in numbers) + bytes(8)


def test_the_plan_says_which_moods_stay(song: Path) -> None:
    song.write_bytes(song.read_bytes() + ape_tag_version_1("Gloomy"))
    assert read_tags(song).moods == ("Gloomy",)
    plan = plan_write(song, SAD, OVERWRITE)
    assert "“Gloomy” stays" in plan.note
    apply_plan(plan)
    assert read_tags(song).moods == ("sad",)
    assert song.read_bytes().endswith(ape_tag_version_1("Gloomy"))
    again = plan_write(song, SAD, OVERWRITE)
    assert (again.changes, again.note) == ((), plan.note)
    assert plan_write(song, TagRequest(("gloomy",)), OVERWRITE).note == ""
    assert plan_write(song, TagRequest(("calm",)), WritePolicy()).note == ""


def test_moods_that_can_only_be_read_count_as_moods_of_the_file(song: Path) -> None:
    song.write_bytes(song.read_bytes() + ape_tag_version_1("Gloomy"))
    assert plan_write(song, SAD, WritePolicy(mode=WriteMode.SKIP)).changes == ()
