"""Input features and network of `va_cnn`: 80 mel bands, one convolution, one small dense layer.

The spectrograms are made once from the audio and kept as one byte a number, see `training.cache`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import librosa
import numpy as np
import torch
from torch import Tensor, nn

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.training.data.dataset import Codes, Floats, quantize_db
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


OUTPUTS = 2  # valence, arousal
# The convolution's output is large: more at once is slower, as fresh memory has to be asked for.
CHUNK_SIZE = 4

ACTIVATIONS: dict[str, type[nn.Module]] = {
    "relu": nn.ReLU,
    "elu": nn.ELU,
    "tanh": nn.Tanh,
}


@dataclass(frozen=True, slots=True)
class VaCnnSettings:
    """What the study varied; the values here are those that it settled on."""

    kernel: int = 3
    optimiser: str = "adam"
    filters: int = 16
    activation: str = "relu"
    dropout: float = 0.2
    pool: int = 3
    hidden: int = 8


class VaCnnNetwork(nn.Module):
    """Codes (n, 80, 234) -> valence and arousal (n, 2), both between 0 and 1.

    `middle` and `spread` are the mean and the standard deviation of the codes learned from.
    """

    middle: Tensor
    spread: Tensor

    def __init__(self, settings: VaCnnSettings, middle: float, spread: float) -> None:
        super().__init__()
        self.register_buffer("middle", torch.tensor(middle))
        self.register_buffer("spread", torch.tensor(spread))
        activation = ACTIVATIONS[settings.activation]
        # Each activation grows with its input, so it may as well follow the pool, which is quicker;
        # so is this order of the numbers in memory.
        self.convolution = nn.Sequential(
            nn.Conv2d(1, settings.filters, settings.kernel),
            nn.MaxPool2d(settings.pool),
            activation(),
        )
        self.convolution.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        high, wide = ((n - settings.kernel + 1) // settings.pool for n in (BANDS, EXCERPT_FRAMES))
        flat = settings.filters * high * wide
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(flat, settings.hidden))
        self.norm = nn.BatchNorm1d(settings.hidden)
        self.head = nn.Sequential(
            activation(),
            nn.Dropout(settings.dropout),
            nn.Linear(settings.hidden, OUTPUTS),
            nn.Sigmoid(),
        )

    def forward(self, codes: Tensor) -> Tensor:
        """Valence and arousal on the study's scale, see `va_cnn`."""
        normalized = ((codes.float() - self.middle) / self.spread).unsqueeze(1)
        normalized = normalized.contiguous(memory_format=torch.channels_last)
        parts = [
            self.convolution(normalized[start : start + CHUNK_SIZE])
            for start in range(0, len(normalized), CHUNK_SIZE)
        ]
        outputs: Tensor = self.head(self.norm(self.dense(torch.cat(parts))))
        return outputs
