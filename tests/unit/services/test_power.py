"""Whether the computer runs on its battery, and what waits for that."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from moodtagger.core.options import BatteryPolicy
from moodtagger.services.workers.priority import PowerWatch, is_unplugged

SOON_S = 5.0


def supply(folder: Path, name: str, **words: str) -> None:
    (folder / name).mkdir()
    for key, word in words.items():
        (folder / name / key).write_text(word + "\n")


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
    ("manner", "at_start", "later"),
    [
        (BatteryPolicy.PAUSE_WHEN_UNPLUGGED, False, True),
        (BatteryPolicy.ALWAYS_PAUSE, True, True),
        (BatteryPolicy.CONTINUE, False, False),
    ],
)
def test_what_waits(manner: BatteryPolicy, at_start: bool, later: bool) -> None:
    assert manner.requires_pause(at_start=True) is at_start
    assert manner.requires_pause(at_start=False) is later


class Plug:
    """A plug to pull, and what the watch changes of it."""

    def __init__(self) -> None:
        self.out = False
        self.changes: list[bool] = []
        self.pause = threading.Event()

    def watch(self, manner: BatteryPolicy) -> PowerWatch:
        return PowerWatch(manner, self.pause, self.changes.append, read=self._read, every_s=0.01)

    def _read(self) -> bool:
        return self.out


def soon(holds: Callable[[], bool]) -> bool:
    wait = threading.Event()
    for _ in range(int(SOON_S / 0.01)):
        if holds():
            return True
        wait.wait(0.01)
    return False


def test_work_waits_while_unplugged_and_goes_on_at_the_mains() -> None:
    plug = Plug()
    with plug.watch(BatteryPolicy.PAUSE_WHEN_UNPLUGGED):
        assert not plug.pause.is_set()
        plug.out = True
        assert soon(plug.pause.is_set)
        plug.out = False
        assert soon(lambda: not plug.pause.is_set())
    assert plug.changes == [True, False]


def test_what_is_begun_on_battery_is_done() -> None:
    plug = Plug()
    plug.out = True
    with plug.watch(BatteryPolicy.PAUSE_WHEN_UNPLUGGED):
        threading.Event().wait(0.1)
        assert not plug.pause.is_set()
    assert plug.changes == []


def test_waiting_always_waits_from_the_start() -> None:
    plug = Plug()
    plug.out = True
    with plug.watch(BatteryPolicy.ALWAYS_PAUSE):
        assert plug.pause.is_set()
        assert plug.changes == [True]


def test_going_on_reads_nothing() -> None:
    plug = Plug()
    plug._read = None  # type: ignore[method-assign, assignment]
    with plug.watch(BatteryPolicy.CONTINUE):
        plug.out = True
    assert not plug.pause.is_set()
