"""MPEG audio is known by its frames, everything else by its magic number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.tags import apply_plan, audio_hash, can_write_tags, plan_write, read_tags
from moodtagger.tags.formats import mpeg_frames
from moodtagger.tags.formats.detection import detect_container
from moodtagger.tags.formats.read_only import ReadOnly
from moodtagger.tags.writing import reader_process, writer
from tests.robustness import detection, foreign_files
from tests.robustness.files import id3_variants
from tests.support.audio_files import tone
from tests.support.trial_results import TrialPlan

SongFile = Callable[..., Path]
TITLE = id3_variants.frame("TIT2", b"\0Title", 4)
TAG = id3_variants.tag(4, TITLE)
MAGIC_BYTES = {"caff", ".snd", "RF64", "TTA1", "\x1a\x45\xdf\xa3", "FLV\x01", "PK\x03\x04"}


def kind_of(path: Path) -> str:
    with path.open("rb") as file:
        container = detect_container(file)
    return "" if container is None or isinstance(container, ReadOnly) else type(container).__name__


def mp3(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "song.mp3"
    path.write_bytes(data)
    return path


@pytest.fixture(scope="module")
def frames() -> bytes:
    """CBR frames without any tag, 128 kbit/s at 48 kHz: 384 bytes each."""
    song = foreign_files.mux(tone(2.0, 48_000), 48_000, "mp3", "libmp3lame")
    first = song.index(b"\xff\xfb")  # the Xing header
    return song[song.index(b"\xff\xfb\x94", first + 4) :]


@pytest.mark.parametrize(
    ("front", "end"),
    [
        (b"", b""),
        (TAG, b""),
        (id3_variants.tag(3, TITLE, padding=10) + bytes(3_000), b""),  # its size is too small
        (bytes(20_000), b""),
        (bytes(20_000) + TAG, b""),
        (TAG + TAG, id3_variants.apev2() + id3_variants.id3v1()),
        (b"junk" * 700, b""),  # the rest of a frame of a stream that was cut
        (TAG + b"\x89PNG" + bytes(range(1, 255)) * 900, b""),  # the rest of a cover
        (b"", bytes(9_000)),
        (b"", TAG),
    ],
)
def test_mp3_with_something_around_it(
    tmp_path: Path, frames: bytes, front: bytes, end: bytes
) -> None:
    path = mp3(tmp_path, front + frames + end)
    assert kind_of(path) == "Mp3"
    apply_plan(plan_write(path, TagRequest(("happy",)), WritePolicy()))
    assert "happy" in read_tags(path).moods
    assert frames in path.read_bytes()


@pytest.mark.parametrize("count", [2, 3, 5])
@pytest.mark.parametrize("front", [b"", TAG, bytes(99)], ids=["bare", "tag", "zeros"])
def test_short_mp3_of_a_few_frames(tmp_path: Path, frames: bytes, front: bytes, count: int) -> None:
    assert kind_of(mp3(tmp_path, front + frames[: 384 * count])) == "Mp3"
    assert kind_of(mp3(tmp_path, front + frames[: 384 * count + 100])) == "Mp3"  # cut off


def test_one_frame_is_an_mp3_only_behind_a_tag(tmp_path: Path, frames: bytes) -> None:
    length = mpeg_frames.parse_header(frames[:4])
    assert length is not None
    first = frames[: length.length + length.padding]
    assert kind_of(mp3(tmp_path, TAG + first)) == "Mp3"
    assert kind_of(mp3(tmp_path, first)) == ""


@pytest.mark.parametrize("layer", [1, 2, 3])
@pytest.mark.parametrize("version", [0xF8, 0xF0, 0xE0])  # MPEG 1, 2 and 2.5
def test_all_layers_and_versions(tmp_path: Path, version: int, layer: int) -> None:
    rng = np.random.default_rng(0)
    data = b""
    for number in range(60):
        header = bytes((0xFF, version | (4 - layer) << 1 | 1, (1 + number % 14) << 4, 0))  # VBR
        parsed = mpeg_frames.parse_header(header)
        assert parsed is not None
        data += header + rng.bytes(parsed.length - 4)
    assert kind_of(mp3(tmp_path, data)) == "Mp3"


def as_free_format(frames: bytes, extra: int) -> bytes:
    """Give each frame of 384 bytes another length, so that no bit rate fits."""
    found = b""
    for start in range(0, len(frames) - 384, 384):
        frame = bytearray(frames[start : start + 384])
        frame[2] &= 0x0F
        found += bytes(frame) + bytes(extra)
    return found


def test_free_format(tmp_path: Path, frames: bytes) -> None:
    free = as_free_format(frames, 17)
    assert kind_of(mp3(tmp_path, free)) == "Mp3"
    assert kind_of(mp3(tmp_path, TAG + free)) == "Mp3"


def test_frames_of_another_stream_are_not_the_next_ones(tmp_path: Path, frames: bytes) -> None:
    mixed = b""
    for number, start in enumerate(range(0, len(frames) - 384, 384)):
        frame = bytearray(frames[start : start + 384])
        if number % 2:
            frame[2] ^= 0x04  # another sample rate
        mixed += bytes(frame)
    assert kind_of(mp3(tmp_path, mixed)) == ""


def test_a_stream_with_gaps_is_still_an_mp3(tmp_path: Path, frames: bytes) -> None:
    """Radio recordings keep the titles that stood in the stream every few kilobytes."""
    data = b"".join(frames[at : at + 8192] + b"\2StreamTitle='x';" for at in range(0, 30_000, 8192))
    assert kind_of(mp3(tmp_path, data)) == "Mp3"


def test_a_repeated_pattern_is_no_mp3(tmp_path: Path) -> None:
    pattern = b"\1\2\3" + b"\xff\xfb\x94\x64" + bytes(377)  # a chance header every 384 bytes
    assert kind_of(mp3(tmp_path, pattern * 300)) == ""


def test_a_nearly_periodic_signal_is_no_free_format_mp3(tmp_path: Path) -> None:
    period = bytearray(b"\xff\xfc\x00\xaa" + bytes(range(1, 240)) + b"\0")
    data = b""
    for number in range(300):
        period[200] = number % 200 + 1  # never quite the same
        data += bytes(period)
    assert kind_of(mp3(tmp_path, data)) == ""


def test_two_chance_headers_of_a_tiny_file_are_no_mp3(tmp_path: Path) -> None:
    frame = b"\xff\xfb\x90\xff" + b"\1" * 413
    assert kind_of(mp3(tmp_path, frame + frame[:-1] + b"\2")) == "Mp3"
    assert kind_of(mp3(tmp_path, frame + frame[:-1] + b"\2" + b"noise")) == ""


def test_silence_is_an_mp3(tmp_path: Path) -> None:
    silence: NDArray[np.float32] = np.zeros((48_000, 2), np.float32)
    data = foreign_files.mux(silence, 48_000, "mp3", "libmp3lame")
    assert kind_of(mp3(tmp_path, data)) == "Mp3"


@pytest.mark.parametrize("magic", sorted(MAGIC_BYTES))
def test_a_magic_number_decides_before_frames(tmp_path: Path, frames: bytes, magic: str) -> None:
    other = magic.encode("latin-1") + bytes(60) + frames
    path = mp3(tmp_path, other)
    assert kind_of(path) in ("", "Tta")
    assert not can_write_tags(path)
    path.write_bytes(TAG + other)
    assert kind_of(path) in ("ForeignId3", "Tta")
    assert not can_write_tags(path)


def test_a_tag_in_front_of_another_format_is_read_but_not_written(
    tmp_path: Path, song_file: SongFile
) -> None:
    before = TAG + song_file("mka").read_bytes()
    path = mp3(tmp_path, before)
    assert read_tags(path).title == "Title"
    assert not can_write_tags(path)
    with pytest.raises(TagError, match="can't be written to Matroska"):
        plan_write(path, TagRequest(("happy",)), WritePolicy())
    assert path.read_bytes() == before
    assert len(audio_hash(path)) == 40


def test_aac_behind_a_tag_is_not_an_mp3(tmp_path: Path) -> None:
    data = foreign_files.mux(tone(1.0, 44_100), 44_100, "adts", "aac")
    data = data[data.index(b"\xff\xf1") :]
    path = mp3(tmp_path, TAG + data)
    assert kind_of(path) == "Adts"
    apply_plan(plan_write(path, TagRequest(("happy",)), WritePolicy()))
    assert path.read_bytes().endswith(data)
    path.write_bytes(data)
    assert kind_of(path) == ""


def test_text_that_begins_like_an_ape_file_is_none(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"MAC addresses of the machines\n" * 40)
    assert kind_of(path) == ""


def test_the_short_proof_takes_nothing_for_music(tmp_path: Path) -> None:
    rows = detection.run_trials(TrialPlan(tmp_path, 0.003, seed=7), lambda _: None)
    assert [row.note for row in rows] == [""] * len(rows)
    assert sum(row.tried for row in rows) > 300
    assert len(foreign_files.muxer_pairs()) > 150


def test_a_copy_that_a_decoder_does_not_open_is_not_accepted(
    song_file: SongFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = song_file("wav")
    found = reader_process.read_sound_isolated("wav", song)
    assert set(found) == {"FFmpeg", "libsndfile"}
    copy = mp3(tmp_path, TAG + song.read_bytes())
    with pytest.raises(writer.VerificationError, match="does not find the same audio"):
        writer.check_sound("wav", song, copy)
    writer.check_sound("wav", song, song)
    assert reader_process.read_sound_isolated("caf", song) == {}
    writer.check_sound("caf", song, copy)  # not readable before, either


def test_every_save_is_checked_by_a_decoder(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = song_file("flac")
    before = song.read_bytes()
    results = iter(({"FFmpeg": ("flac",)}, {}))
    monkeypatch.setattr(writer, "read_sound_isolated", lambda *_: next(results))
    with pytest.raises(writer.VerificationError, match="FFmpeg"):
        apply_plan(plan_write(song, TagRequest(("happy",)), WritePolicy()))
    assert song.read_bytes() == before


def test_a_file_that_was_read_before_is_detected_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "song.m4a"
    path.write_bytes(b"\0\0\0\x08ftyp\0\0\0\x08moov")
    with path.open("rb") as file:
        file.read()
        container = detect_container(file)
    assert container is not None
    assert container.kind == "mp4"
