"""How completely annotators name a mood, estimated from how often they name it twice.

A song of the labeled set has some six words of 217, so a word that is missing says little: labels
are positive or unlabeled. A mood is several near synonyms, and each is like one trap of a capture
and recapture study: songs with exactly one of them, and with exactly two, tell how many have the
mood and got none. What is found so divides the precision and the base rate that are observed.

References
----------
- Chao (1987), Estimating the population size for capture-recapture data with unequal catchability,
  Biometrics 43: the estimate, here without bias for small counts. It is a lower bound of the songs
  that have the mood, so what it gives for the completeness is an upper bound, and precision is not
  flattered.
- Elkan, Noto (2008), Learning classifiers from only positive and unlabeled data, KDD: with labels
  missing at random, the probability of a label is that of the mood times the completeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

import numpy as np

# Words of one mood compete for a song's few places, which makes the estimate too low where they are
# rarely named together; more than one missing label for two that are there is not believed.
LEAST_COMPLETENESS: Final = 2 / 3


def estimate_completeness(songs: Iterable[Set[str]], words: Set[str]) -> float:
    """Estimate the probability that a song that has a mood is labeled with one of its words.

    Parameters
    ----------
    songs : Iterable[Set[str]]
        The words of each song.
    words : Set[str]
        Words of the mood, near synonyms.

    Returns
    -------
    float
        The completeness, `LEAST_COMPLETENESS` to 1; 1 for a mood of one word, as that cannot tell.

    References
    ----------
    Chao (1987), Estimating the population size for capture-recapture data with unequal
    catchability, Biometrics 43.
    """
    if len(words) < 2:
        return 1.0
    counts = np.array([len(song & words) for song in songs])
    once, twice = int((counts == 1).sum()), int((counts == 2).sum())
    labeled = int((counts > 0).sum())
    if not labeled:
        return 1.0
    missing = once * (once - 1) / (2 * (twice + 1))
    return max(LEAST_COMPLETENESS, labeled / (labeled + missing))
