"""A map of tags, from what a network learned: tags it hears in the same songs lie near each other.

Two tags are alike when the network's logits for them rise and fall together over held-out songs.
A logit is the song's hidden vector times the tag's weights in the output layer, so this compares
the weights, each hidden unit counting for as much as songs differ in it. The weights as such would
let units count that no song moves; and the mean hidden vectors of the songs with a tag are drawn
together by the songs' other tags, which is what the annotators knew and not what the network
learned. Networks of different folds have hidden units of their own, but their logits mean the same,
so the likeness of two tags is the mean over folds.

t-SNE after van der Maaten and Hinton (2008), Visualizing Data using t-SNE, JMLR 9.
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
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import metrics_by_label
from moodtagger.training.framework.report import join_outcomes
from moodtagger.training.framework.task import FoldOutcome
from moodtagger.training.recipes.autotag50.tag_vocabulary import Tag

PERPLEXITY = 8  # the perplexity: about how many tags each is kept near
MAP_EXTENT = 0.97  # of the plane, for the farthest tag
PROBABILITY_EPSILON = 1e-6  # a probability is never nearer to 0 or 1

Doubles = npt.NDArray[np.float64]


def write_tag_map(
    outcomes: Sequence[FoldOutcome], tags: Sequence[Tag], path: Path, seed: int
) -> TagMap:
    """Write the map as `path`.json and, if pictures can be drawn, `path`.png."""
    built_map = build_tag_map(outcomes, tags, seed)
    built_map.to_json(path.with_suffix(".json"))
    if importlib.util.find_spec("matplotlib") is not None:
        from moodtagger.training.plots.tag_map import plot_tag_map

        plot_tag_map(built_map).savefig(path.with_suffix(".png"), dpi=100)
    return built_map


def build_tag_map(outcomes: Sequence[FoldOutcome], tags: Sequence[Tag], seed: int = 0) -> TagMap:
    """The map of the labels of these folds' problem, which are the `tags` in their order."""
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
    """Correlation of the tags' logits over songs: probabilities (n, tags) -> (tags, tags)."""
    p = np.clip(predicted.astype(np.float64), PROBABILITY_EPSILON, 1 - PROBABILITY_EPSILON)
    logits = np.log(p / (1 - p))
    logits -= logits.mean(axis=0)
    norm = np.linalg.norm(logits, axis=0)
    unit = logits / np.where(norm, norm, 1)  # a tag with one logit for all is like no other
    similarity: Doubles = unit.T @ unit
    np.fill_diagonal(similarity, 1)
    return similarity


def tsne_layout(similarity: Doubles, seed: int) -> Doubles:
    """Places (tags, 2) by t-SNE, around 0; started from classical scaling.

    The distance of two tags is that of vectors of length 1 with that correlation, sqrt(2 - 2 r).
    The start makes far neighbourhoods lie as they should, and the map less a matter of luck.
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
    """Stretched across the direction in which they spread most, until they fill a plane.

    Most of what tags have in common is how excited they are, so that t-SNE lays them out as a band.
    """
    u, _, _ = np.linalg.svd(positions, full_matrices=False)
    out: Doubles = u
    return out


def align_with_circumplex(positions: Doubles, valence_arousal: Doubles) -> Doubles:
    """Turned, mirrored and scaled into [-1, 1], so that it is read like the circumplex.

    t-SNE's axes mean nothing, so they may be turned: pleasant tags to the right and excited ones
    upwards as far as that goes (orthogonal Procrustes). `feeling` (tags, 2), NaN where unknown.
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
    """Places (n, 2) with about these distances. Torgerson (1952), Psychometrika 17(4)."""
    squares = distance**2
    centering = np.eye(len(squares)) - 1 / len(squares)
    values, vectors = np.linalg.eigh(-centering @ squares @ centering / 2)
    positions: Doubles = vectors[:, :-3:-1] * np.sqrt(np.clip(values[:-3:-1], 0, None))
    return positions


def _tag_valence_arousal(tag: Tag) -> tuple[float, float] | None:
    return (from_norm(tag.norm[0]), from_norm(tag.norm[1])) if tag.norm else None
