"""Write a trained network as the folder that the app reads: weights, card, vocabulary, text."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.model_folder.torch_io import CARD, FORMAT, MOODS, WEIGHTS, save_weights
from moodtagger.training.model_card.markdown import render_model_card

MODEL_NAME = "moodnet"
MODEL_VERSION = "1.1"
MODEL_CARD_FILE = "MODEL_CARD.md"
LICENSE = "CC BY-NC-SA 4.0"
DATA_DESCRIPTION = (
    "778 songs of 30 s with quadrant, expert mood words and valence/arousal (4Q audio emotion "
    "dataset; Panda, Malheiro, Paiva, IEEE Transactions on Affective Computing 2018), in five "
    "folds of which no two share an artist. Taught beforehand to predict YAMNet embeddings and 56 "
    "mood and theme scores on 3,221 other songs without mood labels."
)


def export_model(
    folder: Path,
    network: MoodNet,
    vocabulary: Vocabulary,
    calibration: Calibration,
    training: dict[str, Any],
) -> None:
    """Write the four files; `training` is what the card tells of recipe and figures."""
    folder.mkdir(parents=True, exist_ok=True)
    sha256 = save_weights(network, folder / WEIGHTS)
    vocabulary.to_json(folder / MOODS)
    card = {
        "format": FORMAT,
        "name": MODEL_NAME,
        "version": MODEL_VERSION,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "licence": LICENSE,
        "data": DATA_DESCRIPTION,
        "input": "log-mel of 16 kHz mono: n_fft 1024, hop 512, 96 bands, dB; windows of 313 frames",
        "parameters": sum(p.numel() for p in network.parameters()),
        "architecture": network.config.as_dict(),
        "weights_sha256": sha256,
        "calibration": calibration.as_dict(),
        **training,
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    (folder / MODEL_CARD_FILE).write_text(render_model_card(card, vocabulary), encoding="utf-8")
