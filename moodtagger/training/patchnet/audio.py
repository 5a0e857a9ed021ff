"""Decode the songs of the training folder once, to 16-bit samples in the cache."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from moodtagger.audio.decode import open_audio
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.train_loop import Log

FULL_SCALE = 32768.0
LOG_INTERVAL = 200  # songs


def decode_pool(pool: str, data: Path, cache: Path, log: Log) -> dict[str, Path]:
    """Decode the songs of one pool that were not decoded yet.

    Parameters
    ----------
    pool : str
        Name of a subfolder of the training data with a folder `audio`.
    data : Path
        Folder of the training data.
    cache : Path
        Folder of the decoded songs; each is complete once it has its name.
    log : Log
        Receives progress lines.

    Returns
    -------
    dict[str, Path]
        File of samples by song id, sorted by id.

    Raises
    ------
    AudioError
        A song cannot be decoded.
    OSError
        A file cannot be read or written.
    """
    folder = cache / pool
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted((data / pool / "audio").iterdir(), key=lambda path: path.stem)
    decoded = {}
    for number, source in enumerate(sources):
        path = folder / f"{source.stem}.npy"
        if not path.exists():
            _decode(source, path)
        decoded[source.stem] = path
        if (number + 1) % LOG_INTERVAL == 0:
            log(f"{pool}: {number + 1} of {len(sources)} songs decoded")
    return decoded


def read_samples(path: Path) -> Floats:
    """Read the samples of a decoded song.

    Parameters
    ----------
    path : Path
        A file of `decode_pool`.

    Returns
    -------
    Floats
        Mono samples at 16 kHz, full scale at 1, (n,).
    """
    samples: Floats = np.load(path).astype(np.float32) / np.float32(FULL_SCALE)
    return samples


def _decode(source: Path, path: Path) -> None:
    with open_audio(source) as stream:
        samples = np.concatenate(list(stream.blocks()))
    steps = np.clip(np.rint(samples * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1)
    temporary_path = path.with_suffix(".part.npy")
    np.save(temporary_path, steps.astype(np.int16))
    temporary_path.replace(path)
