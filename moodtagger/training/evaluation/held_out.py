"""Outputs for held-out songs as the bundled network gives them, each from the network of its fold.

They are in one file, which `python -m moodtagger.training patchnet` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import ModelError
from moodtagger.training.data.dataset import Floats

Ints = npt.NDArray[np.int64]

# Names of the arrays in the file, after the prefix of the pool.
_ARRAYS: Final = {
    "song_id": "ids",
    "fold": "fold",
    "quadrant_logits": "q",
    "mood_logits": "m",
    "va": "va",
    "feelings": "g",
    "attributes": "a",
    "embedding": "e",
    "quadrant": "quadrant",
    "moods": "moods",
    "position": "position",
    "sd": "sd",
}


@dataclass(frozen=True, slots=True)
class HeldOutPool:
    """Outputs for n songs of one pool.

    Attributes
    ----------
    song_id : npt.NDArray[np.str_]
        Ids, (n,).
    fold : Ints
        Folds, (n,); -1 for songs that teach no labels.
    quadrant_logits : Floats
        Logits with the shift to the plane of ratings, (n, 4).
    mood_logits : Floats
        Logits of the moods that the network was trained on, (n, M).
    va : Floats
        Valence and arousal before the calibration, (n, 2).
    feelings : Floats
        Feelings of listeners, (n, 9).
    attributes : Floats
        Attributes in the order of `patchnet.teachers.ATTRIBUTES`, (n, a).
    embedding : Floats
        Embeddings in a basis of their fold, (n, 128).
    quadrant : Floats
        Probabilities, (n, 4).
    moods : Floats
        Probabilities, (n, M).
    position : Floats
        Valence and arousal in [-1, 1], (n, 2).
    sd : Floats
        Their standard deviations, (n, 2).
    """

    song_id: npt.NDArray[np.str_]
    fold: Ints
    quadrant_logits: Floats
    mood_logits: Floats
    va: Floats
    feelings: Floats
    attributes: Floats
    embedding: Floats
    quadrant: Floats
    moods: Floats
    position: Floats
    sd: Floats

    def fold_masks(self) -> list[npt.NDArray[np.bool_]]:
        """Build a mask for each fold.

        Returns
        -------
        list[npt.NDArray[np.bool_]]
            Which songs belong to it, (n,) each.
        """
        return [self.fold == k for k in np.unique(self.fold)]


@dataclass(frozen=True, slots=True)
class HeldOutSummary:
    """Outputs for the songs of all pools with audio.

    Attributes
    ----------
    labeled : HeldOutPool
        Songs with quadrant, mood words, valence and arousal.
    rated : HeldOutPool
        Songs with the feelings of listeners.
    unlabeled : HeldOutPool
        Other songs.
    targets : Floats
        Labels of the labeled songs as in `labels.build_targets`, (n, 6 + M).
    labels : tuple[str, ...]
        The M moods that the network was trained on.
    """

    labeled: HeldOutPool
    rated: HeldOutPool
    unlabeled: HeldOutPool
    targets: Floats
    labels: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> HeldOutSummary:
        """Read the file.

        Parameters
        ----------
        path : Path
            The .npz file.

        Returns
        -------
        HeldOutSummary
            The outputs.

        Raises
        ------
        ModelError
            The file is missing, damaged or lacks an array.
        """
        try:
            with np.load(path) as archive:
                arrays = {name: archive[name] for name in archive.files}
            labeled, rated, unlabeled = (_pool(arrays, prefix) for prefix in ("q4", "em", "op"))
            labels = tuple(str(label) for label in arrays["labels"])
            return cls(labeled, rated, unlabeled, arrays["targets"], labels)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"The networks' outputs for held-out songs cannot be read ({error}).",
                path=path,
                advice="Run `python -m moodtagger.training patchnet` first, or name them by --oof.",
            ) from error


def _pool(arrays: Mapping[str, npt.NDArray[np.generic]], prefix: str) -> HeldOutPool:
    values = [arrays[f"{prefix}_{_ARRAYS[field.name]}"] for field in fields(HeldOutPool)]
    return HeldOutPool(*values)  # type: ignore[arg-type]
