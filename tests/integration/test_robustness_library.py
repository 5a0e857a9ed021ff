"""A short run of `python -m tests.robustness --part library`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from moodtagger.store import open_library
from tests.robustness.library import audio_files, large_rescan, memory
from tests.robustness.library.damaged_library import DamagedLibraryTrials
from tests.robustness.library.disk_full import SmallDiskTrials
from tests.robustness.library.exchanged_files import ExchangeTrials
from tests.robustness.library.kill_during_migration import MigrationKillTrials
from tests.robustness.library.kill_during_scan import ScanKillTrials
from tests.robustness.library.moved_files import (
    CHANGES,
    MoveTrials,
    UnplugTrials,
    _touch_files,
    prepare_folder,
)
from tests.robustness.library.user_model import integrity_errors
from tests.support.library import remove_tracks
from tests.support.trial_results import TrialPlan


def test_killed_while_scanning(tmp_path: Path) -> None:
    life = ScanKillTrials(
        tmp_path, "scan", audio_files.write_placeholder_files, 60, 1, timed_fraction=0.0
    )
    assert [life.trial(number) for number in range(5)] == [""] * 5


@pytest.mark.slow
def test_killed_while_listening(tmp_path: Path) -> None:
    life = ScanKillTrials(
        tmp_path, "listen", audio_files.write_tone_files, 4, 1, crash_points=60, timed_fraction=0.0
    )
    assert [life.trial(number) for number in range(2)] == [""] * 2
    life.crash_points = 100_000  # left to finish
    assert life.trial(2) == ""


def test_killed_while_an_older_library_is_updated(tmp_path: Path) -> None:
    tmp_path.joinpath("m").mkdir()
    migrations = MigrationKillTrials(tmp_path / "m", 60, 1, timed_fraction=0.0)
    migrations.measurements = dict.fromkeys(range(1, 6), (45, 0.0))
    assert [migrations.trial(number) for number in range(4)] == [""] * 4


def test_exchanged_while_analyzed(tmp_path: Path) -> None:
    exchanges = ExchangeTrials(tmp_path, 1)
    assert [exchanges.trial(number) for number in range(12)] == [""] * 12


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> DamagedLibraryTrials:
    return DamagedLibraryTrials(tmp_path_factory.mktemp("faults"), 60, 1)


def test_a_damaged_library_has_a_way_out(faults: DamagedLibraryTrials) -> None:
    assert [faults.damaged(number) for number in range(20)] == [""] * 20


def test_a_locked_library_can_be_looked_at(faults: DamagedLibraryTrials) -> None:
    assert [faults.locked(number) for number in range(3)] == [""] * 3


def test_a_newer_library_has_a_way_out(faults: DamagedLibraryTrials) -> None:
    assert [faults.newer(number) for number in range(2)] == [""] * 2


def test_a_disk_that_becomes_full_or_read_only(tmp_path: Path) -> None:
    places = SmallDiskTrials(tmp_path / "disk")
    if not places.is_available():
        pytest.skip("only the administrator may mount a disk of so many bytes")
    assert places.full(0) == ""
    assert places.read_only(0) == ""


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_known_follows_the_sound(tmp_path: Path, what: str) -> None:
    assert MoveTrials(tmp_path, 40, 1, CHANGES[what]).trial(0) == ""


def test_the_clock_set_back(tmp_path: Path) -> None:
    assert MoveTrials(tmp_path, 40, 1, _touch_files, years=-5).trial(0) == ""


def test_a_drive_unplugged_in_mid_scan(tmp_path: Path) -> None:
    trials = UnplugTrials(tmp_path, 1)
    assert [trials.trial(number) for number in range(2)] == [""] * 2


@pytest.mark.slow
def test_an_unchanged_library_is_scanned_in_time(tmp_path: Path) -> None:
    (row,) = large_rescan.run_trials(TrialPlan(tmp_path, fraction=0.02), lambda text: None)
    assert (row.tried, row.lost) == (2000, 0), row.note


@pytest.mark.slow
def test_memory_is_measured_in_one_process(tmp_path: Path) -> None:
    (row,) = memory.run_trials(TrialPlan(tmp_path, fraction=0.006), lambda text: None)
    assert row.tried == 60
    assert "MB at the end" in row.note


def test_the_proof_sees_what_is_lost(tmp_path: Path) -> None:
    """The trials find what they look for."""
    scene = prepare_folder(tmp_path, 30, random.Random(1))
    with scene.library as library:
        assert scene.user.missing_edits(library) == []
        first, second, third, *_ = (row.track_id for row in library.songs.rows())
        library.decisions.save([(first, "mood 0", None)])
        library.corrections.save([(second, None)])
        library.tag_conflict_answers.save([(third, "word 2", None)])
        assert len(scene.user.missing_edits(library)) == 3
        remove_tracks(library, first, second, third)
        assert len(scene.user.missing_edits(library)) == 3
    path = tmp_path / "home" / "library.sqlite"
    content = bytearray(path.read_bytes())
    content[8192:12288] = bytes(4096)
    path.write_bytes(content)
    assert integrity_errors(path)


def test_a_moment_is_really_the_end(tmp_path: Path) -> None:
    from tests.robustness.library import kill_process

    audio_files.write_placeholder_files(tmp_path / "music", 24)
    library = tmp_path / "home" / "library.sqlite"
    library.parent.mkdir()
    assert kill_process.run_until("scan", library, tmp_path / "music", 150) is None
    with open_library(library) as opened:
        assert len(opened.songs.rows()) < 24
