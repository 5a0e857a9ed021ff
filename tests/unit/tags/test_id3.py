"""ID3v2 in all versions and variants: what is not changed stays byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import mutagen.id3
import pytest
from mutagen.apev2 import APEv2

from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.core.tag_reading import TagReading
from moodtagger.tags import apply_plan, audio_hash, plan_undo, plan_write, read_tags

SongFile = Callable[..., Path]
ADD_SAD = (TagRequest(("sad",)), WritePolicy())


def synchsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def frame(frame_id: str, body: bytes, flags: bytes = b"\0\0", *, safe: bool = False) -> bytes:
    size = synchsafe(len(body)) if safe else len(body).to_bytes(4, "big")
    return frame_id.encode() + size + flags + body


def put_tag(
    path: Path, version: int, body: bytes, *, flags: int = 0, padding: int = 64
) -> tuple[bytes, bytes]:
    """Put a hand-made tag before the audio of an untagged MP3; (body, audio)."""
    audio = path.read_bytes()
    head = b"ID3" + bytes([version, 0, flags]) + synchsafe(len(body) + padding)
    path.write_bytes(head + body + bytes(padding) + audio)
    return body, audio


# Unusual frames: unknown, binary, repeated, with flags.
ODD_FRAMES = (
    frame("TIT2", b"\0Title")
    + frame("XYZW", b"\x01\xff\xfe\x00unknown")
    + frame("PRIV", b"owner\0" + bytes(range(256)))
    + frame("TPE1", b"\x01\xff\xfeA\0", b"\x80\0")
    + frame("COMM", b"\0eng\0one")
    + frame("COMM", b"\0eng\0two")
    + frame("POPM", b"me@example.org\0\xc4\0\0\0\x09")
)


def test_v23_keeps_version_bytes_and_order(song_file: SongFile) -> None:
    path = song_file("mp3")
    body, audio = put_tag(path, 3, ODD_FRAMES)
    plan = plan_write(path, *ADD_SAD)
    assert (plan.container, plan.changes[0].frame) == ("ID3v2.3", "TXXX:MOOD")
    apply_plan(plan)
    data = path.read_bytes()
    assert data[:4] == b"ID3\x03"
    assert data[10 : 10 + len(body)] == body
    assert data[10 + len(body) :].startswith(b"TXXX")
    assert data.endswith(audio)
    assert len(data) == 10 + len(body) + 64 + len(audio), "the frame fits into the padding"


def test_undo_of_v23_restores_the_same_file(song_file: SongFile) -> None:
    path = song_file("mp3")
    put_tag(path, 3, ODD_FRAMES)
    before = path.read_bytes()
    plan = plan_write(path, *ADD_SAD)
    apply_plan(plan)
    assert path.read_bytes() != before
    apply_plan(plan_undo(path, plan.changes).plan)
    assert path.read_bytes() == before


def test_v22_stays_v22(song_file: SongFile) -> None:
    path = song_file("mp3")
    body = b"TT2\x00\x00\x06\0Title" + b"TXX\x00\x00\x0b\0MOOD\0happy"
    put_tag(path, 2, body)
    assert read_tags(path).moods == ("happy",)
    assert read_tags(path).title == "Title"
    plan = plan_write(path, *ADD_SAD)
    assert plan.container == "ID3v2.2"
    apply_plan(plan)
    assert path.read_bytes()[:4] == b"ID3\x02"
    assert mutagen.id3.ID3(path).getall("TXXX:MOOD")[0].text == ["happy; sad"]


def test_whole_tag_unsynchronized(song_file: SongFile) -> None:
    path = song_file("mp3")
    plain = frame("PRIV", b"o\0\xff\xe0\xff\x00\xff\xff") + frame("TIT2", b"\x01\xff\xfeA\0")
    put_tag(path, 3, plain.replace(b"\xff", b"\xff\x00"), flags=0x80)
    private = mutagen.id3.ID3(path)["PRIV:o:" + "ÿàÿ\x00ÿÿ"].data
    digest = audio_hash(path)
    apply_plan(plan_write(path, TagRequest(("Ωσ",)), WritePolicy()))  # UTF-16 holds 0xFF
    tags = mutagen.id3.ID3(path)
    assert tags.getall("PRIV")[0].data == private == b"\xff\xe0\xff\x00\xff\xff"
    assert tags["TXXX:MOOD"].text == ["Ωσ"]
    assert tags["TIT2"].text == ["A"]
    assert audio_hash(path) == digest


def test_extended_header_is_skipped(song_file: SongFile) -> None:
    path = song_file("mp3")
    extended = (10).to_bytes(4, "big") + b"\x80\0" + bytes(4) + b"\x12\x34\x56\x78"
    put_tag(path, 3, extended + ODD_FRAMES, flags=0x40)
    assert read_tags(path).title == "Title"
    apply_plan(plan_write(path, *ADD_SAD))
    data = path.read_bytes()
    assert data[5] == 0
    assert data[10:].startswith(ODD_FRAMES)


def test_sizes_of_old_itunes_in_v24(song_file: SongFile) -> None:
    path = song_file("mp3")
    body = frame("PRIV", b"o\0" + bytes(300)) + frame("TIT2", b"\0Behind")
    put_tag(path, 4, body)
    assert read_tags(path).title == "Behind"
    apply_plan(plan_write(path, TagRequest(("m" * 200,)), WritePolicy()))
    assert path.read_bytes()[10:].startswith(body)
    assert read_tags(path).moods == ("m" * 200,)


def test_junk_in_the_padding_stays(song_file: SongFile) -> None:
    path = song_file("mp3")
    put_tag(path, 3, frame("TIT2", b"\0Title") + b"\0\0junk" * 5)
    apply_plan(plan_write(path, *ADD_SAD))
    assert b"\0\0junk" * 5 in path.read_bytes()
    assert mutagen.id3.ID3(path)["TXXX:MOOD"].text == ["sad"]


def test_v24_has_several_values_in_one_frame(song_file: SongFile) -> None:
    path = song_file("mp3_v24")
    apply_plan(plan_write(path, TagRequest(("happy", "calm")), WritePolicy()))
    tags = mutagen.id3.ID3(path)
    assert tags.version == (2, 4, 0)
    assert tags["TMOO"].text == ["happy", "calm"]


def test_new_v24_tag_can_be_undone(song_file: SongFile) -> None:
    path = song_file("mp3")
    before = path.read_bytes()
    assert not before.startswith(b"ID3")
    plan = plan_write(path, *ADD_SAD)
    apply_plan(plan)
    assert path.read_bytes()[:4] == b"ID3\x04"
    apply_plan(plan_undo(path, plan.changes).plan)
    assert path.read_bytes() == before


def test_id3v1_and_ape_tags_are_kept(song_file: SongFile) -> None:
    path = song_file("mp3")
    digest = audio_hash(path)
    ape = APEv2()
    ape["Title"] = "From APE"
    ape["Mood"] = "calm"
    ape.save(path)
    id3v1 = (b"TAG" + b"Old title".ljust(30, b"\0")).ljust(127, b" ") + b"\x11"
    path.write_bytes(path.read_bytes() + id3v1)
    tail = path.read_bytes()[-400:]
    assert b"APETAGEX" in tail
    assert audio_hash(path) == digest
    assert (read_tags(path).title, read_tags(path).moods) == ("From APE", ("calm",))
    plan = plan_write(path, *ADD_SAD)
    apply_plan(plan)
    assert path.read_bytes().endswith(tail)
    assert mutagen.id3.ID3(path)["TMOO"].text == ["sad"]
    assert audio_hash(path) == digest


def test_a_tag_without_padding_grows(song_file: SongFile) -> None:
    path = song_file("mp3")
    body, audio = put_tag(path, 3, ODD_FRAMES, padding=0)
    apply_plan(plan_write(path, *ADD_SAD))
    data = path.read_bytes()
    assert data[10 : 10 + len(body)] == body
    assert data.endswith(audio)
    assert 0 < len(data) - len(body) - len(audio) < 2048, "some padding for the next time"


@pytest.mark.parametrize("name", ["TXXX:MOOD", "TXXX:mood", "TXXX:Mood"])
def test_moods_in_other_fields_are_not_duplicated(song_file: SongFile, name: str) -> None:
    path = song_file("mp3_v24")
    tags = mutagen.id3.ID3(path)
    tags.add(mutagen.id3.TXXX(encoding=3, desc=name[5:], text=["Happy; calm / tense"]))
    tags.save(path)
    assert read_tags(path).moods == ("Happy", "calm", "tense")
    plan = plan_write(path, TagRequest(("happy", "sad")), WritePolicy())
    assert [(c.frame, c.new) for c in plan.changes] == [("TMOO", ("sad",))]
    over = plan_write(path, TagRequest(("happy",)), WritePolicy(mode=WriteMode.OVERWRITE))
    assert [(c.frame, c.new) for c in over.changes] == [("TMOO", ("happy",)), (name, ())]
    apply_plan(over)
    assert read_tags(path).moods == ("happy",)
    apply_plan(plan_undo(path, over.changes).plan)
    assert mutagen.id3.ID3(path)[name].text == ["Happy; calm / tense"]


def test_policy_separator_joins_in_v23(song_file: SongFile) -> None:
    path = song_file("mp3_v23")
    policy = WritePolicy(separator=", ")
    apply_plan(plan_write(path, TagRequest(("happy", "calm")), policy))
    assert mutagen.id3.ID3(path, translate=False)["TXXX:MOOD"].text == ["happy, calm"]
    assert plan_write(path, TagRequest(("calm", "happy")), policy).changes == ()
    assert read_tags(path, TagReading((",",))).moods == ("happy", "calm")


def test_fields_are_read(song_file: SongFile) -> None:
    path = song_file("mp3")
    body = frame("TCON", b"\0(17)") + frame("TBPM", b"\x00128,5") + frame("TKEY", b"\0Am\0")
    put_tag(path, 3, body)
    tags = read_tags(path)
    assert (tags.genre, tags.bpm, tags.key) == ("Rock", 128.5, "Am")


def test_encrypted_frames_are_not_read_and_grouped_ones_are(song_file: SongFile) -> None:
    path = song_file("mp3")
    grouped = frame("TIT2", b"\x81\0Title", b"\0\x20")  # group, encoding, text
    encrypted = frame("TPE1", b"\0\0Secret", b"\0\x40")  # method, ciphertext
    put_tag(path, 3, grouped + encrypted)
    tags = read_tags(path)
    assert (tags.title, tags.artist) == ("Title", "")


def test_wav_info_list_is_a_fallback(song_file: SongFile) -> None:
    path = song_file("wav")
    info = b"INFO" + b"INAM" + (6).to_bytes(4, "little") + b"Title\0"
    data = path.read_bytes() + b"LIST" + len(info).to_bytes(4, "little") + info
    data = data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:]
    path.write_bytes(data)
    assert read_tags(path).title == "Title"
    plan = plan_write(path, *ADD_SAD)
    apply_plan(plan)
    assert read_tags(path).title == "Title"
    apply_plan(plan_undo(path, plan.changes).plan)
    assert path.read_bytes() == data
