"""The benchmark of the window runs and prints its table; its times are not checked here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.measurements import Measurement, measurement_table


def test_a_goal_is_reached_from_its_own_side() -> None:
    assert Measurement("a", 9.0, "ms", 10).reached is True
    assert Measurement("a", 11.0, "ms", 10).reached is False
    assert Measurement("a", 99.0, "x", 100, ">=").reached is False
    assert Measurement("a", 100.0, "x", 100, ">=").reached is True
    assert Measurement("a", 1.0, "ms").reached is None


def test_the_table_says_what_was_reached() -> None:
    lines = measurement_table(
        [Measurement("slow", 1234.5, "ms", 50), Measurement("seen", 0.01234, "s")]
    ).splitlines()
    assert lines[2:] == ["| slow | 1,234 ms | <= 50 ms | no |", "| seen | 0.0123 s |  |  |"]


@pytest.mark.slow
def test_the_windows_bench_measures_every_column_and_writes_json(tmp_path: Path) -> None:
    out = tmp_path / "ui.json"
    command = [sys.executable, "-m", "tests.benchmarks", "ui", "--songs", "150", "--json", str(out)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=110)
    assert run.returncode in (0, 1), run.stderr
    found = json.loads(out.read_text(encoding="utf-8"))
    assert run.stdout.startswith("| figure | measured | goal | reached |")
    assert len(run.stdout.splitlines()) == len(found) + 2
    names = [figure["name"] for figure in found]
    assert sum("times faster than QSortFilterProxyModel" in name for name in names) >= 10
    assert all(figure["value"] >= 0 for figure in found if figure["unit"] != "MB")
    assert {"memory above an empty window", "opening: CPU until the songs can be used"} <= {*names}
