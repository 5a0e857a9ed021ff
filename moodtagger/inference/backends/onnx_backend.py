"""Run the network with ONNX Runtime, without importing torch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from moodtagger.inference.attributes import AttributeHead, attribute_head
from moodtagger.inference.backends.base import Floats, NetworkOutputs
from moodtagger.inference.backends.onnx_export import INPUT_NAME, build_onnx_model
from moodtagger.inference.backends.patch_onnx import build_patchnet_model
from moodtagger.inference.config import LOGVAR_RANGE, MoodNetConfig
from moodtagger.inference.model_folder import Tensors, ValidatedModel, read_validated_model

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.features import FeatureExtractor, PatchFeatureExtractor

_LOG_FATAL_ONLY = 4  # ONNX Runtime's level for errors that end the process


class UnsupportedGraphError(Exception):
    """This version of ONNX Runtime cannot run the graph, perhaps for an unknown operator."""


class OnnxNetwork:
    """The ONNX Runtime implementation of `Network`.

    Parameters
    ----------
    model : ValidatedModel
        A model folder whose tensors were checked against its config.
    folder : Path
        Where it was read from.

    Raises
    ------
    UnsupportedGraphError
        This ONNX Runtime cannot run the graph.
    """

    batch_size = 4  # a sixth faster than one window at a time

    def __init__(self, model: ValidatedModel, folder: Path) -> None:
        model_folder = model.model_folder
        self._folder = folder
        self._session = _create_session(_build_graph(model))
        self.reads_patches = not isinstance(model.config, MoodNetConfig)
        self._heads = {
            part: (
                _as_float32(model_folder.tensors, f"{part}.weight").T,
                _as_float32(model_folder.tensors, f"{part}.bias"),
            )
            for part in ("quadrant", "moods", "va")
        }
        self.name = model_folder.name
        self.vocabulary = model_folder.vocabulary
        self.calibration = model_folder.calibration
        self.embedding_size = model.config.embedding
        self.attributes = _attribute_head(model)

    @classmethod
    def load(cls, folder: Path) -> OnnxNetwork:
        """Load a model folder.

        Parameters
        ----------
        folder : Path
            Folder with card, vocabulary and weights.

        Returns
        -------
        OnnxNetwork
            The network, ready to run.

        Raises
        ------
        ModelError
            A part of the folder is missing, damaged or foreign.
        UnsupportedGraphError
            This ONNX Runtime cannot run the graph.
        """
        return cls(read_validated_model(folder), folder)

    def forward(self, windows: Floats) -> NetworkOutputs:
        """Run the network; see `Network.forward`.

        Parameters
        ----------
        windows : Floats
            Log-mel windows in dB, (n, 313, 96).

        Returns
        -------
        NetworkOutputs
            Raw outputs for n windows.
        """
        return self.apply_heads(self._session.run(None, {INPUT_NAME: windows})[0])

    def apply_heads(self, embedding: Floats) -> NetworkOutputs:
        """Compute the outputs from embeddings; see `Network.apply_heads`.

        Parameters
        ----------
        embedding : Floats
            Embeddings, (n, size), not scaled to unit length.

        Returns
        -------
        NetworkOutputs
            Raw outputs for n windows or songs.
        """
        quadrant, moods, va = (embedding @ weight + bias for weight, bias in self._heads.values())
        return NetworkOutputs(quadrant, moods, va[:, :2], va[:, 2:].clip(*LOGVAR_RANGE), embedding)

    def feature_extractor(self) -> FeatureExtractor | PatchFeatureExtractor:
        """Create an extractor of fine-tuning features, computed by torch like the training itself.

        Returns
        -------
        FeatureExtractor | PatchFeatureExtractor
            A fresh extractor.

        Raises
        ------
        ModelError
            The model folder cannot be read again.
        """
        from moodtagger.inference.backends.torch_backend import TorchNetwork

        TorchNetwork.use_one_thread()
        return TorchNetwork.load(self._folder).feature_extractor()


def _as_float32(tensors: Tensors, name: str) -> Floats:
    return tensors[name].astype(np.float32)


def _attribute_head(model: ValidatedModel) -> AttributeHead | None:
    if isinstance(model.config, MoodNetConfig):
        return None
    folder = model.model_folder
    weight, bias = (
        _as_float32(folder.tensors, f"attributes.{part}") for part in ("weight", "bias")
    )
    return attribute_head(folder.card, weight, bias)


def _build_graph(model: ValidatedModel) -> bytes:
    config, tensors = model.config, model.model_folder.tensors
    if isinstance(config, MoodNetConfig):
        return build_onnx_model(config, tensors)
    return build_patchnet_model(config, tensors)


def _create_session(model: bytes) -> Any:
    # One thread: every core already runs a worker of its own.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _LOG_FATAL_ONLY
    # As fast without its memory arena, and the process stays smaller.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors have no common base class
        raise UnsupportedGraphError(str(error)) from error
