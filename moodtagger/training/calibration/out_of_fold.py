"""What five networks said of the songs they had not heard: the base of every honest figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import ModelError
from moodtagger.training.data.dataset import Floats, Song
from moodtagger.training.network_outputs import Outputs

FILE = "out_of_fold.npz"


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """n songs: `song_id` (n,), `fold` (n,) of the network that judged each, its `outputs`.

    `targets` (n, 6 + M) as `labels.targets_of` gives them; `labels` the M moods in output order.
    """

    song_id: npt.NDArray[np.str_]
    fold: npt.NDArray[np.int64]
    outputs: Outputs
    targets: Floats
    labels: tuple[str, ...]

    def save(self, path: Path) -> None:
        """Write it, complete or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npz")
        raw = {f.name: getattr(self.outputs, f.name) for f in fields(Outputs)}
        np.savez(
            part,
            song_id=self.song_id,
            fold=self.fold,
            targets=self.targets,
            labels=np.array(self.labels),
            **raw,
        )
        part.replace(path)

    @classmethod
    def load(cls, path: Path) -> OutOfFold:
        """The inverse of `save`; ModelError when there is no such file."""
        try:
            with np.load(path) as kept:
                parts = {name: kept[name] for name in kept}
        except (OSError, ValueError) as error:
            raise ModelError(
                f"What the five networks said of held-out songs cannot be read ({error}).",
                path=path,
                advice="Run `python -m moodtagger.training train` first.",
            ) from error
        outputs = Outputs(*(parts[f.name] for f in fields(Outputs)))
        labels = tuple(str(label) for label in parts["labels"])
        return cls(parts["song_id"], parts["fold"], outputs, parts["targets"], labels)

    def by_fold(self) -> list[npt.NDArray[np.bool_]]:
        """For each fold, which songs are in it."""
        return [self.fold == k for k in np.unique(self.fold)]


def gather(
    songs: Sequence[Song], outputs: Outputs, targets: Floats, labels: Sequence[str]
) -> OutOfFold:
    """From labelled songs and, in the same order, what was said of them and what is true."""
    fold = np.array([song.labels.fold for song in songs if song.labels], np.int64)
    song_id = np.array([song.song_id for song in songs])
    return OutOfFold(song_id, fold, outputs, targets, tuple(labels))
