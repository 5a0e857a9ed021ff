"""Fine-tuning data as plain arrays; without torch, so that any process can hold it."""

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
    """A song's features before the layers that are fine-tuned.

    Attributes
    ----------
    windows : npt.NDArray[np.float16]
        Features of n windows of ten seconds, (n, k), finite.
    weights : npt.NDArray[np.float32]
        Their weights in the song's mean, (n,), above 0.
    """

    windows: npt.NDArray[np.float16]
    weights: npt.NDArray[np.float32]

    def save(self, path: Path) -> None:
        """Write the features atomically.

        Parameters
        ----------
        path : Path
            The .npz file to create or replace; missing parent folders are created.

        Raises
        ------
        OSError
            The file cannot be written.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary_path = path.with_suffix(".part.npz")
        np.savez(temporary_path, windows=self.windows, weights=self.weights)
        temporary_path.replace(path)

    @classmethod
    def load(cls, path: Path) -> SongFeatures | None:
        """Read features written by `save`.

        Parameters
        ----------
        path : Path
            The .npz file.

        Returns
        -------
        SongFeatures | None
            The features; None if the file is missing or damaged.
        """
        try:
            if not path.is_file():  # a pipe would block
                return None
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                features = cls(arrays["windows"], arrays["weights"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        return features if features._is_valid() else None

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
    """Songs with the user's labels, to fine-tune a network on.

    Attributes
    ----------
    songs : Sequence[SongFeatures]
        Features of n songs.
    present : npt.NDArray[np.float32]
        1 where a song has a labeled mood, otherwise 0; (n, t).
    mood_outputs : tuple[int, ...]
        Output index of each of the t labeled moods in the extended network.
    new_outputs : int
        Number of outputs to add to the network.
    va : npt.NDArray[np.float32]
        Valence and arousal in [-1, 1], (n, 2); NaN where the user gave none.
    held_out : npt.NDArray[np.bool_]
        Marks the songs that are used for evaluation only, (n,).
    """

    songs: Sequence[SongFeatures]
    present: npt.NDArray[np.float32]
    mood_outputs: tuple[int, ...]
    new_outputs: int
    va: npt.NDArray[np.float32]
    held_out: npt.NDArray[np.bool_]

    @property
    def training_indices(self) -> npt.NDArray[np.intp]:
        """Indices of the songs to learn from."""
        return np.flatnonzero(~self.held_out)

    @property
    def held_out_indices(self) -> npt.NDArray[np.intp]:
        """Indices of the held-out songs."""
        return np.flatnonzero(self.held_out)

    def digest(self) -> str:
        """Compute a digest that changes with anything that affects the training.

        Returns
        -------
        str
            SHA-256 in hexadecimal.
        """
        out = hashlib.sha256(repr((self.mood_outputs, self.new_outputs)).encode())
        for song in self.songs:
            out.update(song.windows.tobytes())
        for part in (self.present, self.va, self.held_out):
            out.update(part.tobytes())
        return out.hexdigest()
