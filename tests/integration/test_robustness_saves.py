"""A short run of `python -m tests.robustness --part saves`."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from moodtagger.services.tag_writing import TempFileCleaner
from moodtagger.store import JournalEntry, Library
from moodtagger.tags.files import atomic_replace
from moodtagger.tags.writing import writer
from tests.robustness import state_machine
from tests.robustness.audio_fixtures import make_songs
from tests.robustness.saves import (
    concurrent_edits,
    fault_injection,
    kill_during_save,
    terminated_command,
)
from tests.robustness.saves.fault_injection import FaultCase
from tests.robustness.saves.injection_points import MISSING_STEPS, STEPS, InjectedFault
from tests.robustness.saves.operations import OPERATIONS

KINDS = ("id3v22", "linked", "aac", "vorbis", "twice")


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_songs(tmp_path_factory.mktemp("songs"))


def some(*faults_: str) -> list[FaultCase]:
    """Each step with each fault, alternating before and after it, operations and formats."""
    cases = []
    turns = zip(itertools.cycle(KINDS), itertools.cycle((False, True, True)), strict=True)
    for i, (fault, step) in enumerate(itertools.product(faults_, STEPS)):
        kind, after = next(turns)
        possible = [name for name in OPERATIONS if step not in MISSING_STEPS[name]]
        act = possible[i % len(possible)]
        kind = "twice" if step == "in place" else kind
        cases.append(
            FaultCase(act, kind, InjectedFault(step, fault, after, persistent=fault == "disk full"))
        )
    return cases


def name_of(case: FaultCase) -> str:
    fault = case.fault
    when = "after" if fault.after_step else "before"
    return f"{fault.kind} {when} {fault.step}, {case.operation} {case.kind}"


@pytest.mark.parametrize("case", some("exception", "disk full", "not allowed"), ids=name_of)
def test_a_step_that_fails(case: FaultCase, songs: dict[str, Path], tmp_path: Path) -> None:
    assert fault_injection.FaultTrials(tmp_path, songs).run_case(case) == ""


@pytest.mark.parametrize("case", some("killed")[::2], ids=name_of)
def test_a_kill_at_a_step(case: FaultCase, songs: dict[str, Path], tmp_path: Path) -> None:
    assert fault_injection.FaultTrials(tmp_path, songs).run_case(case) == ""


@pytest.mark.slow
def test_kills_at_random_moments(songs: dict[str, Path], tmp_path: Path) -> None:
    scene = kill_during_save.SaveKillTrials(tmp_path / "kills", songs)
    scene.record_expected()
    assert [scene.kill(f"test {number}") for number in range(2)] == [""] * 2


@pytest.mark.parametrize("moment", concurrent_edits.EDIT_POINTS)
@pytest.mark.parametrize("edit", concurrent_edits.EDITS)
def test_another_program_is_quicker(
    edit: str, moment: str | None, songs: dict[str, Path], tmp_path: Path
) -> None:
    assert (
        concurrent_edits.ConcurrentEditTrials(tmp_path / "edits", songs).try_edit(
            "flac", edit, moment
        )
        == ""
    )


def test_any_sequence_leaves_the_files_as_the_model_says(tmp_path: Path) -> None:
    assert state_machine.run_state_machine(tmp_path, sequences=4, steps=15, seed_number=1) == ""


@pytest.fixture
def trust() -> Iterator[state_machine.LibraryStateMachine]:
    trust = state_machine.LibraryStateMachine()
    trust.create_songs()
    yield trust
    trust.teardown()


def test_moods_that_another_program_saves_once_more_are_not_written_over(
    trust: state_machine.LibraryStateMachine,
) -> None:
    trust.accept({0}, ("calm", "wild"))
    trust.write({0}, None, ())
    trust.accept({0}, ("dark", "happy"))
    trust.write({0}, 0, ("calm", "wild"))  # what is there already, between preview and write
    assert trust.songs[0].moods == ("calm", "wild")
    trust.files_equal_the_model()
    trust.write({0}, None, ())  # and looked at again they may be
    assert trust.songs[0].moods == ("dark", "happy")
    trust.files_equal_the_model()


# -- the suite notices when a protection is removed -------------------------------------------


def pour(copy: Path, real: Path) -> None:
    with copy.open("rb") as source, real.open("wb") as target:
        shutil.copyfileobj(source, target)


def test_a_save_that_is_no_exchange_is_noticed(
    songs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = fault_injection.FaultTrials(tmp_path, songs)
    assert scene.run_case(FaultCase("write", "flac", InjectedFault("rename", "disk full"))) == ""
    monkeypatch.setattr(atomic_replace, "replace_with_retry", pour)
    case = FaultCase("write", "flac", InjectedFault("in place", "disk full"))
    assert "neither old nor new" in scene.run_case(case)


def test_a_copy_that_stays_is_noticed(
    songs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TempFileCleaner, "clean_folder", lambda self, folder: None)
    case = FaultCase("write", "flac", InjectedFault("rename", "killed"))
    assert "stayed" in fault_injection.FaultTrials(tmp_path, songs).run_case(case)


def test_a_journal_that_is_written_late_is_noticed(
    songs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moodtagger.services import tag_writing

    monkeypatch.setattr(
        tag_writing, "_recover_one", lambda library, entry, *_: _lies(library, entry)
    )
    case = FaultCase("write", "flac", InjectedFault("rename", "killed", after_step=True))
    assert "journal" in fault_injection.FaultTrials(tmp_path, songs).run_case(case)


def _lies(library: Library, entry: JournalEntry) -> str:
    library.journal.finish(entry.entry_id, ok=False, message="Not written.")
    return "It was not written."


def test_a_write_over_the_edit_of_another_program_is_noticed(
    songs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_check_matches_plan", lambda *_: None)
    problem = concurrent_edits.ConcurrentEditTrials(tmp_path / "edits", songs).try_edit(
        "flac", "other moods", None
    )
    assert problem == "what another program wrote is gone"


def test_an_undo_that_does_nothing_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moodtagger.services.tag_history.apply_plan", lambda *_, **__: None)
    monkeypatch.setattr("moodtagger.services.tag_history.restore_old_file", lambda *_, **__: True)
    assert "AssertionError" in state_machine.run_state_machine(
        tmp_path, sequences=10, steps=15, seed_number=1
    )


@pytest.mark.skipif(not terminated_command.SIGNALS, reason="needs signals between processes")
def test_a_command_is_terminated(songs: dict[str, Path], tmp_path: Path) -> None:
    trials = terminated_command.TerminationTrials(tmp_path / "trials", songs)
    trials.record_expected()
    assert trials.terminate("1") == ""
