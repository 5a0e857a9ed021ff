"""What five networks said of the songs they had not heard: the base of every honest figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import ModelError
from moodtagger.training.data.dataset import DatasetSong, Floats
from moodtagger.training.network_outputs import SongOutputs

OUT_OF_FOLD_FILE = "out_of_fold.npz"


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """n songs: `song_id` (n,), `fold` (n,) of the network that judged each, its `outputs`.

    `targets` (n, 6 + M) as `labels.targets_of` gives them; `labels` the M moods in output order.
    """

    song_id: npt.NDArray[np.str_]
    fold: npt.NDArray[np.int64]
    outputs: SongOutputs
    targets: Floats
    labels: tuple[str, ...]

    def save(self, path: Path) -> None:
        """Write it, complete or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary_path = path.with_suffix(".part.npz")
        output_arrays = {f.name: getattr(self.outputs, f.name) for f in fields(SongOutputs)}
        np.savez(
            temporary_path,
            song_id=self.song_id,
            fold=self.fold,
            targets=self.targets,
            labels=np.array(self.labels),
            **output_arrays,
        )
        temporary_path.replace(path)

    @classmethod
    def load(cls, path: Path) -> OutOfFold:
        """The inverse of `save`; ModelError when there is no such file."""
        try:
            with np.load(path) as archive:
                arrays = {name: archive[name] for name in archive}
        except (OSError, ValueError) as error:
            raise ModelError(
                f"What the five networks said of held-out songs cannot be read ({error}).",
                path=path,
                advice="Run `python -m moodtagger.training train` first.",
            ) from error
        outputs = SongOutputs(*(arrays[f.name] for f in fields(SongOutputs)))
        labels = tuple(str(label) for label in arrays["labels"])
        return cls(arrays["song_id"], arrays["fold"], outputs, arrays["targets"], labels)

    def fold_masks(self) -> list[npt.NDArray[np.bool_]]:
        """For each fold, which songs are in it."""
        return [self.fold == k for k in np.unique(self.fold)]


def build_out_of_fold(
    songs: Sequence[DatasetSong], outputs: SongOutputs, targets: Floats, labels: Sequence[str]
) -> OutOfFold:
    """From labelled songs and, in the same order, what was said of them and what is true."""
    fold = np.array([song.labels.fold for song in songs if song.labels], np.int64)
    song_id = np.array([song.song_id for song in songs])
    return OutOfFold(song_id, fold, outputs, targets, tuple(labels))
