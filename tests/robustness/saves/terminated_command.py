"""A command that writes moods gets SIGTERM or SIGHUP between two files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.robustness.audio_fixtures import copy_songs
from tests.robustness.saves.invariants import digest

_COMMAND = [sys.executable, "-m", "moodtagger"]
_TIMEOUT_S = 120.0
SIGNALS = tuple(
    number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)


@dataclass(slots=True)
class TerminationTrials:
    """Trials in a folder, on copies of the given songs."""

    folder: Path
    songs: Mapping[str, Path]
    expected_digests: list[str] = field(default_factory=list)  # of each song, when all is written

    def record_expected(self) -> None:
        """Run the command undisturbed, and record every song."""
        songs = self._prepare_songs()
        self._start().wait(_TIMEOUT_S)
        self.expected_digests = [digest(song) for song in songs]

    def terminate(self, seed: str) -> str:
        """Send one signal after a random number of files; return what is wrong, or ""."""
        random = Random(seed)
        number = random.choice(SIGNALS)
        songs = self._prepare_songs()
        originals = [digest(song) for song in songs]
        entries = self._entries()
        process = self._start()
        self._wait_until_written(process, songs, random.randrange(1, len(songs)))
        process.send_signal(number)
        status = process.wait(_TIMEOUT_S)
        written = 0
        for song, *whole in zip(songs, originals, self.expected_digests, strict=True):
            if digest(song) not in whole:
                return f"{song.name} is not whole"
            written += digest(song) == whole[1]
        # Before and after its work a command ends by the signal itself, as shells show it too.
        names_signal = status in {128 + number, -number}
        if not names_signal and not (status == 0 and written == len(songs)):
            return f"exit status {status} after {number.name}"
        if strange := self._entries() - entries:
            return f"{sorted(p.name for p in strange)} stayed beside the music"
        subprocess.run(
            [*_COMMAND, "undo"], env=self._environment(), capture_output=True, check=True
        )
        if [digest(song) for song in songs] != originals:
            return "what was written is not in the history"
        return ""

    def _prepare_songs(self) -> list[Path]:
        shutil.rmtree(self.folder, ignore_errors=True)
        return list(copy_songs(self.songs, self.folder / "music").values())

    def _entries(self) -> set[Path]:
        return set((self.folder / "music").rglob("*"))

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "MOODTAGGER_HOME": str(self.folder / "home")}

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*_COMMAND, "tag", "--moods", "terminated", str(self.folder / "music")],
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _wait_until_written(
        self, process: subprocess.Popen[bytes], songs: list[Path], count: int
    ) -> None:
        """Wait until so many songs were replaced, or the command has ended."""
        before = [song.stat().st_ino for song in songs]
        deadline = time.monotonic() + _TIMEOUT_S
        while process.poll() is None and time.monotonic() < deadline:
            replaced = [song.stat().st_ino for song in songs]
            if sum(old != new for old, new in zip(before, replaced, strict=True)) >= count:
                return
            time.sleep(0.001)
