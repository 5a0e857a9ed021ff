"""The program is killed at random moments while it writes batches over all formats."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from moodtagger.services.tagging.history import undo
from moodtagger.store import open_library
from moodtagger.tags import audio_hash, read_tags
from tests.robustness.audio_fixtures import copy_songs
from tests.robustness.saves.fault_injection import IN_PLACE, context
from tests.robustness.saves.invariants import digest, next_start
from tests.robustness.saves.operations import SEQUENCE, act, whole_sequence

_PATIENCE_S = 60.0


@dataclass(slots=True)
class Scene:
    """A folder where it happens, and songs to take copies of."""

    folder: Path
    songs: Mapping[str, Path]
    forms: list[list[str]] = field(default_factory=list)  # of each song, after each act
    lasts_s: float = 0.0

    def rehearse(self) -> None:
        """Go through the sequence undisturbed: what each song is after each act, and the time."""
        home, songs = self._stage()
        self.forms = [[digest(song)] for song in songs]
        with open_library(home) as library:
            for name in SEQUENCE:
                act(library, name, songs)
                for forms, song in zip(self.forms, songs, strict=True):
                    forms.append(digest(song))
        home, songs = self._stage()
        self._killed(home, songs, float("inf"))

    def kill(self, seed: str) -> str:
        """One kill; what is amiss then, else nothing."""
        home, songs = self._stage()
        self._killed(home, songs, Random(seed).uniform(0, 1.02) * self.lasts_s)
        diary = self._diary()
        done = diary.read_text(encoding="utf-8").count("\n") if diary.exists() else 0
        if wrong := self._not_whole(songs, done, unsettled=True):
            return wrong
        if wrong := next_start(home, songs, songs[0]):
            return wrong
        return self._not_whole(songs, done) or self._not_taken_back(home, songs)

    def _stage(self) -> tuple[Path, list[Path]]:
        shutil.rmtree(self.folder, ignore_errors=True)
        songs = copy_songs(self.songs, self.folder / "music")
        return self.folder / "home" / "library.sqlite", list(songs.values())

    def _diary(self) -> Path:
        return self.folder / "diary"

    def _killed(self, home: Path, songs: list[Path], after_s: float) -> None:
        """Kill the process so long after it has begun; it begins when the library is there."""
        process = context().Process(  # type: ignore[attr-defined]
            target=whole_sequence, args=(home, songs, self._diary())
        )
        process.start()
        give_up = time.monotonic() + _PATIENCE_S
        while not home.exists() and time.monotonic() < give_up:
            time.sleep(0.001)
        began = time.monotonic()
        if after_s == float("inf"):
            process.join()
            self.lasts_s = time.monotonic() - began
        else:
            process.join(after_s)
            process.kill()
            process.join()

    def _not_whole(self, songs: list[Path], done: int, *, unsettled: bool = False) -> str:
        """Each file must be what the diary says; only that under way may be old or new."""
        for place, (song, forms) in enumerate(zip(songs, self.forms, strict=True)):
            acts, under_way = divmod(done, len(songs))
            acts += place < under_way
            allowed = forms[acts : acts + (2 if place == under_way else 1)]
            half_allowed = unsettled and song.stem == IN_PLACE and place == under_way
            if digest(song) not in allowed and not half_allowed:
                return f"{song.name} is not whole after {done} files"
        return ""

    def _not_taken_back(self, home: Path, songs: list[Path]) -> str:
        with open_library(home) as library:
            for batch in library.batches():
                undo(library, batch.batch_id)
        for song, fresh in zip(songs, self.songs.values(), strict=True):
            if (read_tags(song), audio_hash(song)) != (read_tags(fresh), audio_hash(fresh)):
                return f"{song.name} could not be taken back"
        return ""
