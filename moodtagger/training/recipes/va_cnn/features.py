"""What `va_cnn` hears: 80 mel bands of peak-normalised sound, cut into excerpts of 15 s.

The spectrograms are made once from the audio and kept as one byte a number, see `training.cache`.
"""

from __future__ import annotations

from pathlib import Path

import librosa
import numpy as np

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.log_mel_cache import Codes, quantize_db
from moodtagger.training.framework.task import Log

BANDS = 80
N_FFT = 2048  # 128 ms
HOP_LENGTH = 1024  # 64 ms
MIN_POWER = 1e-10
EXCERPT_FRAMES = 15 * SAMPLE_RATE // HOP_LENGTH


def normalize_peak(samples: Floats) -> Floats:
    """Samples (n,) with a largest magnitude of 1; silence stays silent."""
    peak = float(np.abs(samples).max(initial=0.0))
    return samples / np.float32(peak) if peak > 0 else samples


def compute_mel_codes(samples: Floats) -> Codes:
    """16 kHz mono samples (n,) -> log-mel frames (1 + n // 1024, 80), half a decibel a step.

    Hann windows of 2048 around multiples of 1024, slaney mel bands from 0 to 8 kHz, and
    10*log10(max(power, 1e-10)) of the peak-normalised sound.
    """
    power = librosa.feature.melspectrogram(
        y=normalize_peak(samples), sr=SAMPLE_RATE, n_fft=N_FFT, hop_length=HOP_LENGTH, n_mels=BANDS
    )
    decibels: Floats = 10 * np.log10(np.maximum(power, MIN_POWER))
    return quantize_db(decibels.T)


def cut_excerpts(codes: Codes, count: int) -> Codes:
    """A song's frames (n, 80) -> (count, 80, 234): parts of 15 s, the first band lowest.

    One is the song's middle; more start at equal distances from its beginning to where the last
    one ends with it, and overlap in a short song. A song shorter than 15 s is repeated.
    """
    padded = codes if len(codes) >= EXCERPT_FRAMES else np.resize(codes, (EXCERPT_FRAMES, BANDS))
    slack = len(padded) - EXCERPT_FRAMES
    starts = [slack // 2] if count == 1 else np.linspace(0, slack, count).round().astype(int)
    return np.stack([padded[start : start + EXCERPT_FRAMES].T for start in starts])


def load_mel_codes(folder: Path, path: Path, log: Log) -> dict[str, Codes]:
    """Song id -> `mel_codes` of each audio file of `folder`; kept in the file `path`."""
    if not path.exists():
        files = sorted(folder.iterdir())
        log(f"Hearing {len(files)} songs in {BANDS} mel bands, once.")
        songs = [compute_mel_codes(_load_samples(file)) for file in files]
        offset = np.cumsum([0, *(len(codes) for codes in songs)])
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary_path = path.with_suffix(".part.npz")
        np.savez(
            temporary_path, codes=np.concatenate(songs), offset=offset, id=[f.stem for f in files]
        )
        temporary_path.replace(path)
    with np.load(path) as cached:
        codes, offset, ids = cached["codes"], cached["offset"], cached["id"]
    return {str(i): codes[offset[k] : offset[k + 1]] for k, i in enumerate(ids)}


def _load_samples(path: Path) -> Floats:
    from moodtagger.audio.decode import open_audio

    with open_audio(path) as stream:
        return np.concatenate(list(stream.blocks()))
