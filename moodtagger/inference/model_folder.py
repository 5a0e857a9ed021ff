"""Read and validate a model folder without torch: card, vocabulary and weights.

Nothing in the folder is trusted: file sizes are bounded, every number is checked and nothing is
unpickled, so a folder of any origin is safe to open.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load

from moodtagger.core.errors import ModelError
from moodtagger.core.messages import Message
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.files.file_access import read_limited
from moodtagger.files.model_files import load_vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.config import MoodNetConfig, ParameterShapes, parameter_shapes
from moodtagger.inference.patch_config import ARCHITECTURE, PatchNetConfig, patchnet_shapes

WEIGHTS = "weights.safetensors"
CARD = "card.json"
MOODS = "moods.json"
FORMAT = 1  # version of the card's format; later ones are refused
REINSTALL_ADVICE = Message.of("Reinstall moodtagger, or choose another model.")

_MAX_BYTES = {CARD: 4_000_000, MOODS: 4_000_000, WEIGHTS: 256_000_000}
_PICKLE_MAGIC = (b"\x80", b"PK\x03\x04")  # plain, and inside the archive of torch.save

Tensors = dict[str, npt.NDArray[Any]]
NetworkConfig = MoodNetConfig | PatchNetConfig

# Networks before version 1.1 lack these buffers; with these values they change nothing.
_DEFAULT_BUFFERS = {"quietest": -1000.0, "loudest": 1000.0}


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """The content of a model folder.

    Attributes
    ----------
    card : dict[str, Any]
        Metadata and metrics of the model.
    vocabulary : Vocabulary
        The moods in output order.
    calibration : Calibration
        Maps raw outputs to probabilities and ratings.
    tensors : Tensors
        Weights and buffers by name.
    digest : str
        SHA-256 in hexadecimal that changes with any part of the folder.
    """

    card: dict[str, Any]
    vocabulary: Vocabulary
    calibration: Calibration
    tensors: Tensors
    digest: str

    @property
    def name(self) -> str:
        """Name and version, such as "moodnet 1.0"."""
        return f"{self.card['name']} {self.card['version']}"


def read_model_folder(folder: Path) -> ModelFolder:
    """Read all parts of a model folder and check that they belong together.

    Parameters
    ----------
    folder : Path
        Folder with card, vocabulary and weights.

    Returns
    -------
    ModelFolder
        The content; the tensors' shapes are not checked yet.

    Raises
    ------
    ModelError
        A part is missing, damaged, too large or of another network.
    """
    card = read_card(folder)
    vocabulary = load_vocabulary(folder / MOODS)
    calibration = _read_calibration(card, folder)
    moods = card["architecture"].get("moods")
    if not moods == len(vocabulary) == len(calibration.mood_slope):
        raise ModelError(
            Message.of("The model and its mood vocabulary don't match."),
            path=folder,
            advice=REINSTALL_ADVICE,
        )
    tensors = _read_tensors(folder / WEIGHTS, str(card.get("weights_sha256", "")))
    # The weights are covered: the card holds their hash.
    digest = hashlib.sha256(
        _read_bytes(folder / CARD) + b"\0" + _read_bytes(folder / MOODS)
    ).hexdigest()
    return ModelFolder(card, vocabulary, calibration, tensors, digest)


def read_card(folder: Path) -> dict[str, Any]:
    """Read a model folder's card.

    Parameters
    ----------
    folder : Path
        Folder that contains the card.

    Returns
    -------
    dict[str, Any]
        The card's values.

    Raises
    ------
    ModelError
        The card is missing, damaged or of a later format.
    """
    path = folder / CARD
    content = _read_bytes(path)
    try:
        card = json.loads(content)
        card_format = card["format"]
        has_name = _is_short_text(card.get("name")) and _is_short_text(card.get("version"))
        has_architecture = isinstance(card.get("architecture"), dict)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ModelError(
            Message.of("Couldn't read the model card ({error}).", error=Message.from_error(error)),
            path=path,
            advice=REINSTALL_ADVICE,
        ) from error
    if card_format != FORMAT or not has_name or not has_architecture:
        raise ModelError(
            Message.of("This model was made for another version of moodtagger."),
            path=path,
            advice=REINSTALL_ADVICE,
        )
    return dict(card)


def _is_short_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 100 and value.isprintable()


def _read_calibration(card: dict[str, Any], folder: Path) -> Calibration:
    try:
        calibration = Calibration.from_dict(card["calibration"])
        numbers = np.concatenate(
            [np.ravel(value) for value in calibration.as_dict().values()]
        ).astype(np.float64)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            Message.of(
                "The model card is incomplete or wrong ({error}).",
                error=Message.from_error(error),
            ),
            path=folder / CARD,
            advice=REINSTALL_ADVICE,
        ) from error
    if not np.isfinite(numbers).all() or calibration.quadrant_temperature <= 0:
        raise ModelError(
            Message.of("The model card contains impossible numbers."),
            path=folder / CARD,
            advice=REINSTALL_ADVICE,
        )
    return calibration


def _read_tensors(path: Path, sha256: str) -> Tensors:
    content = _read_bytes(path)
    if content.startswith(_PICKLE_MAGIC):
        raise ModelError(
            Message.of(
                "The model's weights are a pickle file, which could run any program. It "
                "was not opened."
            ),
            path=path,
            advice=REINSTALL_ADVICE,
        )
    try:
        tensors: Tensors = load(content)
    except (SafetensorError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(
            Message.of(
                "Couldn't read the model's weights ({error}).", error=Message.from_error(error)
            ),
            path=path,
            advice=REINSTALL_ADVICE,
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(
            Message.of("The model's weights are not the ones described in its card."),
            path=path,
            advice=REINSTALL_ADVICE,
        )
    if not all(np.isfinite(value).all() for value in tensors.values()):
        raise ModelError(
            Message.of("The model's weights contain values that are not numbers."),
            path=path,
            advice=REINSTALL_ADVICE,
        )
    return tensors


def _read_bytes(path: Path) -> bytes:
    """Read a regular file of acceptable size."""
    try:
        if path.exists() and not path.is_file():
            raise ModelError(
                Message.of("This is not a regular file."), path=path, advice=REINSTALL_ADVICE
            )
        size = path.stat().st_size
        if size > _MAX_BYTES[path.name]:
            raise ModelError(
                Message.of("This is too large to be part of a model ({size} bytes).", size=size),
                path=path,
                advice=REINSTALL_ADVICE,
            )
        return read_limited(path, _MAX_BYTES[path.name])
    except FileNotFoundError as error:
        raise ModelError(
            Message.of("The model folder has no {name}.", name=path.name),
            path=path,
            advice=REINSTALL_ADVICE,
        ) from error
    except OSError as error:
        raise ModelError(
            Message.of(
                "Couldn't read the model's {name}: {error}.",
                name=path.name,
                error=error.strerror,
            ),
            path=path,
            advice=REINSTALL_ADVICE,
        ) from error


@dataclass(frozen=True, slots=True)
class ValidatedModel:
    """A model folder whose tensors have the shapes of its network.

    Attributes
    ----------
    model_folder : ModelFolder
        Content of the folder.
    config : NetworkConfig
        Layer sizes of the network.
    """

    model_folder: ModelFolder
    config: NetworkConfig


def read_validated_model(folder: Path) -> ValidatedModel:
    """Read a model folder and check its tensors against its layer sizes.

    Parameters
    ----------
    folder : Path
        Folder with card, vocabulary and weights.

    Returns
    -------
    ValidatedModel
        The content with the layer sizes.

    Raises
    ------
    ModelError
        A part is missing, damaged, foreign or of other sizes.
    """
    model_folder = read_model_folder(folder)
    config = _read_config(model_folder.card, folder)
    if isinstance(config, MoodNetConfig):
        for name, default in _DEFAULT_BUFFERS.items():
            model_folder.tensors.setdefault(name, np.array(default, np.float32))
    if {name: value.shape for name, value in model_folder.tensors.items()} != _shapes(config):
        raise architecture_mismatch(folder)
    return ValidatedModel(model_folder, config)


def _shapes(config: NetworkConfig) -> ParameterShapes:
    if isinstance(config, PatchNetConfig):
        return patchnet_shapes(config)
    return parameter_shapes(config)


def _read_config(card: dict[str, Any], folder: Path) -> NetworkConfig:
    sizes = card["architecture"]
    try:
        is_patchnet = sizes.get("kind") == ARCHITECTURE
        config: NetworkConfig = (
            PatchNetConfig.from_dict(sizes) if is_patchnet else MoodNetConfig.from_dict(sizes)
        )
        _shapes(config)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ModelError(
            Message.of(
                "The model card is incomplete or wrong ({error}).",
                error=Message.from_error(error),
            ),
            path=folder / CARD,
            advice=REINSTALL_ADVICE,
        ) from error
    return config


def architecture_mismatch(folder: Path) -> ModelError:
    """Create the error for weights that do not have the sizes of the card.

    Parameters
    ----------
    folder : Path
        The model folder.

    Returns
    -------
    ModelError
        The error, to be raised.
    """
    return ModelError(
        Message.of("The model's weights don't match its architecture."),
        path=folder / WEIGHTS,
        advice=REINSTALL_ADVICE,
    )
