"""The scale benchmark on small libraries, and the form of its results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.scale import plot, report
from tests.benchmarks.scale.report import ScaleResults


def made_up(seconds: dict[int, float], milliseconds: dict[int, float]) -> ScaleResults:
    """Made-up results, each measured twice."""
    found = ScaleResults({"processor": "made of wood"}, 2)
    for songs, usable in seconds.items():
        opened = {"window_s": 1.0, "usable_s": usable, "after_s": 0.5, "songs": songs}
        found.startup_runs[songs] = [opened, opened | {"usable_s": 1.2 * usable}]
    for songs, answer in milliseconds.items():
        found.query_runs[songs] = [
            {"first_ms": 9.0, "alike_ms": [answer] * 3, "similar_ms": 1.0}
        ] * 2
    return found


def test_growth_is_described_by_its_exponent() -> None:
    found = made_up({0: 0.1, 10: 0.2, 100: 0.4, 1000: 1.6}, {10: 1.0, 100: 20.0, 1000: 400.0})
    assert found.startup.exponent == pytest.approx(0.4515, abs=1e-3)
    assert found.startup.max_local_exponent == pytest.approx(0.6021, abs=1e-3)  # 4 times for 10
    assert [row.reached for row in found.goals()] == [True, True, False, False]
    assert found.goals()[0].name == "opening: CPU until the songs can be used, 1,000 songs"
    assert made_up({0: 1.0, 10: 1.0}, {10: 1.0}).startup.exponent is None


def test_the_page_has_every_size_and_its_picture_is_drawn(tmp_path: Path) -> None:
    found = made_up({0: 0.1, 10: 0.2, 1000: 1.6}, {10: 1.0, 1000: 8.0})
    page = report.markdown_report(found, with_plot=True)
    assert "| 1,000 | 1 (1 to 1) | 1.76 (1.6 to 1.92) | 0.5 (0.5 to 0.5) | 9 (9 to 9) |" in page
    assert page.endswith(f"({report.PLOT_PATH})")
    assert "made of wood" in page
    out = tmp_path / report.PLOT_PATH
    plot.save_plot(found, out)
    assert out.read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_small_libraries_are_opened_and_asked(tmp_path: Path) -> None:
    sizes = ["--songs", "30", "--songs", "120", "--rounds", "1", "--work", str(tmp_path)]
    command = [sys.executable, "-m", "tests.benchmarks", "scale", *sizes]
    command += ["--json", str(tmp_path / "scale.json")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=110)
    assert run.returncode in (0, 1), run.stderr
    found = json.loads((tmp_path / "scale.json").read_text(encoding="utf-8"))
    for row in found["reach"]:
        assert f"| {row['name']} |" in run.stdout
    assert len(found["reach"]) == 4
    assert [turns[0]["songs"] for turns in found["opened"].values()] == [0, 30, 120]
    assert {*found["asked"]} == {"30", "120"}
    assert all(len(turns[0]["alike_ms"]) == 20 for turns in found["asked"].values())
    assert {path.name for path in tmp_path.iterdir()} == {
        *("0 songs", "30 songs", "120 songs", "byte code", "scale.json")
    }
