"""Compare the detected keys and tempos with references: songs and rendered pieces.

References are lines of JSON, `{"file": "a.flac", "keys": {"detector": "Am"}, "bpm": 120.0}`, with
paths relative to their file; each of "keys" and "bpm" may be missing.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from moodtagger.audio import KeyEstimator, LogMelStream, TempoEstimator, open_audio
from moodtagger.core.musical_keys import KeyRelation, MusicalKey, key_of_code, parse_key
from moodtagger.demo.render import render, vary
from moodtagger.demo.songs import SONGS
from tests.benchmarks.dj_sets import print_sets
from tests.support.rhythms import PATTERNS, render_pattern

OURS = "moodtagger"
_TOLERANCE = 0.04  # of a tempo
_OCTAVES = (1.0, 2.0, 0.5, 3.0, 1.0 / 3.0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this benchmark."""
    parser.add_argument("--references", type=Path, help="a file of references of songs")
    parser.add_argument("--renderings", type=int, default=0, help="rendered pieces of known key")
    parser.add_argument("--rhythms", type=int, default=0, help="renderings of each rhythm")
    parser.add_argument("--sets", action="store_true", help="sets, and how long one takes")


def run(options: argparse.Namespace) -> int:
    """Print the tables that were asked for."""
    if options.references is not None:
        _print_references(options.references)
    if options.renderings:
        _print_renderings(options.renderings)
    if options.rhythms:
        _print_rhythms(options.rhythms)
    if options.sets:
        print_sets()
    return 0


def mirex_score(reference: MusicalKey, found: MusicalKey | None) -> float:
    """Return 1 for the same key, 0.5 for a fifth, 0.3 for the relative, 0.2 for the parallel."""
    if found is None:
        return 0.0
    if found.tonic == reference.tonic:
        return 1.0 if found.minor == reference.minor else 0.2
    relation = reference.relation_to(found)
    return {KeyRelation.NEIGHBOR: 0.5, KeyRelation.RELATIVE: 0.3}.get(relation, 0.0)


def analyze(path: Path) -> tuple[MusicalKey | None, float | None]:
    """Return the key and the tempo of a file."""
    key, tempo, mel = KeyEstimator(), TempoEstimator(), LogMelStream()
    with open_audio(path) as stream:
        for block in stream.blocks():
            key.push(block)
            tempo.push(mel.push(block))
    tempo.push(mel.finish())
    found, beat = key.finish(), tempo.finish()
    return None if found is None else found.key, None if beat is None else beat.bpm


def _print_references(path: Path) -> None:
    keys: list[Mapping[str, MusicalKey | None]] = []
    tempos = []
    for song in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        key, bpm = analyze(path.parent / song["file"])
        if "keys" in song:
            keys.append({OURS: key} | {name: parse_key(k) for name, k in song["keys"].items()})
        if "bpm" in song:
            tempos.append((song["bpm"], bpm or 0.0))
    for first, second in itertools.combinations(keys[0] if keys else (), 2):
        pairs = [(song[first], song[second]) for song in keys if song[second] is not None]
        print(f"| {first} and {second} | {_key_figures(pairs)} |")
    if tempos:
        print(f"| tempo, {len(tempos)} songs | {_tempo_figures(tempos)} |")


def _key_figures(pairs: list[Any]) -> str:
    """Format agreement, MIREX score and how often the modes differ; pairs are (found, right)."""
    exact = np.mean([found == right for found, right in pairs])
    score = np.mean([mirex_score(right, found) for found, right in pairs])
    mode = np.mean([found is not None and found.minor != right.minor for found, right in pairs])
    return f"{len(pairs)} | exact {exact:.3f} | MIREX {score:.3f} | other mode {mode:.3f}"


def _tempo_figures(pairs: list[tuple[float, float]]) -> str:
    ratios = np.array([found / right for right, found in pairs])
    exact = np.abs(ratios - 1.0) < _TOLERANCE
    octave = np.any([np.abs(ratios / octave - 1.0) < _TOLERANCE for octave in _OCTAVES], axis=0)
    return f"within 4 % {exact.mean():.3f} | but for octaves {octave.mean():.3f}"


def _print_renderings(count: int) -> None:
    pairs = [(found, right) for found, right in itertools.islice(_renderings(count), count)]
    print(f"| rendered pieces | {_key_figures(pairs)} |")


def _renderings(count: int) -> Iterator[tuple[MusicalKey | None, MusicalKey]]:
    """Yield found and right keys; each rendering is transposed several times, out of tune too."""
    rng = np.random.default_rng(1)
    seeds = max(1, count // (12 * 12))
    for seed, song in itertools.product(range(1, seeds + 1), SONGS.values()):
        stereo, rate = render(song, 24.0, seed)
        played = vary(song, seed)
        for _ in range(-(-count // (12 * seeds))):
            semitones = rng.integers(-6, 6) + rng.uniform(-0.3, 0.3)
            samples = soxr.resample(stereo.mean(axis=1), rate * 2 ** (semitones / 12), 16_000)
            estimator = KeyEstimator()
            estimator.push(samples)
            found = estimator.finish()
            minor = played.mode not in {"major", "lydian"}
            tonic = round(played.tonic + semitones) % 12
            yield None if found is None else found.key, key_of_code(tonic + 12 * minor)


def _print_rhythms(count: int) -> None:
    for name, (_, low, high, _) in PATTERNS.items():
        pairs = []
        for seed in range(1000, 1000 + count):
            bpm = float(np.random.default_rng(seed).uniform(low, high))
            estimator, mel = TempoEstimator(), LogMelStream()
            estimator.push(mel.push(render_pattern(name, bpm, 30.0, seed)))
            beat = estimator.finish()
            pairs.append((bpm, beat.bpm if beat is not None else 0.0))
        print(f"| {name} | {_tempo_figures(pairs)} |")
