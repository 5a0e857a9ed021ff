"""The program is killed at random moments while it writes batches over all formats."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from moodtagger.services.tag_history import undo
from moodtagger.store import open_library
from moodtagger.tags import audio_hash, read_tags
from tests.robustness.audio_fixtures import copy_songs
from tests.robustness.saves.fault_injection import IN_PLACE_KIND, process_context
from tests.robustness.saves.invariants import check_restart, digest
from tests.robustness.saves.operations import SEQUENCE, run_operation, run_sequence

_START_TIMEOUT_S = 60.0


@dataclass(slots=True)
class SaveKillTrials:
    """Trials in a folder, on copies of the given songs."""

    folder: Path
    songs: Mapping[str, Path]
    expected_digests: list[list[str]] = field(default_factory=list)  # of each song, after each act
    duration_s: float = 0.0

    def record_expected(self) -> None:
        """Run the sequence undisturbed: record every song after each operation, and the time."""
        home, songs = self._prepare_songs()
        self.expected_digests = [[digest(song)] for song in songs]
        with open_library(home) as library:
            for name in SEQUENCE:
                run_operation(library, name, songs)
                for digests, song in zip(self.expected_digests, songs, strict=True):
                    digests.append(digest(song))
        home, songs = self._prepare_songs()
        self._run_and_kill(home, songs, float("inf"))

    def kill(self, seed: str) -> str:
        """Kill once; returns what is wrong, or ""."""
        home, songs = self._prepare_songs()
        self._run_and_kill(home, songs, Random(seed).uniform(0, 1.02) * self.duration_s)
        log_path = self._log_path()
        done = log_path.read_text(encoding="utf-8").count("\n") if log_path.exists() else 0
        if failure := self._find_incomplete(songs, done, before_recovery=True):
            return failure
        if failure := check_restart(home, songs, songs[0]):
            return failure
        return self._find_incomplete(songs, done) or self._check_undone(home, songs)

    def _prepare_songs(self) -> tuple[Path, list[Path]]:
        shutil.rmtree(self.folder, ignore_errors=True)
        songs = copy_songs(self.songs, self.folder / "music")
        return self.folder / "home" / "library.sqlite", list(songs.values())

    def _log_path(self) -> Path:
        return self.folder / "diary"

    def _run_and_kill(self, home: Path, songs: list[Path], after_s: float) -> None:
        """Kill the process after a delay from when it has opened the library."""
        process = process_context().Process(  # type: ignore[attr-defined]
            target=run_sequence, args=(home, songs, self._log_path())
        )
        process.start()
        deadline = time.monotonic() + _START_TIMEOUT_S
        while not home.exists() and time.monotonic() < deadline:
            time.sleep(0.001)
        start = time.monotonic()
        if after_s == float("inf"):
            process.join()
            self.duration_s = time.monotonic() - start
        else:
            process.join(after_s)
            process.kill()
            process.join()

    def _find_incomplete(
        self, songs: list[Path], done: int, *, before_recovery: bool = False
    ) -> str:
        """Each file must match the log; only the one being written may be old or new."""
        for index, (song, digests) in enumerate(zip(songs, self.expected_digests, strict=True)):
            operations, under_way = divmod(done, len(songs))
            operations += index < under_way
            allowed = digests[operations : operations + (2 if index == under_way else 1)]
            partial_allowed = before_recovery and song.stem == IN_PLACE_KIND and index == under_way
            if digest(song) not in allowed and not partial_allowed:
                return f"{song.name} is not whole after {done} files"
        return ""

    def _check_undone(self, home: Path, songs: list[Path]) -> str:
        with open_library(home) as library:
            for batch in library.journal.batches():
                undo(library, batch.batch_id)
        for song, fresh in zip(songs, self.songs.values(), strict=True):
            if (read_tags(song), audio_hash(song)) != (read_tags(fresh), audio_hash(fresh)):
                return f"{song.name} could not be taken back"
        return ""
