"""The window and `moodtagger tag` plan the same changes; undo follows the writing settings."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger import paths, settings
from moodtagger.cli import main
from moodtagger.cli.commands.library import open_service
from moodtagger.core.music_analysis import KeyEstimate, MusicAnalysis
from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.services.active_model import model_info
from moodtagger.services.library_service import LibraryService
from moodtagger.services.tag_writing import preview, refresh_tags
from moodtagger.settings import Settings
from moodtagger.store import FoundFile, open_library
from moodtagger.tags import apply_plan, audio_hash, plan_write, read_tags
from tests.support.library import analysis_result, prediction

LONG_AGO_NS = 1_000_000_000 * 10**9

Change = tuple[str, tuple[str, ...], tuple[str, ...]]


@pytest.fixture
def song(song_file: Callable[..., Path]) -> Path:
    """An analyzed song of the library with the mood tags `party` and `Sunday`."""
    path = song_file("flac")
    apply_plan(plan_write(path, TagRequest(("party", "Sunday")), WritePolicy()))
    model = model_info(paths.default_model_dir())
    moods = dict.fromkeys(model.vocabulary.labels, 0.01) | {"sad": 0.95, "calm": 0.9}
    info = path.stat()
    with open_library(paths.library_path()) as library:
        digest = audio_hash(path)
        found = FoundFile(str(path), info.st_size, info.st_mtime_ns, digest, read_tags(path))
        (track_id,) = library.tracks.upsert_files([found])
        predicted = prediction(moods, model=model.name)
        library.analyses.save([(track_id, digest, model.name, analysis_result(path, predicted))])
    return path


@contextmanager
def opened(user_settings: Settings) -> Iterator[LibraryService]:
    """Open the library as the window does with these settings."""
    settings.save(user_settings, paths.settings_path())
    with open_service(write=True) as service:
        yield service


def changes_in_window(service: LibraryService, policy: WritePolicy) -> list[Change]:
    plans = service.tagging.preview(service.tracks.rows(), policy).plans
    return [(c.frame, c.old, c.new) for plan in plans for c in plan.changes]


def changes_on_command_line(capsys: pytest.CaptureFixture[str], mode: WriteMode) -> list[Change]:
    capsys.readouterr()
    assert main(["tag", "--dry-run", "--json", "--mode", str(mode)]) == 0
    plans = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [
        (change["frame"], tuple(change["old"]), tuple(change["new"]))
        for plan in plans
        for change in plan["changes"]
    ]


@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.usefixtures("song")
def test_the_window_and_the_command_line_plan_the_same_changes(
    capsys: pytest.CaptureFixture[str], numbers: bool, accepted: bool, kept: bool
) -> None:
    policies = {m: WritePolicy(m, dimensions=numbers, energy=numbers) for m in WriteMode}
    user_settings = Settings(mood_names={"sad": "Blue"})
    with opened(user_settings.with_policy(policies[WriteMode.MERGE])) as service:
        (row,) = service.tracks.rows()
        service.review.correct([(row.track_id, (-0.5, 0.75))])
        service.review.resolve_tag_conflicts(
            [(row.track_id, "party", kept)], [(row.track_id, "sad", accepted or None)]
        )
        planned = {mode: changes_in_window(service, policies[mode]) for mode in WriteMode}
    assert {mode: changes_on_command_line(capsys, mode) for mode in WriteMode} == planned
    moods = [change for change in planned[WriteMode.MERGE] if change[0] == "MOOD"]
    new = ("party", "Sunday", "Blue") if kept else ("Sunday", "Blue")
    assert moods == ([("MOOD", ("party", "Sunday"), new)] if accepted else [])
    assert bool(planned[WriteMode.MERGE]) is (accepted or numbers)


def test_a_tag_that_the_check_gave_up_leaves_the_file(song: Path) -> None:
    with opened(Settings()) as service:
        (row,) = service.tracks.rows()
        answer, decision = (row.track_id, "party", False), (row.track_id, "sad", True)
        service.review.resolve_tag_conflicts([answer], [decision])
    assert main(["tag"]) == 0
    assert read_tags(song).moods == ("Sunday", "sad")
    with opened(Settings()) as service:
        assert service.tracks.rows()[0].accepted == ("sad",)


def age(path: Path) -> None:
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    with open_library(paths.library_path()) as library:
        refresh_tags(library, str(path))


@pytest.mark.parametrize("keep_mtime", [True, False])
def test_undo_and_redo_follow_the_setting_of_the_date_modified(
    song: Path, keep_mtime: bool
) -> None:
    policy = WritePolicy(WriteMode.MERGE, keep_mtime=keep_mtime)
    assert main(["tag", "--moods", "happy"]) == 0
    user_settings = replace(Settings(), keep_mtime=keep_mtime)
    for name in ("undo", "redo"):
        age(song)
        with opened(user_settings) as service:
            summary = getattr(service.history, name)(1, keep_mtime=policy.keep_mtime)
        assert summary.restored == 1
        assert (song.stat().st_mtime_ns == LONG_AGO_NS) is keep_mtime
    age(song)
    assert main(["undo"]) == 0  # reads the same setting
    assert (song.stat().st_mtime_ns == LONG_AGO_NS) is keep_mtime
    assert read_tags(song).moods == ("party", "Sunday")


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_song_with_two_names_is_written_once(
    song: Path,
    tmp_path: Path,
    link: Callable[[Path, Path], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    link(song, other / "name.flac")
    assert main(["tag", "--moods", "calm", "--", str(other), str(song.parent)]) == 0
    assert "1 file written" in capsys.readouterr().out
    assert "calm" in read_tags(song).moods
    with open_library(paths.library_path()) as library:
        assert [row.accepted for row in library.songs.rows()] == [("calm",)]
    assert (other / "name.flac").is_symlink() == (link is os.symlink)


def test_two_rows_of_one_file_are_one_write(song: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.flac"
    os.link(song, twin)
    requests = [(str(song), TagRequest(("calm",))), (str(twin), TagRequest(("sad",)))]
    found = preview(requests, WritePolicy())
    (written,) = [plan for plan in found.plans if plan.changes]
    apply_plan(written)
    assert read_tags(twin).moods == ("party", "Sunday", "calm", "sad")
    assert "Another name" in found.plans[0].note


def test_a_file_with_other_audio_than_its_song_is_not_written(
    song: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(Settings()) as service:
        (row,) = service.tracks.rows()
        service.review.decide([(row.track_id, "calm", True)])
    before = song.stat()
    other = bytearray(song.read_bytes())
    other[-1] ^= 1
    song.write_bytes(other)
    os.utime(song, ns=(before.st_mtime_ns, before.st_mtime_ns))
    assert main(["tag"]) == 1
    assert "audio" in capsys.readouterr().err
    assert song.read_bytes() == other
    with open_library(paths.library_path()) as library:
        assert library.tracks.file_stamps()[str(song)].mtime_ns != before.st_mtime_ns


def planned_fields(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, list[str]]:
    capsys.readouterr()
    assert main(["tag", "--dry-run", "--json", *options]) == 0
    (plan,) = map(json.loads, capsys.readouterr().out.splitlines())
    return {change["frame"]: change["new"] for change in plan["changes"]}


def test_key_tempo_and_energy_are_written_of_a_song_without_moods(
    song: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(song)
    with open_library(paths.library_path()) as library:
        (row,) = library.songs.rows()
        music = MusicAnalysis(KeyEstimate(MusicalKey(9, minor=True), 0.9))
        result = replace(analysis_result(path), bpm=87.02, music=music)
        model = model_info(paths.default_model_dir()).name
        library.analyses.save([(row.track_id, audio_hash(song), model, result)])
    assert planned_fields(capsys, path, "--write-key") == {"INITIALKEY": ["8A"]}
    options = ("--write-key", "musical", "--write-bpm", "decimal", "--write-energy", "both")
    assert planned_fields(capsys, path, *options) == {
        "INITIALKEY": ["Am"],
        "BPM": ["87.02"],
        "ENERGYLEVEL": ["2"],
        "COMMENT": ["Energy 2"],
    }
    assert planned_fields(capsys, path, "--tempo", "double") == {"BPM": ["174"]}
    assert planned_fields(capsys, path, "--bpm-range", "100-180") == {"BPM": ["174"]}
    assert main(["tag", path, "--write-bpm"]) == 0
    assert read_tags(song).bpm == 87.0
    with open_library(paths.library_path()) as library:
        refresh_tags(library, path)
    assert planned_fields(capsys, path, "--tempo", "double") == {"BPM": ["174"]}
    assert planned_fields(capsys, path, "--bpm-range", "80-160") == {}
