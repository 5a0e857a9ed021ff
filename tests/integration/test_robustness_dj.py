"""A short run of `python -m tests.robustness --part dj`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.robustness import dj_exports
from tests.support.trial_results import TrialPlan


def test_a_short_run_loses_nothing(tmp_path: Path) -> None:
    rows = dj_exports.run_trials(TrialPlan(tmp_path, fraction=0.004), lambda _text: None)
    assert [row.what for row in rows][:3] == [".xml, mutated", ".nml, mutated", ".crate, mutated"]
    assert {row.what: row.note for row in rows if row.lost} == {}


def test_what_escapes_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def raise_error(path: str) -> None:
        raise ValueError("escaped")

    exports = dj_exports.make_exports(tmp_path)
    monkeypatch.setattr(dj_exports, "playlist_songs", raise_error)
    report = dj_exports.mutated_trial(tmp_path, ".xml", exports, 1, 0)
    assert report == "ValueError: escaped"
    assert dj_exports.BUILT["files of other kinds"](tmp_path).endswith("ValueError: escaped")
