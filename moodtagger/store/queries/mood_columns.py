"""The mood probabilities of many songs as matrices: which are confident, which come first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.store.analyses import blobs as pack
from moodtagger.store.analyses.thresholds import Limits

TOP_MOODS = 5

Moods = tuple[tuple[str, float], ...]
Labels = Mapping[int, tuple[str, ...]]  # model id -> mood labels


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Songs whose moods one network told alike: `places` (g,), `shares` float32 (g, moods)."""

    model_id: int
    names: tuple[str, ...]
    places: npt.NDArray[np.intp]
    shares: npt.NDArray[np.float32]


class HeardMoods:
    """Answers about songs by their places among all that were read."""

    def __init__(
        self,
        models: npt.NDArray[np.float64],
        blobs: Sequence[bytes | None],
        labels: Labels,
        hidden: frozenset[str],
    ) -> None:
        """The network's id and the blob of each song; no blob where it was not heard or judged."""
        self._hidden = hidden
        self._count = len(blobs)
        self.groups = _grouped(models, blobs, labels)
        self._group = np.full(self._count, -1, np.intp)
        self._row = np.zeros(self._count, np.intp)
        for number, group in enumerate(self.groups):
            self._group[group.places] = number
            self._row[group.places] = np.arange(len(group.places))

    def top(self, places: Sequence[int]) -> list[Moods]:
        """The most probable moods of these songs, without the hidden ones."""
        asked = np.fromiter(places, np.intp, len(places))
        moods: list[Moods] = [()] * len(asked)
        for number, group in enumerate(self.groups):
            mine = np.flatnonzero(self._group[asked] == number)
            if len(mine):
                shares = group.shares[self._row[asked[mine]]]
                found = pack.top_of(shares, group.names, TOP_MOODS, self._hidden)
                for i, top in zip(mine.tolist(), found, strict=True):
                    moods[i] = top
        return moods

    def proposals(
        self, limits: Limits, told: Sequence[tuple[str, ...] | None]
    ) -> tuple[npt.NDArray[np.int32], list[tuple[str, ...]]]:
        """The confident moods of each song, as a code (n,) into a list of distinct ones.

        `told` are those that were so when a song was heard; they count where the thresholds of
        its network are not kept.
        """
        codes: dict[tuple[str, ...], int] = {(): 0}
        out = np.zeros(self._count, np.int32)
        by_limits = np.zeros(self._count, np.bool_)
        for group in self.groups:
            if group.model_id in limits:
                by_limits[group.places] = True
                out[group.places] = _confident(group, limits[group.model_id], codes)
        for place in np.flatnonzero(~by_limits).tolist():
            if told[place]:
                moods = tuple(mood for mood in told[place] or () if mood not in self._hidden)
                out[place] = codes.setdefault(moods, len(codes))
        return out, list(codes)


def _grouped(
    models: npt.NDArray[np.float64], blobs: Sequence[bytes | None], labels: Labels
) -> list[Group]:
    told = [blob or b"" for blob in blobs]
    sizes = np.fromiter(map(len, told), np.int64, len(told))
    judged = np.flatnonzero(sizes)
    if not len(judged):
        return []
    model = models[judged].astype(np.int64)
    widest = int(sizes.max()) + 1
    out = []
    for kind in np.unique(model * widest + sizes[judged]).tolist():
        model_id, size = divmod(kind, widest)
        places = judged[(model == model_id) & (sizes[judged] == size)]
        whole = b"".join(map(told.__getitem__, places.tolist()))
        shares = np.frombuffer(whole, "<f4").reshape(len(places), -1)
        out.append(Group(model_id, labels[model_id][: size // 4], places, shares))
    return out


def _confident(
    group: Group, least: Mapping[str, float], codes: dict[tuple[str, ...], int]
) -> npt.NDArray[np.int32]:
    """The code of each song's confident moods, most probable first; new ones get new codes."""
    over = np.flatnonzero(pack.over_in(group.shares, group.names, least))
    song, mood = np.divmod(over, len(group.names))
    mood = pack.falling(song, mood, group.shares.ravel()[over], len(group.names))
    counts = np.bincount(song, minlength=len(group.places))
    # A line of mood numbers for each song, and those that are the same are named once.
    lines = np.full((len(group.places), max(1, counts.max(initial=0))), -1, np.int16)
    lines[song, np.arange(len(song)) - (np.cumsum(counts) - counts)[song]] = mood
    keys: list[bytes] = lines.view(f"V{lines.strides[0]}").ravel().tolist()
    known = {
        key: codes.setdefault(_names(key, group.names), len(codes)) for key in dict.fromkeys(keys)
    }
    return np.fromiter(map(known.__getitem__, keys), np.int32, len(keys))


def _names(line: bytes, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names[i] for i in np.frombuffer(line, np.int16).tolist() if i >= 0)
