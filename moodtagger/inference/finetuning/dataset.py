"""What a network is to learn, as plain numbers; without torch, so that any process can hold it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class SongFeatures:
    """What the network's ear made of a song, before the layers that learn.

    `windows` float16 (n, k), one row for each ten seconds; `weights` float32 (n,), their shares
    in the song's answer.
    """

    windows: npt.NDArray[np.float16]
    weights: npt.NDArray[np.float32]

    def save(self, path: Path) -> None:
        """Keep it, whole or not at all. OSError on failure."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary_path = path.with_suffix(".part.npz")
        np.savez(temporary_path, windows=self.windows, weights=self.weights)
        temporary_path.replace(path)

    @classmethod
    def load(cls, path: Path) -> SongFeatures | None:
        """What was kept; None when there is nothing or it is damaged."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                found = cls(arrays["windows"], arrays["weights"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        return found if found._is_valid() else None

    def _is_valid(self) -> bool:
        return (
            self.windows.dtype == np.float16
            and self.weights.dtype == np.float32
            and self.windows.ndim == 2
            and self.weights.shape == self.windows.shape[:1]
            and bool(np.isfinite(self.windows).all())
            and bool((self.weights > 0).all())
            and len(self.weights) > 0
        )


@dataclass(frozen=True, slots=True)
class FineTuningDataset:
    """n songs and what the person says of them.

    `present` (n, t) is 1 where a song has a taught mood, else 0; `taught` the t outputs of the
    grown network that these are; `new` how many outputs it gets beyond those it has. `va` (n, 2)
    holds valence and arousal in [-1, 1], NaN where nothing was said. `held_out` (n,) marks the
    songs that only judge.
    """

    songs: Sequence[SongFeatures]
    present: npt.NDArray[np.float32]
    mood_outputs: tuple[int, ...]
    new_outputs: int
    va: npt.NDArray[np.float32]
    held_out: npt.NDArray[np.bool_]

    @property
    def training_indices(self) -> npt.NDArray[np.intp]:
        """Positions of the songs to learn from."""
        return np.flatnonzero(~self.held_out)

    @property
    def held_out_indices(self) -> npt.NDArray[np.intp]:
        """Positions of the held-out songs."""
        return np.flatnonzero(self.held_out)

    def digest(self) -> str:
        """Changes with anything that decides what is learned."""
        out = hashlib.sha256(repr((self.mood_outputs, self.new_outputs)).encode())
        for song in self.songs:
            out.update(song.windows.tobytes())
        for part in (self.present, self.va, self.held_out):
            out.update(part.tobytes())
        return out.hexdigest()
