"""WAV files with stray, misplaced, unpadded and cut-off chunks: written safely, or refused."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3

from moodtagger.audio import open_audio
from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.core.errors import AudioError, TagError
from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.tags import apply_plan, audio_hash, plan_undo, plan_write, read_tags
from moodtagger.tags.writing.mutagen_reader import read_with_mutagen
from tests.robustness.files import id3_variants

TITLE = id3_variants.tag(4, id3_variants.frame("TIT2", b"\0Title", 4), padding=300)
SECOND = id3_variants.tag(4, id3_variants.frame("TIT2", b"\0Second", 4), padding=0)
SOUND = (np.sin(np.arange(22_050) / 20) * 9_000).astype("<i2").tobytes()


def chunk(name: bytes, body: bytes, *, pad: bool = True) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2 if pad else 0)


FORMAT = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 44_100, 88_200, 2, 16))
DATA = chunk(b"data", SOUND)
ODD_DATA = chunk(b"data", SOUND[:-1], pad=False)
INFO = chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Info title\0"))
ODD_LIST = chunk(b"LIST", b"INFO" + b"ISFT" + struct.pack("<I", 3) + b"abc", pad=False)
CRASHED = b"data" + bytes(4) + SOUND
OPEN_DATA = b"data\xff\xff\xff\xff" + SOUND


def riff(*chunks: bytes, error: int = 0, behind: bytes = b"") -> bytes:
    """A file whose size is wrong by `error`, with bytes `behind` its end."""
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", (len(body) + error) & 0xFFFFFFFF) + body + behind


WRITTEN = {
    "stray, empty, in front": riff(FORMAT, chunk(b"\0n\0i", b""), DATA, INFO),
    "stray in front": riff(FORMAT, chunk(b"\xff\xfe\1\2", b"abcd"), DATA, INFO),
    "stray behind": riff(FORMAT, DATA, chunk(b"\1\2\3\4", b"xy"), INFO),
    "blank name": riff(FORMAT, chunk(b"    ", b"ab"), DATA, INFO),
    "zeros at the end": riff(FORMAT, DATA, INFO, bytes(64)),
    "odd zeros at the end": riff(FORMAT, DATA, INFO, bytes(13)),
    "three bytes at the end": riff(FORMAT, DATA, INFO, b"abc"),
    "a chunk that is cut off at the end": riff(FORMAT, DATA, INFO, b"junk\xff\xff\0\0abc"),
    "tag in front": riff(FORMAT, chunk(b"id3 ", TITLE), DATA),
    "tag before the format": riff(chunk(b"ID3 ", TITLE), FORMAT, DATA),
    "two tags": riff(FORMAT, DATA, chunk(b"ID3 ", TITLE), chunk(b"id3 ", SECOND)),
    "two tags in a chunk": riff(FORMAT, DATA, chunk(b"id3 ", TITLE + SECOND)),
    "junk behind the tag": riff(FORMAT, DATA, chunk(b"id3 ", TITLE + b"precious")),
    "sound before the format": riff(DATA, FORMAT),
    "junk behind the file": riff(FORMAT, DATA, INFO, behind=b"junkjunk"),
    "ID3v1 behind the file": riff(FORMAT, DATA, INFO, behind=id3_variants.id3v1()),
    "another file behind it": riff(FORMAT, DATA) + riff(FORMAT, DATA),
}
REPAIRED = {
    "sound without pad byte": riff(FORMAT, ODD_DATA, INFO),
    "list without pad byte": riff(FORMAT, DATA, ODD_LIST, chunk(b"id3 ", TITLE)),
    "size 8 too large": riff(FORMAT, DATA, error=8),
    "size never written": riff(FORMAT, DATA, error=0xFFFFFFFF - len(FORMAT + DATA) - 4),
    "empty chunk for the tag": riff(FORMAT, DATA, chunk(b"id3 ", b"")),
}
SIZES = "sizes don't add up"
REFUSED = {
    "size too small": (riff(FORMAT, DATA, error=-8), SIZES),
    "cut off": (riff(FORMAT, DATA)[:-200], SIZES),
    "never finished": (riff(FORMAT, OPEN_DATA), SIZES),
    "never closed, no sizes": (riff(FORMAT, chunk(b"data", b""), SOUND), SIZES),
    "never closed, not even the file": (riff(FORMAT, error=-len(FORMAT) - 4) + CRASHED, SIZES),
    "junk between": (riff(FORMAT, b"xx", DATA), SIZES),
    "no audio": (riff(FORMAT, chunk(b"data", b"")), "no audio in this file"),
    "two pieces of sound": (riff(FORMAT, DATA, DATA), "in several pieces"),
    "something else as a tag": (riff(FORMAT, DATA, chunk(b"id3 ", b"garbage!")), "something else"),
}


def samples(path: Path) -> int:
    with av.open(path) as container:
        return sum(frame.samples for frame in container.decode(audio=0))


def write_and_undo(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    title, length = read_tags(path).title, samples(path)
    plan = plan_write(path, TagRequest(("happy",)), WritePolicy())
    apply_plan(plan)
    assert (read_tags(path).title, read_tags(path).moods) == (title, ("happy",))
    assert samples(path) == length
    assert (read_with_mutagen("id3", path) or {})["TMOO"] == ("happy",)
    undo = plan_undo(path, plan.changes).plan
    apply_plan(undo)
    assert (read_tags(path).title, read_tags(path).moods) == (title, ())


@pytest.mark.parametrize("name", WRITTEN)
def test_stray_chunks_are_written_and_come_back_as_they_were(tmp_path: Path, name: str) -> None:
    path = tmp_path / "song.wav"
    write_and_undo(path, WRITTEN[name])
    assert path.read_bytes() == WRITTEN[name]


@pytest.mark.parametrize("name", REPAIRED)
def test_small_mistakes_are_repaired_on_the_way(tmp_path: Path, name: str) -> None:
    path = tmp_path / "song.wav"
    write_and_undo(path, REPAIRED[name])
    data = path.read_bytes()
    assert int.from_bytes(data[4:8], "little") == len(data) - 8
    for start in range(0, len(REPAIRED[name]) - 64, 64):
        block = REPAIRED[name][start + 16 : start + 64]
        assert block[:20] in data, "nothing is lost"


@pytest.mark.parametrize("name", REFUSED)
def test_the_reason_for_a_refusal_is_true(tmp_path: Path, name: str) -> None:
    path = tmp_path / "song.wav"
    data, reason = REFUSED[name]
    path.write_bytes(data)
    with pytest.raises(TagError, match=reason) as caught:
        apply_plan(plan_write(path, TagRequest(("happy",)), WritePolicy()))
    assert "report" not in str(caught.value)
    assert path.read_bytes() == data


@pytest.mark.parametrize("error", [-len(FORMAT) - 4, 8, 0])
def test_a_recording_that_was_never_closed_is_analyzed(tmp_path: Path, error: int) -> None:
    paths = [tmp_path / "a.wav", tmp_path / "b.wav"]
    for path, sound in zip(paths, (SOUND, SOUND[100:]), strict=True):
        path.write_bytes(riff(FORMAT, error=error) + b"data" + bytes(4) + sound)
    with open_audio(paths[0]) as stream:
        count = sum(len(block) for block in stream.blocks())
    assert count == pytest.approx(22_050 * SAMPLE_RATE / 44_100, abs=16)
    assert audio_hash(paths[0]) != audio_hash(paths[1])


def test_a_closed_file_without_sound_has_none(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    path.write_bytes(riff(FORMAT, chunk(b"data", b""), INFO))
    assert read_tags(path).title == "Info title"
    with pytest.raises(AudioError, match="no audio"), open_audio(path) as stream:
        list(stream.blocks())


def test_texts_of_aiff_count_where_there_is_no_tag(tmp_path: Path) -> None:
    path = tmp_path / "song.aiff"
    soundfile.write(path, np.zeros((2000, 1)), 44_100)
    aiff = path.read_bytes()
    texts = b"".join(
        name + struct.pack(">I", len(text)) + text + bytes(len(text) % 2)
        for name, text in ((b"NAME", b"Old title"), (b"AUTH", "Dvořák".encode()))
    )
    path.write_bytes(b"FORM" + struct.pack(">I", len(aiff) - 8 + len(texts)) + aiff[8:] + texts)
    assert (read_tags(path).title, read_tags(path).artist) == ("Old title", "Dvořák")
    apply_plan(plan_write(path, TagRequest(("happy",)), WritePolicy()))
    assert (read_tags(path).title, read_tags(path).moods) == ("Old title", ("happy",))


def test_the_tag_stands_before_stray_chunks_at_which_programs_stop(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    path.write_bytes(WRITTEN["stray behind"])
    apply_plan(plan_write(path, TagRequest(("happy",)), WritePolicy()))
    data = path.read_bytes()
    assert data.index(b"id3 ") < data.index(b"\1\2\3\4")
    tag = data[data.index(b"id3 ") + 8 :]
    assert ID3(io.BytesIO(tag)).getall("TMOO")[0].text == ["happy"]
