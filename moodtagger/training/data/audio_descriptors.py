"""Ten numbers that describe a song, computed from its audio alone.

They have the names of a well-known streaming service's audio features, whose formulas are not
public. Each function documents its own formula and what it stands in for; none of them is that
service's number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import librosa
import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import SAMPLE_RATE

N_FFT = 2048
HOP_LENGTH = 512
FRAME_RATE = SAMPLE_RATE / HOP_LENGTH
EPSILON = 1e-10
VOICE_BAND_HZ = (300.0, 3400.0)
SYLLABLE_RATE_HZ = (3.0, 6.0)
MODULATION_BAND_HZ = (0.5, 12.0)
TEMPO_RANGE_BPM = (50.0, 200.0)
MIN_SAMPLES = N_FFT  # shorter signals are padded with silence

# Key profiles of Krumhansl and Kessler (1982), Psychological Review 89, from the tonic upwards.
MAJOR_PROFILE = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR_PROFILE = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SpectralFeatures:
    """The intermediate results that the descriptors share.

    Attributes
    ----------
    power : Floats
        Power spectrogram, (1025, frames).
    mel_db : Floats
        Mel spectrogram in dB, (64, frames).
    onset_strength : Floats
        librosa's onset strength, (frames,), at least 0.
    duration_s : float
        Duration in seconds.
    """

    power: Floats
    mel_db: Floats
    onset_strength: Floats
    duration_s: float

    @property
    def frequencies_hz(self) -> npt.NDArray[np.float64]:
        """Center frequencies of the rows of `power`."""
        return np.linspace(0, SAMPLE_RATE / 2, len(self.power))


def spectral_features(samples: Floats) -> SpectralFeatures:
    """Compute what the descriptors are based on.

    Parameters
    ----------
    samples : Floats
        16 kHz mono samples, (n,).

    Returns
    -------
    SpectralFeatures
        Spectrograms, onset strength and duration.
    """
    padded = np.pad(samples, (0, max(0, MIN_SAMPLES - len(samples))))
    power = np.abs(librosa.stft(padded, n_fft=N_FFT, hop_length=HOP_LENGTH)) ** 2
    mel = librosa.feature.melspectrogram(S=power, sr=SAMPLE_RATE, n_mels=64)
    mel_db = 10 * np.log10(np.maximum(mel, EPSILON))
    onset = librosa.onset.onset_strength(S=mel_db, sr=SAMPLE_RATE)
    return SpectralFeatures(power, mel_db, onset.astype(np.float32), len(samples) / SAMPLE_RATE)


def energy(features: SpectralFeatures) -> float:
    """Compute the mean onset strength, whatever the level.

    Stands in for perceived intensity and activity; dense and percussive music is high.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Onset strength in dB per frame, at least 0.
    """
    return float(features.onset_strength.mean())


def liveness(features: SpectralFeatures) -> float:
    """Compute the noisiness of the quietest tenth of the frames.

    Stands in for an audience and a hall that are audible when the music pauses. Tape hiss and a
    ringing cymbal count as well, so it is weak evidence.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Spectral flatness, 0 to 1.
    """
    level = features.power.sum(axis=0)
    quiet = features.power[:, level <= np.quantile(level, 0.1)]
    return float(librosa.feature.spectral_flatness(S=np.sqrt(quiet)).mean())


def tempo(features: SpectralFeatures) -> float:
    """Estimate the tempo from the onset strength, with librosa's prior around 120.

    Half and double the perceived tempo are common errors.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Beats per minute; 0 without any onset.
    """
    if not features.onset_strength.any():
        return 0.0
    return float(librosa.feature.tempo(onset_envelope=features.onset_strength, sr=SAMPLE_RATE)[0])


def speechiness(features: SpectralFeatures) -> float:
    """Compute the fraction of the level's modulation at the rate of syllables, 3 to 6 Hz.

    Measured on the voice band's level in dB, relative to modulation of 0.5 to 12 Hz. Stands in for
    spoken words and rap; music with notes at that rate scores high too.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Fraction of modulation energy, 0 to 1.

    References
    ----------
    Scheirer and Slaney (1997), Construction and evaluation of a robust multifeature speech/music
    discriminator, ICASSP.
    """
    low, high = np.searchsorted(features.frequencies_hz, VOICE_BAND_HZ)
    level = 10 * np.log10(np.maximum(features.power[low:high].sum(axis=0), EPSILON))
    modulation_power = np.abs(np.fft.rfft((level - level.mean()) * np.hanning(len(level)))) ** 2
    modulation_hz = np.fft.rfftfreq(len(level), 1 / FRAME_RATE)
    return _band_energy_fraction(
        modulation_power, modulation_hz, SYLLABLE_RATE_HZ, MODULATION_BAND_HZ
    )


def acousticness(features: SpectralFeatures) -> float:
    """Compute the lack of treble: 1 - (85 % roll-off frequency / 8 kHz), averaged over frames.

    Stands in for instruments without amplification: these have few strong high partials, while
    distortion, synthesizers and close cymbals fill the upper octaves.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Lack of treble, 0 to 1.
    """
    rolloff = librosa.feature.spectral_rolloff(S=np.sqrt(features.power), sr=SAMPLE_RATE)
    return float(1 - rolloff.mean() / (SAMPLE_RATE / 2))


def instrumentalness(features: SpectralFeatures) -> float:
    """Compute the steadiness of the timbre: 1 / (1 + spread of the cepstrum's changes / 5 dB).

    The spread is the mean standard deviation of the frame-to-frame differences of cepstral
    coefficients 2 to 13. Stands in for the absence of a voice, whose vowels and consonants change
    the spectral envelope all the time; drums do so as well.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Steadiness, 0 to 1.
    """
    cepstrum = librosa.feature.mfcc(S=features.mel_db, n_mfcc=13)[1:]
    return float(1 / (1 + np.diff(cepstrum, axis=1).std(axis=1).mean() / 5))


def danceability(features: SpectralFeatures) -> float:
    """Compute the regularity of the beat from the autocorrelation of the onset strength.

    The highest autocorrelation between 50 and 200 BPM, divided by that at lag 0. Stands in for a
    steady and strong pulse.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Regularity, 0 to 1.
    """
    centered_onsets = features.onset_strength - features.onset_strength.mean()
    energy_at_lag_0 = float(centered_onsets @ centered_onsets)
    if energy_at_lag_0 < EPSILON:
        return 0.0
    first, last = (int(60 * FRAME_RATE / bpm) for bpm in reversed(TEMPO_RANGE_BPM))
    lags = range(first, min(last + 1, len(centered_onsets) - 1))
    return max(
        [
            0.0,
            *(
                float(centered_onsets[lag:] @ centered_onsets[:-lag]) / energy_at_lag_0
                for lag in lags
            ),
        ]
    )


def duration(features: SpectralFeatures) -> float:
    """Return the duration; it carries no information in excerpts that are cut to one length.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Duration in seconds.
    """
    return features.duration_s


def loudness(features: SpectralFeatures) -> float:
    """Compute the A-weighted mean level; a full-scale sine at 1 kHz is about -3 dB.

    Stands in for integrated loudness (ITU-R BS.1770), without its gate and with the older weighting
    curve.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Level in dB, at least -100.
    """
    weight = 10 ** (librosa.A_weighting(np.maximum(features.frequencies_hz, 1.0)) / 10)
    # Of the Hann window, so that Parseval's sum is a mean square.
    window_power = N_FFT * N_FFT * 3 / 8
    mean_square = 2 * float((weight @ features.power).mean()) / window_power
    return float(10 * np.log10(max(mean_square, EPSILON)))


def valence(features: SpectralFeatures) -> float:
    """Compute how much better a major key fits than a minor one.

    The best correlation of the mean chroma with a major key profile minus the best with a minor
    one. Stands in for how positive a song sounds, as far as the mode carries it; cheerful minor and
    sad major songs mislead it.

    Parameters
    ----------
    features : SpectralFeatures
        Spectral features of a song.

    Returns
    -------
    float
        Difference of correlations, about -0.5 to 0.5; 0 without any pitch.

    References
    ----------
    Krumhansl and Kessler (1982), Tracing the dynamic changes in perceived tonal organization,
    Psychological Review 89.
    """
    chroma = librosa.feature.chroma_stft(S=features.power, sr=SAMPLE_RATE, tuning=0.0).mean(axis=1)
    if chroma.std() < EPSILON:
        return 0.0
    rotated_chroma = [np.roll(chroma, -tonic) for tonic in range(12)]
    best = [
        max(np.corrcoef(row, profile)[0, 1] for row in rotated_chroma)
        for profile in (MAJOR_PROFILE, MINOR_PROFILE)
    ]
    return float(best[0] - best[1])


def _band_energy_fraction(
    power: npt.NDArray[np.floating],
    frequencies_hz: npt.NDArray[np.floating],
    band: tuple[float, float],
    reference_band: tuple[float, float],
) -> float:
    band_energies = [
        power[(frequencies_hz >= low) & (frequencies_hz <= high)].sum()
        for low, high in (band, reference_band)
    ]
    return float(band_energies[0] / band_energies[1]) if band_energies[1] > EPSILON else 0.0


DESCRIPTORS: dict[str, Callable[[SpectralFeatures], float]] = {
    f.__name__: f
    for f in (
        energy,
        liveness,
        tempo,
        speechiness,
        acousticness,
        instrumentalness,
        danceability,
        duration,
        loudness,
        valence,
    )
}


def compute_descriptors(samples: Floats) -> Floats:
    """Compute the ten descriptors of a song.

    Parameters
    ----------
    samples : Floats
        16 kHz mono samples, (n,).

    Returns
    -------
    Floats
        The descriptors in the order of `DESCRIPTORS`, (10,).
    """
    features = spectral_features(samples)
    return np.array([f(features) for f in DESCRIPTORS.values()], np.float32)
