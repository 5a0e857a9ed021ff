"""Simulated listeners: how much a personal layer helps, and whether it can do harm.

Songs and answers are those of networks that have not seen the songs. A listener decides on some of
them, and the error on all others of the same fold is compared with and without the layer: the
embeddings of two folds are by two networks, so they are never mixed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.personal_layer import (
    MoodExamples,
    PositionExamples,
    fit_mood,
    fit_position,
    to_logits,
)
from moodtagger.inference.calibration import Calibration
from moodtagger.training.calibration_fit import fit_calibration
from moodtagger.training.data.labels import FIRST_MOOD, VA_COLUMNS, bundled_groups, core_indices
from moodtagger.training.network_outputs import OUT_OF_FOLD_FILE, OutOfFold, SongOutputs
from moodtagger.training.patchnet.calibrate import RATED_OUTPUTS_FILE
from moodtagger.training.patchnet.outputs import load_outputs
from moodtagger.training.patchnet.ratings import FEELINGS, read_ratings
from moodtagger.training.taste_listeners import (
    MOOD_LISTENERS,
    POSITION_LISTENERS,
    Floats,
    MoodListener,
    PositionListener,
    Random,
    SimulatedSongs,
)

Plane = tuple[Floats, Calibration]  # what to add to the quadrant's logits (4,), and then

DECISIONS: Final = 30
# Feelings that are words of moods too.
MOOD_OF_FEELING: Final = {
    "joyful_activation": "happy",
    "sadness": "sad",
    "calmness": "calm",
    "power": "energetic",
    "tension": "tense",
    "tenderness": "tender",
    "nostalgia": "nostalgic",
}
# Signs of valence and arousal of the feelings that lie along the circumplex.
FEELING_SIGNS: Final = {
    "joyful_activation": (1, 1),
    "sadness": (-1, -1),
    "tension": (-1, 1),
    "calmness": (1, -1),
    "tenderness": (1, -1),
    "power": (0, 1),
}
_FELT_SHARE: Final = 0.3  # of the songs, those where most listeners felt it
_ANSWER_NOISE: Final = 0.1  # of a listener's position, who would not give the same one twice


@dataclass(frozen=True, slots=True)
class TasteComparison:
    """Errors on songs without a decision, means over listeners.

    Attributes
    ----------
    listener : str
        The kind of listener.
    model : float
        Error of the model: mean squared error of probabilities, or distance of positions.
    personal : float
        Error with the personal layer.
    used : float
        Share of the listeners whose layer was used at all.
    """

    listener: str
    model: float
    personal: float
    used: float

    @property
    def change(self) -> float:
        """Relative change of the error; below 0 where the layer helps."""
        return self.personal / self.model - 1


def compare_moods(
    folds: Sequence[SimulatedSongs], listeners: int, *, decisions: int = DECISIONS, seed: int = 0
) -> list[TasteComparison]:
    """Simulate listeners who accept and reject moods.

    Parameters
    ----------
    folds : Sequence[SimulatedSongs]
        SimulatedSongs, each with answers of one network.
    listeners : int
        Listeners of each kind for each fold.
    decisions : int, optional
        How many songs each decides on, mostly such that the model finds likely.
    seed : int, optional
        Of the random numbers.

    Returns
    -------
    list[TasteComparison]
        One for each kind of listener.
    """
    return [
        _compare(
            name,
            folds,
            listeners,
            seed,
            lambda songs, random, kind=kind: _mood_errors(  # type: ignore[misc]
                songs, kind, decisions, random
            ),
        )
        for name, kind in MOOD_LISTENERS.items()
    ]


def compare_positions(
    folds: Sequence[SimulatedSongs], listeners: int, *, decisions: int = DECISIONS, seed: int = 0
) -> list[TasteComparison]:
    """Simulate listeners who correct positions; parameters and result as of `compare_moods`.

    Parameters
    ----------
    folds : Sequence[SimulatedSongs]
        SimulatedSongs, each with answers of one network.
    listeners : int
        Listeners of each kind for each fold.
    decisions : int, optional
        How many songs each corrects.
    seed : int, optional
        Of the random numbers.

    Returns
    -------
    list[TasteComparison]
        One for each kind of listener.
    """
    return [
        _compare(
            name,
            folds,
            listeners,
            seed,
            lambda songs, random, kind=kind: _position_errors(  # type: ignore[misc]
                songs, kind, decisions, random
            ),
        )
        for name, kind in POSITION_LISTENERS.items()
    ]


Errors = tuple[float, float, bool]  # of the model, with the layer, whether it was used


def _compare(
    name: str,
    folds: Sequence[SimulatedSongs],
    listeners: int,
    seed: int,
    errors: Callable[[SimulatedSongs, Random], Errors],
) -> TasteComparison:
    random = np.random.default_rng(seed)
    found = np.array([errors(songs, random) for songs in folds for _ in range(listeners)])
    return TasteComparison(name, *found.mean(axis=0).tolist())


def _mood_errors(
    songs: SimulatedSongs, listener: MoodListener, decisions: int, random: Random
) -> Errors:
    mood = int(random.integers(songs.labels.shape[1]))
    accepted = listener(songs, mood, random)
    p = songs.probabilities[:, mood]
    shown = (p + 0.05) / (p + 0.05).sum()
    decided = random.choice(len(p), decisions, replace=False, p=shown)
    others = np.setdiff1d(np.arange(len(p)), decided)
    layer = fit_mood(
        MoodExamples(
            songs.embeddings[decided],
            to_logits(p[decided]),
            accepted[decided],
            np.ones(decisions),
        )
    )
    personal = p[others] if layer is None else layer.apply(p[others], songs.embeddings[others])
    before, after = (
        float(((answers - accepted[others]) ** 2).mean()) for answers in (p[others], personal)
    )
    return before, after, layer is not None


def _position_errors(
    songs: SimulatedSongs, listener: PositionListener, decisions: int, random: Random
) -> Errors:
    noise = random.normal(0, _ANSWER_NOISE, songs.predicted.shape)
    corrected = np.clip(listener(songs, random) + noise, -1, 1)
    order = random.permutation(len(corrected))
    decided, others = order[:decisions], order[decisions:]
    layer = fit_position(
        PositionExamples(songs.embeddings[decided], songs.predicted[decided], corrected[decided])
    )
    predicted = songs.predicted[others]
    personal = predicted if layer is None else layer.apply(predicted, songs.embeddings[others])
    before, after = (
        float(np.hypot(*(answers - corrected[others]).T).mean())
        for answers in (predicted, personal)
    )
    return before, after, layer is not None


def load_folds(folder: Path, data: Path, plane: Plane) -> dict[str, list[SimulatedSongs]]:
    """Read the outputs of `pipeline.evaluate_patches` for both sets of labels.

    Parameters
    ----------
    folder : Path
        Folder of the outputs.
    data : Path
        Folder of the training data.
    plane : Plane
        Shift of the quadrant's logits and calibration, which were fitted on these outputs.

    Returns
    -------
    dict[str, list[SimulatedSongs]]
        The songs of each fold, by set.

    Raises
    ------
    OSError
        A file cannot be read.
    """
    labeled = OutOfFold.load(folder / OUT_OF_FOLD_FILE)
    core = core_indices(bundled_groups())
    moods = fit_calibration(labeled.outputs, labeled.targets)
    answers = _answers(labeled.outputs, plane, moods)
    targets = labeled.targets.astype(np.float64)
    out = {
        "q4": _folds(
            labeled.fold, *answers, core, targets[:, FIRST_MOOD:][:, core], targets[:, VA_COLUMNS]
        )
    }
    ids, fold, rated = load_outputs(folder / RATED_OUTPUTS_FILE)
    ratings = read_ratings(data / "emotify" / "ratings.csv")
    felt = np.array([ratings[song].feelings for song in ids])
    columns = [labeled.labels.index(mood) for mood in MOOD_OF_FEELING.values()]
    shares = felt[:, [FEELINGS.index(feeling) for feeling in MOOD_OF_FEELING]]
    often = shares > np.quantile(shares, 1 - _FELT_SHARE, axis=0)
    signs = np.array(list(FEELING_SIGNS.values()), np.float64)
    along = felt[:, [FEELINGS.index(feeling) for feeling in FEELING_SIGNS]] @ signs
    answers = _answers(rated.main, plane, moods)
    out["emotify"] = _folds(fold, *answers, columns, often.astype(np.float64), along)
    return out


def _answers(
    outputs: SongOutputs, plane: Plane, moods: Calibration
) -> tuple[Floats, Floats, Floats]:
    """Return embeddings, probabilities of the trained moods, and positions as the app has them."""
    shift, calibration = plane
    positions = calibration.va(outputs.va, outputs.quadrant + shift).astype(np.float64)
    probabilities = moods.moods(outputs.moods).astype(np.float64)
    return outputs.embedding.astype(np.float64), probabilities, positions


def _unit_vectors(embeddings: Floats) -> Floats:
    """Standardize the embeddings by one network as it does itself, and scale them to length 1."""
    standardized = (embeddings - embeddings.mean(axis=0)) / (embeddings.std(axis=0) + 1e-9)
    out: Floats = standardized / np.linalg.norm(standardized, axis=1, keepdims=True)
    return out


def _folds(
    fold: npt.NDArray[np.int64],
    embeddings: Floats,
    probabilities: Floats,
    predicted: Floats,
    columns: Sequence[int],
    labels: Floats,
    positions: Floats,
) -> list[SimulatedSongs]:
    """Split songs by fold; positions of people get the mean and the spread of the model's."""
    spread = (positions - positions.mean(axis=0)) / positions.std(axis=0)
    positions = np.clip(predicted.mean(axis=0) + spread * predicted.std(axis=0), -1, 1)
    return [
        SimulatedSongs(
            _unit_vectors(embeddings[rows]),
            probabilities[rows][:, columns],
            labels[rows],
            predicted[rows],
            positions[rows],
        )
        for rows in (fold == number for number in np.unique(fold))
    ]


def simulate(
    folder: Path, data: Path, plane: Plane, listeners: int, log: Callable[[str], None]
) -> dict[str, Any]:
    """Print a table of all kinds of listeners on both sets.

    Parameters
    ----------
    folder : Path
        Folder of the outputs.
    data : Path
        Folder of the training data.
    plane : Plane
        Shift of the quadrant's logits and calibration.
    listeners : int
        Listeners of each kind for each fold.
    log : Callable[[str], None]
        Receives lines.

    Returns
    -------
    dict[str, Any]
        The comparisons by set, then `moods` or `positions`.
    """
    out: dict[str, Any] = {}
    for name, folds in load_folds(folder, data, plane).items():
        out[name] = {
            "moods": compare_moods(folds, listeners),
            "positions": compare_positions(folds, listeners),
        }
        for kind, comparisons in out[name].items():
            log(f"{name}, {kind}, {DECISIONS} decisions")
            for found in comparisons:
                log(
                    f"  {found.listener:36} {found.model:.3f} -> {found.personal:.3f} "
                    f"({found.change:+.1%}), used by {found.used:.0%}"
                )
    return out
