"""Alter songs as recordings and playback do, without altering their mood.

Speed with pitch, equalization with a cut of high or low frequencies, noise, crackle, saturation.
The level needs no change, as every song is brought to the same one before the network reads it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.fft

from moodtagger.inference.patch_mel import SAMPLE_RATE
from moodtagger.training.data.dataset import Floats

SHORTEST_CLICK_SPACING_S = 1 / 25
CLICK_SAMPLES = 40
SMALLEST_RMS = 1e-9


@dataclass(frozen=True, slots=True)
class AudioAugmentation:
    """How often and how far songs are altered.

    Attributes
    ----------
    speed_chance : float
        How often the speed changes.
    speed_log_ratio : float
        Largest change of speed, as the natural logarithm of the ratio.
    tilt_db : float
        Largest tilt of the spectrum over four octaves, in dB.
    peak_db : float
        Largest gain of each of two peaks of the equalizer, in dB.
    lowpass_chance : float
        How often high frequencies are cut.
    highpass_chance : float
        How often low frequencies are cut.
    noise_chance : float
        How often noise is added.
    crackle_chance : float
        How often the crackle of a record is added.
    saturation_chance : float
        How often the song is saturated.
    """

    speed_chance: float = 0.7
    speed_log_ratio: float = 0.12
    tilt_db: float = 4.0
    peak_db: float = 6.0
    lowpass_chance: float = 0.25
    highpass_chance: float = 0.1
    noise_chance: float = 0.25
    crackle_chance: float = 0.2
    saturation_chance: float = 0.2


DEFAULT_AUGMENTATION = AudioAugmentation()


def augment_song(
    samples: Floats,
    rng: np.random.Generator,
    augmentation: AudioAugmentation = DEFAULT_AUGMENTATION,
) -> Floats:
    """Alter a song at random.

    Parameters
    ----------
    samples : Floats
        Mono samples at 16 kHz, (n,).
    rng : np.random.Generator
        Source of the choices.
    augmentation : AudioAugmentation, optional
        How often and how far.

    Returns
    -------
    Floats
        The altered song; its length differs by the change of speed only.
    """
    if rng.random() < augmentation.speed_chance:
        limit = augmentation.speed_log_ratio
        samples = change_speed(samples, float(np.exp(rng.uniform(-limit, limit))))
    samples = equalize(samples, rng, augmentation)
    rms = float(np.sqrt(np.mean(np.square(samples)))) + SMALLEST_RMS
    if rng.random() < augmentation.noise_chance:
        noise = rng.standard_normal(len(samples)).astype(np.float32)
        samples = samples + noise * np.float32(rms * 10 ** (rng.uniform(-55, -25) / 20))
    if rng.random() < augmentation.crackle_chance:
        samples = samples + np.float32(rms) * crackle(len(samples), rng)
    if rng.random() < augmentation.saturation_chance:
        samples = np.tanh(samples / rms * rng.uniform(0.2, 0.7))
    return np.asarray(samples, np.float32)


def change_speed(samples: Floats, ratio: float) -> Floats:
    """Play a song faster or slower, with its pitch.

    Parameters
    ----------
    samples : Floats
        Mono samples, (n,).
    ratio : float
        Speed; 2 halves the length.

    Returns
    -------
    Floats
        Samples interpolated linearly, (n / ratio,).
    """
    positions = np.arange(int(len(samples) / ratio)) * ratio
    changed: Floats = np.interp(positions, np.arange(len(samples)), samples).astype(np.float32)
    return changed


def equalize(samples: Floats, rng: np.random.Generator, augmentation: AudioAugmentation) -> Floats:
    """Filter a song with a random tilt, two peaks and now and then a narrower bandwidth.

    Parameters
    ----------
    samples : Floats
        Mono samples at 16 kHz, (n,).
    rng : np.random.Generator
        Source of the choices.
    augmentation : AudioAugmentation
        How often and how far.

    Returns
    -------
    Floats
        Filtered samples, (n,).
    """
    size = scipy.fft.next_fast_len(len(samples), real=True)
    hz = scipy.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    tilt = rng.uniform(-augmentation.tilt_db, augmentation.tilt_db)
    gain_db = tilt * np.log2(np.maximum(hz, 60) / 1000) / 4
    for _ in range(2):
        center = np.exp(rng.uniform(np.log(80), np.log(6000)))
        octaves = np.log2(np.maximum(hz, 20) / center) / rng.uniform(0.3, 0.9)
        peak = rng.uniform(-augmentation.peak_db, augmentation.peak_db)
        gain_db = gain_db + peak * np.exp(-0.5 * octaves**2)
    if rng.random() < augmentation.lowpass_chance:
        gain_db = gain_db - 60 * (hz > rng.uniform(3300, 7300))
    if rng.random() < augmentation.highpass_chance:
        gain_db = gain_db - 40 * (hz < rng.uniform(80, 250))
    spectrum = scipy.fft.rfft(samples, size) * (10 ** (gain_db / 20)).astype(np.float32)
    filtered: Floats = scipy.fft.irfft(spectrum, size)[: len(samples)].astype(np.float32)
    return filtered


def crackle(length: int, rng: np.random.Generator) -> Floats:
    """Make the crackle of a record: clicks at random times that die away.

    Parameters
    ----------
    length : int
        Number of samples n.
    rng : np.random.Generator
        Source of the choices.

    Returns
    -------
    Floats
        Clicks for a song whose RMS is 1, (n,).
    """
    count = int(length / SAMPLE_RATE * rng.uniform(2, 1 / SHORTEST_CLICK_SPACING_S))
    clicks = np.zeros(length, np.float32)
    clicks[rng.integers(0, length, count)] = rng.standard_normal(count) * rng.uniform(0.3, 3)
    decay = np.exp(-np.arange(CLICK_SAMPLES) / 6.0).astype(np.float32)
    return np.convolve(clicks, decay)[:length]
