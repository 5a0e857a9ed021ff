"""What every network that listens can do, by whatever it is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from moodtagger.core.vocabulary import Vocabulary
    from moodtagger.inference.calibration import Calibration
    from moodtagger.inference.finetuning.features import FeatureExtractor

Floats = npt.NDArray[np.float32]


class NetworkOutputs(NamedTuple):
    """What a network says of n windows, before calibration.

    `quadrant` logits (n, 4); `moods` logits (n, M); `va` valence and arousal (n, 2) and `va_logvar`
    the natural logarithm of their variance; `embedding` (n, size), not scaled to unit length.
    """

    quadrant: Floats
    moods: Floats
    va: Floats
    va_logvar: Floats
    embedding: Floats


class Network(Protocol):
    """Log-mel windows in, answers out; one for all songs, safe to use from several threads."""

    name: str  # and version
    vocabulary: Vocabulary
    calibration: Calibration
    embedding_size: int  # of an embedding
    batch_size: int  # windows that it hears at once at its best

    def forward(self, windows: Floats) -> NetworkOutputs:
        """Windows (n, 313, 96) in dB."""

    def apply_heads(self, embedding: Floats) -> NetworkOutputs:
        """What it would say of windows with these embeddings (n, size): all is linear in them."""

    def feature_extractor(self) -> FeatureExtractor:
        """A listener for one song that somebody wants to teach."""
