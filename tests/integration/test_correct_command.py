"""`moodtagger correct`, and corrections in lists, exports and written tags."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import mutagen.flac
import pytest

from moodtagger.cli import main
from moodtagger.cli.commands.library import open_service
from moodtagger.core.tag_plan import TagPlan, WriteMode, WritePolicy
from moodtagger.demo.encode import encode
from moodtagger.paths import library_path
from moodtagger.services.library_service import LibraryService
from moodtagger.store import open_library
from moodtagger.tags import audio_hash
from tests.support.audio_files import SAMPLE_RATE, tone
from tests.support.library import add_analyzed

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def music(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of two songs analyzed at (0.25, -0.5), relaxed."""
    monkeypatch.setenv("MOODTAGGER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "music"
    folder.mkdir()
    library_path().parent.mkdir(parents=True, exist_ok=True)
    with open_library(library_path()) as library:
        for name in ("a", "b"):
            (folder / f"{name}.flac").write_bytes(b"")
            add_analyzed(library, folder / f"{name}.flac", name)
    return folder


def objects(capsys: Capture, *arguments: object) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main([*map(str, arguments), "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_correction_is_kept_beside_the_prediction(music: Path, capsys: Capture) -> None:
    (row,) = objects(capsys, "correct", music / "a.flac", "--place", "-0.5", "0.75")
    assert (row["felt_valence"], row["felt_arousal"]) == (-0.5, 0.75)
    assert (row["felt_quadrant"], row["quadrant"]) == ("angry", "relaxed")
    assert (row["valence"], row["energy"]) == (0.25, 10)
    angry = objects(capsys, "list", "--quadrant", "angry")
    assert [song["path"] for song in angry] == [str(music / "a.flac")]
    first, *_ = objects(capsys, "list", "--sort", "valence")
    assert first["path"] == str(music / "a.flac")
    (row,) = objects(capsys, "correct", music / "a.flac", "--back")
    assert (row["felt_quadrant"], row["corrected"]) == ("relaxed", None)


def test_a_tempo_is_corrected_and_reset(music: Path, capsys: Capture) -> None:
    path = music / "a.flac"
    assert objects(capsys, "correct", path, "--tempo", "87.5")[0]["bpm"] == 87.5
    assert objects(capsys, "correct", path, "--tempo", "double")[0]["bpm"] == 175
    assert main(["correct", str(path), "--tempo", "half"]) == 0
    assert capsys.readouterr().out == f"{path}: 87.5 BPM\n"
    (detected,) = objects(capsys, "correct", path, "--tempo", "back")
    assert detected["bpm"] == objects(capsys, "list")[1]["bpm"]
    with pytest.raises(SystemExit):
        main(["correct", str(path), "--tempo", "fast"])
    assert "'fast' is not half, double, back or 20 to 400 BPM" in capsys.readouterr().err


def test_a_folder_is_called_a_folder(music: Path, capsys: Capture) -> None:
    assert main(["correct", str(music), "--quadrant", "sad"]) == 1
    assert "This is a folder." in capsys.readouterr().err


def test_the_table_marks_corrections(music: Path, capsys: Capture) -> None:
    assert main(["correct", str(music / "a.flac"), "--quadrant", "sad"]) == 0
    assert "sad, -0.50, -0.50" in capsys.readouterr().out
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert "sad (corrected)" in out
    assert "relaxed 60%" in out


@pytest.mark.parametrize("form", ["csv", "json"])
def test_exports_hold_both(music: Path, tmp_path: Path, form: str, capsys: Capture) -> None:
    assert main(["correct", str(music / "a.flac"), "--quadrant", "sad"]) == 0
    out = tmp_path / f"songs.{form}"
    assert main(["export", "--format", form, "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    rows = json.loads(text) if form == "json" else list(csv.DictReader(text.splitlines()))
    corrected, other = rows
    assert (float(corrected["valence"]), float(corrected["felt_valence"])) == (0.25, -0.5)
    assert corrected["corrected"].startswith("20")
    assert other["felt_quadrant"] == "relaxed"
    assert not other["corrected"]


def test_a_song_outside_the_library_is_reported(music: Path, capsys: Capture) -> None:
    paths = [str(music / "a.flac"), str(music / "none.flac")]
    assert main(["correct", *paths, "--quadrant", "sad"]) == 1
    printed = capsys.readouterr()
    assert "a.flac: sad" in printed.out
    assert "not in the library" in printed.err


@pytest.mark.parametrize(
    "arguments", [["--place", "2", "0"], ["--place", "0", "nan"], ["--back", "--quadrant", "sad"]]
)
def test_bad_usage(music: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["correct", str(music / "a.flac"), *arguments])


def test_written_numbers_are_the_user_s(music: Path) -> None:
    file = music / "a.flac"
    encode(tone(), SAMPLE_RATE, file)
    tags = mutagen.flac.FLAC(file)
    tags.update({"VALENCE": "0.62", "AROUSAL": "0.25"})
    tags.save()
    with open_library(library_path()) as library:
        add_analyzed(library, file, audio_hash(str(file)))
    policy = WritePolicy(WriteMode.MERGE, dimensions=True, energy=True)
    with open_service(write=True) as service:
        a, b = [row.track_id for row in service.tracks.rows()]
        service.review.decide([(a, "happy", True)])
        assert frames(service, a, policy) == {"MOOD": ("happy",), "ENERGYLEVEL": ("2",)}
        service.review.decide([(a, "happy", None)])
        assert plans(service, [a, b], replace(policy, energy=False)) == []  # nothing was accepted
        assert frames(service, a, policy) == {"ENERGYLEVEL": ("2",)}  # energy needs no moods
        service.review.correct([(a, (-0.5, 0.75))])
        assert (
            service.tagging.preview(service.tracks.rows([a, b]), WritePolicy()).plans == []
        )  # moods only
        assert frames(service, a, policy) == {
            "VALENCE": ("0.25",),
            "AROUSAL": ("0.88",),
            "ENERGYLEVEL": ("10",),
        }


def plans(service: LibraryService, track_ids: list[int], policy: WritePolicy) -> list[TagPlan]:
    return service.tagging.preview(service.tracks.rows(track_ids), policy).plans


def frames(service: LibraryService, track_id: int, policy: WritePolicy) -> dict[str, object]:
    (plan,) = plans(service, [track_id], policy)
    return {change.frame: change.new for change in plan.changes}
