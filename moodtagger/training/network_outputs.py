"""Run a network on whole songs, store the outputs for held-out folds, and score them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from sklearn.metrics import average_precision_score, r2_score, roc_auc_score

from moodtagger.core.errors import ModelError
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.windowing import WindowStream, sounding_weights
from moodtagger.training.data.dataset import DatasetSong, Floats, dequantize_db
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS

OUT_OF_FOLD_FILE = "out_of_fold.npz"


@dataclass(frozen=True, slots=True)
class SongOutputs:
    """Raw outputs for n songs.

    Attributes
    ----------
    quadrant : Floats
        Logits, (n, 4).
    moods : Floats
        Logits, (n, M).
    va : Floats
        Valence and arousal, (n, 2).
    va_logvar : Floats
        Natural logarithm of their variance, (n, 2).
    embedding : Floats
        Embeddings, (n, 128), not scaled to unit length.
    """

    quadrant: Floats
    moods: Floats
    va: Floats
    va_logvar: Floats
    embedding: Floats

    @classmethod
    def stack(cls, parts: Sequence[SongOutputs]) -> SongOutputs:
        """Concatenate outputs for several sets of songs.

        Parameters
        ----------
        parts : Sequence[SongOutputs]
            Outputs, at least one.

        Returns
        -------
        SongOutputs
            Outputs for all songs, in the given order.
        """
        return cls(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)))

    def select(self, indices: object) -> SongOutputs:
        """Select songs.

        Parameters
        ----------
        indices : object
            Indices, a boolean mask or a slice.

        Returns
        -------
        SongOutputs
            Outputs for these songs.
        """
        return SongOutputs(*(getattr(self, f.name)[indices] for f in fields(self)))


@torch.inference_mode()
def run_network(net: MoodNet, songs: Sequence[DatasetSong]) -> SongOutputs:
    """Run a network on whole songs, pooled over their windows as in the app.

    Parameters
    ----------
    net : MoodNet
        The network; it is set to evaluation mode.
    songs : Sequence[DatasetSong]
        n songs.

    Returns
    -------
    SongOutputs
        Raw outputs for the n songs.
    """
    net.eval()
    pooled = []
    for song in songs:
        stream = WindowStream()
        windows = [*stream.push(dequantize_db(song.codes)), *stream.finish()]
        weights = sounding_weights([w.weight for w in windows], [w.loudness_db for w in windows])
        weight = torch.from_numpy(weights.astype(np.float32))[:, None]
        embedding = net.embed(torch.from_numpy(np.stack([window.frames for window in windows])))
        pooled.append((embedding * weight).sum(dim=0) / weight.sum())
    out = net.apply_heads(torch.stack(pooled))
    return SongOutputs(*(value.numpy() for value in out))


def network_metrics(
    outputs: SongOutputs, targets: Floats, core_indices: Sequence[int] | None = None
) -> dict[str, float]:
    """Score raw outputs against the labels.

    A mood that all of these songs have, or none, is left out of the means.

    Parameters
    ----------
    outputs : SongOutputs
        Raw outputs for n songs.
    targets : Floats
        Their targets as in `labels.build_targets`, (n, 6 + M).
    core_indices : Sequence[int] | None, optional
        Indices of the moods to average over; None takes all. The other moods get a mean of their
        own.

    Returns
    -------
    dict[str, float]
        Quadrant accuracy, macro ROC-AUC and average precision, R2 of valence and arousal, by name.
    """
    quadrant = targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    va = targets[:, VA_COLUMNS]
    auc, ap = mood_scores(outputs.moods, targets[:, FIRST_MOOD:])
    is_core = np.zeros(len(auc), bool)
    is_core[list(range(len(auc)) if core_indices is None else core_indices)] = True
    metrics = {
        "quadrant_accuracy": float((outputs.quadrant.argmax(axis=1) == quadrant).mean()),
        "macro_auc": float(np.nanmean(auc[is_core])),
        "macro_ap": float(np.nanmean(ap[is_core])),
        "valence_r2": float(r2_score(va[:, 0], outputs.va[:, 0])),
        "arousal_r2": float(r2_score(va[:, 1], outputs.va[:, 1])),
    }
    if not is_core.all():
        metrics["macro_auc_extended"] = float(np.nanmean(auc[~is_core]))
    return metrics


def mood_scores(logits: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """Compute ROC-AUC and average precision of each mood.

    Parameters
    ----------
    logits : Floats
        Scores, (n, M), on any scale.
    truth : Floats
        1 where a song has the mood, otherwise 0; (n, M).

    Returns
    -------
    tuple[Floats, Floats]
        Both metrics, (M,) each; NaN where all songs have the mood or none.
    """
    auc = np.full(truth.shape[1], np.nan, np.float32)
    ap = auc.copy()
    for m in range(truth.shape[1]):
        if 0 < truth[:, m].sum() < len(truth):
            auc[m] = roc_auc_score(truth[:, m], logits[:, m])
            ap[m] = average_precision_score(truth[:, m], logits[:, m])
    return auc, ap


def mean_and_sd(folds: Sequence[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Average metrics over folds.

    Parameters
    ----------
    folds : Sequence[dict[str, float]]
        Metrics of each fold, by name.

    Returns
    -------
    dict[str, dict[str, float]]
        Mean and sample standard deviation by metric, rounded to four decimals.
    """
    return {
        name: {
            "mean": round(float(np.mean([f[name] for f in folds])), 4),
            # A single fold has no standard deviation.
            "sd": round(float(np.std([f[name] for f in folds], ddof=1)), 4)
            if len(folds) > 1
            else float("nan"),
        }
        for name in folds[0]
    }


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """Outputs for n songs, each from the network that was not trained on its fold.

    Attributes
    ----------
    song_id : npt.NDArray[np.str_]
        Ids of the songs, (n,).
    fold : npt.NDArray[np.int64]
        Held-out fold of each song, (n,).
    outputs : SongOutputs
        Raw outputs for the n songs.
    targets : Floats
        Targets as in `labels.build_targets`, (n, 6 + M).
    labels : tuple[str, ...]
        The M moods in output order.
    """

    song_id: npt.NDArray[np.str_]
    fold: npt.NDArray[np.int64]
    outputs: SongOutputs
    targets: Floats
    labels: tuple[str, ...]

    def save(self, path: Path) -> None:
        """Write the outputs atomically.

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
        """Read outputs written by `save`.

        Parameters
        ----------
        path : Path
            The .npz file.

        Returns
        -------
        OutOfFold
            The outputs.

        Raises
        ------
        ModelError
            The file is missing or damaged.
        """
        try:
            with np.load(path) as archive:
                arrays = {name: archive[name] for name in archive}
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The networks' outputs for held-out songs cannot be read ({error}).",
                path=path,
                advice="Run `python -m moodtagger.training train` first.",
            ) from error
        outputs = SongOutputs(*(arrays[f.name] for f in fields(SongOutputs)))
        labels = tuple(str(label) for label in arrays["labels"])
        return cls(arrays["song_id"], arrays["fold"], outputs, arrays["targets"], labels)

    def fold_masks(self) -> list[npt.NDArray[np.bool_]]:
        """Build a mask per fold.

        Returns
        -------
        list[npt.NDArray[np.bool_]]
            For each fold, which songs belong to it, (n,).
        """
        return [self.fold == k for k in np.unique(self.fold)]


def build_out_of_fold(
    songs: Sequence[DatasetSong], outputs: SongOutputs, targets: Floats, labels: Sequence[str]
) -> OutOfFold:
    """Combine labeled songs with their outputs.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        n labeled songs.
    outputs : SongOutputs
        Raw outputs for these songs, in the same order.
    targets : Floats
        Their targets, (n, 6 + M).
    labels : Sequence[str]
        The M moods in output order.

    Returns
    -------
    OutOfFold
        The combined outputs.
    """
    fold = np.array([song.labels.fold for song in songs if song.labels], np.int64)
    song_id = np.array([song.song_id for song in songs])
    return OutOfFold(song_id, fold, outputs, targets, tuple(labels))
