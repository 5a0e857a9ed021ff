"""Agreement of predictions on excerpts and on degraded files (MP3, gain, clipping, trimming).

Everything goes through the app's own front end and predictor, on songs without mood labels. Songs
are at least 55 s long (they are cut at 60 s), so that `--quick`, which analyzes excerpts,
leaves out a part of each. Real songs are longer: to stand in for them, four tracks of one
collection, most by one composer, are joined end to end, of which quick analyzes an eighth. Tracks
differ more than the parts of one song, so that is a hard case.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.audio.decode import open_audio
from moodtagger.core.prediction import Prediction
from moodtagger.demo.encode import encode
from moodtagger.inference.predictor import Predictor
from moodtagger.services.workers.analysis import analyze_file
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.train_loop import Log

MP3_RATE = 44_100
MP3_BIT_RATE = 64_000
GAIN_DB = 12.0
TRIM_S = 5.0

WriteFunction = Callable[[Floats, Path], None]

SONG_COUNT = 100
CHAIN_COUNT = 25
CHAIN_LENGTH = 4  # songs joined end to end
MIN_DURATION_S = 55.0
SEED = 3

PredictionPairs = list[tuple[Prediction, Prediction]]  # of the original and of the other file
Originals = Sequence[tuple[Path, Prediction | None]]


@dataclass(frozen=True, slots=True)
class Degradation:
    """One way to degrade a song.

    Attributes
    ----------
    name : str
        Name of the row.
    suffix : str
        File name extension of the degraded file.
    write : WriteFunction
        Writes the degraded file from 16 kHz mono samples.
    """

    name: str
    suffix: str
    write: WriteFunction


def load_samples(path: Path) -> Floats:
    """Decode a file with the app's own decoder.

    Parameters
    ----------
    path : Path
        The audio file.

    Returns
    -------
    Floats
        16 kHz mono samples, (n,).

    Raises
    ------
    AudioError
        The file cannot be decoded.
    """
    with open_audio(path) as stream:
        return np.concatenate(list(stream.blocks()))


def write_mp3(y: Floats, path: Path) -> None:
    """Write an MP3 of 64 kbit/s at 44.1 kHz with two equal channels.

    Parameters
    ----------
    y : Floats
        16 kHz mono samples, (n,).
    path : Path
        The file to write.
    """
    resampled = soxr.resample(y, SAMPLE_RATE, MP3_RATE)
    encode(np.stack([resampled, resampled], axis=1), MP3_RATE, path, bit_rate=MP3_BIT_RATE)


def write_louder_clipped(y: Floats, path: Path) -> None:
    """Write the song 12 dB louder in 16 bits, clipped at full scale.

    Parameters
    ----------
    y : Floats
        16 kHz mono samples, (n,).
    path : Path
        The file to write.
    """
    _write_wav(y * np.float32(10 ** (GAIN_DB / 20)), path)


def write_quieter(y: Floats, path: Path) -> None:
    """Write the song 12 dB quieter in 16 bits.

    Parameters
    ----------
    y : Floats
        16 kHz mono samples, (n,).
    path : Path
        The file to write.
    """
    _write_wav(y * np.float32(10 ** (-GAIN_DB / 20)), path)


def write_trimmed(y: Floats, path: Path) -> None:
    """Write the song without its first five seconds.

    Parameters
    ----------
    y : Floats
        16 kHz mono samples, (n,).
    path : Path
        The file to write.
    """
    _write_wav(y[round(TRIM_S * SAMPLE_RATE) :], path)


def _write_wav(y: Floats, path: Path) -> None:
    encode(np.clip(y, -1, 1), SAMPLE_RATE, path)


DEGRADATIONS = (
    Degradation("mp3 at 64 kbit/s", ".mp3", write_mp3),
    Degradation("12 dB louder, clipped", ".wav", write_louder_clipped),
    Degradation("12 dB fainter", ".wav", write_quieter),
    Degradation("without the first 5 s", ".wav", write_trimmed),
)


def robustness_metrics(
    model: Path, audio: Path, log: Log, songs: int = SONG_COUNT, chains: int = CHAIN_COUNT
) -> dict[str, Any]:
    """Measure how well a model agrees with itself on excerpts and degraded files.

    Parameters
    ----------
    model : Path
        The model folder.
    audio : Path
        Folder of the audio files.
    log : Log
        Receives progress lines.
    songs : int, optional
        Number of songs to sample.
    chains : int, optional
        Number of chains of songs.

    Returns
    -------
    dict[str, Any]
        Agreement by kind of change, as JSON values.
    """
    predictor = Predictor(model)
    long_songs = [path for path in sorted(audio.iterdir()) if _duration_s(path) >= MIN_DURATION_S]
    sampled_songs = _sample_paths(long_songs, songs)
    predictions = [(path, _predict(predictor, path)) for path in sampled_songs]
    rows = {"quick": agreement(_quick_pairs(predictor, predictions))}
    log(f"Analyzed {len(sampled_songs)} songs in full and with --quick.")
    with tempfile.TemporaryDirectory() as scratch:
        groups = group_chains(long_songs, chains)
        rows["quick, four songs in a row"] = agreement(
            _chained_pairs(predictor, groups, Path(scratch))
        )
        log(f"Analyzed {len(groups)} chains of {CHAIN_LENGTH} songs in full and with --quick.")
        rows |= _degraded_agreement(predictor, predictions, Path(scratch))
    log(f"Analyzed {len(sampled_songs)} songs with {len(DEGRADATIONS)} degradations.")
    return {
        "protocol": f"songs without labels, {MIN_DURATION_S:.0f} to 60 s each, "
        f"seed {SEED}, 16 kHz mono",
        **rows,
    }


def agreement(pairs: PredictionPairs) -> dict[str, float | None]:
    """Measure the agreement within pairs of predictions.

    The fraction of pairs with the same most probable quadrant; for valence and arousal the mean and
    95th percentile of the absolute difference, and the correlation; for confident moods the mean
    intersection over union of the pairs that have any; and the median cosine of the embeddings.

    Parameters
    ----------
    pairs : PredictionPairs
        Predictions for the original and for the other file.

    Returns
    -------
    dict[str, float | None]
        Metrics by name; a correlation without variance is None.
    """
    va = np.array([[(p.valence, p.arousal) for p in pair] for pair in pairs])
    out: dict[str, float | None] = {
        "songs": len(pairs),
        "same_quadrant": _mean([a.top_quadrant == b.top_quadrant for a, b in pairs]),
    }
    for k, name in enumerate(("valence", "arousal")):
        difference = np.abs(va[:, 0, k] - va[:, 1, k])
        out |= {
            f"{name}_difference": _round(difference.mean()),
            f"{name}_difference_95": _round(np.quantile(difference, 0.95)),
            f"{name}_correlation": _correlation(va[:, 0, k], va[:, 1, k]),
        }
    confident_sets = [(set(a.confident), set(b.confident)) for a, b in pairs]
    overlaps = [len(a & b) / len(a | b) for a, b in confident_sets if a | b]
    return {
        **out,
        "confident_moods_kept": _mean(overlaps) if overlaps else 1.0,
        "embedding_cosine": _round(np.median([a.embedding @ b.embedding for a, b in pairs])),
    }


def group_chains(paths: Sequence[Path], count: int) -> list[list[Path]]:
    """Group files of one collection, whose names start with the same word.

    Parameters
    ----------
    paths : Sequence[Path]
        Audio files, sorted.
    count : int
        Maximum number of groups.

    Returns
    -------
    list[list[Path]]
        Up to `count` groups of four files.
    """
    rng = np.random.default_rng(SEED)
    groups = []
    for _, collection in groupby(paths, key=lambda path: path.name.split("--")[0]):
        songs = list(collection)
        shuffled = [songs[i] for i in rng.permutation(len(songs))]
        groups += [
            shuffled[k : k + CHAIN_LENGTH]
            for k in range(0, len(shuffled) - CHAIN_LENGTH + 1, CHAIN_LENGTH)
        ]
    return [groups[i] for i in rng.permutation(len(groups))[:count]]


def _sample_paths(paths: Sequence[Path], count: int) -> list[Path]:
    order = np.random.default_rng(SEED).permutation(len(paths))[:count]
    return [paths[i] for i in sorted(order)]


def _quick_pairs(predictor: Predictor, originals: Originals) -> PredictionPairs:
    return _drop_silent([(full, _predict(predictor, path, quick=True)) for path, full in originals])


def _chained_pairs(
    predictor: Predictor, groups: Sequence[Sequence[Path]], folder: Path
) -> PredictionPairs:
    pairs: PredictionPairs = []
    for group in groups:
        file = folder / "chain.wav"
        encode(np.concatenate([load_samples(path) for path in group]), SAMPLE_RATE, file)
        pairs += _quick_pairs(predictor, [(file, _predict(predictor, file))])
    return pairs


def _degraded_agreement(
    predictor: Predictor, originals: Originals, folder: Path
) -> dict[str, dict[str, float | None]]:
    pairs: dict[str, PredictionPairs] = {degradation.name: [] for degradation in DEGRADATIONS}
    for path, original in originals:
        samples = load_samples(path)
        for degradation in DEGRADATIONS:
            file = folder / f"degraded{degradation.suffix}"
            degradation.write(samples, file)
            pairs[degradation.name] += _drop_silent([(original, _predict(predictor, file))])
    return {name: agreement(degraded_pairs) for name, degraded_pairs in pairs.items()}


def _drop_silent(pairs: Sequence[tuple[Prediction | None, Prediction | None]]) -> PredictionPairs:
    """Leave out pairs with a silent song, which has no prediction."""
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def _predict(predictor: Predictor, path: Path, quick: bool = False) -> Prediction | None:
    return analyze_file(str(path), predictor, quick=quick).prediction


def _duration_s(path: Path) -> float:
    with open_audio(path) as stream:
        return stream.info.duration_s


def _correlation(a: Floats, b: Floats) -> float | None:
    """Correlate two arrays; None where one does not vary."""
    if min(a.std(), b.std()) < 1e-9:
        return None
    return _round(np.corrcoef(a, b)[0, 1])


def _mean(values: Sequence[float] | Floats) -> float:
    return _round(np.mean(values))


def _round(value: Any) -> float:
    return round(float(value), 4)
