"""The one object that carries results from worker threads to the GUI thread.

It lives as long as the application. Workers never own or delete a QObject; they hand plain
values to the bridge. Single answers travel at once through a queued signal; streams (progress,
new rows) are collected and delivered together about every 100 ms.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

BATCH_MS = 100

PostedCall = tuple[Callable[[Any], None], Any]
EventHandler = Callable[[list[Any]], None]


class ThreadBridge(QObject):
    """Delivers what workers hand over; made and used in the GUI thread, fed from any."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events: queue.SimpleQueue[tuple[EventHandler, Any]] = queue.SimpleQueue()
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(BATCH_MS)
        self._timer.timeout.connect(self._deliver_events)

    def post(self, callback: Callable[[Any], None], value: Any) -> None:
        """From any thread: have `callback(value)` called in the GUI thread soon."""
        self._posted.emit((callback, value))

    def stream(self, handler: EventHandler, event: Any) -> None:
        """From any thread: have `listener([event, ...])` called with the next batch."""
        self._events.put((handler, event))

    def set_streaming(self, on: bool) -> None:
        """GUI thread: run the batch timer while jobs that stream are under way."""
        if on and not self._timer.isActive():
            self._timer.start()
        elif not on:
            self._timer.stop()
            self._deliver_events()

    @Slot(object)
    def _deliver(self, call: PostedCall) -> None:
        # What a job streamed comes before its answer.
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
