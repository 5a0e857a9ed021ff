"""`moodtagger playlist`: from making one to handing it over and back."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import pytest

from moodtagger import paths
from moodtagger.cli import main
from moodtagger.core.tracks import FileTags
from moodtagger.store import open_library
from moodtagger.tags import audio_hash
from tests.support.library import scanned_file

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Three songs, `c` with another tempo."""
    folder = tmp_path / "music"
    folder.mkdir()
    found = []
    for number, name in enumerate("abc"):
        path = folder / f"{name}.wav"
        _write_wav(path, 1000 + number)
        tags = FileTags(title=name.upper(), artist="Ana", bpm=100.0 + 20 * (number == 2))
        found.append(scanned_file(path, audio_hash(path), tags=tags))
    with open_library(paths.library_path()) as library:
        library.folders.add(str(folder))
        library.tracks.upsert_files(found)
    return folder


def _write_wav(path: Path, samples: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\1\0" * samples)


def run(capsys: Capture, *arguments: object, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["playlist", *map(str, arguments)]) == code
    out, err = capsys.readouterr()
    return out + err


def titles(capsys: Capture, name: str) -> list[str]:
    lines = run(capsys, "show", name, "--json").splitlines()
    return [json.loads(line)["title"] for line in lines]


def test_playlists_are_made_changed_and_removed(music: Path, capsys: Capture) -> None:
    run(capsys, "create", "Friday", music / "c.wav", music / "a.wav")
    assert titles(capsys, "friday") == ["C", "A"]
    assert "1 song added" in run(capsys, "add", "Friday", "--filter", "title:b")
    assert titles(capsys, "Friday") == ["C", "A", "B"]
    run(capsys, "rename", "Friday", "Saturday")
    assert run(capsys, "list").startswith("Saturday  3 songs")
    assert "no playlist named" in run(capsys, "show", "Friday", code=1)
    run(capsys, "remove", "Saturday")
    assert run(capsys, "list") == ""
    assert sorted(path.name for path in music.iterdir()) == ["a.wav", "b.wav", "c.wav"]


def test_a_smart_playlist_is_kept_current(music: Path, capsys: Capture) -> None:
    run(capsys, "create", "Slow", "--search", "bpm:90-110", "--sort=-title", "--limit", 1)
    assert titles(capsys, "Slow") == ["B"]
    with open_library(paths.library_path()) as library:
        tags = FileTags(title="X", bpm=95.0)
        library.tracks.upsert_files([scanned_file(music / "x.wav", "x", tags=tags)])
    assert titles(capsys, "Slow") == ["X"]
    assert "are those of its search" in run(capsys, "add", "Slow", music / "a.wav", code=1)


@pytest.mark.parametrize("suffix", [".m3u8", ".pls", ".xspf", ".xml", ".nml", ".crate"])
def test_what_is_exported_comes_back_in_its_order(
    suffix: str, music: Path, tmp_path: Path, capsys: Capture
) -> None:
    run(capsys, "create", "Friday", *(music / f"{name}.wav" for name in "cab"))
    run(capsys, "export", "Friday", "--out", tmp_path / f"out{suffix}")
    assert "made: 3 songs." in run(capsys, "import", tmp_path / f"out{suffix}")
    assert titles(capsys, "out") == ["C", "A", "B"]


def test_relative_and_absolute_paths(music: Path, tmp_path: Path, capsys: Capture) -> None:
    run(capsys, "create", "Friday", music / "a.wav")
    out = tmp_path / "out.m3u8"
    run(capsys, "export", "Friday", "--out", out)
    assert out.read_text().splitlines()[-1] == "music/a.wav"
    run(capsys, "export", "Friday", "--out", out, "--absolute")
    assert out.read_text().splitlines()[-1] == str(music / "a.wav")


def test_a_linked_playlist_is_written_where_the_link_leads(
    music: Path, tmp_path: Path, capsys: Capture
) -> None:
    run(capsys, "create", "Friday", music / "a.wav")
    real, link = tmp_path / "real" / "p.m3u8", tmp_path / "p.m3u8"
    real.parent.mkdir()
    real.write_text("")
    link.symlink_to(real)
    run(capsys, "export", "Friday", "--out", link)
    assert link.is_symlink()
    assert real.read_text().splitlines()[-1] == str(music / "a.wav")


def test_songs_are_matched_by_path_then_by_audio(
    music: Path, tmp_path: Path, capsys: Capture
) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "copy.wav").write_bytes((music / "b.wav").read_bytes())
    secret = tmp_path / "outside.wav"
    secret.write_bytes((music / "c.wav").read_bytes())
    text = f"../music/a.wav\ncopy.wav\n{secret}\nnothing.wav\n../music/a.wav\n"
    (lists / "mix.m3u8").write_text(text)
    assert "2 songs, 2 not in the library" in run(capsys, "import", lists / "mix.m3u8")
    assert titles(capsys, "mix") == ["A", "B"]
    shown = run(capsys, "show", "mix")
    assert str(secret) in shown  # only compared, as it is in no folder of the library
    assert str(lists / "nothing.wav") in shown
    run(capsys, "import", lists / "mix.m3u8")  # the name is taken
    assert titles(capsys, "mix 2") == ["A", "B"]


def test_damaged_files_are_named_and_do_not_stop_others(
    music: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "bad.crate").write_bytes(b"vrsn\xff\xff\xff\xff")
    (tmp_path / "bomb.xml").write_text('<!DOCTYPE x [<!ENTITY a "b">]><DJ_PLAYLISTS>&a;')
    (tmp_path / "empty.m3u8").write_text("#EXTM3U\n")
    (tmp_path / "good.m3u").write_text("music/a.wav\n")
    names = ("bad.crate", "bomb.xml", "empty.m3u8", "good.m3u")
    out = run(capsys, "import", *(tmp_path / name for name in names), code=1)
    assert "bomb.xml" in out
    assert "no songs" in out
    assert titles(capsys, "good") == ["A"]


def test_navidrome_gets_the_search(music: Path, tmp_path: Path, capsys: Capture) -> None:
    run(capsys, "create", "Slow", "--search", "bpm:90-110 energy:>3", "--limit", 9)
    out = run(capsys, "export", "Slow", "--out", tmp_path / "slow.nsp")
    assert "Skipped “energy”" in out
    document = json.loads((tmp_path / "slow.nsp").read_text())
    assert document["all"] == [{"inTheRange": {"bpm": [90, 110]}}]
    assert document["limit"] == 9
    run(capsys, "create", "Friday", music / "a.wav")
    out = run(capsys, "export", "Friday", "--out", tmp_path / "f.nsp", code=1)
    assert "Only smart playlists" in out
    capsys.readouterr()
    export = ["export", "--format", "nsp", "--out", str(tmp_path / "list.nsp")]
    assert main([*export, "--filter", "genre:rock", "--filter", "year:1990s"]) == 0
    assert json.loads((tmp_path / "list.nsp").read_text())["all"] == [
        {"contains": {"genre": "rock"}},
        {"inTheRange": {"year": [1990, 1999]}},
    ]
