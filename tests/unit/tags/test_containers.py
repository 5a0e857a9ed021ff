"""Less usual containers: each is read, written, read by mutagen, undone, refused if damaged."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.apev2 import APEv2
from mutagen.dsdiff import DSDIFF
from mutagen.dsf import DSF
from mutagen.id3 import APIC, ID3, TALB, TCON, TIT2, TMOO, TPE1, TXXX
from mutagen.trueaudio import TrueAudio

from moodtagger.core.errors import FileChangedError, TagError
from moodtagger.core.tag_plan import OldBytes, TagRequest, WriteMode, WritePolicy
from moodtagger.services.workers.worker import Fingerprint, fingerprint
from moodtagger.tags import (
    apply_plan,
    audio_hash,
    can_write_tags,
    plan_undo,
    plan_write,
    read_cover,
    read_tags,
    restore_old_file,
)
from moodtagger.tags.formats.detection import detect_container
from moodtagger.tags.formats.tta import open_tta
from tests.robustness.files.id3_variants import id3v1
from tests.support.container_files import READ_BY_FFMPEG, TAGS, WRITABLE, make_song

OVERWRITE = WritePolicy(mode=WriteMode.OVERWRITE)
MODES = pytest.mark.parametrize("mode", list(WriteMode))
PICTURE = b"\x89PNG picture" * 50
ID3_KINDS = ("tta", "dsf", "dsdiff")
# Each kind without tags, or with those of another program.
STATES = [(name, state) for name in WRITABLE for state in ("bare", "tagged")] + [("tta", "APEv2")]


def id3_frames() -> list[Any]:
    return [
        TIT2(3, TAGS["title"]),
        TPE1(3, TAGS["artist"]),
        TALB(3, TAGS["album"]),
        TCON(3, TAGS["genre"]),
        TMOO(3, ["Calm"]),
        TXXX(3, "Foreign", ["kept"]),
        APIC(3, "image/png", 3, "front", PICTURE),
    ]


def add_tags(name: str, state: str, path: Path) -> None:
    """Add tags with mutagen, as other programs do."""
    if state == "APEv2":
        tags = APEv2()
        for key, value in {**TAGS, "Mood": "Calm", "Foreign": "kept"}.items():
            tags[key] = value
        tags.save(path)
        return
    song: Any = open_with_mutagen(name, path)
    if name in ID3_KINDS:
        if song.tags is None:
            song.add_tags()
        for frame in id3_frames():
            song.tags.add(frame)
    else:
        for key, value in {**TAGS, "mood": "Calm", "Foreign": "kept"}.items():
            song.tags[key] = value
    song.save()


def open_with_mutagen(name: str, path: Path) -> Any:
    kinds: dict[str, Any] = {"tta": TrueAudio, "dsf": DSF, "dsdiff": DSDIFF}
    return kinds.get(name, mutagen.File)(path)


def moods_by_mutagen(name: str, path: Path) -> list[str]:
    song = open_with_mutagen(name, path)
    if name == "tta" and song.tags is None:
        return list(APEv2(path)["Mood"])
    return list(song.tags.get("TMOO" if name in ID3_KINDS else "mood", ()))


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str, str], Path]:
    """`made(name, state)`: a song of a kind, in one of `STATES`."""

    def make(name: str, state: str = "bare") -> Path:
        path = make_song(name, tmp_path)
        if name == "tta":
            path.write_bytes(path.read_bytes().partition(b"APETAGEX")[0])  # FFmpeg adds one
        if state != "bare":
            add_tags(name, state, path)
        return path

    return make


@pytest.mark.parametrize(("name", "state"), STATES)
def test_tags_are_read(made: Callable[..., Path], name: str, state: str) -> None:
    tags = read_tags(made(name, state))
    if state == "bare":
        assert (tags.title, tags.artist, tags.moods) == ("", "", ())
        return
    assert {key: getattr(tags, key) for key in TAGS} == TAGS
    assert tags.moods == ("Calm",)


@MODES
@pytest.mark.parametrize(("name", "state"), STATES)
def test_moods_are_written_and_undone_byte_for_byte(
    made: Callable[..., Path], name: str, state: str, mode: WriteMode
) -> None:
    path = made(name, state)
    before, audio = path.read_bytes(), audio_hash(path)
    plan = plan_write(path, TagRequest(("sad", "zärtlich 🎵")), WritePolicy(mode=mode))
    if mode is WriteMode.SKIP and state != "bare":
        assert not plan.changes
        return
    kept: list[OldBytes | None] = []
    apply_plan(plan, keep_old_bytes=kept.append)

    expected = ("sad", "zärtlich 🎵")
    if mode is WriteMode.MERGE and state != "bare":
        expected = ("Calm", *expected)
    assert read_tags(path).moods == expected
    assert moods_by_mutagen(name, path) == list(expected)
    assert audio_hash(path) == audio
    if state != "bare":
        assert {key: getattr(read_tags(path), key) for key in TAGS} == TAGS
        assert foreign_texts(name, state, path) == ["kept"]
        if state == "tagged" and name in ID3_KINDS:
            assert read_cover(path) == PICTURE
    written = path.read_bytes()
    assert kept[0] is not None
    undone = plan_undo(path, plan.changes, plan.container)
    assert restore_old_file(undone.plan, kept[0])
    assert path.read_bytes() == before

    path.write_bytes(written)  # where another program changed the file, fields are undone
    undone = plan_undo(path, plan.changes, plan.container)
    assert undone.skipped == ()
    apply_plan(undone.plan)
    assert read_tags(path).moods == (("Calm",) if state != "bare" else ())
    assert audio_hash(path) == audio


def foreign_texts(name: str, state: str, path: Path) -> list[str]:
    if state == "APEv2":
        return list(APEv2(path)["Foreign"])
    tags = open_with_mutagen(name, path).tags
    return list(tags["TXXX:Foreign" if name in ID3_KINDS else "foreign"])


@pytest.mark.parametrize("name", WRITABLE)
def test_a_file_that_is_cut_off_is_refused(made: Callable[..., Path], name: str) -> None:
    path = made(name)
    damaged = path.read_bytes()[:-150]
    path.write_bytes(damaged)
    with pytest.raises(TagError) as refusal:
        plan_write(path, TagRequest(("sad",)), OVERWRITE)
    assert "report" not in refusal.value.full_message
    assert not can_write_tags(path)
    assert path.read_bytes() == damaged
    assert len(audio_hash(path)) == 40


@pytest.mark.parametrize("name", WRITABLE)
def test_a_magic_number_alone_makes_no_song(
    made: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    head = made(name).read_bytes()[:16]
    path = tmp_path / "noise"
    for noise in (b"", bytes(5000), b"\xff" * 5000, bytes(range(256)) * 20):
        path.write_bytes(head + noise)
        assert not can_write_tags(path)
        with pytest.raises(TagError):
            plan_write(path, TagRequest(("sad",)), OVERWRITE)
        assert path.read_bytes() == head + noise


def test_a_dsf_file_of_another_size_than_it_says_is_refused(made: Callable[..., Path]) -> None:
    path = made("dsf", "tagged")
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(TagError, match="sizes don't add up"):
        plan_write(path, TagRequest(("sad",)), OVERWRITE)


def test_a_dsf_file_whose_pointer_leads_into_its_audio_is_refused(
    made: Callable[..., Path],
) -> None:
    path = made("dsf", "tagged")
    data = path.read_bytes()
    path.write_bytes(data[:20] + struct.pack("<Q", 1000) + data[28:])
    with pytest.raises(TagError, match="tag is where its audio is"):
        plan_write(path, TagRequest(("sad",)), OVERWRITE)


def test_something_else_where_the_tag_of_a_dsf_file_should_be_is_left_alone(
    made: Callable[..., Path],
) -> None:
    path = made("dsf")
    data = path.read_bytes()
    other = struct.pack("<QQ", len(data) + 20, len(data))
    path.write_bytes(data[:12] + other + data[28:] + b"something of 20 byte")
    with pytest.raises(TagError, match="something else than ID3"):
        plan_write(path, TagRequest(("sad",)), OVERWRITE)


def test_size_and_pointer_of_a_dsf_file_are_right_after_a_write(made: Callable[..., Path]) -> None:
    path = made("dsf")
    audio_end = path.stat().st_size
    apply_plan(plan_write(path, TagRequest(("sad",)), OVERWRITE))
    data = path.read_bytes()
    assert struct.unpack("<QQ", data[12:28]) == (len(data), audio_end)
    assert data[audio_end : audio_end + 3] == b"ID3"


def test_an_id3_tag_of_a_tta_file_is_preferred_and_moods_behind_it_do_not_contradict(
    made: Callable[..., Path],
) -> None:
    path = made("tta", "APEv2")
    front = BytesIO()
    tags = ID3()
    tags.add(TIT2(3, "In front"))
    tags.save(front)
    path.write_bytes(front.getvalue() + path.read_bytes() + id3v1())
    before = path.read_bytes()
    found = read_tags(path)
    assert (found.title, found.artist, found.moods) == ("In front", TAGS["artist"], ("Calm",))
    plan = plan_write(path, TagRequest(("sad",)), OVERWRITE)
    apply_plan(plan)
    assert ID3(path)["TMOO"].text == ["sad"]
    assert "Mood" not in APEv2(path)
    assert APEv2(path)["Foreign"] == "kept"
    assert path.read_bytes().endswith(id3v1())
    assert read_tags(path).moods == ("sad",)
    apply_plan(plan_undo(path, plan.changes, plan.container).plan)
    assert APEv2(path)["Mood"] == "Calm"
    assert len(path.read_bytes()) >= len(before)


def test_the_last_field_of_an_ape_tag_behind_tta_can_go_again(made: Callable[..., Path]) -> None:
    path = made("tta")
    tags = APEv2()
    tags["Mood"] = "Calm"
    tags.save(path)
    plan = plan_write(path, TagRequest(("sad",)), OVERWRITE)
    apply_plan(plan)
    tags = APEv2(path)
    assert tags["Mood"] == "sad"
    without = plan_undo(path, [type(plan.changes[0])("Mood", (), ("sad",))], plan.container)
    apply_plan(without.plan)
    assert b"APETAGEX" not in path.read_bytes()


def test_pictures_of_ogg_flac_stay_and_do_not_belong_to_the_audio(
    made: Callable[..., Path],
) -> None:
    path = made("ogg flac")
    audio = audio_hash(path)
    with_picture = add_ogg_flac_picture(path.read_bytes())
    path.write_bytes(with_picture)
    assert audio_hash(path) == audio
    apply_plan(plan_write(path, TagRequest(("sad",)), OVERWRITE))
    assert PICTURE in path.read_bytes()
    assert moods_by_mutagen("ogg flac", path) == ["sad"]


def add_ogg_flac_picture(data: bytes) -> bytes:
    """Put a picture block behind the comments, as a packet of its own."""
    from mutagen.flac import Picture
    from mutagen.ogg import OggPage

    source, pages = BytesIO(data), []
    while source.tell() < len(data):
        pages.append(OggPage(source))
    comments = pages[1].packets[0]
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/png", PICTURE
    block = picture.write()
    packets = [
        bytes([comments[0] & 0x7F]) + comments[1:],
        b"\x86" + len(block).to_bytes(3, "big") + block,
    ]
    new = OggPage.from_packets(packets, sequence=1)
    for number, page in enumerate([*new, *pages[2:]], 1):
        page.serial, page.sequence = pages[0].serial, number
        page.position = max(page.position, 0) if page in new else page.position
    return b"".join(page.write() for page in (pages[0], *new, *pages[2:]))


@pytest.mark.parametrize("isolated", [False, True])
@pytest.mark.parametrize("name", READ_BY_FFMPEG)
def test_what_ffmpeg_reads_is_shown(tmp_path: Path, name: str, isolated: bool) -> None:
    numbers = {"BPM": "128", "date": "1999", "track": "3"}
    more = {"mood": "Calm; sad", **numbers} if name == "matroska" else {}
    path = make_song(name, tmp_path, {**TAGS, **more})
    tags = read_tags(path, isolated=isolated)
    assert {key: getattr(tags, key) for key in TAGS} == TAGS
    if more:
        assert (tags.moods, tags.bpm) == (("Calm", "sad"), 128.0)
        assert (tags.year, tags.track) == (1999, 3)
    assert read_cover(path) is None


@pytest.mark.parametrize("name", [*READ_BY_FFMPEG, "w64", "ac3"])
def test_moods_are_not_written_and_a_sentence_says_why_and_what_to_do(
    tmp_path: Path, name: str
) -> None:
    path = make_song(name, tmp_path)
    before = path.read_bytes()
    for data in (before, id3_in_front() + before):
        path.write_bytes(data)
        with pytest.raises(TagError) as refusal:
            plan_write(path, TagRequest(("sad",)), OVERWRITE)
        assert "Moods can't be written to" in refusal.value.full_message
        assert "ffmpeg -i song." in refusal.value.full_message
        assert path.read_bytes() == data


@pytest.mark.parametrize("name", ["wav", "aiff", "ogg", "m4a"])
def test_a_writable_kind_behind_an_id3_tag_is_refused_with_the_reason(
    song_file: Callable[..., Path], name: str
) -> None:
    path = song_file(name)
    before = id3_in_front() + path.read_bytes()
    path.write_bytes(before)
    assert read_tags(path).title == "In front"
    with pytest.raises(TagError, match="starts with an ID3 tag"):
        plan_write(path, TagRequest(("sad",)), OVERWRITE)
    assert path.read_bytes() == before


def id3_in_front() -> bytes:
    target, tags = BytesIO(), ID3()
    tags.add(TIT2(3, "In front"))
    tags.save(target)
    return target.getvalue()


def test_a_wave64_file_with_a_list_of_texts(tmp_path: Path) -> None:
    path = make_song("w64", tmp_path)
    texts = b""
    for name, text in ((b"INAM", "A Title\0"), (b"IART", "An Artist\0\0")):
        value = text.encode("utf-16-le")
        texts += name + struct.pack("<I", len(value)) + value
    guid = bytes.fromhex("bc945f925a52d21186dc00c04f8edb8a")  # of a list of texts
    length = len(guid) + 12 + len(texts)
    chunk = guid + struct.pack("<QI", length, 2) + texts + bytes(-length % 8)
    path.write_bytes(path.read_bytes() + chunk)
    tags = read_tags(path)
    assert (tags.title, tags.artist) == ("A Title", "An Artist")


def test_a_quicktime_file_without_its_type(song_file: Callable[..., Path]) -> None:
    path = song_file("m4a")
    song: Any = mutagen.File(path)
    song["©nam"] = "A Title"
    song.save()
    data = path.read_bytes()
    path.write_bytes(data[:4] + b"free" + data[8:])
    assert read_tags(path).title == "A Title"
    assert not can_write_tags(path)


@pytest.mark.parametrize("name", [*READ_BY_FFMPEG, "w64", "ac3"])
def test_a_damaged_file_has_no_tags_and_does_no_harm(tmp_path: Path, name: str) -> None:
    path = make_song(name, tmp_path, TAGS if name in READ_BY_FFMPEG else None)
    data = path.read_bytes()
    for damaged in (data[:20], data[:16] + b"\xff" * 5000, data[:40] + bytes(5000)):
        path.write_bytes(damaged)
        assert read_tags(path, isolated=False).moods == ()
        assert not can_write_tags(path)


def test_a_worker_reads_tags_by_ffmpeg_itself(tmp_path: Path) -> None:
    found = fingerprint(str(make_song("caf", tmp_path, TAGS)))
    assert isinstance(found, Fingerprint)
    assert found.tags.title == TAGS["title"]


def test_a_song_that_an_earlier_version_hashed_whole_is_no_other_song(
    made: Callable[..., Path], tmp_path: Path
) -> None:
    path = made("dsf")
    whole = tmp_path / "unknown"
    whole.write_bytes(b"\0" + path.read_bytes())
    with path.open("rb") as file:
        assert detect_container(file) is not None
    old_hash = hash_of_whole_file(path)
    assert old_hash != audio_hash(path)
    assert plan_write(path, TagRequest(("sad",), audio_hash=old_hash), OVERWRITE).changes
    with pytest.raises(FileChangedError):
        plan_write(path, TagRequest(("sad",), audio_hash=audio_hash(whole)), OVERWRITE)


def hash_of_whole_file(path: Path) -> str:
    import hashlib

    return hashlib.blake2b(path.read_bytes(), digest_size=20).hexdigest()


def test_a_dsdiff_file_that_names_its_master(made: Callable[..., Path]) -> None:
    path = made("dsdiff")
    master = b""
    for name, text in ((b"DIAR", b"An Artist"), (b"DITI", b"A Title")):
        body = struct.pack(">I", len(text)) + text
        master += name + struct.pack(">Q", len(body)) + body + bytes(len(body) % 2)
    data = path.read_bytes() + b"DIIN" + struct.pack(">Q", len(master)) + master
    path.write_bytes(data[:4] + struct.pack(">Q", len(data) - 12) + data[12:])
    tags = read_tags(path)
    assert (tags.title, tags.artist) == ("A Title", "An Artist")
    apply_plan(plan_write(path, TagRequest(("sad",)), OVERWRITE))
    tags = read_tags(path)
    assert (tags.title, tags.moods) == ("A Title", ("sad",))


def test_id3_tags_around_a_wavpack_file(song_file: Callable[..., Path]) -> None:
    path = song_file("wv")
    tags = APEv2()
    tags["Album"] = "An Album"
    tags.save(path)
    front = BytesIO()
    id3 = ID3()
    id3.add(TIT2(3, "In front"))
    id3.add(TMOO(3, ["Calm"]))
    id3.save(front)
    path.write_bytes(front.getvalue() + path.read_bytes() + id3v1())
    found = read_tags(path)
    assert (found.title, found.artist, found.album) == ("In front", "Old artist", "An Album")
    assert found.moods == ("Calm",)
    before, kept = path.read_bytes(), list[OldBytes | None]()
    plan = plan_write(path, TagRequest(("sad",)), OVERWRITE)
    assert {change.frame for change in plan.changes} == {"Mood", "ID3v2:TMOO"}
    apply_plan(plan, keep_old_bytes=kept.append)
    assert (APEv2(path)["Mood"], ID3(path).getall("TMOO")) == ("sad", [])
    assert ID3(path)["TIT2"].text == ["In front"]
    assert path.read_bytes().endswith(id3v1())
    assert kept[0] is not None
    assert restore_old_file(plan_undo(path, plan.changes, plan.container).plan, kept[0])
    assert path.read_bytes() == before


def tta_of_frames(*lengths: int) -> bytes:
    """A TTA file of frames of 256 samples, the last one shorter."""
    samples = 256 * len(lengths) - 56
    header = struct.pack("<4s3H2I", b"TTA1", 1, 2, 16, 245, samples)
    table = struct.pack(f"<{len(lengths)}I", *lengths)
    sums = (zlib.crc32(part).to_bytes(4, "little") for part in (header, table))
    return header + next(sums) + table + next(sums) + bytes(sum(lengths))


@pytest.mark.parametrize("lengths", [(9,), (7, 8, 9), (5, 6, 7, 8, 9)])
def test_all_frames_of_a_tta_file_have_to_be_there(lengths: tuple[int, ...]) -> None:
    data = tta_of_frames(*lengths)
    open_tta(BytesIO(data), len(data), 0).check_rewritable()
    for missing in (1, sum(lengths), sum(lengths) + 1):
        size = len(data) - missing
        with pytest.raises(TagError):
            open_tta(BytesIO(data[:size]), size, 0).check_rewritable()
