"""Small files to scan: short tones, and placeholders with unique bytes."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

SAMPLE_RATE = 8000
DURATION_S = 2.2  # just over the shortest that is analyzed


def write_placeholder_files(folder: Path, count: int) -> list[Path]:
    """Write placeholder files with unique bytes, twelve to a folder."""
    paths = [folder / f"album {i // 12:05}" / f"{i:06}.mp3" for i in range(count)]
    for number, path in enumerate(paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"audio %d" % number)
    return paths


def write_tone_files(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Write short WAV files, each with its own chord."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    times = np.arange(int(SAMPLE_RATE * DURATION_S)) / SAMPLE_RATE
    paths = [folder / f"{i:06}.wav" for i in range(count)]
    for path in paths:
        pitches = rng.uniform(80, 2000, 3)
        sound = np.sin(2 * np.pi * pitches[:, None] * times).sum(axis=0)
        sound += rng.normal(0, 0.05, len(times))
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(1)
            file.setframerate(SAMPLE_RATE)
            file.writeframes((128 + 30 * sound).clip(0, 255).astype(np.uint8).tobytes())
    return paths
