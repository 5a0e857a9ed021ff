"""Outputs for all songs that were held out, and one file with them for further evaluations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.inference.calibration import Calibration
from moodtagger.training.data.dataset import Floats
from moodtagger.training.network_outputs import OUT_OF_FOLD_FILE, OutOfFold
from moodtagger.training.patchnet.calibrate import RATED_OUTPUTS_FILE, UNLABELED_OUTPUTS_FILE
from moodtagger.training.patchnet.outputs import PatchOutputs, load_outputs
from moodtagger.training.patchnet.readout import Doubles
from moodtagger.training.patchnet.targets import SongTargets

LABELED_OUTPUTS_FILE: Final = "labeled_out_of_fold.npz"
SUMMARY_FILE: Final = "oof.npz"

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PoolOutputs:
    """Outputs for the songs of one pool, each from a network that was not trained on it.

    Attributes
    ----------
    song_id : Sequence[str]
        Ids of n songs.
    fold : Ints
        The fold of each, (n,); -1 for songs that teach no labels.
    outputs : PatchOutputs
        Outputs for them.
    """

    song_id: Sequence[str]
    fold: Ints
    outputs: PatchOutputs


@dataclass(frozen=True, slots=True)
class HeldOutSongs:
    """Outputs for the songs of all pools with audio.

    Attributes
    ----------
    labeled : PoolOutputs
        Songs with quadrant, mood words, valence and arousal.
    rated : PoolOutputs
        Songs with listeners' feelings.
    unlabeled : PoolOutputs
        Other songs.
    targets : Floats
        Labels of the labeled songs as in `labels.build_targets`, (n, 6 + M).
    moods : tuple[str, ...]
        The M moods in output order.
    feelings : Floats
        Roots of the shares of listeners of the rated songs, (r, 9).
    attributes : tuple[Floats, Floats]
        What the teachers say of the labeled and of the rated songs, (n, a) and (r, a).
    """

    labeled: PoolOutputs
    rated: PoolOutputs
    unlabeled: PoolOutputs
    targets: Floats
    moods: tuple[str, ...]
    feelings: Floats
    attributes: tuple[Floats, Floats]

    @classmethod
    def load(cls, folder: Path, song_id: Sequence[str], targets: SongTargets) -> HeldOutSongs:
        """Read what `pipeline.evaluate_patches` wrote for all folds.

        Parameters
        ----------
        folder : Path
            Folder of the outputs.
        song_id : Sequence[str]
            Ids of all songs of the run.
        targets : SongTargets
            Their targets.

        Returns
        -------
        HeldOutSongs
            The outputs.

        Raises
        ------
        OSError
            A file cannot be read.
        ModelError
            The file of labels is missing or damaged.
        """
        names = (LABELED_OUTPUTS_FILE, RATED_OUTPUTS_FILE, UNLABELED_OUTPUTS_FILE)
        labeled, rated, unlabeled = (PoolOutputs(*load_outputs(folder / name)) for name in names)
        labels = OutOfFold.load(folder / OUT_OF_FOLD_FILE)
        row = {song: k for k, song in enumerate(song_id)}
        rows = [[row[song] for song in pool.song_id] for pool in (labeled, rated)]
        return cls(
            *(labeled, rated, unlabeled, labels.targets, labels.labels),
            targets.feelings[rows[1]],
            (targets.attributes[rows[0]], targets.attributes[rows[1]]),
        )

    def pools(self) -> dict[str, PoolOutputs]:
        """Return the pools by the prefix of their arrays in the summary.

        Returns
        -------
        dict[str, PoolOutputs]
            Labeled, rated and unlabeled songs.
        """
        return {"q4": self.labeled, "em": self.rated, "op": self.unlabeled}


def save_summary(
    path: Path, songs: HeldOutSongs, calibration: Calibration, spread: dict[str, Doubles]
) -> None:
    """Write what the app would have said of each held-out song, had it the network of its fold.

    For each prefix of `HeldOutSongs.pools`: `ids` (n,); `fold` (n,); raw outputs `q` (n, 4) with
    the shift of the plane, `m` (n, M), `va` (n, 2), `g` (n, 9) feelings as roots of the listeners'
    shares, `a` (n, a) on the teachers' scales, `e` (n, 128) in a basis of its fold; calibrated
    `quadrant` (n, 4) and `moods` (n, M) probabilities, `position` (n, 2) and `sd` (n, 2). Besides
    `targets` of the labeled songs, and `labels` of the moods.

    Parameters
    ----------
    path : Path
        The .npz file to create or replace.
    songs : HeldOutSongs
        Outputs in the form of the exported network.
    calibration : Calibration
        Its calibration.
    spread : dict[str, Doubles]
        Natural logarithm of the variance by prefix, (n, 2).

    Raises
    ------
    OSError
        The file cannot be written.
    """
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "targets": songs.targets,
        "labels": np.array(songs.moods),
        "correlation": np.array(calibration.va_correlation),
    }
    for prefix, pool in songs.pools().items():
        main = pool.outputs.main
        values = {
            "ids": np.array(pool.song_id),
            "fold": pool.fold,
            "q": main.quadrant,
            "m": main.moods,
            "va": main.va,
            "g": pool.outputs.feelings,
            "a": pool.outputs.attributes,
            "e": main.embedding,
            "quadrant": calibration.quadrant(main.quadrant),
            "moods": calibration.moods(main.moods),
            "position": calibration.va(main.va, main.quadrant),
            "sd": calibration.va_sd(spread[prefix]),
        }
        arrays |= {f"{prefix}_{name}": value for name, value in values.items()}
    temporary_path = path.with_suffix(".part.npz")
    np.savez_compressed(temporary_path, **arrays)  # type: ignore[arg-type]
    temporary_path.replace(path)
