"""What is taken for a song when its name does not say so."""

from __future__ import annotations

import shutil
from pathlib import Path

import av
import numpy as np
import pytest

from moodtagger.audio.probe import has_media_signature, reason_to_leave_out
from tests.support.audio_files import SAMPLE_RATE, tone


def write_container(path: Path, *, audio: int = 1, video: bool = False, codec: str = "aac") -> Path:
    """Write a container with so many audio streams, and a moving picture."""
    with av.open(str(path), "w") as out:
        streams = [out.add_stream(codec, rate=SAMPLE_RATE) for _ in range(audio)]
        picture = out.add_stream("mpeg4", rate=10) if video else None
        if picture is not None:
            picture.width = picture.height = 32
        for stream in streams:
            samples = np.ascontiguousarray(tone(1.0, channels=2).T)
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
            frame.sample_rate = SAMPLE_RATE
            out.mux(stream.encode(frame))
            out.mux(stream.encode())
        if picture is not None:
            for i in range(5):
                image = np.full((32, 32, 3), 20 * i, np.uint8)
                out.mux(picture.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
            out.mux(picture.encode())
    return path


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.mov", "a.3gp", "a.ts", "a.adts"])
def test_one_audio_stream_is_a_song_in_any_container(tmp_path: Path, name: str) -> None:
    path = write_container(tmp_path / name)
    assert reason_to_leave_out(path) == ""
    assert has_media_signature(path.read_bytes()[:512])


@pytest.mark.parametrize(
    "name", ["wav", "aiff", "flac", "mp3", "mp3_v24", "ogg", "opus", "wv", "ape"]
)
def test_songs_of_any_name(tmp_path: Path, tiny_files: dict[str, Path], name: str) -> None:
    for other in ("noext", "song.mpga", "song.fla", "song.dat"):
        path = shutil.copy(tiny_files[name], tmp_path / other)
        assert reason_to_leave_out(path) == ""
        assert has_media_signature(Path(path).read_bytes()[:512])


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_videos_and_several_streams_are_left_out(tmp_path: Path, name: str) -> None:
    assert "video" in reason_to_leave_out(write_container(tmp_path / name, video=True))
    assert "2 audio streams" in reason_to_leave_out(write_container(tmp_path / name, audio=2))
    silent = write_container(tmp_path / name, audio=0, video=True)
    assert reason_to_leave_out(silent) != ""


def test_what_is_no_audio_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    rng = np.random.default_rng(1)
    for data in (b"", b"text", rng.bytes(100_000), b"\xff\xd8\xff\xe0" + rng.bytes(50_000)):
        path.write_bytes(data)
        assert reason_to_leave_out(path) != ""


def test_texts_and_pictures_have_no_media_signature() -> None:
    heads = [
        b"",
        b"hello",
        b"\xff\xd8\xff\xe0JFIF",
        b"\x89PNG",
        b"\xff\xfeh\0i\0",
        b"%PDF",
        b"PK\3\4",
    ]
    assert not [head for head in heads if has_media_signature(head)]
