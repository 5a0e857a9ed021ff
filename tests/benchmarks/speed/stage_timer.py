"""CPU time of the stages of hearing, taken from outside: functions are wrapped, none is changed.

Each stage has its own time only: what it calls of another stage counts there. A generator's time is
what passes between being asked and answering.
"""

from __future__ import annotations

import importlib
import inspect
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

# stage: the places ("module", "Class.method") that it happens in
STAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "open": (("moodtagger.audio.decode", "AudioStream.__init__"),),
    "decode": (("moodtagger.audio.decode", "AudioStream.blocks"),),
    "resample": (
        ("moodtagger.audio.resample", "Resampler.push"),
        ("moodtagger.audio.resample", "Resampler.finish"),
    ),
    "log-mel": (
        ("moodtagger.audio.features.log_mel", "LogMelStream.push"),
        ("moodtagger.audio.features.log_mel", "LogMelStream.finish"),
    ),
    "network": (
        ("moodtagger.inference.predictor", "SongListener.push"),
        ("moodtagger.inference.predictor", "SongListener.finish"),
    ),
    "tempo": (
        ("moodtagger.audio.features.tempo", "TempoListener.push"),
        ("moodtagger.audio.features.tempo", "TempoListener.finish"),
    ),
}


class Stopwatch:
    """Adds up CPU seconds by stage, of all threads."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._open = threading.local()

    def wrap_all(self) -> list[str]:
        """Wrap the places of `STAGES`; the stages of which no place is there."""
        missing = []
        for stage, places in STAGES.items():
            wrapped = [self._wrap_place(stage, *place) for place in places]
            if not any(wrapped):
                missing.append(stage)
        return missing

    def wrap(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, whose time counts to `stage`."""
        if inspect.isgeneratorfunction(function):

            def asked(*arguments: Any, **named: Any) -> Iterator[Any]:
                answers = function(*arguments, **named)
                while True:
                    try:
                        answer = self._timed(stage, lambda: next(answers))
                    except StopIteration:
                        return
                    yield answer

            return asked
        return lambda *arguments, **named: self._timed(stage, lambda: function(*arguments, **named))

    def take(self) -> dict[str, float]:
        """The seconds since the last time, by stage."""
        taken, self.seconds = dict(self.seconds), defaultdict(float)
        return taken

    def _wrap_place(self, stage: str, module: str, place: str) -> bool:
        owner_name, name = place.split(".")
        try:
            owner = getattr(importlib.import_module(module), owner_name)
            setattr(owner, name, self.wrap(stage, getattr(owner, name)))
        except (ImportError, AttributeError):
            return False
        return True

    def _timed(self, stage: str, work: Callable[[], Any]) -> Any:
        inner: list[float] = self._open.__dict__.setdefault("inner", [0.0])
        inner.append(0.0)
        start = time.thread_time()
        try:
            return work()
        finally:
            whole = time.thread_time() - start
            self.seconds[stage] += whole - inner.pop()
            inner[-1] += whole
