"""Write a learned network as a folder that the app reads."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.model_folder.reader import CARD, FORMAT, MOODS, WEIGHTS
from moodtagger.inference.model_folder.torch_io import save_weights

REPORT_FILE = "report.json"
REPORT_TEXT_FILE = "report.txt"


def write_network(
    folder: Path,
    name: str,
    network: MoodNet,
    vocabulary: Vocabulary,
    calibration: Calibration,
    card_entries: dict[str, Any],
) -> str:
    """Write weights, vocabulary and card into `folder`; the network's version.

    The version holds the date and a mark of the content, since what songs are said to be is kept
    by name and version: no two networks may share them. `told` is what else the card tells.
    """
    sha256 = save_weights(network, folder / WEIGHTS)
    vocabulary.to_json(folder / MOODS)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    content = sha256 + (folder / MOODS).read_text(encoding="utf-8") + repr(calibration)
    version = f"{today}-{hashlib.sha256(content.encode()).hexdigest()[:6]}"
    card = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "date": today,
        "parameters": sum(p.numel() for p in network.parameters()),
        "architecture": network.config.as_dict(),
        "weights_sha256": sha256,
        "calibration": calibration.as_dict(),
        **card_entries,
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return version


def write_report(folder: Path, report: dict[str, Any], text: str) -> None:
    """Write the report for programs and for people, and see the folder safely on the disk."""
    content = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    (folder / REPORT_FILE).write_text(content, encoding="utf-8")
    (folder / REPORT_TEXT_FILE).write_text(text, encoding="utf-8")
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
