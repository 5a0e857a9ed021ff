"""Listeners' feelings about songs: which share of them felt each of nine, and folds of songs.

References
----------
Aljanaki, Wiering, Veltkamp (2016), Studying emotion induced by music through a crowdsourcing game,
Information Processing and Management 52.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.training.data.dataset import FOLDS, Floats

FEELINGS: Final = (
    "amazement",
    "solemnity",
    "tenderness",
    "nostalgia",
    "calmness",
    "power",
    "joyful_activation",
    "tension",
    "sadness",
)
FOLD_SEED = 5


@dataclass(frozen=True, slots=True)
class SongRatings:
    """What listeners felt about one song.

    Attributes
    ----------
    genre : str
        The song's genre.
    listeners : int
        How many listeners rated it.
    feelings : tuple[float, ...]
        Share of listeners that felt each of `FEELINGS`, 0 to 1.
    """

    genre: str
    listeners: int
    feelings: tuple[float, ...]


def read_ratings(path: Path) -> dict[str, SongRatings]:
    """Read the table of ratings.

    Parameters
    ----------
    path : Path
        The CSV file.

    Returns
    -------
    dict[str, SongRatings]
        Ratings by song id, in the order of the table.

    Raises
    ------
    KeyError
        A column is missing.
    ValueError
        A cell is not a number.
    """
    with path.open(newline="", encoding="utf-8") as file:
        return {
            row["id"]: SongRatings(
                row["genre"],
                int(row["listeners"]),
                tuple(float(row[feeling]) for feeling in FEELINGS),
            )
            for row in csv.DictReader(file)
        }


def feeling_targets(ratings: Sequence[SongRatings]) -> Floats:
    """Compute targets: square roots of shares, whose variance depends less on their size.

    Parameters
    ----------
    ratings : Sequence[SongRatings]
        Ratings of n songs.

    Returns
    -------
    Floats
        Targets, (n, 9).
    """
    shares = np.array([song.feelings for song in ratings], np.float32)
    roots: Floats = np.sqrt(shares.reshape(-1, len(FEELINGS)))
    return roots


def rating_weights(ratings: Sequence[SongRatings]) -> Floats:
    """Weigh songs by the square root of how many rated them.

    Parameters
    ----------
    ratings : Sequence[SongRatings]
        Ratings of n songs.

    Returns
    -------
    Floats
        Weights near 1, (n,).
    """
    listeners = np.array([song.listeners for song in ratings], np.float64)
    weights: Floats = np.sqrt(listeners / listeners.mean()).astype(np.float32)
    return weights


def assign_folds(genres: Sequence[str], seed: int = FOLD_SEED) -> npt.NDArray[np.int64]:
    """Assign songs to folds at random, in each genre by itself; their artists are not known.

    Parameters
    ----------
    genres : Sequence[str]
        Genre of each of n songs.
    seed : int, optional
        Seed of the choice.

    Returns
    -------
    npt.NDArray[np.int64]
        Folds, 0 to 4, (n,).
    """
    rng = np.random.default_rng(seed)
    names = np.array(genres)
    fold = np.zeros(len(names), np.int64)
    for genre in np.unique(names):
        rows = np.flatnonzero(names == genre)
        fold[rng.permutation(rows)] = np.arange(len(rows)) % FOLDS
    return fold
