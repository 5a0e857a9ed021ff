"""FFmpeg alone gives what it gives frame by frame, of sound files and of damaged ones."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
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


INFO = AudioInfo(duration_s=1.0, sample_rate=44_100, channels=2, codec="aac")
Way = Callable[[FFmpegDecoder], Iterator[AudioChunk]]


def sound_of(path: Path, way: Way = FFmpegDecoder.chunks) -> np.ndarray:
    with closing(FFmpegDecoder(path)) as source:
        return np.concatenate([chunk.samples for chunk in way(source)])


def heard(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """In one go, and frame by frame."""
    return sound_of(path, FFmpegDecoder._decode_with_graph), sound_of(
        path, FFmpegDecoder._decode_frame_by_frame
    )


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
def test_it_is_the_same_sound(tmp_path: Path, name: str, codec: str, channels: int) -> None:
    in_one_go, by_frames = heard(encode(tmp_path / name, noise(channels), codec))
    assert len(in_one_go) == len(by_frames) > 100_000
    np.testing.assert_allclose(in_one_go, by_frames, atol=2e-5)


def test_any_name_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "fd:3 [a];b='c',d\\e:\udcff.m4a"
    encode(tmp_path / "plain.m4a", noise(2), "aac").rename(path)
    in_one_go, by_frames = heard(path)
    np.testing.assert_allclose(in_one_go, by_frames, atol=2e-5)


def test_a_file_that_is_cut_off_gives_all_that_is_left(tmp_path: Path) -> None:
    path = encode(tmp_path / "song.mka", noise(2, 6.0), "flac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert len(sound_of(path)) == len(sound_of(path, FFmpegDecoder._decode_frame_by_frame)) > 50_000
    with pytest.raises(DecoderError):
        sound_of(path, FFmpegDecoder._decode_with_graph)


def test_where_ffmpeg_gives_up_it_goes_on_frame_by_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = encode(tmp_path / "song.m4a", noise(2, 8.0), "aac")
    whole = sound_of(path)
    real = ffmpeg.decode_with_graph

    def gives_up(*arguments: object) -> object:
        yield next(iter(real(*arguments)))  # type: ignore[arg-type]
        raise DecoderError("a change of rate")

    monkeypatch.setattr(ffmpeg, "decode_with_graph", gives_up)
    np.testing.assert_allclose(sound_of(path), whole, atol=2e-5)


def test_no_file_leads_to_another(tmp_path: Path) -> None:
    song = encode(tmp_path / "song.wav", noise(2), "pcm_s16le")
    path = tmp_path / "list.m4a"
    path.write_text(f"ffconcat version 1.0\nfile '{song}'\n")
    with pytest.raises(DecoderError):
        list(
            ffmpeg.decode_with_graph(path, ffmpeg.DEMUXERS, np.array([0.5, 0.5], np.float32), INFO)
        )


def test_another_decoder_begins_in_the_middle_of_a_chunk() -> None:
    chunks = [AudioChunk(8000, np.arange(k, k + 10, dtype=np.float32)) for k in (0, 10, 20)]

    def gives_up() -> Iterator[AudioChunk]:
        yield AudioChunk(8000, np.zeros(13, np.float32))
        raise DecoderError("too hard")

    _, *others = with_fallback(gives_up(), lambda known: skip_samples(iter(chunks), known))
    assert [chunk.samples.tolist() for chunk in others] == [
        list(range(13, 20)),
        list(range(20, 30)),
    ]
    assert list(with_fallback(iter(chunks), lambda known: iter([]))) == chunks


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory a process has")
def test_memory_does_not_grow_with_the_song(tmp_path: Path) -> None:
    """Vorbis has frames of several sizes, which is what once made it keep the whole song."""
    path = tmp_path / "song.ogg"
    rng = np.random.default_rng(1)
    swells = 4 * np.sin(np.linspace(0, 8 * np.pi, 44_100, dtype=np.float32))[:, None] ** 8
    with soundfile.SoundFile(path, "w", 44_100, 2, format="OGG", subtype="VORBIS") as song:
        for _ in range(120):  # in pieces: libsndfile's encoder dies of many at once
            song.write(swells * rng.normal(0, 0.05, (44_100, 2)).astype(np.float32))
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from moodtagger.audio.decoders.ffmpeg import FFmpegDecoder\n"
        "def memory(): return int(Path('/proc/self/statm').read_text().split()[1]) // 256\n"
        "chunks = FFmpegDecoder(sys.argv[1])._decode_with_graph()\n"
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
def test_mp3_is_the_same_sound_by_both_decoders(tmp_path: Path, kbit_per_s: int) -> None:
    path = encode(tmp_path / "song.mp3", noise(2, 5.0), "libmp3lame", bit_rate=1000 * kbit_per_s)
    with closing(SndfileDecoder(path)) as source:
        assert source._has_high_bit_rate() == (kbit_per_s > 180)
        by_blocks, by_ffmpeg, rest = (
            np.concatenate([chunk.samples for chunk in chunks])
            for chunks in (
                source._chunks_by_sndfile(),
                source._chunks_by_ffmpeg(),
                source._chunks_by_sndfile(100_000),
            )
        )
    assert len(by_blocks) == len(by_ffmpeg) == 5 * 44_100
    np.testing.assert_allclose(by_ffmpeg, by_blocks, atol=2e-5)
    np.testing.assert_allclose(rest, by_blocks[100_000:], atol=2e-5)


def test_tags_do_not_make_an_mp3_dense(tmp_path: Path) -> None:
    path = encode(tmp_path / "song.mp3", noise(2, 5.0), "libmp3lame", bit_rate=128_000)
    tags = ID3()
    tags.add(APIC(mime="image/png", data=bytes(1_000_000)))
    tags.save(path)
    with closing(SndfileDecoder(path)) as source:
        assert not source._has_high_bit_rate()
