"""Join what a network says of the parts of a song into one prediction with a curve over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.inference.backends.base import Floats, Network

Doubles = npt.NDArray[np.float64]

SHORT_GAP_S = 10.0  # segments are lengthened over silence shorter than this


@dataclass(frozen=True, slots=True)
class SongPart:
    """A part of the song that the network has embedded.

    Attributes
    ----------
    start_s : float
        Start in the song, in seconds.
    end_s : float
        End in the song, in seconds.
    weight : float
        Weight in the mean over the song.
    embedding : Floats
        Embedding, (size,), not scaled to unit length.
    """

    start_s: float
    end_s: float
    weight: float
    embedding: Floats


def predict_song(
    network: Network,
    parts: Sequence[SongPart],
    duration_s: float,
    quick: bool,
    speech: float | None = None,
) -> Prediction:
    """Predict a song from its parts.

    Parameters
    ----------
    network : Network
        The network that embedded them.
    parts : Sequence[SongPart]
        Parts in the order of the song, at least one; those without weight get no segment.
    duration_s : float
        Length of the song in seconds, where the last segment ends.
    quick : bool
        Whether the parts are only excerpts; the segments then cover only these.
    speech : float | None, optional
        Probability that it is speech, None where it is not known.

    Returns
    -------
    Prediction
        The calibrated prediction.
    """
    segments = _segments(network, [part for part in parts if part.weight], duration_s, quick)
    weights = np.array([part.weight for part in parts])
    embedding = np.average([part.embedding for part in parts], axis=0, weights=weights)
    calibration = network.calibration
    out = network.apply_heads(embedding[None].astype(np.float32))
    valence, arousal = calibration.va(out.va[0], out.quadrant[0]).tolist()
    valence_sd, arousal_sd = calibration.va_sd(out.va_logvar[0]).tolist()
    quadrant = calibration.quadrant(out.quadrant[0]).tolist()
    moods = _by_label(network, calibration.moods(out.moods[0]))
    confident, likely = network.vocabulary.suggested(moods)
    return Prediction(
        valence=valence,
        arousal=arousal,
        valence_sd=valence_sd,
        arousal_sd=arousal_sd,
        quadrant=dict(zip(QUADRANTS, quadrant, strict=True)),
        moods=moods,
        confident=confident,
        likely=likely,
        segments=segments,
        embedding=_unit_vector(embedding),
        model=network.name,
        quick=quick,
        speech=speech,
        va_correlation=calibration.va_correlation,
        attributes=network.attributes.read(embedding) if network.attributes else None,
    )


def _segments(
    network: Network, parts: Sequence[SongPart], duration_s: float, quick: bool
) -> tuple[Segment, ...]:
    """Build the segments; without `quick`, close the short gaps between them.

    The parts do not end exactly where the song does: frames are centered, and a remainder may have
    been too short to count.
    """
    parts = [part for part in parts if part.start_s < duration_s] or list(parts[:1])
    spans = [(part.start_s, min(part.end_s, duration_s)) for part in parts]
    if not quick:
        spans = _without_short_gaps(spans, duration_s)
    calibration = network.calibration
    out = network.apply_heads(np.stack([part.embedding for part in parts]).astype(np.float32))
    va, moods = calibration.va(out.va, out.quadrant), calibration.moods(out.moods)
    return tuple(
        Segment(start, end, float(va[i, 0]), float(va[i, 1]), _by_label(network, moods[i]))
        for i, (start, end) in enumerate(spans)
    )


def _by_label(network: Network, probabilities: npt.NDArray[np.floating]) -> dict[str, float]:
    return dict(zip(network.vocabulary.labels, probabilities.tolist(), strict=True))


def _without_short_gaps(
    spans: list[tuple[float, float]], duration_s: float
) -> list[tuple[float, float]]:
    """Lengthen the spans over short gaps, and to the song's ends."""
    starts, ends = ([span[k] for span in spans] for k in (0, 1))
    starts[0] = 0.0 if starts[0] < SHORT_GAP_S else starts[0]
    following = [*starts[1:], duration_s]
    ends = [
        after if after - end < SHORT_GAP_S else end
        for end, after in zip(ends, following, strict=True)
    ]
    return list(zip(starts, ends, strict=True))


def _unit_vector(embedding: Doubles) -> Floats:
    return (embedding / max(float(np.linalg.norm(embedding)), 1e-12)).astype(np.float32)
