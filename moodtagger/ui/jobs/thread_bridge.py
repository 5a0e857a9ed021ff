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

Answer = tuple[Callable[[Any], None], Any]
Listener = Callable[[list[Any]], None]


class Bridge(QObject):
    """Delivers what workers hand over; made and used in the GUI thread, fed from any."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._streamed: queue.SimpleQueue[tuple[Listener, Any]] = queue.SimpleQueue()
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(BATCH_MS)
        self._timer.timeout.connect(self._drain)

    def answer(self, callback: Callable[[Any], None], value: Any) -> None:
        """From any thread: have `callback(value)` called in the GUI thread soon."""
        self._answered.emit((callback, value))

    def stream(self, listener: Listener, event: Any) -> None:
        """From any thread: have `listener([event, ...])` called with the next batch."""
        self._streamed.put((listener, event))

    def set_streaming(self, on: bool) -> None:
        """GUI thread: run the batch timer while jobs that stream are under way."""
        if on and not self._timer.isActive():
            self._timer.start()
        elif not on:
            self._timer.stop()
            self._drain()

    @Slot(object)
    def _deliver(self, answer: Answer) -> None:
        # What a job streamed comes before its answer.
        self._drain()
        callback, value = answer
        callback(value)

    @Slot()
    def _drain(self) -> None:
        batches: dict[int, tuple[Listener, list[Any]]] = {}
        for _ in range(self._streamed.qsize()):
            listener, event = self._streamed.get_nowait()
            batches.setdefault(id(listener), (listener, []))[1].append(event)
        for listener, events in batches.values():
            listener(events)
