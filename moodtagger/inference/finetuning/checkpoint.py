"""Save and resume a fine-tuning run, and write its result as a model folder."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.files.file_access import write_text_whole
from moodtagger.files.model_files import save_vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.model_folder import CARD, FORMAT, MOODS, WEIGHTS
from moodtagger.inference.torch_weights import TorchModule, save_weights

StateDict = dict[str, Tensor]

REPORT_FILE = "report.json"
REPORT_TEXT_FILE = "report.txt"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a fine-tuning run; saved as one file and restored in place.

    Attributes
    ----------
    network : TorchModule
        The network in training.
    best_state : StateDict
        Weights after the best pass so far.
    optimizer : torch.optim.Optimizer
        The Adam optimizer with its moments.
    training_state : dict[str, Any]
        Counters and losses as JSON values.
    """

    network: TorchModule
    best_state: StateDict
    optimizer: torch.optim.Optimizer
    training_state: dict[str, Any]

    def save(self, path: Path) -> None:
        """Write the checkpoint atomically.

        Parameters
        ----------
        path : Path
            The file to create or replace; missing parent folders are created.

        Raises
        ------
        OSError
            The file cannot be written.
        """
        tensors = _add_prefix("now", self.network.state_dict()) | _add_prefix(
            "best", self.best_state
        )
        for i, moments in self.optimizer.state_dict()["state"].items():
            tensors |= _add_prefix(f"adam.{i}", moments)
        temporary_path = path.with_suffix(".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary_path.open("wb") as file:
            file.write(save(tensors, {"standing": json.dumps(self.training_state)}))
            file.flush()
            os.fsync(file.fileno())
        temporary_path.replace(path)

    def load(self, path: Path) -> dict[str, Any] | None:
        """Restore network, best weights and optimizer from a file.

        Parameters
        ----------
        path : Path
            A file written by `save`.

        Returns
        -------
        dict[str, Any] | None
            The stored training state; None if the file is missing, damaged or of another network,
            in which case nothing is restored.
        """
        try:
            if not path.is_file():  # a pipe would block
                return None
            with safe_open(path, "pt") as file:
                training_state = json.loads((file.metadata() or {})["standing"])
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            if not _have_same_shapes(_select_prefix("now", tensors), self.network.state_dict()):
                return None
            best = _select_prefix("best", tensors)
            if not _have_same_shapes(best, self.best_state) or set(training_state) != set(
                self.training_state
            ):
                return None
            self._load_optimizer_moments(tensors)
        except (OSError, SafetensorError, ValueError, KeyError, TypeError):
            return None
        self.network.load_state_dict(_select_prefix("now", tensors))
        self.best_state.update(best)
        return dict(training_state)

    def _load_optimizer_moments(self, tensors: StateDict) -> None:
        optimizer_state = self.optimizer.state_dict()
        count = sum(len(group["params"]) for group in optimizer_state["param_groups"])
        moments = {i: _select_prefix(f"adam.{i}", tensors) for i in range(count)}
        if any(set(part) != {"step", "exp_avg", "exp_avg_sq"} for part in moments.values()):
            raise ValueError("moments are missing")
        self.optimizer.load_state_dict({**optimizer_state, "state": moments})


def _add_prefix(prefix: str, state: StateDict) -> StateDict:
    return {f"{prefix}.{name}": value.detach().contiguous() for name, value in state.items()}


def _select_prefix(prefix: str, tensors: StateDict) -> StateDict:
    dotted_prefix = prefix + "."
    return {
        n.removeprefix(dotted_prefix): value
        for n, value in tensors.items()
        if n.startswith(dotted_prefix)
    }


def _have_same_shapes(found: StateDict, expected: StateDict) -> bool:
    return {n: v.shape for n, v in found.items()} == {n: v.shape for n, v in expected.items()}


def write_network(
    folder: Path,
    name: str,
    network: TorchModule,
    vocabulary: Vocabulary,
    calibration: Calibration,
    card_entries: dict[str, Any],
) -> str:
    """Write weights, vocabulary and card of a network.

    The version holds the date and a digest of the content: analyses are stored by name and version,
    so no two networks may share them.

    Parameters
    ----------
    folder : Path
        An existing folder.
    name : str
        Name of the network.
    network : TorchModule
        The network to save.
    vocabulary : Vocabulary
        Its moods in output order.
    calibration : Calibration
        Its calibration.
    card_entries : dict[str, Any]
        Further entries of the card, as JSON values.

    Returns
    -------
    str
        The network's version.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    sha256 = save_weights(network, folder / WEIGHTS)
    save_vocabulary(vocabulary, folder / MOODS)
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
    write_text_whole(folder / CARD, json.dumps(card, indent=1) + "\n")
    return version


def write_report(folder: Path, report: dict[str, Any], text: str) -> None:
    """Write the report as JSON and as text, and flush every file of the folder to disk.

    Parameters
    ----------
    folder : Path
        The model folder.
    report : dict[str, Any]
        The report as JSON values.
    text : str
        The report for the user.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    content = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    write_text_whole(folder / REPORT_FILE, content)
    write_text_whole(folder / REPORT_TEXT_FILE, text)
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
