"""Single instance per library: later instances pass their files on and exit."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from moodtagger.ui.single_instance import SingleInstance, socket_name

SENDER = (
    "import sys, pathlib\n"
    "from PySide6.QtCore import QCoreApplication\n"
    "from moodtagger.ui.single_instance import SingleInstance\n"
    "app = QCoreApplication([])\n"
    "instance = SingleInstance(pathlib.Path(sys.argv[1]))\n"
    "print('first' if instance.claim() else instance.hand_over(sys.argv[2:]), flush=True)\n"
)
HOLDER = SENDER + "import threading; threading.Event().wait()\n"  # until it is killed


def start(code: str, folder: Path, *paths: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, str(folder), *paths]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def answer(process: subprocess.Popen[str], qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: process.poll() is not None)
    assert process.stdout is not None
    with process.stdout:
        return process.stdout.read().strip()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library's folder, with the sockets of the test in a separate directory."""
    runtime = tmp_path / "run"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    home = tmp_path / "home"
    home.mkdir()
    return home


def test_a_second_instance_passes_its_files_to_the_first(qtbot: QtBot, folder: Path) -> None:
    first = SingleInstance(folder)
    assert first.claim()
    taken: list[list[str]] = []
    first.listen(taken.append)
    second = start(SENDER, folder, "/music/a b.mp3", "/music/bad\udcff.flac", "relative.ogg")
    assert answer(second, qtbot) == "True"
    assert taken == [["/music/a b.mp3", "/music/bad\udcff.flac"]]
    assert answer(start(SENDER, folder), qtbot) == "True"
    assert taken[1] == []  # only brought to the front
    first.release()


def test_files_that_arrive_before_the_window_are_kept(qtbot: QtBot, folder: Path) -> None:
    first = SingleInstance(folder)
    assert first.claim()
    assert answer(start(SENDER, folder, "/music/early.mp3"), qtbot) == "True"
    taken: list[list[str]] = []
    first.listen(taken.append)
    assert taken == [["/music/early.mp3"]]
    first.release()


def test_the_socket_of_a_killed_instance_is_replaced(folder: Path) -> None:
    holder = start(HOLDER, folder)
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == "first\n"
        assert Path(socket_name(folder)).exists() or sys.platform == "win32"
        assert not SingleInstance(folder).claim()
        holder.kill()
        holder.wait()
    after = SingleInstance(folder)
    assert after.claim()
    after.release()


def test_two_libraries_have_an_instance_each(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    first, second = SingleInstance(folder), SingleInstance(other)
    assert first.claim()
    assert second.claim()
    first.release()
    second.release()


@pytest.mark.skipif(sys.platform == "win32", reason="file modes of POSIX")
def test_other_users_cannot_access_the_socket(folder: Path) -> None:
    first = SingleInstance(folder)
    assert first.claim()
    mode = stat.S_IMODE(Path(socket_name(folder)).stat().st_mode)
    assert not mode & (stat.S_IRWXG | stat.S_IRWXO)
    first.release()


@pytest.mark.parametrize(
    "message", [b"nonsense\n", b'{"paths": "no list"}\n', b'{"paths": [1]}\n', b"[]\n", b"\xff\n"]
)
def test_an_invalid_message_is_ignored(qtbot: QtBot, folder: Path, message: bytes) -> None:
    first = SingleInstance(folder)
    assert first.claim()
    taken: list[list[str]] = []
    first.listen(taken.append)
    socket = QLocalSocket()
    socket.connectToServer(socket_name(folder))
    socket.write(message)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert not socket.readAll().data()
    assert taken == []
    first.release()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_second_start_of_the_program_exits_with_0(
    qtbot: QtBot, moodtagger_home: Path, tmp_path: Path
) -> None:
    song = tmp_path / "song.mp3"
    song.write_bytes(b"no music")
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from moodtagger.cli import main\n"
        "from moodtagger.ui.main_window.window import MainWindow\n"
        "from moodtagger.ui.main_window.controllers.external_requests import (\n"
        "    ExternalRequestsController,\n)\n"
        "def taken(self, paths):\n"
        "    print('taken', *paths, flush=True)\n"
        "ExternalRequestsController.open_paths = taken\n"
        "show = MainWindow.showEvent\n"
        "def shown(window, event):\n"
        "    show(window, event)\n"
        "    QTimer.singleShot(300, lambda: print('shown', flush=True))\n"
        "MainWindow.showEvent = shown\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code, "gui"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "shown\n"
        try:
            again = subprocess.run([*command, str(song)], env=environment, check=False)
            assert again.returncode == 0
            assert first.stdout.readline() == f"taken {song}\n"
        finally:
            first.send_signal(signal.SIGTERM)
        assert first.wait() == 0
    saved = json.loads((moodtagger_home / "settings.json").read_text())
    assert saved["window"]["geometry"]


def test_a_message_that_does_not_end_is_cut_off(qtbot: QtBot, folder: Path) -> None:
    first = SingleInstance(folder)
    assert first.claim()
    taken: list[list[str]] = []
    first.listen(taken.append)
    for padding, is_taken in ((1 << 20, True), (5 << 20, False)):
        socket = QLocalSocket()
        socket.connectToServer(socket_name(folder))
        message = json.dumps({"paths": ["/music/a.mp3"], "padding": "x" * padding})
        socket.write(message.encode() + b"\n")
        qtbot.waitUntil(
            lambda socket=socket: (  # type: ignore[misc]
                socket.state() == QLocalSocket.LocalSocketState.UnconnectedState
            )
        )
        assert (socket.readAll().data() == b"ok\n") is is_taken
    assert taken == [["/music/a.mp3"]]
    first.release()
