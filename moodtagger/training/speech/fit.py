"""Fit and evaluate the speech detector of a model folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from moodtagger.audio import SilenceGate, log_mel
from moodtagger.audio.constants import ANALYSIS_FLOOR_POWER
from moodtagger.audio.decode import open_audio
from moodtagger.core.speech import MIN_SPEECH_PROBABILITY
from moodtagger.inference.backends.base import Network
from moodtagger.inference.patches import PatchStream
from moodtagger.inference.predictor import load_network, selected_backend
from moodtagger.inference.speech import SPEECH_FILE, SpeechDetector, window_features
from moodtagger.inference.windowing import Window, WindowStream
from moodtagger.training.data.dataset import dequantize_db, load_codes, read_labels
from moodtagger.training.speech.synthesis import as_recorded, recorded_clips, synthetic_clips

SEED: Final = 16
FOLDS: Final = 5
SYNTHETIC_CLIPS: Final = 600
CLIPS_PER_RECORDED_VOICE: Final = 30
REGULARIZATION: Final = 0.2  # inverse strength; of 0.02, 0.2 and 2 the one with the fewest errors
_PACKED_POOLS = ("q4", "open", "more", "previews")

Vectors = npt.NDArray[np.float64]
Frames = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Clip:
    """The windows of one clip.

    Attributes
    ----------
    name : str
        Where it is from, and its id.
    group : str
        Artist or voice; a group is never on both sides of a split.
    is_speech : bool
        What it is.
    features : Vectors
        Output of `window_features` for each window, (n, f).
    weights : Vectors
        How much of each window counts, (n,).
    """

    name: str
    group: str
    is_speech: bool
    features: Vectors
    weights: Vectors


def fit_speech_detector(
    model: Path, data: Path, cache: Path, recordings: Path | None
) -> dict[str, Any]:
    """Fit the detector on all clips, write it into the model folder, and evaluate it held out.

    Parameters
    ----------
    model : Path
        The model folder, whose network makes the embeddings.
    data : Path
        Folder of the training data: music.
    cache : Path
        Folder of what is made once.
    recordings : Path | None
        Folder with a folder of recordings for each human voice.

    Returns
    -------
    dict[str, Any]
        Results on held-out artists and voices.
    """
    network = load_network(model, selected_backend())
    clips = [*_speech_clips(network, data, recordings), *_music_clips(network, data, cache)]
    return write_detector(clips, model)


def write_detector(clips: list[Clip], model: Path) -> dict[str, Any]:
    """Fit the detector, evaluate it held out, and write both into the model folder.

    Parameters
    ----------
    clips : list[Clip]
        Speech and music.
    model : Path
        The model folder.

    Returns
    -------
    dict[str, Any]
        Output of `evaluate`.
    """
    result = evaluate(clips)
    content = fit(clips).as_dict() | {"held_out": result}
    (model / SPEECH_FILE).write_text(json.dumps(content) + "\n", encoding="utf-8")
    return result


def fit(clips: Iterable[Clip]) -> SpeechDetector:
    """Fit a detector; every clip weighs the same, and both kinds do together.

    Parameters
    ----------
    clips : Iterable[Clip]
        Speech and music.

    Returns
    -------
    SpeechDetector
        The detector.
    """
    chosen = [clip for clip in clips if len(clip.features)]
    features = np.concatenate([clip.features for clip in chosen])
    targets = np.concatenate([np.full(len(clip.features), clip.is_speech) for clip in chosen])
    weights = np.concatenate([clip.weights / clip.weights.sum() for clip in chosen])
    for kind in (False, True):
        weights[targets == kind] *= len(chosen) / 2 / weights[targets == kind].sum()
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    model = LogisticRegression(C=REGULARIZATION, max_iter=2000)
    model.fit((features - mean) / scale, targets, sample_weight=weights)
    return SpeechDetector(mean, scale, model.coef_[0], float(model.intercept_[0]))


def song_probability(detector: SpeechDetector, clip: Clip) -> float:
    """Predict a clip as the app predicts a song.

    Parameters
    ----------
    detector : SpeechDetector
        The detector.
    clip : Clip
        A clip with at least one window.

    Returns
    -------
    float
        Probability of speech.
    """
    logits = [detector.logit(row) for row in clip.features]
    return detector.probability(logits, clip.weights.tolist())


def evaluate(clips: list[Clip]) -> dict[str, Any]:
    """Evaluate detectors on clips of artists and voices that they were not fitted on.

    Parameters
    ----------
    clips : list[Clip]
        Speech and music.

    Returns
    -------
    dict[str, Any]
        For each kind of clip the number, how many are called speech, and which music is.
    """
    groups = sorted({clip.group for clip in clips})
    order = np.random.default_rng(SEED).permutation(len(groups)) % FOLDS
    fold_of = dict(zip(groups, order.tolist(), strict=True))
    found: dict[str, list[float]] = {}
    mistaken = []
    for fold in range(FOLDS):
        detector = fit(clip for clip in clips if fold_of[clip.group] != fold)
        for clip in clips:
            if fold_of[clip.group] != fold or not len(clip.features):
                continue
            probability = song_probability(detector, clip)
            found.setdefault(_kind(clip), []).append(probability)
            if not clip.is_speech and probability >= MIN_SPEECH_PROBABILITY:
                mistaken.append(f"{clip.name} {probability:.3f}")
    return {
        "kinds": {
            kind: {
                "clips": len(values),
                "called_speech": sum(p >= MIN_SPEECH_PROBABILITY for p in values),
                "quantiles": np.quantile(values, [0.01, 0.05, 0.5, 0.95, 0.99]).round(4).tolist(),
            }
            for kind, values in sorted(found.items())
        },
        "music_called_speech": sorted(mistaken),
    }


def _kind(clip: Clip) -> str:
    return clip.name.split("/")[0]


def _speech_clips(network: Network, data: Path, recordings: Path | None) -> Iterator[Clip]:
    rng = np.random.default_rng(SEED)
    music = [_samples(path) for path in sorted((data / "q4" / "audio").iterdir())[::20]]
    sources = [("synthetic", synthetic_clips(SYNTHETIC_CLIPS, rng))]
    if recordings is not None:
        sources.append(("recorded", recorded_clips(recordings, CLIPS_PER_RECORDED_VOICE, rng)))
    for kind, clips in sources:
        for number, clip in enumerate(clips):
            samples = as_recorded(clip.samples, music[rng.integers(len(music))], rng)
            name = f"{kind}/{clip.voice}/{number}"
            yield _clip_of_samples(network, name, clip.voice, samples, is_speech=True)


def _music_clips(network: Network, data: Path, cache: Path) -> Iterator[Clip]:
    artists = read_labels(data / "q4" / "labels.csv")

    def group(song_id: str) -> str:
        return f"artist {artists[song_id].artist}" if song_id in artists else song_id

    for pool in () if network.reads_patches else _PACKED_POOLS:
        for song_id, codes in load_codes(pool, data, cache).items():
            frames = dequantize_db(codes)
            yield _clip(network, f"{pool}/{song_id}", group(song_id), frames, is_speech=False)
    for pool in ("q4", "open", "emotify") if network.reads_patches else ("emotify",):
        for path in sorted((data / pool / "audio").iterdir()):
            name = f"{pool}/{path.stem}"
            samples = _samples(path)
            yield _clip_of_samples(network, name, group(path.stem), samples, is_speech=False)


def _clip_of_samples(
    network: Network, name: str, group: str, samples: Frames, *, is_speech: bool
) -> Clip:
    """Embed patches, or windows, as an analysis does."""
    if not network.reads_patches:
        frames = log_mel(samples, ANALYSIS_FLOOR_POWER)
        return _clip(network, name, group, frames, is_speech=is_speech)
    stream = PatchStream()
    stream.push(samples)
    rows = [np.empty((0, network.embedding_size))]
    for inputs in stream.finish().inputs(network.batch_size):
        rows.append(network.forward(inputs).embedding.astype(np.float64))
    features = np.concatenate(rows)
    return Clip(name, group, is_speech, features, np.ones(len(features)))


def _clip(network: Network, name: str, group: str, frames: Frames, *, is_speech: bool) -> Clip:
    """Window the frames as an analysis does."""
    gate, stream = SilenceGate(), WindowStream()
    windows: list[Window] = []
    for part in [*gate.push(frames), *gate.finish()]:
        stream.skip(part.gap_frames)
        windows += stream.push(part.frames)
    windows += stream.finish()
    rows = [np.empty((0, 1))]
    for window in windows:
        embedding = network.forward(window.frames[None]).embedding[0]
        rows.append(window_features(embedding, window.frames)[None])
    features = np.concatenate(rows[1:] or rows)
    return Clip(name, group, is_speech, features, np.array([w.weight for w in windows]))


def _samples(path: Path) -> Frames:
    with open_audio(path) as stream:
        return np.concatenate(list(stream.blocks()))
