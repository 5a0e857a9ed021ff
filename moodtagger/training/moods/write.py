"""Write moods with two tiers into the folder of a trained network.

A mood that is read from other outputs is a linear combination of heads that are linear in the
embedding, so it becomes a row of the head for moods, and the app needs to know nothing of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn

from moodtagger.core.errors import ModelError
from moodtagger.core.messages import Message
from moodtagger.core.vocabulary import DEFAULT_PRECISION, UNREACHABLE_THRESHOLD, Mood, Vocabulary
from moodtagger.files.file_access import write_text_whole
from moodtagger.files.model_files import save_vocabulary
from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration
from moodtagger.inference.model_folder import CARD, MOODS, WEIGHTS
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.torch_weights import LoadedModel, load_model, save_weights
from moodtagger.training.data.labels import bundled_groups
from moodtagger.training.model_card.markdown import render_model_card
from moodtagger.training.moodnet.export import MODEL_CARD_FILE
from moodtagger.training.moods.evidence import Doubles
from moodtagger.training.moods.fit import FittedMood, LabeledOutputs, fit_moods
from moodtagger.training.moods.stacking import MoodReader

TOP_SONGS: Final = 0.8  # songs below this quantile of a mood's probability do not place it


def write_moods(
    taught: Path, folder: Path, held_out: LabeledOutputs, version: str
) -> dict[str, Any]:
    """Fit moods with two tiers, and write a copy of a network that suggests them.

    They come first in its outputs; the moods that it was taught and that none of them replaces
    follow.

    Parameters
    ----------
    taught : Path
        Folder of the network as it was trained, with the moods of `bundled_groups`.
    folder : Path
        Folder to write weights, vocabulary and card to; may be the same.
    held_out : LabeledOutputs
        Its outputs for songs that it was not taught on.
    version : str
        Version of the network with these moods.

    Returns
    -------
    dict[str, Any]
        Figures of the suggestions, as in the card; see `fit.fit_moods`.

    Raises
    ------
    ModelError
        The folder holds another network.
    OSError
        A file cannot be read or written.
    """
    model = load_model(taught)
    network = model.network
    labels = [group.label for group in bundled_groups()]
    if not isinstance(network, PatchNet) or list(model.vocabulary.labels) != labels:
        raise ModelError(Message.of("This is not a model trained by `patchnet`."), path=taught)
    fitted, report = fit_moods(held_out)
    positions = mood_positions(model, held_out, fitted)
    kept = kept_moods(fitted)
    taught_words = {mood.label: mood.sources for mood in model.vocabulary}
    moods = [
        _mood(mood, position, taught_words)
        for mood, position in zip(fitted, positions, strict=True)
    ]
    moods += [replace(model.vocabulary[k], core=False) for k in kept]
    vocabulary = Vocabulary(moods)
    extended = fold_readers(network, [mood.reader for mood in fitted], kept)
    calibration = _calibration(model.calibration, len(fitted), kept)
    folder.mkdir(parents=True, exist_ok=True)
    card = {
        **model.card,
        "version": version,
        "parameters": sum(p.numel() for p in extended.parameters()),
        "architecture": extended.config.as_dict(),
        "weights_sha256": save_weights(extended, folder / WEIGHTS),
        "calibration": calibration.as_dict(),
        "taught_calibration": model.calibration.as_dict(),  # of the moods before these
        "suggestions": report,
    }
    save_vocabulary(vocabulary, folder / MOODS)
    write_text_whole(folder / CARD, json.dumps(card, indent=1) + "\n")
    write_text_whole(folder / MODEL_CARD_FILE, render_model_card(card, vocabulary))
    return report


def kept_moods(fitted: Sequence[FittedMood]) -> list[int]:
    """List the moods that a network was taught and that none of those in its place replaces.

    Parameters
    ----------
    fitted : Sequence[FittedMood]
        The moods that may be suggested.

    Returns
    -------
    list[int]
        Their indices in `bundled_groups`.
    """
    replaced = {label for mood in fitted for label in (mood.mood.label, *mood.mood.former)}
    return [k for k, group in enumerate(bundled_groups()) if group.label not in replaced]


def fold_readers(network: PatchNet, readers: Sequence[MoodReader], kept: Sequence[int]) -> PatchNet:
    """Create a network whose moods are those of readers and some of the network's own.

    Parameters
    ----------
    network : PatchNet
        The network as it was trained; left unchanged.
    readers : Sequence[MoodReader]
        Readers of moods, valence and arousal, and feelings, as in `fit.read_columns`.
    kept : Sequence[int]
        Moods of the network that follow.

    Returns
    -------
    PatchNet
        A network with as many moods, in evaluation mode.
    """
    heads = (network.moods, network.va, network.feelings)
    used = (network.moods.out_features, 2, network.feelings.out_features)
    rows = [_rows(head, count) for head, count in zip(heads, used, strict=True)]
    weight, bias = (torch.cat(parts) for parts in zip(*rows, strict=True))
    combine = torch.from_numpy(np.stack([reader.weight for reader in readers]))
    constant = torch.tensor([reader.bias for reader in readers], dtype=torch.float64)
    own_weight, own_bias = weight[list(kept)], bias[list(kept)]
    state = network.state_dict() | {
        "moods.weight": torch.cat([combine @ weight, own_weight]).float(),
        "moods.bias": torch.cat([combine @ bias + constant, own_bias]).float(),
    }
    out = PatchNet(replace(network.config, moods=len(readers) + len(kept)))
    out.load_state_dict(state)
    return out.eval()


def _rows(head: nn.Linear, count: int) -> tuple[Tensor, Tensor]:
    return head.weight.detach()[:count].double(), head.bias.detach()[:count].double()


def _calibration(calibration: Calibration, fitted: int, kept: Sequence[int]) -> Calibration:
    """Leave the outputs of readers, which are calibrated, as they are."""
    slopes, offsets = calibration.mood_slope, calibration.mood_offset
    return replace(
        calibration,
        mood_slope=(1.0,) * fitted + tuple(slopes[k] for k in kept),
        mood_offset=(0.0,) * fitted + tuple(offsets[k] for k in kept),
    )


def _mood(fitted: FittedMood, position: Doubles, taught_words: Mapping[str, Sequence[str]]) -> Mood:
    """Describe a mood; tags may also name it by the words of the moods that it replaces."""
    likely = fitted.tiers.likely
    replaced = (fitted.mood.label, *fitted.mood.former)
    words = fitted.mood.sources.union(*(taught_words.get(label, ()) for label in replaced))
    return Mood(
        label=fitted.mood.label,
        sources=tuple(sorted(words)),
        valence=round(float(position[0]), 3),
        arousal=round(float(position[1]), 3),
        auc=round(fitted.auc, 3),
        threshold=UNREACHABLE_THRESHOLD,
        choices=fitted.choices,
        likely=likely,
        likely_support=fitted.likely["songs"] if likely <= 1 else None,
        likely_precision=fitted.likely["precision"] if likely <= 1 else None,
        former=fitted.mood.former,
    ).at_precision(DEFAULT_PRECISION)


def mood_positions(
    model: LoadedModel, held_out: LabeledOutputs, fitted: Sequence[FittedMood]
) -> Doubles:
    """Place moods where the songs lie that are most probable to have them.

    Parameters
    ----------
    model : LoadedModel
        The network, whose card tells how far its quadrant's logits are shifted.
    held_out : LabeledOutputs
        Outputs for held-out songs.
    fitted : Sequence[FittedMood]
        M moods.

    Returns
    -------
    Doubles
        Valence and arousal, -1 to 1, (M, 2): medians, weighted with the probability above its
        upper fifth.
    """
    shift = QUADRANT_SIGNS @ np.array(model.card.get("plane", {}).get("bias", (0.0, 0.0)))
    va = model.calibration.va(held_out.va, held_out.quadrant + shift)
    out = np.zeros((len(fitted), 2))
    for m, mood in enumerate(fitted):
        weight = np.maximum(mood.probability - np.quantile(mood.probability, TOP_SONGS), 0)
        for k in range(2):
            order = np.argsort(va[:, k])
            total = np.cumsum(weight[order])
            out[m, k] = va[order[np.searchsorted(total, total[-1] / 2)], k]
    return out
