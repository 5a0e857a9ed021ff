"""`similar` and `duplicates` where one recording is in the library several times."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from moodtagger.cli import main
from moodtagger.paths import demo_dir

SONG = "03 The Empty Chair.flac"
OTHERS = ("01 Sunny Side Parade.mp3", "04 Slow Tide.opus", "06 For You, Quietly.ogg")


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A library with one song in four files, scanned once: (home, music)."""
    base = tmp_path_factory.mktemp("recordings")
    home, music = base / "home", base / "music"
    for name in (SONG, *OTHERS):
        (music / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(demo_dir() / name, music / name)
    shutil.copy(music / SONG, music / "copy.flac")
    samples, rate = soundfile.read(music / SONG, dtype="float32")
    soundfile.write(music / "song.ogg", 0.5 * samples, rate)
    positions = np.arange(0, len(samples) - 1, 1.01)
    faster = np.interp(positions, np.arange(len(samples)), samples)
    late = np.concatenate([np.zeros(3 * rate), faster])
    soundfile.write(base / "outside.mp3", late, rate)
    shutil.copy(base / "outside.mp3", music / "late.mp3")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOODTAGGER_HOME", str(home))
        assert main(["scan", str(music), "--jobs", "2"]) == 0
    return home, music


@pytest.fixture
def music(scanned: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    home, music = scanned
    monkeypatch.setenv("MOODTAGGER_HOME", str(home))
    return music


def objects(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    assert main([*map(str, arguments), "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def names(paths: list[str]) -> set[str]:
    return {Path(path).name for path in paths}


COPIES = {SONG, "copy.flac", "song.ogg", "late.mp3"}


def test_copies_of_the_song_are_named_and_no_hits(
    music: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["similar", str(music / SONG), "-n", "9"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == len(OTHERS)
    assert "Empty Chair" not in out
    for name in COPIES - {SONG}:
        assert str(music / name) in err


def test_a_hit_names_its_other_copies(music: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hits = objects(capsys, "similar", music / OTHERS[0], "-n", 9)
    assert len(hits) == len(OTHERS)
    (hit,) = (hit for hit in hits if Path(hit["path"]).name in COPIES)
    assert names([copy["path"] for copy in hit["also_on"]] + [hit["path"]]) == COPIES
    assert all(other["also_on"] == [] for other in hits if other is not hit)
    assert main(["similar", str(music / OTHERS[0])]) == 0
    assert capsys.readouterr().out.count("also on ") == len(COPIES) - 1


def test_a_copy_outside_the_library_is_recognized(
    scanned: tuple[Path, Path], music: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hits = objects(capsys, "similar", scanned[0].parent / "outside.mp3")
    assert names([hit["path"] for hit in hits]) == set(OTHERS)


@pytest.mark.parametrize(("limit", "count"), [("1", 2), ("0", 3)])
def test_similar_limits_songs_of_one_artist(
    music: Path, capsys: pytest.CaptureFixture[str], limit: str, count: int
) -> None:
    hits = objects(capsys, "similar", music / SONG, "--per-artist", limit)
    assert len(hits) == count  # two are by one trio
    assert len(objects(capsys, "similar", music / SONG, "--per-album", limit)) == count


def test_songs_to_mix_are_no_copies_and_say_why(
    scanned: tuple[Path, Path], music: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hits = objects(capsys, "similar", music / SONG, "--mix", "--keys", "off")
    assert names([hit["path"] for hit in hits]) == set(OTHERS)
    assert set(hits[0]["transition"]) == {"bpm_change", "relation", "broken"}
    outside = objects(capsys, "similar", scanned[0].parent / "outside.mp3", "--mix")
    assert names([hit["path"] for hit in outside]) == set(OTHERS)
    assert main(["similar", str(music / SONG), "--mix"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(OTHERS)
    assert all(re.search(r"  E\d+ +\S", line) for line in lines)


def test_duplicates_lists_the_files_of_a_recording(
    music: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (group,) = objects(capsys, "duplicates")
    assert names([copy["path"] for copy in group["copies"]]) == COPIES
    assert {copy["codec"] for copy in group["copies"]} == {"flac", "mp3", "vorbis"}
    assert all(copy["bit_rate"] > 10_000 and copy["duration_s"] > 30 for copy in group["copies"])
    assert main(["duplicates"]) == 0
    assert "1 song in 4 files" in capsys.readouterr().out


def test_a_library_without_duplicates_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(demo_dir() / SONG, tmp_path)
    monkeypatch.setenv("MOODTAGGER_HOME", str(tmp_path / "home"))
    assert main(["scan", str(tmp_path)]) == 0
    capsys.readouterr()
    assert main(["duplicates"]) == 0
    assert capsys.readouterr().out == "No duplicate songs.\n"
    assert objects(capsys, "duplicates") == []
