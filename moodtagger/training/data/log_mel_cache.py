"""The training folder's songs as log-mels, made once and kept outside the project.

Frames are kept as one byte a band: code = 2 (dB + 90), half-decibel steps from -90 to 37.5 dB.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

FLOOR_DB = -90.0
STEP_DB = 0.5

AUDIO_POOLS = ("q4", "open")
PACKED_POOLS = ("previews", "more")

Codes = npt.NDArray[np.uint8]


def quantize_db(frames_db: npt.NDArray[np.float32]) -> Codes:
    """Log-mel (n, 96) in dB -> one byte a number."""
    steps = np.rint((frames_db - FLOOR_DB) / STEP_DB)
    codes: Codes = np.clip(steps, 0, 255).astype(np.uint8)
    return codes


def dequantize_db(codes: Codes) -> npt.NDArray[np.float32]:
    """The inverse of `encode`, to a quarter of a decibel."""
    return codes.astype(np.float32) * np.float32(STEP_DB) + np.float32(FLOOR_DB)


def load_codes(pool: str, data: Path, cache: Path) -> dict[str, Codes]:
    """Song id -> codes (frames, 96) of one folder of the training data, from the cache if there."""
    path = cache / f"{pool}.npz"
    if not path.exists():
        songs = (
            _codes_from_audio(data / pool)
            if pool in AUDIO_POOLS
            else _codes_from_packed(data / pool)
        )
        _save_codes(path, dict(songs))
    with np.load(path) as packed:
        codes, offset, ids = packed["codes"], packed["offset"], packed["id"]
    return {str(i): codes[offset[k] : offset[k + 1]] for k, i in enumerate(ids)}


def _save_codes(path: Path, songs: dict[str, Codes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    offset = np.cumsum([0, *(len(codes) for codes in songs.values())])
    temporary_path = path.with_suffix(".part.npz")
    np.savez(
        temporary_path, codes=np.concatenate(list(songs.values())), offset=offset, id=list(songs)
    )
    temporary_path.replace(path)


def _codes_from_audio(folder: Path) -> Iterator[tuple[str, Codes]]:
    """Through the app's own front end, so that training hears what the app hears."""
    from moodtagger.audio.decode import open_audio
    from moodtagger.audio.features.log_mel import log_mel

    for path in sorted((folder / "audio").iterdir()):
        with open_audio(path) as stream:
            samples = np.concatenate(list(stream.blocks()))
        yield path.stem, quantize_db(log_mel(samples))


def _codes_from_packed(folder: Path) -> Iterator[tuple[str, Codes]]:
    """Stored as one byte a number in whole decibels, each the difference to the frame before."""
    raw = np.frombuffer(lzma.decompress((folder / "logmel.u1.xz").read_bytes()), np.uint8)
    frames_db = np.cumsum(raw.reshape(-1, 96), axis=0, dtype=np.uint8)
    with np.load(folder / "index.npz") as index:
        offset, ids = index["offset"], index["id"]
    for k, i in enumerate(ids):
        yield (
            str(i),
            quantize_db(frames_db[offset[k] : offset[k + 1]].astype(np.float32) + FLOOR_DB),
        )
