"""Detection of battery power, and pauses of the analysis on it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from moodtagger.core.options import BatteryPolicy
from moodtagger.services.workers.priority import PowerWatch, is_unplugged


def supply(folder: Path, name: str, **attributes: str) -> None:
    (folder / name).mkdir()
    for name_, value in attributes.items():
        (folder / name / name_).write_text(value + "\n")


def test_a_battery_that_is_drained_means_unplugged(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    assert is_unplugged(tmp_path)


def test_mains_or_a_charger_mean_plugged_in(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")  # a weak charger
    supply(tmp_path, "ucsi-source-psy-1", type="USB", online="1")
    assert not is_unplugged(tmp_path)


@pytest.mark.parametrize("status", ["Charging", "Full", "Not charging", "Unknown"])
def test_a_battery_that_is_not_drained_means_plugged_in(tmp_path: Path, status: str) -> None:
    supply(tmp_path, "BAT0", type="Battery", status=status)
    assert not is_unplugged(tmp_path)


def test_the_battery_of_a_mouse_is_not_the_computers(tmp_path: Path) -> None:
    supply(tmp_path, "hidpp_battery_0", type="Battery", status="Discharging", scope="Device")
    assert not is_unplugged(tmp_path)


def test_an_unknown_supply_counts_as_mains(tmp_path: Path) -> None:
    assert not is_unplugged(tmp_path / "nowhere")
    supply(tmp_path, "BAT0")
    assert not is_unplugged(tmp_path)


@pytest.mark.parametrize(
    ("policy", "at_start", "later"),
    [
        (BatteryPolicy.PAUSE_WHEN_UNPLUGGED, False, True),
        (BatteryPolicy.ALWAYS_PAUSE, True, True),
        (BatteryPolicy.CONTINUE, False, False),
    ],
)
def test_what_waits(policy: BatteryPolicy, at_start: bool, later: bool) -> None:
    assert policy.requires_pause(at_start=True) is at_start
    assert policy.requires_pause(at_start=False) is later


class Plug:
    """A power supply that is read as these states, one after the other; True is unplugged."""

    def __init__(self, *states: bool) -> None:
        self._states = list(states)
        self.reads = 0
        self.read_all = threading.Event()
        self.changes: list[bool] = []
        self.pause = threading.Event()

    def watch(self, policy: BatteryPolicy) -> PowerWatch:
        return PowerWatch(policy, self.pause, self.changes.append, read=self._read, every_s=0.001)

    def _read(self) -> bool:
        self.reads += 1
        if self.reads > len(self._states):
            self.read_all.set()
        return self._states[min(self.reads, len(self._states)) - 1]


def test_work_pauses_while_unplugged_and_resumes_on_mains() -> None:
    plug = Plug(False, False, True, True, False)
    with plug.watch(BatteryPolicy.PAUSE_WHEN_UNPLUGGED):
        plug.read_all.wait()
        assert not plug.pause.is_set()
    assert plug.changes == [True, False]


def test_work_that_starts_on_battery_is_done() -> None:
    plug = Plug(True, True, True)
    with plug.watch(BatteryPolicy.PAUSE_WHEN_UNPLUGGED):
        plug.read_all.wait()
        assert not plug.pause.is_set()
    assert plug.changes == []


def test_always_pausing_pauses_from_the_start() -> None:
    plug = Plug(True)
    with plug.watch(BatteryPolicy.ALWAYS_PAUSE):
        assert plug.pause.is_set()
        assert plug.changes == [True]


def test_continuing_reads_nothing() -> None:
    plug = Plug(True)
    with plug.watch(BatteryPolicy.CONTINUE):
        assert not plug.pause.is_set()
    assert plug.reads == 0
