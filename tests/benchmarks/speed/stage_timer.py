"""CPU time of the stages of analysis, measured by wrapping functions from outside.

A stage's time excludes the other stages it calls. A generator's time is that of its
`__next__` calls.
"""

from __future__ import annotations

import importlib
import inspect
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

# stage: its functions as ("module", "Class.method")
STAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "open": (("moodtagger.audio.decode", "AudioStream.__init__"),),
    "decode": (("moodtagger.audio.decode", "AudioStream.blocks"),),
    "resample": (
        ("moodtagger.audio.convert", "Resampler.push"),
        ("moodtagger.audio.convert", "Resampler.finish"),
    ),
    "log-mel": (
        ("moodtagger.audio.mel_spectrogram", "LogMelStream.push"),
        ("moodtagger.audio.mel_spectrogram", "LogMelStream.finish"),
    ),
    "network": (
        ("moodtagger.inference.predictor", "SongPredictor.push"),
        ("moodtagger.inference.predictor", "SongPredictor.finish"),
        ("moodtagger.inference.patch_predictor", "PatchSongPredictor.push_samples"),
        ("moodtagger.inference.patch_predictor", "PatchSongPredictor.finish"),
    ),
    "tempo": (
        ("moodtagger.audio.tempo", "TempoEstimator.push"),
        ("moodtagger.audio.tempo", "TempoEstimator.finish"),
    ),
    "key": (
        ("moodtagger.audio.key", "KeyEstimator.push"),
        ("moodtagger.audio.key", "KeyEstimator.finish"),
    ),
}


class StageTimer:
    """Sums CPU seconds of all threads by stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._thread_state = threading.local()

    def wrap_all(self) -> list[str]:
        """Wrap the functions of `STAGES`; returns the stages of which none exists."""
        missing = []
        for stage, methods in STAGES.items():
            wrapped = [self._wrap_method(stage, *place) for place in methods]
            if not any(wrapped):
                missing.append(stage)
        return missing

    def wrap(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its time counts toward `stage`."""
        if inspect.isgeneratorfunction(function):

            def timed_generator(*arguments: Any, **named: Any) -> Iterator[Any]:
                items = function(*arguments, **named)
                while True:
                    try:
                        answer = self._time_call(stage, lambda: next(items))
                    except StopIteration:
                        return
                    yield answer

            return timed_generator
        return lambda *arguments, **named: self._time_call(
            stage, lambda: function(*arguments, **named)
        )

    def pop_seconds(self) -> dict[str, float]:
        """Seconds by stage since the last call."""
        taken, self.seconds = dict(self.seconds), defaultdict(float)
        return taken

    def _wrap_method(self, stage: str, module: str, qualified_name: str) -> bool:
        owner_name, name = qualified_name.split(".")
        try:
            owner = getattr(importlib.import_module(module), owner_name)
            setattr(owner, name, self.wrap(stage, getattr(owner, name)))
        except (ImportError, AttributeError):
            return False
        return True

    def _time_call(self, stage: str, work: Callable[[], Any]) -> Any:
        nested_seconds: list[float] = self._thread_state.__dict__.setdefault("inner", [0.0])
        nested_seconds.append(0.0)
        start = time.thread_time()
        try:
            return work()
        finally:
            total = time.thread_time() - start
            self.seconds[stage] += total - nested_seconds.pop()
            nested_seconds[-1] += total
