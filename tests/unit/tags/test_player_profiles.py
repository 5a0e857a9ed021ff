"""A player reads what is written for it; its tag reader is simulated with mutagen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.id3 import COMM, ID3, TIT1, TXXX

from moodtagger.core.tag_plan import TagRequest, TargetPlayer, WriteMode, WritePolicy
from moodtagger.tags import apply_plan, plan_redo, plan_undo, plan_write, read_tags

SongFile = Callable[..., Path]
MOODS = ("happy", "zärtlich", "calm")
FILES = ("mp3", "mp3_v23", "mp3_v24", "flac", "ogg", "opus", "m4a", "wma", "wv", "wav", "aiff")


def found(path: Path) -> dict[str, list[str]]:
    """Texts by field name, as TagLib and similar readers name the fields."""
    tags: Any = mutagen.File(path).tags
    if isinstance(tags, ID3):
        tags = ID3(path, translate=False) if path.suffix == ".mp3" else tags
        return {
            key.upper(): list(map(str, f.text)) for key, f in tags.items() if hasattr(f, "text")
        }
    names = {name.split(":")[-1].split("/")[-1].upper(): name for name in tags.keys()}  # noqa: SIM118
    return {short: [_text(v) for v in _listed(tags[name])] for short, name in names.items()}


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) or hasattr(value, "kind") else [value]


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def kodi(path: Path) -> list[str]:
    """TMOO with its values joined by a space, else the first text of the field."""
    tags = found(path)
    text = " ".join(tags["TMOO"]) if "TMOO" in tags else (tags.get("TXXX:MOOD") or tags["MOOD"])[0]
    return text.split(" / ")


def navidrome(path: Path) -> list[str]:
    tags = found(path)
    texts = tags.get("TMOO") or tags.get("TXXX:MOOD") or tags["MOOD"]
    return [mood.strip() for text in texts for mood in text.split(";")]


def musicbee(path: Path) -> list[str]:
    tags = found(path)
    return (tags.get("TXXX:MOOD") or tags["MOOD"])[0].split("; ")


def foobar2000(path: Path) -> list[str]:
    tags = found(path)
    texts = tags.get("TXXX:MOOD") or tags["MOOD"]
    return [mood for text in texts for mood in text.split("; ")]


def rekordbox(path: Path) -> list[str]:
    tags = found(path)
    names = ("COMM::ENG", "COMMENT", "©CMT")
    return next(tags[name] for name in names if name in tags)[0].split("; ")


def mixxx(path: Path) -> list[str]:
    tags = found(path)
    names = ("GRP1", "TIT1", "GROUPING", "©GRP")
    return next(tags[name] for name in names if name in tags)[0].split("; ")


READERS = {
    TargetPlayer.GENERIC: navidrome,
    TargetPlayer.NAVIDROME: navidrome,
    TargetPlayer.KODI: kodi,
    TargetPlayer.MUSICBEE: musicbee,
    TargetPlayer.FOOBAR2000: foobar2000,
    TargetPlayer.REKORDBOX: rekordbox,
    TargetPlayer.MIXXX: mixxx,
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("player", TargetPlayer)
def test_round_trip(song_file: SongFile, name: str, player: TargetPlayer) -> None:
    path = song_file(name)
    policy = WritePolicy(player=player)
    plan = plan_write(path, TagRequest(MOODS), policy)
    apply_plan(plan)
    if not (
        name == "wma" and player in (TargetPlayer.REKORDBOX, TargetPlayer.MIXXX)
    ):  # neither of them plays it
        assert READERS[player](path) == list(MOODS)
    assert read_tags(path).moods == MOODS
    assert plan_write(path, TagRequest(MOODS), policy).changes == ()
    written = path.read_bytes()
    apply_plan(plan_undo(path, plan.changes, plan.container).plan)
    assert read_tags(path).moods == ()
    apply_plan(plan_redo(path, plan.changes, plan.container).plan)
    if name != "mp3_v23":  # the padding may differ
        assert len(path.read_bytes()) == len(written)
    assert READERS[TargetPlayer.GENERIC](path) == list(MOODS) or player is TargetPlayer.KODI


@pytest.mark.parametrize(
    ("player", "version"), [(TargetPlayer.GENERIC, 4), (TargetPlayer.REKORDBOX, 3)]
)
def test_new_tags_get_the_version_of_the_player(
    song_file: SongFile, player: TargetPlayer, version: int
) -> None:
    path = song_file("mp3")
    plan = plan_write(path, TagRequest(MOODS), WritePolicy(player=player))
    assert plan.container == f"ID3v2.{version}"
    apply_plan(plan)
    assert path.read_bytes()[:4] == b"ID3" + bytes([version])
    apply_plan(plan_undo(path, plan.changes).plan)
    apply_plan(plan_redo(path, plan.changes, plan.container).plan)
    assert path.read_bytes()[:4] == b"ID3" + bytes([version])


@pytest.mark.parametrize("name", ["mp3_v23", "mp3_v24"])
@pytest.mark.parametrize("player", TargetPlayer)
def test_the_existing_version_is_kept(song_file: SongFile, name: str, player: TargetPlayer) -> None:
    path = song_file(name)
    head = path.read_bytes()[:4]
    apply_plan(plan_write(path, TagRequest(MOODS), WritePolicy(player=player)))
    assert path.read_bytes()[:4] == head


def test_a_comment_keeps_its_text_its_language_and_other_comments(song_file: SongFile) -> None:
    path = song_file("mp3_v24")
    tags = ID3(path)
    tags.add(COMM(encoding=0, lang="deu", desc="", text="Zu laut; calm / ernst"))
    tags.add(COMM(encoding=0, lang="eng", desc="iTunNORM", text=" 000"))
    tags.save(path)
    policy = WritePolicy(player=TargetPlayer.REKORDBOX)
    plan = plan_write(path, TagRequest(MOODS), policy)
    assert ("COMM::deu", ("Zu laut; calm / ernst",)) in [(c.frame, c.old) for c in plan.changes]
    apply_plan(plan)
    tags = ID3(path)
    assert tags["COMM::deu"].text == ["Zu laut; calm / ernst; happy; zärtlich; calm"]
    assert tags["COMM:iTunNORM:eng"].text == [" 000"]
    over = replace(policy, mode=WriteMode.OVERWRITE)
    apply_plan(plan_write(path, TagRequest(("sad",)), over))
    assert ID3(path)["COMM::deu"].text == ["Zu laut; calm / ernst; sad"]
    assert plan_write(path, TagRequest(("sad",)), over).changes == ()


@pytest.mark.parametrize("mode", [WriteMode.MERGE, WriteMode.OVERWRITE])
def test_replaced_moods_are_removed_from_the_comment(song_file: SongFile, mode: WriteMode) -> None:
    path = song_file("mp3_v24")
    tags = ID3(path)
    tags.add(COMM(encoding=3, lang="eng", desc="", text="Loud; Sad"))
    tags.save(path)
    policy = WritePolicy(player=TargetPlayer.REKORDBOX, mode=mode)
    apply_plan(plan_write(path, TagRequest(("happy",), replaced_moods=("sad",)), policy))
    assert ID3(path)["COMM::eng"].text == ["Loud; happy"]


def test_mixxx_gets_moods_in_the_grouping(song_file: SongFile) -> None:
    path = song_file("mp3_v24")
    tags = ID3(path)
    tags.add(TIT1(encoding=3, text="Set 2"))
    tags.save(path)
    apply_plan(plan_write(path, TagRequest(("happy",)), WritePolicy(player=TargetPlayer.MIXXX)))
    assert ID3(path)["TIT1"].text == ["Set 2; happy"]
    assert ID3(path)["TMOO"].text == ["happy"]


def test_moods_of_another_field_are_copied_for_a_player(song_file: SongFile) -> None:
    path = song_file("mp3_v24")
    apply_plan(plan_write(path, TagRequest(("calm",)), WritePolicy()))
    policy = WritePolicy(player=TargetPlayer.MUSICBEE)
    apply_plan(plan_write(path, TagRequest(("happy",)), policy))
    tags = ID3(path)
    assert (tags["TXXX:MOOD"].text, tags["TMOO"].text) == (["calm; happy"], ["calm"])
    assert read_tags(path).moods == ("calm", "happy")
    over = replace(policy, mode=WriteMode.OVERWRITE)
    apply_plan(plan_write(path, TagRequest(("sad",)), over))
    assert "TMOO" not in ID3(path)


def test_several_texts_become_one_for_a_player_that_reads_one(song_file: SongFile) -> None:
    path = song_file("flac")
    song: Any = mutagen.File(path)
    song["mood"] = ["happy", "calm"]
    song.save()
    wanted = TagRequest(("happy", "calm"))
    assert plan_write(path, wanted, WritePolicy()).changes == ()
    apply_plan(plan_write(path, wanted, WritePolicy(player=TargetPlayer.KODI)))
    assert mutagen.File(path)["mood"] == ["happy / calm"]


def test_frame_descriptions_are_matched_ignoring_case(
    song_file: SongFile,
) -> None:
    path = song_file("mp3_v23")
    tags = ID3(path, translate=False)
    tags.add(TXXX(encoding=0, desc="mood", text=["Calm"]))
    tags.save(path, v2_version=3)
    plan = plan_write(path, TagRequest(("happy",)), WritePolicy(player=TargetPlayer.MUSICBEE))
    assert [(c.frame, c.new) for c in plan.changes] == [("TXXX:mood", ("Calm; happy",))]
