"""The player on the desktop's bus, as media keys and its controls use it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.ui.fake_service import FakeAudioBackend, FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory

if sys.platform != "linux" or shutil.which("dbus-daemon") is None:
    pytest.skip("needs Linux and dbus-daemon", allow_module_level=True)

from PySide6.QtDBus import QDBusConnection, QDBusMessage

from moodtagger.ui.main_window.controllers.mpris import (
    PATH,
    PLAYER_INTERFACE,
    SERVICE,
    MprisController,
)

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A bus of the test's own."""
    config = tmp_path / "bus.xml"
    config.write_text(CONFIG)
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        for name in ("player", "client"):
            QDBusConnection.disconnectFromBus(name)
        daemon.terminate()


class Client:
    """What the desktop does."""

    def __init__(self, address: str, qtbot: QtBot) -> None:
        self.bus = QDBusConnection.connectToBus(address, "client")
        self._qtbot = qtbot

    def call(self, interface: str, member: str, *arguments: object) -> list[object]:
        """Call and return the answer; both ends are in this process, so that it cannot block."""
        message = QDBusMessage.createMethodCall(SERVICE, PATH, interface, member)
        message.setArguments(list(arguments))
        pending = self.bus.asyncCall(message)
        self._qtbot.waitUntil(pending.isFinished)
        assert not pending.isError(), pending.error().message()
        return list(pending.reply().arguments())


def test_the_desktop_controls_the_player(
    qtbot: QtBot, make_window: WindowFactory, address: str
) -> None:
    window = make_window(FakeService(songs(4)))
    bus = QDBusConnection.connectToBus(address, "player")
    mpris = MprisController(bus, window.library, window.player, window.playback, window)
    assert mpris.is_published
    client = Client(address, qtbot)
    order = window.views.table.model.track_ids().tolist()
    window.playback.play_from_table(order[0])
    client.call(PLAYER_INTERFACE, "Next")
    assert window.player.track_id == order[1]
    client.call(PLAYER_INTERFACE, "PlayPause")
    assert not window.player.is_playing
    client.call(PLAYER_INTERFACE, "Play")
    assert window.player.is_playing
    assert mpris.status == "Playing"
    backend = window.player.backend
    assert isinstance(backend, FakeAudioBackend)
    backend.positionChanged.emit(20_000)
    client.call(PLAYER_INTERFACE, "Stop")
    assert mpris.status == "Stopped"
    assert mpris.metadata() == {}


def test_the_desktop_knows_what_plays(
    qtbot: QtBot, make_window: WindowFactory, address: str
) -> None:
    window = make_window(FakeService(songs(2)))
    bus = QDBusConnection.connectToBus(address, "player")
    mpris = MprisController(bus, window.library, window.player, window.playback, window)
    order = window.views.table.model.track_ids().tolist()
    row = window.library.song(order[0])
    assert row is not None
    window.playback.play_from_table(order[0])
    found = mpris.metadata()
    assert found["xesam:title"] == row.tags.title
    assert found["xesam:artist"] == [row.tags.artist]
    assert found["mpris:length"] == 200_000_000
    assert found["mpris:trackid"].path() == mpris.track_path
    client = Client(address, qtbot)
    (names,) = client.call("org.freedesktop.DBus.Introspectable", "Introspect")
    assert 'name="SetPosition"' in str(names)
    assert 'name="Position" type="x"' in str(names)


def test_without_a_bus_nothing_is_published(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(2)))
    bus = QDBusConnection("nowhere")
    mpris = MprisController(bus, window.library, window.player, window.playback, window)
    assert not mpris.is_published
    window.playback.play_list([1])
