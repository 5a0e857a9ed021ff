"""Variants of each format: position of the index, pictures, several streams."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable
from pathlib import Path

import mutagen
import numpy as np
import pytest
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.flac import FLAC, Picture
from mutagen.mp4 import MP4, MP4Cover
from mutagen.ogg import OggPage
from mutagen.oggvorbis import OggVorbis

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.tags import (
    apply_plan,
    audio_hash,
    can_write_tags,
    plan_undo,
    plan_write,
    read_cover,
    read_tags,
)
from moodtagger.tags.files.byte_spans import FileSpan
from moodtagger.tags.formats.base import Item
from moodtagger.tags.formats.detection import detect_container
from moodtagger.tags.formats.mp4.offsets import OffsetShift
from tests.support.mp4_files import decode_samples, remux, top_level_names

SongFile = Callable[..., Path]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
LONG = TagRequest(tuple(f"mood number {i}" for i in range(60)))


def write(path: Path, wanted: TagRequest = LONG) -> None:
    apply_plan(plan_write(path, wanted, WritePolicy()))


@pytest.mark.parametrize("flags", ["", "faststart"])
@pytest.mark.parametrize("name", ["m4a", "alac"])
def test_mp4_index_before_and_after_the_audio(song_file: SongFile, name: str, flags: str) -> None:
    path = song_file(name, "source.m4a").with_name("song.m4a")
    remux(path.with_name("source.m4a"), path, **({"movflags": flags} if flags else {}))
    order = [atom for atom in top_level_names(path) if atom in (b"moov", b"mdat")]
    assert (order == [b"moov", b"mdat"]) == bool(flags)
    samples, digest, before = decode_samples(path), audio_hash(path), path.stat().st_size
    write(path)
    assert path.stat().st_size > before + 900
    np.testing.assert_array_equal(decode_samples(path), samples)
    assert audio_hash(path) == digest


def test_mp4_chunk_offsets_that_were_not_shifted_are_noticed(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file("m4a", "source.m4a").with_name("song.m4a")
    remux(path.with_name("source.m4a"), path, movflags="faststart")
    before = path.read_bytes()
    monkeypatch.setattr(OffsetShift, "new_position", lambda _self, position: position)
    with pytest.raises(TagError, match="something other than the tags differs"):
        write(path)
    assert path.read_bytes() == before


def test_mp4_without_a_place_for_tags_gets_one(song_file: SongFile) -> None:
    path = song_file("m4a")
    song = MP4(path)
    song.delete()
    data = path.read_bytes()
    at = data.index(b"udta") - 4
    size = int.from_bytes(data[at : at + 4], "big")
    moov = data.index(b"moov") - 4
    assert data.index(b"mdat") < moov, "no offsets to correct"
    length = int.from_bytes(data[moov : moov + 4], "big") - size
    path.write_bytes(
        data[:moov] + length.to_bytes(4, "big") + data[moov + 4 : at] + data[at + size :]
    )
    assert b"udta" not in path.read_bytes()
    samples = decode_samples(path)
    write(path, TagRequest(("happy",)))
    assert MP4(path)["----:com.apple.iTunes:MOOD"] == [b"happy"]
    np.testing.assert_array_equal(decode_samples(path), samples)


def test_mp4_with_64_bit_size_of_the_audio(song_file: SongFile) -> None:
    path = song_file("m4a", "source.m4a").with_name("song.m4a")
    remux(path.with_name("source.m4a"), path, movflags="faststart")
    data = path.read_bytes()
    mdat = data.index(b"mdat") - 4
    wide = data[:mdat] + b"\0\0\0\1mdat" + (len(data) - mdat + 8).to_bytes(8, "big")
    path.write_bytes(wide + data[mdat + 8 :])
    assert can_write_tags(path)
    path.write_bytes(path.read_bytes()[:-1])
    assert not can_write_tags(path)


@pytest.mark.parametrize(("name", "writable"), [(b"cmov", False), (b"free", True)])
def test_mp4_with_a_compressed_index_is_refused(
    song_file: SongFile, name: bytes, writable: bool
) -> None:
    path = song_file("m4a")
    data = path.read_bytes()
    moov = data.index(b"moov") - 4
    size = len(data) - moov
    assert data[moov : moov + 4] == size.to_bytes(4, "big"), "the index is the last atom"
    child = (12).to_bytes(4, "big") + name + bytes(4)
    path.write_bytes(data[:moov] + (size + 12).to_bytes(4, "big") + data[moov + 4 :] + child)
    assert can_write_tags(path) == writable


@pytest.mark.parametrize(("name", "writable"), [(b"iloc", False), (b"free", True)])
def test_mp4_with_item_locations_is_refused(
    song_file: SongFile, name: bytes, writable: bool
) -> None:
    path = song_file("m4a")
    meta = (24).to_bytes(4, "big") + b"meta" + bytes(4) + (12).to_bytes(4, "big") + name + bytes(4)
    path.write_bytes(path.read_bytes() + meta)
    assert can_write_tags(path) == writable


def test_mp4_foreign_atoms_keep_their_bytes(song_file: SongFile) -> None:
    path = song_file("m4a")
    song = MP4(path)
    song["covr"] = [MP4Cover(PNG, MP4Cover.FORMAT_PNG)]
    song["tmpo"] = [128]
    song.save()
    data = path.read_bytes()
    # A numeric genre, which mutagen would turn into a text.
    genre = b"\0\0\0\x1agnre\0\0\0\x12data" + bytes(8) + (18).to_bytes(2, "big")
    at = data.index(b"ilst") - 4
    grown = bytearray(data)
    grown[at + 8 : at + 8] = genre
    free = grown.index(b"free", at)
    padding = int.from_bytes(grown[free - 4 : free], "big") - len(genre)
    grown[free - 4 : free] = padding.to_bytes(4, "big")
    del grown[free + 4 : free + 4 + len(genre)]
    size = int.from_bytes(grown[at : at + 4], "big") + len(genre)
    grown[at : at + 4] = size.to_bytes(4, "big")
    path.write_bytes(grown)
    assert (read_tags(path).genre, read_tags(path).bpm) == ("Rock", 128)
    write(path, TagRequest(("happy",)))
    assert genre in path.read_bytes()
    assert read_cover(path) == PNG


@pytest.mark.parametrize("name", ["flac", "ogg", "opus"])
def test_pictures_stay(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/png", PNG
    song = mutagen.File(path)
    if isinstance(song, FLAC):
        song.add_picture(picture)
    else:
        song["metadata_block_picture"] = [base64.b64encode(picture.write()).decode()]
    song.save()
    assert read_cover(path) == PNG
    write(path)
    assert read_cover(path) == PNG
    assert len(read_tags(path).moods) == 60


def with_pictures(path: Path, *pictures: tuple[int, bytes]) -> Path:
    song = FLAC(path)
    for kind, data in pictures:
        picture = Picture()
        picture.type, picture.mime, picture.data = kind, "image/png", data
        song.add_picture(picture)
    song.save()
    return path


def test_the_front_cover_is_preferred_to_the_first_picture(song_file: SongFile) -> None:
    assert read_cover(with_pictures(song_file("flac"), (4, b"back"), (3, b"front"))) == b"front"
    assert read_cover(with_pictures(song_file("flac"), (4, b"back"), (8, b"band"))) == b"back"
    many = [(4, b"%d" % number) for number in range(12)]
    assert read_cover(with_pictures(song_file("flac"), *many, (3, b"front"))) == b"0"


def test_pictures_that_are_too_large_are_skipped(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moodtagger.tags.cover_art.MAX_COVER_BYTES", 1000)
    path = with_pictures(song_file("flac"), (3, bytes(1001)), (3, b""), (4, b"x" * 1000))
    assert read_cover(path) == b"x" * 1000


def test_flac_blocks_and_odd_comments_keep_their_bytes(song_file: SongFile) -> None:
    path = song_file("flac")
    data = path.read_bytes()
    odd = [b"no equals sign", b"Title=\xff\xfe not UTF-8", b"lower=case"]
    comments = b"\x06\0\0\0vendor" + struct.pack("<I", len(odd))
    comments += b"".join(struct.pack("<I", len(c)) + c for c in odd)
    info = data[4:42]
    last = data.index(b"\xff\xf8", 42)
    application = b"\x02\0\0\x08testdata"
    blocks = bytes([info[0] & 0x7F]) + info[1:] + application
    blocks += b"\x84" + len(comments).to_bytes(3, "big") + comments
    path.write_bytes(b"fLaC" + blocks + data[last:])
    write(path, TagRequest(("happy",)))
    written = path.read_bytes()
    assert application in written
    assert all(comment in written for comment in odd)
    assert written.endswith(data[last:])
    assert read_tags(path).moods == ("happy",)


def test_flac_padding_absorbs_the_growth(song_file: SongFile) -> None:
    path = song_file("flac")
    FLAC(path).save(padding=lambda info: 5000)
    size = path.stat().st_size
    write(path)
    assert path.stat().st_size == size


def test_ogg_comments_over_many_pages(song_file: SongFile) -> None:
    path = song_file("ogg")
    samples, digest, before = decode_samples(path), audio_hash(path), path.read_bytes()
    song = OggVorbis(path)
    song["lyrics"] = ["la " * 50_000]
    song.save()
    assert audio_hash(path) == digest
    write(path)
    np.testing.assert_array_equal(decode_samples(path), samples)
    song = OggVorbis(path)
    assert song["mood"] == list(LONG.moods)
    song.delete()
    assert audio_hash(path) == digest
    assert before[:50] == path.read_bytes()[:50]


def test_wma_moods_of_other_taggers(song_file: SongFile) -> None:
    path = song_file("wma")
    song = ASF(path)
    song["WM/Mood"] = ["Happy", "calm"]  # mutagen puts the second one into the library object
    song["WM/Genre"] = ["Pop"]
    song.save()
    assert read_tags(path).moods == ("Happy", "calm")
    write(path, TagRequest(("calm", "sad")))
    assert [str(v) for v in ASF(path)["WM/Mood"]] == ["Happy", "calm", "sad"]
    apply_plan(plan_write(path, TagRequest(("tense",)), WritePolicy(mode=WriteMode.OVERWRITE)))
    assert [str(v) for v in ASF(path)["WM/Mood"]] == ["tense"]
    assert read_tags(path).genre == "Pop"
    assert int.from_bytes(_asf_size(path), "little") == path.stat().st_size


def _asf_size(path: Path) -> bytes:
    data = path.read_bytes()
    properties = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
    at = data.index(properties)
    return data[at + 40 : at + 48]


@pytest.mark.parametrize(
    ("name", "limit"),
    [("mp3", 1 << 28), ("aiff", 1 << 28), ("wv", 1 << 28), ("m4a", 1 << 32)],
)
def test_tags_beyond_the_limit_of_the_format_are_refused(
    song_file: SongFile, name: str, limit: int
) -> None:
    with song_file(name).open("rb") as file:
        container = detect_container(file)
        assert container is not None
        below = list(container.rebuild([Item("X", FileSpan(0, limit // 2))]))
        assert FileSpan(0, limit // 2) in below
        with pytest.raises(TagError, match="too large"):
            list(container.rebuild([Item("X", FileSpan(0, limit))]))


def test_flac_blocks_must_end_where_the_audio_begins(song_file: SongFile) -> None:
    path = song_file("flac")
    data = path.read_bytes()
    audio = data.index(b"\xff\xf8", 42)
    path.write_bytes(data[:audio] + b"junk" + data[audio:])
    assert not can_write_tags(path)
    with pytest.raises(TagError, match="no audio where"):
        write(path)


@pytest.mark.parametrize(
    "guid",
    [
        "3626b2758e66cf11a6d900aa0062ce6c",  # the data object, which has to follow the header
        "b503bf5f2ea9cf118ee300c00c205365",  # the header extension, which holds further texts
    ],
)
def test_asf_objects_that_writing_needs(song_file: SongFile, guid: str) -> None:
    path = song_file("wma")
    assert can_write_tags(path)
    path.write_bytes(path.read_bytes().replace(bytes.fromhex(guid), bytes(16)))
    assert not can_write_tags(path)
    with pytest.raises(TagError, match="WMA file is cut off"):
        write(path)


def test_flac_comments_beyond_16_mb_are_refused(song_file: SongFile) -> None:
    path = song_file("flac")
    plan = plan_write(path, TagRequest(("m" * (1 << 24),)), WritePolicy())
    with pytest.raises(TagError, match="comments would become too large"):
        apply_plan(plan)


def test_wav_files_do_not_grow_beyond_4_gb(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    samples = (1 << 32) - 64
    head = b"RIFF" + struct.pack("<I", samples + 12) + b"WAVE"
    with path.open("wb") as sparse:
        sparse.write(head + b"data" + struct.pack("<I", samples))
        sparse.truncate(len(head) + 8 + samples)
    with path.open("rb") as file:
        container = detect_container(file)
        assert container is not None
        container.check_rewritable()
        with pytest.raises(TagError, match="exceed 4 GB"):
            list(container.rebuild(container.encode("TMOO", ["happy"])))


@pytest.mark.parametrize("name", ["wv", "ape"])
def test_a_new_ape_tag_comes_before_the_id3v1_tag(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    id3v1 = (b"TAG" + b"Old".ljust(30, b"\0")).ljust(128, b"\0")
    audio = path.read_bytes()
    assert b"APETAGEX" not in audio
    path.write_bytes(audio + id3v1)
    plan = plan_write(path, TagRequest(("happy",)), WritePolicy())
    apply_plan(plan)
    written = path.read_bytes()
    assert written.startswith(audio + b"APETAGEX")
    assert written.endswith(id3v1)
    assert read_tags(path).moods == ("happy",)
    apply_plan(plan_undo(path, plan.changes).plan)
    assert path.read_bytes() == audio + id3v1


@pytest.mark.parametrize("name", ["wv", "ape"])
def test_ape_items_flags_and_id3v1_stay(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    song = APEv2()
    song["Zebra"] = "first"
    song["Cover Art (Front)"] = mutagen.apev2.APEValue(b"c.png\0" + PNG, mutagen.apev2.BINARY)
    song.save(path)
    data = bytearray(path.read_bytes())
    at = data.index(b"Zebra")
    data[at - 4] |= 1  # read-only
    item = bytes(data[at - 8 : at + 11])
    id3v1 = (b"TAG" + b"Old".ljust(30, b"\0")).ljust(128, b"\0")
    path.write_bytes(bytes(data) + id3v1)
    before = path.read_bytes()
    plan = plan_write(path, TagRequest(("happy",)), WritePolicy())
    apply_plan(plan)
    written = path.read_bytes()
    assert item in written
    assert written.endswith(id3v1)
    path.write_bytes(written[:-128])  # mutagen needs the tag at the end
    assert list(APEv2(path)["Mood"]) == ["happy"]
    assert read_cover(path) == PNG
    path.write_bytes(written)
    apply_plan(plan_undo(path, plan.changes).plan)
    assert path.read_bytes() == before


def test_truncated_wav_is_refused(song_file: SongFile) -> None:
    path = song_file("wav")
    path.write_bytes(path.read_bytes()[:-100])
    before = path.read_bytes()
    with pytest.raises(TagError, match="sizes don't add up"):
        write(path)
    assert path.read_bytes() == before


def header_pages(path: Path) -> int:
    """Number of the pages before the first audio."""
    count = 0
    with path.open("rb") as file:
        while OggPage(file).position <= 0:
            count += 1
    return count


@pytest.mark.parametrize("name", ["ogg", "opus"])
def test_ogg_with_a_cover_of_10_mb_is_written_on_large_pages(
    song_file: SongFile, name: str
) -> None:
    path = song_file(name)
    song = mutagen.File(path)
    cover = base64.b64encode(bytes(range(250)) * 40_000).decode()
    song.tags.append(("METADATA_BLOCK_PICTURE", cover))
    song.save()
    samples = decode_samples(path)
    write(path)
    pages = header_pages(path)
    assert pages < len(cover) / 60_000 + 3, "building thousands of small pages takes seconds"
    np.testing.assert_array_equal(decode_samples(path), samples)
    assert mutagen.File(path)["metadata_block_picture"] == [cover]


def test_a_text_of_mp4_in_utf_16(song_file: SongFile) -> None:
    path = song_file("m4a")
    song = MP4(path)
    song["\xa9nam"] = "abcdefgh"
    song.save()
    old = b"\0\0\0\1\0\0\0\0abcdefgh"
    assert path.read_bytes().count(old) == 1
    new = b"\0\0\0\2\0\0\0\0" + "Süße".encode("utf-16-be")
    path.write_bytes(path.read_bytes().replace(old, new))
    assert read_tags(path).title == "Süße"
