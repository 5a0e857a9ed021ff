"""Songs that are exchanged at a chosen step of a scan, and analyses that show whose they are."""

from __future__ import annotations

import os
import shutil
import wave
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import mutagen.wave
import numpy as np
from mutagen.id3 import TIT2

import moodtagger.tags
from moodtagger.audio import open_audio
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.services.workers import analysis, worker
from moodtagger.services.workers.worker import Operation, Task
from tests.support.fake_pool import FakePool, fake_prediction

SAMPLE_RATE = 8000
STEPS = ("listed", "hashed", "identified", "opened", "decoded", "analyzed")
Hook = Callable[[str, str], None]  # step, path


def write_songs(folder: Path, count: int) -> list[Path]:
    """Write songs of the same size and date; the title of each says how loud it is."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number}.wav" for number in range(count)]
    for number, path in enumerate(paths):
        level = (number + 1) / (count + 1)
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
            file.writeframes(np.full(SAMPLE_RATE // 4, level * 32767, np.int16).tobytes())
        song: Any = mutagen.wave.WAVE(path)
        song.add_tags()
        song.tags.add(TIT2(encoding=3, text=[f"{level:.2f}"]))
        song.save()
        os.utime(path, ns=(1, 1))
    return paths


def title_of(path: Path) -> str:
    """Return the title in a song's tag."""
    song: Any = mutagen.wave.WAVE(path)
    return str(song.tags["TIT2"].text[0])


class ExchangePool(FakePool):
    """Runs the steps of the workers on this thread, and calls `hook` between them."""

    def __init__(self, hook: Hook) -> None:
        super().__init__()
        self.hook = hook

    def _perform(self, task: Task) -> Any:
        with ExitStack() as stack:
            stack.enter_context(patch.object(analysis, "analyze_file", self._analyze))
            stack.enter_context(patch.object(moodtagger.tags, "read_tags", self._read_tags))
            if task.operation is Operation.FINGERPRINT:
                self.hook("listed", task.path)
                return worker.fingerprint(task.path)
            self.hook("identified", task.path)
            result = worker.analyze_pinned(task, cast(Any, None))
        self.hook("analyzed", task.path)
        return result

    def _read_tags(self, path: Any, reading: TagReading = DEFAULT_READING, **options: Any) -> Any:
        self.hook("hashed", os.fspath(path))
        return _READ_TAGS(path, reading, **options)

    def _analyze(self, path: Any, predictor: object, **options: object) -> AnalysisResult:
        name = os.fspath(path)
        self.analyzed.append(name)
        with open_audio(path) as stream:
            self.hook("opened", name)
            level = float(np.mean(np.concatenate(list(stream.blocks()))))
            info = stream.info
        self.hook("decoded", name)
        return AnalysisResult(name, info, replace(fake_prediction(name), valence=level))


_READ_TAGS = moodtagger.tags.read_tags


def exchange_names(one: Path, other: Path) -> None:
    """Let two files swap their names, as a program that renumbers an album does."""
    between = one.with_name("between")
    one.rename(between)
    other.rename(one)
    between.rename(other)


def exchange_contents(one: Path, other: Path) -> None:
    """Overwrite two files with each other's content and keep their dates."""
    contents = one.read_bytes(), other.read_bytes()
    for path, content in zip((other, one), contents, strict=True):
        path.write_bytes(content)
        os.utime(path, ns=(1, 1))


def replace_by_copies(one: Path, other: Path) -> None:
    """Replace two files by copies of each other that have their dates."""
    copies = [Path(shutil.copy2(path, path.with_suffix(".copy"))) for path in (one, other)]
    copies[0].replace(other)
    copies[1].replace(one)


EXCHANGES: dict[str, Callable[[Path, Path], None]] = {
    "names exchanged": exchange_names,
    "contents exchanged": exchange_contents,
    "replaced by copies": replace_by_copies,
}
