"""The command line's options for how much of the machine it takes."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger import settings
from moodtagger.cli import main
from moodtagger.cli.output import print_error
from moodtagger.cli.performance import (
    add_performance_options,
    limits_from_arguments,
    pause_on_battery,
)
from moodtagger.core.options import BatteryPolicy
from moodtagger.paths import demo_dir, settings_path
from moodtagger.services.workers import priority
from moodtagger.services.workers.priority import WorkerLimits
from moodtagger.settings import Settings


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority, "cores", lambda: 8)
    monkeypatch.setattr(priority, "workers_that_fit_in_memory", lambda: 8)


@pytest.fixture
def supply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that tells whether the battery of the computer is drained; it is."""
    battery = tmp_path / "supplies" / "BAT0"
    battery.mkdir(parents=True)
    (battery / "type").write_text("Battery\n")
    (battery / "status").write_text("Discharging\n")
    monkeypatch.setattr(priority, "SUPPLIES", battery.parent)
    monkeypatch.setattr(priority, "POLL_S", 0.05)
    monkeypatch.setattr("sys.platform", "linux")
    return battery / "status"


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_performance_options(parser)
    return parser.parse_args(words)


def choose(chosen: Settings) -> None:
    settings.save(chosen, settings_path())


def test_without_options_the_settings_count() -> None:
    assert limits_from_arguments(options()) == WorkerLimits(4)
    choose(Settings(workers=3))
    assert limits_from_arguments(options()) == WorkerLimits(3)
    choose(Settings(full_speed=True))
    assert limits_from_arguments(options()) == WorkerLimits(8)


def test_options_count_before_the_settings() -> None:
    choose(Settings(workers=3, full_speed=True))
    assert limits_from_arguments(options("--no-full-speed")) == WorkerLimits(3)
    assert limits_from_arguments(options("--jobs", "2")) == WorkerLimits(2)
    assert limits_from_arguments(options("--jobs", "2", "--full-speed")) == WorkerLimits(2)


@pytest.mark.usefixtures("supply")
@pytest.mark.parametrize("policy", BatteryPolicy)
def test_a_start_on_battery_waits_only_if_wanted(policy: BatteryPolicy) -> None:
    choose(replace(Settings(), on_battery=policy.value))
    with pause_on_battery(options()) as pause:
        assert pause.is_set() is (policy is BatteryPolicy.ALWAYS_PAUSE)
    with pause_on_battery(options("--on-battery", "go-on")) as pause:
        assert not pause.is_set()


def test_an_analysis_waits_for_the_mains_and_reports_it(
    supply: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def print_and_plug_in(message: str) -> None:
        print_error(message)
        supply.write_text("Charging\n")

    monkeypatch.setattr("moodtagger.cli.performance.print_error", print_and_plug_in)
    song = min(path for path in demo_dir().iterdir() if path.suffix == ".ogg")
    status = main(["analyze", str(song), "--quick", "--json", "--on-battery", "wait"])
    out, err = capsys.readouterr()
    assert status == 0
    assert json.loads(out)["path"] == str(song)
    printed = err.splitlines()
    assert "Paused on battery." in printed[0]
    assert "--on-battery go-on" in printed[0]
    assert printed[1].endswith("Plugged in. Resuming.")
