"""Evaluate a trained network and complete its model folder, without changing the weights.

Calibration, thresholds and metrics come from the out-of-fold outputs, the robustness of the bundled
network from degraded songs; then card, vocabulary, plots and MODEL_CARD.md are rewritten.
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
from moodtagger.files.file_access import write_text_whole
from moodtagger.files.model_files import load_vocabulary, save_vocabulary
from moodtagger.inference.torch_weights import CARD, MOODS, load_model, read_card
from moodtagger.training import calibration_fit
from moodtagger.training.data.dataset import load_codes, read_labels
from moodtagger.training.evaluation import (
    calibration_report,
    error_analysis,
    inference_cost,
    retrieval_metrics,
    robustness,
)
from moodtagger.training.evaluation.calibration_report import CalibratedOutputs
from moodtagger.training.framework.train_loop import Log
from moodtagger.training.model_card.markdown import render_model_card
from moodtagger.training.moodnet.export import MODEL_CARD_FILE, add_metrics
from moodtagger.training.network_outputs import OutOfFold
from moodtagger.training.recipes.descriptors import load_descriptors


def complete_model_folder(
    model: Path,
    out_of_fold: OutOfFold,
    data: Path,
    cache: Path,
    log: Log,
    comparison: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Evaluate a network and rewrite everything in its folder but the weights.

    Parameters
    ----------
    model : Path
        The model folder.
    out_of_fold : OutOfFold
        Outputs of the five networks for held-out songs.
    data : Path
        Folder of the training data.
    cache : Path
        Folder of expensive intermediate results.
    log : Log
        Receives progress lines.
    comparison : Sequence[Mapping[str, Any]], optional
        Rows of an earlier comparison with the recipes, to include in the card.

    Returns
    -------
    dict[str, Any]
        The content of the card.

    Raises
    ------
    ModelError
        The folder holds no network, or one with other moods than `out_of_fold`.
    """
    shipped_vocabulary = load_vocabulary(model / MOODS)
    if shipped_vocabulary.labels != out_of_fold.labels:
        raise ModelError(
            "The network's moods are not those of the five networks that were evaluated.",
            path=model,
            advice="Run `python -m moodtagger.training train` again.",
        )
    calibration = calibration_fit.fit_calibration(out_of_fold.outputs, out_of_fold.targets)
    vocabulary = add_metrics(
        shipped_vocabulary, calibration, out_of_fold.outputs, out_of_fold.targets
    )
    calibrated = calibration_report.cross_fit_calibration(out_of_fold)
    card = read_card(model) | {"calibration": calibration.as_dict()}
    # The folder is calibrated before it is evaluated: agreement depends on the thresholds.
    _write_cards(model, card, vocabulary)
    card |= evaluate_all(model, out_of_fold, calibrated, vocabulary, data, cache, log)
    card |= {
        "comparison": [*comparison],
        "cost": asdict(inference_cost.measure_inference_cost(load_model(model).network)),
    }
    _write_cards(model, card, vocabulary)
    _write_plots(out_of_fold, calibrated, vocabulary, model, log)
    log(f"The card is in {model}.")
    return card


def evaluate_all(
    model: Path,
    out_of_fold: OutOfFold,
    calibrated: CalibratedOutputs,
    vocabulary: Vocabulary,
    data: Path,
    cache: Path,
    log: Log,
) -> dict[str, Any]:
    """Run all evaluations for the card besides the metrics of the training run.

    Parameters
    ----------
    model : Path
        The model folder.
    out_of_fold : OutOfFold
        Outputs of the five networks for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.
    vocabulary : Vocabulary
        The moods with their thresholds.
    data : Path
        Folder of the training data.
    cache : Path
        Folder of expensive intermediate results.
    log : Log
        Receives progress lines.

    Returns
    -------
    dict[str, Any]
        Entries of the card as JSON values.
    """
    labels_path, audio_dir = data / "q4" / "labels.csv", data / "q4" / "audio"
    genres_by_song = error_analysis.read_genres(labels_path)
    descriptors = load_descriptors(audio_dir, cache / "descriptors.npz", log)
    codes = load_codes("q4", data, cache)
    return {
        "honesty": calibration_report.calibration_report(out_of_fold, calibrated, vocabulary),
        "similarity": retrieval_metrics.retrieval_metrics(
            out_of_fold, calibrated, read_labels(labels_path), descriptors
        ),
        "genres": error_analysis.metrics_by_genre(out_of_fold, calibrated, genres_by_song),
        "hard_kinds": error_analysis.hard_case_metrics(
            out_of_fold, calibrated, genres_by_song, codes
        ),
        "robustness": robustness.robustness_metrics(model, data / "open" / "audio", log),
    }


def _write_cards(model: Path, card: dict[str, Any], vocabulary: Vocabulary) -> None:
    save_vocabulary(vocabulary, model / MOODS)
    write_text_whole(model / CARD, json.dumps(card, indent=1) + "\n")
    write_text_whole(model / MODEL_CARD_FILE, render_model_card(card, vocabulary))


def _write_plots(
    out_of_fold: OutOfFold,
    calibrated: CalibratedOutputs,
    vocabulary: Vocabulary,
    model: Path,
    log: Log,
) -> None:
    if importlib.util.find_spec("matplotlib") is None:
        log("No plots: matplotlib is missing. Install moodtagger with its extra `training`.")
        return
    from moodtagger.training.plots.model_card import plot_model_card

    plot_model_card(out_of_fold, calibrated, vocabulary, model)
