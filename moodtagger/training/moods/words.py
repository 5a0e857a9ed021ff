"""The moods that may be suggested: their words, the same feeling of listeners, former names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from importlib import resources

import numpy as np

from moodtagger.training import data as data_package
from moodtagger.training.data.labels import MoodWordGroup
from moodtagger.training.moods.completeness import estimate_completeness
from moodtagger.training.moods.evidence import Ints, MoodEvidence
from moodtagger.training.patchnet.ratings import FEELINGS, SongRatings

# A song has a feeling if a quarter of its listeners had it: each named two of nine on the mean.
LEAST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class SuggestedMood:
    """A mood that may be suggested.

    Attributes
    ----------
    label : str
        Its name.
    sources : frozenset[str]
        The annotators' words that are merged into it.
    feeling : str
        The one of `FEELINGS` that is the same; empty if there is none.
    former : tuple[str, ...]
        Moods of earlier models that it takes the place of.
    """

    label: str
    sources: frozenset[str]
    feeling: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabeledSongs:
    """Songs of both sets in the order of their outputs: those with words, then those with ratings.

    Attributes
    ----------
    words : Sequence[Set[str]]
        Mood words of each of n songs.
    ratings : Sequence[SongRatings]
        Ratings of each of r songs.
    fold : Ints
        Folds of all songs, (n + r,).
    """

    words: Sequence[Set[str]]
    ratings: Sequence[SongRatings]
    fold: Ints

    def evidence(self, mood: SuggestedMood) -> MoodEvidence:
        """Collect the labels for one mood; rated songs only count if they rate it.

        Parameters
        ----------
        mood : SuggestedMood
            The mood.

        Returns
        -------
        MoodEvidence
            Labels of the first n songs, or of all.
        """
        present = [bool(song & mood.sources) for song in self.words]
        complete = [estimate_completeness(self.words, mood.sources)] * len(self.words)
        rated = [False] * len(self.words)
        if mood.feeling:
            column = FEELINGS.index(mood.feeling)
            present += [song.feelings[column] >= LEAST_SHARE for song in self.ratings]
            complete += [1.0] * len(self.ratings)
            rated += [True] * len(self.ratings)
        count = len(present)
        return MoodEvidence(
            np.array(present, float), np.array(complete), self.fold[:count], np.array(rated)
        )


def read_suggested_moods(groups: Sequence[MoodWordGroup]) -> list[SuggestedMood]:
    """Read the moods that may be suggested.

    Parameters
    ----------
    groups : Sequence[MoodWordGroup]
        The moods that the network was taught; a mood of the same name has their words unless the
        file gives it others.

    Returns
    -------
    list[SuggestedMood]
        The moods in the order of the file.
    """
    taught: Mapping[str, frozenset[str]] = {group.label: group.sources for group in groups}
    path = resources.files(data_package) / "suggested_moods.json"
    return [
        SuggestedMood(
            entry["label"],
            frozenset(entry.get("sources", taught.get(entry["label"], ()))),
            entry.get("feeling", ""),
            tuple(entry.get("former", ())),
        )
        for entry in json.loads(path.read_text(encoding="utf-8"))
    ]
