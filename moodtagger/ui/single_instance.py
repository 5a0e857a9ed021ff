"""One window for each library: a second start hands its files to the first and ends.

The first start holds a lock file and listens on a local socket that only the same user can reach.
The system drops the lock when its holder ends, however it ends, so whoever gets the lock may
clear away a socket that a killed program left.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_FIRST_START_TIMEOUT_S = 5.0  # as long may the first start take until it listens
_REPLY_TIMEOUT_MS = 3000
_MAX_MESSAGE_BYTES = 4 * 1024 * 1024
_MAX_SOCKET_NAME_BYTES = 100  # bytes; the system allows 108
_ACTIVATION_TOKEN = (
    "XDG_ACTIVATION_TOKEN"  # by which a desktop allows a window to come to the front
)

OnFiles = Callable[[list[str]], None]


class SingleInstance(QObject):
    """The right to be the window of the library in `folder`, and the ear for later starts."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        try:
            self._name = socket_name(folder)
        except OSError:  # without a safe place to meet, each start has a window of its own
            self._name = ""
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # a window may stay open for weeks
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept_connections)
        self._received: dict[QLocalSocket, bytearray] = {}
        self._pending: list[list[str]] = []
        self._on_files: OnFiles | None = None

    def claim(self) -> bool:
        """Whether this program is the first; from then on it hears of later starts."""
        if not self._name:
            return True
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)  # of a program that was killed
        self._server.listen(self._name)
        return True

    def hand_over(self, paths: Sequence[str]) -> bool:
        """Give the first start these files; whether it took them. Waits a few seconds at most."""
        message = json.dumps({"paths": list(paths), "token": os.environ.get(_ACTIVATION_TOKEN, "")})
        deadline = time.monotonic() + _FIRST_START_TIMEOUT_S
        while time.monotonic() < deadline:
            if _send(self._name, message.encode("ascii") + b"\n"):
                return True
            time.sleep(0.1)
        return False

    def listen(self, on_files: OnFiles) -> None:
        """Have `on_files(paths)` called for each later start, an empty list for none."""
        self._on_files = on_files
        pending, self._pending = self._pending, []
        for paths in pending:
            on_files(paths)

    def release(self) -> None:
        """Let another start be the first."""
        self._server.close()
        self._lock.unlock()

    def _accept_connections(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._received[socket] = bytearray()
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(lambda socket=socket: self._remove_socket(socket))
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        received = self._received.get(socket)
        if received is None:
            return
        received += socket.readAll().data()
        if len(received) > _MAX_MESSAGE_BYTES:
            socket.abort()
        elif received.endswith(b"\n"):
            paths = _parse_message(bytes(received))
            if paths is not None:
                socket.write(b"ok\n")
                socket.flush()
            socket.disconnectFromServer()
            if paths is not None:
                self._deliver(paths)

    def _remove_socket(self, socket: QLocalSocket) -> None:
        if self._received.pop(socket, None) is not None:
            socket.deleteLater()

    def _deliver(self, paths: list[str]) -> None:
        if self._on_files is None:
            self._pending.append(paths)
        else:
            self._on_files(paths)


def socket_name(folder: Path) -> str:
    """Where the window of that library listens: a place that is the user's own."""
    digest = hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=8).hexdigest()
    if sys.platform == "win32":  # a pipe, which the server opens for its user alone
        return f"moodtagger-{digest}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    for directory in [Path(runtime)] if runtime else []:
        name = str(directory / f"moodtagger-{digest}.socket")
        if len(os.fsencode(name)) <= _MAX_SOCKET_NAME_BYTES and os.access(directory, os.W_OK):
            return name
    return str(_user_temp_dir() / f"{digest}.socket")


def _user_temp_dir() -> Path:
    """A folder of this user alone beside the system's temporary files."""
    directory = Path(tempfile.gettempdir()) / f"moodtagger-{os.getuid()}"
    with contextlib.suppress(FileExistsError):
        directory.mkdir(mode=0o700)
    info = directory.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.getuid():
        raise PermissionError(f"{directory} belongs to somebody else")
    directory.chmod(0o700)
    return directory


def _send(name: str, message: bytes) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_REPLY_TIMEOUT_MS):
        return False
    socket.write(message)
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_REPLY_TIMEOUT_MS):
            return False
    return socket.readLine().data() == b"ok\n"


def _parse_message(message: bytes) -> list[str] | None:
    """The paths of a message; None when it is none of ours."""
    try:
        data = json.loads(message)
    except ValueError:
        return None
    paths = data.get("paths") if isinstance(data, dict) else None
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        return None
    token = data.get("token")
    if isinstance(token, str) and token:
        os.environ[_ACTIVATION_TOKEN] = (
            token  # Qt takes it from there when the window asks for the front
        )
    return [path for path in paths if os.path.isabs(path)]  # noqa: PTH117  no file is touched
