"""Saves under disaster in small; `python -m tests.robustness` does it in full."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from moodtagger.services.tagging.temp_cleanup import Sweep
from moodtagger.tags.files import atomic_replace as safe_file
from moodtagger.tags.writing import writer
from tests.robustness import state_machine as machine
from tests.robustness.audio_fixtures import make_songs
from tests.robustness.saves import (
    concurrent_edits as edits,
)
from tests.robustness.saves import (
    fault_injection as faults,
)
from tests.robustness.saves import (
    kill_during_save as kills,
)
from tests.robustness.saves.fault_injection import Case
from tests.robustness.saves.injection_points import OF_UNDO, OF_WRITE, STEPS, Fault
from tests.robustness.saves.operations import ACTS

KINDS = ("id3v22", "linked", "aac", "vorbis", "twice")


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_songs(tmp_path_factory.mktemp("songs"))


def some(*faults_: str) -> list[Case]:
    """Each step with each fault, before and after it in turn, over acts and kinds in turn."""
    cases = []
    turns = zip(itertools.cycle(KINDS), itertools.cycle((False, True, True)), strict=True)
    for i, (fault, step) in enumerate(itertools.product(faults_, STEPS)):
        kind, after = next(turns)
        act = "write" if step in OF_WRITE else ("undo", "redo")[i % 2]
        act = ACTS[i % 3] if step not in (*OF_WRITE, *OF_UNDO) else act
        kind = "twice" if step == "in place" else kind
        cases.append(Case(act, kind, Fault(step, fault, after, lasting=fault == "disk full")))
    return cases


def name_of(case: Case) -> str:
    fault = case.fault
    when = "after" if fault.after else "before"
    return f"{fault.kind} {when} {fault.step}, {case.act} {case.kind}"


@pytest.mark.parametrize("case", some("exception", "disk full", "not allowed"), ids=name_of)
def test_a_step_that_fails(case: Case, songs: dict[str, Path], tmp_path: Path) -> None:
    assert faults.Scene(tmp_path, songs).strike(case) == ""


@pytest.mark.parametrize("case", some("killed")[::2], ids=name_of)
def test_a_kill_at_a_step(case: Case, songs: dict[str, Path], tmp_path: Path) -> None:
    assert faults.Scene(tmp_path, songs).strike(case) == ""


@pytest.mark.slow
def test_kills_at_random_moments(songs: dict[str, Path], tmp_path: Path) -> None:
    scene = kills.Scene(tmp_path / "kills", songs)
    scene.rehearse()
    assert [scene.kill(f"test {number}") for number in range(2)] == [""] * 2


@pytest.mark.parametrize("moment", edits.MOMENTS)
@pytest.mark.parametrize("edit", edits.EDITS)
def test_another_program_is_quicker(
    edit: str, moment: str | None, songs: dict[str, Path], tmp_path: Path
) -> None:
    assert edits.Scene(tmp_path / "edits", songs).disturb("flac", edit, moment) == ""


def test_any_sequence_leaves_the_files_as_the_model_says(tmp_path: Path) -> None:
    assert machine.lost(tmp_path, sequences=4, steps=15, number=1) == ""


@pytest.fixture
def trust() -> Iterator[machine.Trust]:
    trust = machine.Trust()
    trust.collect()
    yield trust
    trust.teardown()


def test_moods_that_another_program_saves_once_more_are_not_written_over(
    trust: machine.Trust,
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


# -- and the proofs notice when a protection is taken out -------------------------------------


def pour(copy: Path, real: Path) -> None:
    with copy.open("rb") as source, real.open("wb") as target:
        shutil.copyfileobj(source, target)


def test_a_save_that_is_no_exchange_is_noticed(
    songs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = faults.Scene(tmp_path, songs)
    assert scene.strike(Case("write", "flac", Fault("rename", "disk full"))) == ""
    monkeypatch.setattr(safe_file, "replace", pour)
    case = Case("write", "flac", Fault("in place", "disk full"))
    assert "neither old nor new" in scene.strike(case)


def test_a_copy_that_stays_is_noticed(
    songs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sweep, "folder", lambda self, folder: None)
    case = Case("write", "flac", Fault("rename", "killed"))
    assert "stayed" in faults.Scene(tmp_path, songs).strike(case)


def test_a_journal_that_is_written_late_is_noticed(
    songs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moodtagger.services.tagging import recovery

    monkeypatch.setattr(recovery, "_recover_one", lambda library, entry, *_: _lies(library, entry))
    case = Case("write", "flac", Fault("rename", "killed", after=True))
    assert "journal" in faults.Scene(tmp_path, songs).strike(case)


def _lies(library: object, entry: object) -> str:
    library.finish(entry.entry_id, ok=False, message="Not written.")  # type: ignore[attr-defined]
    return "It was not written."


def test_a_write_over_the_edit_of_another_program_is_noticed(
    songs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_expect", lambda *_: None)
    told = edits.Scene(tmp_path / "edits", songs).disturb("flac", "other moods", None)
    assert told == "what another program wrote is gone"


def test_an_undo_that_does_nothing_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moodtagger.services.tagging.history.apply_plan", lambda *_, **__: None)
    assert "AssertionError" in machine.lost(tmp_path, sequences=10, steps=15, number=1)
