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
from moodtagger.training.framework.cross_validation import FoldOutcome
from moodtagger.training.framework.metrics import by_label
from moodtagger.training.framework.report import joined
from moodtagger.training.tag_map.vocabulary import Tag

NEIGHBOURS = 8  # the perplexity: about how many tags each is kept near
MARGIN = 0.97  # of the plane, for the farthest tag
SURE = 1e-6  # a probability is never nearer to 0 or 1

Doubles = npt.NDArray[np.float64]


def draw_and_write(
    outcomes: Sequence[FoldOutcome], tags: Sequence[Tag], path: Path, seed: int
) -> TagMap:
    """Write the map as `path`.json and, if pictures can be drawn, `path`.png."""
    found = tag_map(outcomes, tags, seed)
    found.to_json(path.with_suffix(".json"))
    if importlib.util.find_spec("matplotlib") is not None:
        from moodtagger.training.plots.tag_map import draw_tag_map

        draw_tag_map(found).savefig(path.with_suffix(".png"), dpi=100)
    return found


def tag_map(outcomes: Sequence[FoldOutcome], tags: Sequence[Tag], seed: int = 0) -> TagMap:
    """The map of the labels of these folds' problem, which are the `tags` in their order."""
    problem = outcomes[0].problem
    auc = {k: v["auc"] for k, v in by_label(problem, *joined(outcomes)).items()}
    feeling = np.array([_feeling(tag) or (np.nan, np.nan) for tag in tags])
    alike = np.mean([likeness(o.predicted) for o in outcomes], axis=0)
    places = turned(spread(layout(alike, seed)), feeling)
    return TagMap(
        [
            TagPoint(
                label=tag.label,
                kind=tag.kind,
                words=tuple(word.text for word in tag.words),
                x=round(float(place[0]), 4),
                y=round(float(place[1]), 4),
                valence=None if np.isnan(v) else round(float(v), 3),
                arousal=None if np.isnan(a) else round(float(a), 3),
                songs=len(tag.songs),
                auc=None if math.isnan(auc[tag.label]) else round(auc[tag.label], 3),
            )
            for tag, place, (v, a) in zip(tags, places, feeling, strict=True)
        ]
    )


def likeness(predicted: Floats) -> Doubles:
    """Correlation of the tags' logits over songs: probabilities (n, tags) -> (tags, tags)."""
    p = np.clip(predicted.astype(np.float64), SURE, 1 - SURE)
    logits = np.log(p / (1 - p))
    logits -= logits.mean(axis=0)
    size = np.linalg.norm(logits, axis=0)
    unit = logits / np.where(size, size, 1)  # a tag with one logit for all is like no other
    alike: Doubles = unit.T @ unit
    np.fill_diagonal(alike, 1)
    return alike


def layout(alike: Doubles, seed: int) -> Doubles:
    """Places (tags, 2) by t-SNE, around 0; started from classical scaling.

    The distance of two tags is that of vectors of length 1 with that correlation, sqrt(2 - 2 r).
    The start makes far neighbourhoods lie as they should, and the map less a matter of luck.
    """
    distance = np.sqrt(np.clip(2 - 2 * alike, 0, None))
    np.fill_diagonal(distance, 0)
    start = _classical_scaling(distance)
    tsne = TSNE(
        perplexity=min(NEIGHBOURS, (len(alike) - 1) / 3),
        metric="precomputed",
        init=(start / start[:, 0].std() * 1e-4).astype(np.float32),
        method="exact",
        random_state=seed,
    )
    places: Doubles = tsne.fit_transform(distance).astype(np.float64)
    places -= places.mean(axis=0)
    return places


def spread(places: Doubles) -> Doubles:
    """Stretched across the direction in which they spread most, until they fill a plane.

    Most of what tags have in common is how excited they are, so that t-SNE lays them out as a band.
    """
    u, _, _ = np.linalg.svd(places, full_matrices=False)
    out: Doubles = u
    return out


def turned(places: Doubles, feeling: Doubles) -> Doubles:
    """Turned, mirrored and scaled into [-1, 1], so that it is read like the circumplex.

    t-SNE's axes mean nothing, so they may be turned: pleasant tags to the right and excited ones
    upwards as far as that goes (orthogonal Procrustes). `feeling` (tags, 2), NaN where unknown.
    """
    known = ~np.isnan(feeling).any(axis=1)
    if known.any():
        u, _, v = np.linalg.svd(
            places[known].T @ (feeling[known] - feeling[known].mean(axis=0)), full_matrices=False
        )
        places = places @ (u @ v)
    out: Doubles = places / np.abs(places).max(axis=0) * MARGIN
    return out


def _classical_scaling(distance: Doubles) -> Doubles:
    """Places (n, 2) with about these distances. Torgerson (1952), Psychometrika 17(4)."""
    squares = distance**2
    middle = np.eye(len(squares)) - 1 / len(squares)
    values, vectors = np.linalg.eigh(-middle @ squares @ middle / 2)
    places: Doubles = vectors[:, :-3:-1] * np.sqrt(np.clip(values[:-3:-1], 0, None))
    return places


def _feeling(tag: Tag) -> tuple[float, float] | None:
    return (from_norm(tag.norm[0]), from_norm(tag.norm[1])) if tag.norm else None
