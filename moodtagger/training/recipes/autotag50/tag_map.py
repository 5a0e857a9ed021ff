"""Lay out tags on a plane so that tags predicted for the same songs are near each other.

Two tags are similar if the network's logits for them rise and fall together over held-out songs. A
logit is the product of the song's hidden vector and the tag's weights in the output layer, so this
compares the weights, each hidden unit counting by its variation over songs. Comparing the weights
alone would include units that no song varies; comparing the mean hidden vectors of the songs with a
tag would reflect the annotators' co-occurrences rather than what the network learned. Networks of
different folds have different hidden units, but their logits mean the same, so the similarity of
two tags is the mean over folds.

References
----------
van der Maaten and Hinton (2008), Visualizing Data using t-SNE, Journal of Machine Learning
Research 9.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.manifold import TSNE

from moodtagger.core.circumplex import from_norm
from moodtagger.core.tag_map import TagMap, TagPoint
from moodtagger.files.model_files import save_tag_map
from moodtagger.training.data.dataset import Floats
from moodtagger.training.figure_file import save_figure
from moodtagger.training.framework.metrics import metrics_by_label
from moodtagger.training.framework.report import join_outcomes
from moodtagger.training.framework.task import FoldOutcome
from moodtagger.training.recipes.autotag50.tag_vocabulary import Tag

PERPLEXITY = 8  # about how many neighbors each tag has
MAP_EXTENT = 0.97  # of the plane, for the farthest tag
PROBABILITY_EPSILON = 1e-6

Doubles = npt.NDArray[np.float64]


def write_tag_map(
    outcomes: Sequence[FoldOutcome], tags: Sequence[Tag], path: Path, seed: int
) -> TagMap:
    """Write the map as `path`.json and, if matplotlib is installed, `path`.png.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold.
    tags : Sequence[Tag]
        The task's tags, in the order of its labels.
    path : Path
        Path without extension.
    seed : int
        Seed of t-SNE.

    Returns
    -------
    TagMap
        The map.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    built_map = build_tag_map(outcomes, tags, seed)
    save_tag_map(built_map, path.with_suffix(".json"))
    if importlib.util.find_spec("matplotlib") is not None:
        from moodtagger.training.plots.tag_map import plot_tag_map

        save_figure(plot_tag_map(built_map), path.with_suffix(".png"))
    return built_map


def build_tag_map(outcomes: Sequence[FoldOutcome], tags: Sequence[Tag], seed: int = 0) -> TagMap:
    """Build the map of a task's tags.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold.
    tags : Sequence[Tag]
        The task's tags, in the order of its labels.
    seed : int, optional
        Seed of t-SNE.

    Returns
    -------
    TagMap
        Tags with positions in [-1, 1].
    """
    task = outcomes[0].task
    auc = {k: v["auc"] for k, v in metrics_by_label(task, *join_outcomes(outcomes)).items()}
    valence_arousal = np.array([_tag_valence_arousal(tag) or (np.nan, np.nan) for tag in tags])
    similarity = np.mean([tag_similarity(o.predicted) for o in outcomes], axis=0)
    positions = align_with_circumplex(
        whiten_positions(tsne_layout(similarity, seed)), valence_arousal
    )
    return TagMap(
        [
            TagPoint(
                label=tag.label,
                kind=tag.kind,
                words=tuple(word.text for word in tag.words),
                x=round(float(position[0]), 4),
                y=round(float(position[1]), 4),
                valence=None if np.isnan(v) else round(float(v), 3),
                arousal=None if np.isnan(a) else round(float(a), 3),
                songs=len(tag.songs),
                auc=None if math.isnan(auc[tag.label]) else round(auc[tag.label], 3),
            )
            for tag, position, (v, a) in zip(tags, positions, valence_arousal, strict=True)
        ]
    )


def tag_similarity(predicted: Floats) -> Doubles:
    """Correlate the tags' logits over songs.

    Parameters
    ----------
    predicted : Floats
        Probabilities, (n, tags).

    Returns
    -------
    Doubles
        Correlations in [-1, 1], (tags, tags).
    """
    p = np.clip(predicted.astype(np.float64), PROBABILITY_EPSILON, 1 - PROBABILITY_EPSILON)
    logits = np.log(p / (1 - p))
    logits -= logits.mean(axis=0)
    norm = np.linalg.norm(logits, axis=0)
    unit = logits / np.where(norm, norm, 1)  # a constant tag correlates with none
    similarity: Doubles = unit.T @ unit
    np.fill_diagonal(similarity, 1)
    return similarity


def tsne_layout(similarity: Doubles, seed: int) -> Doubles:
    """Compute a centered t-SNE layout, initialized by classical scaling.

    The distance of two tags is that of unit vectors with their correlation, sqrt(2 - 2 r). The
    initialization preserves the large-scale arrangement and makes the map less random.

    Parameters
    ----------
    similarity : Doubles
        Correlations, (tags, tags).
    seed : int
        Seed of t-SNE.

    Returns
    -------
    Doubles
        Positions, (tags, 2).

    References
    ----------
    van der Maaten and Hinton (2008), Visualizing Data using t-SNE, Journal of Machine Learning
    Research 9.
    """
    distance = np.sqrt(np.clip(2 - 2 * similarity, 0, None))
    np.fill_diagonal(distance, 0)
    start = _classical_scaling(distance)
    tsne = TSNE(
        perplexity=min(PERPLEXITY, (len(similarity) - 1) / 3),
        metric="precomputed",
        init=(start / start[:, 0].std() * 1e-4).astype(np.float32),
        method="exact",
        random_state=seed,
    )
    positions: Doubles = tsne.fit_transform(distance).astype(np.float64)
    positions -= positions.mean(axis=0)
    return positions


def whiten_positions(positions: Doubles) -> Doubles:
    """Scale both principal axes to the same variance.

    What tags have most in common is their arousal, so t-SNE lays them out as a band.

    Parameters
    ----------
    positions : Doubles
        Positions, (tags, 2).

    Returns
    -------
    Doubles
        Positions that fill a plane, (tags, 2).
    """
    u, _, _ = np.linalg.svd(positions, full_matrices=False)
    out: Doubles = u
    return out


def align_with_circumplex(positions: Doubles, valence_arousal: Doubles) -> Doubles:
    """Rotate, mirror and scale a layout so that it reads like the circumplex.

    t-SNE's axes are arbitrary: positive tags are turned to the right and high arousal upwards, as
    far as possible (orthogonal Procrustes).

    Parameters
    ----------
    positions : Doubles
        Positions, (tags, 2).
    valence_arousal : Doubles
        Norms of the tags in [-1, 1], (tags, 2); NaN where unknown.

    Returns
    -------
    Doubles
        Positions in [-1, 1], (tags, 2).

    References
    ----------
    Schönemann (1966), A generalized solution of the orthogonal Procrustes problem, Psychometrika
    31(1).
    """
    known = ~np.isnan(valence_arousal).any(axis=1)
    if known.any():
        u, _, v = np.linalg.svd(
            positions[known].T @ (valence_arousal[known] - valence_arousal[known].mean(axis=0)),
            full_matrices=False,
        )
        positions = positions @ (u @ v)
    out: Doubles = positions / np.abs(positions).max(axis=0) * MAP_EXTENT
    return out


def _classical_scaling(distance: Doubles) -> Doubles:
    """Find positions (n, 2) with about these distances: Torgerson (1952), Psychometrika 17(4)."""
    squares = distance**2
    centering = np.eye(len(squares)) - 1 / len(squares)
    values, vectors = np.linalg.eigh(-centering @ squares @ centering / 2)
    positions: Doubles = vectors[:, :-3:-1] * np.sqrt(np.clip(values[:-3:-1], 0, None))
    return positions


def _tag_valence_arousal(tag: Tag) -> tuple[float, float] | None:
    return (from_norm(tag.norm[0]), from_norm(tag.norm[1])) if tag.norm else None
