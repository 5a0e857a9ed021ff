"""Damaged, unusual and hostile files: samples or an AudioError, never a hang or another error."""

from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from moodtagger.audio import SAMPLE_RATE, decode_excerpts, open_audio, spectrogram
from moodtagger.audio.decoders.base import audio_error
from moodtagger.audio.decoders.ffmpeg_frames import FrameCollector
from moodtagger.core.errors import AudioError
from moodtagger.demo.encode import encode
from tests.support.audio_files import TINY_NAMES, tone
from tests.support.container_files import SECONDS, make_song


def decoded_s(path: str | os.PathLike[str]) -> float:
    with open_audio(path) as stream:
        return sum(len(block) for block in stream.blocks()) / SAMPLE_RATE


def decoded_s_or_error(path: Path) -> float:
    """Decoded seconds, or 0 for an AudioError; any other error fails the test."""
    try:
        seconds = decoded_s(path)
    except AudioError:
        return 0.0
    assert seconds > 0.0
    return seconds


def error_message(path: str | os.PathLike[str]) -> str:
    with pytest.raises(AudioError) as caught:
        decoded_s(path)
    with pytest.raises(AudioError):
        decode_excerpts(path, [(0.0, 1.0)])
    assert caught.value.path == os.fspath(path)
    assert caught.value.reason.endswith(".")
    return caught.value.full_message


def test_missing(tmp_path: Path) -> None:
    assert "missing" in error_message(tmp_path / "gone.mp3")


def test_name_with_a_zero_byte(tmp_path: Path) -> None:
    assert "missing" in error_message(f"{tmp_path}/a\0b.mp3")


def test_name_that_is_too_long(tmp_path: Path) -> None:
    assert "couldn't read" in error_message(tmp_path / ("x" * 300 + ".mp3"))


def test_link_to_itself(tmp_path: Path) -> None:
    loop = tmp_path / "loop.mp3"
    loop.symlink_to(loop)
    assert "points to itself" in error_message(loop)


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.mp3").touch()
    assert "is empty" in error_message(tmp_path / "empty.mp3")


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.mp3").mkdir()
    assert "is a folder" in error_message(tmp_path / "folder.mp3")


def test_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp3")
    assert "a pipe" in error_message(tmp_path / "pipe.mp3")


def test_device_is_never_opened() -> None:
    assert "a device" in error_message("/dev/zero")


def test_pipe_that_replaces_a_file(
    song_file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = song_file("mp3")
    regular = song.stat()
    pipe = tmp_path / "pipe.mp3"
    os.mkfifo(pipe)
    monkeypatch.setattr("moodtagger.audio.decoders.base.os.stat", lambda _path: regular)
    assert "a pipe" in error_message(pipe)


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(5, "Input/output error")])
def test_system_errors_are_explained(error: OSError) -> None:
    explained = audio_error(error, "song.mp3")
    assert ("permission to read" in explained.full_message) == isinstance(error, PermissionError)
    assert ("Input/output error" in explained.full_message) == (
        not isinstance(error, PermissionError)
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable(song_file: Callable[..., Path]) -> None:
    song = song_file("mp3")
    song.chmod(0)
    assert "permission to read" in error_message(song)


@pytest.mark.parametrize(
    "content",
    [
        b"Dear diary, this is not a song.\n" * 500,
        b"\x89PNG\r\n\x1a\n" + bytes(2_000),
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
        b"ID3\x04\x00\x00\x00\x00\x00\x00",
        b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f" + bytes(100),
        b"fLaC",
        b"RIFF\xff\xff\xff\xffWAVE",
        b"OggS" + bytes(60),
        b"\xff\xfb",
        b"\0",
        random.Random(7).randbytes(200_000),
    ],
    ids=["text", "png", "pdf", "id3", "id3long", "flac", "wav", "ogg", "mp3", "zero", "noise"],
)
@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".m4a", ".wav"])
def test_not_audio(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"song{suffix}"
    path.write_bytes(content)
    assert "audio" in error_message(path) or "no audio" in error_message(path)


@pytest.mark.parametrize(
    "content",
    [
        "ffconcat version 1.0\nfile secret.flac\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.flac\n#EXT-X-ENDLIST\n",
    ],
)
def test_references_to_other_files_are_not_followed(
    song_file: Callable[..., Path], tmp_path: Path, content: str
) -> None:
    song_file("flac", "secret.flac")
    path = tmp_path / "list.mp3"
    path.write_text(content)
    assert "not an audio file" in error_message(path)


@pytest.mark.parametrize("name", TINY_NAMES)
def test_truncated_anywhere(song_file: Callable[..., Path], name: str) -> None:
    path = song_file(name)
    original = path.read_bytes()
    full_s = decoded_s(path)
    for fraction in (0.02, 0.3, 0.6, 0.9):
        path.write_bytes(original[: max(1, int(len(original) * fraction))])
        assert decoded_s_or_error(path) <= full_s + 0.1


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".ogg", ".opus", ".wma", ".mka"])
def test_intact_part_of_a_truncated_file_is_decoded(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"song{suffix}"
    encode(tone(24.0), 44_100, path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with open_audio(path) as stream:
        total = sum(len(block) for block in stream.blocks()) / SAMPLE_RATE
        assert total == pytest.approx(12.0, abs=2.0)
        assert stream.info.duration_s == pytest.approx(total, abs=0.01)


def test_excerpts_report_the_true_length_of_a_truncated_file(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    encode(tone(24.0), 44_100, path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    info, parts = decode_excerpts(path, [(2.0, 1.0), (20.0, 1.0)])
    assert info.duration_s == pytest.approx(12.0, abs=1.0)
    assert [len(part) / SAMPLE_RATE for part in parts] == pytest.approx([1.0, 0.0], abs=0.01)


@pytest.mark.parametrize("name", TINY_NAMES)
def test_flipped_bytes(song_file: Callable[..., Path], name: str) -> None:
    path = song_file(name)
    original = path.read_bytes()
    rng = random.Random(name)
    for _ in range(6):
        broken = bytearray(original)
        for _ in range(1 + len(original) // 500):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        path.write_bytes(broken)
        assert decoded_s_or_error(path) < 60.0


def test_mp3_is_decoded_beyond_damage_in_its_middle(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    encode(tone(30.0), 44_100, path)
    broken = bytearray(path.read_bytes())
    middle = len(broken) // 2
    broken[middle : middle + 20_000] = bytes(20_000)
    path.write_bytes(broken)
    assert decoded_s(path) > 25.0


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".aiff"])
def test_huge_declared_length(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"song{suffix}"
    encode(tone(1.0), 44_100, path)
    broken = bytearray(path.read_bytes())
    if suffix == ".wav":
        at = broken.index(b"data") + 4
        broken[at : at + 4] = b"\xff\xff\xff\xff"
    elif suffix == ".aiff":
        at = broken.index(b"COMM") + 10
        broken[at : at + 4] = b"\x7f\xff\xff\xff"
    else:
        broken[21:26] = bytes([broken[21] | 0x0F]) + b"\xff\xff\xff\xff"
    path.write_bytes(broken)
    with open_audio(path) as stream:
        assert stream.info.duration_s <= 24 * 3600
        total = sum(len(block) for block in stream.blocks()) / SAMPLE_RATE
        assert stream.info.duration_s == pytest.approx(1.0, abs=0.1)
    assert total == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("rate", [0, 1, 100, 2**31 - 1, 2**32 - 1])
def test_implausible_sample_rates(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "song.wav"
    encode(tone(0.5), 44_100, path)
    broken = bytearray(path.read_bytes())
    broken[24:28] = struct.pack("<I", rate)
    path.write_bytes(broken)
    assert "damaged" in error_message(path)


def test_header_without_samples(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    soundfile.write(path, np.empty((0, 2)), 44_100)
    assert "no audio" in error_message(path)


def test_file_deleted_while_it_is_decoded(tmp_path: Path) -> None:
    for suffix in (".flac", ".m4a"):
        path = tmp_path / f"song{suffix}"
        encode(tone(25.0), 44_100, path)
        with open_audio(path) as stream:
            blocks = stream.blocks()
            next(blocks)
            path.unlink()
            # The system keeps a deleted file until it is closed.
            assert 10.0 < sum(len(block) for block in blocks) / SAMPLE_RATE < 25.1


def test_spectrogram_raises_the_same_error(tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_text("words" * 1000)
    with pytest.raises(AudioError, match="not an audio file"):
        spectrogram(tmp_path / "text.mp3")


def test_frames_with_too_many_planes_are_dropped() -> None:
    """A damaged file may switch to eleven channels midway; reading them crashed PyAV."""
    collector = FrameCollector()
    rows = np.ones((2, 64), np.float32)
    frames = [av.AudioFrame.from_ndarray(rows, format="fltp", layout="stereo")]
    frames.append(av.AudioFrame(format="fltp", layout="11 channels", samples=64))
    for frame in frames:
        frame.sample_rate = SAMPLE_RATE
    chunks = [chunk for frame in frames for chunk in collector.push(frame)] + collector.flush()
    assert [len(chunk.samples) for chunk in chunks] == [64]


@pytest.mark.parametrize("name", ["dsf", "dsdiff"])
def test_dsd_that_is_cut_off_comes_to_its_end(tmp_path: Path, name: str) -> None:
    path = make_song(name, tmp_path)
    path.write_bytes(path.read_bytes()[:-151])  # within the bytes of all channels
    code = (
        "import sys; from moodtagger.runtime import limit_address_space; "
        "from tests.unit.audio.test_bad_files import decoded_s; "
        "limit_address_space(2 << 30); print(decoded_s(sys.argv[1]))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) > 0.9 * SECONDS
