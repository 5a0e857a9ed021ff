"""The interface that every inference backend implements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from moodtagger.core.vocabulary import Vocabulary
    from moodtagger.inference.attributes import AttributeHead
    from moodtagger.inference.calibration import Calibration
    from moodtagger.inference.finetuning.features import FeatureExtractor, PatchFeatureExtractor

Floats = npt.NDArray[np.float32]


class NetworkOutputs(NamedTuple):
    """Raw network outputs for n windows, before calibration.

    Attributes
    ----------
    quadrant : Floats
        Logits, (n, 4), in the order of `core.circumplex.QUADRANTS`.
    moods : Floats
        Logits, (n, M).
    va : Floats
        Valence and arousal before calibration, (n, 2).
    va_logvar : Floats
        Natural logarithm of their variance, (n, 2).
    embedding : Floats
        Embeddings, (n, size), not scaled to unit length.
    """

    quadrant: Floats
    moods: Floats
    va: Floats
    va_logvar: Floats
    embedding: Floats


class Network(Protocol):
    """A loaded network; one instance serves all songs and is safe to use from several threads.

    Attributes
    ----------
    name : str
        Name and version, such as "moodnet 1.1".
    vocabulary : Vocabulary
        The M moods in output order.
    calibration : Calibration
        Maps raw outputs to probabilities and to the scale of the ratings.
    embedding_size : int
        Length of an embedding.
    batch_size : int
        Number of windows per call at which the backend is fastest.
    reads_patches : bool
        Whether the input is patches of about one second (see `patch_mel`) instead of windows of ten
        seconds.
    attributes : AttributeHead | None
        Tells what songs are like from their embeddings; None where the model cannot.
    """

    name: str  # and version
    vocabulary: Vocabulary
    calibration: Calibration
    embedding_size: int
    batch_size: int  # windows per call at which the backend is fastest
    reads_patches: bool
    attributes: AttributeHead | None

    def forward(self, windows: Floats) -> NetworkOutputs:
        """Run the network.

        Parameters
        ----------
        windows : Floats
            Log-mel windows in dB, (n, 313, 96), or patches, (n, 96, 64).

        Returns
        -------
        NetworkOutputs
            Raw outputs for n windows or patches.
        """

    def apply_heads(self, embedding: Floats) -> NetworkOutputs:
        """Compute the outputs from embeddings; every head is linear in the embedding.

        Parameters
        ----------
        embedding : Floats
            Embeddings, (n, size), not scaled to unit length.

        Returns
        -------
        NetworkOutputs
            Raw outputs for n windows or songs.
        """

    def feature_extractor(self) -> FeatureExtractor | PatchFeatureExtractor:
        """Create an extractor of fine-tuning features for one song.

        Returns
        -------
        FeatureExtractor | PatchFeatureExtractor
            A fresh extractor.
        """
