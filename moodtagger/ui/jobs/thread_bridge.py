"""Delivers results of worker threads and Unix signals in the GUI thread.

The bridge lives as long as the application. Workers never own or delete a QObject; they pass
plain values to the bridge. Single results are delivered at once through a queued signal; streams
(progress, new rows) are collected and delivered in batches about every 100 ms.
"""

from __future__ import annotations

import contextlib
import queue
import signal
import socket
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal, Slot

BATCH_MS = 100

PostedCall = tuple[Callable[[Any], None], Any]
EventHandler = Callable[[list[Any]], None]


class ThreadBridge(QObject):
    """Delivers callbacks in the GUI thread; `post` and `stream` may be called in any thread."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: queue.SimpleQueue[tuple[EventHandler, Any]] = queue.SimpleQueue()
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(BATCH_MS)
        self._timer.timeout.connect(self._deliver_events)

    def post(self, callback: Callable[[Any], None], value: Any) -> None:
        """Schedule `callback(value)` in the GUI thread; may be called in any thread."""
        self._posted.emit((callback, value))

    def stream(self, handler: EventHandler, event: Any) -> None:
        """Add an event to the next batch of `handler`; may be called in any thread."""
        self._events.put((handler, event))

    def set_streaming(self, on: bool) -> None:
        """Run the batch timer while jobs are active; call in the GUI thread."""
        if on and not self._timer.isActive():
            self._timer.start()
        elif not on:
            self._timer.stop()
            self._deliver_events()

    @Slot(object)
    def _deliver(self, call: PostedCall) -> None:
        # The events of a job come before its result.
        self._deliver_events()
        callback, value = call
        callback(value)

    @Slot()
    def _deliver_events(self) -> None:
        batches: dict[int, tuple[EventHandler, list[Any]]] = {}
        for _ in range(self._events.qsize()):
            handler, event = self._events.get_nowait()
            batches.setdefault(id(handler), (handler, []))[1].append(event)
        for handler, events in batches.values():
            handler(events)


class UnixSignalHandler(QObject):
    """Calls `close` in the GUI thread on SIGINT, SIGTERM or SIGHUP.

    Python runs signal handlers only between two bytecode instructions, which may be never while
    Qt waits for events; so the signal writes a byte into a socket that Qt watches.
    """

    def __init__(self, close: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._close = close
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in _closing_signals():
            signal.signal(number, lambda _number, _frame: None)

    def stop(self) -> None:
        """Restore Python's default signal handlers."""
        signal.set_wakeup_fd(-1)
        for number in _closing_signals():
            default = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            signal.signal(number, default)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _on_signal(self) -> None:
        with contextlib.suppress(BlockingIOError):
            if self._reader.recv(64):
                self._close()


def _closing_signals() -> tuple[signal.Signals, ...]:
    """Return the signals that close the window; what `nohup` ignores stays ignored."""
    hang_up = getattr(signal, "SIGHUP", None)  # Windows has none
    ignored = hang_up is None or signal.getsignal(hang_up) is signal.SIG_IGN
    return (signal.SIGINT, signal.SIGTERM, *(() if ignored else (hang_up,)))
