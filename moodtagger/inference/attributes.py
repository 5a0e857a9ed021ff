"""Attributes of a song from its embedding: how danceable, acoustic, instrumental and so on it is.

The head is linear in the embedding, as all heads are, so that it needs no backend of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.attributes import ATTRIBUTES

SCALES = ("value", "logit")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class AttributeHead:
    """A linear head for k attributes.

    Attributes
    ----------
    names : tuple[str, ...]
        The k attributes.
    is_logit : npt.NDArray[np.bool_]
        Which outputs are logits rather than values, (k,).
    weight : Floats
        Weights, (k, size).
    bias : Floats
        Offsets, (k,).
    """

    names: tuple[str, ...]
    is_logit: npt.NDArray[np.bool_]
    weight: Floats
    bias: Floats

    def read(self, embedding: npt.NDArray[np.floating]) -> dict[str, float]:
        """Compute the attributes of one song.

        Parameters
        ----------
        embedding : npt.NDArray[np.floating]
            The song's embedding, (size,), not scaled to unit length.

        Returns
        -------
        dict[str, float]
            Values in [0, 1] by name, in the order of `core.attributes.ATTRIBUTES`.
        """
        values = dict(zip(self.names, self.read_all(embedding[None])[0].tolist(), strict=True))
        return {name: values[name] for name in ATTRIBUTES}

    def read_all(self, embeddings: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        """Compute the attributes of many songs.

        Parameters
        ----------
        embeddings : npt.NDArray[np.floating]
            Embeddings, (n, size), not scaled to unit length.

        Returns
        -------
        npt.NDArray[np.float64]
            Values in [0, 1], (n, k), in the order of `names`.
        """
        raw = embeddings.astype(np.float64) @ self.weight.T.astype(np.float64) + self.bias
        return attribute_values(raw, self.is_logit)


def attribute_values(
    raw: npt.NDArray[np.floating], is_logit: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Bring outputs of the head to the range from 0 to 1.

    Parameters
    ----------
    raw : npt.NDArray[np.floating]
        Outputs, (n, k).
    is_logit : npt.NDArray[np.bool_]
        Which of them are logits, (k,).

    Returns
    -------
    npt.NDArray[np.float64]
        Values in [0, 1], (n, k).
    """
    probability = 1.0 / (1.0 + np.exp(-np.clip(raw, -50.0, 50.0)))
    out: npt.NDArray[np.float64] = np.where(is_logit, probability, np.clip(raw, 0.0, 1.0))
    return out


def attribute_head(card: Mapping[str, Any], weight: Floats, bias: Floats) -> AttributeHead | None:
    """Build the head that a model's card describes.

    Parameters
    ----------
    card : Mapping[str, Any]
        The card; `attributes` lists name and scale of each output.
    weight : Floats
        Weights, (k, size).
    bias : Floats
        Offsets, (k,).

    Returns
    -------
    AttributeHead | None
        The head; None where the card does not list all of `ATTRIBUTES` properly, as networks that
        were trained on a user's own songs do not.
    """
    entries = card.get("attributes")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return None
    names = tuple(entry.get("name") for entry in entries)
    scales = [entry.get("scale") for entry in entries]
    fits = len(names) == len(bias) and len(set(map(str, names))) == len(names)
    if not fits or not set(ATTRIBUTES) <= set(map(str, names)) or not set(scales) <= set(SCALES):
        return None
    is_logit = np.array([scale == "logit" for scale in scales])
    return AttributeHead(tuple(map(str, names)), is_logit, weight, bias)
