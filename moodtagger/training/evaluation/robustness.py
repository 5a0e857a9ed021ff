"""How well predictions agree on excerpts and on degraded files (MP3, gain, clipping, trimming).

Everything goes through the app's own front end and predictor, on songs without labels that the
network never learned moods from. Songs are at least 55 s long (they are cut at 60 s), so that
`--quick`, which hears three excerpts of 10 s, leaves half of each out. Real songs are longer: for
them four tracks of one collection, most of them by one composer, are put end to end, of which
quick hears an eighth. Tracks differ more than the parts of one song, so that is a hard case.
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


@dataclass(frozen=True, slots=True)
class Degradation:
    """One way to spoil a song: `write` makes a file with `suffix` from 16 kHz mono samples."""

    name: str
    suffix: str
    write: WriteFunction


def load_samples(path: Path) -> Floats:
    """The whole file as 16 kHz mono, through the app's own decoder."""
    with open_audio(path) as stream:
        return np.concatenate(list(stream.blocks()))


def write_mp3(y: Floats, path: Path) -> None:
    """An mp3 of 64 kbit/s as it is usually made: 44.1 kHz, two channels (alike, as `y` is mono)."""
    resampled = soxr.resample(y, SAMPLE_RATE, MP3_RATE)
    encode(np.stack([resampled, resampled], axis=1), MP3_RATE, path, bit_rate=MP3_BIT_RATE)


def write_louder_clipped(y: Floats, path: Path) -> None:
    """12 dB louder, in 16 bits: what goes over full scale is clipped."""
    _write_wav(y * np.float32(10 ** (GAIN_DB / 20)), path)


def write_quieter(y: Floats, path: Path) -> None:
    """12 dB fainter, in 16 bits."""
    _write_wav(y * np.float32(10 ** (-GAIN_DB / 20)), path)


def write_trimmed(y: Floats, path: Path) -> None:
    """Without its first five seconds."""
    _write_wav(y[round(TRIM_S * SAMPLE_RATE) :], path)


def _write_wav(y: Floats, path: Path) -> None:
    encode(np.clip(y, -1, 1), SAMPLE_RATE, path)


DEGRADATIONS = (
    Degradation("mp3 at 64 kbit/s", ".mp3", write_mp3),
    Degradation("12 dB louder, clipped", ".wav", write_louder_clipped),
    Degradation("12 dB fainter", ".wav", write_quieter),
    Degradation("without the first 5 s", ".wav", write_trimmed),
)


SONG_COUNT = 100
CHAIN_COUNT = 25
CHAIN_LENGTH = 4  # songs put end to end
MIN_DURATION_S = 55.0
SEED = 3

PredictionPairs = list[tuple[Prediction, Prediction]]  # the song as it is, and changed
Originals = Sequence[tuple[Path, Prediction | None]]


def robustness_metrics(
    model: Path, audio: Path, log: Log, songs: int = SONG_COUNT, chains: int = CHAIN_COUNT
) -> dict[str, Any]:
    """Agreement of the model of a folder with itself, on the files of the folder `audio`."""
    predictor = Predictor(model)
    long_songs = [path for path in sorted(audio.iterdir()) if _duration_s(path) >= MIN_DURATION_S]
    sampled_songs = _sample_paths(long_songs, songs)
    predictions = [(path, _predict(predictor, path)) for path in sampled_songs]
    rows = {"quick": agreement(_quick_pairs(predictor, predictions))}
    log(f"Heard {len(sampled_songs)} songs whole and quickly.")
    with tempfile.TemporaryDirectory() as scratch:
        groups = group_chains(long_songs, chains)
        rows["quick, four songs in a row"] = agreement(
            _chained_pairs(predictor, groups, Path(scratch))
        )
        log(f"Heard {len(groups)} rows of {CHAIN_LENGTH} songs whole and quickly.")
        rows |= _degraded_agreement(predictor, predictions, Path(scratch))
    log(f"Heard {len(sampled_songs)} songs in {len(DEGRADATIONS)} worse shapes.")
    return {
        "protocol": f"songs without labels, {MIN_DURATION_S:.0f} to 60 s each, "
        f"seed {SEED}, 16 kHz mono",
        **rows,
    }


def agreement(pairs: PredictionPairs) -> dict[str, float | None]:
    """How alike the two answers of each pair are.

    Share of pairs with the same most probable quadrant; of valence and arousal the mean and the
    95th percentile of the absolute difference and the correlation; of the confident moods the
    share kept: those in both answers over those in either, over all pairs that have any; and the
    median cosine of the embeddings.
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
    """Up to `count` groups of four files whose names begin alike: of one collection."""
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
    pairs: dict[str, PredictionPairs] = {change.name: [] for change in DEGRADATIONS}
    for path, original in originals:
        samples = load_samples(path)
        for change in DEGRADATIONS:
            file = folder / f"changed{change.suffix}"
            change.write(samples, file)
            pairs[change.name] += _drop_silent([(original, _predict(predictor, file))])
    return {name: agreement(degraded_pairs) for name, degraded_pairs in pairs.items()}


def _drop_silent(pairs: Sequence[tuple[Prediction | None, Prediction | None]]) -> PredictionPairs:
    """Silent songs have no answer and do not count."""
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def _predict(predictor: Predictor, path: Path, quick: bool = False) -> Prediction | None:
    return analyze_file(str(path), predictor, quick=quick).prediction


def _duration_s(path: Path) -> float:
    with open_audio(path) as stream:
        return stream.info.duration_s


def _correlation(a: Floats, b: Floats) -> float | None:
    """None where either does not vary."""
    if min(a.std(), b.std()) < 1e-9:
        return None
    return _round(np.corrcoef(a, b)[0, 1])


def _mean(values: Sequence[float] | Floats) -> float:
    return _round(np.mean(values))


def _round(value: Any) -> float:
    return round(float(value), 4)
