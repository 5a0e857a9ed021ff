"""One filter graph decodes the same samples as frame by frame, of good and of damaged files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from mutagen.id3 import APIC, ID3

from moodtagger.audio.decoders import ffmpeg
from moodtagger.audio.decoders.base import AudioChunk, DecoderError, skip_samples, with_fallback
from moodtagger.audio.decoders.ffmpeg import FFmpegDecoder
from moodtagger.audio.decoders.mpeg_frames import MpegBounds, read_mpeg_bounds
from moodtagger.audio.decoders.sndfile import SndfileDecoder
from moodtagger.core.prediction import AudioInfo


def encode(path: Path, sound: np.ndarray, codec: str, bit_rate: int = 192_000) -> Path:
    """Write float sound of shape (channels, samples)."""
    rate = 44_100
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[len(sound)]
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound, np.float32), "fltp", layout)
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.codec_context.format, layout, rate)
        fifo = av.AudioFifo()
        for part in resampler.resample(frame):
            fifo.write(part)
        size = stream.codec_context.frame_size or 1024
        while fifo.samples:
            container.mux(stream.encode(fifo.read(size, partial=True)))
        container.mux(stream.encode(None))
    return path


def noise(channels: int, seconds: float = 3.0) -> np.ndarray:
    rng = np.random.default_rng(channels)
    quiet = rng.normal(0, 0.05, (channels, int(44_100 * seconds)))
    return (quiet * np.linspace(1, 0.2, channels)[:, None]).astype(np.float32)


HALF = np.array([0.5, 0.5], np.float32)
INFO = AudioInfo(duration_s=1.0, sample_rate=44_100, channels=2, codec="aac")


def joined(chunks: Iterator[AudioChunk]) -> np.ndarray:
    return np.concatenate([chunk.samples for chunk in chunks])


def decode(path: Path) -> np.ndarray:
    with closing(FFmpegDecoder(path)) as decoder:
        return joined(decoder.chunks())


def decode_by_frames(path: Path) -> np.ndarray:
    with closing(FFmpegDecoder(path)) as decoder:
        return joined(decoder.decode_frame_by_frame())


def decode_with_graph(path: Path) -> np.ndarray:
    with closing(FFmpegDecoder(path)) as decoder:
        return joined(decoder.decode_with_graph())


@pytest.mark.parametrize(
    ("name", "codec", "channels"),
    [
        ("song.m4a", "aac", 2),
        ("song.m4a", "alac", 1),
        ("song.m4a", "aac", 6),
        ("song.mka", "flac", 2),
        ("song.wma", "wmav2", 2),
        ("song.ogg", "flac", 6),
        ("song.wv", "wavpack", 2),
    ],
)
def test_graph_decodes_the_same_samples(
    tmp_path: Path, name: str, codec: str, channels: int
) -> None:
    path = encode(tmp_path / name, noise(channels), codec)
    with_graph, by_frames = decode_with_graph(path), decode_by_frames(path)
    assert len(with_graph) == len(by_frames) > 100_000
    np.testing.assert_allclose(with_graph, by_frames, atol=2e-5)


def test_any_file_name_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "fd:3 [a];b='c',d\\e:\udcff.m4a"
    encode(tmp_path / "plain.m4a", noise(2), "aac").rename(path)
    np.testing.assert_allclose(decode_with_graph(path), decode_by_frames(path), atol=2e-5)


def test_truncated_file_is_decoded_to_its_end(tmp_path: Path) -> None:
    path = encode(tmp_path / "song.mka", noise(2, 6.0), "flac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert len(decode(path)) == len(decode_by_frames(path)) > 50_000
    with pytest.raises(DecoderError):
        decode_with_graph(path)


def test_frame_by_frame_continues_where_the_graph_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = encode(tmp_path / "song.m4a", noise(2, 8.0), "aac")
    complete = decode(path)
    real = ffmpeg.decode_with_graph

    def give_up(*arguments: object) -> object:
        yield next(iter(real(*arguments)))  # type: ignore[arg-type]
        raise DecoderError("a change of rate")

    monkeypatch.setattr(ffmpeg, "decode_with_graph", give_up)
    np.testing.assert_allclose(decode(path), complete, atol=2e-5)


def test_references_to_other_files_are_not_followed(tmp_path: Path) -> None:
    song = encode(tmp_path / "song.wav", noise(2), "pcm_s16le")
    path = tmp_path / "list.m4a"
    path.write_text(f"ffconcat version 1.0\nfile '{song}'\n")
    with pytest.raises(DecoderError):
        list(ffmpeg.decode_with_graph(path, ffmpeg.DEMUXERS, HALF, INFO))


def test_fallback_continues_in_the_middle_of_a_chunk() -> None:
    chunks = [AudioChunk(8000, np.arange(k, k + 10, dtype=np.float32)) for k in (0, 10, 20)]

    def give_up() -> Iterator[AudioChunk]:
        yield AudioChunk(8000, np.zeros(13, np.float32))
        raise DecoderError("too hard")

    _, *others = with_fallback(give_up(), lambda count: skip_samples(iter(chunks), count))
    assert [chunk.samples.tolist() for chunk in others] == [
        list(range(13, 20)),
        list(range(20, 30)),
    ]
    assert list(with_fallback(iter(chunks), lambda count: iter([]))) == chunks


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/statm")
def test_memory_does_not_grow_with_the_song(tmp_path: Path) -> None:
    """Vorbis has frames of several sizes, which once made the graph keep the whole song."""
    path = tmp_path / "song.ogg"
    rng = np.random.default_rng(1)
    swells = 4 * np.sin(np.linspace(0, 8 * np.pi, 44_100, dtype=np.float32))[:, None] ** 8
    with soundfile.SoundFile(path, "w", 44_100, 2, format="OGG", subtype="VORBIS") as song:
        for _ in range(120):  # in parts: libsndfile's encoder crashes on many samples at once
            song.write(swells * rng.normal(0, 0.05, (44_100, 2)).astype(np.float32))
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from moodtagger.audio.decoders.ffmpeg import FFmpegDecoder\n"
        "def memory(): return int(Path('/proc/self/statm').read_text().split()[1]) // 256\n"
        "chunks = FFmpegDecoder(sys.argv[1]).decode_with_graph()\n"
        "for _ in range(3): next(chunks)\n"
        "early = memory()\n"
        "later = [(len(chunk.samples), memory()) for chunk in chunks]\n"
        "print(sum(size for size, _ in later), max(used for _, used in later) - early)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    samples, grown_mb = map(int, done.stdout.split())
    assert samples == 90 * 44_100  # 16 MB, after the first three chunks
    assert grown_mb < 10


@pytest.mark.parametrize("kbit_per_s", [128, 320])
def test_both_decoders_give_the_same_mp3_samples(tmp_path: Path, kbit_per_s: int) -> None:
    path = encode(tmp_path / "song.mp3", noise(2, 5.0), "libmp3lame", bit_rate=1000 * kbit_per_s)
    with closing(SndfileDecoder(path)) as decoder:
        assert decoder.prefers_ffmpeg == (kbit_per_s > 180)
        with_sndfile = joined(decoder.decode_with_sndfile())
        tail = joined(decoder.decode_with_sndfile(100_000))
        with_ffmpeg = joined(ffmpeg.decode_with_graph(path, "mp3", HALF, decoder.info))
    assert len(with_sndfile) == len(with_ffmpeg) == 5 * 44_100
    np.testing.assert_allclose(with_ffmpeg, with_sndfile, atol=2e-5)
    np.testing.assert_allclose(tail, with_sndfile[100_000:], atol=2e-5)


@pytest.mark.parametrize(
    ("tail", "size"),
    [(b"TAG" + bytes(125), 300), (b"APETAGEX" + bytes(123), 431), (bytes(128), 428)],
    ids=["id3v1", "ape", "none"],
)
def test_mpeg_bounds_exclude_an_id3v1_tag(tmp_path: Path, tail: bytes, size: int) -> None:
    """An APE tag of 131 bytes has the letters "TAG" at the same position."""
    path = tmp_path / "song.mp3"
    path.write_bytes(b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + b"\xff\xfb" + bytes(278) + tail)
    with path.open("rb") as file:
        file.seek(7)
        bounds = read_mpeg_bounds(file.fileno())
        assert file.tell() == 7
    assert bounds == MpegBounds(has_frame_at_start=True, audio_start=20, size=size)


def test_only_dense_mp3_files_prefer_ffmpeg(tmp_path: Path) -> None:
    path = encode(tmp_path / "song.mp3", noise(2, 5.0), "libmp3lame", bit_rate=128_000)
    tags = ID3()
    tags.add(APIC(mime="image/png", data=bytes(1_000_000)))
    tags.save(path)  # the size of the cover does not count
    with closing(SndfileDecoder(path)) as decoder:
        assert not decoder.prefers_ffmpeg
    wav = tmp_path / "song.wav"
    soundfile.write(wav, noise(2).T, 44_100)  # 1,411 kbit/s
    with closing(SndfileDecoder(wav)) as decoder:
        assert not decoder.prefers_ffmpeg
