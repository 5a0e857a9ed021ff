"""Outputs of fine-tuned networks for held-out songs, and metrics on both sets of labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from scipy.stats import rankdata, spearmanr

from moodtagger.inference.patches import CHOSEN_PATCHES
from moodtagger.training.data.dataset import Floats
from moodtagger.training.network_outputs import SongOutputs
from moodtagger.training.patchnet.batches import as_tensor
from moodtagger.training.patchnet.ratings import FEELINGS
from moodtagger.training.patchnet.song_maps import SongMaps
from moodtagger.training.patchnet.student import PatchStudent, StudentOutput

OUTPUT_PATCHES: Final = CHOSEN_PATCHES  # the app chooses as many of a song
# Feelings that are words of moods too.
SCORED_FEELINGS: Final = (
    "calmness",
    "sadness",
    "tension",
    "joyful_activation",
    "power",
    "tenderness",
    "nostalgia",
)


@dataclass(frozen=True, slots=True)
class PatchOutputs:
    """Outputs for n songs.

    Attributes
    ----------
    main : SongOutputs
        Quadrant, moods, valence, arousal and embedding, on the labels' scales.
    feelings : Floats
        Listeners' feelings, (n, 9).
    attributes : Floats
        Attributes on their teachers' scales, (n, a).
    """

    main: SongOutputs
    feelings: Floats
    attributes: Floats

    @classmethod
    def stack(cls, parts: Sequence[PatchOutputs]) -> PatchOutputs:
        """Concatenate outputs for several sets of songs.

        Parameters
        ----------
        parts : Sequence[PatchOutputs]
            Outputs, at least one.

        Returns
        -------
        PatchOutputs
            Outputs for all songs, in the given order.
        """
        return cls(
            SongOutputs.stack([part.main for part in parts]),
            np.concatenate([part.feelings for part in parts]),
            np.concatenate([part.attributes for part in parts]),
        )

    def select(self, rows: npt.NDArray[np.bool_]) -> PatchOutputs:
        """Select songs.

        Parameters
        ----------
        rows : npt.NDArray[np.bool_]
            Which songs, (n,).

        Returns
        -------
        PatchOutputs
            Outputs for these songs.
        """
        return PatchOutputs(self.main.select(rows), self.feelings[rows], self.attributes[rows])


@torch.inference_mode()
def predict_songs(student: PatchStudent, songs: Sequence[SongMaps]) -> PatchOutputs:
    """Run a student on songs.

    Parameters
    ----------
    student : PatchStudent
        The student; it is set to evaluation mode.
    songs : Sequence[SongMaps]
        Feature maps of n songs, at least one.

    Returns
    -------
    PatchOutputs
        Outputs for the n songs, not standardized.
    """
    student.eval()
    outputs = [student(as_tensor(song.spread(OUTPUT_PATCHES)), 1) for song in songs]
    stacked = StudentOutput(*(torch.cat(values) for values in zip(*outputs, strict=True)))
    return PatchOutputs(
        SongOutputs(
            quadrant=stacked.quadrant.numpy(),
            moods=stacked.moods.numpy(),
            va=(stacked.va * student.va_sd + student.va_mean).numpy(),
            va_logvar=(stacked.va_logvar + 2 * student.va_sd.log()).numpy(),
            embedding=stacked.embedding.numpy(),
        ),
        feelings=(stacked.feelings * student.feelings_sd + student.feelings_mean).numpy(),
        attributes=(stacked.attributes * student.attributes_sd + student.attributes_mean).numpy(),
    )


def feelings_correlation(predicted: Floats, rated: Floats) -> float:
    """Compare feelings with listeners' ratings.

    Parameters
    ----------
    predicted : Floats
        Predicted feelings of n songs, (n, 9).
    rated : Floats
        Listeners' ratings, (n, 9).

    Returns
    -------
    float
        Mean rank correlation of seven of the nine feelings.
    """
    columns = [FEELINGS.index(feeling) for feeling in SCORED_FEELINGS]
    return float(np.mean([_rank_correlation(predicted[:, k], rated[:, k]) for k in columns]))


def circumplex_correlation(va: Floats, rated: Floats) -> float:
    """Compare valence and arousal with listeners' ratings, along the circumplex.

    Joyful activation lies along V + A, sadness opposite of it, tension along A - V, calmness and
    tenderness along V - A, power along A, with V and A as ranks.

    Parameters
    ----------
    va : Floats
        Predicted valence and arousal of n songs, (n, 2).
    rated : Floats
        Listeners' ratings, (n, 9).

    Returns
    -------
    float
        Mean rank correlation.
    """
    v, a = rankdata(va[:, 0]), rankdata(va[:, 1])
    directions = {
        "joyful_activation": v + a,
        "sadness": -v - a,
        "tension": a - v,
        "calmness": v - a,
        "tenderness": v - a,
        "power": a,
    }
    return float(
        np.mean(
            [
                _rank_correlation(direction, rated[:, FEELINGS.index(feeling)])
                for feeling, direction in directions.items()
            ]
        )
    )


def rating_metrics(outputs: PatchOutputs, rated: Floats) -> dict[str, float]:
    """Score outputs against listeners' ratings.

    Parameters
    ----------
    outputs : PatchOutputs
        Outputs for n songs.
    rated : Floats
        Listeners' ratings, (n, 9).

    Returns
    -------
    dict[str, float]
        Rank correlation of feelings and along the circumplex, by name.
    """
    return {
        "feelings": feelings_correlation(outputs.feelings, rated),
        "circumplex": circumplex_correlation(outputs.main.va, rated),
    }


def attribute_correlations(
    predicted: Floats, truth: Floats, names: Sequence[str]
) -> dict[str, float]:
    """Compare attributes with their teachers.

    Parameters
    ----------
    predicted : Floats
        Predicted attributes of n songs, (n, a).
    truth : Floats
        Their teachers' values, (n, a).
    names : Sequence[str]
        Names of the attributes.

    Returns
    -------
    dict[str, float]
        Correlation by name; NaN where either is constant.
    """
    out = {}
    for k, name in enumerate(names):
        x, y = predicted[:, k], truth[:, k]
        varies = len(x) > 1 and np.ptp(x) > 0 and np.ptp(y) > 0
        out[name] = float(np.corrcoef(x, y)[0, 1]) if varies else float("nan")
    return out


def save_outputs(
    path: Path, song_id: Sequence[str], fold: npt.NDArray[np.int64], outputs: PatchOutputs
) -> None:
    """Write outputs for held-out songs atomically.

    Parameters
    ----------
    path : Path
        The .npz file to create or replace.
    song_id : Sequence[str]
        Ids of n songs.
    fold : npt.NDArray[np.int64]
        Their folds, (n,).
    outputs : PatchOutputs
        Outputs for them.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    arrays = {f.name: getattr(outputs.main, f.name) for f in fields(SongOutputs)}
    arrays |= {"feelings": outputs.feelings, "attributes": outputs.attributes, "fold": fold}
    temporary_path = path.with_suffix(".part.npz")
    np.savez(temporary_path, song_id=np.array(song_id), **arrays)
    temporary_path.replace(path)


def load_outputs(path: Path) -> tuple[list[str], npt.NDArray[np.int64], PatchOutputs]:
    """Read outputs written by `save_outputs`.

    Parameters
    ----------
    path : Path
        The .npz file.

    Returns
    -------
    tuple[list[str], npt.NDArray[np.int64], PatchOutputs]
        Ids, folds and outputs of n songs.

    Raises
    ------
    OSError
        The file cannot be read.
    """
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored}
    main = SongOutputs(*(arrays[f.name] for f in fields(SongOutputs)))
    outputs = PatchOutputs(main, arrays["feelings"], arrays["attributes"])
    return [str(song) for song in arrays["song_id"]], arrays["fold"], outputs


def _rank_correlation(x: npt.NDArray[np.floating], y: npt.NDArray[np.floating]) -> float:
    """Compute Spearman's correlation; 0 where either is constant."""
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return 0.0
    return float(spearmanr(x, y).statistic)
