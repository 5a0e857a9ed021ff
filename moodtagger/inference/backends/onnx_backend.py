"""A network computed by ONNX Runtime; torch is not imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from moodtagger.inference.config import LOGVAR_RANGE
from moodtagger.inference.model_folder.reader import Tensors
from moodtagger.inference.model_folder.validation import Parts, read_parts
from moodtagger.inference.onnx_export.graph import SOURCE, onnx_graph
from moodtagger.inference.outputs import Answers, Floats

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.features import FeatureListener

_SILENT = 4  # onnxruntime's level for what ends the program


class CannotComputeError(Exception):
    """This ONNX Runtime does not take the graph; another version may not know its operators."""


class OnnxNetwork:
    """See `Network`."""

    batch = 4  # windows; a sixth faster than one by one

    def __init__(self, parts: Parts, folder: Path) -> None:
        """Raises CannotComputeError."""
        package = parts.package
        self._folder = folder
        self._session = _session(onnx_graph(parts.config, package.tensors))
        self._heads = {
            part: (
                _plain(package.tensors, f"{part}.weight").T,
                _plain(package.tensors, f"{part}.bias"),
            )
            for part in ("quadrant", "moods", "va")
        }
        self.name = package.name
        self.vocabulary = package.vocabulary
        self.calibration = package.calibration
        self.size = parts.config.embedding

    @classmethod
    def load(cls, folder: Path) -> OnnxNetwork:
        """The network of `folder`; ModelError or CannotComputeError when that fails."""
        return cls(read_parts(folder), folder)

    def hear(self, windows: Floats) -> Answers:
        """See `Network`."""
        return self.answers(self._session.run(None, {SOURCE: windows})[0])

    def answers(self, embedding: Floats) -> Answers:
        """See `Network`."""
        quadrant, moods, va = (embedding @ weight + bias for weight, bias in self._heads.values())
        return Answers(quadrant, moods, va[:, :2], va[:, 2:].clip(*LOGVAR_RANGE), embedding)

    def start_features(self) -> FeatureListener:
        """See `Network`; what teaches is computed by what learns."""
        from moodtagger.inference.backends.torch_backend import TorchNetwork

        TorchNetwork.use_one_thread()
        return TorchNetwork.load(self._folder).start_features()


def _plain(tensors: Tensors, name: str) -> Floats:
    return tensors[name].astype(np.float32)


def _session(model: bytes) -> Any:
    """One thread: beside other workers more only get in the way."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _SILENT
    # Without memory that it keeps for itself it is as fast, and the process smaller.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common class
        raise CannotComputeError(str(error)) from error
