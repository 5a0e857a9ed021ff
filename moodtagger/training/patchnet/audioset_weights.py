"""Read the layers of YAMNet, a network taught on AudioSet, from its TensorFlow Lite file.

Its stem and first twelve blocks are PatchNet's; the thirteenth and the scores of sounds are only
used to describe audio, not to train.

References
----------
Hershey et al. (2017), CNN architectures for large-scale audio classification, ICASSP.
"""

from __future__ import annotations

import warnings
import zlib
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn

from moodtagger.core.errors import ModelError
from moodtagger.inference.patch_architecture import PatchBlock, PatchNet, pad_far_ends
from moodtagger.inference.patch_config import PatchNetConfig
from moodtagger.training.data.dataset import Floats

AUDIOSET_STEM: Final = 32
AUDIOSET_BLOCKS: Final = (*PatchNetConfig(moods=1).blocks, (1024, 1))
AUDIOSET_SCORES: Final = 521

# The file's names are shared by weights and results, so its tensors are known by number.
_STEM_TENSORS = (11, 13)
_FIRST_DEPTHWISE_TENSOR = 43
_FIRST_POINTWISE_TENSOR = 56
_FIRST_BIAS_TENSOR = 14
_SCORE_TENSORS = (69, 5)


class AudioSetNet(nn.Module):
    """The network taught on AudioSet: log-mel patches in; feature maps, embedding, scores out.

    Parameters
    ----------
    stem : int, optional
        Channels of the stem.
    blocks : tuple[tuple[int, int], ...], optional
        Output channels and stride of each block.
    scores : int, optional
        Number of sounds.
    """

    def __init__(
        self,
        stem: int = AUDIOSET_STEM,
        blocks: tuple[tuple[int, int], ...] = AUDIOSET_BLOCKS,
        scores: int = AUDIOSET_SCORES,
    ) -> None:
        super().__init__()
        self.sizes = blocks
        self.stem = nn.Conv2d(1, stem, 3, stride=2)
        inputs = [stem, *(channels for channels, _ in blocks)]
        self.blocks = nn.Sequential(
            *(PatchBlock(n, *block) for n, block in zip(inputs, blocks, strict=False))
        )
        self.scores = nn.Linear(inputs[-1], scores)

    def feature_maps(self, patches: Tensor, depth: int) -> Tensor:
        """Run the first layers.

        Parameters
        ----------
        patches : Tensor
            Log-mel frames, (n, 96, 64).
        depth : int
            Number of blocks to run after the stem.

        Returns
        -------
        Tensor
            Feature maps, (n, channels, t, f).
        """
        x = torch.relu(self.stem(pad_far_ends(patches.unsqueeze(1))))
        maps: Tensor = self.blocks[:depth](x)
        return maps

    def describe(self, maps: Tensor, depth: int) -> tuple[Tensor, Tensor]:
        """Run the other layers.

        Parameters
        ----------
        maps : Tensor
            Output of `feature_maps`.
        depth : int
            Number of blocks that were run.

        Returns
        -------
        tuple[Tensor, Tensor]
            Embeddings, (n, channels), and probabilities of sounds, (n, scores).
        """
        embedding = self.blocks[depth:](maps).mean(dim=(2, 3))
        return embedding, torch.sigmoid(self.scores(embedding))

    def fingerprint(self) -> str:
        """Compute a checksum of the weights, to tell whether stored feature maps are theirs.

        Returns
        -------
        str
            Hexadecimal digits.
        """
        checksum = 0
        for value in self.state_dict().values():
            checksum = zlib.crc32(value.contiguous().numpy().tobytes(), checksum)
        return f"{checksum:08x}"

    def copy_layers(self, network: PatchNet) -> None:
        """Copy the stem and as many blocks as a PatchNet has into it.

        Parameters
        ----------
        network : PatchNet
            A network with the same sizes; its heads stay.
        """
        own = self.state_dict()
        weights = network.state_dict()
        shared = {k: own[k] for k in weights if k.startswith(("stem.", "blocks."))}
        network.load_state_dict(weights | shared)


def load_audioset_net(path: Path) -> AudioSetNet:
    """Load the network from its file.

    Parameters
    ----------
    path : Path
        `yamnet.tflite` with an input of 15,600 samples.

    Returns
    -------
    AudioSetNet
        The network in evaluation mode.

    Raises
    ------
    ModelError
        The file is missing or holds another network.
    """
    network = AudioSetNet()
    try:
        network.load_state_dict(
            {name: torch.from_numpy(value) for name, value in _read_tensors(path).items()}
        )
    except (OSError, ValueError, RuntimeError, IndexError) as error:
        raise ModelError(
            f"The network taught on AudioSet cannot be read ({error}).", path=path
        ) from error
    return network.eval()


def _read_tensors(path: Path) -> dict[str, Floats]:
    """Read weights by the names of `AudioSetNet`, each in torch's order of axes."""
    reader = _TensorReader(path)
    weight, bias = (reader.read(number) for number in _STEM_TENSORS)
    tensors = {"stem.weight": weight.transpose(0, 3, 1, 2), "stem.bias": bias}
    for number in range(len(AUDIOSET_BLOCKS)):
        name, biases = f"blocks.{number}", _FIRST_BIAS_TENSOR + 2 * number
        depthwise = reader.read(_FIRST_DEPTHWISE_TENSOR + number)[0]
        tensors[f"{name}.depthwise.weight"] = depthwise.transpose(2, 0, 1)[:, None]
        tensors[f"{name}.depthwise.bias"] = reader.read(biases)
        pointwise = reader.read(_FIRST_POINTWISE_TENSOR + number)
        tensors[f"{name}.pointwise.weight"] = pointwise.transpose(0, 3, 1, 2)
        tensors[f"{name}.pointwise.bias"] = reader.read(biases + 1)
    tensors["scores.weight"], tensors["scores.bias"] = map(reader.read, _SCORE_TENSORS)
    return {name: np.ascontiguousarray(value) for name, value in tensors.items()}


class _TensorReader:
    """Reads tensors of a TensorFlow Lite file as floats, those in 8 bits with their scales."""

    def __init__(self, path: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter  # only needed for training

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that keeping all tensors takes memory
            self._interpreter = Interpreter(
                str(path), experimental_preserve_all_tensors=True, num_threads=1
            )
        self._interpreter.allocate_tensors()
        self._details = {d["index"]: d for d in self._interpreter.get_tensor_details()}

    def read(self, number: int) -> Floats:
        value = self._interpreter.get_tensor(number)
        if value.dtype != np.int8:
            return np.asarray(value, np.float32)
        quantization: dict[str, Any] = self._details[number]["quantization_parameters"]
        scales = np.asarray(quantization["scales"], np.float32)
        shape = [1] * value.ndim
        if len(scales) > 1:
            shape[quantization["quantized_dimension"]] = -1
        floats: Floats = value.astype(np.float32) * scales.reshape(shape)
        return floats
