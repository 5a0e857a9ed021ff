"""Faults that fuzzing has found, each with the smallest file that shows it."""

from __future__ import annotations

import struct
import tracemalloc
from pathlib import Path
from typing import NoReturn, cast

import mutagen
import mutagen.apev2
import numpy as np
import numpy.typing as npt
import pytest

from moodtagger.audio import open_audio
from moodtagger.core.errors import AudioError, MoodtaggerError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.demo.encode import encode
from moodtagger.inference.predictor import Predictor
from moodtagger.services.workers.analysis import analyze_file
from moodtagger.tags import apply_plan, audio_hash, can_write_tags, plan_write, read_tags
from moodtagger.tags.formats.apev2 import TruncatedAudioError
from moodtagger.tags.formats.base import MAX_ITEMS
from tests.robustness.audio_fixtures import write_silent_ape
from tests.robustness.fuzzing.decompression_bombs import atom, frame, id3
from tests.robustness.fuzzing.seed_corpus import chord


def decode(path: Path) -> npt.NDArray[np.float32]:
    with open_audio(path) as stream:
        return np.concatenate(list(stream.blocks()))


@pytest.fixture
def uncounted(tmp_path: Path) -> bytes:
    """Two seconds of MP3 at a constant bit rate, without the frame that states their number."""
    path = tmp_path / "plain.mp3"
    encode(chord(2.0), 44_100, path)
    data = path.read_bytes()
    assert b"Info" in data[:417]
    return data[data.index(b"\xff\xfb", 4) :]


def test_a_declared_length_of_gigabytes_takes_no_memory(tmp_path: Path) -> None:
    """FFmpeg requests that much at once, and Python allocates it before reading."""
    path = tmp_path / "song.ape"
    write_silent_ape(path)
    item = struct.pack("<II", 1 << 29, 0) + b"Title\0" + b"x" * 100
    footer = struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(item) + 32, 1, 0)
    path.write_bytes(path.read_bytes() + item + footer)
    tracemalloc.start()
    try:
        assert len(decode(path)) == 24_000
        assert tracemalloc.get_traced_memory()[1] < 64 << 20
    finally:
        tracemalloc.stop()


def test_a_packet_of_an_hour_is_skipped(tmp_path: Path) -> None:
    """A few bytes of Monkey's Audio would expand to gigabytes of silence at once."""
    path = tmp_path / "song.ape"
    write_silent_ape(path)
    data = bytearray(path.read_bytes())
    data[52 + 8 : 52 + 12] = (44_100 * 3600).to_bytes(4, "little")  # samples of the last frame
    path.write_bytes(data)
    with pytest.raises(AudioError, match="no audio"):
        decode(path)


@pytest.mark.parametrize("tag", [b"", id3(3, frame(3, b"PRIV", bytes(1 << 20)))])
def test_tags_do_not_count_as_audio(
    tmp_path: Path, uncounted: bytes, tag: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tag made the estimated length longer, so that FFmpeg had to look for the rest."""
    monkeypatch.setattr("moodtagger.audio.decode.FFmpegDecoder", None)
    path = tmp_path / "song.mp3"
    path.write_bytes(tag + uncounted)
    with open_audio(path) as stream:
        declared = stream.info.duration_s
        decoded = sum(map(len, stream.blocks())) / 16_000
        assert declared == pytest.approx(decoded, abs=0.03)


def test_an_empty_tag_does_not_change_the_decoded_audio(tmp_path: Path, uncounted: bytes) -> None:
    """libsndfile took the bytes after it for the first frame, of another layer."""
    junk = b"\x7f\xff\xff\xff\0\0\0\x0c\0\0\3Fuzzy"
    path = tmp_path / "song.mp3"
    path.write_bytes(id3(4, b"") + junk + uncounted)
    before = decode(path)
    path.write_bytes(id3(4, frame(4, b"TMOO", b"\3calm")) + junk + uncounted)
    assert np.array_equal(decode(path), before)


def without_end(data: bytes) -> bytes:
    """Drop the last hundred bytes of the audio, right before the tag."""
    at = data.index(b"APETAGEX") if b"APETAGEX" in data else len(data)
    return data[: at - 100] + data[at:]


@pytest.mark.parametrize("suffix", ["wv", "ape"])
@pytest.mark.parametrize("is_tagged", [True, False])
def test_truncated_audio_is_not_tagged(tmp_path: Path, suffix: str, is_tagged: bool) -> None:
    """Its last block would continue in the tag, so that tags would change what is decoded."""
    path = tmp_path / f"song.{suffix}"
    if suffix == "ape":
        write_silent_ape(path, duration_s=0.1)
    else:
        encode(chord(0.4), 44_100, path)
    if is_tagged:
        song = mutagen.apev2.APEv2()
        song["Title"] = "Fuzzy"
        song.save(path)
    assert can_write_tags(path)
    assert plan_write(path, TagRequest(("calm",)), WritePolicy()).changes
    data = path.read_bytes()
    path.write_bytes(without_end(data) if suffix == "wv" else data.replace(data[76:92], b""))
    assert not can_write_tags(path)
    with pytest.raises(TruncatedAudioError, match="cut off"):
        plan_write(path, TagRequest(("calm",)), WritePolicy())


@pytest.mark.parametrize("suffix", ["flac", "mp3", "m4a", "ogg"])
def test_files_with_too_many_tag_entries_are_not_decoded(tmp_path: Path, suffix: str) -> None:
    """FFmpeg compares all pairs: a million entries of the same name take 90 seconds."""
    path = tmp_path / f"song.{suffix}"
    assert analyze_with_entries(path, 10).error == "It was reached."
    assert "far too large" in analyze_with_entries(path, MAX_ITEMS + 1).error


def analyze_with_entries(path: Path, entries: int) -> AnalysisResult:
    """Analyze a song with so many tag entries, up to where the network is needed."""
    names = [f"N{number}" for number in range(entries)]
    encode(chord(0.4), 44_100, path)
    data = path.read_bytes()
    if path.suffix == ".mp3":
        frames = (frame(4, b"TXXX", f"\3{name}\0x".encode()) for name in names)
        path.write_bytes(id3(4, b"".join(frames)) + data)
    elif path.suffix == ".m4a":
        atoms = (atom(b"\xa9%03x" % (n % 4096), b"x") for n in range(entries))
        moov = atom(b"udta", atom(b"meta", bytes(4) + atom(b"ilst", b"".join(atoms))))
        path.write_bytes(atom(b"ftyp", b"M4A \0\0\0\0") + atom(b"moov", moov) + atom(b"mdat", b"x"))
    else:
        song = mutagen.File(path)
        for name in names:
            song.tags.append((name, "x"))
        song.save()
    return analyze_file(str(path), cast("Predictor", PredictorStub()))


class PredictorStub:
    """Stands in for the network, and only shows that it was reached."""

    def song_predictor(self) -> NoReturn:
        raise MoodtaggerError("It was reached.")


def test_old_monkeys_audio_declares_no_length(tmp_path: Path) -> None:
    """Before version 3.98 the bytes in question hold something else."""
    path = tmp_path / "song.ape"
    write_silent_ape(path)
    data = bytearray(path.read_bytes())
    data[4:6] = (3970).to_bytes(2, "little")
    data[8:36] = b"\xff" * 28
    path.write_bytes(data)
    assert can_write_tags(path)


def test_an_ape_tag_that_cannot_be_located_is_not_duplicated(tmp_path: Path) -> None:
    """Readers look for it before one ID3v1 tag, not before two."""
    path = tmp_path / "song.ape"
    write_silent_ape(path)
    song = mutagen.apev2.APEv2()
    song["Title"] = "Fuzzy"
    song.save(path)
    id3v1 = b"TAG" + bytes(125)
    path.write_bytes(path.read_bytes() + id3v1)
    assert can_write_tags(path)
    path.write_bytes(path.read_bytes() + id3v1)
    assert not can_write_tags(path)


def test_an_ape_header_at_the_position_of_id3v1(tmp_path: Path) -> None:
    """The "TAG" in "APETAGEX" lies 128 bytes before the end of a tag of 131 bytes."""
    path = tmp_path / "song.ape"
    write_silent_ape(path)
    original, digest = path.read_bytes(), audio_hash(path)
    mood = "x" * (131 - 2 * 32 - len(b"\x00" * 8 + b"Mood\x00"))
    apply_plan(plan_write(path, TagRequest((mood,)), WritePolicy()))
    assert len(path.read_bytes()) == len(original) + 131
    assert path.read_bytes()[-128:].startswith(b"TAG")
    assert audio_hash(path) == digest
    assert read_tags(path).moods == (mood,)
    assert not read_tags(path).title
    longer = plan_write(path, TagRequest((mood + "y",)), WritePolicy(mode=WriteMode.OVERWRITE))
    apply_plan(longer)
    assert audio_hash(path) == digest
