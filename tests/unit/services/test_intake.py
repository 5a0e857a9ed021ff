"""What a scan takes and leaves out, what it says about it, and how songs leave the library."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from moodtagger import settings
from moodtagger.cli import main
from moodtagger.cli.commands.scan import summary_text
from moodtagger.core.tracks import TrackState
from moodtagger.paths import library_path, settings_path
from moodtagger.services.scan.summary import ScanSummary
from moodtagger.store import Library, open_library
from tests.support.fake_pool import FAKE_MODEL, FakePool, run_scan
from tests.unit.audio.test_probe import write_container

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def music(tmp_path: Path, tiny_files: dict[str, Path]) -> Path:
    """A folder with a song of a usual name, one of an unusual name, and a video."""
    folder = tmp_path / "music"
    folder.mkdir()
    shutil.copy(tiny_files["flac"], folder / "a.flac")
    shutil.copy(tiny_files["mp3"], folder / "b.mpga")
    write_container(folder / "film.mp4", video=True)
    (folder / "broken.webm").write_bytes(b"no container")
    return folder


def shown(library: Library) -> dict[str, TrackState]:
    return {Path(row.path).name: row.state for row in library.songs.rows(model=FAKE_MODEL)}


def total(summary: ScanSummary) -> int:
    failed = len(summary.failed) - summary.unreadable
    return summary.analysed + summary.unchanged + summary.known_audio + failed


def test_what_is_left_out_is_named_and_counts_add_up(music: Path, tmp_path: Path) -> None:
    shutil.copy(music / "a.flac", music / "copy.flac")
    with open_library(tmp_path / "library.sqlite") as library:
        first = run_scan(library, music, tmp_path / "gone")
        assert sorted(Path(path).name for path, _ in first.left_out) == ["broken.webm", "film.mp4"]
        assert "video" in dict(first.left_out)[str(music / "film.mp4")]
        assert (first.found, first.analysed, first.known_audio, first.unreadable) == (3, 2, 1, 1)
        assert (
            summary_text(first) == "3 songs: 2 analyzed, 0 unchanged, 1 already analyzed, 0 failed."
        )
        probed: list[str] = []
        pool = FakePool(lambda task: probed.append(Path(task.path).name))
        second = run_scan(library, music, pool=pool)
        assert (second.found, second.unchanged, total(second)) == (3, 3, 3)
        assert sorted(probed) == ["broken.webm", "film.mp4"]  # not what was taken before


def test_one_song_is_one_song() -> None:
    text = summary_text(ScanSummary(found=1, analysed=1, absent=1))
    assert text == "1 song: 1 analyzed, 0 unchanged, 0 failed. 1 song missing."


def test_songs_of_a_folder_that_gets_a_mark_leave_and_come_back_with_their_decisions(
    music: Path, tmp_path: Path
) -> None:
    (music / "sub").mkdir()
    (music / "a.flac").rename(music / "sub" / "a.flac")
    with open_library(tmp_path / "library.sqlite") as library:
        run_scan(library, music)
        track_id = library.tracks.id_of(str(music / "sub" / "a.flac"))
        assert track_id is not None
        library.decisions.save([(track_id, "calm", True)])
        (music / "sub" / ".nomedia").touch()
        summary = run_scan(library, music)
        assert str(music / "sub") in dict(summary.left_out)
        assert (summary.unlisted, summary.absent, summary.found) == (1, 0, 1)
        assert "a.flac" not in shown(library)
        assert run_scan(library, music).unlisted == 0
        (music / "sub" / ".nomedia").unlink()
        assert run_scan(library, music).analysed == 0
        (row,) = library.songs.rows([track_id], model=FAKE_MODEL)
        assert row.accepted == ("calm",)


def scan_with_stand_in(*folders: Path) -> None:
    with open_library(library_path()) as library:
        run_scan(library, *folders)


def listed(capsys: Capture) -> list[str]:
    capsys.readouterr()
    assert main(["list", "--json"]) == 0
    return sorted(Path(json.loads(x)["path"]).name for x in capsys.readouterr().out.splitlines())


def test_forget_removes_songs_and_touches_no_file(music: Path, capsys: Capture) -> None:
    (music / "sub").mkdir()
    shutil.copy(music / "b.mpga", music / "sub" / "c.mp3")
    scan_with_stand_in(music)
    assert main(["library", "forget", "--dry-run", str(music)]) == 0
    assert listed(capsys) == ["a.flac", "b.mpga", "c.mp3"]
    assert main(["library", "forget", str(music / "sub")]) == 0
    assert "1 song removed" in capsys.readouterr().out
    assert listed(capsys) == ["a.flac", "b.mpga"]
    assert main(["library", "forget", str(music / "sub")]) == 1
    assert main(["library", "forget", "--json", str(music / "a.flac")]) == 0
    assert json.loads(capsys.readouterr().out)["songs"] == [str(music / "a.flac")]
    assert main(["library", "forget", str(music)]) == 0
    assert listed(capsys) == []
    with open_library(library_path()) as library:
        assert library.folders.paths() == []
    assert (music / "sub" / "c.mp3").exists()


def test_a_new_exclusion_leaves_the_list_at_once_and_stays(music: Path, capsys: Capture) -> None:
    scan_with_stand_in(music)
    (music / "film.mp4").unlink()
    (music / "broken.webm").unlink()
    (music / "b.mpga").unlink()
    main(["scan", "--exclude", "*.flac", str(music)])
    assert settings.load(settings_path()).exclude == ("*.flac",)
    assert listed(capsys) == ["b.mpga"]  # missing, but not left out
    main(["scan", "--include", "*.flac", "--exclude", "live", str(music)])
    assert settings.load(settings_path()).exclude == ("live",)
    assert listed(capsys) == ["a.flac", "b.mpga"]
