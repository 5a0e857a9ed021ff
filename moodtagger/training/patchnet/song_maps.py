"""Stored feature maps of songs, and how patches are chosen of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.training.data.dataset import Floats

Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class PoolFeatures:
    """Feature maps of one version of a pool's songs.

    Attributes
    ----------
    song_id : tuple[str, ...]
        Ids of the n songs.
    offset : npt.NDArray[np.int64]
        First patch of each song, and the number of all patches, (n + 1,).
    maps : Halves
        Feature maps of all patches, (p, t, f, channels), read from the file as needed.
    embedding : Halves
        The whole AudioSet network's embeddings, (p, channels).
    scores : Halves
        Its probabilities of sounds, (p, scores).
    """

    song_id: tuple[str, ...]
    offset: npt.NDArray[np.int64]
    maps: Halves
    embedding: Halves
    scores: Halves

    def song_maps(self) -> dict[str, Halves]:
        """List the maps of each song.

        Returns
        -------
        dict[str, Halves]
            Maps (patches, t, f, channels) by song id.
        """
        return {
            song: self.maps[self.offset[k] : self.offset[k + 1]]
            for k, song in enumerate(self.song_id)
        }

    def mean_embeddings(self) -> dict[str, Floats]:
        """Average the square roots of each song's embeddings.

        Returns
        -------
        dict[str, Floats]
            Means (channels,) by song id; songs without patches are left out.
        """
        roots = np.sqrt(np.maximum(self.embedding.astype(np.float32), 0))
        return {
            song: roots[self.offset[k] : self.offset[k + 1]].mean(axis=0)
            for k, song in enumerate(self.song_id)
            if self.offset[k + 1] > self.offset[k]
        }


@dataclass(frozen=True, slots=True)
class SongMaps:
    """Feature maps of one song.

    Attributes
    ----------
    versions : tuple[Halves, ...]
        Maps (patches, t, f, channels) of the song as it is and of altered versions.
    """

    versions: tuple[Halves, ...]

    def draw(self, count: int, rng: np.random.Generator) -> Floats:
        """Draw patches of a random version.

        Parameters
        ----------
        count : int
            Number of patches; a song with fewer repeats some.
        rng : np.random.Generator
            Source of the choices.

        Returns
        -------
        Floats
            Maps in the order of the song, (count, t, f, channels).
        """
        maps = self.versions[int(rng.integers(len(self.versions)))]
        chosen = np.sort(rng.choice(len(maps), count, replace=len(maps) < count))
        drawn: Floats = maps[chosen].astype(np.float32)
        return drawn

    def spread(self, count: int) -> Floats:
        """Choose patches spread evenly over the song as it is.

        Parameters
        ----------
        count : int
            Largest number of patches.

        Returns
        -------
        Floats
            Maps in the order of the song, (count or fewer, t, f, channels).
        """
        maps = self.versions[0]
        chosen = np.linspace(0, len(maps) - 1, min(count, len(maps))).round().astype(int)
        drawn: Floats = maps[chosen].astype(np.float32)
        return drawn


def collect_versions(versions: Sequence[PoolFeatures]) -> dict[str, SongMaps]:
    """Put the versions of each song together.

    Parameters
    ----------
    versions : Sequence[PoolFeatures]
        Features of the songs as they are, followed by those of altered versions.

    Returns
    -------
    dict[str, SongMaps]
        Maps by song id; songs without a patch as they are are left out.
    """
    by_version = [features.song_maps() for features in versions]
    return {
        song: SongMaps(tuple(v[song] for v in by_version if len(v[song])))
        for song, maps in by_version[0].items()
        if len(maps)
    }
