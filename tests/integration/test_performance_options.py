"""The command line's options for how much of the machine it takes."""

from __future__ import annotations

import argparse
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger import settings
from moodtagger.cli import main
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
    assert limits_from_arguments(options()) == WorkerLimits(8, low_priority=False)


def test_options_count_before_the_settings() -> None:
    choose(Settings(workers=3, full_speed=True))
    assert limits_from_arguments(options("--no-full-speed")) == WorkerLimits(3)
    assert limits_from_arguments(options("--jobs", "2")) == WorkerLimits(2)
    assert limits_from_arguments(options("--jobs", "2", "--full-speed")) == WorkerLimits(
        2, low_priority=False
    )


@pytest.mark.usefixtures("supply")
@pytest.mark.parametrize("manner", BatteryPolicy)
def test_what_begins_on_battery_waits_only_when_asked_to(manner: BatteryPolicy) -> None:
    choose(replace(Settings(), on_battery=manner.value))
    with pause_on_battery(options()) as pause:
        assert pause.is_set() is (manner is BatteryPolicy.ALWAYS_PAUSE)
    with pause_on_battery(options("--on-battery", "go-on")) as pause:
        assert not pause.is_set()


def test_listening_waits_for_the_mains_and_says_so(
    supply: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def plug_in() -> None:
        supply.write_text("Charging\n")

    song = min(path for path in demo_dir().iterdir() if path.suffix == ".ogg")
    timer = threading.Timer(0.5, plug_in)
    timer.start()
    status = main(["analyze", str(song), "--quick", "--json", "--on-battery", "wait"])
    timer.join()
    out, err = capsys.readouterr()
    assert status == 0
    assert json.loads(out)["path"] == str(song)
    told = err.splitlines()
    assert "Paused: this computer runs on its battery." in told[0]
    assert "--on-battery go-on" in told[0]
    assert told[1].endswith("Plugged in again: it goes on.")
