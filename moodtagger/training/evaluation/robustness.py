"""How well the answers agree when a song is heard quickly, or from a worse file.

Everything goes through the app's own front end and predictor, on songs without labels that the
network never learned moods from. Songs are at least 55 s long (they are cut at 60 s), so that
`--quick`, which hears three excerpts of 10 s, leaves half of each out. Real songs are longer: for
them four tracks of one collection, most of them by one composer, are put end to end, of which
quick hears an eighth. Tracks differ more than the parts of one song, so that is a hard case.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.audio.decode import open_audio
from moodtagger.core.prediction import Prediction
from moodtagger.demo.encode import encode
from moodtagger.inference.predictor import Predictor
from moodtagger.services.workers.analysis import hear
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.degradations import CHANGES, samples_of
from moodtagger.training.framework.train_loop import Log

SONGS = 100
CHAINS = 25
CHAIN = 4  # songs put end to end
LONG_S = 55.0
SEED = 3

Pairs = list[tuple[Prediction, Prediction]]  # the song as it is, and changed
Originals = Sequence[tuple[Path, Prediction | None]]


def figures(
    model: Path, audio: Path, log: Log, songs: int = SONGS, chains: int = CHAINS
) -> dict[str, Any]:
    """Agreement of the model of a folder with itself, on the files of the folder `audio`."""
    predictor = Predictor(model)
    long_songs = [path for path in sorted(audio.iterdir()) if _seconds(path) >= LONG_S]
    chosen = _some(long_songs, songs)
    originals = [(path, _hear(predictor, path)) for path in chosen]
    rows = {"quick": agreement(_quick(predictor, originals))}
    log(f"Heard {len(chosen)} songs whole and quickly.")
    with tempfile.TemporaryDirectory() as scratch:
        groups = chains_of(long_songs, chains)
        rows["quick, four songs in a row"] = agreement(_chained(predictor, groups, Path(scratch)))
        log(f"Heard {len(groups)} rows of {CHAIN} songs whole and quickly.")
        rows |= _changed(predictor, originals, Path(scratch))
    log(f"Heard {len(chosen)} songs in {len(CHANGES)} worse shapes.")
    return {
        "protocol": f"songs without labels, {LONG_S:.0f} to 60 s each, seed {SEED}, 16 kHz mono",
        **rows,
    }


def agreement(pairs: Pairs) -> dict[str, float | None]:
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
        away = np.abs(va[:, 0, k] - va[:, 1, k])
        out |= {
            f"{name}_difference": _round(away.mean()),
            f"{name}_difference_95": _round(np.quantile(away, 0.95)),
            f"{name}_correlation": _correlation(va[:, 0, k], va[:, 1, k]),
        }
    sets = [(set(a.confident), set(b.confident)) for a, b in pairs]
    kept = [len(a & b) / len(a | b) for a, b in sets if a | b]
    return {
        **out,
        "confident_moods_kept": _mean(kept) if kept else 1.0,
        "embedding_cosine": _round(np.median([a.embedding @ b.embedding for a, b in pairs])),
    }


def chains_of(paths: Sequence[Path], count: int) -> list[list[Path]]:
    """Up to `count` groups of four files whose names begin alike: of one collection."""
    rng = np.random.default_rng(SEED)
    groups = []
    for _, collection in groupby(paths, key=lambda path: path.name.split("--")[0]):
        songs = list(collection)
        mixed = [songs[i] for i in rng.permutation(len(songs))]
        groups += [mixed[k : k + CHAIN] for k in range(0, len(mixed) - CHAIN + 1, CHAIN)]
    return [groups[i] for i in rng.permutation(len(groups))[:count]]


def _some(paths: Sequence[Path], count: int) -> list[Path]:
    order = np.random.default_rng(SEED).permutation(len(paths))[:count]
    return [paths[i] for i in sorted(order)]


def _quick(predictor: Predictor, originals: Originals) -> Pairs:
    return _answered([(whole, _hear(predictor, path, quick=True)) for path, whole in originals])


def _chained(predictor: Predictor, groups: Sequence[Sequence[Path]], folder: Path) -> Pairs:
    pairs: Pairs = []
    for group in groups:
        file = folder / "chain.wav"
        encode(np.concatenate([samples_of(path) for path in group]), SAMPLE_RATE, file)
        pairs += _quick(predictor, [(file, _hear(predictor, file))])
    return pairs


def _changed(
    predictor: Predictor, originals: Originals, folder: Path
) -> dict[str, dict[str, float | None]]:
    pairs: dict[str, Pairs] = {change.name: [] for change in CHANGES}
    for path, original in originals:
        samples = samples_of(path)
        for change in CHANGES:
            file = folder / f"changed{change.suffix}"
            change.write(samples, file)
            pairs[change.name] += _answered([(original, _hear(predictor, file))])
    return {name: agreement(found) for name, found in pairs.items()}


def _answered(pairs: Sequence[tuple[Prediction | None, Prediction | None]]) -> Pairs:
    """Silent songs have no answer and do not count."""
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def _hear(predictor: Predictor, path: Path, quick: bool = False) -> Prediction | None:
    return hear(str(path), predictor, quick=quick).prediction


def _seconds(path: Path) -> float:
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
