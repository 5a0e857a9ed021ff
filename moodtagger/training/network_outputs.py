"""A network's outputs for whole songs, those of held-out folds, and their metrics."""

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
from moodtagger.inference.windowing import WindowStream
from moodtagger.training.data.dataset import DatasetSong, Floats, dequantize_db
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS


@dataclass(frozen=True, slots=True)
class SongOutputs:
    """Raw outputs of n songs: `quadrant` (n, 4), `moods` (n, M) logits, `va`, `va_logvar` (n, 2),
    `embedding` (n, 128).
    """

    quadrant: Floats
    moods: Floats
    va: Floats
    va_logvar: Floats
    embedding: Floats

    @classmethod
    def stack(cls, parts: Sequence[SongOutputs]) -> SongOutputs:
        """Songs of several outputs below each other."""
        return cls(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)))

    def select(self, indices: object) -> SongOutputs:
        """The songs at these positions."""
        return SongOutputs(*(getattr(self, f.name)[indices] for f in fields(self)))


@torch.inference_mode()
def run_network(net: MoodNet, songs: Sequence[DatasetSong]) -> SongOutputs:
    """The network's answers to whole songs, pooled over their windows as the app does it."""
    net.eval()
    pooled = []
    for song in songs:
        stream = WindowStream()
        windows = [*stream.push(dequantize_db(song.codes)), *stream.finish()]
        weight = torch.tensor([[window.weight] for window in windows])
        embedding = net.embed(torch.from_numpy(np.stack([window.frames for window in windows])))
        pooled.append((embedding * weight).sum(dim=0) / weight.sum())
    out = net.apply_heads(torch.stack(pooled))
    return SongOutputs(*(value.numpy() for value in out))


def network_metrics(
    outputs: SongOutputs, targets: Floats, core_indices: Sequence[int] | None = None
) -> dict[str, float]:
    """Quadrant accuracy, macro ROC-AUC and average precision over moods, R2 of both dimensions.

    `targets` as `labels.targets_of` gives them. The macro means are over the moods at the positions
    `core` (None: all); the others get a mean of their own. A mood without a positive or a negative
    song among these is left out of the means.
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
    """ROC-AUC and average precision of each mood, NaN where only one class is present."""
    auc = np.full(truth.shape[1], np.nan, np.float32)
    ap = auc.copy()
    for m in range(truth.shape[1]):
        if 0 < truth[:, m].sum() < len(truth):
            auc[m] = roc_auc_score(truth[:, m], logits[:, m])
            ap[m] = average_precision_score(truth[:, m], logits[:, m])
    return auc, ap


def mean_and_sd(folds: Sequence[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Each figure's mean and sample standard deviation over the folds."""
    return {
        name: {
            "mean": round(float(np.mean([f[name] for f in folds])), 4),
            "sd": round(float(np.std([f[name] for f in folds], ddof=1)), 4),
        }
        for name in folds[0]
    }


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
