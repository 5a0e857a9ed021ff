"""Ten numbers that describe a song, computed from its sound alone.

They bear the names of a well-known streaming service's audio features, whose formulas are not
public. Each function says how its own number is computed and what it stands in for; none of them is
that service's number.
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
MIN_SAMPLES = N_FFT  # samples; anything shorter is padded with silence

# Key profiles of Krumhansl and Kessler (1982), Psychological Review 89, from the tonic upwards.
MAJOR_PROFILE = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR_PROFILE = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SpectralFeatures:
    """What the descriptors share: `power` (1025, frames), `mel` (64, frames) dB, `onset` (frames,).

    `onset` is librosa's onset strength, `seconds` the length of the sound.
    """

    power: Floats
    mel_db: Floats
    onset_strength: Floats
    duration_s: float

    @property
    def frequencies_hz(self) -> npt.NDArray[np.float64]:
        """Centre frequencies of the rows of `power`."""
        return np.linspace(0, SAMPLE_RATE / 2, len(self.power))


def spectral_features(samples: Floats) -> SpectralFeatures:
    """16 kHz mono samples -> what the descriptors read."""
    padded = np.pad(samples, (0, max(0, MIN_SAMPLES - len(samples))))
    power = np.abs(librosa.stft(padded, n_fft=N_FFT, hop_length=HOP_LENGTH)) ** 2
    mel = librosa.feature.melspectrogram(S=power, sr=SAMPLE_RATE, n_mels=64)
    mel_db = 10 * np.log10(np.maximum(mel, EPSILON))
    onset = librosa.onset.onset_strength(S=mel_db, sr=SAMPLE_RATE)
    return SpectralFeatures(power, mel_db, onset.astype(np.float32), len(samples) / SAMPLE_RATE)


def energy(sound: SpectralFeatures) -> float:
    """How much happens: the mean onset strength in dB a frame, whatever the level.

    Stands in for perceived intensity and activity; dense and percussive music is high.
    """
    return float(sound.onset_strength.mean())


def liveness(sound: SpectralFeatures) -> float:
    """Noise between the notes: spectral flatness (0..1) of the quietest tenth of the frames.

    Stands in for an audience and a room that are heard when the music pauses. Tape hiss and a
    cymbal that rings on count as well, so it is a weak witness.
    """
    level = sound.power.sum(axis=0)
    quiet = sound.power[:, level <= np.quantile(level, 0.1)]
    return float(librosa.feature.spectral_flatness(S=np.sqrt(quiet)).mean())


def tempo(sound: SpectralFeatures) -> float:
    """Beats a minute: librosa's estimate from the onset strength, with its prior around 120.

    Half and double of the tempo that a listener would tap are common errors.
    """
    if not sound.onset_strength.any():
        return 0.0
    return float(librosa.feature.tempo(onset_envelope=sound.onset_strength, sr=SAMPLE_RATE)[0])


def speechiness(sound: SpectralFeatures) -> float:
    """Share (0..1) of the loudness movements at the pace of syllables, 3 to 6 Hz.

    Measured on the voice band's level in dB, among movements of 0.5 to 12 Hz; after the 4 Hz
    modulation energy of Scheirer and Slaney (1997). Stands in for spoken words and rap; music with
    notes at that pace is taken for it too.
    """
    low, high = np.searchsorted(sound.frequencies_hz, VOICE_BAND_HZ)
    level = 10 * np.log10(np.maximum(sound.power[low:high].sum(axis=0), EPSILON))
    modulation_power = np.abs(np.fft.rfft((level - level.mean()) * np.hanning(len(level)))) ** 2
    modulation_hz = np.fft.rfftfreq(len(level), 1 / FRAME_RATE)
    return _band_energy_fraction(
        modulation_power, modulation_hz, SYLLABLE_RATE_HZ, MODULATION_BAND_HZ
    )


def acousticness(sound: SpectralFeatures) -> float:
    """Lack of treble: 1 - (85 % roll-off frequency / 8 kHz), the mean over frames, 0..1.

    Stands in for instruments that are not amplified: these have few strong high partials, while
    distortion, synthesisers and close cymbals fill the upper octaves.
    """
    rolloff = librosa.feature.spectral_rolloff(S=np.sqrt(sound.power), sr=SAMPLE_RATE)
    return float(1 - rolloff.mean() / (SAMPLE_RATE / 2))


def instrumentalness(sound: SpectralFeatures) -> float:
    """Steadiness of the timbre, 0..1: 1 / (1 + spread of the cepstrum's changes / 5 dB).

    The spread is the mean standard deviation of the frame-to-frame differences of cepstral
    coefficients 2 to 13. Stands in for the lack of a voice, whose vowels and consonants move the
    spectrum's envelope all the time; drums do so as well.
    """
    cepstrum = librosa.feature.mfcc(S=sound.mel_db, n_mfcc=13)[1:]
    return float(1 / (1 + np.diff(cepstrum, axis=1).std(axis=1).mean() / 5))


def danceability(sound: SpectralFeatures) -> float:
    """Regularity of the beat, 0..1: the onset strength's highest autocorrelation, 50 to 200 BPM.

    Divided by the autocorrelation at lag 0. Stands in for how steady and how marked the pulse is.
    """
    centered_onsets = sound.onset_strength - sound.onset_strength.mean()
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


def duration(sound: SpectralFeatures) -> float:
    """Length in seconds. Of excerpts that are all cut to one length it says nothing."""
    return sound.duration_s


def loudness(sound: SpectralFeatures) -> float:
    """A-weighted mean level in dB; a full-scale sine at 1 kHz is about -3 dB.

    Stands in for the integrated loudness of broadcasting (ITU-R BS.1770), without its gate and with
    the older weighting curve.
    """
    weight = 10 ** (librosa.A_weighting(np.maximum(sound.frequencies_hz, 1.0)) / 10)
    window_power = (
        N_FFT * N_FFT * 3 / 8
    )  # of the Hann window, so that Parseval's sum is a mean square
    mean_square = 2 * float((weight @ sound.power).mean()) / window_power
    return float(10 * np.log10(max(mean_square, EPSILON)))


def valence(sound: SpectralFeatures) -> float:
    """Major against minor: best correlation with a major key profile minus best with a minor one.

    About -0.5..0.5, from the mean chroma. Stands in for how positive a song sounds; only the part
    of it that the mode carries, so cheerful minor and sad major songs mislead it.
    """
    chroma = librosa.feature.chroma_stft(S=sound.power, sr=SAMPLE_RATE, tuning=0.0).mean(axis=1)
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
    """16 kHz mono samples -> the ten numbers, in the order of `DESCRIPTORS`."""
    sound = spectral_features(samples)
    return np.array([f(sound) for f in DESCRIPTORS.values()], np.float32)
