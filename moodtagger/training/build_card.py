"""Fill a trained network's folder with everything that is known of it, from one command.

Out-of-fold outputs give calibration, thresholds and figures; the network that ships is heard on
songs in worse shape; then card, vocabulary, pictures and the text for people are written anew. The
weights stay as they are.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from moodtagger.core.errors import ModelError
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.model_folder.torch_io import CARD, MOODS, load_model, read_card
from moodtagger.training.calibration import fit as calibrate
from moodtagger.training.calibration import report as honesty
from moodtagger.training.calibration.out_of_fold import OutOfFold
from moodtagger.training.calibration.report import Calibrated
from moodtagger.training.data.dataset import read_labels
from moodtagger.training.data.log_mel_cache import load_codes
from moodtagger.training.evaluation import (
    error_analysis as genres,
)
from moodtagger.training.evaluation import (
    inference_cost as cost,
)
from moodtagger.training.evaluation import (
    retrieval_metrics as similarity_figures,
)
from moodtagger.training.evaluation import (
    robustness,
)
from moodtagger.training.framework.train_loop import Log
from moodtagger.training.model_card.markdown import model_card
from moodtagger.training.moodnet.export import MODEL_CARD
from moodtagger.training.moodnet.vocabulary import measured
from moodtagger.training.recipes.descriptors import load_described


def complete(
    model: Path,
    heard: OutOfFold,
    data: Path,
    cache: Path,
    log: Log,
    comparison: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Measure, and write everything in the folder `model` but the weights; the card.

    `comparison` are the rows of an earlier `compare`, which the card repeats.
    Raises ModelError when the folder holds no network, or one of other moods than `heard`.
    """
    known = Vocabulary.from_json(model / MOODS)
    if known.labels != heard.labels:
        raise ModelError(
            "The network's moods are not those of the five networks that were judged.",
            path=model,
            advice="Run `python -m moodtagger.training train` again.",
        )
    calibration = calibrate.fit(heard.outputs, heard.targets)
    vocabulary = measured(known, calibration, heard.outputs, heard.targets)
    said = honesty.cross_fit(heard)
    card = read_card(model) | {"calibration": calibration.as_dict()}
    # Calibrated before it is heard: agreement depends on the thresholds.
    _write(model, card, vocabulary)
    card |= figures(model, heard, said, vocabulary, data, cache, log)
    card |= {"comparison": [*comparison], "cost": asdict(cost.measure(load_model(model).network))}
    _write(model, card, vocabulary)
    _draw(heard, said, vocabulary, model, log)
    log(f"The card is in {model}.")
    return card


def figures(
    model: Path,
    heard: OutOfFold,
    said: Calibrated,
    vocabulary: Vocabulary,
    data: Path,
    cache: Path,
    log: Log,
) -> dict[str, Any]:
    """What the card tells beside the figures of the training run."""
    table, audio = data / "q4" / "labels.csv", data / "q4" / "audio"
    songs_genres = genres.read_genres(table)
    described = load_described(audio, cache / "descriptors.npz", log)
    codes = load_codes("q4", data, cache)
    return {
        "honesty": honesty.figures(heard, said, vocabulary),
        "similarity": similarity_figures.figures(heard, said, read_labels(table), described),
        "genres": genres.by_genre(heard, said, songs_genres),
        "hard_kinds": genres.failure_cases(heard, said, songs_genres, codes),
        "robustness": robustness.figures(model, data / "open" / "audio", log),
    }


def _write(model: Path, card: dict[str, Any], vocabulary: Vocabulary) -> None:
    vocabulary.to_json(model / MOODS)
    (model / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    (model / MODEL_CARD).write_text(model_card(card, vocabulary), encoding="utf-8")


def _draw(
    heard: OutOfFold, said: Calibrated, vocabulary: Vocabulary, model: Path, log: Log
) -> None:
    if importlib.util.find_spec("matplotlib") is None:
        log("No pictures: matplotlib is missing. Install moodtagger with its extra `training`.")
        return
    from moodtagger.training.plots.model_card import draw_card

    draw_card(heard, said, vocabulary, model)
