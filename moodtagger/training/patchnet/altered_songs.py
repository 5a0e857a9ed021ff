"""Do answers stay when a held-out song is louder, cut, compressed, noisy or slightly faster?

Each song is read by the network that was not trained on it, through the app's own choice of patches
and front end, as it is and altered.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import soxr
import torch

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.patches import PatchStream
from moodtagger.training.data.dataset import Floats
from moodtagger.training.evaluation.robustness import load_samples, write_mp3

CUT_S: Final = 5.0
SPEED: Final = 1.005
NARROW_RATE: Final = 8000  # Hz, with which 4 kHz are left
HISS_DB: Final = -42.0  # relative to the song
CLICKS_PER_S: Final = 8.0
CLICK_DB: Final = -6.0
SEED: Final = 15
BATCH: Final = 8

Alteration = Callable[[Floats], Floats]


def gain(decibels: float) -> Alteration:
    """Make an alteration that changes the level without clipping.

    Parameters
    ----------
    decibels : float
        The change in dB.

    Returns
    -------
    Alteration
        The alteration.
    """
    factor = np.float32(10 ** (decibels / 20))
    return lambda samples: samples * factor


def compress(samples: Floats) -> Floats:
    """Encode as MP3 with 64 kbit/s and decode again.

    Parameters
    ----------
    samples : Floats
        16 kHz mono samples, (n,).

    Returns
    -------
    Floats
        Samples, nearly as many.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "song.mp3"
        write_mp3(samples, path)
        return load_samples(path)


def narrow(samples: Floats) -> Floats:
    """Leave only what is below 4 kHz.

    Parameters
    ----------
    samples : Floats
        16 kHz mono samples, (n,).

    Returns
    -------
    Floats
        Samples, nearly as many.
    """
    low = soxr.resample(samples, SAMPLE_RATE, NARROW_RATE)
    return np.asarray(soxr.resample(low, NARROW_RATE, SAMPLE_RATE), np.float32)


def add_vinyl_noise(samples: Floats) -> Floats:
    """Add hiss and clicks as of a worn record.

    Parameters
    ----------
    samples : Floats
        16 kHz mono samples, (n,).

    Returns
    -------
    Floats
        Samples, (n,).
    """
    rng = np.random.default_rng(SEED)
    level = float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))
    noise = rng.standard_normal(len(samples)) * level * 10 ** (HISS_DB / 20)
    clicks = rng.random(len(samples)) < CLICKS_PER_S / SAMPLE_RATE
    noise[clicks] += rng.choice([-1.0, 1.0], int(clicks.sum())) * level * 10 ** (CLICK_DB / 20)
    return (samples + noise).astype(np.float32)


def speed_up(samples: Floats) -> Floats:
    """Play half a percent faster and higher.

    Parameters
    ----------
    samples : Floats
        16 kHz mono samples, (n,).

    Returns
    -------
    Floats
        Samples, (n / 1.005,).
    """
    return np.asarray(soxr.resample(samples, SAMPLE_RATE * SPEED, SAMPLE_RATE), np.float32)


ALTERATIONS: Final[Mapping[str, Alteration]] = {
    "24 dB fainter": gain(-24),
    "6 dB louder": gain(6),
    "MP3 of 64 kbit/s": compress,
    "only below 4 kHz": narrow,
    "without the first 5 s": lambda samples: samples[round(CUT_S * SAMPLE_RATE) :],
    "vinyl noise": add_vinyl_noise,
    "0.5 % faster": speed_up,
}


class SongReader:
    """Reads songs as the app does, with the network of one fold.

    Parameters
    ----------
    network : PatchNet
        The network; its quadrant is shifted already.
    calibration : Calibration
        The calibration.
    vocabulary : Vocabulary
        The moods with their thresholds.
    """

    def __init__(self, network: PatchNet, calibration: Calibration, vocabulary: Vocabulary) -> None:
        self._network = network.eval()
        self._calibration = calibration
        self._vocabulary = vocabulary

    @torch.inference_mode()
    def read(self, samples: Floats) -> tuple[int, frozenset[str]]:
        """Read a song.

        Parameters
        ----------
        samples : Floats
            16 kHz mono samples, (n,).

        Returns
        -------
        tuple[int, frozenset[str]]
            Index of the quadrant, and the clear suggestions.
        """
        stream = PatchStream()
        stream.push(samples)
        parts = [torch.from_numpy(part) for part in stream.finish().inputs(BATCH)]
        embedding = torch.cat([self._network.embed(part) for part in parts]).mean(0, keepdim=True)
        out = self._network.apply_heads(embedding)
        moods = self._calibration.moods(out.moods.numpy())[0]
        said = dict(zip(self._vocabulary.labels, moods.tolist(), strict=True))
        return int(out.quadrant.argmax()), frozenset(self._vocabulary.suggested(said)[0])


def measure_alterations(
    readers: Mapping[int, SongReader],
    songs: Sequence[tuple[int, Path]],
    alterations: Mapping[str, Alteration] = ALTERATIONS,
) -> dict[str, dict[str, float]]:
    """Count how often quadrant and clear suggestions stay.

    Parameters
    ----------
    readers : Mapping[int, SongReader]
        Readers by the fold that they were not trained on.
    songs : Sequence[tuple[int, Path]]
        Fold and audio file of n songs.
    alterations : Mapping[str, Alteration], optional
        Alterations by name.

    Returns
    -------
    dict[str, dict[str, float]]
        By alteration: number of songs, fraction with the same quadrant, fraction of the clear
        suggestions of the song as it is that are kept, and new ones relative to as many.

    Raises
    ------
    AudioError
        A file cannot be decoded.
    """
    kept = {name: np.zeros(4) for name in alterations}
    for fold, path in songs:
        samples = load_samples(path)
        quadrant, moods = readers[fold].read(samples)
        for name, alter in alterations.items():
            other_quadrant, others = readers[fold].read(alter(samples))
            kept[name] += (
                quadrant == other_quadrant,
                len(moods & others),
                len(moods),
                len(others - moods),
            )
    return {
        name: {
            "songs": len(songs),
            "quadrant_kept": round(counts[0] / len(songs), 4),
            "clear_kept": round(counts[1] / max(counts[2], 1), 4),
            "clear_new": round(counts[3] / max(counts[2], 1), 4),
        }
        for name, counts in kept.items()
    }
