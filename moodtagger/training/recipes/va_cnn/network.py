"""Input features and network of `va_cnn`: 80 mel bands, one convolution, a small dense layer.

The spectrograms are computed once and stored as one byte per number, see `data.dataset`.
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

OUTPUTS = 2  # valence, arousal
# The convolution's output is large: larger chunks are slower, as they need fresh memory.
CHUNK_SIZE = 4

ACTIVATIONS: dict[str, type[nn.Module]] = {
    "relu": nn.ReLU,
    "elu": nn.ELU,
    "tanh": nn.Tanh,
}


def normalize_peak(samples: Floats) -> Floats:
    """Scale a signal to a peak of 1.

    Parameters
    ----------
    samples : Floats
        Samples, (n,).

    Returns
    -------
    Floats
        Scaled samples, (n,); silence stays silent.
    """
    peak = float(np.abs(samples).max(initial=0.0))
    return samples / np.float32(peak) if peak > 0 else samples


def compute_mel_codes(samples: Floats) -> Codes:
    """Compute the log-mel spectrogram of a peak-normalized signal.

    Hann windows of 2048 samples around multiples of 1024, Slaney mel bands from 0 to 8 kHz, and
    10*log10(max(power, 1e-10)).

    Parameters
    ----------
    samples : Floats
        16 kHz mono samples, (n,).

    Returns
    -------
    Codes
        Codes of half-decibel steps, (1 + n // 1024, 80).
    """
    power = librosa.feature.melspectrogram(
        y=normalize_peak(samples), sr=SAMPLE_RATE, n_fft=N_FFT, hop_length=HOP_LENGTH, n_mels=BANDS
    )
    decibels: Floats = 10 * np.log10(np.maximum(power, MIN_POWER))
    return quantize_db(decibels.T)


def cut_excerpts(codes: Codes, count: int) -> Codes:
    """Cut a song into excerpts of 15 s.

    A single excerpt is the song's middle; several are spaced evenly from its beginning to its end,
    and overlap in a short song. A song shorter than 15 s is repeated.

    Parameters
    ----------
    codes : Codes
        Mel codes, (n, 80).
    count : int
        Number of excerpts.

    Returns
    -------
    Codes
        Excerpts with the lowest band first, (count, 80, 234).
    """
    padded = codes if len(codes) >= EXCERPT_FRAMES else np.resize(codes, (EXCERPT_FRAMES, BANDS))
    slack = len(padded) - EXCERPT_FRAMES
    starts = [slack // 2] if count == 1 else np.linspace(0, slack, count).round().astype(int)
    return np.stack([padded[start : start + EXCERPT_FRAMES].T for start in starts])


def load_mel_codes(folder: Path, path: Path, log: Log) -> dict[str, Codes]:
    """Load the mel codes of all songs, computing and caching them the first time.

    Parameters
    ----------
    folder : Path
        Folder of the audio files.
    path : Path
        The .npz file of the cache.
    log : Log
        Receives progress lines.

    Returns
    -------
    dict[str, Codes]
        Codes (frames, 80) by song id.
    """
    if not path.exists():
        files = sorted(folder.iterdir())
        log(f"Computing {BANDS} mel bands of {len(files)} songs; they are cached.")
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


@dataclass(frozen=True, slots=True)
class VaCnnSettings:
    """The settings that the study varied, with the values that it chose.

    Attributes
    ----------
    kernel : int
        Size of the convolution's kernel.
    optimiser : str
        Name of the optimizer; the field's name is part of reports and file names.
    filters : int
        Filters of the convolution.
    activation : str
        A name in `ACTIVATIONS`.
    dropout : float
        Dropout rate, 0 to 1.
    pool : int
        Size of the max pool.
    hidden : int
        Units of the dense layer.
    """

    kernel: int = 3
    optimiser: str = "adam"
    filters: int = 16
    activation: str = "relu"
    dropout: float = 0.2
    pool: int = 3
    hidden: int = 8


class VaCnnNetwork(nn.Module):
    """The network, with two sigmoid outputs.

    Parameters
    ----------
    settings : VaCnnSettings
        Layer sizes.
    middle : float
        Mean of the training songs' codes.
    spread : float
        Standard deviation of the training songs' codes.
    """

    middle: Tensor
    spread: Tensor

    def __init__(self, settings: VaCnnSettings, middle: float, spread: float) -> None:
        super().__init__()
        self.register_buffer("middle", torch.tensor(middle))
        self.register_buffer("spread", torch.tensor(spread))
        activation = ACTIVATIONS[settings.activation]
        # Every activation is monotonic, so it may follow the pool, which is faster;
        # so is the channels-last memory layout.
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
        """Run the network.

        Parameters
        ----------
        codes : Tensor
            Mel codes of excerpts, (n, 80, 234).

        Returns
        -------
        Tensor
            Valence and arousal, 0 to 1, on the study's scale, (n, 2).
        """
        normalized = ((codes.float() - self.middle) / self.spread).unsqueeze(1)
        normalized = normalized.contiguous(memory_format=torch.channels_last)
        parts = [
            self.convolution(normalized[start : start + CHUNK_SIZE])
            for start in range(0, len(normalized), CHUNK_SIZE)
        ]
        outputs: Tensor = self.head(self.norm(self.dense(torch.cat(parts))))
        return outputs
