"""A network computed by ONNX Runtime; torch is not imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from moodtagger.inference.backends.base import Floats, NetworkOutputs
from moodtagger.inference.backends.onnx_export import INPUT_NAME, build_onnx_model
from moodtagger.inference.config import LOGVAR_RANGE
from moodtagger.inference.model_folder import Tensors, ValidatedModel, read_validated_model

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.features import FeatureExtractor

_LOG_FATAL_ONLY = 4  # onnxruntime's level for what ends the program


class UnsupportedGraphError(Exception):
    """This ONNX Runtime does not take the graph; another version may not know its operators."""


class OnnxNetwork:
    """See `Network`."""

    batch_size = 4  # windows; a sixth faster than one by one

    def __init__(self, model: ValidatedModel, folder: Path) -> None:
        """Raises CannotComputeError."""
        model_folder = model.model_folder
        self._folder = folder
        self._session = _create_session(build_onnx_model(model.config, model_folder.tensors))
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

    @classmethod
    def load(cls, folder: Path) -> OnnxNetwork:
        """The network of `folder`; ModelError or CannotComputeError when that fails."""
        return cls(read_validated_model(folder), folder)

    def forward(self, windows: Floats) -> NetworkOutputs:
        """See `Network`."""
        return self.apply_heads(self._session.run(None, {INPUT_NAME: windows})[0])

    def apply_heads(self, embedding: Floats) -> NetworkOutputs:
        """See `Network`."""
        quadrant, moods, va = (embedding @ weight + bias for weight, bias in self._heads.values())
        return NetworkOutputs(quadrant, moods, va[:, :2], va[:, 2:].clip(*LOGVAR_RANGE), embedding)

    def feature_extractor(self) -> FeatureExtractor:
        """See `Network`; what teaches is computed by what learns."""
        from moodtagger.inference.backends.torch_backend import TorchNetwork

        TorchNetwork.use_one_thread()
        return TorchNetwork.load(self._folder).feature_extractor()


def _as_float32(tensors: Tensors, name: str) -> Floats:
    return tensors[name].astype(np.float32)


def _create_session(model: bytes) -> Any:
    """One thread: beside other workers more only get in the way."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _LOG_FATAL_ONLY
    # Without memory that it keeps for itself it is as fast, and the process smaller.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common class
        raise UnsupportedGraphError(str(error)) from error
