"""Single instance per library: a second instance passes its files to the first and exits.

The first instance holds a lock file and serves a local socket that only the same user can access.
The system releases the lock when its holder ends, however it ends, so whoever gets the lock may
remove a socket that a killed instance left behind.
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

_FIRST_START_TIMEOUT_S = 5.0  # for the first instance to serve its socket
_REPLY_TIMEOUT_MS = 3000
_MAX_MESSAGE_BYTES = 4 * 1024 * 1024
_MAX_SOCKET_NAME_BYTES = 100  # the system allows 108
# The desktop's permission for a window to come to the front.
_ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"

OnFiles = Callable[[list[str]], None]


class SingleInstance(QObject):
    """The claim to be the only instance on the library in `folder`, serving later ones."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        try:
            self._name = socket_name(folder)
        except OSError:  # without a safe socket, each instance has its own window
            self._name = ""
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # instances may run for weeks
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept_connections)
        self._received: dict[QLocalSocket, bytearray] = {}
        self._pending: list[list[str]] = []
        self._on_files: OnFiles | None = None

    def claim(self) -> bool:
        """Return whether this is the first instance; if so, serve later ones from now on."""
        if not self._name:
            return True
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)  # left by a killed instance
        self._server.listen(self._name)
        return True

    def hand_over(self, paths: Sequence[str]) -> bool:
        """Pass files to the first instance, waiting some seconds; return whether it took them."""
        message = json.dumps({"paths": list(paths), "token": os.environ.get(_ACTIVATION_TOKEN, "")})
        deadline = time.monotonic() + _FIRST_START_TIMEOUT_S
        while time.monotonic() < deadline:
            if _send(self._name, message.encode("ascii") + b"\n"):
                return True
            time.sleep(0.1)
        return False

    def listen(self, on_files: OnFiles) -> None:
        """Call `on_files(paths)` for each later instance, with an empty list if it has none."""
        self._on_files = on_files
        pending, self._pending = self._pending, []
        for paths in pending:
            on_files(paths)

    def release(self) -> None:
        """Give up the claim, so that another instance can be the first."""
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
    """Return the name of the library's socket, in a directory of the user."""
    digest = hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=8).hexdigest()
    if sys.platform == "win32":  # a named pipe, which the server restricts to its user
        return f"moodtagger-{digest}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    for directory in [Path(runtime)] if runtime else []:
        name = str(directory / f"moodtagger-{digest}.socket")
        if len(os.fsencode(name)) <= _MAX_SOCKET_NAME_BYTES and os.access(directory, os.W_OK):
            return name
    return str(_user_temp_dir() / f"{digest}.socket")


def _user_temp_dir() -> Path:
    """Return a temporary directory that only this user can access."""
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
    """Return the paths of a message; None when it is invalid."""
    try:
        data = json.loads(message)
    except ValueError:
        return None
    paths = data.get("paths") if isinstance(data, dict) else None
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        return None
    token = data.get("token")
    if isinstance(token, str) and token:
        os.environ[_ACTIVATION_TOKEN] = token  # from where Qt's activateWindow() takes it
    return [path for path in paths if os.path.isabs(path)]  # noqa: PTH117  no file is touched
